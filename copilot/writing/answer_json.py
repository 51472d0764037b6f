"""Finds texts in an answer that is JSON, or holds JSON somewhere."""

import json
from typing import Any

TEXT_KEYS = ("text", "content", "reply", "message", "post", "body", "文案", "正文", "内容", "回复", "话术")
IDEA_KEYS = ("idea", "angle", "move", "label", "title", "type", "角度", "打法", "思路", "标题")
LONGEST_SEARCHED = 40_000


def texts_in_json(answer: str) -> list[tuple[int | None, str, str]]:
    """Number, label and text of each entry of the first JSON array or object with texts in it; [] without any."""
    decoder = json.JSONDecoder()
    answer = answer[:LONGEST_SEARCHED]
    start = next((i for i, c in enumerate(answer) if c in "[{"), -1)
    # JSON begins a line; a bracket further on is a citation or a marker.
    while start >= 0:
        if not answer[:start].rpartition("\n")[2].strip():
            try:
                value, _ = decoder.raw_decode(answer, start)
            except (ValueError, RecursionError):
                value = None
            if found := _texts(value):
                return found
        start = min((i for i in (answer.find("[", start + 1), answer.find("{", start + 1)) if i >= 0), default=-1)
    return []


def _texts(value: Any) -> list[tuple[int | None, str, str]]:
    if isinstance(value, dict):
        inner = next((v for v in value.values() if isinstance(v, list)), None)
        if inner is not None:
            return _texts(inner)
        if all(isinstance(v, str) for v in value.values()) and not set(TEXT_KEYS) & set(value):
            return [(n, str(key), text) for n, (key, text) in enumerate(value.items(), 1)]
        return _texts([value])
    if not isinstance(value, list):
        return []
    entries = [_entry(n, e) for n, e in enumerate(value, 1)]
    return [e for e in entries if e is not None]


def _entry(number: int, value: Any) -> tuple[int | None, str, str] | None:
    if isinstance(value, str):
        return number, "", value
    if not isinstance(value, dict):
        return None
    text = next((value[k] for k in TEXT_KEYS if isinstance(value.get(k), str)), None)
    label = next((value[k] for k in IDEA_KEYS if isinstance(value.get(k), str)), "")
    return (number, label, text) if text else None
