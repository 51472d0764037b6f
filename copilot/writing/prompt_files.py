"""The shape of the prompt files, strictly checked; every failure says which file and where."""

import re
from pathlib import Path
from string import ascii_lowercase
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError, model_validator

from copilot.domain.calendar import Purpose
from copilot.domain.channel import Channel
from copilot.domain.conversation import Move, Objection, Stand
from copilot.domain.draft import Angle
from copilot.domain.evidence import Role
from copilot.domain.ladder import Node, Step
from copilot.errors import PromptInvalid
from copilot.yaml_text import read_yaml

PLACEHOLDER = re.compile(r"\{([" + ascii_lowercase + r"_]+)\}")
SITUATIONS = {"stop", "escalation", "otherwise", *Step, *Node, *Stand, *Objection}
"""What `choices` can be made by: see `ideas.py` for the order of their weight."""

Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """Refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class InBoth(Strict):
    """A text in both languages."""

    zh: Text
    en: Text


class MessageTemplate(Strict):
    """One message, with `{placeholders}`."""

    role: Literal["system", "user", "assistant"]
    content: Text


class MessagesInBoth(Strict):
    """The messages of a prompt in both languages."""

    zh: Annotated[tuple[MessageTemplate, ...], Field(min_length=1)]
    en: Annotated[tuple[MessageTemplate, ...], Field(min_length=1)]


class Example(Strict):
    """A request and its answer, about another trade, so that nothing of it can be taken for a fact."""

    request: Text
    answer: Text


class ExampleInBoth(Strict):
    """An example in both languages."""

    zh: Example
    en: Example


class PromptFile(Strict):
    """One task's prompt. In each language the placeholders are exactly the declared inputs."""

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    version: Annotated[int, Field(ge=1)]
    purpose: Text
    temperature: Annotated[float, Field(ge=0, le=2)]
    inputs: Annotated[tuple[str, ...], Field(min_length=1)]
    example: ExampleInBoth
    messages: MessagesInBoth

    @model_validator(mode="after")
    def placeholders_are_declared(self) -> "PromptFile":
        for language in ("zh", "en"):
            used = {p for m in getattr(self.messages, language) for p in PLACEHOLDER.findall(m.content)}
            if used != set(self.inputs):
                raise ValueError(f"{language}: placeholders differ from inputs: {sorted(used ^ set(self.inputs))}")
        return self


class Advice(Strict):
    """What a step or node is called, must do and must not do."""

    name: Text
    must: Text
    must_not: Text


class AdviceInBoth(Strict):
    """Advice in both languages."""

    zh: Advice
    en: Advice


class LadderFile(Strict):
    """Advice for each step and each node."""

    steps: dict[Step, AdviceInBoth]
    nodes: dict[Node, AdviceInBoth]

    @model_validator(mode="after")
    def all_are_there(self) -> "LadderFile":
        _need_all(self.steps, Step)
        _need_all(self.nodes, Node)
        return self


class Wording(Strict):
    """What an idea is called and does."""

    name: Text
    do: Text


class IdeaEntry(Strict):
    """An angle or a move; `needs` are roles of which the evidence must hold one, `suits` those to point it to."""

    needs: tuple[Role, ...] = ()
    suits: tuple[Role, ...] = ()
    zh: Wording
    en: Wording


class IdeasFile(Strict):
    """All angles and moves, and for each task which of them to ask for when."""

    angles: dict[Angle, IdeaEntry]
    moves: dict[Move, IdeaEntry]
    choices: "Choices"
    never: dict[str, tuple[Angle, ...]] = {}
    """By step or node: angles that a text there does not take."""

    @model_validator(mode="after")
    def all_are_there(self) -> "IdeasFile":
        _need_all(self.angles, Angle)
        _need_all(self.moves, Move)
        if unknown := self.never.keys() - {*Step, *Node}:
            raise ValueError(f"no such step or node: {', '.join(sorted(unknown))}")
        return self


class Choices(Strict):
    """Ideas in order of fitness, by step or situation; `otherwise` is there for each task."""

    selling_points: dict[str, tuple[Angle, ...]]
    post: dict[str, tuple[Angle, ...]]
    reply: dict[str, tuple[Move, ...]]

    @model_validator(mode="after")
    def situations_are_known(self) -> "Choices":
        for choices in (self.selling_points, self.post, self.reply):
            _need_all(choices, ("otherwise",))
            if unknown := choices.keys() - SITUATIONS:
                raise ValueError(f"no such situation: {', '.join(sorted(unknown))}")
        return self


class PurposeEntry(Strict):
    """What a text of the calendar does for one purpose, from which angles, and which roles suit it."""

    angle: Angle
    also: tuple[Angle, ...] = ()
    """Other angles it can be written from."""
    suits: tuple[Role, ...] = ()
    zh: Wording
    en: Wording

    @property
    def serving(self) -> tuple[Angle, ...]:
        """All its angles, the usual one first."""
        return (self.angle, *self.also)


class PurposesFile(RootModel[dict[Purpose, PurposeEntry]]):
    """What texts of the calendar are there for."""

    @model_validator(mode="after")
    def all_are_there(self) -> "PurposesFile":
        _need_all(self.root, Purpose)
        return self


class ChannelsFile(RootModel[dict[Channel, InBoth]]):
    """How people write on each channel."""

    @model_validator(mode="after")
    def all_are_there(self) -> "ChannelsFile":
        _need_all(self.root, Channel)
        return self


class LinesFile(RootModel[dict[str, InBoth]]):
    """Lines that carry data into prompts; both languages take the same data."""

    @model_validator(mode="after")
    def languages_agree(self) -> "LinesFile":
        for key, line in self.root.items():
            if set(PLACEHOLDER.findall(line.zh)) != set(PLACEHOLDER.findall(line.en)):
                raise ValueError(f"{key}: zh and en take different data")
        return self


Shape = TypeVar("Shape", bound=BaseModel)


def read_prompt_file(path: Path, shape: type[Shape]) -> tuple[Shape, bytes]:
    """The checked content of `path` and its bytes. Raises `PromptInvalid` naming the file and the first fault."""
    try:
        content = path.read_bytes()
        return shape.model_validate(read_yaml(content.decode("utf-8"))), content
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(p) for p in fault["loc"])
        raise invalid(path.name, f"{where}: {fault['msg']}".lstrip(": ")) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise invalid(path.name, str(error)) from error


def invalid(prompt: str, detail: str) -> PromptInvalid:
    """The error of a prompt that cannot be used."""
    return PromptInvalid(f"{prompt}: {detail}", prompt=prompt, detail=detail)


def _need_all(given: dict[Any, Any], wanted: Any) -> None:
    if missing := [str(w) for w in wanted if w not in given]:
        raise ValueError(f"missing: {', '.join(missing)}")
