"""Pasted text → bubbles: who (a nickname), when, what; no judgement yet about who is the rep."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from copilot.conversation.clocks import CLOCK, CLOCK_LINE, ENDS_IN_TIME_WORD, RULE_LINE
from copilot.conversation.spreadsheet import read_rows
from copilot.conversation.tables import any_of, pasting


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as pasted. `outside` marks a nickname that the app showed as an outside contact (`王五@微信`)."""

    name: str
    text: str
    at: str = ""
    outside: bool = False


_NAME = r"(?P<name>[^\s:：](?:[^\n:：]{0,38}?[^\s:：])?)"
_CLOCKED = (
    re.compile(rf"^{_NAME}(?:\s*[\(（][^()（）]{{1,20}}[\)）])?\s+(?P<at>{CLOCK})\s*[:：]?\s*$"),
    re.compile(rf"^\[?(?P<at>{CLOCK})\]?\s*[-–]?\s+{_NAME}(?:\s*[\(（<][^()（）<>]{{1,30}}[\)）>])?\s*$"),
)
_CLOCKED_INLINE = (
    re.compile(rf"^[\[(（【]?(?P<at>{CLOCK})[\])）】]?\s*[-–]?\s*{_NAME}\s*[:：]\s*(?P<text>.+)$"),
    re.compile(rf"^{_NAME}\s*[\[(（]?(?P<at>{CLOCK})[\])）]?\s*[:：]\s*(?P<text>.+)$"),
)
_COLON = re.compile(r"^(?P<name>[^\s:：][^\n:：]{0,23}?)\s*[:：](?!//)\s*(?P<text>.*)$")
_SENTENCE_MARK = re.compile(r"[，。？！；、,?!;「」“”\"\[\]【】]|\.\s")
_OUTSIDE = re.compile(r"\s*[@＠](?:微信|WeChat)$", re.IGNORECASE)
_BULLET = re.compile(r"^[>＞•●]\s+")


def split_bubbles(text: str) -> list[Bubble]:
    """The bubbles in the order pasted; a text without any sign of a chat is one bubble of nobody."""
    lines = [_BULLET.sub("", line.strip("\u200b\ufeff\u2005\r")) for line in text.replace("\xa0", " ").splitlines()]
    rows = read_rows(text)
    if rows:
        return _tidy(Bubble(row.name, row.text, row.at) for row in rows)
    said = any_of(pasting().system_lines)
    lines = [line for line in lines if not said.fullmatch(line.strip())]
    lines = [piece for line in lines for piece in _split_labels(line)]
    return _tidy(_follow(lines, _Headers.of(lines)))


def is_role_label(name: str) -> bool:
    """Whether `name` says a role (客户, 我, Customer, Me) rather than a person."""
    known = pasting()
    return name.casefold() in known.rep_labels | known.customer_labels


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class _Headers:
    """What this paste starts its bubbles with: nicknames with times, or else nicknames with a colon."""

    clocked: frozenset[str]
    colon: frozenset[str]

    @classmethod
    def of(cls, lines: list[str]) -> "_Headers":
        clocked = _clocked_names(lines)
        return cls(clocked, _role_names(lines) if clocked else _colon_names(lines))

    def read(self, line: str) -> _Header | None:
        """The header in `line`, when it has one this paste uses."""
        found = _read_clocked(line) if self.clocked else None
        if found and found.name in self.clocked:
            return found
        match = _COLON.match(line.strip())
        if match and match["name"] in self.colon:
            return _Header(match["name"], "", match["text"])
        return None


def _read_clocked(line: str) -> _Header | None:
    line = line.strip()
    if CLOCK_LINE.match(line):
        return None
    for shape in (*_CLOCKED, *_CLOCKED_INLINE):
        match = shape.match(line)
        if match and not ENDS_IN_TIME_WORD.search(match["name"]) and not _SENTENCE_MARK.search(match["name"]):
            return _Header(match["name"], match["at"], match.groupdict().get("text") or "")
    return None


