"""What invented brands answered, heard and how they took it, as files tell it, by weeks before the day it is taken in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Annotated

import yaml
from pydantic import Field, TypeAdapter, model_validator

from copilot.domain.calendar import Audience, AudienceKind, Purpose
from copilot.domain.channel import Channel
from copilot.domain.fatigue import WeekNote
from copilot.strategy.data_files import Strict, checked

Count = Annotated[int, Field(ge=0)]


class _Audience(Strict):
    id: str
    name: str
    kind: AudienceKind = AudienceKind.GROUP
    size: Count | None = None
    sender: str = ""


class _Message(Strict):
    audience: str
    weeks_ago: Annotated[int, Field(ge=0)]
    weekday: Annotated[int, Field(ge=0, le=6)]
    time: time
    purpose: Purpose
    idea: str
    channel: Channel = Channel.GROUP
    reached: Count | None = None
    replies: Count | None = None
    orders: Count | None = None
    muted: Count | None = None


class _Week(Strict):
    audience: str
    weeks_ago: Annotated[int, Field(ge=0)]
    left: Count | None = None
    deleted: Count | None = None
    complaints: Count | None = None


class _File(Strict):
    audiences: tuple[_Audience, ...]
    messages: tuple[_Message, ...] = ()
    weeks: tuple[_Week, ...] = ()

    @model_validator(mode="after")
    def _names_audiences_there_are(self) -> "_File":
        named = {one.audience for one in self.messages} | {one.audience for one in self.weeks}
        if unknown := named - {one.id for one in self.audiences}:
            raise ValueError(f"no audience called {', '.join(sorted(unknown))}")
        return self


class SampleDeed(Strict):
    """Something that was done about a crossing, and the period whose figure it was done for."""

    insight: str
    deed: str
    at: date
    by: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class SampleMessage:
    """A message that went out, and what came of it."""

    audience_id: str
    day: date
    time: time
    purpose: Purpose
    idea: str
    channel: Channel
    reached: int | None
    replies: int | None
    orders: int | None
    muted: int | None


@dataclass(frozen=True, slots=True)
class GroupSamples:
    """Audiences, what they heard, and who left in which week."""

    audiences: tuple[Audience, ...]
    messages: tuple[SampleMessage, ...]
    notes: tuple[WeekNote, ...]


def read_answers(name: str, text: str) -> Mapping[str, str]:
    """Options by the questions of fit that they answer. Raises `RulesInvalid`."""
    return checked(name, lambda: TypeAdapter(dict[str, str]).validate_python(yaml.safe_load(text) or {}))


def read_deeds(name: str, text: str) -> tuple[SampleDeed, ...]:
    """What was done, in the file's order. Raises `RulesInvalid`."""
    return checked(name, lambda: tuple(TypeAdapter(list[SampleDeed]).validate_python(yaml.safe_load(text) or [])))


def read_groups(name: str, text: str, today: date) -> GroupSamples:
    """The groups of a file, in its order; `weeks_ago` counts from the week of `today`, of which only days before it are
    told. Raises `RulesInvalid`."""
    file = checked(name, lambda: _File.model_validate(yaml.safe_load(text) or {}))
    monday = today - timedelta(days=today.weekday())
    return GroupSamples(
        tuple(Audience(a.id, a.name, a.kind, None, a.size, a.sender) for a in file.audiences),
        tuple(told for one in file.messages if (told := _message(one, monday)).day < today),
        _notes(file.weeks, monday),
    )


def _message(one: _Message, monday: date) -> SampleMessage:
    day = monday + timedelta(days=one.weekday - 7 * one.weeks_ago)
    return SampleMessage(
        one.audience, day, one.time, one.purpose, one.idea, one.channel, one.reached, one.replies, one.orders, one.muted
    )


def _notes(weeks: Sequence[_Week], monday: date) -> tuple[WeekNote, ...]:
    return tuple(
        WeekNote(one.audience, monday - timedelta(days=7 * one.weeks_ago), one.left, one.deleted, one.complaints)
        for one in weeks
    )
