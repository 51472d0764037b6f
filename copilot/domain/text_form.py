"""Forms of texts: what parts a text of that kind has, how long they are, what it may stand on and what it must not do."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from copilot.domain.calendar import Purpose
from copilot.domain.channel import Channel, ChannelForm
from copilot.domain.evidence import Role
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language


@dataclass(frozen=True, slots=True)
class InBoth:
    """The same words in both languages."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """The words in `language`."""
        return self.zh if language is Language.ZH else self.en


class Measure(StrEnum):
    """What a limit counts."""

    CHARACTERS = "characters"
    BYTES = "bytes"
    """Of UTF-8, as the platform's interfaces count."""


class Clock(StrEnum):
    """What the parts of a spoken form are timed in."""

    SECONDS = "seconds"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class FormLimit:
    """How much fits. `hard`: the platform refuses or cuts what is longer; else a rule of thumb. `source` says where it
    was read."""

    most: int
    hard: bool
    source: str
    measure: Measure = Measure.CHARACTERS
    least: int = 0
    channels: tuple[Channel, ...] = ()
    """Where it holds; empty: everywhere."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form. A labelled part stands under its name in the text (`标题：…`); it may come several times."""

    id: str
    name: InBoth
    does: InBoth
    required: bool = True
    labelled: bool = False
    least: int = 1
    most: int = 1
    """How often it comes, where it is there at all."""
    takes: int = 0
    """Seconds or minutes, once."""
    characters: int = 0
    """About how long it is, once, in Chinese characters; 0 leaves it open."""
    limits: tuple[FormLimit, ...] = ()
    lines: tuple[InBoth, ...] = ()
    """Names of the lines within it (`画面：`, `台词：`), all of them wanted; the last is what is said aloud."""
    options: int = 0
    """How many answers to choose from stand under it at least (`A. …`)."""
    sign: str = ""
    """A pattern by which an unlabelled part is known in a text, in both languages."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a form has to know. What the knowledge does not have becomes a gap, never an invention."""

    id: str
    name: InBoth
    roles: tuple[Role, ...] = ()
    look_for: InBoth | None = None
    """What to search the knowledge for; None: only the person who asks for the text can know it."""
    known_by: str = ""
    """A pattern that what was found has to hold."""
    told_by: str = ""
    """A pattern by which it is found in the topic a person typed; what its group `it` holds is taken as it is."""
    required: bool = True
    by_live: bool = False
    """Whether the calendar tells it, where it knows of a live stream."""

    def told_in(self, words: str) -> str:
        """What a person's words say of it; "" where they say nothing."""
        found = re.search(self.told_by, words, re.IGNORECASE) if self.told_by else None
        return next((g.strip() for g in found.groupdict().values() if g), "") if found else ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody came from whom a text welcomes."""

    id: str
    title: InBoth
    does: InBoth


@dataclass(frozen=True)
class TextForm:
    """A kind of text. `target` and `soft` are Chinese characters of the whole; 0 leaves them to the channel."""

    id: str
    title: InBoth
    channels: tuple[Channel, ...]
    """Where it is at home, the most usual first."""
    node: Node
    does: InBoth
    parts: tuple[Part, ...]
    must: tuple[InBoth, ...]
    must_not: tuple[InBoth, ...]
    step: Step | None = None
    variants: int = 3
    target: int = 0
    soft: int = 0
    limits: tuple[FormLimit, ...] = ()
    clock: Clock | None = None
    lasts: int = 0
    """Seconds or minutes of the whole."""
    sent: bool = True
    """Whether the text itself goes out; a script or a rundown is for the person who speaks."""
    needs: tuple[Need, ...] = ()
    origins: tuple[Origin, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    """Items of the calendar that are written in it, where it is at home on their channel."""
    origin: str = ""
    """The one of `origins` this text is for; "" where nobody said."""

    @property
    def laid_out(self) -> bool:
        """Whether parts stand under their names."""
        return any(part.labelled for part in self.parts)

    def coming_from(self, origin: str) -> "TextForm":
        """The form for somebody who came from there. Raises `KeyError` for no such origin."""
        if origin and origin not in {o.id for o in self.origins}:
            raise KeyError(origin)
        return replace(self, origin=origin)

    def within(self, channel: ChannelForm) -> ChannelForm:
        """What fits on the channel for a text of this form; call it before `ChannelForm.in_language`."""
        fitted = replace(
            channel,
            target_characters=self.target or channel.target_characters,
            soft_characters=self.soft or channel.soft_characters,
            soft_lines=None if self.laid_out else channel.soft_lines,
        )
        if not self.sent:
            return replace(fitted, hard_characters=None, hard_bytes=None, fold_characters=None, fold_lines=None)
        return replace(
            fitted,
            hard_characters=self._least(Measure.CHARACTERS, channel.channel, fitted.hard_characters),
            hard_bytes=self._least(Measure.BYTES, channel.channel, fitted.hard_bytes),
        )

    def _least(self, measure: Measure, channel: Channel, known: int | None) -> int | None:
        """The narrowest hard limit of that measure on the channel, `known` among them."""
        own = [m.most for m in self.limits if m.hard and m.measure is measure and channel in (m.channels or (channel,))]
        return min([*own, *([known] if known else [])], default=None)

    def part(self, part_id: str) -> Part | None:
        """The part called so, or None."""
        return next((p for p in self.parts if p.id == part_id), None)

    def parts_in(self, text: str) -> tuple["PartFound", ...]:
        """The labelled parts that stand in `text`, in the order they come; each reaches to the next one's name."""
        names = {name.casefold(): p.id for p in self.parts if p.labelled for name in (p.name.zh, p.name.en)}
        if not names:
            return ()
        if not (marks := list(self._labels.finditer(text))):
            return ()
        ends = [m.start() for m in marks[1:]] + [len(text)]
        return tuple(
            PartFound(
                names[m["name"].casefold()], int(m["n"] or 1), int(m["takes"] or 0), m.start("name"), m.end(), end
            )
            for m, end in zip(marks, ends, strict=True)
        )

    def names_in(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where names stand in `text`, of parts with what is before them on their line, and of lines within parts."""
        found = self.parts_in(text)
        lines = {n for p in self.parts for line in p.lines for n in (line.zh, line.en)}
        within = (
            re.finditer(rf"^[ \t]*(?:{'|'.join(map(re.escape, lines))})[:：][ \t]*", text, re.M | re.I) if lines else ()
        )
        return (*((text.rfind("\n", 0, at.start) + 1, at.body) for at in found), *(m.span() for m in within))

    @cached_property
    def _labels(self) -> re.Pattern[str]:
        """The name of a part at the start of a line, as in `镜头 2（8 秒）：` or `20:05 Demo (10 min):`."""
        names = sorted({n for p in self.parts if p.labelled for n in (p.name.zh, p.name.en)}, key=len, reverse=True)
        return re.compile(
            r"^[ \t*#>-]*(?:\d{1,2}:\d{2}[ \t]*(?:[-–~][ \t]*\d{1,2}:\d{2})?[ \t]*)?"
            rf"(?P<name>{'|'.join(map(re.escape, names))})[ \t]*(?P<n>\d{{0,2}})[ \t]*"
            r"(?:[（(][ \t]*(?P<takes>\d{1,3})[ \t]*(?:秒|分钟|s|sec|seconds|min|minutes)[ \t]*[）)])?[ \t*]*[:：][ \t*]*",
            re.MULTILINE | re.IGNORECASE,
        )


@dataclass(frozen=True, slots=True)
class PartFound:
    """A labelled part in a text: its name stands from `start` to `body`, what it says from `body` to `end`."""

    id: str
    number: int
    takes: int
    """As the text says; 0 where it does not."""
    start: int
    body: int
    end: int

    def says(self, text: str) -> str:
        """What the part says."""
        return text[self.body : self.end].strip()
