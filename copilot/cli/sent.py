"""`butterfly sent …`: what was really sent, what came of it, and what it says about the personas."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.cli.options import BrandOption, JsonOption
from copilot.cli.output import locale, open_copilot, print_json, say
from copilot.domain.habit import HabitState
from copilot.domain.sending import Aspect, Outcome
from copilot.errors import UnknownName

if TYPE_CHECKING:
    from copilot.domain.habit import Habit, HabitProposal
    from copilot.domain.sending import Figure, Sending

app = typer.Typer(no_args_is_help=True)
SentArgument = Annotated[int, typer.Argument(metavar="SENT", help="Its number in `butterfly sent list`.")]
DaysOption = Annotated[int | None, typer.Option(help="Only of the last days; default: all.")]
ByOption = Annotated[str, typer.Option("--by", help="Who decides.")]
NO_OUTCOME = "none"
EXPORTED_AT_ONCE = 1_000


@app.command()
def add(
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="The id of a draft of replies.")],
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Which of them, from 1.")],
    text: Annotated[str | None, typer.Argument(help="What went out; default: the reply as it stands.")] = None,
    customer: Annotated[str | None, typer.Option(help="Id, number, contact, or name if only one has it.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Keep that a reply was sent; the same reply is kept once."""
    copilot = open_copilot()
    found = copilot.store.drafts.get(draft)
    if found is None:
        raise UnknownName("draft", draft)
    out = found.variants[number - 1].plain if text is None and 1 <= number <= len(found.variants) else text or ""
    whose = copilot.people.customers.named(copilot.brand(found.brand_id), customer).id if customer else None
    kept = copilot.people.sending.sent(found, number, out, whose)
    _told(as_json, sending_shape(kept), "sent.kept_now", id=kept.id)


