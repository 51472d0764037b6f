"""A word where it stands in a text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """`[start, end)` of a text; `noun` where a dictionary says so."""

    text: str
    start: int
    end: int
    noun: bool = False


CutWords = Callable[[str], Sequence[Word]]
"""Cuts a text into its words, in order; signs between them are left out."""
