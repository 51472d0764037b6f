"""Approved scripts: which ones fit the customer's words, in this persona's register, with their blanks filled."""

import re
from dataclasses import dataclass

from copilot.domain.conversation import Move, Stand
from copilot.domain.draft import Brief
from copilot.domain.evidence import EvidenceItem, Field, Role
from copilot.writing.likeness import terms
from copilot.writing.offline.lines import question_of
from copilot.writing.offline.material import Material
from copilot.writing.offline.prices import amount
from copilot.writing.offline.sentences import has_figure, is_sayable

_BLANK = re.compile(r"\{(\w*)\}")
FITS = 0.5
"""Least worth of a script that is said at all: objection and step match, or its question is the customer's."""
SURE, UNSURE = 0.45, 0.3
"""Least likeness in meaning of a script that states figures, and of one that states none."""
NEAR = 0.22
"""A script that names figures or other products has to be this near to the customer's own words."""


@dataclass(frozen=True, slots=True)
class Script:
    """An approved text ready to be said. `worth` orders scripts by fit."""

    text: str
    move: Move
    key: str
    worth: float
    prices: bool = False
    """It has a blank for the price."""


def fitting_scripts(brief: Brief, material: Material) -> list[Script]:
    """Scripts that answer this customer, the best first. One whose blanks cannot be filled is left out."""
    found = []
    selling = brief.reading is not None and brief.reading.stand is Stand.CONVERT
    for item in material.items:
        # Who has bought nothing has no order that somebody could look into.
        move = item.passage.tag("move") if item.passage and item.role is Role.SCRIPT else None
        if item.passage is None or move not in list(Move) or (move == Move.HOLD and selling):
            continue
        worth = _worth(item, brief, material)
        text = _filled(item, brief, material) if worth >= FITS else None
        if text and material.voice.allows(text):
            found.append(Script(text, Move(move), f"{item.n}:script", worth, "{price}" in item.passage.text))
    # Compared in meaning they stand in their order already, which knows tags and telling words too.
    compared = any(item.near for item in material.items if item.role is Role.SCRIPT)
    return found if compared else sorted(found, key=lambda s: -s.worth)


def _worth(item: EvidenceItem, brief: Brief, material: Material) -> float:
    passage, reading = item.passage, brief.reading
    if passage is None or reading is None:
        return 0.0
    channel = passage.tag("channel")
    if channel and channel != brief.channel and channel != "private_chat":
        return 0.0
    said = brief.conversation.customer_words if brief.conversation else " ".join(reading.questions)
    stop = material.words.stop_words
    asked = terms(said, stop) - material.subject.name_terms
    known = terms(question_of(item) or passage.heading, stop) - material.subject.name_terms
    if item.near:
        return _agreed(item, material)
    shared = asked & known
    near = (material.weights.share(known, asked) + material.weights.share(asked, known)) / 2 if len(shared) > 1 else 0.0
    objection, step = passage.tag("objection"), passage.tag("step")
    if objection and objection != reading.objection:
        return near
    if near < NEAR and (has_figure(passage.text) or material.subject.names_others(passage.text)):
        return near
    about = (0.35 if objection else 0.0) + (0.15 if step and step == reading.step else 0.0)
    return about + 1.4 * near


def _agreed(item: EvidenceItem, material: Material) -> float:
    """The worth of a script whose question was compared in meaning already; its place tells how well its tags agree.

    One that holds figures or names another product has to be near: said to the wrong customer it would be false.
    """
    text = item.passage.text if item.passage else ""
    risky = has_figure(text) or material.subject.names_others(text)
    return FITS + item.near if item.near >= (SURE if risky else UNSURE) else 0.0


def _filled(item: EvidenceItem, brief: Brief, material: Material) -> str | None:
    """The script's words with blanks filled from facts and each sentence of them marked; None when one stays empty."""
    text = item.passage.text if item.passage else ""
    values = {"product": material.subject.name, "price": _price(material)}
    if any(not values.get(name) for name in _BLANK.findall(text)) or not is_sayable(
        _BLANK.sub("", text), material.words
    ):
        return None
    text = _BLANK.sub(lambda m: values[m[1]], text)
    if brief.persona:
        text = material.voice.readdress(text)
    return _marked(text.strip(), item.n)


def _price(material: Material) -> str:
    """Today's price with its mark: the promotion in force before the list price."""
    for field in (Field.PROMOTION_PRICE, Field.LIST_PRICE, Field.UNIT_PRICE):
        for item in material.items:
            if item.fact and item.fact.field == field:
                return f"{amount(item.fact, material.words)}[{item.n}]"
    return ""


def _marked(text: str, n: int) -> str:
    """`[n]` before the last stop, and before the stop of every earlier sentence that holds a figure."""
    parts = [part for part in re.split(r"(?<=[。！？；])(?!”)|(?<=[.!?])\s+", text) if part]
    last = len(parts) - 1
    gap = " " if re.search(r"[.!?]\s", text) else ""
    return gap.join(
        re.sub(r"([。！？!?.；]*[”\"]?)$", rf"[{n}]\1", part, count=1) if at == last or re.search(r"\d", part) else part
        for at, part in enumerate(parts)
    )
