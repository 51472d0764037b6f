"""Offers that the documents tell with their days, and texts that speak of one on a day on which it does not run.

A number finds its own period in the number lock. This finds offers by what they are called and by what they give, whether
or not a figure is said: a free chalk ball with every course, the second one at half price.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from copilot.checking.names import Mention
from copilot.checking.periods import Period, Piece, Standing, as_date, pieces_of
from copilot.checking.quantity import Measure, Quantity, agrees
from copilot.checking.shelves import is_price
from copilot.domain.draft import Finding
from copilot.domain.evidence import EvidenceItem

if TYPE_CHECKING:
    from copilot.checking.ledger import Ledger

_DEALS = (Measure.DISCOUNT, Measure.REDUCTION, Measure.MULTIBUY, Measure.MONEY, Measure.PERCENT)
_TIMES = (Measure.DATE, Measure.WEEKDAY, Measure.CLOCK)
_CLAUSE_END = re.compile(r"[，,；;：:—~～]+(?!\d)|\s-\s")
_TITLE_END = re.compile(r"\s?[—–\-:：|·]\s|[（(]|\d+\s?月|20\d\d|[。.\n]")
_NUMBERING = re.compile(r"^[\s\-*·•#]*(?:\d{1,2}[.)、]\s?)?(?:[^：:；;\n]{1,10}[：:]\s?)?")
_FIELD_END = re.compile(r"[；;]")
_TITLE = (3, 24)
_PRODUCT, _FIGURE, _NAMED = 1.5, 1.5, 1.5
ENOUGH = 3.0
_AHEAD = 0.5
"""How much more an offer that does not run must have of what is said than one that does."""
_COMMON = 0.34
"""A word that so many of the offers have says little of which of them is meant."""
_LITTLE = 0.25
_PAIR = 0.6
"""A Chinese word is read as all pairs of its characters."""
_FEWEST = 3
_FEW_WORDS = 1.0
"""That a text speaks of the same products says nothing by itself."""
_WIDEST = 4
"""Clauses."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """What is offered in a period, as a line or a row of a document tells it."""

    period: Period
    words: frozenset[str]
    products: frozenset[str]
    deals: tuple[Quantity, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Campaigns:
    """All offers with days, those that run and those that do not, and the words that too many of them have."""

    running: tuple[Campaign, ...]
    others: tuple[Campaign, ...]
    common: frozenset[str]


@dataclass(frozen=True, slots=True)
class CampaignReader:
    """Reads them from passages. `without_names` takes products out of a plain text."""

    plain: Callable[[str], str]
    quantities: Callable[[str], tuple[Quantity, ...]]
    words: Callable[[str], frozenset[str]]
    mentions: Callable[[str], tuple[Mention, ...]]
    without_names: Callable[[str], str]

    def read(self, items: Iterable[EvidenceItem], at: date) -> Campaigns:
        """The offers of `items`, as they are dated on the day `at`."""
        found = tuple(campaign for item in items if item.passage for campaign in self._of(item, at))
        often = Counter(word for campaign in found for word in campaign.words)
        least = max(_FEWEST, _COMMON * len(found))
        common = frozenset(word for word, times in often.items() if times >= least)
        running = tuple(c for c in found if c.period.standing(at) is Standing.IN_FORCE)
        return Campaigns(running, tuple(c for c in found if c not in running), common)

    def _of(self, item: EvidenceItem, at: date) -> Iterator[Campaign]:
        assert item.passage is not None
        heading = self.plain(item.passage.heading).rpartition(" > ")[2]
        plain = self.plain(item.text)
        quantities = self.quantities(plain)
        pieces = pieces_of(plain, quantities, at)
        for piece in pieces:
            yield self._campaign(plain, piece, quantities, heading if len(pieces) == 1 else "")

    def _campaign(self, plain: str, piece: Piece, quantities: Sequence[Quantity], heading: str) -> Campaign:
        text = plain[piece.start : piece.end]
        inside = [q for q in quantities if piece.start <= q.start < piece.end]
        for day in (q for q in inside if q.measure in _TIMES):
            text = text.replace(day.quote, " ")
        title = _title_of(plain[piece.start : piece.end]) or heading
        told = f"{heading} {text}"
        return Campaign(
            piece.period,
            self.words(self.without_names(told)),
            frozenset(m.product for m in self.mentions(told)),
            tuple(q for q in inside if q.measure in _DEALS),
            title if _TITLE[0] <= len(title) <= _TITLE[1] and (" " in title or not title.isascii()) else "",
        )


def _title_of(line: str) -> str:
    """The name that begins a line or a row, before its days or a dash."""
    numbered = _NUMBERING.match(line)
    begun = line[numbered.end() if numbered else 0 :]
    end = _TITLE_END.search(begun)
    if end is None and not _FIELD_END.search(begun):
        return ""
    return _FIELD_END.split(begun[: end.start() if end else len(begun)])[0].strip(" *_“”\"'")


def out_of_season(ledger: "Ledger") -> Iterator[Finding]:
    """Findings for offers that are told as running on a day on which they do not."""
    campaigns = ledger.campaigns
    at = ledger.reading.request.at
    for sentence in ledger.reading.surface.sentences if campaigns.others else ():
        if found := _told(ledger, campaigns, sentence.start, sentence.end):
            start, end, campaign = found
            standing = campaign.period.standing(at)
            if _said_so(ledger, standing, campaign, sentence.start, sentence.end):
                continue
            rule = "offer_expired" if standing is Standing.EXPIRED else "offer_not_yet"
            day = campaign.period.last if standing is Standing.EXPIRED else campaign.period.first
            yield ledger.reading.finding(ledger.notices[rule], start, end, day=day, right="")


def _told(ledger: "Ledger", campaigns: Campaigns, start: int, end: int) -> tuple[int, int, Campaign] | None:
    """The stretch of a sentence that tells an offer out of its days, where it tells none in its days as well."""
    plain, whole = ledger.reading.surface.plain, Said(ledger, start, end)
    over = [c for c in campaigns.others if whole.score(c, campaigns.common, whole.unheld)[0] >= ENOUGH]
    if not over:
        return None
    running = max((whole.score(c, campaigns.common, whole.deals)[0] for c in campaigns.running), default=0.0)
    borders = [start, *(m.end() for m in _CLAUSE_END.finditer(plain, start, end)), end]
    best: tuple[float, int, int, int, Campaign] | None = None
    for first, last in combinations(range(len(borders)), 2):
        if last - first > _WIDEST:
            continue
        said = Said(ledger, borders[first], borders[last])
        for campaign in over:
            score, named = said.score(campaign, campaigns.common, said.unheld)
            if score >= max(ENOUGH, running + _AHEAD) and (named or said.offers):
                key = (score, first - last, borders[first], borders[last], campaign)
                if best is None or key[:2] > best[:2]:
                    best = key
    return best[2:] if best else None


class Said:
    """What a stretch of a text says, ready to be held against offers."""

    def __init__(self, ledger: "Ledger", start: int, end: int) -> None:
        plain = ledger.reading.surface.plain
        self._text = plain[start:end]
        self._words = ledger.contexts.words(ledger.without_names(self._text))
        self._ledger = ledger
        self._products = frozenset(m.product for m in ledger.mentions if start <= m.start < end)
        self._before = frozenset(m.product for m in ledger.mentions if m.start < start)
        self.deals = [q for q in ledger.quantities if start <= q.start < end and q.measure in _DEALS]
        self.unheld = [q for q in self.deals if not _holds(q, ledger)]
        deals = any(q.measure is not Measure.MONEY for q in self.unheld)
        self.offers = deals or bool(ledger.reading.offers.offered.search(self._text))

    def score(self, campaign: Campaign, common: frozenset[str], deals: Sequence[Quantity]) -> tuple[float, bool]:
        """How much of an offer is said, `deals` among it, and whether it is named or one of its figures is."""
        named = bool(campaign.title) and campaign.title in self._text
        come_to = self._come_to(campaign) if any(q.measure is Measure.MONEY for q in deals) else ()
        figures = sum(
            any(agrees(q, k) for k in campaign.deals) or (q.measure is Measure.MONEY and q.value in come_to)
            for q in deals
        )
        shared = self._words & campaign.words
        words = sum(_LITTLE if word in common else 1.0 if word.isascii() else _PAIR for word in shared)
        told = words + _FIGURE * figures + _NAMED * 2 * named
        if told < _FEW_WORDS:
            return told, named
        return told + _PRODUCT * len(self._products & campaign.products), named or figures > 0

    def _come_to(self, campaign: Campaign) -> frozenset[Decimal]:
        """What the prices of its products that are spoken of come to with what it takes off."""
        products = campaign.products & (self._products or self._before)
        return _reduced(self._ledger, campaign, products) if products else frozenset()


def _reduced(ledger: "Ledger", campaign: Campaign, products: frozenset[str]) -> frozenset[Decimal]:
    """The prices in force of `products` at the shares that a campaign leaves, and less the sums that it names."""
    prices = {k.quantity.value for k in ledger.known.holding_of(sorted(ledger.with_rows(products))) if is_price(k)}
    found: set[Decimal] = set()
    for deal in campaign.deals:
        if deal.measure is Measure.DISCOUNT:
            found |= {price * deal.value for price in prices}
        elif deal.measure is Measure.MONEY:
            found |= {price - deal.value for price in prices if price > deal.value}
    return frozenset(found - prices)


def _holds(quantity: Quantity, ledger: "Ledger") -> bool:
    """Whether something in force says a figure of what the text speaks of."""
    scope = ledger.scope(quantity)
    return any(k.holds and (not scope or not k.product or k.product in scope) for k in ledger.known.agreeing(quantity))


def _said_so(ledger: "Ledger", standing: Standing, campaign: Campaign, start: int, end: int) -> bool:
    """Whether the text says that an offer is over, or when it begins."""
    plain, offers, phrases = ledger.reading.surface.plain, ledger.reading.offers, ledger.phrases
    sentence = plain[start : end + 1]
    if "?" in sentence or "？" in sentence or sentence.rstrip().endswith("吗"):
        return True
    if standing is Standing.EXPIRED:
        return bool(offers.not_running.search(sentence) or phrases.past.search(sentence))
    if offers.begun.search(sentence):
        return False
    if offers.feast_prices.search(sentence):
        return True
    days = (q for q in ledger.quantities if q.measure in _TIMES)
    return bool(phrases.coming.search(plain) or offers.later.search(plain)) or any(
        _within(ledger, q, campaign.period) for q in days
    )


def _within(ledger: "Ledger", quantity: Quantity, period: Period) -> bool:
    day = as_date(quantity, ledger.reading.request.at) if quantity.measure is Measure.DATE else None
    return bool(day and period.standing(day) is Standing.IN_FORCE)
