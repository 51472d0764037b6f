"""Writes with a small model: the offline writer says what there is to say, the model says it in the persona's words.

A model of a few billion parameters cannot pick what is true out of ten pieces of evidence; it can say again what stands
before it. What it makes of a text is taken only where everything the text stands on is still there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from copilot.domain.draft import Brief, Candidate, CandidateVariant, Notice, NoticeCode, Usage
from copilot.domain.evidence import Evidence
from copilot.domain.spending import Account
from copilot.errors import InvalidInput, ModelAnswerUnusable, ModelFailed
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
from copilot.writing.reviser import read_text
from copilot.writing.said_again import said_again, talk_in
from copilot.writing.whole_answer import whole_answer

PROMPT_ID = "voice"
SAMPLES = 4
TRIES = 3
"""Calls for one stretch: what lost a figure the first time is often right the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidedWriter(ModelWriter):
    """A `Writer` on a small chat model. `base` says what there is to say; `voice` is the prompt."""

    base: Writer
    voice: Prompt

    def write(self, brief: Brief, evidence: Evidence) -> Iterator[WriteEvent]:
        """Yield each text when it is done, and at last the candidate; a text that the model only did harm to stays as it
        was, and a notice says how many.

        Raises the last `ModelFailed` when the model was of no use for any text.
        """
        told = next(event for event in self.base.write(brief, evidence) if isinstance(event, Candidate))
        variants, usage, kept = list[CandidateVariant](), Usage(), 0
        failure: ModelFailed | None = None
        for variant in told.variants:
            text, is_ours = variant.text, False
            for start, end in reversed(talk_in(text, brief.text_form)):
                try:
                    said, took = self._said_again(brief, text[start:end], whole=not start)
                except ModelFailed as failed:
                    failure = failed
                    break
                usage += took
                is_ours |= bool(said)
                text = f"{text[:start]}{said or text[start:end]}{text[end:]}"
            kept += not is_ours
            variants.append(replace(variant, text=text))
            yield TextDelta(("\n\n" if len(variants) > 1 else "") + variants[-1].text)
        if kept == len(variants):
            raise failure or ModelAnswerUnusable(
                f"{self.model.name}: no text says what it should", model=self.model.name, status=200, detail=""
            )
        if kept:
            yield Notice(NoticeCode.WORDS_KEPT, count=kept)
        yield Candidate(tuple(variants), self.model.name, self.voice.mark, usage)

    def _said_again(self, brief: Brief, text: str, *, whole: bool) -> tuple[str, Usage]:
        """The text in the persona's words, the best of some tries where one is right and sounds like a colleague; "" where
        none is right. A stretch that is not the `whole` of a text is too short to be heard: it only has to sound no worse."""
        messages, usage, ear = self.render_voice(brief, text), Usage(), ear_for(brief)
        samples = brief.persona.samples if brief.persona else ()
        example = getattr(self.voice.file.example, brief.language.value).answer
        echoes, found = Echoes(example, (), samples), list[str]()
        for _ in range(TRIES):
            answer, took = self._answered(brief, messages)
            usage += took
            try:
                said = said_again(text, read_text(without_frame(answer)), brief)
            except InvalidInput:
                continue
            if not echoes.are_in(said) or echoes.are_in(text):
                found.append(said)
                if ear.margin(said) >= (0.0 if whole else min(0.0, ear.margin(text))):
                    break
        return max(found, key=ear.margin, default=""), usage

    def render_voice(self, brief: Brief, text: str) -> tuple[ChatMessage, ...]:
        """The messages that ask for `text` in the persona's words: the same for all texts of one voice but for the last."""
        lines, example = (
            Lines(self.prompts.lines, brief.language),
            getattr(self.voice.file.example, brief.language.value),
        )
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

    def _answered(self, brief: Brief, messages: tuple[ChatMessage, ...]) -> tuple[str, Usage]:
        request = ChatRequest(messages, self.answer_tokens, self.voice.file.temperature, None, Account(brief.brand.id))
        answer = whole_answer(self.model, request)
        while True:
            try:
                next(answer)
            except StopIteration as done:
                text, end = done.value
                break
        counted = sum(self.counter.count(m.content) for m in messages)
        return text, end.usage if end.usage != Usage() else Usage(counted, self.counter.count(text))
