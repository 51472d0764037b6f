"""All prompts of a folder, checked when loaded: one file for each task and the parts they share."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from copilot.domain.calendar import Purpose
from copilot.domain.channel import Channel
from copilot.domain.draft import Angle, Brief, PromptMark, Task
from copilot.domain.language import Language
from copilot.ports import ChatMessage
from copilot.writing.lines import Lines
from copilot.writing.prompt_files import (
    PLACEHOLDER,
    Advice,
    ChannelsFile,
    IdeasFile,
    InBoth,
    LadderFile,
    LinesFile,
    MessageTemplate,
    PromptFile,
    PurposeEntry,
    PurposesFile,
    invalid,
    read_prompt_file,
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One task's prompt and the mark of the texts written with it."""

    file: PromptFile
    mark: PromptMark

    def fill(self, language: Language, values: Mapping[str, str]) -> tuple[ChatMessage, ...]:
        """The messages with their placeholders filled, without those that come out empty. Raises `PromptInvalid` when a declared input is missing."""
        if missing := [i for i in self.file.inputs if i not in values]:
            raise invalid(self.file.id, f"missing input: {', '.join(missing)}")
        templates: tuple[MessageTemplate, ...] = getattr(self.file.messages, language.value)
        messages = (ChatMessage(t.role, _tidy(_substitute(t.content, values))) for t in templates)
        return tuple(m for m in messages if m.content)


@dataclass(frozen=True, slots=True)
class PromptBook:
    """The prompts by task, and the parts they are filled from."""

    prompts: Mapping[Task, Prompt]
    ladder: LadderFile
    ideas: IdeasFile
    channels: Mapping[Channel, InBoth]
    lines: LinesFile
    purposes: Mapping[Purpose, PurposeEntry]

    @classmethod
    def load(cls, folder: Path) -> "PromptBook":
        """Read `<task>.yaml` for every task and `parts/*.yaml`. Raises `PromptInvalid` naming file and fault.

        A prompt's fingerprint covers its file and the parts, as a change of either changes what is sent.
        """
        parts = folder / "parts"
        ladder, ladder_bytes = read_prompt_file(parts / "ladder.yaml", LadderFile)
        ideas, ideas_bytes = read_prompt_file(parts / "ideas.yaml", IdeasFile)
        channels, channels_bytes = read_prompt_file(parts / "channels.yaml", ChannelsFile)
        lines, lines_bytes = read_prompt_file(parts / "lines.yaml", LinesFile)
        purposes, purposes_bytes = read_prompt_file(parts / "purposes.yaml", PurposesFile)
        Lines(lines, Language.ZH).check()
        shared = ladder_bytes + ideas_bytes + channels_bytes + lines_bytes + purposes_bytes
        prompts = {task: load_prompt(folder / f"{task.value}.yaml", task.value, shared) for task in Task}
        return cls(prompts, ladder, ideas, channels.root, lines, purposes.root)

    def advice(self, brief: Brief) -> Advice:
        """What the brief's step, or its node where it has none, must and must not do."""
        entry = self.ladder.steps[brief.step] if brief.step else self.ladder.nodes[brief.node]
        advice: Advice = getattr(entry, brief.language.value)
        return advice


@cache
def angles_serving(folder: Path) -> Mapping[Purpose, tuple[Angle, ...]]:
    """From which angles texts of the calendar can be written, by purpose, the usual one first. Raises `PromptInvalid`."""
    purposes, _ = read_prompt_file(folder / "parts" / "purposes.yaml", PurposesFile)
    return {purpose: entry.serving for purpose, entry in purposes.root.items()}


def load_prompt(path: Path, id_: str, shared: bytes = b"") -> Prompt:
    """The prompt in `path`, called `id_`; `shared` is what else goes into its text. Raises `PromptInvalid`."""
    file, content = read_prompt_file(path, PromptFile)
    if file.id != id_:
        raise invalid(path.name, f"id is {file.id!r}, expected {id_!r}")
    fingerprint = sha256(content + shared).hexdigest()[:16]
    return Prompt(file, PromptMark(file.id, file.version, fingerprint))


def _substitute(template: str, values: Mapping[str, str]) -> str:
    """Fill in one pass, so that braces inside the values stay as they are."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], template)


def _tidy(text: str) -> str:
    """Without the empty lines that inputs without data leave behind."""
    kept: list[str] = []
    for line in text.splitlines():
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()
