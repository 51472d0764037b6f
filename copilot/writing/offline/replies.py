"""Replies to a customer: what was asked comes first, and each variant makes a different move."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from copilot.domain.conversation import Move, Objection, Reading, Stand
from copilot.domain.draft import Brief, CandidateVariant, Wish
from copilot.domain.evidence import Field, Role
from copilot.domain.ladder import Step
from copilot.writing.likeness import overlap, pairs_of
from copilot.writing.offline.compose import Composed, Composer
from copilot.writing.offline.material import Material
from copilot.writing.offline.phrasebook import Phrases
from copilot.writing.offline.scripts import FITS, Script, fitting_scripts
from copilot.writing.offline.tidy import tidy
from copilot.writing.segment_moves import convincing, in_order_for

LEADABLE = frozenset({Move.ASK, Move.LOWER_COST, Move.REASSURE, Move.INVITE})
"""Moves that first give the short answer when the customer asked something."""
CLEARLY = 1.05
"""Worth from which an approved wording is about what was asked."""
ALMOST = 0.15
"""How much less than the best approved wording another may fit: one of a like situation asks of somebody else's mother."""
DOES = {
    Move.ASK: ("<ask_fit>",),
    Move.PROVE: ("{weak}", "{voice}", "{voice_bad}", "{proof}"),
    Move.LOWER_COST: ("{policy}", "{offer}"),
    Move.REASSURE: ("<no_rush>",),
}
"""What a pattern holds that does a move beside answering."""
PROOFS = ("proof", "voice", "voice_bad")


def replies(brief: Brief, composer: Composer, phrases: Phrases) -> Iterator[CandidateVariant]:
    """Different moves; one single farewell when the customer says stop; holding replies when a person must take over."""
    reading = brief.reading or Reading(Stand.OTHER, brief.step)
    if reading.says_stop:
        yield from _variants(["stop"], [Move.LET_GO], 1, composer, phrases)
        return
    if reading.escalation:
        own = f"escalation_{reading.escalation}"
        keys = [own if own in phrases.replies.says else "escalation"]
        yield from _variants(keys, [Move.HOLD] * max(1, brief.variants), brief.variants, composer, phrases, brief.wish)
        return
    writer = _ReplyWriter(brief, reading, composer, phrases)
    yield from writer.write()


def _variants(
    keys: list[str], moves: list[Move], wanted: int, composer: Composer, phrases: Phrases, wish: Wish | None = None
) -> Iterator[CandidateVariant]:
    for number, move in enumerate(moves[:wanted]):
        patterns = [p for key in keys for p in phrases.replies.says.get(key, {}).get(move, [])]
        patterns = warmed(patterns, keys, phrases) if wish is Wish.WARMER else patterns
        if made := composer.least(number, patterns):
            composer.accept(made)
            yield CandidateVariant(made.text, move, phrases.replies.why[move])


def warmed(patterns: Sequence[str], keys: Sequence[str], phrases: Phrases) -> list[str]:
    """The patterns, each after words that take up how the customer may feel in the first situation that has some."""
    begins = next((phrases.warm[key] for key in keys if key in phrases.warm), phrases.warm["any"])
    joint = "" if phrases.words.comma == "，" else " "
    return [f"{begin}{joint}{p}" for begin in begins for p in patterns]


