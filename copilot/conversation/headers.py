"""What a paste starts its bubbles with: nicknames with times, or else nicknames before a colon or a dash."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.conversation.clocks import CLOCK, CLOCK_LINE, ENDS_IN_TIME_WORD
from copilot.conversation.tables import either, is_role_label, pasting

_NAME = r"(?P<name>[^\s:：](?:[^\n:：]{0,38}?[^\s:：])?)"
_YEAR = re.compile(r"\d{4}")
_ANY_NAME = r"(?P<name>\S(?:[^\n]{0,38}?\S)?)"
_ASIDE = r"(?:\s*[\(（](?P<aside>[^()（）]{1,20})[\)）])?"
_CLOCKED = (
    re.compile(rf"^{_ANY_NAME}{_ASIDE}\s{{2,}}(?P<at>{CLOCK})\s*$"),
    re.compile(rf"^{_ANY_NAME}\s*[\(（](?P<at>{CLOCK})[\)）]\s*[:：]?\s*(?P<text>.*)$"),
    re.compile(rf"^{_NAME}{_ASIDE}\s+(?P<at>{CLOCK})\s*[:：]?\s*$"),
    re.compile(rf"^\[?(?P<at>{CLOCK})\]?\s*[-–]?\s+{_NAME}(?:\s*[\(（<](?P<aside>[^()（）<>]{{1,30}})[\)）>])?\s*$"),
    re.compile(rf"^[\[(（【]?(?P<at>{CLOCK})[\])）】]?\s*[-–]?\s*{_NAME}\s*[:：]\s*(?P<text>.+)$"),
    re.compile(rf"^{_NAME}\s*[\[(（]?(?P<at>{CLOCK})[\])）]?\s*[:：]\s*(?P<text>.+)$"),
)
_COLON = re.compile(r"^(?P<name>[^\s:：][^\n:：]{0,23}?)\s*[:：](?!//)\s*(?P<text>.*)$")
_DASHED = re.compile(r"^(?P<name>[^\s:：\-–—]{1,12})\s*(?:\s[-–—]\s|[–—]{1,2})\s*(?P<text>.+)$")
_SENTENCE_MARK = re.compile(r"[，。？！；、,?!;]|\.\s")
_QUOTE_MARK = re.compile(r"[「」“”\"\[\]【】]")
_ONLY_A_MARK = re.compile(r"^\[[^\]]*\]\S?$")
_OUTSIDE = re.compile(r"\s*[@＠](?:微信|WeChat)$", re.IGNORECASE)
_HAN = re.compile(r"[一-鿿]")


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a bubble. `outside` marks a nickname that the app shows as an outside contact (`王五@微信`)."""

    name: str
    at: str
    text: str
    outside: bool = False
    time_first: bool = False


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of one paste."""

    clocked: frozenset[str]
    colon: frozenset[str]
    dashed: frozenset[str]
    time_first: bool = False
    """Whether the times stand before the nicknames; in one paste they do so everywhere or nowhere."""

    @classmethod
    def of(cls, lines: list[str]) -> "Headers":
        """Which nicknames `lines` begin bubbles with."""
        sides = Counter(h.time_first for line in lines if (h := read_clocked(line)))
        time_first = bool(sides) and sides.most_common(1)[0][0]
        clocked = _clocked_names(lines, time_first)
        if clocked:
            return cls(clocked, _role_names(lines, _COLON), frozenset(), time_first)
        colon = _colon_names(lines)
        return cls(clocked, colon, frozenset() if colon else _role_names(lines, _DASHED))

    def read(self, line: str) -> Header | None:
        """The header in `line`, when it has one this paste uses."""
        found = read_clocked(line) if self.clocked else None
        if found and found.name in self.clocked and found.time_first is self.time_first:
            return found
        for shape, names in ((_COLON, self.colon), (_DASHED, self.dashed)):
            match = shape.match(line.strip())
            if match and match["name"] in names:
                return _header(match)
        return None


def read_clocked(line: str) -> Header | None:
    """A nickname with a time, with or without what was said; None where `line` is no such header."""
    line = line.strip()
    if CLOCK_LINE.match(line):
        return None
    for shape in _CLOCKED:
        match = shape.match(line)
        if match and not _is_sentence(match["name"], match["at"]) and is_name_like(match["name"]):
            return _header(match)
    return None


def _is_sentence(name: str, at: str) -> bool:
    """Whether the time goes on what stands before it: “那就20号 3:00”, but not “小熊3号 2026/11/20 3:00”."""
    ending = ENDS_IN_TIME_WORD.search(name)
    return ending is not None and not (ending[0].strip() == "号" and _YEAR.match(at))


def is_name_like(name: str) -> bool:
    """Whether `name` could be a nickname: no sentence, and more than a mark such as `[语音]`."""
    return not _SENTENCE_MARK.search(name) and not _ONLY_A_MARK.match(name)


def split_labels(line: str) -> list[str]:
    """“客户：在吗 我：在的” on one line is two lines, when both labels are roles."""
    labels = sorted(pasting().rep_labels | pasting().customer_labels, key=len, reverse=True)
    mark = re.compile(
        rf"(?:(?<=\s)|^)(?={either([w for w in labels if len(w) > 1 or not w.isascii()])}\s?[:：])", re.IGNORECASE
    )
    starts = [m.start() for m in mark.finditer(line)]
    if len(starts) < 2 or line[: starts[0]].strip():
        return [line]
    return [line[a:b] for a, b in zip(starts, [*starts[1:], len(line)], strict=True)]


def _header(match: re.Match[str]) -> Header:
    given = match.groupdict()
    name, aside = match["name"].strip(), given.get("aside") or ""
    outside = bool(_OUTSIDE.search(name)) or aside.casefold() in ("微信", "wechat")
    time_first = bool(given.get("at")) and match.start("at") < match.start("name")
    return Header(name, given.get("at") or "", given.get("text") or "", outside, time_first)


def plain_name(name: str) -> str:
    """The nickname without the app's mark of an outside contact."""
    return _OUTSIDE.sub("", name.strip())


