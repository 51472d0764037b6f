"""A run of the draft bench as one web page that needs nothing else: the texts of each brief side by side, and those of
an earlier run below them. Everything that was written by people or models is escaped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from copilot.domain.draft_bench import CaseResult, Comparison, DraftRun, WrittenText
from copilot.domain.language import Language
from copilot.reporting.html_report import LANGUAGES, POLICY
from copilot.reporting.outline import Say

CASE_MEASURES = (
    "within_soft", "form_kept", "citations_right", "persona_told", "persona_distance", "likeness", "longest_run", "cliches",
    "flesch", "clause_characters", "prompt_tokens", "answer_tokens", "seconds",
)  # fmt: skip
WORST_FIRST = ("block", "warn", "note")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A run before, and what is different now."""

    run: DraftRun
    comparison: Comparison


def draft_page(
    run: DraftRun, wanted: Mapping[str, Mapping[str, Any]], earlier: Earlier | None, say: Say, language: Language
) -> bytes:
    """The page, UTF-8. `wanted` is of each measure that a figure is asked for: `{wanted, got, met}`."""
    title = _text(say("draft_bench.title", model=run.model))
    before = {case.id: case for case in earlier.run.cases} if earlier else {}
    body = [
        f"<h1>{title}</h1>",
        f"<p>{_text(_headline(run, say))}</p>",
        _totals(run, wanted, earlier, say),
        _openings(run, say),
        *(_case(case, before.get(case.id), say) for case in run.cases),
    ]
    head = (
        f'<!doctype html>\n<html lang="{LANGUAGES[language]}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_style()}</style></head><body>\n"
    )
    return (head + "\n".join(body) + "\n</body></html>\n").encode("utf-8", "replace")


def _headline(run: DraftRun, say: Say) -> str:
    failed = sum(bool(case.error) for case in run.cases)
    facts = {"cases": len(run.cases), "failed": failed, "at": run.started_at, "minutes": f"{run.seconds / 60:.1f}"}
    return say("draft_bench.headline", **facts)


def _totals(run: DraftRun, wanted: Mapping[str, Mapping[str, Any]], earlier: Earlier | None, say: Say) -> str:
    columns = ["measure", "got", "wanted", *(["before", "better", "worse"] if earlier else [])]
    rows = []
    for name, got in run.totals.items():
        asked = wanted.get(name)
        cells = [say(f"draft_bench.measures.{name}"), _figure(got), _figure(asked["wanted"]) if asked else ""]
        if earlier:
            counts = earlier.comparison.counts.get(name, {})
            was = earlier.run.totals.get(name)
            cells += ["" if was is None else _figure(was), str(counts.get("better", 0)), str(counts.get("worse", 0))]
        met = "" if asked is None else ' class="met"' if asked["met"] else ' class="missed"'
        rows.append(f"<tr{met}>{''.join(f'<td>{_text(cell)}</td>' for cell in cells)}</tr>")
    head = "".join(f"<th>{_text(say(f'draft_bench.columns.{c}'))}</th>" for c in columns)
    return f'<div class="wide"><table><tr>{head}</tr>{"".join(rows)}</table></div>'


def _openings(run: DraftRun, say: Say) -> str:
    if not run.openings:
        return ""
    items = "".join(f"<li>{_text(words)} · {_text(', '.join(ids))}</li>" for words, ids in run.openings)
    return f"<h2>{_text(say('draft_bench.openings'))}</h2><ul>{items}</ul>"


def _case(case: CaseResult, before: CaseResult | None, say: Say) -> str:
    about = (case.form or case.task, case.channel, case.node, case.step, case.persona, case.product)
    parts = [
        f"<section><h2>{_text(case.id)} <small>{_text(' · '.join(filter(None, about)))}</small></h2>",
        f'<p class="asked">{_text(case.asked or case.topic)}</p>' if case.asked or case.topic else "",
        f'<p class="missed">{_text(f"{case.error}: {case.detail}")}</p>' if case.error else "",
        f'<p class="told">{_text("; ".join(case.notices))}</p>' if case.notices else "",
        _texts(case.texts, say),
        f'<p class="told">{_text(_measured(case, say))}</p>' if case.measures else "",
    ]
    if before is not None:
        parts.append(
            f'<h3>{_text(say("draft_bench.before"))}</h3><div class="before">{_texts(before.texts, say)}</div>'
        )
    return "".join(parts) + "</section>"


def _texts(texts: Iterable[WrittenText], say: Say) -> str:
    return f'<div class="texts">{"".join(_card(text, say) for text in texts)}</div>'


def _card(text: WrittenText, say: Say) -> str:
    lines = [
        *((f.severity, f"{f.quote}: {f.message}") for f in sorted(text.findings, key=_gravity)),
        *(("warn", say("draft_bench.loose", what=n)) for n in text.loose_numbers),
        *(("warn", say("draft_bench.wrong_citation", what=c)) for c in text.wrong_citations),
        *(("note", say("draft_bench.cliche", what=c)) for c in text.cliches),
    ]
    told = "".join(f'<li class="{kind}">{_text(line)}</li>' for kind, line in lines)
    idea = f"<h4>{_text(text.idea)}</h4>" if text.idea else ""
    return f'<article>{idea}<div class="text">{_text(text.text)}</div><ul>{told}</ul></article>'


def _gravity(finding: Any) -> int:
    return WORST_FIRST.index(finding.severity)


def _measured(case: CaseResult, say: Say) -> str:
    told = [
        f"{say(f'draft_bench.measures.{n}')} {_figure(case.measures[n])}" for n in CASE_MEASURES if n in case.measures
    ]
    return " · ".join(told)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def _text(text: str) -> str:
    return escape("".join(c for c in text if c in "\n\t" or c >= " "), quote=True)


@cache
def _style() -> str:
    return (files(__package__) / "draft_page.css").read_text("utf-8")
