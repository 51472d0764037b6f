"""What each evidence slot of a pattern accepts."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from copilot.domain.draft import Angle
from copilot.domain.evidence import Role
from copilot.writing.offline.lines import Line
from copilot.writing.offline.words import Words

LEAST_GOOD_RATING = 4
"""Reviews from this many stars on count as content ones."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Roles a line may have, most wanted first, and what else it has to be."""

    roles: tuple[Role, ...]
    review: bool | None = False
    """Customers' words: wanted (True), refused (False), either (None)."""
    needs: str = ""
    """Name of the word pattern that must be found in the line: `fits`, `limit`, `tip`, `inviting`."""
    refuses: str = ""


SLOTS = {
    "scene": Slot((Role.SCENE, Role.BENEFIT), refuses="limit"),
    "benefit": Slot((Role.BENEFIT, Role.SCENE, Role.FAQ, Role.SPEC), refuses="limit"),
    "trouble": Slot((Role.PAIN,)),
    "fit": Slot((Role.FAQ, Role.BENEFIT, Role.SCENE, Role.SPEC), needs="fits", refuses="limit"),
    "weak": Slot((Role.FAQ, Role.BENEFIT, Role.SPEC, Role.SCENE, Role.PAIN), needs="limit"),
    "voice": Slot((Role.PROOF, Role.SCENE, Role.BENEFIT), review=True),
    "voice_bad": Slot((Role.PAIN, Role.PROOF), review=True),
    "proof": Slot((Role.PROOF,)),
    "tip": Slot((Role.FAQ, Role.BENEFIT, Role.SCENE, Role.SPEC), needs="tip", refuses="limit"),
    "offer": Slot((Role.OFFER,), needs="giving", refuses="discouraging"),
    "policy": Slot((Role.POLICY, Role.FAQ), needs="inviting", refuses="discouraging"),
    "spec": Slot((Role.SPEC,)),
}

ANGLES = {
    "policy": Angle.OBJECTION,
    "weak": Angle.CONTRAST,
    "fit": Angle.CONTRAST,
    "voice_bad": Angle.VOICES,
    "voice": Angle.VOICES,
    "proof": Angle.PROOF,
    "story": Angle.STORY,
    "scene": Angle.SCENE,
    "asked_answer": Angle.QUESTION,
    "tip": Angle.TIP,
    "price": Angle.NUMBER,
    "split": Angle.NUMBER,
    "offer": Angle.OFFER,
    "deal": Angle.OFFER,
}
"""By which angle a text of the calendar tells, by what it says; the first one counts, for it is what others leave out."""


def angle_of(slots: Collection[str], usual: Angle) -> Angle:
    """The angle of a text with these slots; `usual` for one that has none of them."""
    return next((angle for slot, angle in ANGLES.items() if slot in slots), usual)


def accepts(slot: Slot, name: str, line: Line, words: Words) -> bool:
    """Whether `line` may stand in the slot called `name`."""
    if line.care and slot.needs != "tip":
        return False
    if line.role not in slot.roles or (slot.review is not None and line.is_review is not slot.review):
        return False
    if line.is_review and line.place and len(line.text) < words.quote_length // 3:
        return False
    if name == "voice" and line.rating is not None and line.rating < LEAST_GOOD_RATING:
        return False
    if name == "voice_bad" and (line.rating is None or line.rating >= LEAST_GOOD_RATING):
        return False
    if slot.needs and not re.search(getattr(words, slot.needs), line.text, re.IGNORECASE):
        return False
    return not (slot.refuses and re.search(getattr(words, slot.refuses), line.text, re.IGNORECASE))


def appeal(slot: Slot, line: Line, words: Words) -> float:
    """How welcome the line is in the slot by its role and wording, about -1..1."""
    value = -0.25 * slot.roles.index(line.role)
    value += 0.3 * min(2, len(re.findall(words.life, line.text, re.IGNORECASE)))
    return value - 0.35 * min(3, len(re.findall(words.jargon, line.text, re.IGNORECASE)))
