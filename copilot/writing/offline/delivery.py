"""Says a composed text the way its persona talks: a turn of phrase, sentences that run on, a particle at the end."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from copilot.domain.language import Language
from copilot.writing.offline.dice import Dice
from copilot.writing.offline.manner import Manner
from copilot.writing.offline.words import Words

_SENTENCES = re.compile(
    r"(?:“[^”]*”|[^。！？!?.…\n“]|\.(?![\s\[]|$))+(?:[。！？!?.…]+)?(?:\[\d+\])*[ ]*|[。！？!?.…\n]+[ ]*"
)
_MARKED = re.compile(r"\[\d+\]")
_STOP = re.compile(r"[。.](?P<after>(?:\[\d+\])*[ ]*)$")
_SPOKEN_END = re.compile(r"(?P<word>[一-鿿])(?P<after>(?:\[\d+\])*。(?:\[\d+\])*)$")
OFTEN = 0.85
"""How often a text gets a turn of phrase: the samples hold one in nearly every post."""
AFTER_A_QUESTION, AT_THE_FRONT, CLOSED = 0.9, 0.45, 0.5
PARTICLE = 0.75


@dataclass(frozen=True, slots=True)
class Delivery:
    """One persona's, for one brief. `particles` may end any statement, `softeners` only advice."""

    manner: Manner
    particles: tuple[str, ...]
    softeners: tuple[str, ...]
    words: Words
    language: Language
    names: tuple[str, ...]
    """Names that keep their capital within a sentence."""

    def say(self, text: str, dice: Dice, *, is_tip: bool, said: Collection[str], first: bool = True) -> str:
        """The text as they would say it. `said` are phrases that another variant has already; what is not the `first`
        stretch of a text gets none."""
        parts = _SENTENCES.findall(text)
        if self.manner.longest:
            parts = self._run_on(parts)
        spoken = "".join(parts)
        if first and not any(own in spoken.lower() for own in self.manner.own) and dice.roll("phrase?", text) < OFTEN:
            parts = self._with_phrase(parts, dice, is_tip=is_tip, said=said)
        return "".join(self._with_particle(parts, dice, said))

    def _with_phrase(self, parts: list[str], dice: Dice, *, is_tip: bool, said: Collection[str]) -> list[str]:
        text = "".join(parts)
        fronts, turns, calls, closings = (
            [p for p in phrases if p not in said]
            for phrases in (self.manner.fronts, self.manner.turns, self.manner.calls, self.manner.closings)
        )
        claims = [at for at, part in enumerate(parts) if _MARKED.search(part) and "“" not in part and not _asks(part)]
        if closings and is_tip and dice.roll("closing?", text) < CLOSED and parts[-1].rstrip()[-1:] not in "？?":
            return [*parts, f"{self.words.between}{dice.one('closing', closings)}{self.words.full_stop.strip()}"]
        if 1 in claims and _asks(parts[0]) and dice.roll("answer?", text) < AFTER_A_QUESTION:
            return self._put(parts, 1, dice, [*fronts, *turns])
        if claims and claims[-1] > 0 and turns and dice.roll("front?", text) > AT_THE_FRONT:
            return self._put(parts, claims[-1], dice, turns)
        return self._put(parts, 0, dice, [*fronts, *turns, *calls] if 0 in claims else calls)

    def _put(self, parts: list[str], at: int, dice: Dice, phrases: Sequence[str]) -> list[str]:
        if not phrases or parts[at].startswith(("“", "\n")):
            return parts
        phrase = dice.one("phrase", phrases)
        return [*parts[:at], phrase + self._within(parts[at]), *parts[at + 1 :]]

    def _within(self, sentence: str) -> str:
        """The sentence as it stands after a comma: without its capital, unless that belongs to a name."""
        word = re.match(r"[A-Z][\w'’]*", sentence)
        if self.language is Language.ZH or word is None or word[0].split("'")[0].split("’")[0] in ("I", *self.names):
            return sentence
        return sentence[0].lower() + sentence[1:]

    def _run_on(self, parts: list[str]) -> list[str]:
        """Neighbouring statements of evidence joined, where the persona's sentences get that long."""
        joined: list[str] = []
        for part in parts:
            before = joined[-1] if joined else ""
            plain = "“" not in before + part and "\n" not in before + part and not _asks(before) and not _asks(part)
            plain = plain and bool(re.match(self.words.runs_on_with, part))
            plain = plain and (self.language is Language.ZH or bool(_MARKED.search(before)))
            if before and plain and _STOP.search(before) and len(before) + len(part) <= self.manner.longest:
                marks = _STOP.search(before)
                assert marks is not None
                joined[-1] = f"{before[: marks.start()]}{marks['after'].strip()}{self.words.run_on}{self._within(part)}"
            else:
                joined.append(part)
        return joined

    def _with_particle(self, parts: list[str], dice: Dice, said: Collection[str]) -> list[str]:
        """One particle at the end of the last statement that can take one, unless there is one already; one that no other
        variant has, where there are several."""
        own = (*self.particles, *self.softeners)
        text = "".join(parts)
        ended = any(re.search(rf"{p}(?:\[\d+\])*[。？，！]", text) for p in own)
        if not own or ended or dice.roll("particle?", text) > (PARTICLE if _MARKED.search(text) else 1.0):
            return parts
        for at in range(len(parts) - 1, -1, -1):
            found = _SPOKEN_END.search(parts[at])
            allowed = [*self.particles, *(self.softeners if re.search(self.words.advises, parts[at]) else ())]
            if found and allowed and "“" not in parts[at] and found["word"] not in self.words.no_particle_after:
                particle = dice.one("particle", [p for p in allowed if p not in said] or allowed)
                return [*parts[:at], _SPOKEN_END.sub(rf"\g<word>{particle}\g<after>", parts[at]), *parts[at + 1 :]]
        return parts


def _asks(sentence: str) -> bool:
    return sentence.rstrip(" ]0123456789[")[-1:] in ("？", "?")
