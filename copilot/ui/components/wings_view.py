"""The butterfly in own figures: the two wings, the steps with their denominators, and where people are lost."""

from collections.abc import Callable, Sequence

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.wings import Crossing, Cut, Period
from copilot.reporting import figure_words as words
from copilot.reporting.day_words import span_words
from copilot.reporting.insight_words import place_word, times_or_percent
from copilot.reporting.wings_chart import wings_chart
from copilot.ui.components import figure_entry, figure_import
from copilot.ui.components.findings import plain
from copilot.ui.state import choose, language, locale, say, the_copilot
from copilot.workflows.insights import Standing

NOTHING = "–"


def show(brand: Brand) -> None:
    """The whole view."""
    page = f"figures.{brand.id}"
    figures = the_copilot().butterfly.figures
    cut = _cut(brand, page, figures.cuts(brand))
    wings = figures.wings(brand, cut)
    if wings:
        now, against = _periods(page, [wing.period for wing in wings], figures.newest(wings))
        _wing(figures.looked_at(wings, now, against), page)
    else:
        st.info(say("figures.empty"), icon=":material/lightbulb:")
    st.caption(say("figures.counted_note"))
    figure_entry.show(brand, cut, wings[0].period if wings else None, opened=not wings)
    figure_import.show(brand)


def _cut(brand: Brand, page: str, cuts: Sequence[Cut]) -> Cut:
    if len(cuts) < 2:
        return cuts[0]
    names = {str(number): words.cut_words(cut, locale().say, _namer(brand)) for number, cut in enumerate(cuts)}
    chosen = st.selectbox(
        say("figures.cut"), format_func=lambda one: names[one], width=320, **choose(page, "cut", list(names), "0")
    )
    return cuts[int(chosen or 0)]


def _namer(brand: Brand) -> Callable[[str, str], str]:
    store = the_copilot().store
    names = {("segment", one.id): one.name for one in store.brands.segments(brand.id)}
    names |= {("audience", one.id): one.name for one in store.audiences.of(brand.id)}
    return lambda kind, id_: names.get((kind, id_), id_)


def _periods(page: str, periods: Sequence[Period], first: Period) -> tuple[Period | None, Period | None]:
    """The period that is looked at, and the one it is held against; None for whichever suits."""
    by_days = {f"{one.start}/{one.end}": one for one in periods}
    told = {days: span_words(one.start, one.end, locale().say) for days, one in by_days.items()}
    newest = f"{first.start}/{first.end}"
    with st.container(horizontal=True, gap="small"):
        now = st.selectbox(
            say("figures.period"), format_func=lambda one: told[one], width=260,
            **choose(page, "now", list(by_days), newest),
        )  # fmt: skip
        others = [days for days, one in by_days.items() if days != now and one.end < by_days[str(now)].start]
        if not others:
            return by_days[str(now)], None
        against = st.selectbox(
            say("figures.against"), format_func=lambda one: told[one], width=260,
            **choose(page, f"against.{now}", others, others[0]),
        )  # fmt: skip
    return by_days[str(now)], by_days[str(against)]


def _wing(standing: Standing, page: str) -> None:
    if standing.now is None:
        return
    sentences = locale().say
    crossings = next(crossings for period, crossings in standing.history if period == standing.now.period)
    leaking = [leak.crossing for leak in standing.leaks]
    with st.container(key=f"wide-{page}.chart"):
        spec = wings_chart(standing.now, crossings, sentences, before=standing.before, leaks=leaking)
        st.vega_lite_chart(spec=spec, width="content")
    st.caption(say("figures.chart_help"))
    earlier = len({period for leak in standing.leaks for period in leak.baseline_of}) or (1 if standing.before else 0)
    for number, line in enumerate(words.verdict(standing.leaks, earlier, sentences)):
        if standing.leaks and not number:
            st.warning(plain(line), icon=":material/water_drop:")
        else:
            st.markdown(plain(line))
    _table(standing, crossings)
    if missing := words.missing_words(standing.now, sentences):
        st.caption(plain(missing))
    span = span_words(standing.now.period.start, standing.now.period.end, sentences)
    st.caption(plain(say("figures.window", span=span)))
    _benchmarks(crossings)


def _table(standing: Standing, crossings: Sequence[Crossing]) -> None:
    earlier = next((c for p, c in standing.history if standing.before and p == standing.before.period), ())
    then = {(c.from_place, c.to_place): c.rate for c in earlier}
    usual = {(leak.crossing.from_place, leak.crossing.to_place): leak.baseline for leak in standing.leaks}
    origins = standing.now.origins if standing.now else {}
    rows = []
    for one in crossings:
        pair, origin = (one.from_place, one.to_place), origins.get(one.to_place)
        cells = {
            "step": words.step_words(one, locale().say),
            "share": words.share_words(one),
            "rate": words.rate_words(one, locale().say),
            "before": _rate(then.get(pair)),
            "usual": _rate(usual.get(pair)),
            "origin": say(f"butterfly_report.origins.{origin}") if origin else NOTHING,
        }
        rows.append({say(f"figures.columns.{name}"): cell for name, cell in cells.items()})
    if rows:
        st.dataframe(rows, hide_index=True, width="stretch")


def _rate(rate: float | None) -> str:
    return NOTHING if rate is None else times_or_percent(rate, locale().say)


def _benchmarks(crossings: Sequence[Crossing]) -> None:
    figures = the_copilot().butterfly.figures
    told = [(one.to_place, b) for one in crossings for b in figures.benchmarks(one.to_place)]
    if not told:
        return
    with st.expander(say("figures.benchmarks"), icon=":material/menu_book:"):
        for place, one in told:
            line = say(
                "figures.benchmark",
                to=place_word(place, locale().say),
                says=one.says.in_both().of(language()),
                source=one.source,
            )
            st.markdown(f"- {plain(line)}")
