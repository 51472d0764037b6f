"""Finds texts in an answer that is JSON, or holds JSON somewhere, also where it is broken or cut off."""

import json
import re
from collections.abc import Iterator
from typing import Any

TEXT_KEYS = ("text", "content", "reply", "message", "post", "body", "文案", "正文", "内容", "回复", "话术")
IDEA_KEYS = ("idea", "angle", "move", "label", "title", "type", "角度", "打法", "思路", "标题")
LONGEST_SEARCHED = 40_000
MOST_STARTS = 40
"""Brackets that are tried; a long answer has many."""
TRAILING_COMMA = re.compile(r",(\s*[\]}])")
SINGLE_QUOTED = re.compile(r"(?<=[\[{:,\s])'((?:[^'\\\n]|\\.)*)'(?=\s*[\]},:])")
BEFORE_JSON = re.compile(r"(?:^|[:：\n])\s*\Z")
Entry = tuple[int | None, str, str]


def texts_in_json(answer: str) -> list[Entry]:
    """Number, label and text of each entry of the first JSON array or object with texts in it; [] without any. A text
    that is cut off is the last one."""
    answer = answer[:LONGEST_SEARCHED]
    starts = [i for i, c in enumerate(answer) if c in "[{" and _begins_json(answer, i)]
    for start in starts[:MOST_STARTS]:
        for values in _readings(answer[start:]):
            if found := _texts(values[0] if len(values) == 1 else values):
                return found
    return []


def _begins_json(answer: str, at: int) -> bool:
    """JSON begins a line, or follows a colon; a bracket further on is a citation or a marker."""
    if not BEFORE_JSON.search(answer[max(0, at - 40) : at]):
        return False
    return not answer[:at].rpartition("\n")[2].strip() or answer[at + 1 : at + 20].lstrip()[:1] in ('"', "{", "'", "[")


def _readings(text: str) -> Iterator[list[Any]]:
    """What the text can be read as, the strictest reading first: values that stand one behind another."""
    yield _values(text)
    mended = TRAILING_COMMA.sub(r"\1", text)
    if mended != text:
        yield _values(mended)
    if (quoted := SINGLE_QUOTED.sub(lambda found: json.dumps(found[1]), mended)) != mended:
        yield _values(quoted)
    if closed := _closed(mended):
        yield _values(closed)


def _values(text: str) -> list[Any]:
    """JSON values at the beginning, one behind another; raw line breaks within strings are let pass."""
    decoder, found, at = json.JSONDecoder(strict=False), list[Any](), 0
    while at < len(text) and text[at] in "[{":
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
        at = end + len(text[end:]) - len(text[end:].lstrip(" \t\r\n,"))
    return found or [None]


def _closed(text: str) -> str:
    """A text that breaks off, with what is open closed; "" where nothing is open."""
    stack: list[str] = []
    within = escaped = False
    for c in text:
        if within:
            within = escaped or c != '"'
            escaped = c == "\\" and not escaped
        elif c == '"':
            within = True
        elif c in "[{":
            stack.append("]" if c == "[" else "}")
        elif c in "]}" and stack:
            stack.pop()
            if not stack:
                return ""
    if not stack:
        return ""
    text = text.removesuffix("\\") if escaped else text
    end = '"' if within else ""
    return text.rstrip().rstrip(",:") * (not within) + text * within + end + "".join(reversed(stack))


def _texts(value: Any) -> list[Entry]:
    if isinstance(value, dict):
        inner = next((v for v in value.values() if isinstance(v, list)), None)
        if inner is not None:
            return _texts(inner)
        if value and all(isinstance(v, dict) for v in value.values()):
            return _texts([{"label": str(key), **entry} for key, entry in value.items()])
        if value and all(isinstance(v, str) for v in value.values()) and not set(TEXT_KEYS) & set(value):
            return [(n, str(key), text) for n, (key, text) in enumerate(value.items(), 1)]
        return _texts([value])
    if not isinstance(value, list):
        return []
    entries = [_entry(n, e) for n, e in enumerate(value, 1)]
    return [e for e in entries if e is not None]


def _entry(number: int, value: Any) -> Entry | None:
    if isinstance(value, str):
        return number, "", value
    if not isinstance(value, dict):
        return None
    text = next((value[k] for k in TEXT_KEYS if isinstance(value.get(k), str)), None)
    label = next((value[k] for k in IDEA_KEYS if isinstance(value.get(k), str)), "")
    others = [(str(k), v) for k, v in value.items() if k not in IDEA_KEYS and isinstance(v, str)]
    if text is None and len(others) == 1:
        label, text = others[0]
    return (number, label, text) if text else None
