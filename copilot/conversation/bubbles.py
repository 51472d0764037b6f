"""Pasted text → bubbles: who (a nickname), when, what; no judgement yet about who is the rep."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from copilot.conversation.clocks import CLOCK_LINE, RULE_LINE, without_clock
from copilot.conversation.headers import Headers, is_name_like, plain_name, split_labels
from copilot.conversation.spreadsheet import read_rows
from copilot.conversation.stacked import unstack
from copilot.conversation.tables import any_of, pasting


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as pasted. `outside` marks a nickname that the app showed as an outside contact (`王五@微信`)."""

    name: str
    text: str
    at: str = ""
    outside: bool = False


_BULLET = re.compile(r"^\s*[>＞•●]\s+")
_DASH = re.compile(r"^\s*[-–*]\s+(?=[^\n:：]{1,20}[:：])")
_LONGEST_TITLE = 20
_RULES = " \t-—–─_=*·"


def split_bubbles(text: str) -> list[Bubble]:
    """The bubbles in the order pasted; a text without any sign of a chat is one bubble of nobody."""
    lines = [_BULLET.sub("", line.strip("\u200b\ufeff\u2005\r")) for line in text.replace("\xa0", " ").splitlines()]
    if all(_DASH.match(line) for line in lines if line.strip()):
        lines = [_DASH.sub("", line) for line in lines]
    rows = read_rows(text)
    if rows:
        return _tidy(Bubble(row.name, row.text, row.at) for row in rows)
    lines = unstack([line for line in lines if not _is_said_by_the_app(line)])
    lines = [piece for line in lines for piece in split_labels(line)]
    headers = Headers.of(lines)
    return _tidy(_follow(_without_title(lines, headers), headers))


def _is_said_by_the_app(line: str) -> bool:
    said = any_of(pasting().system_lines)
    plain = line.strip(_RULES)
    return bool(said.fullmatch(line.strip()) or said.fullmatch(plain) or said.fullmatch(without_clock(plain)))


def _without_title(lines: list[str], headers: Headers) -> list[str]:
    """The lines without the chat's name, where the paste of several people's messages begins with it."""
    said = [i for i, line in enumerate(lines) if line.strip()][:2]
    titled = len(headers.clocked) > 1 and len(said) > 1 and headers.read(lines[said[1]]) and _is_title(lines[said[0]])
    return lines[said[1] :] if titled and not headers.read(lines[said[0]]) else lines


def _is_title(line: str) -> bool:
    return len(line.strip()) <= _LONGEST_TITLE and is_name_like(line) and not CLOCK_LINE.match(line.strip())


def _follow(lines: list[str], headers: Headers) -> Iterable[Bubble]:
    """Give each line to the header above it; times on lines of their own date what has no time itself."""
    current = Bubble("", "")
    day = ""
    for line in lines:
        header = headers.read(line)
        clock = None if header else CLOCK_LINE.match(line.strip())
        if header:
            yield current
            current = Bubble(header.name, header.text, header.at or day, header.outside)
        elif clock:
            day = clock["at"]
            if not (headers.clocked or headers.colon or headers.dashed):
                yield current
                current = Bubble("", "", day)
        elif not RULE_LINE.match(line):
            current = replace(current, text=f"{current.text}\n{line}" if current.text else line, at=current.at or day)
    yield current


def _tidy(bubbles: Iterable[Bubble]) -> list[Bubble]:
    kept = []
    for bubble in bubbles:
        text = "\n".join(line.strip() for line in bubble.text.splitlines() if line.strip())
        name = plain_name(bubble.name)
        if text:
            kept.append(Bubble(name, text, bubble.at.strip(), bubble.outside or name != bubble.name.strip()))
    return kept
