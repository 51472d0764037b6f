"""`butterfly plan …`: make a plan for some weeks, look at it, accept it."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli import plan_parts
from copilot.cli.acting import Acting, ByOption, acting, looking
from copilot.cli.calendar_words import print_slots, print_warnings, tell_plan
from copilot.cli.options import BrandOption, JsonOption, PlanArgument, day
from copilot.cli.output import locale, print_json, say
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.domain.plan import MOST_WEEKS, Goal
from copilot.errors import InvalidInput, UnknownName

if TYPE_CHECKING:
    from copilot.domain.calendar import Audience, Offer
    from copilot.domain.plan import Plan, PlannedFor, PlanRequest

app = typer.Typer(no_args_is_help=True, invoke_without_command=True)
app.add_typer(plan_parts.app)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@app.callback()
def make(
    ctx: typer.Context,
    start: Annotated[str | None, typer.Option(metavar="DATE", help="First day, 2026-12-01.")] = None,
    weeks: Annotated[int, typer.Option(min=1, max=MOST_WEEKS)] = 4,
    goal: Annotated[Goal, typer.Option(help="What the weeks are for.")] = Goal.ORDINARY,
    audience: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME[=CHANNEL,…]", help="Whom to, by name or id; repeat. Default: all there are."),
    ] = None,
    channel: Annotated[
        list[Channel] | None, typer.Option(help="Where those are spoken to who have no channels of their own; repeat.")
    ] = None,
    persona: Annotated[list[str] | None, typer.Option(help="In whose voices; repeat. Default: all there are.")] = None,
    product: Annotated[list[str] | None, typer.Option(help="A product to speak of; repeat.")] = None,
    offer: Annotated[
        list[str] | None, typer.Option(help="Words of an offer in force; repeat. Default: all there are.")
    ] = None,
    on: Annotated[str | None, typer.Option("--day", metavar="DATE", help="The launch or the members' day.")] = None,
    live: Annotated[str | None, typer.Option(metavar="|".join(WEEKDAYS), help="Day of a weekly live.")] = None,
    newcomers: Annotated[bool, typer.Option("--newcomers", help="They are new: days 0, 1, 3 and 7.")] = False,
    accept_it: Annotated[bool, typer.Option("--accept", help="Put it into the calendar at once.")] = False,
    language: Annotated[Language | None, typer.Option(help="Language of its ideas; default: the brand's.")] = None,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a plan: butterfly plan --start 2026-12-01 --weeks 4 --audience 新客2群=group. It is kept, not accepted."""
    if ctx.invoked_subcommand is not None:
        return
    first = day(start)
    if first is None:
        raise typer.BadParameter("give the first day", param_hint="--start")
    from copilot.domain.plan import PlanRequest

    at = acting(brand, by)
    request = PlanRequest(
        goal, first, weeks, _audiences(at, audience or [], tuple(channel or ())), tuple(_personas(at, persona or [])),
        tuple(product or ()), (), day(on), _weekday(live), newcomers, language or at.brand.language,
    )  # fmt: skip
    plan = at.calendar.planning.propose(at.brand, _with_offers(at, request, offer), at.actor)
    if accept_it:
        _accept(at, plan, as_json)
    else:
        tell_plan(at, plan, as_json=as_json)


