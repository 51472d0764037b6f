"""What a process that has loaded everything tells Python about its memory."""

import gc

SELDOM = (10_000, 20, 10)
"""New objects, and rounds, after which Python looks for garbage that holds itself; it looks after 700 by itself. Nearly
all that we make is freed without that."""


def keep_what_is_loaded() -> None:
    """Say that what is loaded now stays for good, and look for garbage among the rest seldom. To look through all of it
    takes a third of a second, in the middle of somebody's typing or of a text. For the start of a process, once."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
