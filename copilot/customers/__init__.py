"""Lists of customers → customers; customers and rules → segments. Words, rules and bounds are data."""
