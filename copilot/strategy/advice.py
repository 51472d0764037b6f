"""What is usually behind people being lost, what to decide, and what to do next: read from `insights.yaml`."""

from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any

from pydantic import Field, model_validator

from copilot.domain.channel import Channel
from copilot.domain.insight import Deed, Target
from copilot.domain.ladder import Node, Step
from copilot.domain.plan import MOST_WEEKS, Goal
from copilot.domain.wings import Place
from copilot.strategy.data_files import Strict, Words, checked, read_file

FILE = "insights.yaml"
Ids = Annotated[list[str], Field(min_length=1)]


class DeedLine(Words):
    """A deed as it is written down; `zh` and `en` are its name."""

    to: Target
    node: Node
    step: Step | None = None
    goal: Goal | None = None
    newcomers: bool = False
    weeks: Annotated[int, Field(ge=1, le=MOST_WEEKS)] = 4
    channel: Channel | None = None
    form: str = ""
    topic: Words | None = None

    @model_validator(mode="after")
    def _says_what_its_page_needs(self) -> "DeedLine":
        needed = {Target.PLAN: self.goal, Target.POSTS: self.form and self.channel, Target.SELLING_POINTS: self.step}
        if not needed[self.to]:
            raise ValueError(f"a deed on the page {self.to} lacks what that page asks for")
        return self


class Line(Strict):
    """Why, what to decide, and what to do."""

    why: Words
    decide: Words
    deeds: Ids


class FitLines(Strict):
    """What is said of nodes for which private domain does not help; the reason comes from the answers."""

    decide: dict[Node, Words]
    deeds: dict[Node, Ids]


class StrengthLine(Strict):
    """What is said where more than usual reach a place."""

    why: Words
    deeds: Ids


class Advice(Strict):
    """The whole file."""

    source: Words
    deeds: dict[str, DeedLine]
    leaks: dict[Place, Line]
    fatigue: Line
    fit: FitLines
    model: Line
    model_too_much: Line
    strength: StrengthLine

    @model_validator(mode="after")
    def _names_deeds_there_are(self) -> "Advice":
        named = [
            self.fatigue.deeds,
            self.strength.deeds,
            *self.fit.deeds.values(),
            *(x.deeds for x in self.leaks.values()),
        ]
        if unknown := {one for ids in named for one in ids} - self.deeds.keys():
            raise ValueError(f"no deeds called {', '.join(sorted(unknown))}")
        if missing := set(Node) - (self.fit.decide.keys() & self.fit.deeds.keys()):
            raise ValueError(f"nothing is said about {', '.join(sorted(missing))}")
        return self

    def deeds_of(self, ids: Iterable[str]) -> tuple[Deed, ...]:
        """The deeds of those ids, in that order."""
        return tuple(_deed(one, self.deeds[one]) for one in ids)


@cache
def load_advice() -> Advice:
    """The advice that ships. Raises `RulesInvalid`."""
    return checked_advice(read_file(FILE))


def checked_advice(data: Any) -> Advice:
    """Advice made of what a file says. Raises `RulesInvalid`."""
    return checked(FILE, lambda: Advice.model_validate(data))


def _deed(deed_id: str, line: DeedLine) -> Deed:
    return Deed(
        id=deed_id,
        to=line.to,
        name=line.in_both(),
        node=line.node,
        step=line.step,
        goal=line.goal,
        newcomers=line.newcomers,
        weeks=line.weeks,
        channel=line.channel,
        form=line.form,
        topic=line.topic.in_both() if line.topic else None,
    )