@app.command("list")
def listed(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """List the plans, the newest first."""
    from copilot.cli.calendar_json import plan as shape

    copilot, whose = looking(brand)
    found = copilot.store.plans.of(whose.id)
    if as_json:
        print_json([shape(one) for one in found])
        return
    for one in found:
        goal, state = locale().say(f"goals.{one.request.goal}"), "+" if one.accepted else "·"
        typer.echo(f"{one.id}  {state}  {one.request.start} – {one.request.end}  {goal}  {len(one.slots)}")


@app.command()
def show(plan: PlanArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Show a plan: its slots, and what stands against it."""
    from copilot.cli.calendar_json import plan as shape

    copilot, whose = looking(brand)
    found = copilot.store.plans.get(plan)
    if as_json:
        print_json(shape(found))
        return
    print_slots(found.slots, copilot.calendar.audiences.all(whose))
    print_warnings(found.warnings)


@app.command()
def accept(plan: PlanArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Put a plan into the calendar, all of it or nothing. A block keeps it out."""
    at = acting(brand, by)
    _accept(at, at.copilot.store.plans.get(plan), as_json)


@app.command()
def coverage(plan: PlanArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Who hears of which node and step in which week, and where it is thin."""
    from copilot.cli.calendar_json import coverage as shape

    copilot, whose = looking(brand)
    found = copilot.calendar.planning.coverage(copilot.store.plans.get(plan))
    if as_json:
        print_json(shape(found))
        return
    names = {a.id: a.name for a in copilot.calendar.audiences.all(whose)}
    for cell in (*found.cells, *found.thin):
        place = locale().say(f"steps.{cell.step}" if cell.step else f"nodes.{cell.node}")
        typer.echo(f"{cell.week}  {names.get(cell.audience_id, cell.audience_id)}  {place}  {cell.count}")


def _accept(at: Acting, plan: "Plan", as_json: bool) -> None:
    from copilot.cli.calendar_json import item as shape

    try:
        items = at.calendar.planning.accept(plan.id, at.actor)
    except InvalidInput:
        print_warnings(at.copilot.store.plans.get(plan.id).warnings, err=True)
        raise
    if as_json:
        print_json({"plan": plan.id, "items": [shape(one) for one in items]})
        return
    say("calendar_cli.accepted", count=len(items), plan=plan.id)


def _audiences(at: Acting, named: list[str], channels: tuple[Channel, ...]) -> "tuple[PlannedFor, ...]":
    """Each with its channels. Raises `InvalidInput`, `UnknownName`."""
    from copilot.domain.plan import PlannedFor

    keeping = at.calendar.audiences
    found: list[PlannedFor] = []
    for name, _, own in (one.rpartition("=") if "=" in one else (one, "", "") for one in named):
        theirs = tuple(_channel(word.strip()) for word in own.split(",") if word.strip())
        audience = keeping.get(at.brand, name)
        found.append(PlannedFor(audience, theirs or channels or _of_model(at, audience)))
    everybody = () if named else keeping.all(at.brand)
    planned = (*found, *(PlannedFor(one, channels or _of_model(at, one)) for one in everybody))
    if without := next((one.audience.name for one in planned if not one.channels), None):
        raise InvalidInput(f"{without} has no channel", code="channel_missing", name=without)
    return planned


def _of_model(at: Acting, audience: "Audience") -> tuple[Channel, ...]:
    """The channels of the operating model that was chosen; none where none was."""
    models = at.copilot.butterfly.models
    return models.channels(at.brand, audience.kind) if models.chosen(at.brand) else ()


def _channel(word: str) -> Channel:
    if word not in tuple(Channel):
        raise InvalidInput(f"no channel {word}", code="choice_invalid", value=word, known=", ".join(Channel))
    return Channel(word)


def _personas(at: Acting, named: list[str]) -> list[str]:
    from copilot.workflows.resolve import resolve_persona

    store = at.copilot.store
    chosen = [resolve_persona(store, at.brand, name) for name in named] or store.brands.personas(at.brand.id)
    return [one.id for one in chosen if one]


def _with_offers(at: Acting, request: "PlanRequest", named: list[str] | None) -> "PlanRequest":
    """The request with the offers of its days that are named, or all of them."""
    from dataclasses import replace

    known = at.calendar.planning.offers(at.brand, request.start, request.end)
    return replace(request, offers=known if named is None else tuple(_offer(known, words) for words in named))


def _offer(known: "tuple[Offer, ...]", words: str) -> "Offer":
    found = [one for one in known if words == one.id or words.casefold() in one.words.casefold()]
    if len(found) != 1:
        raise UnknownName("offer", words, tuple(one.words for one in found or known))
    return found[0]


def _weekday(name: str | None) -> int | None:
    if name is None:
        return None
    if name not in WEEKDAYS:
        raise InvalidInput(f"no weekday {name}", code="choice_invalid", value=name, known=", ".join(WEEKDAYS))
    return WEEKDAYS.index(name)
