"""`butterfly fit` and `butterfly models`: does private domain fit, and which way of working is chosen."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.acting import Acting, ByOption, acting, looking
from copilot.cli.options import BrandOption, JsonOption
from copilot.cli.output import locale, print_json, say
from copilot.errors import InvalidInput

if TYPE_CHECKING:
    from copilot.domain.brand import Brand
    from copilot.domain.fit import Fit
    from copilot.domain.operating_model import Choice, Reckoned
    from copilot.workflows.copilot import Copilot

fit_app = typer.Typer()
models_app = typer.Typer()
FiguresOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIGURE=N", help="A figure of your own, such as contacts=500; repeat."),
]


@fit_app.callback(invoke_without_command=True)
def fit(context: typer.Context, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Whether private domain helps at each node, with every answer that it stands on."""
    if context.invoked_subcommand is not None:
        return
    copilot, whose = looking(brand)
    found = copilot.butterfly.fit.look(whose)
    if as_json:
        from copilot.cli.butterfly_json import fit_shape

        print_json(fit_shape(found))
        return
    _tell_fit(found, whose)


@fit_app.command()
def answer(
    question: Annotated[str, typer.Argument(help="Its id in `butterfly fit`.")],
    option: Annotated[str, typer.Argument(help="The answer's id; - takes the answer back.")],
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question, or say otherwise than was proposed."""
    at = acting(brand, by)
    fitting = at.copilot.butterfly.fit
    if option == "-":
        fitting.take_back(at.brand, question, at.actor)
    else:
        fitting.answer(at.brand, question, option, at.actor)
    if as_json:
        print_json({"question": question, "option": None if option == "-" else option, "by": at.actor.name})
        return
    if option == "-":
        say("fit.taken_back")
        return
    now = next(one for one in fitting.look(at.brand).answered if one.question.id == question)
    language, name = locale().language, now.option.name if now.option else None
    say("fit.answered", question=now.question.ask.of(language), option=name.of(language) if name else "")


@models_app.callback(invoke_without_command=True)
def models(
    context: typer.Context, figures: FiguresOption = None, brand: BrandOption = None, as_json: JsonOption = False
) -> None:
    """Three ways to work, with what each takes and may bring, and which one is chosen."""
    if context.invoked_subcommand is not None:
        return
    copilot, whose = looking(brand)
    choosing = copilot.butterfly.models
    found, chosen = choosing.compare(whose, _figures(figures)), choosing.chosen(whose)
    if as_json:
        from copilot.cli.butterfly_json import choice_shape, model_shape

        print_json(
            {
                "models": [model_shape(one) for one in found],
                "chosen": choice_shape(chosen) if chosen else None,
                "history": [choice_shape(one) for one in choosing.history(whose)],
            }
        )
        return
    _tell_models(copilot, whose, found, chosen)


@models_app.command()
def choose(
    model: Annotated[str, typer.Argument(help="Its id in `butterfly models`.")],
    figures: FiguresOption = None,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Choose a model: plans use its channels at its pace from now on."""
    at = acting(brand, by)
    chosen = at.copilot.butterfly.models.choose(at.brand, model, at.actor, _figures(figures))
    _told(at, chosen, "operating_model.done", as_json=as_json)


@models_app.command()
def undo(by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Take the choice back, with what it set."""
    at = acting(brand, by)
    undone = at.copilot.butterfly.models.undo(at.brand, at.actor)
    _told(at, undone, "operating_model.undone", as_json=as_json)


def _told(at: Acting, choice: "Choice", key: str, *, as_json: bool) -> None:
    if as_json:
        from copilot.cli.butterfly_json import choice_shape

        print_json(choice_shape(choice))
        return
    name = at.copilot.butterfly.models.names().get(choice.model_id)
    say(key, model=name.of(locale().language) if name else choice.model_id)


def _figures(told: list[str] | None) -> dict[str, float] | None:
    """Figures by id; None where none was told. Raises `InvalidInput`."""
    found: dict[str, float] = {}
    for one in told or ():
        name, _, value = one.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError as error:
            raise InvalidInput(f"no figure: {one}", code="figure_wrong", value=one) from error
    return found or None


def _tell_fit(found: "Fit", brand: "Brand") -> None:
    from copilot.reporting import fit_words as words

    sentences, language = locale().say, locale().language
    typer.echo(words.overall(found, sentences, language))
    typer.echo(words.stands_on(found, sentences))
    for node in found.nodes:
        typer.echo(f"\n{sentences(f'nodes.{node.node}')}: {sentences(f'fit.verdicts.{node.verdict}')}")
        typer.echo(f"  {words.score(node, sentences)}")
        if node.why:
            typer.echo(f"  {sentences('fit.why', why=node.why.of(language))}")
        for line in words.parts(node, sentences, language):
            typer.echo(f"  - {line}")
        for condition in node.conditions if node.why else ():
            typer.echo(f"  + {condition.of(language)}")
    for one in found.answered:
        typer.echo(f"\n{one.question.id}: {one.question.ask.of(language)}")
        typer.echo(f"  {words.origin(one, brand, sentences, language)}")
        for option in one.question.options:
            typer.echo(f"  {'*' if option is one.option else ' '} {option.id}: {option.name.of(language)}")


def _tell_models(copilot: "Copilot", brand: "Brand", found: "tuple[Reckoned, ...]", chosen: "Choice | None") -> None:
    from copilot.reporting import fit_words as words

    sentences, language = locale().say, locale().language
    for one in found:
        mark = "*" if chosen and chosen.model_id == one.model.id else " "
        typer.echo(f"\n{mark} {one.model.id}: {one.model.name.of(language)}. {one.model.what.of(language)}")
        for line in (
            *words.takes(one, sentences),
            sentences("operating_model.people", people=one.model.people.of(language)),
        ):
            typer.echo(f"    {line}")
        for carrier, does in words.carriers(one, sentences, language):
            typer.echo(f"    {carrier}")
            for line in does:
                typer.echo(f"      {line}")
    typer.echo("")
    for figure in {f.id: f for one in found for f in one.assumptions}.values():
        typer.echo(f"{figure.id:<24} {words.number(figure.value):>10}  {figure.name.of(language)}")
    typer.echo(words.formula(sentences))
    names = copilot.butterfly.models.names()
    for choice in copilot.butterfly.models.history(brand):
        typer.echo(words.kept_choice(choice, names.get(choice.model_id), sentences, language))
