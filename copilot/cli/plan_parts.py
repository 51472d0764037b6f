"""`butterfly plan again` and `rules`: a part of a plan made anew, and what planning goes by."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Annotated, Any

import typer

from copilot.cli.acting import ByOption, acting, looking
from copilot.cli.calendar_words import tell_plan
from copilot.cli.options import BrandOption, JsonOption, PlanArgument, day
from copilot.cli.output import print_json
from copilot.errors import InvalidInput

app = typer.Typer(no_args_is_help=True)
TEXTS = {"ideas", "words"}
"""Tables of sentences, which `--json` shows."""


@app.command()
def again(
    plan: PlanArgument,
    start: Annotated[str | None, typer.Option(metavar="DATE", help="First day; default: the plan's.")] = None,
    end: Annotated[str | None, typer.Option(metavar="DATE", help="Last day, inclusive; default: the plan's.")] = None,
    audience: Annotated[str | None, typer.Option(help="Only for that one, by name or id.")] = None,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Replace texts that were written but never edited, too.")
    ] = False,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a part of a plan again. Of an accepted one a new plan is proposed; what people worked on stays."""
    from copilot.workflows.plan import PlanPart

    at = acting(brand, by)
    whose = at.calendar.audiences.get(at.brand, audience).id if audience else None
    part = PlanPart(day(start), day(end), whose)
    tell_plan(at, at.calendar.planning.replan(plan, at.actor, part, drafts=drafts), as_json=as_json)


@app.command()
def rules(
    changed: Annotated[
        list[str] | None, typer.Option("--set", metavar="RULE=VALUE", help="promotion.share=0.2; repeat.")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Go by the rules as they ship.")] = False,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """What planning goes by; with options, change it. A platform's limits can only be made stricter."""
    copilot, whose = looking(brand)
    planning = copilot.calendar.planning
    before = planning.ruling.changes(whose)
    wanted = deepcopy({} if reset else dict(before))
    for one in changed or ():
        _put(wanted, one)
    if wanted != before:
        planning.set_rules(whose, wanted, acting(brand, by).actor)
    now, own = planning.rules(whose).model_dump(mode="json"), planning.ruling.changes(whose)
    if as_json:
        print_json({"rules": now, "changes": own})
        return
    theirs = dict(_paths(own))
    for path, value in _paths({name: table for name, table in now.items() if name not in TEXTS}):
        typer.echo(f"{'*' if path in theirs else ' '} {path} = {_told(value)}")


def _put(changes: dict[str, Any], told: str) -> None:
    """Let `RULE=VALUE` be among the changes. Raises `InvalidInput`."""
    path, is_, value = told.partition("=")
    if not is_ or not path.strip():
        raise InvalidInput(f"not RULE=VALUE: {told}", code="choice_invalid", value=told, known="RULE=VALUE")
    *way, last = path.strip().split(".")
    for part in way:
        if not isinstance(changes.get(part), dict):
            changes[part] = {}
        changes = changes[part]
    changes[last] = _read(value.strip())


def _read(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return value


def _told(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _paths(table: Mapping[str, Any], way: str = "") -> Iterator[tuple[str, Any]]:
    """Every rule by its path, such as promotion.share."""
    for name, value in table.items():
        place = f"{way}.{name}" if way else name
        if isinstance(value, Mapping):
            yield from _paths(value, place)
        else:
            yield place, value
