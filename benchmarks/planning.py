"""How fast a plan is made and checked: four weeks on five channels, 500 slots, and the check of 1,000 slots.

python benchmarks/planning.py
"""

import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from statistics import median

from copilot.domain.calendar import Audience, Offer, Slot
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.domain.plan import Goal, PlannedFor, PlanRequest
from copilot.planning.coverage import coverage
from copilot.planning.days import occasions, region_of, rest_day
from copilot.planning.material import PlanMaterial
from copilot.planning.objections import objections
from copilot.planning.planner import make_slots
from copilot.planning.rules import load_planning_rules

START = date(2026, 11, 30)
FIVE = (Channel.GROUP, Channel.MOMENTS, Channel.MASS_SEND, Channel.OFFICIAL_ACCOUNT, Channel.VIDEO_CHANNEL)
TIMES = 5


def request_of(audiences: int, weeks: int) -> PlanRequest:
    """A launch with a weekly live, told to that many audiences on five channels each."""
    asked = tuple(PlannedFor(Audience(f"a{n}", f"群{n}", sender=f"人{n % 7}"), FIVE) for n in range(audiences))
    offers = (
        Offer("first", "两只九折", "云朵记忆枕", START + timedelta(days=8), START + timedelta(days=17)),
        Offer("standing", "满 399 包邮"),
    )
    products = ("云朵记忆枕", "荞麦两面枕", "波浪乳胶枕", "水洗棉四件套", "桑蚕丝子母被", "真丝眼罩")
    return PlanRequest(
        Goal.LAUNCH, START, weeks, asked, ("guijie", "taotao", "laozhou"), products, offers, live_weekday=2
    )


def material_of(request: PlanRequest) -> PlanMaterial:
    """Real days of the calendar."""
    first, last = request.start - timedelta(days=14), request.end + timedelta(days=14)
    region = region_of(Language.ZH)
    found = occasions(first, last, region)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    rest = frozenset(day for day in days if rest_day(day, region).rest)
    return PlanMaterial(occasions=found, occasion_names={one.id: one.id for one in found}, rest_days=rest)


def planned(request: PlanRequest, material: PlanMaterial) -> tuple[Slot, ...]:
    """The plan, with ids that count up."""
    numbers = count(1)
    return make_slots(request, load_planning_rules(), new_id=lambda: f"s{next(numbers)}", material=material)


def milliseconds(act: Callable[[], object]) -> float:
    """The median of some runs, warm."""
    act()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        took.append(1000 * (time.perf_counter() - began))
    return median(took)


def row(what: str, slots: int, took: float, bar: str) -> None:
    """One line of the table."""
    print(f"{what:44} {slots:6d} {took:10.1f} {bar:>12}")


def main() -> None:
    """Print the table."""
    rules = load_planning_rules()
    print(f"{'':44} {'slots':>6} {'ms':>10} {'bar':>12}")
    for what, audiences, weeks, bar in (
        ("plan, 4 weeks x 5 channels", 1, 4, "3,000"),
        ("plan, 10 groups x 5 channels x 4 weeks", 10, 4, "2,000"),
        ("plan, 10 groups x 5 channels x 8 weeks", 10, 8, ""),
    ):
        request = request_of(audiences, weeks)
        material = material_of(request)
        slots = planned(request, material)
        row(what, len(slots), milliseconds(lambda r=request, m=material: planned(r, m)), bar)  # type: ignore[misc]
        check = milliseconds(
            lambda s=slots, r=request, m=material: objections(s, r.audiences, rules, m, request=r)  # type: ignore[misc]
        )
        row("  its objections", len(slots), check, "")
        row("  its coverage", len(slots), milliseconds(lambda s=slots, w=weeks: coverage(s, START, w, rules)), "")  # type: ignore[misc]


if __name__ == "__main__":
    main()
