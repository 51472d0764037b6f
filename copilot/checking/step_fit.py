"""Whether a text does what its step of the ladder asks: no hard close, a question, a proof, one lowered cost."""

import re
from collections.abc import Callable, Iterator, Mapping

from copilot.checking.request import Reading
from copilot.checking.voice_rules import VoiceBook
from copilot.domain.draft import Finding, cited_numbers
from copilot.domain.evidence import Role
from copilot.domain.ladder import Step

PROOFS = (Role.PROOF, Role.STORY)
RELIEFS = (Role.OFFER, Role.POLICY)
_SHARED = 6


class StepFit:
    """The checks of the four steps."""

    def __init__(self, book: VoiceBook) -> None:
        self._patterns = book.steps
        self._notices = book.notices
        self._by_step: Mapping[Step, Callable[[Reading], Iterator[Finding]]] = {
            Step.INTEREST: self._interest,
            Step.NEED: self._need,
            Step.TRUST: self._trust,
            Step.ACTION: self._action,
        }

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Findings for the step that was asked for; none without a step."""
        step = reading.request.step
        return self._by_step[step](reading) if step else iter(())

    def _interest(self, reading: Reading) -> Iterator[Finding]:
        plain = reading.surface.plain
        excused = [m.span() for m in self._patterns.not_close.finditer(plain)]
        for m in self._patterns.hard_close.finditer(plain):
            if not any(start < m.end() and m.start() < end for start, end in excused):
                yield reading.finding(self._notices["step_hard_close"], m.start(), m.end())

    def _need(self, reading: Reading) -> Iterator[Finding]:
        if not self._patterns.question.search(reading.surface.plain):
            yield self._at_the_end(reading, "step_no_question")

    def _trust(self, reading: Reading) -> Iterator[Finding]:
        request = reading.request
        cited = set(cited_numbers(request.text))
        if cited and request.evidence:
            roles = {i.role for i in request.evidence if i.n in cited}
            if not roles & {*PROOFS, Role.POLICY}:
                yield self._at_the_end(reading, "step_no_proof")
        elif not self._patterns.proof_words.search(reading.surface.plain) and not self._quotes(reading, PROOFS):
            yield self._at_the_end(reading, "step_proof_unsourced")

    def _action(self, reading: Reading) -> Iterator[Finding]:
        plain = reading.surface.plain
        if relief := self._patterns.relief.search(plain):
            if not self._backed(reading):
                yield reading.finding(self._notices["step_relief_unsourced"], relief.start(), relief.end())
        else:
            yield self._at_the_end(reading, "step_no_relief")
        asked = self._next_steps(plain)
        if len(asked) >= self._patterns.too_many_next:
            last = asked[-1]
            notice = self._notices["step_many_next"]
            yield reading.finding(notice, last.start(), last.end(), count=len(asked))

    def _next_steps(self, plain: str) -> list[re.Match[str]]:
        """The first place of each kind of thing that is asked of the reader, in order."""
        excused = [m.span() for m in self._patterns.not_asked.finditer(plain)]
        found = []
        for kind in self._patterns.next_steps:
            asked = (m for m in kind.finditer(plain) if not any(s <= m.start() < e for s, e in excused))
            if first := next(asked, None):
                found.append(first)
        return sorted(found, key=lambda m: m.start())

    def _backed(self, reading: Reading) -> bool:
        """Whether an offer or policy stands behind a relief: cited, quoted, or a price fact in force on the day."""
        request = reading.request
        cited = set(cited_numbers(request.text))
        if any(i.n in cited and (i.role in RELIEFS or i.fact) for i in request.evidence):
            return True
        if not request.evidence or self._quotes(reading, (*RELIEFS, Role.FAQ, Role.SCRIPT)):
            return True
        plain = reading.surface.plain
        return any(f.value in plain for f in request.facts if f.in_force(request.at) and len(f.value) > 1)

    def _quotes(self, reading: Reading, roles: tuple[Role, ...]) -> bool:
        """Whether a passage of one of `roles` shares some characters in a row with the text."""
        plain = reading.surface.plain
        runs = {plain[i : i + _SHARED] for i in range(len(plain) - _SHARED + 1)}
        for item in reading.request.evidence:
            if item.role in roles and any(item.text[i : i + _SHARED] in runs for i in range(len(item.text) - _SHARED)):
                return True
        return False

    def _at_the_end(self, reading: Reading, notice: str) -> Finding:
        """A finding about what is missing, at the last sentence."""
        return reading.finding(self._notices[notice], *reading.last_sentence)
