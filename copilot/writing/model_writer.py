"""Writes with a chat model: streams, retries what may pass, reads the answer, asks once for what is missing."""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace

from copilot.domain.draft import Brief, Candidate, CandidateVariant, Notice, NoticeCode, Task, Usage
from copilot.domain.evidence import Evidence
from copilot.domain.spending import Account
from copilot.errors import ModelAnswerUnusable, ModelFailed
from copilot.ports import ChatModel, ChatRequest, FinishReason, TextDelta, TokenCounter
from copilot.writing.answers import parse_answer
from copilot.writing.apart import standing_apart
from copilot.writing.ear import ear_for
from copilot.writing.events import Restarted, WriteEvent
from copilot.writing.form_answers import texts_of_form
from copilot.writing.ideas import missing_ideas
from copilot.writing.material import up_to_a_sentence_end
from copilot.writing.prompt_book import PromptBook
from copilot.writing.prompter import Prompter, Rendered
from copilot.writing.repeats import Repeats
from copilot.writing.samples import Likeness, shared_pairs
from copilot.writing.structured import schema_of
from copilot.writing.whole_answer import whole_answer

FIRST_WAIT_SECONDS = 0.4
LONGEST_WAIT_SECONDS = 8.0
"""An endpoint that asks for more is as good as down for somebody whose customer waits."""
FOLLOW_UPS = 3
"""Calls for texts that are still missing; a small model often gives the last one at the second asking."""
ANOTHERS_VOICE = -0.2
"""Margin of the ear below which a text sounds like a colleague: of the demo brands' personas one sample in twelve does when
it is left out, and is asked for once more in vain."""


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """A `Writer` on a chat model. `attempts` are calls for the text; one more may go for missing variants."""

    model: ChatModel
    prompts: PromptBook
    counter: TokenCounter
    budget_tokens: int = 2200
    answer_tokens: int = 800
    attempts: int = 3
    structured: bool = False
    """Ask for JSON by a schema; what the endpoint makes of that is read either way."""
    likeness: Likeness = shared_pairs
    what_we_say: Callable[[str], str] = str
    """Of a reply that is laid out as a chat, our part; "" where there is none."""
    wait: Callable[[float], None] = field(default=time.sleep)

    @property
    def prompter(self) -> Prompter:
        """What renders this writer's prompts."""
        return Prompter(self.prompts, self.counter, self.budget_tokens, self.answer_tokens, self.likeness)

    def prompt_tokens(self, brief: Brief, evidence: Evidence) -> int:
        """What asking for a text takes, if it comes at the first call."""
        return self.prompter.render(brief, evidence).tokens

    def warm(self) -> None:
        """Do now what the first text would otherwise wait for: load the vocabulary, import the SDK. Sends nothing."""
        for part in (self.counter, self.model):
            if callable(warm := getattr(part, "warm", None)):
                warm()

    def write(self, brief: Brief, evidence: Evidence) -> Iterator[WriteEvent]:
        """Yield notices and the answer as it comes, `Restarted` where a failed call is made again, and at last the
        candidate.

        Raises the last `ModelFailed` when no attempt gave a usable text; before any call `PromptInvalid` when the
        brief lacks what the prompt needs, `Misconfigured` when the budget is too small for any prompt.
        """
        rendered = self.prompter.render(brief, evidence)
        if rendered.left_out:
            yield Notice(NoticeCode.EVIDENCE_LEFT_OUT, count=len(rendered.left_out))
        yield from _Writing(self, brief, evidence, rendered).run()


