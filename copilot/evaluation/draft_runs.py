"""Runs as files, and two of them held against each other case by case."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from copilot.domain.draft_bench import CaseResult, Change, Comparison, DraftRun
from copilot.errors import InvalidInput
from copilot.yaml_text import read_yaml

LEAST = 1e-9


class Measure(BaseModel):
    """Which way of a measure is good, what counts as a change of one case, and what is asked of a whole run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    better: Literal["more", "less", "neither"]
    step: float = 0.0
    wanted: float | None = None

    def verdict(self, before: float, now: float, *, whole: bool = False) -> str:
        """`better`, `worse` or `same`; of a `whole` run any difference counts."""
        gained = now - before if self.better == "more" else before - now
        if self.better == "neither" or abs(gained) <= (LEAST if whole else self.step + LEAST):
            return "same"
        return "better" if gained > 0 else "worse"

    def met(self, value: float) -> bool | None:
        """Whether a run's figure is what is asked for; None where nothing is."""
        if self.wanted is None:
            return None
        return value >= self.wanted if self.better == "more" else value <= self.wanted


@cache
def load_measures() -> Mapping[str, Measure]:
    """The measures in the order they are told."""
    loaded = read_yaml((files(__package__) / "measures.yaml").read_text("utf-8"))
    return {name: Measure.model_validate(entry) for name, entry in loaded["measures"].items()}


def run_as_json(run: DraftRun) -> dict[str, Any]:
    """The run as one JSON object, with what is asked of it: `wanted: {measure: {wanted, got, met}}`."""
    measures = load_measures()
    wanted = {
        name: {"wanted": m.wanted, "got": run.totals[name], "met": m.met(run.totals[name])}
        for name, m in measures.items()
        if m.wanted is not None and name in run.totals
    }
    failed = [{"case": c.id, "code": c.error, "detail": c.detail} for c in run.cases if c.error]
    return {**asdict(run), "count": len(run.cases), "failed": failed, "wanted": wanted}


def load_run(path: Path) -> DraftRun:
    """A run that was saved. Raises `InvalidInput` for a file that is none."""
    try:
        return TypeAdapter(DraftRun).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        detail = str(error).splitlines()[0]
        raise InvalidInput(
            f"{path} is no saved run: {detail}", code="run_broken", path=str(path), detail=detail
        ) from error


def compare_runs(before: DraftRun, now: DraftRun) -> Comparison:
    """The cases that both runs wrote, measure by measure; a case that one could not write is worse or better `parsed`."""
    earlier, later = ({c.id: c for c in run.cases} for run in (before, now))
    both = [id_ for id_ in later if id_ in earlier]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    changes: list[Change] = []
    for id_ in both:
        for change in _changes(id_, _figures(earlier[id_]), _figures(later[id_])):
            counts[change.measure][change.verdict] += 1
            if change.verdict != "same":
                changes.append(change)
    order = list(load_measures())
    return Comparison(
        cases=len(both),
        counts={name: dict(counts[name]) for name in order if name in counts},
        totals=tuple(_changes("", before.totals, now.totals, whole=True)),
        changes=tuple(sorted(changes, key=lambda c: (order.index(c.measure), c.verdict != "worse"))),
        only_before=tuple(id_ for id_ in earlier if id_ not in later),
        only_now=tuple(id_ for id_ in later if id_ not in earlier),
    )


def _figures(case: CaseResult) -> Mapping[str, float]:
    return {"parsed": 0.0} if case.error else case.measures


def _changes(id_: str, before: Mapping[str, float], now: Mapping[str, float], *, whole: bool = False) -> list[Change]:
    return [
        Change(id_, name, before[name], now[name], measure.verdict(before[name], now[name], whole=whole))
        for name, measure in load_measures().items()
        if name in before and name in now
    ]
