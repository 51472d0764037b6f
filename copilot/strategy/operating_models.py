"""Three ways to work a private domain, reckoned with a brand's figures: read from `operating_models.yaml`."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from copilot.domain.calendar import AudienceKind
from copilot.domain.channel import Channel
from copilot.domain.fit import Fit, Measure, Measured
from copilot.domain.ladder import Node
from copilot.domain.operating_model import WEEKS_A_MONTH, Assumption, Carrier, OperatingModel, Reckoned
from copilot.strategy.data_files import Strict, Words, checked, read_file

FILE = "operating_models.yaml"
MINUTES = 60
Weight = Annotated[int, Field(ge=0, le=4)]
PerCent = Annotated[float, Field(ge=0, le=100)]


class FigureLine(Words):
    """A figure with its bounds; `zh` and `en` are its name."""

    least: float = 0
    most: float
    source: Words
    of_money: bool = False

    def figure(self, figure_id: str, value: float) -> Assumption:
        """The figure at that value, within its bounds."""
        within = min(max(value, self.least), self.most)
        return Assumption(
            figure_id, self.in_both(), within, self.least, self.most, self.source.in_both(), self.of_money
        )


class AssumptionLine(FigureLine):
    """A figure that holds for every model. It is taken from what was measured, or from the answer to a question, where
    there is."""

    value: float
    measured: Measure | None = None
    question: str = ""
    by_option: dict[str, float] = Field(default_factory=dict)


class CarrierLine(Strict):
    """What is done on a channel; `minutes` is what one item takes."""

    a_week: Annotated[float, Field(gt=0, le=14)]
    minutes: Annotated[float, Field(gt=0)]
    does: Annotated[dict[Node, Words], Field(min_length=1)]


class ModelLine(Words):
    """A model as it is written down; `zh` and `en` are its name."""

    what: Words
    suits: Words
    people: Words
    carriers: Annotated[dict[Channel, CarrierLine], Field(min_length=1)]
    leans: dict[Node, Weight]
    talks: PerCent
    extra_share: PerCent
    tools: Annotated[float, Field(ge=0)]


class OfEachModel(Strict):
    """Figures that each model has its own of."""

    talks: FigureLine
    extra_share: FigureLine
    tools: FigureLine


class ModelRules(Strict):
    """The whole file."""

    source: Words
    reaches: dict[Channel, AudienceKind]
    assumptions: dict[str, AssumptionLine]
    of_each_model: OfEachModel
    models: dict[str, ModelLine]

    @model_validator(mode="after")
    def _has_what_is_reckoned_with(self) -> Self:
        if missing := {"contacts", "hours", "hour_cost", "reply_minutes", "order_value", "margin"} - set(
            self.assumptions
        ):
            raise ValueError(f"no figures for {', '.join(sorted(missing))}")
        if missing_channels := set(Channel) - set(self.reaches):
            raise ValueError(f"nobody is reached by {', '.join(sorted(missing_channels))}")
        return self

    def model(self, model_id: str) -> OperatingModel:
        """The model of that id. Raises `KeyError`."""
        line = self.models[model_id]
        return OperatingModel(
            id=model_id,
            name=line.in_both(),
            what=line.what.in_both(),
            suits=line.suits.in_both(),
            people=line.people.in_both(),
            carriers=tuple(_carrier(channel, one) for channel, one in line.carriers.items()),
            leans=dict(line.leans),
            talks=line.talks,
            extra_share=line.extra_share,
            tools=line.tools,
        )


@cache
def load_models() -> ModelRules:
    """The models that ship. Raises `RulesInvalid`."""
    return checked_models(read_file(FILE))


def checked_models(data: Any) -> ModelRules:
    """Models made of what a file says. Raises `RulesInvalid`."""
    return checked(FILE, lambda: ModelRules.model_validate(data))


def assumed(
    fit: Fit, measured: Mapping[Measure, Measured], own: Mapping[str, float], rules: ModelRules | None = None
) -> tuple[Assumption, ...]:
    """The figures that hold for every model: what a person said (`own`, by id), else what is known of the brand, else the
    one that ships."""
    lines = (rules or load_models()).assumptions
    return tuple(
        line.figure(name, own[name] if name in own else _known(line, fit, measured)) for name, line in lines.items()
    )


def own_figures(
    model: OperatingModel, own: Mapping[str, float], rules: ModelRules | None = None
) -> tuple[Assumption, ...]:
    """The figures of one model, by ids such as `adviser.talks`."""
    lines = (rules or load_models()).of_each_model
    given = (("talks", lines.talks, model.talks), ("extra_share", lines.extra_share, model.extra_share), ("tools", lines.tools, model.tools))  # fmt: skip
    return tuple(
        line.figure(f"{model.id}.{name}", own.get(f"{model.id}.{name}", shipped)) for name, line, shipped in given
    )


def reckon(model: OperatingModel, assumptions: tuple[Assumption, ...], fit: Fit) -> Reckoned:
    """What a model takes and may bring with those figures, its own among them.

    Hours a week: items × minutes, and contacts who write × minutes of an answer. Cost a month: hours × their cost, and
    tools. Return a month: contacts × those who buy besides × value of an order × margin.
    """
    value = {one.id: one.value for one in assumptions}
    talks, extra, tools = (value[f"{model.id}.{name}"] for name in ("talks", "extra_share", "tools"))
    content = sum(one.a_week * one.minutes for one in model.carriers) / MINUTES
    talking = value["contacts"] * talks / 100 * value["reply_minutes"] / MINUTES
    buyers = value["contacts"] * extra / 100
    return Reckoned(
        model=model,
        assumptions=assumptions,
        content_hours=content,
        talk_hours=talking,
        available=value["hours"],
        cost=(content + talking) * WEEKS_A_MONTH * value["hour_cost"] + tools,
        buyers=buyers,
        back=buyers * value["order_value"] * value["margin"] / 100,
        fit=_fit_of(model, fit),
    )


def reckon_all(
    fit: Fit, measured: Mapping[Measure, Measured], own: Mapping[str, float], rules: ModelRules | None = None
) -> tuple[Reckoned, ...]:
    """Every model; those that there are hours for first, of these the best fitting, and of those that fit as well (to a
    tenth) the one that leaves most."""
    rules = rules or load_models()
    shared = assumed(fit, measured, own, rules)
    models = [rules.model(model_id) for model_id in rules.models]
    found = [reckon(model, (*shared, *own_figures(model, own, rules)), fit) for model in models]
    return tuple(sorted(found, key=lambda one: (one.too_much, -round(one.fit or 0, 1), -one.left)))


def _fit_of(model: OperatingModel, fit: Fit) -> float | None:
    shares = [(lean, fit.node(node).share) for node, lean in model.leans.items()]
    known = [(lean, share) for lean, share in shares if lean and share is not None]
    weight = sum(lean for lean, _ in known)
    return sum(lean * share for lean, share in known) / weight if weight else None


def _known(line: AssumptionLine, fit: Fit, measured: Mapping[Measure, Measured]) -> float:
    if line.measured and line.measured in measured:
        return measured[line.measured].value
    return line.by_option.get(fit.option_of(line.question), line.value) if line.question else line.value


def _carrier(channel: Channel, line: CarrierLine) -> Carrier:
    does = {node: words.in_both() for node, words in line.does.items()}
    return Carrier(channel, line.a_week, line.minutes, does)
