"""A chat model that plays given answers and remembers what it was asked: for tests, demos and screenshots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from copilot import errors
from copilot.domain.draft import Usage
from copilot.errors import Misconfigured, ModelAnswerUnusable, ModelFailed
from copilot.llm.translation import failure
from copilot.ports import AnswerEnd, ChatEvent, ChatRequest, FinishReason, TextDelta

PACKAGED_SCRIPT = Path(__file__).with_name("scripted.yaml")
FAILURES: dict[str, type[ModelFailed]] = {
    kind.code: kind
    for kind in (
        errors.ModelUnreachable,
        errors.ModelRateLimited,
        errors.ModelRefused,
        errors.ModelCutOff,
        errors.ModelAnswerUnusable,
    )
}


@dataclass(frozen=True, slots=True)
class ScriptedAnswer:
    """One answer: `text` in pieces of `piece_characters` (0: whole), then the end, or `failure` in its place."""

    text: str = ""
    piece_characters: int = 0
    failure: ModelFailed | None = None
    finish: FinishReason = FinishReason.STOP
    usage: Usage = field(default_factory=Usage)
    when: str = ""
    """Only for requests whose messages hold these words; empty: for any."""

    def events(self) -> Iterator[ChatEvent]:
        step = self.piece_characters or max(len(self.text), 1)
        for start in range(0, len(self.text), step):
            yield TextDelta(self.text[start : start + step])
        if self.failure is not None:
            raise self.failure
        yield AnswerEnd(self.finish, self.usage)


class ScriptedModel:
    """Plays `answers` in order, each to the first request it fits; `requests` keeps every request.

    With `repeat` an answer may be played again when none is left; without it a request too many raises
    `ModelAnswerUnusable`.
    """

    def __init__(
        self, answers: Sequence[ScriptedAnswer | ModelFailed | str], *, name: str = "scripted", repeat: bool = False
    ) -> None:
        self._name = name
        self._script = tuple(_answer(a) for a in answers)
        self._left = list(self._script)
        self._repeat = repeat
        self._lock = Lock()
        self.requests: list[ChatRequest] = []

    @classmethod
    def load(cls, path: Path = PACKAGED_SCRIPT) -> "ScriptedModel":
        """Read a script: YAML `{repeat, answers: [{text, when, piece_characters, error, retry_after_seconds, finish,
        prompt_tokens, answer_tokens}]}`. Raises `Misconfigured`."""
        try:
            script = _ScriptFile.model_validate(yaml.safe_load(path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
            detail = f"{path.name}: {str(error).splitlines()[0]}"
            raise Misconfigured(f"script {path}: {error}", setting="BUTTERFLY_MODEL", detail=detail) from error
        return cls([a.answer() for a in script.answers], repeat=script.repeat)

    @property
    def name(self) -> str:
        return self._name

    def stream(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """Play the next answer that fits `request`."""
        yield from self._next(request).events()

    def _next(self, request: ChatRequest) -> ScriptedAnswer:
        with self._lock:
            self.requests.append(request)
            for pool in (self._left, list(self._script) if self._repeat else []):
                for answer in pool:
                    if any(answer.when in m.content for m in request.messages):
                        pool.remove(answer)
                        return answer
        raise failure(ModelAnswerUnusable, self._name, f"the script has no answer to request {len(self.requests)}")


def _answer(given: ScriptedAnswer | ModelFailed | str) -> ScriptedAnswer:
    if isinstance(given, ModelFailed):
        return ScriptedAnswer(failure=given)
    return ScriptedAnswer(given) if isinstance(given, str) else given


class _AnswerEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = ""
    when: str = ""
    piece_characters: Annotated[int, Field(ge=0)] = 0
    error: (
        Literal["model_unreachable", "model_rate_limited", "model_refused", "model_cut_off", "model_answer_unusable"]
        | None
    ) = None
    retry_after_seconds: Annotated[float, Field(ge=0)] = 0
    finish: FinishReason = FinishReason.STOP
    prompt_tokens: Annotated[int, Field(ge=0)] = 0
    answer_tokens: Annotated[int, Field(ge=0)] = 0

    def answer(self) -> ScriptedAnswer:
        failed = None
        if self.error:
            facts: dict[str, Any] = {"received": len(self.text), "retry_after_seconds": self.retry_after_seconds}
            failed = failure(FAILURES[self.error], "scripted", "as scripted", **facts)
        usage = Usage(self.prompt_tokens, self.answer_tokens)
        return ScriptedAnswer(self.text, self.piece_characters, failed, self.finish, usage, self.when)


class _ScriptFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    repeat: bool = False
    answers: Annotated[list[_AnswerEntry], Field(min_length=1)]
