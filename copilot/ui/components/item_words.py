"""Sentences for why an item is where it is, in the visitor's language."""

from copilot.locales.item_why import item_why
from copilot.ui.state import locale


def why_words(why: str) -> str:
    """A person's own words as they are; what the program says by itself as its sentence."""
    return item_why(why, locale())
