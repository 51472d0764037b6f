"""The JSON that the commands about customers and segments print."""

from typing import Any

from copilot.domain.customer_import import ImportPreview
from copilot.domain.segment_rule import Members, Placed, SegmentRule
from copilot.workflows.customer_card import CustomerCard, plain

Json = dict[str, Any]


def customer_line(placed: Placed) -> Json:
    """`{id, code, name, contacts, tags, orders, spent, last_order, last_contact, lifecycle, recency, frequency, amount,
    step, objection, consent, stopped, segment}`"""
    profile, customer = placed.profile, placed.profile.customer
    shape: Json = plain(
        {
            "id": customer.id,
            "code": customer.code,
            "name": customer.name,
            "contacts": customer.contacts,
            "tags": customer.tags,
            "orders": customer.orders,
            "spent": customer.spent,
            "last_order": customer.last_order,
            "last_contact": customer.last_contact,
            "lifecycle": profile.lifecycle,
            "recency": profile.recency,
            "frequency": profile.frequency,
            "amount": profile.amount,
            "step": customer.step,
            "objection": customer.objection,
            "consent": customer.consent,
            "stopped": customer.stopped,
            "segment": placed.rule.id if placed.rule else None,
        }
    )
    return shape


def customer_card(card: CustomerCard) -> Json:
    """`customer_line` with `{why: [{aspect, values}], card, stop_words, steps: [{at, stand, step, objection, words,
    overridden}], promises: [{id, at, text, kept_at}], sent: [{id, at, text, outcome}], events: [{id, at, kind, text,
    by}]}`"""
    shape: Json = plain(
        {
            "why": [{"aspect": r.condition.aspect, "values": r.values} for r in card.placed.reasons],
            "card": card.segment.id if card.segment else None,
            "stop_words": card.customer.stop_words,
            "steps": [
                {"at": e.at, "stand": e.stand, "step": e.step, "objection": e.objection, "words": e.text,
                 "overridden": e.overridden}
                for e in card.steps
            ],
            "promises": [
                {"id": p.event.id, "at": p.event.at, "text": p.event.text, "kept_at": p.kept.at if p.kept else None}
                for p in card.promises
            ],
            "sent": [{"id": s.id, "at": s.at, "text": s.text, "outcome": s.outcome} for s in card.sent],
            "events": [{"id": e.id, "at": e.at, "kind": e.kind, "text": e.text, "by": e.by} for e in card.events],
        }
    )  # fmt: skip
    return {**customer_line(card.placed), **shape}


def import_preview(preview: ImportPreview) -> Json:
    """`{rows, added, updated: {code, contact, name}, unchanged, stopped, kept_stopped, remembered, columns: [{header, use}],
    problems: [{row, code, column, value, taken}]}`"""
    return {
        "rows": preview.rows,
        "added": preview.added,
        "updated": {by.value: count for by, count in preview.updated.items()},
        "unchanged": preview.unchanged,
        "stopped": preview.stopped,
        "kept_stopped": preview.kept_stopped,
        "remembered": preview.remembered,
        "columns": [{"header": c.header, "use": c.use.value} for c in preview.columns],
        "problems": [
            {"row": p.row, "code": p.code, "column": p.column, "value": p.value, "taken": p.taken}
            for p in preview.problems
        ],
    }


def segment_rule(rule: SegmentRule, found: Members) -> Json:
    """`{id, name, card, every, conditions: [{aspect, any_of, at_least, at_most, negated}], count, placed, reachable,
    stopped, refused}`"""
    return {
        "id": rule.id,
        "name": rule.name,
        "card": rule.segment_id or None,
        "every": rule.every,
        "conditions": [
            {"aspect": c.aspect.value, "any_of": list(c.any_of), "at_least": c.at_least, "at_most": c.at_most,
             "negated": c.negated}
            for c in rule.conditions
        ],
        "count": found.count,
        "placed": found.placed,
        "reachable": len(found.reachable),
        "stopped": len(found.stopped),
        "refused": len(found.refused),
    }  # fmt: skip
