"""Sentences for why an item is where it is."""

from copilot.ui.state import locale


def why_words(why: str) -> str:
    """A person's own words as they are, a code as its sentence."""
    key = f"errors.{why}"
    return locale().say(key) if locale().has(key) and "{" not in locale().say(key) else why
