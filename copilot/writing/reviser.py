"""Rewrites one text to what somebody said about it, with a chat model; what is not spoken of stays as it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from copilot.domain.evidence import EvidenceItem
from copilot.domain.language import Language
from copilot.errors import ModelAnswerUnusable
from copilot.ports import ChatMessage, ChatModel, ChatRequest, TextDelta, TokenCounter
from copilot.writing.citations import clean_citations
from copilot.writing.fences import fenced, neutralised, neutralised_draft, on_one_line
from copilot.writing.prompt_book import Prompt, load_prompt

PROMPT_ID = "revise"
ANSWER_TOKENS = 1500
LONGEST_COMMENT = 1_000
CHARACTERS_A_WORD = 2
"""The limit of a channel is told in words where those are English."""
LEAST_LIMIT = 20
_FENCE = re.compile(r"^```[a-z]*\n(.*?)\n?```$", re.S)
_TAG = re.compile(r"</?draft>", re.I)
_LABEL = re.compile(
    r"^(?:改好的?全文|改后(?:的?全文)?|修改后|(?:here is )?the (?:changed|revised) text|revised)\s*[:：]\s*", re.I
)
_QUOTED = (("“", "”"), ('"', '"'), ("「", "」"))


@dataclass(frozen=True, slots=True)
class Remark:
    """What was said: `words` by one or more people, about the words `quote` of the text, or about all of it."""

    words: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Reviser:
    """Asks `model` within `budget_tokens` of prompt; where the evidence is too much for it, what is not cited goes."""

    model: ChatModel
    prompt: Prompt
    counter: TokenCounter
    budget_tokens: int = 3000

    @staticmethod
    def load(folder: Path, model: ChatModel, counter: TokenCounter) -> "Reviser":
        """With the prompt `revise.yaml` of `folder`. Raises `PromptInvalid`."""
        return Reviser(model, load_prompt(folder / f"{PROMPT_ID}.yaml", PROMPT_ID), counter)

    def revise(
        self, text: str, remark: Remark, evidence: Sequence[EvidenceItem], language: Language, limit: int
    ) -> str:
        """The changed text, its marks cleaned of numbers that cite nothing; `limit` is in characters. Raises
        `ModelFailed`."""
        request = ChatRequest(
            self.render(text, remark, evidence, language, limit), ANSWER_TOKENS, self.prompt.file.temperature
        )
        answer = "".join(event.text for event in self.model.stream(request) if isinstance(event, TextDelta))
        changed = clean_citations(read_text(answer), {item.n for item in evidence})
        if not changed.strip():
            name = self.model.name
            raise ModelAnswerUnusable(f"{name}: no text in the answer", model=name, status=200, detail="")
        return changed

    def render(
        self, text: str, remark: Remark, evidence: Sequence[EvidenceItem], language: Language, limit: int
    ) -> tuple[ChatMessage, ...]:
        """The messages; everything that others wrote is fenced."""
        kept = list(evidence)
        while True:
            messages = self._filled(text, remark, kept, language, limit)
            spare = next((item for item in reversed(kept) if f"[{item.n}]" not in text), None)
            if spare is None or sum(self.counter.count(m.content) for m in messages) <= self.budget_tokens:
                return messages
            kept.remove(spare)

    def _filled(
        self, text: str, remark: Remark, evidence: Sequence[EvidenceItem], language: Language, limit: int
    ) -> tuple[ChatMessage, ...]:
        example = getattr(self.prompt.file.example, language.value)
        items = "\n".join(f"[{item.n}] {on_one_line(item.text)}" for item in evidence)
        units = limit if language is Language.ZH else limit // (2 * CHARACTERS_A_WORD)
        return self.prompt.fill(
            language,
            {
                "example_request": example.request,
                "example_answer": example.answer,
                "evidence": fenced("evidence", items) if items else "",
                "draft": fenced("draft", neutralised_draft(text)),
                "comment": fenced("comment", _said(remark, language)),
                "limit": str(max(units, LEAST_LIMIT)),
            },
        )


def read_text(answer: str) -> str:
    """The text in an answer: without a fence, a label or quotation marks around the whole."""
    text = answer.strip()
    if found := _FENCE.match(text):
        text = found[1].strip()
    text = _LABEL.sub("", _TAG.sub("", text).strip()).strip()
    for left, right in _QUOTED:
        inner = text[1:-1]
        if len(text) > 2 and text[0] == left and text[-1] == right and left not in inner and right not in inner:
            return inner.strip()
    return text


def _said(remark: Remark, language: Language) -> str:
    words = neutralised(remark.words[:LONGEST_COMMENT])
    if not remark.quote:
        return words
    quote = on_one_line(remark.quote)
    return f"说的是“{quote}”：{words}" if language is Language.ZH else f'About "{quote}": {words}'