class _ReplyWriter:
    """Writes the replies of one conversation that goes on."""

    def __init__(self, brief: Brief, reading: Reading, composer: Composer, phrases: Phrases) -> None:
        self._brief, self._reading, self._composer, self._phrases = brief, reading, composer, phrases
        self._material: Material = composer.material
        scripts = [s for s in fitting_scripts(brief, self._material) if len(s.text) <= composer.limit]
        best = max((s.worth for s in scripts), default=0.0)
        self._scripts = [s for s in scripts if s.worth >= best - ALMOST]
        self._keys = self._situations()
        self._warm = brief.wish is Wish.WARMER

    def _situations(self) -> list[str]:
        """From the most particular: the objection, the stand, the step; then what always goes.

        Who feels disturbed gets no other than that: anything else would be a further pitch.
        """
        reading = self._reading
        if reading.objection is Objection.DISTURBED:
            return [f"objection_{reading.objection}"]
        keys = ["unknown"] if self._must_look_up else []
        if self._material.answering.chased:
            keys = ["promise"]
        if self._choice:
            keys = [self._choice]
        if reading.objection:
            keys.append(f"objection_{reading.objection}")
        if reading.stand is not Stand.CONVERT:
            keys.append(f"stand_{reading.stand}")
        elif reading.step:
            keys.append(f"step_{reading.step}")
        doubts = reading.objection in (Objection.DISTRUST, Objection.EFFECT) or reading.step is Step.TRUST
        return [*keys, *(["unproven"] if doubts else []), "any"]

    @property
    def _choice(self) -> str:
        """The key of what is said where several products are laid beside each other; "" where none are."""
        return f"choice_{self._material.choice.kind}" if self._material.choice and self._material.offered else ""

    def write(self) -> Iterator[CandidateVariant]:
        written = 0
        for move in self._moves():
            if written == self._brief.variants:
                return
            if made := self._scripted(move) or self._composed(move):
                self._composer.accept(made)
                written += 1
                yield CandidateVariant(made.text, move, self._phrases.replies.why[move])
        if not written:
            yield from self._once_more()

    def _once_more(self) -> Iterator[CandidateVariant]:
        """Where everything was said before, the first move there are words for, said again."""
        for move in [*self._moves(), *Move]:
            for key in self._keys:
                if made := self._composer.any(f"{key}-{move}", self._phrases.replies.says.get(key, {}).get(move, [])):
                    yield CandidateVariant(made.text, move, self._phrases.replies.why[move])
                    return

    def _moves(self) -> list[Move]:
        """What was asked is answered first; then the moves of scripts that fit and the situation's plan, those that
        convince this segment before the others."""
        plans = self._phrases.replies.plans
        planned = [move for key in self._keys for move in plans.get(key, [])]
        first = [Move.ANSWER] if self._material.answering.answers or self._must_look_up else []
        scripted = [s.move for s in self._scripts[:2]]
        if self._choice:
            return list(dict.fromkeys([*planned, *scripted]))
        surest = max((i.near for i in self._material.items if i.role is not Role.SCRIPT), default=0.0)
        several = len(self._material.answering.questions) > 1
        if (
            self._scripts
            and not several
            and self._scripts[0].worth > CLEARLY
            and self._scripts[0].worth - FITS > surest
        ):
            first = scripted[:1] + first
        if self._reading.objection is not Objection.DISTURBED:
            planned, scripted = in_order_for(self._brief.segment, [*scripted, *planned]), []
        return list(dict.fromkeys([*first, *scripted, *planned]))

    @cached_property
    def _must_look_up(self) -> bool:
        """Whether a question stays open: nothing at hand answers it, no approved wording is about it.

        What is asked about an order is always looked up in the order: the phrases for service say so.
        """
        if self._reading.stand is Stand.SERVICE or self._choice:
            return False
        if self._reading.objection in (Objection.DISTRUST, Objection.EFFECT) and len(self._reading.questions) == 1:
            return False  # a doubt put as a question is met by proof, or by saying that there is none at hand
        return self._material.answering.unanswered and not any(s.worth >= CLEARLY for s in self._scripts)

    def _scripted(self, move: Move) -> Composed | None:
        """The approved words for this move, unless they nearly repeat what was said already."""
        for script in self._scripts:
            if self._choice and move in self._phrases.replies.says[self._choice]:
                return None
            if move is Move.ANSWER and self._material.answering.answers and len(self._material.answering.questions) > 1:
                return None
            if script.move is move and not self._stale(script) and not self._better_composed(script):
                text = tidy(self._warm_beginning(move) + script.text, self._phrases.language)
                return Composed(text, frozenset({script.key}), frozenset({"script"}))
        return None

    def _warm_beginning(self, move: Move) -> str:
        """What comes before approved words in a warm reply."""
        made = self._composer.best(f"warm-{move}", warmed([""], self._keys, self._phrases)) if self._warm else None
        return made.text + ("" if self._phrases.words.comma == "，" else " ") if made else ""

    def _better_composed(self, script: Script) -> bool:
        """A price with a last day or for one size only is better said by us than in a script's blank: with both."""
        prices = (i.fact for i in self._material.items if i.fact and i.fact.field in Field.PRICES)
        return script.prices and any(fact.valid_to or fact.note for fact in prices)

    def _stale(self, script: Script) -> bool:
        turns = self._brief.conversation.exchange if self._brief.conversation else ()
        said = [*self._brief.said, *(t.text for t in turns)]
        return any(overlap(pairs_of(script.text), pairs_of(text)) > 0.5 for text in said)

    def _composed(self, move: Move) -> Composed | None:
        for key in self._keys:
            patterns = self._phrases.replies.says.get(key, {}).get(move, [])
            if key == "unproven" and any(self._material.has(slot) for slot in PROOFS):
                continue
            if move is Move.ANSWER and self._material.answering.answers and key != self._choice:
                known = self._known()
                patterns = self._phrases.replies.says[known][Move.ANSWER]
                if made := self._composer.best(f"{key}-{move}-convincing", self._convincing(patterns)):
                    return made
            if key == self._choice and move is Move.ANSWER and len(self._material.answering.questions) > 1:
                patterns = [f"{p}{self._joint}<rest_open>" for p in patterns]
            lead = self._composer.best(f"{key}-{move}-led", self._led(move, patterns))
            patterns = warmed(patterns, self._keys, self._phrases) if self._warm else patterns
            if made := lead or self._composer.best(f"{key}-{move}", patterns):
                return made
        return None

    def _known(self) -> str:
        """The key of what is said where something asked can be answered: all of it, or a part, or by a review only."""
        answering = self._material.answering
        if answering.chased:
            return "promise_known"
        if answering.left_open:
            return "known_partly"
        return "reviewed" if answering.from_review else "known"

    def _convincing(self, patterns: list[str]) -> list[str]:
        """Those of the patterns that go on, after the answer, with what convinces this segment most."""
        for move in convincing(self._brief.segment):
            going_on = [p for p in patterns if any(slot in p for slot in DOES.get(move, ()))]
            if any(map(self._composer.fillable, going_on)):
                return going_on
        return []

    @property
    def _joint(self) -> str:
        """What stands between two sentences."""
        return "" if self._phrases.words.comma == "，" else " "

    def _led(self, move: Move, patterns: list[str]) -> list[str]:
        """The same patterns after a short answer, where something was asked and can be answered shortly."""
        if (
            move not in LEADABLE
            or self._choice
            or self._material.answering.chased
            or not self._material.has("brief_answer")
        ):
            return []
        led = [f"<lead>{self._joint}{p}" for p in patterns]
        return warmed(led, self._keys, self._phrases) if self._warm else led