def _clocked_names(lines: list[str]) -> frozenset[str]:
    """Nicknames with times, when at least one of them opens the paste, follows a gap, or carries a day or seconds."""
    seen: set[str] = set()
    sure = False
    fresh = True
    for i, line in enumerate(lines):
        header = _read_clocked(line)
        has_body = header is not None and (header.text or any(rest.strip() for rest in lines[i + 1 :]))
        if header and has_body:
            seen.add(header.name)
            sure = sure or fresh or is_role_label(header.name) or len(re.findall(r"\d+", header.at)) > 2
        fresh = not line.strip() or bool(CLOCK_LINE.match(line.strip()))
    return frozenset(seen if sure else ())


def _colon_names(lines: list[str]) -> frozenset[str]:
    """Nicknames before a colon, told from sentences and field labels (`尺寸：`) by how the whole paste looks."""
    body = [line.strip() for line in lines if line.strip() and not CLOCK_LINE.match(line.strip())]
    named = [_COLON.match(line) for line in body]
    names = Counter(m["name"] for m in named if m and _may_be_name(m["name"]))
    if not body or not names:
        return frozenset()
    roles = {name for name in names if is_role_label(name)}
    first = named[0]
    opens = first is not None and first["name"] in names
    if len(names) == 1 and not roles:
        return frozenset(names) if opens and names.total() > 1 and names.total() == len(body) else frozenset()
    if not opens and not roles:
        return frozenset()
    return frozenset(name for name, times in names.items() if times > 1 or name in roles or _short(name))


def _role_names(lines: list[str]) -> frozenset[str]:
    matches = (_COLON.match(line.strip()) for line in lines)
    counted = Counter(m["name"] for m in matches if m and is_role_label(m["name"]))
    return frozenset(name for name, times in counted.items() if times > 1)


def _may_be_name(name: str) -> bool:
    plain = re.sub(r"\s*\d+$", "", name).casefold()
    return not (_SENTENCE_MARK.search(name) or plain in pasting().field_labels or re.fullmatch(r"[\d\s./-]+", name))


def _short(name: str) -> bool:
    return len(name) <= 8 if re.search(r"[一-鿿]", name) else len(name.split()) <= 3


def _split_labels(line: str) -> list[str]:
    """“客户：在吗 我：在的” on one line is two lines, when both labels are roles."""
    labels = sorted(pasting().rep_labels | pasting().customer_labels, key=len, reverse=True)
    mark = re.compile(rf"(?:(?<=\s)|^)(?={_either(labels)}\s?[:：])", re.IGNORECASE)
    starts = [m.start() for m in mark.finditer(line)]
    if len(starts) < 2 or line[: starts[0]].strip():
        return [line]
    return [line[a:b] for a, b in zip(starts, [*starts[1:], len(line)], strict=True)]


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in words if len(word) > 1 or not word.isascii()) + ")"


def _follow(lines: list[str], headers: _Headers) -> Iterable[Bubble]:
    """Give each line to the header above it; times on lines of their own date what has no time itself."""
    current = Bubble("", "")
    day = ""
    for line in lines:
        header = headers.read(line)
        clock = None if header else CLOCK_LINE.match(line.strip())
        if header:
            yield current
            current = Bubble(header.name, header.text, header.at or day)
        elif clock:
            day = clock["at"]
            if not headers.clocked and not headers.colon:
                yield current
                current = Bubble("", "", day)
        elif not RULE_LINE.match(line):
            current = replace(current, text=f"{current.text}\n{line}" if current.text else line, at=current.at or day)
    yield current


def _tidy(bubbles: Iterable[Bubble]) -> list[Bubble]:
    kept = []
    for bubble in bubbles:
        text = "\n".join(line.strip() for line in bubble.text.splitlines() if line.strip())
        name = bubble.name.strip()
        if text:
            kept.append(Bubble(_OUTSIDE.sub("", name), text, bubble.at.strip(), bool(_OUTSIDE.search(name))))
    return kept
