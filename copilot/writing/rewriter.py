"""Rewords a customer's question into the words of the brand's knowledge, with a chat model."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copilot.domain.language import Language
from copilot.errors import ModelAnswerUnusable
from copilot.ports import ChatMessage, ChatModel, ChatRequest, TextDelta, TokenCounter
from copilot.writing.fences import on_one_line
from copilot.writing.prompt_book import Prompt, load_prompt

PROMPT_ID = "rewrite"
MOST_QUERIES = 3
LONGEST_QUERY = 60
LONGEST_QUESTION = 300
LONGEST_SNIPPET = 60
ANSWER_TOKENS = 120
MARKS = re.compile(r"^\s*(?:[-*•·]|\(?\d{1,2}[.、):：）]|[①②③]|Q\d?[:：])\s*")
QUOTES = " \t\"'“”‘’「」《》`*,，。.;；"
LABEL = re.compile(r"^(?:[^\s:：]{1,12}|[A-Za-z ]{1,20})[:：]\s*$")


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The knowledge's own words near a question, the nearest first."""

    names: tuple[str, ...] = ()
    """Products, headings, fields: what things are called."""
    snippets: tuple[str, ...] = ()
    """Beginnings of passages that a first search found."""


@dataclass(frozen=True, slots=True)
class QuestionRewriter:
    """Asks `model` within `budget_tokens` of prompt."""

    model: ChatModel
    prompt: Prompt
    counter: TokenCounter
    budget_tokens: int = 900

    @staticmethod
    def load(folder: Path, model: ChatModel, counter: TokenCounter) -> "QuestionRewriter":
        """With the prompt `rewrite.yaml` of `folder`. Raises `PromptInvalid`."""
        return QuestionRewriter(model, load_prompt(folder / f"{PROMPT_ID}.yaml", PROMPT_ID), counter)

    def rewrite(self, question: str, known: KnownWords, language: Language) -> tuple[str, ...]:
        """One to three short queries, none of them the question itself. Raises `ModelFailed`."""
        request = ChatRequest(self.render(question, known, language), ANSWER_TOKENS, self.prompt.file.temperature)
        pieces = [event.text for event in self.model.stream(request) if isinstance(event, TextDelta)]
        queries = read_queries("".join(pieces), question)
        if not queries:
            name = self.model.name
            raise ModelAnswerUnusable(f"{name}: no query in the answer", model=name, status=200, detail="no query")
        return queries

    def render(self, question: str, known: KnownWords, language: Language) -> tuple[ChatMessage, ...]:
        """The messages: as many of the known words as the budget has room for, snippets going before names."""
        names, snippets = list(known.names), [s[:LONGEST_SNIPPET] for s in known.snippets]
        while True:
            messages = self._filled(question, names, snippets, language)
            if not (names or snippets) or self._tokens(messages) <= self.budget_tokens:
                return messages
            (snippets if len(snippets) > len(names) or not names else names).pop()

    def _filled(
        self, question: str, names: Sequence[str], snippets: Sequence[str], language: Language
    ) -> tuple[ChatMessage, ...]:
        example = getattr(self.prompt.file.example, language.value)
        values = {
            "example_request": example.request,
            "example_answer": example.answer,
            "names": ("、" if language is Language.ZH else ", ").join(map(on_one_line, names)),
            "snippets": "\n".join(f"- {on_one_line(s)}" for s in snippets),
            "question": on_one_line(question[:LONGEST_QUESTION]),
        }
        return self.prompt.fill(language, values)

    def _tokens(self, messages: Sequence[ChatMessage]) -> int:
        return sum(self.counter.count(m.content) for m in messages)


def read_queries(answer: str, question: str) -> tuple[str, ...]:
    """The queries in an answer, however it lists them: lines, a numbered list, JSON, in a fence or not."""
    seen = {_key(question)}
    queries: list[str] = []
    for line in _from_json(answer) or _lines(answer):
        query = MARKS.sub("", line).strip(QUOTES)
        if 1 < len(query) <= LONGEST_QUERY and _key(query) not in seen:
            seen.add(_key(query))
            queries.append(query)
    return tuple(queries[:MOST_QUERIES])


def _lines(answer: str) -> Iterator[str]:
    for line in answer.splitlines():
        if not line.strip() or line.strip().startswith(("```", "<")) or LABEL.match(line.strip()):
            continue
        yield from re.split(r"\s*[|｜/；;]\s*", MARKS.sub("", line))


def _from_json(answer: str) -> list[str]:
    start = next((i for i, c in enumerate(answer) if c in "[{"), -1)
    if start < 0:
        return []
    try:
        value, _ = json.JSONDecoder().raw_decode(answer, start)
    except (ValueError, RecursionError):
        return []
    return list(_strings(value))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