def _clocked_names(lines: list[str], time_first: bool) -> frozenset[str]:
    """Nicknames with times, when at least one of them opens the paste, follows a gap, or carries a day or
    seconds, or when several people write and one of them again."""
    seen: Counter[str] = Counter()
    sure = False
    fresh = True
    for i, line in enumerate(lines):
        header = read_clocked(line)
        has_body = header is not None and (header.text or any(rest.strip() for rest in lines[i + 1 :]))
        if header and has_body and header.time_first is time_first:
            seen[header.name] += 1
            sure = sure or fresh or is_role_label(header.name) or len(re.findall(r"\d+", header.at)) > 2
        fresh = not line.strip() or bool(CLOCK_LINE.match(line.strip()))
    again = [name for name, times in seen.items() if times > 1]
    return frozenset(seen if sure or (again and len(seen) > 1) else ())


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
        return frozenset(names) if opens and _one_speaker(next(iter(names)), named) else frozenset()
    if not opens and not roles:
        return frozenset()
    return frozenset(name for name, times in names.items() if times > 1 or name in roles or _short(name))


def _one_speaker(name: str, named: Sequence[re.Match[str] | None]) -> bool:
    """Whether the lines are messages of one person: each begins with the name, or the name stands alone above each."""
    own = [m for m in named if m and m["name"] == name]
    if len(own) > 1:
        return len(own) == len(named) or not any(m["text"] for m in own)
    return len(named) == 1 and _short(name) and not re.search(pasting().no_name_pattern, name, re.IGNORECASE)


def _role_names(lines: list[str], shape: re.Pattern[str]) -> frozenset[str]:
    """Labels of roles that begin lines of this shape, each more than once or beside another."""
    matches = (shape.match(line.strip()) for line in lines)
    counted = Counter(m["name"] for m in matches if m and is_role_label(m["name"]))
    if shape is _DASHED and len(counted) > 1:
        return frozenset(counted)
    return frozenset(name for name, times in counted.items() if times > 1)


def _may_be_name(name: str) -> bool:
    plain = re.sub(r"\s*\d+$", "", name).casefold()
    marked = _SENTENCE_MARK.search(name) or _QUOTE_MARK.search(name)
    return not (marked or plain in pasting().field_labels or re.fullmatch(r"[\d\s./-]+", name))


def _short(name: str) -> bool:
    return len(name) <= 8 if _HAN.search(name) else len(name.split()) <= 3
