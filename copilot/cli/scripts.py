"""`butterfly scripts …`: quick replies, and good replies on their way to becoming some."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.cli.options import BrandOption, JsonOption, ProductOption
from copilot.cli.output import open_copilot, print_json, say
from copilot.domain.script_proposal import ScriptState
from copilot.errors import UnknownName

if TYPE_CHECKING:
    from copilot.domain.script_proposal import QuickReply, ScriptProposal

app = typer.Typer(no_args_is_help=True)
ProposalArgument = Annotated[
    int, typer.Argument(metavar="PROPOSAL", help="Its number in `butterfly scripts proposed`.")
]
ByOption = Annotated[str, typer.Option("--by", help="Who decides.")]


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="What the customer says; empty lists the scripts.")] = "",
    k: Annotated[int, typer.Option("-k", min=1, help="At most so many.")] = 8,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find approved scripts."""
    copilot = open_copilot()
    found = copilot.people.scripts.search(copilot.brand(brand), text, k)
    if as_json:
        print_json([script_shape(q) for q in found])
        return
    for q in found:
        typer.echo(f"{q.situation}\n    {q.text}")


@app.command()
def propose(
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="The id of a draft of replies.")],
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Which of them, from 1.")],
    text: Annotated[str | None, typer.Argument(help="In other words than the reply's.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Propose a reply as a script."""
    copilot = open_copilot()
    found = copilot.store.drafts.get(draft)
    if found is None:
        raise UnknownName("draft", draft)
    proposal = copilot.people.scripts.propose(found, number, text)
    _told(as_json, proposal, "scripts.proposed_now")


@app.command()
def proposed(
    state: Annotated[ScriptState, typer.Option(help="Which ones.")] = ScriptState.PROPOSED,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what waits for a reviewer, or was decided."""
    copilot = open_copilot()
    found = copilot.people.scripts.proposed(copilot.brand(brand), state)
    if as_json:
        print_json([proposal_shape(p) for p in found])
        return
    for p in found:
        typer.echo(f"{p.id:>4}  {p.proposed_at:%Y-%m-%d}  {p.situation}\n      {p.text}")


@app.command()
def approve(
    proposal: ProposalArgument,
    text: Annotated[str | None, typer.Option(help="In other words.")] = None,
    situation: Annotated[str | None, typer.Option(help="The question or case it is for.")] = None,
    product: ProductOption = None,
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make a proposal a script, found at once; a finding that blocks it has to be waived before."""
    from copilot.workflows.scripts import ScriptWording

    scripts = open_copilot().people.scripts
    _told(as_json, scripts.approve(proposal, by, ScriptWording(text, situation, product)), "scripts.approved_now")


@app.command()
def reject(
    proposal: ProposalArgument,
    why: Annotated[str, typer.Option("--why", help="Why; it is kept.")] = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Leave a proposal."""
    _told(as_json, open_copilot().people.scripts.reject(proposal, why, by), "scripts.rejected_now")


@app.command()
def reopen(proposal: ProposalArgument, as_json: JsonOption = False) -> None:
    """Take a decision back; what was approved is no script any more."""
    _told(as_json, open_copilot().people.scripts.reopen(proposal), "scripts.reopened_now")


def _told(as_json: bool, proposal: "ScriptProposal", key: str) -> None:
    if as_json:
        print_json(proposal_shape(proposal))
    else:
        say(key, id=proposal.id)


def script_shape(quick: "QuickReply") -> dict[str, Any]:
    """`{passage_id, text, situation, document, product, step, move}`"""
    return {
        "passage_id": quick.passage_id,
        "text": quick.text,
        "situation": quick.situation,
        "document": quick.document,
        "product": quick.product,
        "step": quick.step,
        "move": quick.move,
    }


def proposal_shape(proposal: "ScriptProposal") -> dict[str, Any]:
    """`{id, draft, number, text, situation, state, product, step, move, why, by, proposed_at, decided_at, document_id}`"""
    return {
        "id": proposal.id,
        "draft": proposal.draft_id,
        "number": proposal.variant,
        "text": proposal.text,
        "situation": proposal.situation,
        "state": proposal.state.value,
        "product": proposal.product,
        "step": proposal.step,
        "move": proposal.move,
        "why": proposal.why,
        "by": proposal.by,
        "proposed_at": proposal.proposed_at.isoformat(),
        "decided_at": proposal.decided_at.isoformat() if proposal.decided_at else None,
        "document_id": proposal.document_id,
    }
