"""What came of writing a set of briefs: each case with its texts and measures, and what two such runs differ in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Flagged:
    """A finding as a run keeps it."""

    rule: str
    kind: str
    severity: str
    quote: str
    message: str


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One text of a case. `text` keeps its `[n]` marks; the rest is about what goes out."""

    text: str
    idea: str = ""
    findings: tuple[Flagged, ...] = ()
    loose_numbers: tuple[str, ...] = ()
    """Figures that stand in no evidence and have no finding."""
    wrong_citations: tuple[str, ...] = ()
    """What was said before a mark whose source does not say it."""
    cliches: tuple[str, ...] = ()
    taken_for: str = ""
    """The persona whose samples this text is most like; "" where nobody in particular was to speak."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One brief and what came of it. `measures` are named as in `evaluation/measures.yaml`; a missing one could not be
    taken (no citation to judge, no persona)."""

    id: str
    brand: str
    language: str
    task: str
    form: str = ""
    channel: str = ""
    node: str = ""
    step: str = ""
    product: str = ""
    persona: str = ""
    topic: str = ""
    asked: str = ""
    """What the customer said last, masked."""
    texts: tuple[WrittenText, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    model: str = ""
    prompt: str = ""
    notices: tuple[str, ...] = ()
    taken_for: str = ""
    """As of a text, of all texts of the draft together."""
    error: str = ""
    """The code of what went wrong, where nothing was written."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DraftRun:
    """All cases of one run, with what can only be said of them together."""

    model: str
    started_at: str
    seconds: float
    cases: tuple[CaseResult, ...]
    totals: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    """The same measures by task, form, language: `groups[by][value][measure]`."""
    findings: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Findings of each kind by severity."""
    openings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Openings that several drafts have, with the cases."""
    personas: Mapping[str, "Telling"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Telling:
    """How well a brand's personas are told apart."""

    samples_told: float | None
    """Share of the samples whose writer is named by a classifier trained on the others: what it can do at best."""
    confusion: Mapping[str, Mapping[str, int]]
    """`confusion[who should speak][who was heard]` counts drafts."""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure of one case in two runs; `verdict` is `better`, `worse` or `same`."""

    case: str
    measure: str
    before: float
    now: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs case by case. `counts[measure]` says how many cases are better, worse and the same."""

    cases: int
    counts: Mapping[str, Mapping[str, int]]
    totals: tuple[Change, ...]
    changes: tuple[Change, ...]
    """Those that are not the same, the most telling measures first."""
    only_before: tuple[str, ...] = ()
    only_now: tuple[str, ...] = ()
