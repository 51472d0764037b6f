"""The JSON that the commands about the calendar and its review print. Texts are in `waiting` and nowhere else."""

from collections.abc import Mapping
from typing import Any

from copilot.domain.calendar import Audience, Item, Slot
from copilot.domain.calendar_import import CalendarProblem
from copilot.domain.draft import Severity
from copilot.domain.plan import Coverage, CoverageCell, Plan, PlanWarning
from copilot.domain.reasons import reason_of
from copilot.domain.review import AuditEntry, Comment, Member, ReviewPolicy, Waiting
from copilot.domain.writing_run import Estimate, RunProgress

Json = dict[str, Any]


def audience(one: Audience) -> Json:
    """`{id, name, kind, segment, size, sender}`"""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind.value,
        "segment": one.segment_id,
        "size": one.size,
        "sender": one.sender,
    }


def slot(one: Slot) -> Json:
    """`{id, day, time, audience, channel, node, step, purpose, idea, persona, product, promotes, offer, occasion,
    sequence: {id, kind, part, number, of}, requests}`"""
    place = one.sequence
    return {
        "id": one.id,
        "day": one.day.isoformat(),
        "time": f"{one.time:%H:%M}",
        "audience": one.audience_id,
        "channel": one.channel.value,
        "node": one.node.value,
        "step": one.step.value if one.step else None,
        "purpose": one.purpose.value,
        "idea": one.idea,
        "persona": one.persona_id,
        "product": one.product,
        "promotes": one.promotes,
        "offer": one.offer.words if one.offer else None,
        "occasion": one.occasion,
        "sequence": place
        and {"id": place.id, "kind": place.kind.value, "part": place.part, "number": place.number, "of": place.of},
        "requests": list(one.requests),
    }


def item(one: Item) -> Json:
    """`slot` with `{state, version, plan, draft, author, why, approvals: [{by, at, alone}], sent, removed}`; `why` is
    `{code, …facts}` where the program says so itself, else a person's words."""
    sent, reason = one.sent, reason_of(one.why)
    return {
        **slot(one.slot),
        "state": one.state.value,
        "version": one.version,
        "plan": one.plan_id,
        "draft": one.draft_id,
        "author": one.author,
        "why": {"code": reason.code, **reason.facts} if reason else one.why,
        "approvals": [{"by": a.by, "at": a.at.isoformat(), "alone": a.alone} for a in one.approvals],
        "sent": sent
        and {"by": sent.by, "at": sent.at.isoformat(), "reached": sent.reached, "replies": sent.replies,
             "orders": sent.orders, "muted": sent.muted, "note": sent.note},
        "removed": one.removed,
    }  # fmt: skip


def warning(one: PlanWarning) -> Json:
    """`{code, severity, slots, facts}`"""
    return {"code": one.code, "severity": one.severity.value, "slots": list(one.slots), "facts": _plain(one.facts)}


def plan(one: Plan) -> Json:
    """`{id, goal, start, end, weeks, accepted, blocked, slots, warnings}`"""
    return {
        "id": one.id,
        "goal": one.request.goal.value,
        "start": one.request.start.isoformat(),
        "end": one.request.end.isoformat(),
        "weeks": one.request.weeks,
        "accepted": one.accepted,
        "blocked": any(w.severity is Severity.BLOCK for w in one.warnings),
        "slots": [slot(s) for s in one.slots],
        "warnings": [warning(w) for w in one.warnings],
    }


def coverage(one: Coverage) -> Json:
    """`{cells: [{audience, week, node, step, count}], thin: [the same]}`"""
    return {"cells": [_cell(c) for c in one.cells], "thin": [_cell(c) for c in one.thin]}


def waiting(one: Waiting) -> Json:
    """`{item, text, weight, clear, needs, risks: [{kind, weight, facts}], findings: [{rule, severity, quote, message,
    waived}]}`"""
    return {
        "item": item(one.item),
        "text": one.draft.text,
        "weight": one.weight,
        "clear": one.clear,
        "needs": one.needs,
        "risks": [{"kind": r.kind.value, "weight": r.weight, "facts": _plain(r.facts)} for r in one.risks],
        "findings": [
            {"rule": j.finding.rule, "severity": j.finding.severity.value, "quote": j.finding.quote,
             "message": j.finding.message, "waived": j.waiver is not None}
            for j in one.judged
        ],
    }  # fmt: skip


def comment(one: Comment) -> Json:
    """`{id, item, by, at, text, quote, start, end, answers, resolved_by, resolved_at}`"""
    return {
        "id": one.id,
        "item": one.item_id,
        "by": one.by,
        "at": one.at.isoformat(),
        "text": one.text,
        "quote": one.quote,
        "start": one.start,
        "end": one.end,
        "answers": one.answers,
        "resolved_by": one.resolved_by or None,
        "resolved_at": one.resolved_at.isoformat() if one.resolved_at else None,
    }


def entry(one: AuditEntry) -> Json:
    """`{place, item, at, by, deed, before, after, why, version, text_hash, mark}`"""
    reason = reason_of(one.why)
    return {
        "place": one.place,
        "item": one.item_id or None,
        "at": one.at.isoformat(),
        "by": one.by,
        "deed": one.deed.value,
        "before": one.before,
        "after": one.after,
        "why": {"code": reason.code, **reason.facts} if reason else one.why,
        "version": one.version,
        "text_hash": one.text_hash,
        "mark": one.mark,
    }


def policy(one: ReviewPolicy) -> Json:
    """`{two_for, label_asked}`"""
    return {"two_for": [kind.value for kind in one.two_for], "label_asked": one.label_asked}


def member(one: Member) -> Json:
    """`{email, name, duty}`"""
    return {"email": one.email, "name": one.name, "duty": one.duty.value}


def estimate(one: Estimate) -> Json:
    """`{items, offline, tokens: {prompt, answer}, cost, currency}`"""
    return {
        "items": one.items,
        "offline": one.offline,
        "tokens": {"prompt": one.usage.prompt, "answer": one.usage.answer},
        "cost": one.cost,
        "currency": one.currency,
    }


def progress(one: RunProgress) -> Json:
    """`{run, state, why, offline, total, written, left, interrupted, failed: [{item, code}], tokens: {prompt, answer},
    cost, currency}`"""
    return {
        "run": one.run.id,
        "state": one.run.state.value,
        "why": one.run.why,
        "offline": one.run.offline,
        "total": one.total,
        "written": one.written,
        "left": one.left,
        "interrupted": one.interrupted,
        "failed": [{"item": f.item_id, "code": f.code} for f in one.failed],
        "tokens": {"prompt": one.usage.prompt, "answer": one.usage.answer},
        "cost": one.cost,
        "currency": one.currency,
    }


def problem(one: CalendarProblem) -> Json:
    """`{sheet, row, code, column, value, taken}`"""
    place = one.place
    return {
        "sheet": place.sheet,
        "row": place.row,
        "code": one.code,
        "column": one.column,
        "value": one.value,
        "taken": one.taken,
    }


def _cell(one: CoverageCell) -> Json:
    return {
        "audience": one.audience_id,
        "week": one.week.isoformat(),
        "node": one.node.value,
        "step": one.step.value if one.step else None,
        "count": one.count,
    }


def _plain(facts: Mapping[str, object]) -> Json:
    return {name: fact if isinstance(fact, int | float | str) else str(fact) for name, fact in facts.items()}
