"""Texts of a form: each part in its own phrases, laid out as the form asks; what is not known is left open and said."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from copilot.domain.channel import ENGLISH_LENGTH
from copilot.domain.draft import Brief, CandidateVariant, without_marks
from copilot.domain.evidence import EvidenceItem
from copilot.domain.language import Language
from copilot.domain.text_form import Clock, Measure, Need, Part, TextForm
from copilot.writing.offline.compose import Composed, Composer
from copilot.writing.offline.dice import Dice
from copilot.writing.offline.form_phrases import KNOWN, NEW_LINE, SLOT, FormPhrases
from copilot.writing.offline.lines import Line
from copilot.writing.offline.material import Material
from copilot.writing.offline.phrasebook import EVIDENCE_SLOTS, Phrases
from copilot.writing.offline.posts import EMOJI_CHANNELS
from copilot.writing.offline.prices import fact_piece
from copilot.writing.offline.voice import Voice

BYTES_A_CHARACTER = {Language.ZH: 3, Language.EN: 1}
ROOM = 2.2
"""Of the length aimed at, how much a part may take at most."""
SHORTEST_PART = 40
PARTS_A_PHRASE = 4
LONGEST_AGAIN = 12
"""Characters of a turn of phrase that may stand in several texts of a draft."""
ABOUT = frozenset({"product", "topic", "pain", "asked", "told", "occasion"})
"""Slots that speak of what this brief is about."""


class Still(Voice):
    """The voice without its turns of phrase: a part of a form is no whole text, and a time or a title is not talk."""

    def deliver(self, text: str, **_manner: object) -> str:
        """The text as it is."""
        return text


class Tools(NamedTuple):
    """What composing takes."""

    phrases: Phrases
    material: Material
    voice: Voice
    still: Still
    dice: Dice


def forms(brief: Brief, form: TextForm, said: FormPhrases, tools: Tools) -> Iterator[CandidateVariant]:
    """Up to `brief.variants` texts of the form; fewer where another would say the same."""
    writer, says = _FormWriter(brief, form, said, tools), said.forms[form.id]
    written: set[str] = set()
    for number in range(brief.variants):
        text = writer.text(number)
        if text in written:
            return
        written.add(text)
        yield CandidateVariant(text, says.angle, says.why)


class _FormWriter:
    """The texts of one brief."""

    def __init__(self, brief: Brief, form: TextForm, said: FormPhrases, tools: Tools) -> None:
        self._form, self._words, self._says = form, said.words, said.forms[form.id]
        self._topic = brief.topic
        said_before = tuple(_without_names(text, form) for text in brief.said)
        # What the calendar calls the topic is an idea for whoever writes: what of it can be said is in other slots.
        self._brief = replace(brief, said=said_before, topic="" if brief.assignment else brief.topic)
        self._tools = tools
        self._composers: dict[int, Composer] = {}
        self._told: list[str] = []
        self._accepted: list[Composed] = []

    def text(self, number: int) -> str:
        """The text of that variant."""
        stretches, spent, used = list[str](), 0, frozenset[str]()
        for at, part in enumerate(self._form.parts, 1):
            kept_free = sum(later.takes * later.least for later in self._form.parts[at:] if later.required)
            made = self._part(part, f"form-{number}-{part.id}", used)
            times = len(made)
            for n, filled in enumerate(made, 1):
                used |= filled.keys
                one = self._spoken(part, filled, stretches)
                takes = self._takes(part, one, times)
                if (
                    n > part.least
                    and self._form.clock is Clock.SECONDS
                    and spent + takes + kept_free > self._form.lasts
                ):
                    break
                stretches.append(self._laid_out(part, one, n, takes, spent) if part.labelled else one.text)
                spent += takes
        text = self._says.joint.join(stretches)
        self._told.append(text)
        light = self._says.emoji and self._brief.channel in EMOJI_CHANNELS
        return text + self._tools.voice.emoji(text) if light else text

    def _part(self, part: Part, place: str, used: frozenset[str]) -> list[Composed]:
        """The part as often as it comes: as often as it must, and more only where there is something to tell."""
        patterns = self._patterns(part)
        told = [p for p in patterns if EVIDENCE_SLOTS & set(SLOT.findall(p))]
        about = [p for p in patterns if ABOUT & set(SLOT.findall(p))]
        composer, made = self._composer(part, max(map(len, patterns), default=0)), list[Composed]()
        for n in range(part.most):
            spot = f"{place}-{n}"
            one = self._fresh(composer, spot, told, used) or (None if told else composer.fresh(spot, about))
            if one is None and (n < part.least or not told):
                one = (
                    composer.fresh(spot, patterns)
                    or composer.new(spot, patterns)
                    or self._any(composer, spot, patterns)
                )
            if one is None:
                break
            used |= one.keys
            self._accepted.append(one)
            for other in self._composers.values():
                other.accept(one)
            made.append(one)
        return made

    def _fresh(self, composer: Composer, place: str, told: list[str], used: frozenset[str]) -> Composed | None:
        """A filling that tells what no other part of this text told."""
        made = composer.fresh(place, told)
        return made if made and not made.keys & used else None

    def _any(self, composer: Composer, place: str, patterns: list[str]) -> Composed | None:
        """Where everything was said before: the first filling there is."""
        made = (composer.fill(place, p) for p in self._tools.dice.shuffled(place, patterns) if composer.fillable(p))
        return next((m for m in made if m), None)

    def _spoken(self, part: Part, made: Composed, before: Sequence[str]) -> Composed:
        """The part as the persona says it, where it is talk; a turn of phrase comes once in some parts."""
        if part.id not in self._says.spoken:
            return made
        text, voice = "".join(before), self._tools.voice
        said = [phrase for phrase in voice.phrases if phrase.strip() in text]
        first = len(said) <= len(before) // PARTS_A_PHRASE
        said += [p for p in voice.phrases if len(p) > LONGEST_AGAIN and any(p.strip() in told for told in self._told)]
        said += [p for p in voice.particles if p in text or any(p in told for told in self._told)]
        lead, joint, talk = made.text.rpartition(NEW_LINE)
        told = voice.deliver(talk.strip(), is_tip="tip" in made.slots, said=said, first=first)
        return replace(made, text=f"{lead}{joint}{told}")

    def _patterns(self, part: Part) -> list[str]:
        """What the part may say, with what the form needs to know put in; nothing of what it can do without and nobody
        knows."""
        own = self._says.parts.get(f"{part.id}.{self._form.origin}", []) if self._form.origin else []
        patterns = own or self._says.parts.get(part.id, [])
        for need in self._form.needs:
            slot = f"{{{KNOWN}{need.id}}}"
            if any(slot in p for p in patterns):
                known = self._known(need, part)
                patterns = [p.replace(slot, known) for p in patterns if known or slot not in p]
        return patterns

    def _known(self, need: Need, part: Part) -> str:
        """What is known of a need: a person's words, the calendar's, else the knowledge's; else that it is missing."""
        assignment = self._brief.assignment
        if need.by_live and assignment and assignment.live_at:
            return "{live}"
        if told := need.told_in(self._topic):
            return told.strip(" 。.")
        hole = self._words.hole.replace("{what}", need.name.of(self._brief.language)) if need.required else ""
        return self._from_knowledge(need, self._room(part)) or hole

    def _from_knowledge(self, need: Need, room: int) -> str:
        """The lines that tell what is needed, without those that tell what a later need asks for."""
        material, stop = self._tools.material, self._tools.phrases.words.full_stop
        later = self._form.needs[self._form.needs.index(need) + 1 :]
        for item, lines in material.by_item.items():
            if not _answers(need, item):
                continue
            if item.fact:
                return fact_piece(item, item.fact, self._tools.phrases.words, self._tools.dice).text
            said, left = list[str](), room
            for line in _telling(need, later, item, lines):
                words = self._tools.voice.readdress(line.text).strip("。. ")
                if len(words) > left and said:
                    break
                if self._tools.voice.allows(words):
                    said.append(f"{words}[{line.n}]")
                    left -= len(words)
            if said:
                return stop.join(said)
        return ""

    def _composer(self, part: Part, longest: int) -> Composer:
        """What fills the patterns of parts of that length; what has to be told is told in full."""
        length, room = self._length(part), self._room(part)
        if not part.limits:
            room = max(room, longest)
        key = 10_000 * length + room
        if key not in self._composers:
            fitted = replace(self._brief.form, target_characters=length, soft_characters=room, hard_characters=None)
            t = self._tools
            self._composers[key] = Composer(replace(self._brief, form=fitted), t.phrases, t.material, t.still, t.dice)
            for earlier in self._accepted:
                self._composers[key].accept(earlier)
        return self._composers[key]

    def _length(self, part: Part) -> int:
        factor = ENGLISH_LENGTH if self._brief.language is Language.EN else 1
        return (part.characters or SHORTEST_PART) * factor

    def _room(self, part: Part) -> int:
        """The characters a part may have: what reads well, within the platform's limits."""
        size = BYTES_A_CHARACTER[self._brief.language]
        factor = ENGLISH_LENGTH if size == 1 else 1
        limits = [
            m.most // size if m.measure is Measure.BYTES else m.most * (1 if m.hard else factor) for m in part.limits
        ]
        return min([max(SHORTEST_PART, round(ROOM * self._length(part))), *limits])

    def _takes(self, part: Part, made: Composed, times: int) -> int:
        """Minutes as the form gives them; seconds as the line takes to be spoken."""
        if self._form.clock is Clock.SECONDS and part.lines:
            spoken = made.text.rpartition(NEW_LINE)[2].strip()
            return max(part.takes // 3 + 1, math.ceil(len(without_marks(spoken)) / self._words.spoken))
        return part.takes * part.most // times

    def _laid_out(self, part: Part, made: Composed, n: int, takes: int, spent: int) -> str:
        """The part under its name, each of its lines on a line."""
        name = part.name.of(self._brief.language)
        kind = (
            f"{self._form.clock}{'_many' if part.most > 1 else ''}" if takes else "many" if part.most > 1 else "label"
        )
        label = getattr(self._words, kind).replace("{name}", name).replace("{n}", str(n)).replace("{takes}", str(takes))
        said = [line.strip() for line in made.text.split(NEW_LINE)]
        if part.lines:
            names = (self._words.line.replace("{name}", line.of(self._brief.language)) for line in part.lines)
            said = ["", *(f"{name}{line}" for name, line in zip(names, said, strict=False))]
        return f"{self._begins(spent)}{label.rstrip() if not said[0] else label}" + "\n".join(said)

    def _begins(self, spent: int) -> str:
        """The time of day a part of a rundown begins, where the calendar knows when the stream does."""
        assignment = self._brief.assignment
        if self._form.clock is not Clock.MINUTES or assignment is None:
            return ""
        begins: datetime = assignment.at + timedelta(minutes=spent)
        return f"{begins:%H:%M} "


def _answers(need: Need, item: EvidenceItem) -> bool:
    """Whether an item of the evidence tells what is needed."""
    heading = item.passage.heading if item.passage else ""
    said = f"{heading}\n{item.text}"
    return item.role in need.roles and bool(re.search(need.known_by, said, re.IGNORECASE))


def _telling(need: Need, later: Sequence[Need], item: EvidenceItem, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of an item from the first that tells it; all of them where its heading says that it is about that."""
    heading = item.passage.heading if item.passage else ""
    own = [line for line in lines if not any(re.search(n.known_by, line.text, re.I) for n in later)]
    if re.search(need.known_by, heading, re.I):
        return own
    first = next((i for i, line in enumerate(own) if re.search(need.known_by, line.text, re.I)), len(own))
    return own[first:]


def _without_names(text: str, form: TextForm) -> str:
    """An earlier text without the names of its parts: only what it said is not to come again."""
    return "\n".join(at.says(text) for at in form.parts_in(text)) or text
