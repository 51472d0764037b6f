"""How the tables came to be: `versions/v<number>_<what>.py`, run in order, never changed once released.

A change of `schema.py` needs the next one: `revision` is its number, `down_revision` the number before. The contract
test of opening compares what the migrations make with the schema, on both databases.
"""
