"""The JSON that the commands about calculators, referral schemes and fatigue print. Words are `{zh, en}`."""

from dataclasses import asdict
from typing import Any

from copilot.cli.calendar_json import item as item_shape
from copilot.cli.calendar_json import slot as slot_shape
from copilot.cli.calendar_json import warning as warning_shape
from copilot.domain.calculators import Calculation, Worked
from copilot.domain.fatigue import Fatigue, HeardWeek, WeekNote
from copilot.domain.referral import CheckedScheme, KeptScheme
from copilot.workflows.quiet_week import QuietProposal, QuietUndone

Json = dict[str, Any]


def worked(found: Worked) -> Json:
    """`{calculator, inputs: {id: {value, from, unit}}, results: [{id, name, unit, value, shown, formula, filled, means,
    notes, main}], warnings: [{id, severity, text, source}]}`; values are decimals as strings, shares as 0.3, null for
    what cannot be had."""
    units = {one.id: one.unit.value for one in found.calculator.inputs}
    return {
        "calculator": found.calculator.id,
        "inputs": {
            name: {"value": value, "from": found.origins[name].value, "unit": units[name]}
            for name, value in found.inputs.items()
        },
        "results": [{**asdict(one), "value": None if one.value is None else str(one.value)} for one in found.results],
        "warnings": [asdict(one) for one in found.warnings],
    }


def calculation(kept: Calculation) -> Json:
    """`{id, calculator, name, inputs, results, plan, by, at, deleted}`"""
    return {
        "id": kept.id,
        "calculator": kept.calculator_id,
        "name": kept.name,
        "inputs": dict(kept.inputs),
        "results": dict(kept.results),
        "plan": kept.plan_id,
        "by": kept.by,
        "at": kept.at and kept.at.isoformat(),
        "deleted": kept.deleted,
    }


def checked_scheme(found: CheckedScheme) -> Json:
    """`{verdict, scheme, findings: [{rule, severity, message, basis, suggestion, quote}]}`"""
    return {
        "verdict": found.verdict,
        "scheme": asdict(found.scheme),
        "findings": [asdict(one) for one in found.findings],
    }


def scheme(kept: KeptScheme) -> Json:
    """`{id, name, verdict, scheme, warned, by, at, deleted}`"""
    return {
        "id": kept.id,
        "name": kept.scheme.name,
        "verdict": kept.verdict,
        "scheme": asdict(kept.scheme),
        "warned": list(kept.warned),
        "by": kept.by,
        "at": kept.at and kept.at.isoformat(),
        "deleted": kept.deleted,
    }


def fatigue(found: Fatigue) -> Json:
    """`{kind, id, name, level, recent_weeks, baseline_weeks, signs: [{kind, now, usual, own, base, count, why, source}],
    did_it: [item], weeks: [{week, sent, promotions, share, chats, reached, replies, gone, complaints}]}`"""
    return {
        "kind": found.listener.kind.value,
        "id": found.listener.id,
        "name": found.listener.name,
        "level": found.level.value,
        "recent_weeks": found.recent,
        "baseline_weeks": found.baseline_weeks,
        "signs": [asdict(sign) for sign in found.signs],
        "did_it": [item_shape(one) for one in found.did_it],
        "weeks": [_week(one) for one in found.weeks],
    }


def note(kept: WeekNote) -> Json:
    """`{audience, week, left, deleted, complaints}`"""
    return {
        "audience": kept.audience_id,
        "week": kept.week.isoformat(),
        "left": kept.left,
        "deleted": kept.deleted,
        "complaints": kept.complaints,
    }


def quiet(found: QuietProposal) -> Json:
    """`{id, audience, week, taken, undone, goes: [item], comes: [slot], warnings}`"""
    return {
        "id": found.quiet.id,
        "audience": found.quiet.audience_id,
        "week": found.quiet.week.isoformat(),
        "taken": found.quiet.taken,
        "undone": found.quiet.undone,
        "goes": [item_shape(one) for one in found.goes],
        "comes": [slot_shape(one) for one in found.comes],
        "warnings": [warning_shape(one) for one in found.warnings],
    }


def quiet_undone(found: QuietUndone) -> Json:
    """`{id, restored, removed, stayed, refused: [{id, code}]}`; the first three are ids of items."""
    return {
        "id": found.quiet.id,
        "restored": [one.id for one in found.restored],
        "removed": [one.id for one in found.removed],
        "stayed": [one.id for one in found.stayed],
        "refused": [{"id": one.id, "code": error.code} for one, error in found.refused],
    }


def _week(week: HeardWeek) -> Json:
    return {
        "week": week.week.isoformat(),
        "sent": week.sent,
        "promotions": week.promotions,
        "share": week.promotion_share,
        "chats": week.chats,
        "reached": week.reached,
        "replies": week.replies,
        "gone": week.gone,
        "complaints": week.complaints,
    }
