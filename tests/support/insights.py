"""Leaks, tired groups and wings of a shop, for tests."""

from collections.abc import Callable
from datetime import date

from copilot.domain.insight import Heard, Misfit
from copilot.domain.ladder import Node
from copilot.domain.text_form import InBoth
from copilot.domain.wings import Crossing, Leak, Origin, Period, Place, Wing
from copilot.store import Store
from copilot.strategy.insights import Grounds
from copilot.workflows.insights import Insighting, Standing

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
TODAY = date(2026, 12, 2)


def crossing(at: Place, to: Place, base: int | None, went: int | None, *, small: bool = False) -> Crossing:
    """`went` of `base` people, with an interval where they are few."""
    rate = went / base if base and went is not None else None
    low, high = (0.08, 0.42) if small else (None, None)
    return Crossing(at, to, base, went, rate, low, high, small)


TRUST_LEAK = Leak(crossing(Place.NEED, Place.TRUST, 210, 25), 0.21, 19.1, 5730.0)
REFER_LEAK = Leak(crossing(Place.BOUGHT, Place.REFERRERS, 20, 4, small=True), 0.35, 3.0, 900.0)
FULL_GROUP = Heard("a1", "老客1群", 6, 9, NOVEMBER, 0.2, ("双十一开抢", "最后一天"))
NO_REPURCHASE = Misfit(Node.REPURCHASE, 2.0, 10.0, InBoth("床垫十年才换一次", "a mattress is bought every ten years"))
GROUNDS = Grounds(TODAY, NOVEMBER, leaks=(REFER_LEAK, TRUST_LEAK), heard=(FULL_GROUP,), misfits=(NO_REPURCHASE,))
BEFORE = Wing(OCTOBER, {Place.ACQUIRED: 400, Place.NEED: 200, Place.TRUST: 42, Place.BOUGHT: 30})
NOW = Wing(
    NOVEMBER, {Place.TRUST: 25, Place.ACQUIRED: 420, Place.NEED: 210, Place.BOUGHT: 20},
    origins={Place.BOUGHT: Origin.COUNTED},
)  # fmt: skip
CHART = {
    "data": {"values": [{"place": "说了自己的情况", "people": 210}, {"place": "<b>疑问", "people": 25}]},
    "mark": "bar",
    "encoding": {"x": {"field": "people", "type": "quantitative"}, "y": {"field": "place", "type": "nominal"}},
}
STANDING = Standing(NOW, BEFORE, (TRUST_LEAK,), history=((NOVEMBER, (TRUST_LEAK.crossing,)),))


def stand_in(store: Store, today: Callable[[], date], **_: object) -> Insighting:
    """The workflow of findings on the figures here."""
    return Insighting(
        store,
        today,
        lambda _brand, _cut: STANDING,
        lambda _brand: (FULL_GROUP,),
        lambda _brand: (NO_REPURCHASE,),
        lambda _brand: None,
    )
