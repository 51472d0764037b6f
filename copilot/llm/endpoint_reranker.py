"""Reranking at an endpoint that speaks the protocol of Jina, Cohere, SiliconFlow, vLLM, llama.cpp or TEI."""

import json
import math
import threading
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from copilot.errors import ModelAnswerUnusable, ModelFailed, ModelUnreachable
from copilot.llm.translation import failure, translate

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 2
LONGEST_ANSWER_BYTES = 2_000_000
LISTS = ("results", "data", "output")
"""Where the scores stand: `results` nearly everywhere, `data` at Voyage, `output.results` at DashScope; TEI answers the
bare list."""
SCORES = ("relevance_score", "score")
REFUSED_SHAPE = (400, 422)


class EndpointReranker:
    """`model` at `base_url`/rerank, asked at most twice within `timeout_seconds`. Serves many threads."""

    def __init__(
        self,
        model: str,
        *,
        base_url: str,
        api_key: str = "",
        timeout_seconds: float = 2,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._url = f"{base_url.rstrip('/')}/rerank"
        self._api_key = api_key
        self._timeout_seconds = timeout_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._texts_key = "documents"

    @property
    def name(self) -> str:
        return self._model

    def rerank(self, question: str, texts: Sequence[str]) -> Sequence[float | None]:
        """A number for each text, as the endpoint counts; None where it said nothing about one. Raises `ModelFailed`."""
        if not texts:
            return []
        until = self._clock() + self._timeout_seconds
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._ask(question, texts, until)
            except ModelFailed as error:
                asked = error.facts.get("retry_after_seconds")
                pause = float(asked) if isinstance(asked, int | float) else 0.0
                if not error.passes or attempt == ATTEMPTS or self._clock() + pause >= until:
                    raise
                time.sleep(pause)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _ask(self, question: str, texts: Sequence[str], until: float) -> list[float | None]:
        key = self._texts_key
        try:
            answer = self._post(self._body(key, question, texts), until)
        except ModelFailed as error:
            if error.facts.get("status") not in REFUSED_SHAPE or key != "documents":
                raise
            # TEI calls the texts `texts` and refuses a request without them.
            answer = self._post(self._body("texts", question, texts), until)
            self._texts_key = "texts"
        scores = _scores(answer, len(texts))
        if all(score is None for score in scores):
            raise failure(ModelAnswerUnusable, self._model, "no score in the answer", status=200)
        return scores

    def _body(self, key: str, question: str, texts: Sequence[str]) -> dict[str, Any]:
        if key == "texts":
            return {"query": question, "texts": list(texts), "truncate": True}
        return {"model": self._model, "query": question, "documents": list(texts), "top_n": len(texts)}

    def _post(self, body: Mapping[str, Any], until: float) -> Any:
        import httpx

        left = until - self._clock()
        if left <= 0:
            raise failure(ModelUnreachable, self._model, "no time left to ask")
        headers = {"Authorization": f"Bearer {self._api_key}"} if self._api_key else {}
        try:
            with self._client.stream("POST", self._url, json=body, headers=headers, timeout=left) as response:
                content = self._read(response, until)
            if response.status_code >= 300:
                raise _Refused(response, content.decode("utf-8", "replace"))
            return json.loads(content)
        except (httpx.HTTPError, httpx.InvalidURL, _Refused, ValueError) as error:
            raise translate(error, model=self._model, secrets=(self._api_key,)) from error

    def _read(self, response: "httpx.Response", until: float) -> bytes:
        """The body, unless it is endless in size or time: a server may send a byte now and then for ever."""
        content = b""
        for piece in response.iter_bytes():
            content += piece
            if len(content) > LONGEST_ANSWER_BYTES:
                raise failure(ModelAnswerUnusable, self._model, "an answer without end", status=response.status_code)
            if self._clock() > until:
                raise failure(ModelUnreachable, self._model, "the answer took too long")
        return content

    @property
    def _client(self) -> "httpx.Client":
        with self._lock:
            return self._made_client

    @cached_property
    def _made_client(self) -> "httpx.Client":
        import httpx

        client = httpx.Client(follow_redirects=False)
        weakref.finalize(self, client.close)
        return client


class _Refused(Exception):
    """An answer with a status that is none of success; has what `translate` looks for."""

    def __init__(self, response: "httpx.Response", text: str) -> None:
        super().__init__(text or f"status {response.status_code}")
        self.status_code = response.status_code
        self.response = response


def _scores(answer: Any, wanted: int) -> list[float | None]:
    """The score of each text by its index; entries that cannot be read are passed over."""
    scores: list[float | None] = [None] * wanted
    for place, entry in enumerate(_entries(answer)):
        index: Any = place
        score: Any = entry
        if isinstance(entry, dict):
            index = entry.get("index", place)
            score = next((entry[name] for name in SCORES if name in entry), None)
        number = _number(score)
        if isinstance(index, int) and 0 <= index < wanted and number is not None:
            scores[index] = number
    return scores


def _entries(answer: Any) -> list[Any]:
    if isinstance(answer, list):
        return answer
    if isinstance(answer, dict):
        for name in LISTS:
            if name in answer and (found := _entries(answer[name])):
                return found
    return []


def _number(score: Any) -> float | None:
    if isinstance(score, bool):
        return None
    try:
        number = float(score)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None
