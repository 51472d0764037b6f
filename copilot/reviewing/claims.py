"""What a text claims, sentence by sentence, under names that are equal where two sentences claim the same."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from copilot.domain.draft import Finding, cited_numbers, without_marks
from copilot.reviewing.risk_rules import RiskRules

_END = re.compile(r"[。！？!?；;\n]+[”’」』）)\"']*|\.[\"')]*(?=\s|$)")
_COLON = re.compile(r"[：:](?!\d)")
_MARK = re.compile(r"[ \u3000]?\[\d{1,3}\]")
NAME_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Claims:
    """`names` are those of the claiming sentences that say it in words of their own, each once, in order; of all
    `claimed` ones, `cited` cite evidence."""

    names: tuple[str, ...] = ()
    claimed: int = 0
    cited: int = 0


def claims_of(
    text: str, findings: Sequence[Finding], products: Sequence[str], evidence: Mapping[int, str], rules: RiskRules
) -> Claims:
    """What `text` claims; `products` are the names of products, with aliases, `evidence` what its marks cite and is
    live.

    A sentence claims something where it cites evidence, holds a figure, names a product, or where checking found a
    claim, a promise, a price, a number or a day in it. Its name is the hash of its words without citation marks,
    blanks, signs, emoji, letter case and filler: so a sentence is new to review exactly where no approved text of the
    brand had one of the same words. One whose words, behind what leads up to them, stand so in the evidence it cites is the
    brand's own and not named.
    """
    known = [name.casefold() for name in products if name]
    named: dict[str, None] = {}
    claimed = cited = 0
    for start, sentence in _sentences(text):
        words = _words(sentence, rules)
        if not words or not _claims(start, sentence, findings, known, rules):
            continue
        numbers = cited_numbers(sentence)
        claimed, cited = claimed + 1, cited + bool(numbers)
        said = _behind_lead(sentence, known, rules)
        if not any(_words(said, rules) in _words(evidence[n], rules) for n in numbers if n in evidence):
            named[hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:NAME_LENGTH]] = None
    return Claims(tuple(named), claimed, cited)


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


def _behind_lead(sentence: str, names: Sequence[str], rules: RiskRules) -> str:
    """What stands behind a colon, where what leads up to it claims nothing itself: 客人写过：“不响了。”"""
    lead, rest = _COLON.split(sentence, maxsplit=1) if _COLON.search(sentence) else ("", sentence)
    return sentence if not rest.strip() or _claims(0, lead, (), names, rules) else rest


def _words(sentence: str, rules: RiskRules) -> str:
    """What two sentences that claim the same share; "" for one of which nothing is left."""
    words = unicodedata.normalize("NFKC", without_marks(sentence)).casefold()
    for filler in rules.filler:
        words = filler.sub("", words)
    return "".join(c for c in words if c.isalnum() or c in "%.").strip(".")