class _Writing:
    """One text being written."""

    def __init__(self, writer: ModelWriter, brief: Brief, evidence: Evidence, rendered: Rendered) -> None:
        self._writer = writer
        self._brief = brief
        self._evidence = evidence
        self._rendered = rendered
        self._usage = Usage()
        self._cut = False
        self._given, self._ear = Repeats(brief), ear_for(brief)
        self._kept: tuple[CandidateVariant, ...] = ()
        self._aside: list[CandidateVariant] = []

    def run(self) -> Iterator[WriteEvent]:
        wanted = len(self._rendered.ideas)
        variants = self._in_voice((yield from self._attempt_until_usable()))
        for calls_left in range(FOLLOW_UPS, 0, -1):
            if len(variants) < wanted:
                variants += self._in_voice((yield from self._ask_for_more(variants, calls_left)))
        variants += self._left_over(variants)
        if self._cut:
            yield Notice(NoticeCode.CUT_OFF)
        if len(variants) < wanted:
            yield Notice(NoticeCode.FEWER_VARIANTS, count=len(variants))
        yield Candidate(variants, self._writer.model.name, self._rendered.mark, self._usage)

    def _attempt_until_usable(self) -> Generator[WriteEvent, None, tuple[CandidateVariant, ...]]:
        wait_seconds = FIRST_WAIT_SECONDS
        for attempts_left in range(self._writer.attempts - 1, -1, -1):
            try:
                return (yield from self._ask(self._rendered))
            except ModelFailed as failure:
                pause = max(wait_seconds, _asked_pause_seconds(failure))
                if not failure.passes or not attempts_left or pause > LONGEST_WAIT_SECONDS:
                    raise
                yield Restarted(failure.code)
            self._writer.wait(pause)
            wait_seconds *= 2
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _in_voice(self, variants: tuple[CandidateVariant, ...]) -> tuple[CandidateVariant, ...]:
        """Those that could be the persona's; what sounds like a colleague is put aside and taken if nothing better comes."""
        strange = [v for v in variants if self._ear.margin(v.text) < ANOTHERS_VOICE]
        self._aside += strange
        return tuple(v for v in variants if v not in strange)

    def _left_over(self, variants: tuple[CandidateVariant, ...]) -> tuple[CandidateVariant, ...]:
        """Of what was put aside, for each idea that has no text the one that sounds most like the persona."""
        best_first = sorted(self._aside, key=lambda v: -self._ear.margin(v.text))
        missing = [idea.kind for idea in missing_ideas(self._rendered.ideas, [v.idea for v in variants])]
        best = (next((v for v in best_first if v.idea == kind), None) for kind in missing)
        found = (v for v in best if v)
        return standing_apart(found, variants, self._brief, self._evidence, self._writer.likeness)

    def _ask_for_more(
        self, variants: tuple[CandidateVariant, ...], calls_left: int
    ) -> Generator[WriteEvent, None, tuple[CandidateVariant, ...]]:
        """One call for one idea that has no text yet: asked for several, a small model gives the same text for each. The
        last call is for all that are left. Whatever fails in it leaves the texts there are."""
        missing = missing_ideas(self._rendered.ideas, [v.idea for v in variants])
        if calls_left > 1:
            missing = missing[:1]
        texts = tuple(v.text for v in (*variants, *self._aside))
        brief, self._kept = replace(self._brief, said=(*texts, *self._brief.said)), variants
        rendered = self._writer.prompter.render(brief, self._evidence, missing)
        yield TextDelta("\n\n")
        try:
            more = yield from self._ask(rendered)
        except ModelFailed:
            return ()
        return tuple(v for v in more if v.text not in texts)

    def _ask(self, rendered: Rendered) -> Generator[WriteEvent, None, tuple[CandidateVariant, ...]]:
        """One call. Raises `ModelFailed`, also when there is nothing usable in the answer."""
        account = Account(self._brief.brand.id)
        schema = schema_of(rendered.ideas) if self._writer.structured else None
        request = ChatRequest(rendered.messages, self._writer.answer_tokens, rendered.temperature, schema, account)
        text, end = yield from whole_answer(self._writer.model, request)
        self._count(end.usage, rendered, text)
        known = {i.n for i in self._evidence.items} - set(rendered.left_out)
        laid_out = texts_of_form(text, self._brief.text_form, rendered.ideas, known)
        read = laid_out or parse_answer(text, rendered.ideas, known)
        if self._brief.task is Task.REPLY:
            ours = ((variant, self._writer.what_we_say(variant.text)) for variant in read)
            read = tuple(replace(v, text=said) for v, said in ours if said and not self._given.parrots(said))
        own = (v for v in read if not (rendered.echoes.are_in(v.text) or self._given.are_in(v.text)))
        variants = standing_apart(own, self._kept, self._brief, self._evidence, self._writer.likeness)
        if not variants:
            name = self._writer.model.name
            raise ModelAnswerUnusable(f"{name}: no text in {len(text)} characters", model=name, status=200, detail="")
        return self._without_cut_end(variants, end.finish)

    def _without_cut_end(
        self, variants: tuple[CandidateVariant, ...], finish: FinishReason
    ) -> tuple[CandidateVariant, ...]:
        """Where the answer reached its limit, its last text has lost its end: it goes, unless it is the only one."""
        self._cut = finish is FinishReason.LENGTH
        if not self._cut:
            return variants
        if len(variants) > 1:
            return variants[:-1]
        return (replace(variants[0], text=up_to_a_sentence_end(variants[0].text)),)

    def _count(self, reported: Usage, rendered: Rendered, text: str) -> None:
        """Add up what calls cost: as the endpoint counts, or as we do where it does not say."""
        usage = reported if reported != Usage() else Usage(rendered.tokens, self._writer.counter.count(text))
        self._usage += usage


def _asked_pause_seconds(failure: ModelFailed) -> float:
    asked = failure.facts.get("retry_after_seconds")
    return float(asked) if isinstance(asked, int | float) else 0.0
