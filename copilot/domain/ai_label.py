"""Whether a text says that a machine helped to write it: a choice for each text, and a log of who chose.

The rule asks whoever publishes generated text to declare it, and lets a provider leave the label out only on request,
with a log kept (Measures for Labelling AI-Generated Content, in force 2025-09-01, Arts. 4, 5, 9, 10; GB 45438-2025).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AiLabel(StrEnum):
    """How a text is labelled."""

    VISIBLE = "visible"
    """Words at its end that every reader sees."""
    METADATA = "metadata"
    """Declared where the platform asks for it, and in the metadata of exported files; the text stays as it is."""
    NONE = "none"
    """Not at all; takes a reason."""


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """One choice for one text. `asset` names it: a draft's variant, or the hash of a pasted text."""

    brand_id: str
    asset: str
    label: AiLabel
    by: str
    at: datetime
    reason: str = ""


def variant_asset(draft_id: str, number: int) -> str:
    """The name of a draft's variant; `number` counts from 1."""
    return f"draft:{draft_id}:{number}"
