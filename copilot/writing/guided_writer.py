"""Writes with a small model: the offline writer says what there is to say, the model says it in the persona's words.

A model of a few billion parameters cannot pick what is true out of ten pieces of evidence; it can say again what stands
before it. What it makes of a text is taken only where everything the text stands on is still there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from copilot.domain.draft import Brief, Candidate, CandidateVariant, Notice, NoticeCode, Usage, opening_of
from copilot.domain.evidence import Evidence
from copilot.domain.spending import Account
from copilot.errors import ModelFailed
from copilot.ports import ChatMessage, ChatRequest, TextDelta
from copilot.writing.answer_wrapping import without_frame
from copilot.writing.ear import ear_for
from copilot.writing.echoes import Echoes
from copilot.writing.events import WriteEvent, Writer
from copilot.writing.fences import fenced, neutralised_draft
from copilot.writing.inputs import fenced_list, persona_card
from copilot.writing.lines import Lines
from copilot.writing.model_writer import ModelWriter
from copilot.writing.prompt_book import Prompt
from copilot.writing.prompt_files import Example
from copilot.writing.reviser import read_text
from copilot.writing.said_again import LONGEST, NotTheSame, keeps_turns, said_again, talk_in, voiced
from copilot.writing.whole_answer import whole_answer

PROMPT_ID = "voice"
SAMPLES = 4
TRIES = 3
"""Calls for one stretch: what lost a figure the first time is often right the second."""

ROOM_TOKENS = 30
"""Besides what the longest text takes that would be right: what comes after is wrong, and waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidedWriter(ModelWriter):
    """A `Writer` on a small chat model. `base` says what there is to say; `voice` is the prompt."""

    base: Writer
    voice: Prompt
    no_particle_after: str = ""
    """Characters after which no particle is put."""

    def write(self, brief: Brief, evidence: Evidence) -> Iterator[WriteEvent]:
        """Yield each text when it is done, and at last the candidate; a text that the model only did harm to stays as it
        was, and a notice says how many.

        Raises the last `ModelFailed` when the model failed before it was of use for any text.
        """
        told = next(event for event in self.base.write(brief, evidence) if isinstance(event, Candidate))
        again = _Again(self, brief)
        variants = list[CandidateVariant]()
        for variant in told.variants:
            variants.append(replace(variant, text=again.of(variant.text)))
            yield TextDelta(("\n\n" if len(variants) > 1 else "") + variants[-1].text)
        if again.failure and again.kept == len(variants):
            raise again.failure
        if again.kept:
            yield Notice(NoticeCode.WORDS_KEPT, count=again.kept)
        yield Candidate(tuple(variants), self.model.name, self.voice.mark, again.usage)

    def prompt_tokens(self, brief: Brief, evidence: Evidence) -> int:
        """Of the prompts for every stretch of a draft, each asked for once."""
        told = next(event for event in self.base.write(brief, evidence) if isinstance(event, Candidate))
        talk = (v.text[start:end] for v in told.variants for start, end in talk_in(v.text, brief.text_form))
        return sum(self.counter.count(m.content) for text in talk for m in self.render_voice(brief, text))

    def render_voice(self, brief: Brief, text: str) -> tuple[ChatMessage, ...]:
        """The messages that ask for `text` in the persona's words: the same for all texts of one voice but for the last."""
        lines, example = Lines(self.prompts.lines, brief.language), self.example(brief)
        samples = brief.persona.samples[:SAMPLES] if brief.persona else ()
        return self.voice.fill(
            brief.language,
            {
                "example_request": example.request,
                "example_answer": example.answer,
                "persona": persona_card(brief, lines),
                "samples": fenced_list("persona_samples", "samples", samples, lines),
                "draft": fenced("draft", neutralised_draft(text)),
            },
        )

    def example(self, brief: Brief) -> Example:
        """The example in the brief's language."""
        example: Example = getattr(self.voice.file.example, brief.language.value)
        return example


class _Again:
    """The texts of one brief, said again one after the other."""

    def __init__(self, writer: GuidedWriter, brief: Brief) -> None:
        self._writer, self._brief, self._ear = writer, brief, ear_for(brief)
        samples = brief.persona.samples if brief.persona else ()
        self._echoes = Echoes(writer.example(brief).answer, (), samples)
        self._opened = set(brief.opened)
        self.usage, self.kept = Usage(), 0
        self.failure: ModelFailed | None = None
        """Why the model is not asked any more."""

    def of(self, text: str) -> str:
        """The text with what is talk in it said again, as far as that comes out right."""
        ours = False
        for start, end in reversed(talk_in(text, self._brief.text_form)):
            said = self._said(text[start:end], whole=end - start == len(text))
            text = f"{text[:start]}{said or text[start:end]}{text[end:]}"
            ours |= bool(said)
        self.kept += not ours
        self._opened.add(opening_of(text))
        return text

    def _said(self, text: str, *, whole: bool) -> str:
        """A stretch in the persona's words, the best of some tries where one is right and sounds like a colleague; "" where
        none is right. What is not the `whole` of a text is too short to be heard: it only has to sound no worse."""
        enough = 0.0 if whole else min(0.0, self._ear.margin(text))
        writer = self._writer
        messages, found = writer.render_voice(self._brief, text), list[str]()
        room = min(writer.answer_tokens, round(writer.counter.count(text) * LONGEST) + ROOM_TOKENS)
        for _ in range(TRIES if self.failure is None else 0):
            try:
                said = said_again(text, self._answer(messages, room), self._brief)
                said = voiced(text, said, self._brief.persona, writer.no_particle_after)
            except ModelFailed as failure:
                self.failure = failure
                break
            except NotTheSame:
                continue
            if opening_of(said) in self._opened and opening_of(text) not in self._opened:
                continue
            if not self._echoes.are_in(said) or self._echoes.are_in(text):
                found.append(said)
                if self._worth(text, said) >= (True, enough):
                    break
        return max(found, key=lambda said: self._worth(text, said), default="")

    def _worth(self, before: str, said: str) -> tuple[bool, float]:
        """How well `said` keeps the persona's turns of phrase and voice."""
        return keeps_turns(before, said, self._brief.persona), self._ear.margin(said)

    def _answer(self, messages: tuple[ChatMessage, ...], room: int) -> str:
        """The text in the model's answer of at most `room` tokens."""
        writer = self._writer
        request = ChatRequest(messages, room, writer.voice.file.temperature, None, Account(self._brief.brand.id))
        answer = whole_answer(writer.model, request)
        while True:
            try:
                next(answer)
            except StopIteration as done:
                text, end = done.value
                break
        counted = Usage(sum(writer.counter.count(m.content) for m in messages), writer.counter.count(text))
        self.usage += end.usage if end.usage != Usage() else counted
        return read_text(without_frame(text))
