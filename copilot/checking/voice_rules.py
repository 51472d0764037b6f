"""The rules of voice, step and channel form as data: their schema, and reading them from `rules/voice/*.yaml`."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, ConfigDict, ValidationError

from copilot.checking.rulebook import Notice, Sentence
from copilot.checking.word_lists import Strict
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

Read = TypeVar("Read", bound=Strict)
Pattern = Annotated[re.Pattern[str], BeforeValidator(lambda p: re.compile(p, re.IGNORECASE))]
Exact = Annotated[re.Pattern[str], BeforeValidator(re.compile)]


class WithPatterns(Strict):
    """A part of a rule file that holds compiled patterns."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Terms(Strict):
    """Trade terms of one kind, how heavy each weighs, and what they mean to a reader."""

    words: list[str]
    weight: float
    plain: Sentence


class Figures(WithPatterns):
    """Numbers with a unit that only the trade reads."""

    pattern: Pattern
    weight: float
    plain: Sentence


class Acronyms(WithPatterns):
    """Latin abbreviations, but for those everybody knows."""

    pattern: Exact
    known: list[str]
    weight: float
    plain: Sentence


class Dense(Strict):
    """From which weighted share on, and with how many different terms, a text is dense."""

    share: float
    terms: int


class JargonWords(WithPatterns):
    """The file `jargon.yaml`."""

    per_characters: int
    dense: Dense
    later_share: float
    shortest: int
    explained: Pattern
    explains: str
    terms: list[Terms]
    figures: Figures
    acronyms: Acronyms


class AddressWords(WithPatterns):
    """Ways of addressing readers."""

    zh: list[str]
    en: list[str]
    common: list[str]
    other: Pattern
    """Where the same characters are part of another word."""

    @property
    def forms(self) -> re.Pattern[str]:
        """Any of them in lower case, the longest first; those in Latin script as whole words."""
        forms = sorted((*self.zh, *self.en), key=len, reverse=True)
        spelled = [rf"(?<![a-z]){re.escape(f.lower())}(?![a-z])" if f.isascii() else re.escape(f) for f in forms]
        return re.compile("|".join(spelled))


class Particles(Strict):
    """Particles at the end of a clause."""

    zh: list[str]
    plain: list[str]
    after: str

    @property
    def forms(self) -> re.Pattern[str]:
        """Any of them at the end of a clause."""
        return re.compile(f"[{''.join(self.zh)}]{self.after}")


class PersonaFeatures(WithPatterns):
    """The file `persona.yaml`."""

    weights: dict[Literal["rhythm", "address", "particles", "emoji", "exclamation", "pet_words"], float]
    far: float
    shortest: int
    rhythm_ratio: float
    rhythm_sentence: float
    exclamation_share: float
    address: AddressWords
    particles: Particles
    pet_word_times: int


class StepPatterns(WithPatterns):
    """The file `steps.yaml`."""

    hard_close: Pattern
    not_close: Pattern
    question: Pattern
    proof_words: Pattern
    relief: Pattern
    next_steps: list[Pattern]
    not_asked: Pattern
    too_many_next: int


class Shape(WithPatterns):
    """A layout that gives a machine away; some are only odd in a chat."""

    id: str
    in_chat: bool
    pattern: Pattern


class DensePhrases(Strict):
    """How many stock phrases within how many characters are too many."""

    phrases: int
    per_characters: int


class MachineShapes(WithPatterns):
    """The file `machine.yaml`."""

    dense: DensePhrases
    shapes: list[Shape]
    chat_channels: list[Channel]
    every_line_emoji: int
    emoji: Exact


class FieldLimit(WithPatterns):
    """What fits into one field of a channel, such as a link's title; `unit` is how the platform counts."""

    channel: Channel
    field: str
    name: Sentence
    limit: int
    unit: Literal["characters", "bytes", "width"]
    kind: Literal["hard", "soft"]
    least: int = 0
    only: Exact | None = None
    source: str


class Counting(Strict):
    """The part of `channels.yaml` beside the channels: fields, and what units are called."""

    fields: list[FieldLimit]
    units: dict[str, Sentence]


class FormMarks(WithPatterns):
    """The file `form_marks.yaml`."""

    hole: Pattern
    request: Pattern
    option: Pattern
    speech: dict[Language, float]
    """Characters spoken in a second."""


class VoiceBook(WithPatterns):
    """Everything the checks of voice, step and form know."""

    notices: dict[str, Notice]
    jargon: JargonWords
    persona: PersonaFeatures
    steps: StepPatterns
    machine: MachineShapes
    counting: Counting
    marks: FormMarks


@cache
def load_voice_rules() -> VoiceBook:
    """Read and check the packaged files. Raises `RulesInvalid`."""
    notices = [_checked(Notice, n, "notices.yaml") for n in _yaml("voice/notices.yaml")["notices"]]
    channels = _yaml("channels.yaml")
    return VoiceBook(
        notices={n.id: n for n in notices},
        jargon=_checked(JargonWords, _yaml("voice/jargon.yaml"), "jargon.yaml"),
        persona=_checked(PersonaFeatures, _yaml("voice/persona.yaml"), "persona.yaml"),
        steps=_checked(StepPatterns, _yaml("voice/steps.yaml"), "steps.yaml"),
        machine=_checked(MachineShapes, _yaml("voice/machine.yaml"), "machine.yaml"),
        counting=_checked(Counting, {k: channels[k] for k in ("fields", "units")}, "channels.yaml"),
        marks=_checked(FormMarks, _yaml("voice/form_marks.yaml"), "form_marks.yaml"),
    )


def field_limits(channel: Channel) -> Mapping[str, FieldLimit]:
    """The fields of `channel` that have a limit of their own, by name, in the file's order."""
    return {f.field: f for f in load_voice_rules().counting.fields if f.channel is channel}


@cache
def rules_version() -> str:
    """Which rules a check was made by: the hash of every packaged rule file, 12 hex digits."""
    digest = hashlib.sha256()
    for name, file in sorted(_rule_files(files(__package__) / "rules"), key=lambda pair: pair[0]):
        digest.update(name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _rule_files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _rule_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{prefix}{entry.name}", entry


def _yaml(name: str) -> Any:
    return read_yaml((files(__package__) / "rules" / name).read_text("utf-8"))


def _checked(schema: type[Read], data: Any, name: str) -> Read:
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        raise RulesInvalid(f"{name}: {error}", file=name, detail=str(error)) from error
