"""What a person changed in a text: how much of it, and which words went, came, or gave way to others."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

EMOJI = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_TOKEN = re.compile(
    rf"⟦[^⟧]*⟧"  # a placeholder for personal data
    rf"|[{EMOJI}][\ufe0f\u200d\U0001f3fb-\U0001f3ff{EMOJI}]*"
    r"|[A-Za-z]+(?:['’][A-Za-z]+)*|\d+(?:[.,:]\d+)*%?|[^\s]"
)
_SIGN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z\u3400-\u9fff]")
_EMOJI = re.compile(rf"[{EMOJI}]")


@dataclass(frozen=True, slots=True)
class Change:
    """One place where two texts differ: tokens `before` (from `start` on) became tokens `after`; either may be empty."""

    start: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def tokens(text: str) -> tuple[str, ...]:
    """Chinese signs, words of letters (in small letters), numbers, emoji, placeholders and punctuation, one each."""
    return tuple(t.lower() for t in _TOKEN.findall(unicodedata.normalize("NFC", text)))


def changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """Where two token lists differ, aligned by what they share."""
    if before == after:
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(i1, tuple(before[i1:i2]), tuple(after[j1:j2]))


def changed_share(before: str, after: str) -> float:
    """The share of characters that differ, 0..1, blanks left out: characters taken out, put in or replaced, of those
    of the longer text. Never lower than the Levenshtein distance over the same length."""
    one, other = _unspaced(before), _unspaced(after)
    if one == other:
        return 0.0
    differing = sum(
        max(i2 - i1, j2 - j1)
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if tag != "equal"
    )
    return min(1.0, differing / max(len(one), len(other)))


def is_word(token: str) -> bool:
    """Whether a token is a Chinese sign or a word of letters."""
    return bool(_WORD.match(token))


def is_sign(token: str) -> bool:
    """Whether a token is a single Chinese sign."""
    return len(token) == 1 and bool(_SIGN.match(token))


def is_emoji(token: str) -> bool:
    """Whether a token is an emoji."""
    return bool(_EMOJI.match(token))


def core(span: Sequence[str]) -> tuple[str, ...]:
    """A span without the punctuation around its words."""
    words = [
        n for n, token in enumerate(span) if is_word(token) or is_emoji(token) or token[0].isdigit() or len(token) > 1
    ]
    return tuple(span[words[0] : words[-1] + 1]) if words else ()


def joined(span: Sequence[str]) -> str:
    """Tokens as they are written: words of letters apart, Chinese signs together."""
    text = ""
    for token in span:
        apart = text and text[-1].isascii() and token[0].isascii() and is_word(token)
        text += f" {token}" if apart else token
    return text


def _unspaced(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())
