"""The JSON that commands print: one value each, the same shapes for every caller."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from copilot.domain.brand import Brand
from copilot.domain.conflict import Conflict, Settlement
from copilot.domain.conversation import Reading
from copilot.domain.document import LearnReport, Notice
from copilot.domain.draft import Citation, Draft, Finding, Variant
from copilot.domain.evidence import EvidenceItem, Fact, Gap, SearchHit
from copilot.domain.staleness import Stale
from copilot.workflows.inspect import Diagnosis, ModelAnswer

Json = dict[str, Any]


def brand_card(brand: Brand) -> Json:
    """`{id, name, category, language, contacts, products: [{name, aliases}]}`"""
    return {
        "id": brand.id,
        "name": brand.name,
        "category": brand.category.value,
        "language": brand.language.value,
        "contacts": list(brand.contacts),
        "products": [{"name": p.name, "aliases": list(p.aliases)} for p in brand.products],
    }


def learn_report(report: LearnReport) -> Json:
    """`{documents, passages, facts, unchanged, failed: [{path, code, reason}]}`, and `notices: [{path, code, detail}]`
    where there are any."""
    shape: Json = {
        "documents": report.documents,
        "passages": report.passages,
        "facts": report.facts,
        "unchanged": report.unchanged,
        "failed": [{"path": f.path, "code": f.code, "reason": f.reason} for f in report.failed],
    }
    if report.notices:
        shape["notices"] = [{"path": n.path, **notice(n.notice)} for n in report.notices]
    return shape


def notice(told: Notice) -> Json:
    """`{code, detail}`"""
    return {"code": told.code, "detail": told.detail}


def search_hit(hit: SearchHit) -> Json:
    """`{passage_id, text, document, locator, role, score}`, and what each leg gave."""
    passage = hit.passage
    return {
        "passage_id": passage.id,
        "text": passage.text,
        "document": passage.source.document,
        "locator": passage.source.locator,
        "role": passage.role.value,
        "score": round(hit.score, 4),
        "product": passage.product,
        "words": round(hit.words, 4),
        "meaning": round(hit.meaning, 4),
        "choice": hit.choice.value if hit.choice else None,
    }


def explained_hit(hit: SearchHit) -> Json:
    """`search_hit` with `why`: `{words: [{text, product, asked, part}], ideas: [{asked, told}], nearness, sentence:
    {text, nearness}, step, preferred, lifted, narrowed_to, folded, reranked_from, found_by}`; null for a fact's row."""
    why = hit.why
    return {
        **search_hit(hit),
        "why": why
        and {
            "words": [
                {"text": w.text, "product": w.product, "asked": w.asked or None, "part": w.partly} for w in why.shared
            ],
            "ideas": [{"asked": idea.asked, "told": idea.told} for idea in why.ideas],
            "nearness": rounded(why.nearness),
            "sentence": {"text": why.sentence, "nearness": rounded(why.sentence_nearness)} if why.sentence else None,
            "step": why.step.value if why.step else None,
            "preferred": why.preferred,
            "lifted": why.lifted,
            "narrowed_to": list(why.narrowed_to),
            "folded": why.folded,
            "reranked_from": why.reranked_from,
            "found_by": why.found_by or None,
        },
    }


def fact_row(fact: Fact) -> Json:
    """`{product, field, value, unit, valid_from, valid_to, document, locator}`, dates as ISO or null."""
    return {
        "product": fact.product,
        "field": fact.field,
        "value": fact.value,
        "unit": fact.unit,
        "valid_from": iso(fact.valid_from),
        "valid_to": iso(fact.valid_to),
        "document": fact.source.document,
        "locator": fact.source.locator,
        "note": fact.note,
    }


def finding_row(finding: Finding) -> Json:
    """`{rule, kind, severity, start, end, quote, message, basis, suggestion}`"""
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "message": finding.message,
        "basis": finding.basis,
        "suggestion": finding.suggestion,
    }


def check_result(verdict: str, findings: Sequence[Finding]) -> Json:
    """`{verdict, findings}`"""
    return {"verdict": verdict, "findings": [finding_row(f) for f in findings]}


def draft(value: Draft, stale: Sequence[Stale] = ()) -> Json:
    """`{id, task, text, form, persona, segment, variants, evidence, gaps, stale, model, prompt, tokens}`"""
    mark = value.prompt
    return {
        "id": value.id,
        "task": value.task.value,
        "text": value.text,
        "step": value.step.value if value.step else None,
        "channel": value.channel.value,
        "language": value.language.value,
        "form": value.text_form or None,
        "persona": {"id": value.persona_id, "version": value.persona_version} if value.persona_id else None,
        "segment": {"id": value.segment_id, "version": value.segment_version} if value.segment_id else None,
        "variants": [variant(v) for v in value.variants],
        "evidence": [evidence_item(i) for i in value.evidence],
        "gaps": [gap(g) for g in value.gaps],
        "stale": [stale_row(s) for s in stale],
        "notices": [{"code": n.code.value, "reason": n.reason, "count": n.count} for n in value.notices],
        "model": value.model,
        "prompt": {"id": mark.id, "version": mark.version, "fingerprint": mark.fingerprint} if mark else None,
        "tokens": {"prompt": value.usage.prompt, "answer": value.usage.answer},
        "cost": rounded(value.cost),
        "currency": value.currency,
    }


