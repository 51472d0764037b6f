"""How far a text is from the person who is to say it: their card and the posts they really wrote."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from copilot.checking.request import Reading
from copilot.checking.rulebook import Notice
from copilot.checking.voice_rules import VoiceBook
from copilot.domain.draft import Finding, Severity
from copilot.domain.persona import Persona, never_words_in, occurrences

_SENTENCE = re.compile(r"[^。！？!?\n…]+[。！？!?…]*")
_EXCLAMATION = re.compile(r"[！!‼❗]")


@dataclass(frozen=True, slots=True)
class Habits:
    """What a person's card and samples allow. `None` where neither says anything."""

    usual_length: float | None
    longest: int
    address: frozenset[str]
    particles: frozenset[str]
    emoji: frozenset[str]
    exclamations: float
    """Exclamation marks per sentence of the samples."""
    knows_address: bool


@dataclass(frozen=True, slots=True)
class Closeness:
    """How far a text is from its persona, 0 to 1, and what falls out."""

    distance: float
    findings: tuple[Finding, ...]


class PersonaDistance:
    """Measures texts against personas; keeps what it has read of each."""

    def __init__(self, book: VoiceBook) -> None:
        self._features = book.persona
        self._notices = book.notices
        self._emoji = book.machine.emoji
        self._address = self._features.address.forms
        self._particles = self._features.particles.forms
        self.habits = lru_cache(maxsize=64)(self._habits)

    def check(self, reading: Reading) -> Closeness | None:
        """The distance and what falls out; None when nobody in particular is speaking."""
        persona = reading.request.persona
        if persona is None:
            return None
        habits = self.habits(persona)
        findings = list(self._findings(reading, persona, habits))
        distance = self._distance(reading, persona, habits)
        if distance >= self._features.far and len(reading.surface.plain.strip()) >= self._features.shortest:
            findings.append(self._far(reading, persona, findings, distance))
        return Closeness(distance, tuple(findings))

    def _habits(self, persona: Persona) -> Habits:
        samples = "\n".join(persona.samples)
        lengths = [_length(s) for s in _sentences(samples)]
        lower = samples.lower()
        return Habits(
            usual_length=sum(lengths) / len(lengths) if lengths else None,
            longest=max(lengths, default=0),
            address=frozenset({a.lower() for a in persona.address} | {m[0] for m in self._addresses(lower)}),
            particles=frozenset({*persona.particles, *(m[0] for m in self._particles.finditer(samples))}),
            emoji=frozenset({_bare(e) for e in (*persona.emoji, *self._emoji.findall(samples))}),
            exclamations=len(_EXCLAMATION.findall(samples)) / max(1, len(lengths)),
            knows_address=bool(persona.address or persona.samples),
        )

    def _findings(self, reading: Reading, persona: Persona, habits: Habits) -> Iterator[Finding]:
        text, plain, name = reading.request.text, reading.surface.plain, persona.name
        n = self._notices
        for m in self._never(plain, persona):
            yield reading.finding(n["persona_never"], m.start(), m.end(), name=name)
        for m in self._strange_address(plain, habits):
            right = "、".join(persona.address)
            yield reading.finding(n["persona_address"], m.start(), m.end(), name=name, right=right)
        for m in self._strange_particles(plain, habits):
            right = "、".join(persona.particles)
            yield reading.finding(n["persona_particle"], m.start(), m.end(), name=name, right=right)
        for m in self._strange_emoji(text, habits):
            right = " ".join(persona.emoji)
            yield reading.finding(n["persona_emoji"], m.start(), m.end(), name=name, right=right)
        yield from self._loud(reading, persona, habits)
        yield from self._aped(reading, n["persona_pet_word"], persona)
        yield from self._out_of_step(reading, persona, habits)

    def _never(self, plain: str, persona: Persona) -> Iterator[re.Match[str]]:
        return never_words_in(plain, persona, self._features.address.other)

    def _loud(self, reading: Reading, persona: Persona, habits: Habits) -> Iterator[Finding]:
        marks = list(_EXCLAMATION.finditer(reading.surface.plain))
        share = len(marks) / max(1, len(_sentences(reading.surface.plain)))
        if len(marks) >= 2 and share > habits.exclamations + self._features.exclamation_share:
            last = marks[-1]
            yield reading.finding(self._notices["persona_exclamation"], last.start(), last.end(), name=persona.name)

    def _aped(self, reading: Reading, notice: Notice, persona: Persona) -> Iterator[Finding]:
        for word in persona.pet_words:
            said = list(occurrences(word, reading.surface.plain))
            if len(said) >= self._features.pet_word_times:
                yield reading.finding(notice, said[1].start(), said[1].end())

    def _out_of_step(self, reading: Reading, persona: Persona, habits: Habits) -> Iterator[Finding]:
        """Sentences far longer than any the person wrote."""
        if not habits.usual_length:
            return
        for m in _SENTENCE.finditer(reading.surface.plain):
            length = _length(m[0])
            if length > self._features.rhythm_sentence * habits.longest:
                facts = {"length": length, "usual": round(habits.usual_length), "name": persona.name}
                yield reading.finding(self._notices["persona_rhythm"], m.start(), m.end(), **facts)

    def _far(self, reading: Reading, persona: Persona, findings: list[Finding], distance: float) -> Finding:
        """A finding about the whole, at the phrase that falls out most, or the longest sentence."""
        plain = reading.surface.plain
        gravest = sorted(findings, key=lambda f: f.severity is not Severity.WARN)
        longest = max(_SENTENCE.finditer(plain), key=lambda m: len(m[0]))
        start, end = (gravest[0].start, gravest[0].end) if gravest else longest.span()
        facts = {"name": persona.name, "score": f"{distance:.2f}"}
        return reading.finding(self._notices["persona_far"], start, end, **facts)

    def _distance(self, reading: Reading, persona: Persona, habits: Habits) -> float:
        plain, weights = reading.surface.plain, self._features.weights
        sentences = _sentences(plain)
        count = max(1, len(sentences))
        exclaimed = len(_EXCLAMATION.findall(plain)) / count - habits.exclamations
        never = any(True for _ in self._never(plain, persona))
        parts = {
            "rhythm": self._rhythm(plain, sentences, habits),
            "address": _capped(len(list(self._strange_address(plain, habits)))),
            "particles": _capped(len(list(self._strange_particles(plain, habits))) / 2),
            "emoji": _capped(len(list(self._strange_emoji(reading.request.text, habits))) / 2),
            "exclamation": _capped(exclaimed / (2 * self._features.exclamation_share)),
            "pet_words": float(never),
        }
        return round(sum(weight * parts[name] for name, weight in weights.items()) / sum(weights.values()), 3)

    def _rhythm(self, plain: str, sentences: list[str], habits: Habits) -> float:
        if not habits.usual_length or not sentences or len(plain.strip()) < self._features.shortest:
            return 0.0
        mean = sum(map(_length, sentences)) / len(sentences)
        return _capped(abs(math.log(max(mean, 1) / habits.usual_length)) / math.log(self._features.rhythm_ratio))

    def _addresses(self, plain: str) -> Iterator[re.Match[str]]:
        taken = {at for m in self._features.address.other.finditer(plain) for at in range(m.start(), m.end())}
        return (m for m in self._address.finditer(plain) if m.start() not in taken)

    def _strange_address(self, plain: str, habits: Habits) -> Iterator[re.Match[str]]:
        """Forms the person has never used; a common one only when they use another common one instead."""
        common = set(self._features.address.common)
        if not habits.knows_address or (not habits.address and common):
            return
        own_common = habits.address & common
        for m in self._addresses(plain):
            if m[0] in habits.address or any(m[0] in own for own in habits.address):
                continue
            if m[0] not in common or (m[0] == "您" and own_common and "您" not in own_common):
                yield m

    def _strange_particles(self, plain: str, habits: Habits) -> Iterator[re.Match[str]]:
        allowed = habits.particles | set(self._features.particles.plain)
        return (m for m in self._particles.finditer(plain) if m[0] not in allowed)

    def _strange_emoji(self, text: str, habits: Habits) -> Iterator[re.Match[str]]:
        return (m for m in self._emoji.finditer(text) if _bare(m[0]) not in habits.emoji)


def _sentences(text: str) -> list[str]:
    return [m[0] for m in _SENTENCE.finditer(text) if any(c.isalnum() for c in m[0])]


def _length(sentence: str) -> int:
    return sum(1 for c in sentence if not c.isspace())


def _bare(emoji: str) -> str:
    return emoji.replace("\ufe0f", "")


def _capped(value: float) -> float:
    return min(1.0, max(0.0, value))
