"""A server on loopback that speaks the OpenAI protocol, answers any task of ours fittingly, and misbehaves on demand.

In a test:      with ModelServer("busy_once") as server: … server.base_url …
By hand:        python -m tests.support.model_server --port 8099 --mode ok
While it runs:  POST /mode with the name of another mode.
"""

import argparse
import json
import re
import socket
import struct
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODES = (
    "ok",
    "busy_once",
    "busy",
    "broken_once",
    "broken",
    "slow",
    "cut_once",
    "cut",
    "closed",
    "empty",
    "bad_json",
    "garbage",
    "unauthorized",
    "wrong_usage",
    "no_usage",
    "thinking",
    "length",
    "error_event",
    "refuses_options",
    "wants_completion_tokens",
    "tei",
    "voyage",
    "odd_scores",
    "dripping",
)
IDEA = re.compile(r"^(\d)[｜|]([^：:\n]+)[：:]", re.MULTILINE)
EVIDENCE = re.compile(r"^\[(\d+)\] [^：:\n]+[：:]\s*(.+)$", re.MULTILINE)
ANSWER_PIECE = 7


class ModelServer:
    """Serves from a thread until closed. `requests` are the bodies of the calls, `keys` the bearer tokens seen."""

    def __init__(
        self,
        mode: str = "ok",
        *,
        port: int = 0,
        slow_seconds: float = 30.0,
        answer_seconds: float = 0.0,
        texts: Sequence[str] = (),
    ) -> None:
        """`answer_seconds` pass before each answer; `texts` are given for ideas in turn, in place of fitting ones."""
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.released = threading.Event()
        self.slow_seconds = slow_seconds
        self.answer_seconds = answer_seconds
        self.texts = texts
        self.set_mode(mode)
        self._http = _Server(("127.0.0.1", port), _Handler)
        self._http.owner = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def set_mode(self, mode: str) -> None:
        """From now on behave like `mode`; modes that fail once begin anew."""
        if mode not in MODES:
            raise ValueError(f"no mode {mode!r}; there are: {', '.join(MODES)}")
        self.mode = mode
        self.calls_in_mode = 0

    def __enter__(self) -> "ModelServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def serve(self) -> None:
        """Serve in this thread until interrupted."""
        self._http.serve_forever()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: ModelServer

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is part of the play, not worth a traceback."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        """Be quiet."""

    def do_GET(self) -> None:
        self._json(200, {"object": "list", "data": [{"id": "play", "object": "model"}]})

    def do_POST(self) -> None:
        owner = self.server.owner
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path == "/mode":
            owner.set_mode(body.decode())
            self._json(200, {"mode": owner.mode})
            return
        request = json.loads(body)
        owner.requests.append(request)
        owner.keys.append(self.headers.get("authorization", "").removeprefix("Bearer "))
        owner.calls_in_mode += 1
        if not self._failed(owner, request):
            if self.path.endswith("/embeddings"):
                self._embeddings(request)
            elif self.path.endswith("/rerank"):
                self._rerank(owner, request)
            else:
                self._chat(owner, request)

    def _failed(self, owner: ModelServer, request: dict[str, Any]) -> bool:
        """Play a failure that comes before any answer; False where this call gets one."""
        first = owner.calls_in_mode == 1
        mode = owner.mode
        if mode == "busy" or (mode == "busy_once" and first):
            self._error(429, "Rate limit reached", headers={"Retry-After": "2"})
        elif mode == "broken" or (mode == "broken_once" and first):
            self._error(500, "The server had an error")
        elif mode == "unauthorized":
            key = self.headers.get("authorization", "").removeprefix("Bearer ")
            self._error(401, f"Incorrect API key provided: {key}", code="invalid_api_key")
        elif mode == "refuses_options" and {"stream_options", "response_format", "temperature"} & request.keys():
            name = next(n for n in ("stream_options", "response_format", "temperature") if n in request)
            self._error(400, f"Unsupported parameter: '{name}'", param=name)
        elif mode == "wants_completion_tokens" and "max_tokens" in request:
            message = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
            self._error(400, message, param="max_tokens")
        elif mode == "garbage":
            self._send(200, "text/html", b"<html><body>Welcome to the proxy</body></html>")
        elif mode == "closed":
            self._reset()
        elif mode == "slow":
            owner.released.wait(owner.slow_seconds)
            self._reset()
        else:
            return False
        return True

    def _chat(self, owner: ModelServer, request: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        given = owner.texts[owner.calls_in_mode % len(owner.texts)] if owner.texts else ""
        owner.released.wait(owner.answer_seconds)
        cut = owner.mode == "cut" or (owner.mode == "cut_once" and owner.calls_in_mode == 1)
        for number, event in enumerate(_events(owner.mode, request, given)):
            if cut and number == 4:
                self._reset()
                return
            self._chunk(f"data: {event}\n\n".encode())
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _embeddings(self, request: dict[str, Any]) -> None:
        texts = request["input"]
        vectors = [[3.0 + len(t), 4.0, float(sum(map(ord, t)) % 7)] for t in texts]
        data = [{"object": "embedding", "index": i, "embedding": v} for i, v in enumerate(vectors)]
        # Out of order, as the protocol allows.
        self._json(200, {"object": "list", "data": data[::-1], "model": "play", "usage": {"prompt_tokens": 1}})

    def _rerank(self, owner: ModelServer, request: dict[str, Any]) -> None:
        """Score by the share of the question's characters that a text has; each service has its own shape."""
        if owner.mode == "tei" and "texts" not in request:
            self._error(422, "Failed to deserialize the JSON body: missing field `texts`")
            return
        asked = set(request["query"])
        scores = [len(asked & set(text)) / len(asked) for text in request.get("documents") or request["texts"]]
        ranked = sorted(enumerate(scores), key=lambda pair: -pair[1])
        if owner.mode == "tei":
            self._json(200, [{"index": i, "score": score} for i, score in ranked])
        elif owner.mode == "voyage":
            self._json(200, {"object": "list", "data": [{"index": i, "relevance_score": s} for i, s in ranked]})
        elif owner.mode == "odd_scores":
            odd: list[Any] = [{"index": 99, "relevance_score": 1}, {"index": 0, "relevance_score": "NaN"}, "?", None]
            self._json(200, {"results": [*odd, {"index": 1, "relevance_score": "0.5"}]})
        elif owner.mode == "dripping":
            self._drip(owner)
        else:
            results = [{"index": i, "relevance_score": s, "document": {"text": "…"}} for i, s in ranked]
            self._json(200, {"id": "1", "results": results[: request["top_n"]], "meta": {"api_version": "2"}})

    def _drip(self, owner: ModelServer) -> None:
        """Send a byte now and then, and never an end."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while not owner.released.wait(0.05):
            self._chunk(b" ")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _reset(self) -> None:
        """Break the connection as a crash would, without the end of the stream."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _error(self, status: int, message: str, *, headers: dict[str, str] | None = None, **more: str) -> None:
        self._json(status, {"error": {"message": message, "type": "play", **more}}, headers)

    def _json(self, status: int, value: object, headers: dict[str, str] | None = None) -> None:
        self._send(status, "application/json", json.dumps(value).encode(), headers)

    def _send(self, status: int, media_type: str, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": media_type, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _events(mode: str, request: dict[str, Any], given: str = "") -> Iterator[str]:
    text = "" if mode == "empty" else fitting_answer(request["messages"], given)
    if mode == "thinking":
        text = f"<think>She asked for {len(text)} characters.</think>\n\n{text}"
    pieces = [text[i : i + ANSWER_PIECE] for i in range(0, len(text), ANSWER_PIECE)]
    yield _event({"role": "assistant", "content": ""})
    for number, piece in enumerate(pieces):
        if mode == "bad_json" and number == 3:
            yield '{"choices": [{"delta": {"content": "half'
            return
        if mode == "error_event" and number == 3:
            yield json.dumps({"error": {"message": "the engine died", "type": "server_error"}})
            return
        yield _event({"content": piece})
    yield _event({}, finish="length" if mode == "length" else "stop")
    if mode == "wrong_usage":
        yield json.dumps(
            {
                "object": "chat.completion.chunk",
                "choices": [],
                "usage": {"prompt_tokens": -5, "completion_tokens": "many"},
            }
        )
    elif mode != "no_usage" and "stream_options" in request:
        usage = {"prompt_tokens": 120, "completion_tokens": max(len(pieces), 1), "total_tokens": 121}
        yield json.dumps({"object": "chat.completion.chunk", "choices": [], "usage": usage})


def _event(delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return json.dumps(
        {"id": "play", "object": "chat.completion.chunk", "created": 0, "model": "play", "choices": [choice]}
    )


def fitting_answer(messages: list[dict[str, str]], given: str = "") -> str:
    """A text for each idea that the last message asks for, `given` or citing its evidence in turn; "2" where none is
    asked for."""
    asked = messages[-1]["content"]
    ideas = IDEA.findall(asked)
    evidence = EVIDENCE.findall(asked)
    lines = []
    for place, (number, name) in enumerate(ideas):
        n, words = evidence[place % len(evidence)] if evidence else ("", "")
        fact = f"{words.rstrip('。.')}[{n}]" if n else name
        lines.append(f"【{number}｜{name}】{given or f'{name}: {fact}。'}")
    return "\n".join(lines) or "2"


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--mode", choices=MODES, default="ok")
    options = parser.parse_args()
    server = ModelServer(options.mode, port=options.port)
    print(server.base_url, flush=True)
    server.serve()


if __name__ == "__main__":
    main()