def variant(value: Variant) -> Json:
    """`{text, step, citations, findings}`, the text without marks as `plain`, its angle or move as `idea`, and the
    `parts` of its form: `[{id, number, takes, text}]`."""
    return {
        "text": value.text,
        "plain": value.plain,
        "step": value.step.value if value.step else None,
        "idea": value.idea.value if value.idea else None,
        "why": value.why,
        "citations": [citation(c) for c in value.citations],
        "findings": [finding_row(f) for f in value.findings],
        "parts": [{"id": p.id, "number": p.number, "takes": p.takes, "text": p.says(value.text)} for p in value.parts],
    }


def citation(value: Citation) -> Json:
    """`{n, passage_id, quote, document, locator}`"""
    return {
        "n": value.n,
        "passage_id": value.passage_id,
        "quote": value.quote,
        "document": value.document,
        "locator": value.locator,
        "document_version": value.document_version,
    }


def evidence_item(item: EvidenceItem) -> Json:
    """`{n, text, role, passage_id, document, locator}`"""
    return {
        "n": item.n,
        "text": item.text,
        "role": item.role.value,
        "passage_id": item.passage_id,
        "document": item.source.document,
        "locator": item.source.locator,
    }


def stale_row(value: Stale) -> Json:
    """`{n, reason, document, document_version, locator, product, field, old, new}`; reason is changed, gone, deleted."""
    return {**asdict(value), "reason": value.reason.value}


def gap(value: Gap) -> Json:
    """`{role, about, disputed}`; role is null when a question found no answer, `disputed` says who says what where two
    sources disagree."""
    return {
        "role": value.role.value if value.role else None,
        "about": value.about,
        "disputed": value.disputed or None,
    }


def conflict(value: Conflict, decision: Settlement | None = None) -> Json:
    """`{id, product, field, sides: [{n, document, said, facts}], settled}`"""
    return {
        "id": value.id,
        "product": value.product,
        "field": value.field,
        "sides": [
            {"n": n, "document": side.document, "said": side.said, "facts": [fact_row(f) for f in side.facts]}
            for n, side in enumerate(value.sides, start=1)
        ],
        "settled": settlement(value, decision) if decision else None,
    }


def settlement(value: Conflict | None, decision: Settlement) -> Json:
    """`{conflict, product, field, verdict, right, why, by, at}`; `right` is the document that is right, or null."""
    side = value.side(decision.right) if value else None
    return {
        "conflict": decision.conflict_id,
        "product": decision.product,
        "field": decision.field,
        "verdict": decision.verdict.value,
        "right": {"document": side.document, "said": side.said} if side else None,
        "why": decision.why,
        "by": decision.by,
        "at": decision.at.isoformat() if decision.at else None,
    }


def reply(reading: Reading, value: Draft) -> Json:
    """`{node, step, objection, why, drafts, escalate, gaps}`; each of `drafts` is a draft of one reply."""
    whole = draft(value)
    return {
        "node": reading.stand.value,
        "step": reading.step.value if reading.step else None,
        "objection": reading.objection.value if reading.objection else None,
        "why": reading.why,
        "confidence": round(reading.confidence, 3),
        "products": list(reading.products),
        "questions": list(reading.questions),
        "stop": reading.says_stop,
        "drafts": [{**whole, "text": v["text"], "variants": [v]} for v in whole["variants"]],
        "escalate": reading.escalation.value if reading.escalation else None,
        "gaps": whole["gaps"],
    }


def diagnosis(value: Diagnosis) -> Json:
    """`{well, configured, brands: [{id, documents, passages, facts, indexed, in_step, reindexing, error}], model,
    reranker, other_models: {role: …}}`; model and reranker are null where none is configured."""
    return {
        "well": value.well,
        "configured": dict(value.configured),
        "brands": [
            {
                "id": b.brand_id,
                "documents": b.documents,
                "passages": b.passages,
                "facts": b.facts,
                "indexed": {"words": b.indexed_words, "meaning": b.indexed_meanings},
                "in_step": b.in_step,
                "reindexing": {"done": b.reindexing.done, "total": b.reindexing.total} if b.reindexing else None,
                "error": b.error.code if b.error else None,
            }
            for b in value.brands
        ],
        "model": model_answer(value.model),
        "reranker": model_answer(value.reranker),
        "other_models": {role: model_answer(answer) for role, answer in value.others.items()},
    }


def model_answer(answer: ModelAnswer | None) -> Json | None:
    """`{milliseconds, error}`"""
    if answer is None:
        return None
    return {"milliseconds": answer.milliseconds, "error": answer.error.code if answer.error else None}


def rounded(number: float | None) -> float | None:
    """To four places."""
    return None if number is None else round(number, 4)


def iso(day: date | None) -> str | None:
    """`2026-11-23`, or None."""
    return day.isoformat() if day else None
