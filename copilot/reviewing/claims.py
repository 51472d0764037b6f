"""What a text claims, sentence by sentence, under names that are equal where two sentences claim the same."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copilot.domain.draft import Finding, cited_numbers, without_marks
from copilot.reviewing.risk_rules import RiskRules

_END = re.compile(r"[。！？!?；;\n]+|\.(?=\s|$)")
_MARK = re.compile(r"[ \u3000]?\[\d{1,3}\]")
NAME_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Claims:
    """`names` are those of the claiming sentences, each once, in order; `cited` of them cite evidence."""

    names: tuple[str, ...] = ()
    cited: int = 0


def claims_of(text: str, findings: Sequence[Finding], products: Sequence[str], rules: RiskRules) -> Claims:
    """What `text` claims; `products` are the names of products, with aliases.

    A sentence claims something where it cites evidence, holds a figure, names a product, or where checking found a
    claim, a promise, a price, a number or a day in it. Its name is the hash of its words without citation marks,
    blanks, signs, emoji, letter case and filler: so a sentence is new to review exactly where no approved text of the
    brand had one of the same words.
    """
    known = [name.casefold() for name in products if name]
    named: dict[str, bool] = {}
    for start, sentence in _sentences(text):
        if _claims(start, sentence, findings, known, rules) and (name := _name(sentence, rules)):
            named[name] = named.get(name, False) or bool(cited_numbers(sentence))
    return Claims(tuple(named), sum(named.values()))


def _claims(start: int, sentence: str, findings: Sequence[Finding], names: Sequence[str], rules: RiskRules) -> bool:
    end = start + len(sentence)
    if any(f.kind in rules.claim_kinds and f.start < end and start < f.end for f in findings):
        return True
    if cited_numbers(sentence):
        return True
    folded = without_marks(sentence).casefold()
    return bool(rules.figure.search(folded)) or any(name in folded for name in names)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with where it starts; the marks behind its end belong to it."""
    start = 0
    for end in _END.finditer(text):
        stop = end.end()
        while mark := _MARK.match(text, stop):
            stop = mark.end()
        if stop > start:
            yield start, text[start:stop]
            start = stop
    if start < len(text):
        yield start, text[start:]


def _name(sentence: str, rules: RiskRules) -> str:
    """ "" for a sentence of which nothing is left."""
    words = unicodedata.normalize("NFKC", without_marks(sentence)).casefold()
    for filler in rules.filler:
        words = filler.sub("", words)
    left = "".join(c for c in words if c.isalnum() or c in "%.")
    return hashlib.sha256(left.encode("utf-8", "surrogatepass")).hexdigest()[:NAME_LENGTH] if left.strip(".%") else ""
