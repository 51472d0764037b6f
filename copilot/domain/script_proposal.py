"""A good reply on its way to becoming an approved script."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.domain.conversation import Move
from copilot.domain.ladder import Step


class ScriptState(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ScriptProposal:
    """A reply that somebody thinks others should use. `text` and `situation` hold placeholders instead of personal
    data; `situation` are the customer's words that it answers."""

    id: int
    brand_id: str
    draft_id: str
    variant: int
    text: str
    situation: str
    proposed_at: datetime
    state: ScriptState = ScriptState.PROPOSED
    product: str | None = None
    step: Step | None = None
    move: Move | None = None
    why: str = ""
    """Why it was rejected."""
    by: str = ""
    """Who decided."""
    decided_at: datetime | None = None
    document_id: str | None = None
    """The document that it became."""


@dataclass(frozen=True, slots=True)
class QuickReply:
    """An approved script as a rep finds it. `situation` is the question or case it is for."""

    passage_id: str
    text: str
    situation: str
    document: str
    product: str | None = None
    step: Step | None = None
    move: Move | None = None

    @property
    def blanks(self) -> tuple[str, ...]:
        """What has to be filled in before it goes out: `{price}`."""
        return tuple(dict.fromkeys(re.findall(r"\{\w*\}", self.text)))
