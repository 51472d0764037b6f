"""How well a reader tells where customers stand, measured on labelled cases."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from copilot.conversation import detect_language, mask_conversation
from copilot.domain.brand import Brand
from copilot.domain.conversation import Conversation, Reading, Speaker, Turn
from copilot.domain.ladder import Step
from copilot.errors import UnreadableFile
from copilot.workflows.refine import Refining

OUTSIDE = "-"
"""The step of a case outside `convert`."""


class ReadsChats(Protocol):
    """Anything that reads a conversation."""

    def read(self, conversation: Conversation) -> Reading:
        """Where the customer stands now."""


class CaseTurn(BaseModel):
    """A turn before the one that is judged."""

    model_config = ConfigDict(extra="ignore")

    role: Literal["customer", "rep", "agent", "user", "assistant"]
    text: str


class ReadingCase(BaseModel):
    """A customer's turn with what came before and where an annotator saw it stand."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    context: tuple[CaseTurn, ...] = ()
    text: str
    node: str
    step: str = OUTSIDE

    @property
    def label(self) -> str:
        """`convert/trust`, `service/-`, …"""
        return f"{self.node}/{self.step or OUTSIDE}"

    @property
    def conversation(self) -> Conversation:
        """The context and, last, the turn to be judged."""
        before = (
            Turn(Speaker.CUSTOMER if t.role in ("customer", "user") else Speaker.REP, t.text) for t in self.context
        )
        return Conversation((*before, Turn(Speaker.CUSTOMER, self.text)))


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """Shares are in 0..1. `confusion[gold][read]` counts cases; `wrong` lists the cases read otherwise."""

    cases: int
    accuracy: float
    """Node and step both as labelled."""
    node_accuracy: float
    macro_f1: float
    """Over the steps that occur among the labels."""
    f1: dict[str, float]
    confusion: dict[str, dict[str, int]]
    p50_ms: float
    p95_ms: float
    wrong: tuple[dict[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values for `--json`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class RefinedReader:
    """A reader whose unsure readings a model looks at."""

    reader: ReadsChats
    refining: Refining

    def read(self, conversation: Conversation) -> Reading:
        """As the product reads where a model is configured: what goes out is masked."""
        masked = mask_conversation(conversation, Brand(id="eval", name="eval")).conversation
        self.refining.outage.rest_is_over()  # a case is measured with help, or counted as missed
        return self.refining.refine(self.reader.read(masked), masked, detect_language(masked))


def evaluate_reading(folder: Path, reader: ReadsChats) -> ReadingReport:
    """Read every case of `folder/cases.jsonl`; the first is read once before, so that loading is not timed.

    Raises `UnreadableFile` when the file is missing or a line is not a case.
    """
    cases = load_cases(folder / "cases.jsonl")
    reader.read(cases[0].conversation)
    read: list[str] = []
    spent_ms: list[float] = []
    for case in cases:
        start = perf_counter()
        reading = reader.read(case.conversation)
        spent_ms.append((perf_counter() - start) * 1000)
        read.append(f"{reading.stand}/{reading.step or OUTSIDE}")
    return _report(cases, read, spent_ms)


def load_cases(path: Path) -> list[ReadingCase]:
    """The cases of a JSON-lines file, at least one. Raises `UnreadableFile`."""
    if not path.is_file():
        raise UnreadableFile(str(path), "file_missing")
    try:
        cases = [
            ReadingCase.model_validate(json.loads(line))
            for line in path.read_text("utf-8").splitlines()
            if line.strip()
        ]
    except (ValueError, ValidationError) as error:
        raise UnreadableFile(str(path), "file_broken", str(error).splitlines()[0]) from error
    if not cases:
        raise UnreadableFile(str(path), "file_empty")
    return cases


def _report(cases: Sequence[ReadingCase], read: Sequence[str], spent_ms: Sequence[float]) -> ReadingReport:
    gold = [case.label for case in cases]
    pairs = Counter(zip(gold, read, strict=True))
    f1 = {step: _f1(f"convert/{step}", pairs) for step in Step if any(g == f"convert/{step}" for g in gold)}
    confusion: dict[str, dict[str, int]] = {}
    for (was, told), count in sorted(pairs.items()):
        confusion.setdefault(was, {})[told] = count
    return ReadingReport(
        cases=len(cases),
        accuracy=round(sum(g == r for g, r in zip(gold, read, strict=True)) / len(cases), 4),
        node_accuracy=round(
            sum(g.split("/")[0] == r.split("/")[0] for g, r in zip(gold, read, strict=True)) / len(cases), 4
        ),
        macro_f1=round(sum(f1.values()) / len(f1), 4) if f1 else 0.0,
        f1={str(step): round(value, 4) for step, value in f1.items()},
        confusion=confusion,
        p50_ms=round(median(spent_ms), 3),
        p95_ms=round(sorted(spent_ms)[int(len(spent_ms) * 0.95)], 3),
        wrong=tuple(
            {"id": case.id, "text": case.text, "gold": case.label, "read": told}
            for case, told in zip(cases, read, strict=True)
            if told != case.label
        ),
    )


def _f1(label: str, pairs: "Counter[tuple[str, str]]") -> float:
    hits = pairs[label, label]
    labelled = sum(count for (was, _), count in pairs.items() if was == label)
    told = sum(count for (_, read), count in pairs.items() if read == label)
    return 2 * hits / (labelled + told) if labelled + told else 0.0
