"""Gifts whose days are over, and that a text speaks of as given still."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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


@dataclass(frozen=True, slots=True)
class EndedGifts:
    """What was given with the last day of it, by every name it has; and the pattern of a text that gives it."""

    ended: Mapping[str, date]
    pattern: re.Pattern[str]


def ended_gifts(
    at: date,
    texts: Iterable[str],
    brand: Brand,
    patterns: OfferPatterns,
    read: tuple[Callable[[str], str], Callable[[str], tuple[Quantity, ...]]],
) -> EndedGifts:
    """The gifts of `texts` that nothing gives any more on the day `at`. `read`: text made plain, and its quantities."""
    plain, quantities = read
    names = [[plain(n) for n in product.names] for product in brand.products]
    last: dict[str, date | None] = {}
    for sentence in (s[0] for text in texts for s in _SENTENCE.finditer(plain(text))):
        given = [g for found in patterns.given.finditer(sentence) if (g := next(filter(None, found.groups()), ""))]
        if not given:
            continue
        days = [d for q in quantities(sentence) if q.measure is Measure.DATE and (d := as_date(q, at))]
        for gift in given:
            alike = next((n for n in names if any(name in gift for name in n)), [gift.strip()])
            for name in alike:
                known = last.get(name, date.min)
                last[name] = max(known, max(days)) if days and known is not None else None
    ended = {name: day for name, day in last.items() if day and day < at}
    wanted = "|".join(re.escape(n) for n in sorted(ended, key=len, reverse=True)) or r"(?!)"
    han, latin = rf"[送赠][^，。！？!?；;\n]{{0,8}}?({wanted})", rf"\bfree\b[^.!?\n]{{0,14}}?\b({wanted})\b"
    return EndedGifts(ended, re.compile(f"{han}|{latin}"))


def given_still(ledger: "Ledger") -> Iterator[Finding]:
    """Findings for a gift that is over. What is told as past, or as to come, is left alone."""
    reading, plain = ledger.reading, ledger.reading.surface.plain
    for found in ledger.gifts.pattern.finditer(plain):
        sentence = reading.surface.sentence_at(found.start())
        told = plain[sentence.start : sentence.end]
        if reading.offers.not_running.search(told) or ledger.phrases.past.search(told) or "?" in told:
            continue
        day = ledger.gifts.ended[found[1] or found[2]]
        yield reading.finding(ledger.notices["offer_expired"], found.start(), found.end(), day=day, right="")
