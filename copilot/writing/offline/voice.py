"""How the persona sounds: forms of address, particles, emoji, words they would never say."""

import re
from collections.abc import Collection, Sequence
from functools import cached_property

from copilot.domain.draft import Brief, Task, Wish, without_marks
from copilot.domain.persona import never_words_in
from copilot.writing.offline.delivery import Delivery
from copilot.writing.offline.dice import Dice
from copilot.writing.offline.manner import Manner, manner_of
from copilot.writing.offline.phrasebook import Phrases


class Voice:
    """The register of one brief's persona, or a plain polite one without a persona."""

    def __init__(self, brief: Brief, phrases: Phrases, dice: Dice, part_of_another: re.Pattern[str]) -> None:
        self._words, self._forms, self._dice = phrases.words, phrases.address_forms, dice
        self._persona, self._part_of_another = brief.persona, part_of_another
        self._warm = brief.wish is Wish.WARMER
        self.you = self._form_of_address(brief)
        self._delivery = self._delivered(brief, phrases)

    def _form_of_address(self, brief: Brief) -> str:
        """The card's, else the one of the usual ones that the samples use and no other."""
        plain = [v for v in self._words.address.values() if v != "{you}"] or [""]
        own = [a for a in (self._persona.address if self._persona else ()) if a in self._words.address]
        samples = "".join(self._persona.samples) if self._persona else ""
        used = [you for you in dict.fromkeys(self._words.default_you) if you in samples]
        default = used[0] if len(used) == 1 else self._words.default_you[0 if brief.task is Task.REPLY else -1]
        return next((a for a in own if a not in plain), default)

    def _delivered(self, brief: Brief, phrases: Phrases) -> Delivery:
        own = self._persona.particles if self._persona else ()
        names = {word for p in brief.brand.products for name in p.names for word in name.split()}
        return Delivery(
            # Who answers comes to the point; a turn of phrase before it keeps somebody waiting.
            Manner() if brief.task is Task.REPLY else manner_of(self._persona, self._words),
            tuple(p for p in own if p in self._words.statement_particles),
            tuple(p for p in own if p in self._words.softening_particles),
            self._words,
            phrases.language,
            tuple(names),
        )

    @property
    def phrases(self) -> tuple[str, ...]:
        """The persona's own turns of phrase."""
        manner = self._delivery.manner
        return (*manner.fronts, *manner.turns, *manner.calls, *manner.closings)

    @property
    def particles(self) -> tuple[str, ...]:
        """The persona's particles for the end of a sentence."""
        return (*self._delivery.particles, *self._delivery.softeners)

    def deliver(self, text: str, *, is_tip: bool, said: Collection[str], first: bool) -> str:
        """The text the way the persona talks."""
        if self._persona is None or not text:
            return text
        return self._delivery.say(text, self._dice, is_tip=is_tip, said=said, first=first)

    def readdress(self, text: str) -> str:
        """The text with every form of address turned into this persona's; not what is part of another word (父亲)."""

        def turned(found: re.Match[str]) -> str:
            if self._part_of_another.match(text.lower(), found.start()):
                return found[0]
            return self._words.address.get(found[0], found[0]).replace("{you}", self.you)

        return self._forms.sub(turned, text)

    def allows(self, text: str) -> bool:
        """Whether the persona would say these words."""
        if self._persona is None:
            return True
        said = without_marks(text).lower()
        return not any(True for _ in never_words_in(said, self._persona, self._part_of_another))

    def values(self, place: str) -> dict[str, str]:
        """What the voice's own slots become in one text: at most one particle of each kind, or none."""
        return {
            "you": self.you,
            "p": self._particle(f"{place}-p", self._words.statement_particles),
            "q": self._particle(f"{place}-q", self._words.question_particles),
            "hey": self._hey(place),
            "pet": self._pet(place),
        }

    def _particle(self, place: str, usual: Sequence[str]) -> str:
        """One of the persona's particles now and then, or none; in a warm text always one, the mildest without a
        persona."""
        own = [p for p in (self._persona.particles if self._persona else ()) if p in usual]
        known = own or (list(usual[:1]) if self._warm and self._persona is None else [])
        return self._dice.one(place, known) if known and (self._warm or self._dice.roll(f"{place}?") < 0.7) else ""

    def _hey(self, place: str) -> str:
        """A call to the readers (“姐妹们，”), now and then, where the persona has one."""
        calls = [a for a in (self._persona.address if self._persona else ()) if a not in self._words.address]
        calls = [a for a in calls if 1 < len(a) <= 16 and re.search(self._words.call, a)]
        if not calls or self._dice.roll(f"{place}-hey?") > 0.45:
            return ""
        call = self._dice.one(f"{place}-hey", calls)
        return call[:1].upper() + call[1:] + self._words.comma

    def _pet(self, place: str) -> str:
        """A turn of phrase of the persona's that their samples open sentences with (“讲句实在的，”), now and then."""
        if self._dice.roll(f"{place}-pet?") > 0.5:
            return ""
        return self._dice.one(f"{place}-pet", self._opens) if self._opens else ""

    @cached_property
    def _opens(self) -> list[str]:
        """The persona's turns of phrase as their samples open sentences with them."""
        samples = "\n".join(self._persona.samples) if self._persona else ""
        words = self._persona.pet_words if self._persona else ()
        found = (re.search(rf"(?:^|[。！？.!?]\s*)({re.escape(w)}[，：,:]\s?)", samples, re.I | re.M) for w in words)
        return [opening[1] for opening in found if opening]

    def emoji(self, place: str) -> str:
        """One emoji of the persona's for the end of a post, or none."""
        own = self._persona.emoji if self._persona else ()
        gap = " " if self._words.comma.endswith(" ") else ""
        return gap + self._dice.one(f"{place}-emoji", own) if own and self._dice.roll(f"{place}-emoji?") < 0.6 else ""
