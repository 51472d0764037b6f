"""Approved items as JSON for other programs: names and ids as the product keeps them, dates in ISO form."""

import json
from typing import Any

from copilot.domain.outgoing import Outgoing, OutgoingCalendar


def outgoing_json(calendar: OutgoingCalendar) -> bytes:
    """One object, UTF-8. `clocks` is the time zone that days and times are meant in, null where nobody said."""
    told = {
        "brand": calendar.brand,
        "start": calendar.start.isoformat(),
        "end": calendar.end.isoformat(),
        "made_at": calendar.made_at.isoformat(timespec="seconds"),
        "clocks": calendar.clocks or None,
        "items": [_told(one) for one in calendar.in_order],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _told(one: Outgoing) -> dict[str, Any]:
    slot = one.item.slot
    return {
        "id": one.item.id,
        "version": one.item.version,
        "day": slot.day.isoformat(),
        "time": f"{slot.time:%H:%M}",
        "audience": one.audience,
        "audience_id": slot.audience_id,
        "channel": slot.channel.value,
        "persona": one.persona or None,
        "node": slot.node.value,
        "step": slot.step and slot.step.value,
        "purpose": slot.purpose.value,
        "promotes": slot.promotes,
        "product": slot.product,
        "offer": slot.offer and slot.offer.words,
        "occasion": slot.occasion,
        "idea": slot.idea,
        "text": one.text,
        "requests": list(slot.requests),
        "sender": one.sender or None,
        "label": one.label and one.label.value,
        "declaration": one.declaration or None,
        "approved_by": list(one.approved_by),
        "approved_at": one.approved_at.isoformat(timespec="seconds"),
    }
