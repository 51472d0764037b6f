"""Replies to a customer: what was asked comes first, and each variant makes a different move."""

from collections.abc import Iterator

from copilot.domain.conversation import Move, Objection, Reading, Stand
from copilot.domain.draft import Brief, CandidateVariant
from copilot.writing.offline.compose import Composed, Composer
from copilot.writing.offline.likeness import overlap, pairs_of
from copilot.writing.offline.material import Material
from copilot.writing.offline.phrasebook import Phrases
from copilot.writing.offline.scripts import Script, fitting_scripts
from copilot.writing.offline.tidy import tidy

LEADABLE = frozenset({Move.ASK, Move.LOWER_COST, Move.REASSURE, Move.INVITE})
"""Moves that first give the short answer when the customer asked something."""


def replies(brief: Brief, composer: Composer, phrases: Phrases) -> Iterator[CandidateVariant]:
    """Different moves; one single farewell when the customer says stop; holding replies when a person must take over."""
    reading = brief.reading or Reading(Stand.OTHER, brief.step)
    if reading.says_stop:
        yield from _variants(["stop"], [Move.LET_GO], 1, composer, phrases)
        return
    if reading.escalation:
        own = f"escalation_{reading.escalation}"
        key = own if own in phrases.replies.says else "escalation"
        yield from _variants([key], [Move.HOLD] * max(1, brief.variants), brief.variants, composer, phrases)
        return
    writer = _ReplyWriter(brief, reading, composer, phrases)
    yield from writer.write()


def _variants(
    keys: list[str], moves: list[Move], wanted: int, composer: Composer, phrases: Phrases
) -> Iterator[CandidateVariant]:
    for number, move in enumerate(moves[:wanted]):
        patterns = [p for key in keys for p in phrases.replies.says.get(key, {}).get(move, [])]
        if made := composer.best(f"{keys[0]}-{number}", patterns):
            composer.accept(made)
            yield CandidateVariant(made.text, move, phrases.replies.why[move])


class _ReplyWriter:
    """Writes the replies of one conversation that goes on."""

    def __init__(self, brief: Brief, reading: Reading, composer: Composer, phrases: Phrases) -> None:
        self._brief, self._reading, self._composer, self._phrases = brief, reading, composer, phrases
        self._material: Material = composer.material
        self._scripts = [s for s in fitting_scripts(brief, self._material) if len(s.text) <= composer.limit]
        self._keys = self._situations()

    def _situations(self) -> list[str]:
        """From the most particular: the objection, the stand, the step; then what always goes.

        Who feels disturbed gets no other than that: anything else would be a further pitch.
        """
        reading = self._reading
        if reading.objection is Objection.DISTURBED:
            return [f"objection_{reading.objection}"]
        keys = ["unknown"] if self._material.answering.unanswered else []
        if reading.objection:
            keys.append(f"objection_{reading.objection}")
        if reading.stand is not Stand.CONVERT:
            keys.append(f"stand_{reading.stand}")
        elif reading.step:
            keys.append(f"step_{reading.step}")
        return [*keys, "any"]

    def write(self) -> Iterator[CandidateVariant]:
        written = 0
        for move in self._moves():
            if written == self._brief.variants:
                return
            if made := self._scripted(move) or self._composed(move):
                self._composer.accept(made)
                written += 1
                yield CandidateVariant(made.text, move, self._phrases.replies.why[move])

    def _moves(self) -> list[Move]:
        """What was asked is answered first; then the moves of scripts that fit; then the situation's plan."""
        plans = self._phrases.replies.plans
        planned = [move for key in self._keys for move in plans.get(key, [])]
        first = [Move.ANSWER] if self._material.answering.questions else []
        if self._material.answering.unanswered:
            first = plans["unknown"]
        return list(dict.fromkeys([*first, *(s.move for s in self._scripts[:2]), *planned]))

    def _scripted(self, move: Move) -> Composed | None:
        """The approved words for this move, unless they nearly repeat what was said already."""
        for script in self._scripts:
            if script.move is move and not self._stale(script):
                text = tidy(script.text, self._phrases.language)
                return Composed(text, frozenset({script.key}), frozenset({"script"}))
        return None

    def _stale(self, script: Script) -> bool:
        turns = self._brief.conversation.turns if self._brief.conversation else ()
        said = [*self._brief.said, *(t.text for t in turns)]
        return any(overlap(pairs_of(script.text), pairs_of(text)) > 0.5 for text in said)

    def _composed(self, move: Move) -> Composed | None:
        for key in self._keys:
            patterns = self._phrases.replies.says.get(key, {}).get(move, [])
            if move is Move.ANSWER and self._material.answering.answers:
                patterns = self._phrases.replies.says["known"][Move.ANSWER]
            lead = self._composer.best(f"{key}-{move}-led", self._led(move, patterns))
            if made := lead or self._composer.best(f"{key}-{move}", patterns):
                return made
        return None

    def _led(self, move: Move, patterns: list[str]) -> list[str]:
        """The same patterns after a short answer, where something was asked and can be answered shortly."""
        if move not in LEADABLE or not self._material.has("brief_answer"):
            return []
        joint = "" if self._phrases.words.comma == "，" else " "
        return [f"<lead>{joint}{p}" for p in patterns]
