"""Requests for plans, made at random from everything a person can ask for."""

from datetime import date, timedelta

from hypothesis import strategies as st

from copilot.domain.calendar import Audience, AudienceKind, Offer
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.domain.plan import Goal, PlannedFor, PlanRequest
from copilot.planning.days import occasions, region_of, rest_day
from copilot.planning.material import PlanMaterial

PRODUCTS = ("云朵枕", "荞麦枕", "水洗棉四件套", "Fogline Mug", "蚕丝被")
WORDS = (
    "两只九折",
    "满 399 包邮",
    "会员储值 1000 送 50",
    "老带新各得 20 元券",
    "Two for $50",
    "第二件半价",
    "换新立减 30",
)
PERSONAS = ("guijie", "taotao", "laozhou", "dana")
KINDS = tuple(AudienceKind)


@st.composite
def offers(draw: st.DrawFn, start: date, weeks: int) -> Offer:
    begins = start + timedelta(days=draw(st.integers(-20, 7 * weeks + 3)))
    lasts = draw(st.integers(0, 40))
    open_start, open_end = draw(st.booleans()), draw(st.booleans())
    return Offer(
        id=f"o{draw(st.integers(0, 10_000))}",
        words=draw(st.sampled_from(WORDS)),
        product=draw(st.sampled_from((None, *PRODUCTS))),
        starts=None if open_start else begins,
        ends=None if open_end else begins + timedelta(days=lasts),
    )


@st.composite
def planned_for(draw: st.DrawFn, number: int) -> PlannedFor:
    channels = draw(st.lists(st.sampled_from(list(Channel)), min_size=1, max_size=5, unique=True))
    audience = Audience(
        f"a{number}", f"客群{number}", draw(st.sampled_from(KINDS)), sender=draw(st.sampled_from(("", "小林", "小陈")))
    )
    return PlannedFor(audience, tuple(channels))


@st.composite
def requests(draw: st.DrawFn) -> PlanRequest:
    start = draw(st.dates(date(2025, 1, 1), date(2032, 9, 1)))
    weeks = draw(st.integers(1, 6))
    audiences = tuple(draw(planned_for(n)) for n in range(draw(st.integers(1, 4))))
    return PlanRequest(
        goal=draw(st.sampled_from(list(Goal))),
        start=start,
        weeks=weeks,
        audiences=audiences,
        personas=tuple(draw(st.lists(st.sampled_from(PERSONAS), unique=True, max_size=4))),
        products=tuple(draw(st.lists(st.sampled_from(PRODUCTS), unique=True))),
        offers=tuple(draw(st.lists(offers(start, weeks), max_size=4, unique_by=lambda o: o.id))),
        day=draw(st.none() | st.integers(-3, 7 * weeks).map(lambda n: start + timedelta(days=n))),
        live_weekday=draw(st.none() | st.integers(0, 6)),
        newcomers=draw(st.booleans()),
        language=draw(st.sampled_from(list(Language))),
    )


def material_for(request: PlanRequest, out_of_stock: frozenset[str] = frozenset()) -> PlanMaterial:
    """Real days of the calendar around the request's weeks."""
    first, last = request.start - timedelta(days=14), request.end + timedelta(days=14)
    region = region_of(request.language)
    days = occasions(first, last, region)
    around = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return PlanMaterial(
        out_of_stock=out_of_stock,
        offers=request.offers,
        occasions=days,
        occasion_names={one.id: one.id.replace("_", " ") for one in days},
        rest_days=frozenset(day for day in around if rest_day(day, region).rest),
        personas=frozenset(PERSONAS),
    )
