"""Writes selling points, posts and replies without a model, from evidence and phrases kept as data."""

from copilot.writing.offline.phrasebook import PhraseBook, load_phrases
from copilot.writing.offline.writer import OfflineWriter

__all__ = ["OfflineWriter", "PhraseBook", "load_phrases"]
