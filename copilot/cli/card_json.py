"""The JSON of cards, their versions, and proposals."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from copilot.domain.card import Card, CardState, CardVersion
from copilot.domain.proposal import PersonaProposal, Proposal, Proposed

if TYPE_CHECKING:
    from copilot.workflows.side_by_side import InVoice

Json = dict[str, Any]
PERSONA_LISTS = ("address", "particles", "emoji", "pet_words", "topics")
SEGMENT_LISTS = ("pains", "words", "convinces", "repels")


def card_row(card: Card) -> Json:
    """The card's fields and its version."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(card).items()}


def state_row(state: CardState) -> Json:
    """`{id, name, …, version, deed, by, at, retired, offered}`; `offered` is what a file says meanwhile, or null."""
    return {
        **card_row(state.card),
        "deed": state.deed,
        "by": state.by,
        "at": state.at.isoformat() if state.at else None,
        "retired": state.retired,
        "offered": card_row(state.offered) if state.offered else None,
    }


def version_row(version: CardVersion) -> Json:
    """`{version, deed, by, at, restored, card}`"""
    return {
        "version": version.version,
        "deed": version.deed,
        "by": version.by,
        "at": version.at.isoformat(),
        "restored": version.restored,
        "card": card_row(version.card),
    }


def proposal_row(proposal: Proposal, name: str) -> Json:
    """`{card, entries: {field: [{text, samples}]}, samples: [{number, text, hidden}], left_out}`, of a persona also
    `rhythm`, `who` and `never`, which are for a person to word and to confirm and not in `card`."""
    is_persona = isinstance(proposal, PersonaProposal)
    entries: dict[str, tuple[Proposed, ...]] = {
        field: getattr(proposal, field) for field in (PERSONA_LISTS if is_persona else ("situation", *SEGMENT_LISTS))
    }
    row: Json = {
        "card": card_row(replace(proposal.card, name=name)),
        "entries": {field: [_entry(p) for p in found] for field, found in entries.items()},
        "samples": [asdict(s) for s in proposal.samples],
        "left_out": proposal.left_out,
    }
    if isinstance(proposal, PersonaProposal):
        row |= {"rhythm": asdict(proposal.rhythm), "who": [_entry(p) for p in proposal.who]}
        row["never"] = [_entry(p) for p in proposal.never]
    return row


def voice_row(told: "InVoice") -> Json:
    """`{persona, version, distances, nearest, text, draft}`"""
    return {
        "persona": told.persona.id,
        "version": told.persona.version,
        "distances": dict(told.distances),
        "nearest": told.nearest,
        "text": told.draft.variants[0].plain,
        "draft": told.draft.id,
    }


def _entry(proposed: Proposed) -> Json:
    return {"text": proposed.text, "samples": list(proposed.samples)}
