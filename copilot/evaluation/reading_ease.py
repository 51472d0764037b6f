"""How easily a text is read, by one plain measure for each language.

English: Flesch reading ease, 206.835 - 1.015 words a sentence - 84.6 syllables a word (Flesch 1948); 60 to 70 is plain
English, more is easier. Syllables are counted as groups of vowels, a silent e taken off.
Chinese: characters between two pauses (，。！？；：、… and line breaks). No formula for Chinese is agreed on; on a phone it is
long unbroken stretches that are skipped. Fewer is easier; the demo personas' own posts have 5 to 12.
"""

import re

from copilot.domain.language import Language

_SENTENCE = re.compile(r"[.!?…]+(?:\s|$)|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_PAUSE = re.compile(r"[，。！？；：、…,!?;:\n—]+")
_COUNTED = re.compile(r"\w")
MEASURES = {Language.EN: "flesch", Language.ZH: "clause_characters"}


def reading_ease(plain: str, language: Language) -> float | None:
    """The measure of that language; None for a text without words."""
    return _flesch(plain) if language is Language.EN else _clause_characters(plain)


def _flesch(plain: str) -> float | None:
    words = _WORD.findall(plain)
    if not words:
        return None
    sentences = sum(1 for part in _SENTENCE.split(plain) if part and _WORD.search(part))
    syllables = sum(map(_syllables, words))
    return 206.835 - 1.015 * len(words) / max(1, sentences) - 84.6 * syllables / len(words)


def _syllables(word: str) -> int:
    lower = word.lower()
    groups = len(_VOWELS.findall(lower))
    silent = lower.endswith("e") and not lower.endswith("le") and groups > 1
    return max(1, groups - silent)


def _clause_characters(plain: str) -> float | None:
    lengths = [count for part in _PAUSE.split(plain) if (count := len(_COUNTED.findall(part)))]
    return sum(lengths) / len(lengths) if lengths else None
