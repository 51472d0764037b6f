"""The commands that cards of personas and of segments have alike."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import typer

from copilot.cli.options import BrandOption, FileArgument, JsonOption
from copilot.cli.output import locale, open_copilot, print_json, read_text, say
from copilot.domain.card import CardKind, CardState, CardVersion
from copilot.domain.proposal import PersonaProposal, Proposal

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Id or name of the card.")]
SeenOption = Annotated[
    int | None, typer.Option("--seen", help="The version you looked at; another one since is a conflict. Default: any.")
]
ByOption = Annotated[str, typer.Option("--by", help="Who does it; it is kept.")]
RetiredOption = Annotated[bool, typer.Option("--retired", help="Also those that are not offered any more.")]
Turn = Callable[..., CardVersion]
Told = TypeVar("Told", CardState, CardVersion)


def add_commands(app: typer.Typer, kind: CardKind, list_name: str) -> None:
    """Let `app` list, show, save, restore and retire the cards of `kind`."""
    app.command(list_name)(_list_of(kind))
    app.command("show")(_show_of(kind))
    app.command("save")(_save_of(kind))
    app.command("history")(_history_of(kind))
    app.command("restore")(_restore_of(kind))
    for name, told in (
        ("retire", "Let a card not be offered any more; its history stays."),
        ("bring-back", "Offer a retired card again."),
        ("take-file", "Let a card say what its file says by now."),
        ("keep-own", "Leave a card as people have it, whatever its file says by now."),
    ):
        app.command(name, help=told)(_turn_of(kind, name))


def print_proposal(proposal: Proposal, name: str, as_json: bool) -> None:
    """What is proposed, each entry with the samples it comes from."""
    from copilot.cli.card_json import proposal_row

    row = proposal_row(proposal, name)
    if as_json:
        print_json(row)
        return
    if isinstance(proposal, PersonaProposal):
        typer.echo(proposal.tone)
    confirmed = {key: row[key] for key in ("who", "never") if key in row}
    for field, entries in (row["entries"] | confirmed).items():
        typer.echo(f"{locale().say(f'cards.fields.{field}')}: {_entries(entries)}")
    if hidden := sum(sample.hidden for sample in proposal.samples):
        say("cards.hidden", count=hidden, err=True)
    if proposal.left_out:
        say("cards.left_out", count=proposal.left_out, err=True)


def _list_of(kind: CardKind) -> Callable[..., None]:
    def listed(retired: RetiredOption = False, brand: BrandOption = None, as_json: JsonOption = False) -> None:
        """List the cards with their versions."""
        from copilot.cli.card_json import state_row

        copilot = open_copilot()
        _print_each(copilot.people.cards.states(copilot.brand(brand), kind, retired=retired), state_row, _line, as_json)

    return listed


def _show_of(kind: CardKind) -> Callable[..., None]:
    def show(name: NameArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
        """Print a card."""
        from copilot.cli.card_json import state_row

        copilot = open_copilot()
        state = copilot.people.cards.get(copilot.brand(brand), kind, name, retired=True)
        _print_card(state_row(state), as_json)

    return show


def _save_of(kind: CardKind) -> Callable[..., None]:
    def save(
        file: FileArgument,
        seen: SeenOption = None,
        by: ByOption = "",
        brand: BrandOption = None,
        as_json: JsonOption = False,
    ) -> None:
        """Save a card: a mapping of its fields in YAML or JSON, also as `propose --json` prints it."""
        from copilot.workflows.card_files import read_card

        copilot, card = open_copilot(), read_card(kind, read_text(file))
        whose, cards = copilot.brand(brand), copilot.people.cards
        standing = {s.card.id: s.version for s in cards.states(whose, kind, retired=True)}
        saved = cards.save(whose, card, seen=standing.get(card.id, 0) if seen is None else seen, by=by)
        _print_version(saved, as_json)

    return save


def _history_of(kind: CardKind) -> Callable[..., None]:
    def history(name: NameArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
        """Print every version of a card: what happened, who, when."""
        from copilot.cli.card_json import version_row

        copilot = open_copilot()
        _print_each(copilot.people.cards.history(copilot.brand(brand), kind, name), version_row, _version_line, as_json)

    return history


def _restore_of(kind: CardKind) -> Callable[..., None]:
    def restore(
        name: NameArgument,
        version: Annotated[int, typer.Argument(metavar="VERSION", help="As `history` prints it.")],
        seen: SeenOption = None,
        by: ByOption = "",
        brand: BrandOption = None,
        as_json: JsonOption = False,
    ) -> None:
        """Let a card say again what it said in an earlier version."""
        copilot = open_copilot()
        cards = copilot.people.cards
        _print_version(cards.restore(copilot.brand(brand), kind, name, version, seen=seen, by=by), as_json)

    return restore


def _turn_of(kind: CardKind, command: str) -> Callable[..., None]:
    def turn(
        name: NameArgument,
        seen: SeenOption = None,
        by: ByOption = "",
        brand: BrandOption = None,
        as_json: JsonOption = False,
    ) -> None:
        copilot = open_copilot()
        cards = copilot.people.cards
        turns: dict[str, Turn] = {
            "retire": cards.retire,
            "bring-back": cards.bring_back,
            "take-file": cards.take_file,
            "keep-own": cards.keep_own,
        }
        _print_version(turns[command](copilot.brand(brand), kind, name, seen=seen, by=by), as_json)

    return turn


def _print_each(
    told: Sequence[Told], row: Callable[[Told], dict[str, Any]], line: Callable[[Told], str], as_json: bool
) -> None:
    if as_json:
        print_json([row(one) for one in told])
        return
    for one in told:
        typer.echo(line(one))


def _print_version(version: CardVersion, as_json: bool) -> None:
    from copilot.cli.card_json import version_row

    if as_json:
        print_json(version_row(version))
    else:
        typer.echo(f"{version.card.id:<18} {version.card.name}  {_version_line(version)}")


def _print_card(row: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(row)
        return
    for field, value in row.items():
        key = f"cards.fields.{field}"
        if value and locale().has(key):
            typer.echo(f"{locale().say(key)}: {' / '.join(value) if isinstance(value, list) else value}")


def _line(state: CardState) -> str:
    marks = [locale().say(f"cards.{mark}") for mark in ("retired", "offered") if getattr(state, mark)]
    return "  ".join((f"{state.card.id:<18} v{state.version:<4}", state.card.name, *marks))


def _version_line(version: CardVersion) -> str:
    told = locale().say(f"cards.deeds.{version.deed}", version=version.restored or "", by=version.by)
    return f"v{version.version}  {version.at:%Y-%m-%d %H:%M}  {told}  {version.by}"


def _entries(entries: list[dict[str, Any]]) -> str:
    return " / ".join(
        f"{e['text']} ({', '.join(map(str, e['samples']))})" if e["samples"] else e["text"] for e in entries
    )
