"""Asks a model whether one of a few passages says a sentence, and believes it only where its quote stands there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from copilot.domain.draft import Finding, PromptMark
from copilot.domain.evidence import EvidenceItem
from copilot.domain.language import Language
from copilot.domain.second_opinion import SecondOpinion, View
from copilot.errors import ModelAnswerUnusable
from copilot.ports import ChatMessage, ChatModel, ChatRequest, TextDelta
from copilot.writing.fences import fenced, on_one_line
from copilot.writing.prompt_book import Prompt
from copilot.writing.prompt_files import PromptFile, read_prompt_file

ID = "second_opinion"
ANSWER_TOKENS = 200
SHORTEST_QUOTE = 4
LONGEST_ANSWER = 4_000
_VIEWS = (
    (View.NOT_SAID, re.compile(r"没说|没有说|未提|没提|不支持|未支持|无法判断|not[_ ]said|not[_ ]supported|unsupported|not mentioned|no mention", re.I)),
    (View.CONTRADICTED, re.compile(r"矛盾|相反|contradict", re.I)),
    (View.SUPPORTED, re.compile(r"支持|supported|\bsupports\b", re.I)),
)  # fmt: skip
_NUMBER = re.compile(r"(?:编号|passage|\bby|[\[［第])\D{0,4}(\d{1,3})", re.I)
_QUOTE = re.compile(r"[“\"「『]([^”\"」』\n]{2,400})[”\"」』]")
_QUOTE_LINE = re.compile(r"(?:原话|引文|quote)[\"”*]*\s*[:：]\s*([^\n]{2,400})", re.I)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was read: nothing of it is verified."""

    view: View
    number: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class OpinionAsker:
    """Asks the model one sentence at a time."""

    model: ChatModel
    prompt: Prompt

    def ask(
        self, finding: Finding, sentence: str, passages: Sequence[EvidenceItem], language: Language
    ) -> SecondOpinion | None:
        """The model's view of the finding's sentence, of which `sentence` may be sent.

        None where its answer proves nothing: it quotes what no passage says, or reads a figure into one. Raises
        `ModelFailed`, also for an answer without a verdict.
        """
        request = ChatRequest(self.render(sentence, passages, language), ANSWER_TOKENS, 0.0)
        text = "".join(e.text for e in self.model.stream(request) if isinstance(e, TextDelta))
        answer = read_answer(text)
        if answer is None:
            name = self.model.name
            raise ModelAnswerUnusable(
                f"{name}: no verdict in {len(text)} characters", model=name, status=200, detail=""
            )
        if answer.view is View.NOT_SAID:
            return SecondOpinion(finding, answer.view, self.model.name, self.prompt.mark)
        passage = proven(answer, sentence, passages)
        if passage is None:
            return None
        return SecondOpinion(finding, answer.view, self.model.name, self.prompt.mark, passage, answer.quote)

    def render(self, sentence: str, passages: Sequence[EvidenceItem], language: Language) -> tuple[ChatMessage, ...]:
        """The messages; everything that others wrote is fenced."""
        example = getattr(self.prompt.file.example, language.value)
        lines = (f"[{p.n}] {on_one_line(p.text)}" for p in passages)
        return self.prompt.fill(
            language,
            {
                "example_request": example.request,
                "example_answer": example.answer,
                "evidence": fenced("evidence", "\n".join(lines)),
                "sentence": fenced("said", on_one_line(sentence)),
            },
        )


def load_opinion_prompt(folder: Path) -> Prompt:
    """The prompt file. Raises `PromptInvalid`."""
    file, content = read_prompt_file(folder / f"{ID}.yaml", PromptFile)
    return Prompt(file, PromptMark(file.id, file.version, sha256(content).hexdigest()[:16]))


def read_answer(text: str) -> Answer | None:
    """Verdict, number and quote, in whatever form they come; None without a verdict."""
    text = text[:LONGEST_ANSWER]
    found = _QUOTE_LINE.search(text)
    quoted = _QUOTE.search(found[1] if found else text)
    quote = quoted[1] if quoted else found[1] if found else ""
    told = text.replace(quote, " ") if quote else text
    seen = [(m.start(), view) for view, pattern in _VIEWS if (m := pattern.search(told))]
    if not seen:
        return None
    number = _NUMBER.search(told)
    return Answer(min(seen, key=lambda s: s[0])[1], int(number[1]) if number else None, quote.strip(" ，,。.;；"))


def proven(answer: Answer, sentence: str, passages: Sequence[EvidenceItem]) -> EvidenceItem | None:
    """The passage the answer names, or the only one with its quote, where the quote stands in it to the letter and
    no figure of the sentence is missing from it."""
    quote = _BLANKS.sub("", answer.quote)
    if len(quote) < SHORTEST_QUOTE:
        return None
    holding = [p for p in passages if quote in _BLANKS.sub("", p.text)]
    named = [p for p in holding if p.n == answer.number] if answer.number is not None else holding
    if len(named) != 1:
        return None
    figures = set(_FIGURE.findall(named[0].text))
    return named[0] if set(_FIGURE.findall(sentence)) <= figures else None
