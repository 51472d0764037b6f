"""The last day that a text gives an offer, held against the days that the documents give it."""

import re
from collections.abc import Iterator

from copilot.checking.campaigns import ENOUGH, Campaign, Said
from copilot.checking.ledger import Ledger
from copilot.checking.periods import as_date
from copilot.checking.quantity import Measure, Quantity
from copilot.checking.reckoned_times import is_reckoned
from copilot.domain.draft import Finding

_UNTIL = re.compile(
    r"(?:截止(?:到|至)?|截至|有效期?到|[到至]|\b(?:until|till|through|ends?(?: on)?|good to|runs to|by))\s?"
    r"(?:(?:[a-z]{3,9}day|周[一二三四五六日天]|today),?\s)?(?:the\s)?(?:明年|后天|下)?$"
)
_CLOSES = re.compile(r"\s?(?:[（(]?周[一二三四五六日天][)）]?)?(?:截止|结束|为止|止|收官)")
_BEFORE = 24
_AHEAD = 0.5
"""How much less of an offer may be said than of the one that is said most, for it to be meant as well."""


def wrong_offer_ends(ledger: Ledger) -> Iterator[Finding]:
    """Findings for days told as the last of an offer that runs, and ends on another day."""
    running = [c for c in ledger.campaigns.running if c.period.last]
    for quantity in ledger.quantities if running else ():
        day = as_date(quantity, ledger.reading.request.at) if quantity.measure is Measure.DATE else None
        if day is None or not quantity.values[1] or not _is_end(quantity, ledger) or is_reckoned(quantity, ledger):
            continue
        meant = _meant(quantity, ledger, running)
        # The year goes mostly without saying: of 明年8月底 the month and the day are read.
        days = {(d.month, d.day) for c in meant for d in (c.period.first, c.period.last) if d}
        if meant and (day.month, day.day) not in days:
            right = " / ".join(sorted({f"{c.period.last}" for c in meant}))
            yield ledger.finding("conflict", quantity, right=right)


def _is_end(quantity: Quantity, ledger: Ledger) -> bool:
    plain = ledger.reading.surface.plain
    before = plain[max(0, quantity.start - _BEFORE) : quantity.start]
    return bool(_UNTIL.search(before) or _CLOSES.match(plain, quantity.end))


def _meant(quantity: Quantity, ledger: Ledger, running: list[Campaign]) -> list[Campaign]:
    """The offers of which the sentence says enough; where it says of none, those of the text up to it."""
    stretch = ledger.reading.surface.sentence_at(quantity.start)
    for start in (stretch.start, 0):
        said = Said(ledger, start, stretch.end)
        scores = [(said.score(c, ledger.campaigns.common, said.deals)[0], c) for c in running]
        best = max(score for score, _ in scores)
        if best >= ENOUGH:
            return [c for score, c in scores if score >= best - _AHEAD]
    return []
