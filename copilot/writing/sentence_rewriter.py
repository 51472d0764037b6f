"""Says one sentence of a text otherwise, with a chat model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import RootModel, model_validator

from copilot.domain.draft import Usage, cited_numbers, without_marks
from copilot.domain.evidence import EvidenceItem
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.domain.sentences import SentenceWish
from copilot.errors import ModelAnswerUnusable
from copilot.ports import AnswerEnd, ChatMessage, ChatModel, ChatRequest, TokenCounter
from copilot.writing.answer_wrapping import without_frame, without_wrapping
from copilot.writing.fences import fenced, neutralised_draft, on_one_line
from copilot.writing.prompt_book import Prompt, load_prompt
from copilot.writing.prompt_files import InBoth, read_prompt_file
from copilot.writing.reviser import CHARACTERS_A_WORD, LEAST_LIMIT, read_text

PROMPT_ID = "sentence"
LABEL = re.compile(
    r"^(?:改好的?|改后的?|改写后?的?|修改后的?|新的?句子|(?:the )?(?:changed|rewritten|new) sentence)[^：:。\n]{0,6}[：:]\s*",
    re.I,
)
ANSWER_TOKENS = 300
SAMPLES = 2


class WishesFile(RootModel[dict[SentenceWish, InBoth]]):
    """What each wish says to a model."""

    @model_validator(mode="after")
    def every_wish_has_words(self) -> "WishesFile":
        if missing := set(SentenceWish) - set(self.root):
            raise ValueError(f"wishes without words: {sorted(missing)}")
        return self


@dataclass(frozen=True, slots=True)
class SentenceTask:
    """A sentence of `text`, what is wished for it, whose voice it has, and what may be used for it."""

    text: str
    sentence: str
    wish: SentenceWish
    language: Language
    evidence: tuple[EvidenceItem, ...] = ()
    persona: Persona | None = None


@dataclass(frozen=True, slots=True)
class SentenceRewriter:
    """Asks `model`; the sentence it says is not judged here."""

    model: ChatModel
    prompt: Prompt
    wishes: WishesFile
    counter: TokenCounter
    budget_tokens: int = 2000

    @staticmethod
    def load(folder: Path, model: ChatModel, counter: TokenCounter) -> "SentenceRewriter":
        """With the prompt `sentence.yaml` of `folder` and the words of its wishes. Raises `PromptInvalid`."""
        wishes, content = read_prompt_file(folder / "parts" / "sentence_wishes.yaml", WishesFile)
        return SentenceRewriter(model, load_prompt(folder / f"{PROMPT_ID}.yaml", PROMPT_ID, content), wishes, counter)

    def rewrite(self, task: SentenceTask) -> tuple[str, Usage]:
        """What the model says instead, and what that took. Raises `ModelFailed`."""
        request = ChatRequest(self.render(task), ANSWER_TOKENS, self.prompt.file.temperature)
        pieces, usage = list[str](), Usage()
        for event in self.model.stream(request):
            if isinstance(event, AnswerEnd):
                usage = event.usage
            else:
                pieces.append(event.text)
        said = read_sentence("".join(pieces), task)
        if not said:
            name = self.model.name
            raise ModelAnswerUnusable(f"{name}: no sentence in the answer", model=name, status=200, detail="")
        return said, usage

    def render(self, task: SentenceTask) -> tuple[ChatMessage, ...]:
        """The messages, within the budget: evidence goes first that the sentence does not cite, the last first."""
        kept = list(task.evidence)
        while True:
            messages = self._filled(task, kept)
            spare = next((i for i in reversed(kept) if i.n not in cited_numbers(task.sentence)), None)
            if spare is None or sum(self.counter.count(m.content) for m in messages) <= self.budget_tokens:
                return messages
            kept.remove(spare)

    def _filled(self, task: SentenceTask, evidence: Sequence[EvidenceItem]) -> tuple[ChatMessage, ...]:
        language = task.language
        example = getattr(self.prompt.file.example, language.value)
        items = "\n".join(f"[{item.n}] {on_one_line(item.text)}" for item in evidence)
        samples = "\n".join(on_one_line(s) for s in (task.persona.samples if task.persona else ())[:SAMPLES])
        length = len(without_marks(task.sentence)) * (1 if task.wish is SentenceWish.SHORTER else 1.4)
        units = length if language is Language.ZH else length / (2 * CHARACTERS_A_WORD) * 1.2
        return self.prompt.fill(
            language,
            {
                "example_request": example.request,
                "example_answer": example.answer,
                "persona": fenced("samples", samples) if samples else "",
                "evidence": fenced("evidence", items) if items else "",
                "draft": fenced("draft", neutralised_draft(task.text)),
                "sentence": fenced("sentence", neutralised_draft(task.sentence)),
                "wish": getattr(self.wishes.root[task.wish], language.value),
                "limit": str(round(max(units, LEAST_LIMIT if language is Language.ZH else LEAST_LIMIT / 2))),
            },
        )


def read_sentence(answer: str, task: SentenceTask) -> str:
    """The sentence in an answer: without thoughts, fences, labels and quotes; where the whole text came back, only what
    stands in the sentence's place."""
    said = read_text(without_wrapping(without_frame(answer)))
    said = LABEL.sub("", said).removeprefix("<sentence>").removesuffix("</sentence>").strip()
    left, _, right = task.text.partition(task.sentence)
    left, right = left.strip(), right.strip()
    if left and said.startswith(left):
        said = said.removeprefix(left)
    if right and said.endswith(right):
        said = said.removesuffix(right)
    lines = [line.strip() for line in said.strip().splitlines() if line.strip()]
    return lines[0] if lines else ""
