"""`butterfly wings …`: the butterfly in own figures: shown, typed, imported."""

from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.cli.acting import ByOption, acting, looking
from copilot.cli.options import BrandOption, JsonOption, day
from copilot.cli.output import locale, print_json, say
from copilot.domain.figure_import import FigureUse
from copilot.domain.wings import Counted, Crossing, Cut, Leak, Period, Place, Wing
from copilot.errors import InvalidInput, UnknownName, UnreadableFile

if TYPE_CHECKING:
    from copilot.domain.brand import Brand
    from copilot.workflows.copilot import Copilot
    from copilot.workflows.insights import Standing

app = typer.Typer()
StartOption = Annotated[str, typer.Option(metavar="DATE", help="The first day of the period; with --end.")]
EndOption = Annotated[str, typer.Option(metavar="DATE", help="The last day of the period.")]
AgainstOption = Annotated[str, typer.Option(metavar="DATE", help="The first day of the period it is held against.")]
SourceOption = Annotated[str, typer.Option(help="Only of this source.")]
SegmentOption = Annotated[str, typer.Option(help="Only of this segment.")]
AudienceOption = Annotated[str, typer.Option(help="Only of this group.")]


@app.callback(invoke_without_command=True)
def show_wings(
    context: typer.Context,
    start: StartOption = "",
    end: EndOption = "",
    against: AgainstOption = "",
    source: SourceOption = "",
    segment: SegmentOption = "",
    audience: AudienceOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """The newest whole period (or the one named): people by place, rates with their denominators, and the biggest leak."""
    if context.invoked_subcommand is not None:
        return
    copilot, whose = looking(brand)
    figures, cut = copilot.butterfly.figures, _cut(copilot, whose, source, segment, audience)
    wings = figures.wings(whose, cut)
    known = [wing.period for wing in wings]
    now = _period(start, end) if start or end else None
    held = next((one for one in known if one.start == day(against)), None)
    if against and held is None:
        raise InvalidInput(f"no period begins on {against}", code="no_period_begins", start=against)
    standing = figures.looked_at(wings, now, held) if wings else figures.standing(whose, cut)
    if as_json:
        print_json(shape(standing))
        return
    _tell(standing)


@app.command("set")
def set_figures(
    given: Annotated[
        list[str], typer.Argument(metavar="PLACE=N…", help="People at a place; nothing behind = takes it back.")
    ],
    start: StartOption,
    end: EndOption,
    paid: Annotated[list[str] | None, typer.Option("--paid", metavar="PLACE=N", help="What they paid; repeat.")] = None,
    source: SourceOption = "",
    segment: SegmentOption = "",
    audience: AudienceOption = "",
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep figures of a period: `set acquired=430 bought=20 --start 2026-10-01 --end 2026-10-31`."""
    at = acting(brand, by)
    numbers = [(place, _number(text, whole=True)) for place, text in map(_pair, given)]
    counts = {place: None if number is None else int(number) for place, number in numbers}
    money = {place: _number(text) for place, text in map(_pair, paid or ())}
    cut, period = _cut(at.copilot, at.brand, source, segment, audience), _period(start, end)
    before = at.copilot.butterfly.figures.say(at.brand, period, counts, cut=cut, money=money, actor=at.actor)
    if as_json:
        print_json({"kept": sum(n is not None for n in counts.values()), "before": [_figure(one) for one in before]})
        return
    say("figures.saved", count=sum(n is not None for n in counts.values()))


@app.command("import")
def take_in(
    file: Path,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=USE", help="What a column is for, by its header or number."),
    ] = None,
    preview: Annotated[bool, typer.Option(help="Only say what importing would do.")] = False,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import a list of figures (.csv or .xlsx), a row for each period."""
    at = acting(brand, by)
    figures = at.copilot.butterfly.figures
    if not file.is_file():
        raise UnreadableFile(str(file), "file_missing", "no such file")
    opened = figures.open(file.name, file.read_bytes())
    columns = figures.columns(opened)
    uses = {_index(header, columns): _use(use) for header, _, use in (one.partition("=") for one in column or ())}
    seen = figures.preview(at.brand, opened, uses)
    done = seen if preview else figures.take_in(at.brand, opened, uses, actor=at.actor)
    if as_json:
        print_json({**asdict(done), "figures": [_figure(one) for one in done.figures], "imported": not preview})
        return
    say(
        "figures.preview", rows=done.rows, figures=len(done.figures), added=done.added, changed=done.changed, same=done.same
    )  # fmt: skip
    for one in done.problems:
        reason = locale().say(f"figures.reasons.{one.code}", value=one.value)
        say("figures.problem", err=True, row=one.row, column=one.column, reason=reason)
    if not preview:
        say("figures.taken_in", count=len(done.figures))


@app.command()
def undo(by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Take the last import back."""
    at = acting(brand, by)
    count = at.copilot.butterfly.figures.take_back(at.brand)
    if as_json:
        print_json({"taken_back": count})
        return
    say("figures.taken_back", count=count)


def shape(standing: "Standing") -> dict[str, Any]:
    """Where a brand stands, as JSON."""
    now = standing.now
    history = next((crossings for period, crossings in standing.history if now and period == now.period), ())
    return {
        "now": _wing(now),
        "before": _wing(standing.before),
        "crossings": [_crossing(one) for one in history],
        "leaks": [_leak(one) for one in standing.leaks],
        "strengths": [_leak(one) for one in standing.strengths],
        "periods": [_days(period) for period, _ in standing.history],
    }


def _wing(wing: Wing | None) -> dict[str, Any] | None:
    if wing is None:
        return None
    return {
        **_days(wing.period), **asdict(wing.cut), "counts": dict(wing.counts), "origins": dict(wing.origins),
        "money": dict(wing.money),
    }  # fmt: skip


def _days(period: Period) -> dict[str, str]:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}


def _crossing(one: Crossing) -> dict[str, Any]:
    return {**asdict(one), "over": one.over}


def _leak(one: Leak) -> dict[str, Any]:
    return {**asdict(one), "crossing": _crossing(one.crossing), "baseline_of": [_days(p) for p in one.baseline_of]}


def _figure(one: Counted) -> dict[str, Any]:
    paid = None if one.money is None else float(one.money)
    return {**_days(one.period), **asdict(one.cut), "place": one.place, "count": one.count, "money": paid}


def _tell(standing: "Standing") -> None:
    from copilot.reporting import figure_words as words
    from copilot.reporting.day_words import span_words
    from copilot.reporting.insight_words import number, place_word

    if standing.now is None:
        say("figures.empty")
        return
    sentences, now = locale().say, standing.now
    typer.echo(span_words(now.period.start, now.period.end, sentences))
    for place, count in now.counts.items():
        say("figures.told", place=place_word(place, sentences), count=number(count))
    crossings = next(crossings for period, crossings in standing.history if period == now.period)
    for one in crossings:
        typer.echo(f"{words.step_words(one, sentences)}  {words.share_words(one)}  {words.rate_words(one, sentences)}")
    for line in (
        *words.verdict(standing.leaks, int(standing.before is not None), sentences),
        words.missing_words(now, sentences),
    ):
        if line:
            typer.echo(line)


def _cut(copilot: "Copilot", brand: "Brand", source: str, segment: str, audience: str) -> Cut:
    from copilot.workflows.resolve import pick, resolve_segment

    known = resolve_segment(copilot.store, brand, segment)
    group = pick("audience", audience, copilot.store.audiences.of(brand.id)) if audience else None
    return Cut(source, known.id if known else "", group.id if group else "")


def _period(start: str, end: str) -> Period:
    first, last = day(start), day(end)
    if first is None or last is None:
        raise InvalidInput("a period has a first and a last day", code="period_half")
    return Period(first, last)


def _pair(text: str) -> tuple[Place, str]:
    name, _, value = text.partition("=")
    place = next((one for one in Place if one.value == name.strip()), None)
    if place is None:
        raise UnknownName("place", name, tuple(one.value for one in Place))
    return place, value.strip()


def _number(text: str, *, whole: bool = False) -> Decimal | None:
    from copilot.workflows.figures import figure_in

    if not text:
        return None
    number = figure_in(text)
    if number is None or (whole and number != number.to_integral_value()):
        raise InvalidInput(f"no number: {text}", code="figure_no_number", value=text)
    return number


def _index(header: str, columns: Any) -> int:
    found = next((c for c in columns if header.strip() in (c.header, str(c.index + 1))), None)
    if found is None:
        raise UnknownName("column", header, tuple(c.header for c in columns))
    return int(found.index)


def _use(text: str) -> FigureUse:
    use = next((one for one in FigureUse if one.value == text.strip()), None)
    if use is None:
        raise UnknownName("figure_use", text, tuple(one.value for one in FigureUse))
    return use
