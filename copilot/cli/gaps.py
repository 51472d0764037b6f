"""`butterfly gaps`, `answer`: what was asked and not known, and answering it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.cli.options import BrandOption, JsonOption, ProductOption, ask
from copilot.cli.output import open_copilot, print_json, say
from copilot.errors import InvalidInput

if TYPE_CHECKING:
    from copilot.domain.gap import KnowledgeGap

app = typer.Typer()


@app.command()
def gaps(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Print what was asked and the knowledge could not answer, most asked first."""
    found = open_copilot().gaps(brand)
    if as_json:
        print_json([gap_shape(gap) for gap in found])
        return
    for gap in found:
        missing = f"({gap.role}) " if gap.role else ""
        typer.echo(f"{gap.id:>4}  {gap.state:<10} {gap.times:>4}×  {gap.last_asked:%Y-%m-%d}  {missing}{gap.question}")


@app.command()
def answer(
    gap: Annotated[int, typer.Argument(metavar="GAP", help="Its number in `butterfly gaps`.")],
    text: Annotated[str, typer.Argument(help="The approved answer.")] = "",
    product: ProductOption = None,
    not_needed: Annotated[bool, typer.Option(help="Close it without an answer.")] = False,
    reopen: Annotated[bool, typer.Option(help="Take closing back.")] = False,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a gap: the text becomes an approved FAQ passage and is found at once."""
    if not_needed + reopen + bool(text.strip()) != 1:
        raise InvalidInput("give a text, --not-needed or --reopen, and only one of them", code="gap_one_of")
    copilot = open_copilot()
    whose = copilot.brand(brand)
    if text.strip():
        copilot.answer_gap(gap, text, ask(brand=brand, product=product))
    elif not_needed:
        copilot.gapping.not_needed(whose, gap)
    else:
        copilot.gapping.reopen(whose, gap)
    settled = copilot.store.gaps.get(whose.id, gap)
    if as_json:
        print_json(gap_shape(settled))
    else:
        say(f"gaps.states.{settled.state}")


def gap_shape(gap: "KnowledgeGap") -> dict[str, Any]:
    """`{id, question, product, role, state, times, last_asked, tasks, wordings, document_id}`"""
    return {
        "id": gap.id,
        "question": gap.question,
        "product": gap.product,
        "role": gap.role.value if gap.role else None,
        "state": gap.state.value,
        "times": gap.times,
        "last_asked": gap.last_asked.isoformat(),
        "tasks": dict(gap.tasks),
        "wordings": list(gap.wordings),
        "document_id": gap.document_id,
    }
