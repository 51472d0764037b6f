"""`butterfly rewrite`: one sentence of a draft said otherwise."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.acting import ByOption, actor_of
from copilot.cli.options import JsonOption
from copilot.cli.output import open_copilot, print_json, say, say_error
from copilot.domain.sentences import SentenceWish, sentences
from copilot.errors import InvalidInput, UnknownName

if TYPE_CHECKING:
    from copilot.domain.draft import Draft
    from copilot.domain.sentences import Proposal
    from copilot.json_shapes import Json
    from copilot.workflows.copilot import Copilot

app = typer.Typer()


@app.command()
def rewrite(
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="The id of a stored draft.")],
    sentence: Annotated[int | None, typer.Option("--sentence", min=1, help="Which sentence, from 1.")] = None,
    wish: Annotated[SentenceWish | None, typer.Option(help="How it should be said otherwise.")] = None,
    variant: Annotated[int, typer.Option("--variant", min=1, help="Which variant, from 1.")] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Let the variant say again what it said before.")] = False,
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say one sentence of a draft otherwise; all else of it stays. Without a sentence, list them."""
    from copilot.json_shapes import draft as draft_shape
    from copilot.workflows.rewrite_sentence import variant_text

    copilot = open_copilot()
    stored = copilot.store.drafts.get(draft)
    if stored is None:
        raise UnknownName("draft", draft)
    if undo:
        after = _undone(copilot, stored, variant, by)
        print_json(draft_shape(after)) if as_json else typer.echo(variant_text(after, variant))
        return
    if sentence is None or wish is None:
        _list(variant_text(stored, variant), as_json)
        return
    proposal = copilot.sentences.propose(stored, variant, sentence, wish)
    if proposal.failure:
        say_error(proposal.failure, f"errors.{proposal.failure}")
    after = stored if dry_run else _taken(copilot, stored, proposal, by)
    if as_json:
        print_json({**proposal_row(proposal), "taken": not dry_run, "draft": draft_shape(after)})
        return
    typer.echo(f"- {proposal.before}\n+ {proposal.after}")


def proposal_row(proposal: "Proposal") -> "Json":
    """`{variant, start, before, after, wish, by, failure, tokens}`"""
    return {
        "variant": proposal.number,
        "start": proposal.start,
        "before": proposal.before,
        "after": proposal.after,
        "wish": proposal.wish.value,
        "by": proposal.by,
        "failure": proposal.failure,
        "tokens": {"prompt": proposal.usage.prompt, "answer": proposal.usage.answer},
    }


def _taken(copilot: "Copilot", stored: "Draft", proposal: "Proposal", by: str) -> "Draft":
    if stored.item_id is None:
        return copilot.sentences.take(proposal)
    item = copilot.store.calendar.get(stored.item_id)
    after = copilot.sentences.take_for_item(item, proposal, actor_of(copilot, by))
    return copilot.calendar.review.text(after)


def _undone(copilot: "Copilot", stored: "Draft", variant: int, by: str) -> "Draft":
    if stored.item_id is None:
        return copilot.sentences.undo(stored, variant)
    item = copilot.store.calendar.get(stored.item_id)
    return copilot.calendar.review.text(copilot.sentences.undo_for_item(item, stored, actor_of(copilot, by)))


def _list(text: str, as_json: bool) -> None:
    spots = sentences(text)
    if not spots:
        raise InvalidInput("no sentence", code="sentence_missing", count=0)
    if as_json:
        print_json([{"sentence": n, "start": start, "text": said} for n, (start, said) in enumerate(spots, 1)])
        return
    for number, (_, said) in enumerate(spots, 1):
        say("sentence.cli", n=number, text=said)