@app.command("list")
def listed(
    days: DaysOption = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest first.")] = 100,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what was sent, the newest first."""
    copilot = open_copilot()
    found = copilot.people.sending.recent(copilot.brand(brand), days, limit=limit)
    if as_json:
        print_json([sending_shape(one) for one in found])
        return
    for one in found:
        typer.echo(f"{one.id:>5}  {one.at:%Y-%m-%d}  {one.outcome or '':<8} {one.edited:>5.0%}  {one.text}")


@app.command()
def mark(
    sent: SentArgument,
    outcome: Annotated[str, typer.Argument(metavar="replied|bought|silent|stop|none")],
    as_json: JsonOption = False,
) -> None:
    """Say what came of it; `none` takes the mark off."""
    if outcome not in (*Outcome, NO_OUTCOME):
        raise typer.BadParameter(f"give {'|'.join(Outcome)}|{NO_OUTCOME}")
    sending = open_copilot().people.sending
    sending.mark(sent, None if outcome == NO_OUTCOME else Outcome(outcome))
    _told(as_json, sending_shape(sending.store.sendings.get(sent)), "sent.marked_now", id=sent)


@app.command()
def undo(sent: SentArgument, as_json: JsonOption = False) -> None:
    """It was not sent after all: forget it."""
    gone = open_copilot().people.sending.undo(sent)
    _told(as_json, sending_shape(gone), "sent.undone_now", id=sent)


@app.command()
def figures(
    by: Annotated[Aspect, typer.Option(help="What to tell apart.")] = Aspect.STEP,
    days: DaysOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Acceptance, edits and outcomes."""
    copilot = open_copilot()
    found = copilot.people.sending.figures(copilot.brand(brand), by, days)
    if as_json:
        print_json({"total": figure_shape(found.total), by.value: [figure_shape(f) for f in found.groups]})
        return
    for figure in (found.total, *found.groups):
        name = "=" if figure is found.total else figure.group or "-"
        outcomes = "  ".join(f"{o} {figure.with_outcome(o)}" for o in Outcome)
        typer.echo(f"{name:<14} {figure.sent:>5}  = {figure.as_suggested:>5}  ~ {figure.edited:>4.0%}  {outcomes}")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv file to write.")],
    days: DaysOption = None,
    brand: BrandOption = None,
) -> None:
    """Write what was sent as a CSV file."""
    from copilot.reporting.sent_table import sent_csv

    copilot = open_copilot()
    whose, sending = copilot.brand(brand), copilot.people.sending
    found: list[Sending] = []
    while some := sending.recent(whose, days, limit=EXPORTED_AT_ONCE, skip=len(found)):
        found += some
    personas = {p.id: p.name for p in copilot.store.brands.personas(whose.id, retired=True)}
    segments = {s.id: s.name for s in copilot.store.brands.segments(whose.id, retired=True)}
    file.write_bytes(sent_csv(found, locale().say, personas=personas, segments=segments))
    say("sent.written", file=file, count=len(found))


@app.command()
def habits(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Edits that recur in a persona's replies, proposed for its card."""
    copilot = open_copilot()
    found = copilot.people.sending.persona_proposals(copilot.brand(brand))
    if as_json:
        print_json([habit_shape(p) for p in found])
        return
    for p in found:
        instead = f" → {p.habit.instead}" if p.habit.instead else ""
        typer.echo(f"{p.habit.persona_id}  {p.habit.kind:<12} {p.habit.word}{instead}  {p.times}/{p.of}")


@app.command()
def accept(
    persona: Annotated[str, typer.Argument(help="The persona's id.")],
    word: Annotated[str, typer.Argument(help="The word, as `butterfly sent habits` prints it.")],
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a proposed habit into the persona's card."""
    _decide(persona, word, HabitState.ACCEPTED, by=by, brand=brand, as_json=as_json)


@app.command()
def dismiss(
    persona: Annotated[str, typer.Argument(help="The persona's id.")],
    word: Annotated[str, typer.Argument(help="The word, as `butterfly sent habits` prints it.")],
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Leave a proposed habit; it is not proposed again."""
    _decide(persona, word, HabitState.DISMISSED, by=by, brand=brand, as_json=as_json)


@app.command()
def withdraw(
    persona: Annotated[str, typer.Argument(help="The persona's id.")],
    word: Annotated[str, typer.Argument(help="The word that was decided about.")],
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a decision about a habit back."""
    copilot = open_copilot()
    whose = copilot.brand(brand)
    decided = [d.habit for d in copilot.people.sending.decisions(whose)]
    habit = _named(decided, persona, word)
    copilot.people.sending.withdraw(whose, habit)
    _told(as_json, {"persona": persona, "word": word, "state": None}, "sent.withdrawn_now", word=word)


def _named(habits: "list[Habit]", persona: str, word: str) -> "Habit":
    found = next((h for h in habits if (h.persona_id, h.word) == (persona, word)), None)
    if found is None:
        raise UnknownName("habit", word, tuple(h.word for h in habits if h.persona_id == persona))
    return found


def _decide(persona: str, word: str, state: HabitState, *, by: str, brand: str | None, as_json: bool) -> None:
    copilot = open_copilot()
    whose, sending = copilot.brand(brand), copilot.people.sending
    habit = _named([p.habit for p in sending.persona_proposals(whose)], persona, word)
    sending.decide(whose, habit, state, by)
    shape = {"persona": persona, "word": word, "state": state.value}
    _told(as_json, shape, f"sent.{state.value}_now", word=word)


def _told(as_json: bool, shape: dict[str, Any], key: str, **facts: object) -> None:
    if as_json:
        print_json(shape)
    else:
        say(key, err=False, **facts)


def sending_shape(one: "Sending") -> dict[str, Any]:
    """`{id, draft, number, suggested, text, edited, at, outcome, customer, step, move, segment, persona, prompt}`"""
    return {
        "id": one.id,
        "draft": one.draft_id,
        "number": one.variant,
        "suggested": one.suggested,
        "text": one.text,
        "edited": one.edited,
        "at": one.at.isoformat(),
        "outcome": one.outcome,
        "customer": one.customer_id,
        "step": one.step,
        "move": one.move,
        "segment": one.segment_id,
        "persona": one.persona_id,
        "prompt": one.prompt,
    }


def figure_shape(figure: "Figure") -> dict[str, Any]:
    """`{group, sent, as_suggested, edited, replied, bought, silent, stop}`"""
    outcomes = {outcome.value: figure.with_outcome(outcome) for outcome in Outcome}
    counts = {"sent": figure.sent, "as_suggested": figure.as_suggested, "edited": round(figure.edited, 4)}
    return {"group": figure.group, **counts, **outcomes}


def habit_shape(proposal: "HabitProposal") -> dict[str, Any]:
    """`{persona, kind, word, instead, times, of, examples: [{before, after}]}`"""
    habit = proposal.habit
    return {
        "persona": habit.persona_id,
        "kind": habit.kind.value,
        "word": habit.word,
        "instead": habit.instead,
        "times": proposal.times,
        "of": proposal.of,
        "examples": [{"before": before, "after": after} for before, after in proposal.examples],
    }
