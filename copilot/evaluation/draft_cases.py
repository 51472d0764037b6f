"""The briefs of a folder: one line of `cases.jsonl` each."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from copilot.domain.channel import Channel
from copilot.domain.conversation import Conversation, Speaker, Turn
from copilot.domain.draft import Task
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.errors import InvalidInput
from copilot.workflows.ask import Ask


class CaseTurn(BaseModel):
    """One turn of the chat that a reply answers."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["customer", "rep"]
    text: str


class DraftCase(BaseModel):
    """A brief, in the words a person would type. `situation` says who wants it and why; it is not told to the writer."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    id: str
    brand: str
    task: Task
    language: Language | None = None
    form: str | None = None
    origin: str = ""
    channel: Channel | None = None
    product: str | None = None
    topic: str = ""
    persona: str | None = None
    segment: str | None = None
    node: Node | None = None
    step: Step | None = None
    turns: tuple[CaseTurn, ...] = ()
    at: date | None = None
    situation: str = ""

    @model_validator(mode="after")
    def _has_what_its_task_needs(self) -> "DraftCase":
        if (self.task is Task.REPLY) != bool(self.turns):
            raise ValueError("a reply has turns, and nothing else has")
        if self.task is Task.SELLING_POINTS and not self.product:
            raise ValueError("selling points are of a product")
        return self

    @property
    def ask(self) -> Ask:
        """What is asked of the copilot."""
        return Ask(
            brand=self.brand, product=self.product, segment=self.segment, persona=self.persona, channel=self.channel,
            step=self.step, node=self.node, topic=self.topic, language=self.language, at=self.at,
            text_form=self.form, origin=self.origin,
        )  # fmt: skip

    @property
    def conversation(self) -> Conversation:
        """The chat to answer."""
        speakers = {"customer": Speaker.CUSTOMER, "rep": Speaker.REP}
        return Conversation(tuple(Turn(speakers[t.role], t.text) for t in self.turns))


def read_draft_cases(folder: Path) -> tuple[DraftCase, ...]:
    """The cases of `folder/cases.jsonl`, at least one, no id twice. Raises `InvalidInput` that names the line."""
    file = folder / "cases.jsonl"
    if not file.is_file():
        raise InvalidInput(f"{file} does not exist", code="cases_missing", path=str(file))
    cases = tuple(_read(file))
    if not cases:
        raise InvalidInput(f"{file} is empty", code="cases_missing", path=str(file))
    return cases


def _read(file: Path) -> Iterator[DraftCase]:
    seen: set[str] = set()
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            case = DraftCase.model_validate(json.loads(line))
            if case.id in seen:
                raise ValueError(f"id {case.id} is used before")
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise _broken(file, number, f"{where}: {first['msg']}") from error
        except ValueError as error:
            raise _broken(file, number, str(error)) from error
        seen.add(case.id)
        yield case


def _broken(file: Path, line: int, detail: str) -> InvalidInput:
    return InvalidInput(f"{file}:{line}: {detail}", code="cases_broken", path=str(file), line=line, detail=detail)
