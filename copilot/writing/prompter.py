"""Turns a brief and its evidence into the messages of a model call, within a token budget."""

from dataclasses import dataclass

from copilot.domain.draft import Brief, PromptMark, Task
from copilot.domain.evidence import Evidence
from copilot.errors import Misconfigured
from copilot.ports import ChatMessage, TokenCounter
from copilot.writing.assignment import assignment_of
from copilot.writing.echoes import Echoes
from copilot.writing.form_shape import shape_of
from copilot.writing.ideas import Idea, choose_ideas, idea_of_purpose
from copilot.writing.inputs import inputs_of_ideas, inputs_of_this_text, standing_inputs
from copilot.writing.lines import Lines
from copilot.writing.material import Material, gather, shrinking, with_less_evidence
from copilot.writing.prompt_book import PromptBook
from copilot.writing.prompt_files import Example
from copilot.writing.samples import Likeness, shared_pairs

TOKENS_A_MESSAGE = 4
TOKENS_A_CALL = 3
"""What chat templates put around messages: a little high for all we know."""
STABLE_SHARE = 0.6
"""Of a reply's prompt: so much comes first and is the same for every reply in one voice, so that providers cache it."""
DIRECTIONS = ("segment", "step", "channel", "wish", "ideas")
"""Inputs whose lines are meant for the writer, not for the reader."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt ready to send. `left_out` are the numbers of evidence there was no room for."""

    messages: tuple[ChatMessage, ...]
    mark: PromptMark
    temperature: float
    ideas: tuple[Idea, ...]
    left_out: tuple[int, ...]
    tokens: int
    echoes: Echoes
    """What of it must not come back in a text."""


@dataclass(frozen=True, slots=True)
class Prompter:
    """Renders prompts of a book for models that read at most `budget_tokens` and answer with at most `answer_tokens`."""

    book: PromptBook
    counter: TokenCounter
    budget_tokens: int
    answer_tokens: int = 800
    likeness: Likeness = shared_pairs

    def render(self, brief: Brief, evidence: Evidence, ideas: tuple[Idea, ...] = ()) -> Rendered:
        """The prompt for `brief`, never over the budget. `ideas`: those to write; empty: chosen for the brief.

        Raises `PromptInvalid` when the prompt declares an input that the brief has no data for, `Misconfigured` when
        even the barest prompt is over the budget.
        """
        if brief.reading and brief.reading.says_stop:
            evidence = Evidence()  # a goodbye with goods at hand turns into one more offer
        ideas = ideas or self._ideas(brief, evidence)
        material = gather(brief, evidence, self.likeness)
        values = self._values(brief, evidence, material, ideas)
        messages, tokens = self._filled(brief, values)
        sent = self.counter.count(values.get("sent", ""))
        while self._varies_too_much(brief, messages, tokens - sent) and (less := with_less_evidence(material, brief)):
            material = less
            values = self._values(brief, evidence, material, ideas)
            messages, tokens = self._filled(brief, values)
        smaller = shrinking(material, brief)
        while tokens > self.budget_tokens:
            try:
                material = next(smaller)
            except StopIteration:
                raise self._too_small(tokens) from None
            values = self._values(brief, evidence, material, ideas)
            messages, tokens = self._filled(brief, values)
        kept = {i.n for i in material.evidence}
        left_out = tuple(i.n for i in evidence.items if i.n not in kept)
        prompt = self.book.prompts[brief.task]
        directions = "\n".join(values[name] for name in DIRECTIONS if name in values).splitlines()
        echoes = Echoes(self._example(brief).answer, tuple(directions), brief.persona.samples if brief.persona else ())
        return Rendered(messages, prompt.mark, prompt.file.temperature, ideas, left_out, tokens, echoes)

    def _ideas(self, brief: Brief, evidence: Evidence) -> tuple[Idea, ...]:
        if brief.assignment is not None:
            entry, lines = self.book.purposes[brief.assignment.purpose], Lines(self.book.lines, brief.language)
            return (idea_of_purpose(entry, self.book.ideas, brief, evidence, lines),)
        return choose_ideas(self.book.ideas, brief, evidence)

    def _values(self, brief: Brief, evidence: Evidence, material: Material, ideas: tuple[Idea, ...]) -> dict[str, str]:
        lines = Lines(self.book.lines, brief.language)
        gaps = tuple(g.about for g in evidence.gaps)
        values = standing_inputs(brief, material, lines) | inputs_of_this_text(brief, gaps, material, lines)
        values |= inputs_of_ideas(brief, ideas, material, lines, answer_tokens=self.answer_tokens)
        advice, channel = self.book.advice(brief), self.book.channels[brief.channel]
        values["step"] = lines.fill("step", name=advice.name, must=advice.must, must_not=advice.must_not)
        values["assignment"] = assignment_of(brief.assignment, lines) if brief.assignment else ""
        values["channel"] = getattr(channel, brief.language.value)
        values["form"] = shape_of(brief.text_form, lines, brief.language) if brief.text_form else ""
        example = self._example(brief)
        values["example_request"] = example.request if material.example else ""
        values["example_answer"] = example.answer if material.example else ""
        return values

    def _filled(self, brief: Brief, values: dict[str, str]) -> tuple[tuple[ChatMessage, ...], int]:
        messages = self.book.prompts[brief.task].fill(brief.language, values)
        tokens = sum(self.counter.count(m.content) + TOKENS_A_MESSAGE for m in messages) + TOKENS_A_CALL
        return messages, tokens

    def _varies_too_much(self, brief: Brief, messages: tuple[ChatMessage, ...], tokens: int) -> bool:
        """Whether too small a part of a reply's `tokens` is the same for every reply in this voice. What went out in a
        like situation is not among them: it is worth what it costs."""
        if brief.task is not Task.REPLY or brief.persona is None:
            return False
        return sum(self.counter.count(m.content) for m in messages[:-1]) < STABLE_SHARE * tokens

    def _example(self, brief: Brief) -> Example:
        example: Example = getattr(self.book.prompts[brief.task].file.example, brief.language.value)
        return example

    def _too_small(self, tokens: int) -> Misconfigured:
        detail = f"the barest prompt has {tokens} tokens"
        return Misconfigured(
            f"budget of {self.budget_tokens} tokens: {detail}",
            setting="BUTTERFLY_PROMPT_BUDGET_TOKENS",
            detail=detail,
        )
