"""Measures checking on a folder of cases: what it finds of what was planted, and how often it cries wolf."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from copilot.domain.brand import Brand, Category, Product
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding, Severity
from copilot.domain.language import Language
from copilot.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Planted:
    """A violation that a case is known to hold. An empty quote stands for the whole text."""

    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class CheckCase:
    """One text of `cases.jsonl`. `brand` is its id; `card` is set when the case brought the brand itself."""

    id: str
    brand: str
    channel: Channel
    text: str
    violations: tuple[Planted, ...]
    product: str | None = None
    at: date | None = None
    card: Brand | None = None


@dataclass(frozen=True, slots=True)
class KindMeasure:
    """How one kind did: planted violations, those found at their place, and alarms in clean texts."""

    planted: int
    found: int
    false_alarms: int

    @property
    def recall(self) -> float | None:
        """Share of the planted that were found; None when none were planted."""
        return self.found / self.planted if self.planted else None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The measures. Clean texts are those without a violation; shares are in 0..1."""

    cases: int
    clean: int
    kinds: dict[str, KindMeasure]
    clean_with_block: float
    clean_with_warn: float
    """Share of clean texts whose worst finding is a warning."""
    missed: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    """(case, kind, quote) of what was not found."""
    alarms: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    """(case, rule, quote) of what was found in clean texts."""

    @property
    def recall(self) -> float | None:
        """Share of all planted violations that were found."""
        planted = sum(k.planted for k in self.kinds.values())
        return sum(k.found for k in self.kinds.values()) / planted if planted else None

    def as_json(self) -> dict[str, Any]:
        """The measures as one JSON object."""
        return {
            "cases": self.cases,
            "clean": self.clean,
            "recall": self.recall,
            "clean_with_block": self.clean_with_block,
            "clean_with_warn": self.clean_with_warn,
            "kinds": {kind: {**asdict(measure), "recall": measure.recall} for kind, measure in self.kinds.items()},
            "missed": [{"case": case, "kind": kind, "quote": quote} for case, kind, quote in self.missed],
            "alarms": [{"case": case, "rule": rule, "quote": quote} for case, rule, quote in self.alarms],
        }


Check = Callable[[CheckCase], Iterable[Finding]]


def evaluate_checks(folder: Path, check: Check) -> CheckReport:
    """Run `check` over `folder/cases.jsonl`. A violation counts as found when a finding of its kind overlaps its quote.

    Raises `InvalidInput` when the file is missing or a line breaks the schema.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    missed: list[tuple[str, str, str]] = []
    alarms: list[tuple[str, str, str]] = []
    worst: list[Severity | None] = []
    total = 0
    for case in read_cases(folder):
        total += 1
        findings = tuple(check(case))
        for planted in case.violations:
            found = any(_matches(f, planted, case.text) for f in findings)
            counts[planted.kind][0] += 1
            counts[planted.kind][1] += found
            if not found:
                missed.append((case.id, planted.kind, planted.quote))
        if not case.violations:
            loud = [f for f in findings if f.severity is not Severity.NOTE]
            worst.append(_worst(loud))
            for finding in loud:
                counts[finding.kind][2] += 1
                alarms.append((case.id, finding.rule, finding.quote))
    return CheckReport(
        cases=total,
        clean=len(worst),
        kinds={kind: KindMeasure(*numbers) for kind, numbers in sorted(counts.items())},
        clean_with_block=_share(worst, Severity.BLOCK),
        clean_with_warn=_share(worst, Severity.WARN),
        missed=tuple(missed),
        alarms=tuple(alarms),
    )


def read_cases(folder: Path) -> Iterator[CheckCase]:
    """The cases of `folder/cases.jsonl`, in order."""
    file = folder / "cases.jsonl"
    if not file.is_file():
        raise InvalidInput(f"{file} does not exist", code="cases_missing", path=str(file))
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield _case(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise InvalidInput(
                    f"{file}:{number}: {error!r}", code="cases_broken", path=str(file), line=number, detail=str(error)
                ) from error


def _case(row: dict[str, Any]) -> CheckCase:
    brand = row.get("brand", "")
    card = _card(brand) if isinstance(brand, dict) else None
    return CheckCase(
        id=str(row["id"]),
        brand=card.id if card else str(brand),
        channel=Channel(row.get("channel", Channel.GROUP)),
        text=row["text"],
        violations=tuple(Planted(v["kind"], v.get("quote", "")) for v in row.get("violations", ())),
        product=row.get("product"),
        at=date.fromisoformat(row["at"]) if row.get("at") else None,
        card=card,
    )


def _card(row: dict[str, Any]) -> Brand:
    products = tuple(
        Product(p, ()) if isinstance(p, str) else Product(p["name"], tuple(p.get("aliases", ())))
        for p in row.get("products", ())
    )
    return Brand(
        id=str(row.get("id") or row["name"]),
        name=str(row.get("name") or row["id"]),
        category=Category(row.get("category", Category.GENERAL)),
        language=Language(row.get("language", Language.ZH)),
        products=products,
        contacts=tuple(row.get("contacts", ())),
    )


def _matches(finding: Finding, planted: Planted, text: str) -> bool:
    if finding.kind != planted.kind:
        return False
    if not planted.quote:
        return True
    start = text.find(planted.quote)
    while start >= 0:
        if finding.start < start + len(planted.quote) and start < finding.end:
            return True
        start = text.find(planted.quote, start + 1)
    return False


def _worst(findings: list[Finding]) -> Severity | None:
    severities = {f.severity for f in findings}
    return next((s for s in (Severity.BLOCK, Severity.WARN) if s in severities), None)


def _share(worst: list[Severity | None], severity: Severity) -> float:
    return sum(w is severity for w in worst) / len(worst) if worst else 0.0
