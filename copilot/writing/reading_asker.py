"""Asks a model where a customer stands, and takes its word for it only with words that the customer wrote."""

import re
from dataclasses import dataclass
from pathlib import Path

from copilot.domain.conversation import Conversation, Speaker, Stand, Turn
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.errors import ModelAnswerUnusable
from copilot.ports import ChatMessage, ChatModel, ChatRequest, TextDelta
from copilot.writing.fences import neutralised
from copilot.writing.lines import Lines
from copilot.writing.material import shortened
from copilot.writing.prompt_book import Prompt, load_prompt
from copilot.writing.prompt_files import LinesFile, read_prompt_file

PROMPT_ID = "reading"
ANSWER_TOKENS = 40
TURNS = 6
LONGEST_TURN = 160
LONGEST_WORDS = 400
LONGEST_ANSWER = 1_000
SHORTEST_QUOTE = 2
PLACES = (*Step, *(stand for stand in Stand if stand is not Stand.CONVERT))
_PLACE = re.compile(rf"(?<![a-z])(?:{'|'.join(PLACES)})(?![a-z])", re.IGNORECASE)
_QUOTE = re.compile(r"[“\"「『](.{2,200}?)[”\"」』]")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model sees the customer; `quote` are words of theirs, "" where it named none that they wrote."""

    stand: Stand
    step: Step | None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class ReadingAsker:
    """Asks `model` about one message of a customer."""

    model: ChatModel
    prompt: Prompt
    lines: LinesFile

    @staticmethod
    def load(folder: Path, model: ChatModel) -> "ReadingAsker":
        """With the prompt `reading.yaml` of `folder` and the lines that carry turns. Raises `PromptInvalid`."""
        lines, content = read_prompt_file(folder / "parts" / "lines.yaml", LinesFile)
        return ReadingAsker(model, load_prompt(folder / f"{PROMPT_ID}.yaml", PROMPT_ID, content), lines)

    def ask(self, conversation: Conversation, language: Language) -> Place:
        """Where the customer of a masked chat stands. Raises `ModelFailed`, also for an answer that names no place."""
        request = ChatRequest(self.render(conversation, language), ANSWER_TOKENS, self.prompt.file.temperature)
        answer = "".join(e.text for e in self.model.stream(request) if isinstance(e, TextDelta))
        place = read_place(answer, conversation.customer_words)
        if place is None:
            name = self.model.name
            raise ModelAnswerUnusable(f"{name}: no place in the answer", model=name, status=200, detail="no place")
        return place

    def render(self, conversation: Conversation, language: Language) -> tuple[ChatMessage, ...]:
        """The messages: the last turns before the customer's waiting words, and these."""
        example = getattr(self.prompt.file.example, language.value)
        lines = Lines(self.lines, language)
        values = {
            "example_request": example.request,
            "example_answer": example.answer,
            "chat": "\n".join(_line(t, conversation.answering, lines) for t in conversation.turns_before[-TURNS:]),
            "words": neutralised(shortened(conversation.customer_words, LONGEST_WORDS)),
        }
        return self.prompt.fill(language, values)


def read_place(answer: str, words: str) -> Place | None:
    """The first place an answer names, in whatever form it comes; None where it names none."""
    answer = answer[:LONGEST_ANSWER]
    found = _PLACE.search(_QUOTE.sub(" ", answer)) or _PLACE.search(answer)
    if found is None:
        return None
    named = found[0].casefold()
    step = next((s for s in Step if s == named), None)
    said = _BLANKS.sub("", words)
    quotes = (q for q in _QUOTE.findall(answer) if len(q) >= SHORTEST_QUOTE and _BLANKS.sub("", q) in said)
    return Place(Stand.CONVERT if step else Stand(named), step, next(quotes, ""))


def _line(turn: Turn, answering: str, lines: Lines) -> str:
    """Who speaks, without their names; in a group, only the one to answer is called the customer."""
    text = shortened(turn.text, LONGEST_TURN)
    if turn.speaker is Speaker.REP:
        return lines.fill("turn_rep", text=text)
    return lines.fill("turn_customer" if answering in ("", turn.name) else "turn_other", text=text)
