"""Gifts, codes and offers told in a line of text whose days are over, and that a text speaks of as given still."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from copilot.checking.periods import as_date
from copilot.checking.quantity import Measure, Quantity
from copilot.checking.word_lists import OfferPatterns
from copilot.domain.brand import Brand
from copilot.domain.draft import Finding

if TYPE_CHECKING:
    from copilot.checking.ledger import Ledger

_SENTENCE = re.compile(r"[^。！？!?；;\n]+?(?=[。！？!?；;\n]|\.(?=\s|$)|$)")
_LINE = re.compile(r"[^。！？!?\n]+")
_TEXTS = 20_000
_CLAUSE_END = re.compile(r"[，,。！？!?；;\n]|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class EndedGifts:
    """What was given with the last day of it, by every name it has; and the patterns of texts that give it."""

    ended: Mapping[str, date]
    pattern: re.Pattern[str]
    codes: re.Pattern[str]
    titles: re.Pattern[str]
    """Names of offers that begin a line: they end only where a text says that they run."""


@dataclass(frozen=True, slots=True)
class _Named:
    """What one text names as given, as a code and as an offer: each with the sentence or line it stands in."""

    given: tuple[tuple[str, str], ...]
    codes: tuple[tuple[str, str], ...]
    titles: tuple[tuple[str, str], ...]


class GiftReader:
    """Reads what texts give. Shared by threads; what a text names is kept, for checks come back to the same passages."""

    def __init__(
        self,
        patterns: OfferPatterns,
        plain: Callable[[str], str],
        quantities: Callable[[str], tuple[Quantity, ...]],
    ) -> None:
        self._patterns, self._plain, self._quantities = patterns, plain, quantities
        self._named = lru_cache(maxsize=_TEXTS)(self._read)

    def ended(self, at: date, texts: Iterable[str], brand: Brand) -> EndedGifts:
        """The gifts, codes and offers of `texts` that nothing gives any more on the day `at`."""
        names = [[self._plain(n) for n in product.names] for product in brand.products]
        told = [self._named(self._plain(text)) for text in texts]
        goods = (
            (sentence, name)
            for text in told
            for sentence, gift in text.given
            for name in next((n for n in names if any(known in gift for known in n)), [gift])
        )
        given = self._over(at, goods)
        codes = self._over(at, (named for text in told for named in text.codes))
        titles = self._over(at, (named for text in told for named in text.titles))
        return EndedGifts(
            {**given, **codes, **titles},
            re.compile(self._patterns.giving.replace("GIFT", _any_of(given)), re.VERBOSE),
            re.compile(rf"(?<![a-z0-9])(?:{_any_of(codes)})(?![a-z0-9])"),
            re.compile(_any_of(titles)),
        )

    def _read(self, plain: str) -> _Named:
        sentences = [found[0] for found in _SENTENCE.finditer(plain)]
        return _Named(
            _named(self._patterns.given, sentences),
            _named(self._patterns.code, sentences),
            _named(self._patterns.titled, _LINE.findall(plain)),
        )

    def _over(self, at: date, named: Iterable[tuple[str, str]]) -> dict[str, date]:
        """What is named with days that all lie before `at`: the last of them. Without a day nothing ends."""
        last: dict[str, date | None] = {}
        for sentence, name in named:
            days = [d for q in self._quantities(sentence) if q.measure is Measure.DATE and (d := as_date(q, at))]
            known = last.get(name, date.min)
            last[name] = max(known, max(days)) if days and known is not None else None
        return {name: day for name, day in last.items() if day and day < at}


def _named(pattern: re.Pattern[str], sentences: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Each sentence with what the groups of a pattern name in it."""
    return tuple(
        (sentence, name.strip())
        for sentence in sentences
        for found in pattern.finditer(sentence)
        if (name := next(filter(None, found.groups()), ""))
    )


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
