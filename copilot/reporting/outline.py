"""What a check report says, before it is put into a kind of file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from copilot.domain.draft import Severity
from copilot.domain.held_against import HeldAgainst
from copilot.domain.segments import WORST_FIRST, segments
from copilot.domain.waiver import Judged, Waiver, standing
from copilot.workflows.check import Checked


class Say(Protocol):
    """Gives a sentence of the locale files with its places filled."""

    def __call__(self, key: str, **facts: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Row:
    """A value and what it is."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text; with a severity where something is wrong with it, and the number of the entry that says
    what."""

    text: str
    severity: Severity | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding. `waived` where it was let pass."""

    number: int
    severity: Severity
    word: str
    quote: str
    rows: tuple[Row, ...]
    waived: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The report in order. `entries` are numbered by their place in the text."""

    title: str
    head: tuple[Row, ...]
    text_title: str
    pieces: tuple[Piece, ...]
    findings_title: str
    entries: tuple[Entry, ...]
    nothing: str
    exempted_title: str
    exempted: tuple[Row, ...]
    foot: str


def outline(text: str, checked: Checked, say: Say, moments: Mapping[int, str]) -> Outline:
    """The report of a check. `moments` are the times of waivers in the reader's words."""
    ordered = sorted(checked.judged, key=lambda j: (j.finding.start, j.finding.end))
    number_of = {id(j.finding): n for n, j in enumerate(ordered, start=1)}
    pieces = tuple(
        Piece(text[s.start : s.end], s.worst.severity, number_of[id(s.worst)])
        if s.worst
        else Piece(text[s.start : s.end])
        for s in segments(text, standing(ordered))
    )
    return Outline(
        title=say("report.title"),
        head=_head(checked, say),
        text_title=say("report.text"),
        pieces=pieces,
        findings_title=say("report.findings"),
        entries=tuple(_entry(n, judged, say, moments) for n, judged in enumerate(ordered, start=1)),
        nothing=say("report.none"),
        exempted_title=say("report.exempted"),
        exempted=tuple(Row(e.quote, e.basis) for e in checked.exempted),
        foot=say("report.foot"),
    )


def _head(checked: Checked, say: Say) -> tuple[Row, ...]:
    left = standing(checked.judged)
    counts = [(s, sum(f.severity is s for f in left)) for s in WORST_FIRST]
    told = [say(f"check.verdicts.{checked.verdict}")]
    told += [say("check.count", what=say(f"severities.{s}"), count=n) for s, n in counts if n]
    verdict = Row(say("report.verdict"), "　".join(told))
    return (verdict, *(_stood_on(checked.against, say) if checked.against else ()))


def _stood_on(against: HeldAgainst, say: Say) -> tuple[Row, ...]:
    documents = "\n".join(say("report.version", name=d.name, version=d.version) for d in against.documents)
    rows = (
        Row(say("report.brand"), against.brand),
        Row(say("report.category"), say(f"categories.{against.category}")),
        Row(say("report.channel"), say(f"channels.{against.channel}")),
        Row(say("report.product"), against.product or say("report.any_product")),
        Row(say("report.day"), against.at.isoformat()),
        Row(say("report.rules"), against.rules),
        Row(say("report.facts"), say("report.facts_of", facts=against.facts, passages=against.passages)),
        Row(say("report.documents"), documents),
    )
    return tuple(row for row in rows if row.value)


def _entry(number: int, judged: Judged, say: Say, moments: Mapping[int, str]) -> Entry:
    finding, waiver = judged.finding, judged.waiver
    replacement = say("report.left_out") if finding.replacement == "" else finding.replacement or ""
    rows = (
        Row(say("report.why"), finding.message),
        Row(say("report.basis"), finding.basis),
        Row(say("report.suggestion"), finding.suggestion),
        Row(say("report.replacement"), replacement),
        Row(say("report.rule"), finding.rule),
        Row(say("report.waived"), _decision(waiver, say, moments) if waiver else ""),
    )
    word = say(f"severities.{finding.severity}")
    return Entry(number, finding.severity, word, finding.quote, tuple(r for r in rows if r.value), waiver is not None)


def _decision(waiver: Waiver, say: Say, moments: Mapping[int, str]) -> str:
    at = moments.get(waiver.id) or f"{waiver.at:%Y-%m-%d %H:%M} UTC"
    return say("report.waived_by", why=waiver.why, by=waiver.by or say("report.nobody"), at=at)
