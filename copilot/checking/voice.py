"""Voice, step and form of a text, joined: is it this person talking, to this reader, on this step, in this place."""

from collections.abc import Iterable
from dataclasses import dataclass

from copilot.checking.jargon import Jargon
from copilot.checking.length import FormFit
from copilot.checking.machine_voice import MachineVoice
from copilot.checking.persona_distance import PersonaDistance
from copilot.checking.request import Reading
from copilot.checking.step_fit import StepFit
from copilot.checking.text_parts import TextParts
from copilot.checking.voice_rules import VoiceBook
from copilot.domain.draft import Finding, Scores


@dataclass(frozen=True, slots=True)
class Heard:
    """What was found, and the two measures."""

    findings: tuple[Finding, ...]
    scores: Scores


class Voice:
    """All checks of voice, step and form. Pure; safe to share between threads."""

    def __init__(self, book: VoiceBook) -> None:
        self._jargon = Jargon(book)
        self._persona = PersonaDistance(book)
        self._steps = StepFit(book)
        self._machine = MachineVoice(book)
        self._form = FormFit(book)
        self._parts = TextParts(book)

    def hear(self, reading: Reading, worded: Iterable[Finding]) -> Heard:
        """Listen to the text; `worded` are the findings of the wording rules in it."""
        terms, share = self._jargon.check(reading)
        closeness = self._persona.check(reading)
        findings = (
            *terms,
            *(closeness.findings if closeness else ()),
            *self._steps.check(reading),
            *self._machine.check(reading, worded),
            *self._form.check(reading),
            *self._parts.check(reading),
        )
        return Heard(findings, Scores(round(share, 2), closeness.distance if closeness else None))
