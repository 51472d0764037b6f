"""The questions of fit, their points and bounds as data: reading them from `fit.yaml`."""

from functools import cache
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from copilot.domain.brand import Category
from copilot.domain.fit import Measure, Option, Question
from copilot.domain.ladder import Node
from copilot.strategy.data_files import Strict, Words, checked, read_file

FILE = "fit.yaml"
Points = Annotated[int, Field(ge=0, le=4)]
Share = Annotated[float, Field(gt=0, lt=1)]


class OptionLine(Words):
    """An answer; `zh` and `en` are its name."""

    id: str
    points: dict[Node, Points]
    why: Words
    rules_out: frozenset[Node] = frozenset()


class Band(Strict):
    """Up to `most`, and above the band before, a measure answers so; without `most` it has no end."""

    option: str
    most: float | None = None


class Proposing(Strict):
    """What answers a question by itself: `category`, or a measure of at least `least` customers or products."""

    measure: Measure
    least: Annotated[int, Field(ge=1)] = 1
    bands: tuple[Band, ...] = ()
    category: dict[Category, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _answers_always(self) -> Self:
        if self.measure is Measure.CATEGORY:
            if set(self.category) != set(Category):
                raise ValueError("a category is missing")
            return self
        ends = [band.most for band in self.bands]
        if not ends or ends[-1] is not None or None in ends[:-1]:
            raise ValueError("the last band has no end, and only the last")
        if ends[:-1] != sorted(end for end in ends[:-1] if end is not None):
            raise ValueError("bands rise")
        return self


class QuestionLine(Strict):
    """A question as it is written down."""

    ask: Words
    help: Words
    why: Words
    source: Words
    change: Words | None = None
    proposed: Proposing | None = None
    options: Annotated[tuple[OptionLine, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _names_answers_there_are(self) -> Self:
        ids = [one.id for one in self.options]
        if len(set(ids)) != len(ids):
            raise ValueError("two answers have the same id")
        if self.proposed:
            named = {band.option for band in self.proposed.bands} | set(self.proposed.category.values())
            if unknown := named - set(ids):
                raise ValueError(f"no answers called {', '.join(sorted(unknown))}")
        return self


class Bounds(Strict):
    """Where verdicts begin. `helps` and `partly` are parts of a node's points, `least_share` the part of a node's points
    that has to be answered before anything is said; `nodes_yes` nodes at which it helps make it worth the while."""

    helps: Share
    partly: Share
    least_share: Share
    nodes_yes: Annotated[int, Field(ge=1, le=5)]
    source: Words

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.partly >= self.helps:
            raise ValueError("partly lies below helps")
        return self


class FitRules(Strict):
    """The whole file."""

    bounds: Bounds
    questions: dict[str, QuestionLine]

    @model_validator(mode="after")
    def _bears_on_every_node(self) -> Self:
        told = {node for q in self.questions.values() for one in q.options for node in one.points}
        if missing := set(Node) - told:
            raise ValueError(f"nothing bears on {', '.join(sorted(missing))}")
        return self

    def asked(self) -> tuple[Question, ...]:
        """The questions, in their order."""
        return tuple(_question(question_id, line) for question_id, line in self.questions.items())


@cache
def load_fit_rules() -> FitRules:
    """The questions that ship. Raises `RulesInvalid`."""
    return checked_fit_rules(read_file(FILE))


def checked_fit_rules(data: Any) -> FitRules:
    """Questions made of what a file says. Raises `RulesInvalid`."""
    return checked(FILE, lambda: FitRules.model_validate(data))


def _question(question_id: str, line: QuestionLine) -> Question:
    return Question(
        id=question_id,
        ask=line.ask.in_both(),
        help=line.help.in_both(),
        why=line.why.in_both(),
        source=line.source.in_both(),
        options=tuple(Option(o.id, o.in_both(), dict(o.points), o.why.in_both(), o.rules_out) for o in line.options),
        change=line.change.in_both() if line.change else None,
    )
