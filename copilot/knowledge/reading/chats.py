"""Pasted chats: customers' words, one stretch for each exchange. They tell scenes and pains, never facts."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from copilot.domain.evidence import Role
from copilot.knowledge.reading.blocks import Prose, ProseKind
from copilot.yaml_text import read_yaml


class _ChatsFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    headers: list[str]
    named: str
    spoken: str
    representative: list[str]
    customer: list[str]
    skipped: list[str]
    pain: list[str]
    shortest: int


@dataclass(frozen=True, slots=True)
class _Message:
    name: str
    lines: tuple[tuple[int, str], ...]
    """Line numbers from 1, and what they say."""


def read_chat(text: str, brand_name: str) -> list[Prose] | None:
    """The exchanges of a pasted chat, customers' words only; None when `text` is no chat."""
    messages = _messages(text, brand_name)
    if len(messages) < 2:
        return None
    ours = _representatives(messages, brand_name)
    exchanges: list[Prose] = []
    said: list[tuple[int, str]] = []
    for message in [*messages, None]:
        if message is not None and message.name not in ours:
            said += message.lines
            continue
        told = [(n, line) for n, line in said if not _skipped().search(line)]
        if told and sum(len(line) for _, line in told) >= _words().shortest:
            first, last = told[0][0], told[-1][0]
            locator = f"L{first}" if first == last else f"L{first}-{last}"
            exchanges.append(Prose("\n".join(line for _, line in told), locator, kind=ProseKind.EXCHANGE))
        said = []
    return exchanges


def exchange_role(text: str) -> Role:
    """Pain where the customer's words complain or worry, else a scene."""
    return Role.PAIN if _any(tuple(_words().pain)).search(text) else Role.SCENE


def _messages(text: str, brand_name: str) -> list[_Message]:
    lines = text.splitlines()
    patterns = [re.compile(p) for p in _words().headers]
    found = _split(lines, patterns)
    if len(found) >= 2:
        return found
    talking = [line for line in lines if line.strip()]
    named = _split(lines, [re.compile(_words().named)])
    if _is_between_shop_and_customer(named, len(talking), brand_name):
        return named
    spoken = re.compile(_words().spoken)
    matched = [m for line in talking if (m := spoken.fullmatch(line.strip()))]
    names = [m["name"] for m in matched]
    alternating = len(set(names)) in (2, 3) and len(names) >= 4 and len(names) * 10 >= len(talking) * 7
    return _split(lines, [spoken]) if alternating else []


def _is_between_shop_and_customer(messages: list[_Message], lines: int, brand_name: str) -> bool:
    """Whether names alone on their lines are a chat's: few of them, and one is the shop's."""
    names = {m.name for m in messages}
    ours = _any(tuple(_words().representative))
    known = any(ours.search(n) or (brand_name and brand_name.casefold() in n.casefold()) for n in names)
    return known and len(names) in (2, 3) and len(messages) >= 3 and len(messages) * 4 >= lines


def _split(lines: list[str], patterns: list[re.Pattern[str]]) -> list[_Message]:
    messages: list[_Message] = []
    for number, raw in enumerate(lines, start=1):
        line = raw.strip(" \t\u3000\u200e\ufeff")
        if not line or len(line) > 2000:
            continue
        found = next((m for p in patterns if (m := p.fullmatch(line))), None)
        if found:
            said = ((number, found["text"].strip()),) if found["text"].strip() else ()
            messages.append(_Message(found["name"].strip(), said))
        elif messages:
            last = messages[-1]
            messages[-1] = _Message(last.name, (*last.lines, (number, line)))
    return messages


def _representatives(messages: list[_Message], brand_name: str) -> set[str]:
    """Who speaks for the brand: by name or title; where nobody does, whoever did not speak first."""
    names = list(dict.fromkeys(m.name for m in messages))
    customer = _any(tuple(_words().customer))
    open_names = [n for n in names if not customer.search(n)]
    ours = {n for n in open_names if _any(tuple(_words().representative)).search(n)}
    ours |= {n for n in open_names if brand_name and brand_name.casefold() in n.casefold()}
    if ours or len(open_names) < len(names):
        return ours or set(open_names)
    return set(names[1:])


def _skipped() -> re.Pattern[str]:
    return _any(tuple(_words().skipped))


@cache
def _words() -> _ChatsFile:
    return _ChatsFile.model_validate(read_yaml((files(__package__) / "chats.yaml").read_text("utf-8")))


@cache
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
