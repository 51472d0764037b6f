"""Gifts, codes and offers told in a line of text whose days are over, and that a text speaks of as given still."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from copilot.checking.known import as_date
from copilot.checking.quantity import Measure, Quantity
from copilot.checking.word_lists import OfferPatterns
from copilot.domain.brand import Brand
from copilot.domain.draft import Finding

if TYPE_CHECKING:
    from copilot.checking.ledger import Ledger

_SENTENCE = re.compile(r"[^。！？!?；;\n]+?(?=[。！？!?；;\n]|\.(?=\s|$)|$)")
_LINE = re.compile(r"[^。！？!?\n]+")
_CLAUSE_END = re.compile(r"[，,。！？!?；;\n]|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class EndedGifts:
    """What was given with the last day of it, by every name it has; and the patterns of texts that give it."""

    ended: Mapping[str, date]
    pattern: re.Pattern[str]
    codes: re.Pattern[str]
    titles: re.Pattern[str]
    """Names of offers that begin a line: they end only where a text says that they run."""


def ended_gifts(
    at: date,
    texts: Iterable[str],
    brand: Brand,
    patterns: OfferPatterns,
    read: tuple[Callable[[str], str], Callable[[str], tuple[Quantity, ...]]],
) -> EndedGifts:
    """The gifts, codes and offers of `texts` that nothing gives any more on the day `at`.

    `read`: text made plain, and its quantities."""
    plain, _ = read
    names = [[plain(n) for n in product.names] for product in brand.products]
    told = [plain(text) for text in texts]
    sentences = [s[0] for text in told for s in _SENTENCE.finditer(text)]

    def gifts(sentence: str) -> Iterator[str]:
        for gift in _named(patterns.given, sentence):
            yield from next((n for n in names if any(name in gift for name in n)), [gift])

    given = _ended(at, sentences, gifts, read)
    codes = _ended(at, sentences, lambda sentence: _named(patterns.code, sentence), read)
    lines = [s for text in told for s in _LINE.findall(text)]
    titles = _ended(at, lines, lambda sentence: _named(patterns.titled, sentence), read)
    return EndedGifts(
        {**given, **codes, **titles},
        re.compile(patterns.giving.replace("GIFT", _any_of(given)), re.VERBOSE),
        re.compile(rf"(?<![a-z0-9])(?:{_any_of(codes)})(?![a-z0-9])"),
        re.compile(_any_of(titles)),
    )


def _named(pattern: re.Pattern[str], sentence: str) -> Iterator[str]:
    """What the groups of a pattern name in a sentence."""
    return (name.strip() for found in pattern.finditer(sentence) if (name := next(filter(None, found.groups()), "")))


def _ended(
    at: date,
    sentences: Sequence[str],
    named: Callable[[str], Iterator[str]],
    read: tuple[Callable[[str], str], Callable[[str], tuple[Quantity, ...]]],
) -> dict[str, date]:
    """What the sentences name with days that all lie before `at`: the last of them. Without a day nothing ends."""
    last: dict[str, date | None] = {}
    for sentence in sentences:
        for name in named(sentence):
            days = [d for q in read[1](sentence) if q.measure is Measure.DATE and (d := as_date(q, at))]
            known = last.get(name, date.min)
            last[name] = max(known, max(days)) if days and known is not None else None
    return {name: day for name, day in last.items() if day and day < at}


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of `names`, which matches nothing where there are none. It may stand in a verbose one."""
    return "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) or r"(?!)"


def given_still(ledger: "Ledger") -> Iterator[Finding]:
    """Findings for what is over. What is told as past, or as to come, is left alone."""
    reading, plain, gifts = ledger.reading, ledger.reading.surface.plain, ledger.gifts
    for found in (*gifts.pattern.finditer(plain), *gifts.codes.finditer(plain), *_running_titles(ledger)):
        sentence = reading.surface.sentence_at(found.start())
        told = plain[sentence.start : sentence.end + 1]
        if reading.offers.not_running.search(told) or ledger.phrases.past.search(told) or "?" in told:
            continue
        day = gifts.ended[next(filter(None, found.groups()), found[0])]
        yield reading.finding(ledger.notices["offer_expired"], found.start(), found.end(), day=day, right="")


def _running_titles(ledger: "Ledger") -> Iterator[re.Match[str]]:
    """Names of ended offers with a word behind them in their clause that says they run."""
    plain = ledger.reading.surface.plain
    for found in ledger.gifts.titles.finditer(plain):
        end = _CLAUSE_END.search(plain, found.end())
        if ledger.reading.offers.running.search(plain, found.end(), end.start() if end else len(plain)):
            yield found
