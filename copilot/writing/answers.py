"""Reads the variants out of whatever a model answered."""

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from copilot.domain.conversation import Move
from copilot.domain.draft import Angle, CandidateVariant
from copilot.writing.answer_json import texts_in_json
from copilot.writing.answer_wrapping import without_frame, without_wrapping
from copilot.writing.citations import clean_citations
from copilot.writing.ideas import Idea

SAME = 0.9
NUMBER = r"(?:\d{1,2}|[一二三四五六])"
CIRCLED = "①②③④⑤⑥"
RULE = re.compile(r"^[ \t]*(?:-{3,}|={3,}|\*{3,})[ \t]*$", re.MULTILINE)
LABEL = r"[^\]】〗\n]{0,24}"
KIND = r"(?:方案|版本|变体|文案|回复|选项|卖点|第|variant|option|version|reply|message|post|text)"
# Forms of a marker, the surest first; an answer is cut by the first form that occurs in it, so that a list inside a
# text written under sure markers stays whole.
MARKERS = tuple(
    re.compile(pattern, re.MULTILINE | re.IGNORECASE)
    for pattern in (
        # 【1｜场景】 is a marker wherever it stands: models forget the line break before it
        rf"[ \t>#*_-]*[【〖](?P<n>{NUMBER})[ \t]*[｜|][ \t]*(?P<label>{LABEL})[】〗][*_:： \t]*",
        # 【1：场景】 [[1: scene]] **【一、场景】** ; a label is needed where 【1】 could be a citation
        rf"^[ \t>#*_-]*[【〖](?P<n>{NUMBER})(?:[ \t]*[｜|:：、.,·\- ][ \t]*(?P<label>{LABEL}))?[】〗][*_:： \t]*",
        rf"^[ \t>#*_-]*\[\[?(?P<n>{NUMBER})[ \t]*[｜|:：、.·\-][ \t]*(?P<label>{LABEL})\]\]?[*_:： \t]*",
        rf"^[ \t>#*_-]*\[\[(?P<n>{NUMBER})\]\][*_:： \t]*(?P<label>)",
        # ### 1. Scene / ## 方案一：场景
        rf"^#{{1,6}}[ \t]*{KIND}?[ \t]*(?P<n>{NUMBER})(?:[ \t]*[条个]?[｜|:：、.)）\- ][ \t]*(?P<label>[^\n]{{0,24}}))?$",
        # **1. 场景** / 方案1：
        rf"^[ \t]*\*\*{KIND}?[ \t]*(?P<n>{NUMBER})[ \t]*[｜|:：、.)）\- ]*(?P<label>[^*\n]{{0,24}})\*\*[:： \t]*",
        rf"^[ \t]*{KIND}[ \t]*(?P<n>{NUMBER})[ \t]*[条个]?(?:[（(](?P<label>[^）)\n]{{1,24}})[）)])?[ \t]*[:：、.｜|\-][ \t]*",
        # <text1> … / | 1 | 场景 | … |
        r"^[ \t]*<(?:text|post|reply|variant|option|item|message)[ _-]?(?P<n>\d?)[^>\n]{0,40}>(?P<label>)",
        rf"^[ \t]*\|[ \t]*(?P<n>{NUMBER})[ \t]*\|(?:[ \t]*(?P<label>[^|\n]{{1,24}})[ \t]*\|)?[ \t]*",
        rf"^[ \t]*(?P<n>[{CIRCLED}])[ \t]*(?P<label>)",
        # 1. … / 一、… / (1) …
        rf"^[ \t]*[(（]?(?P<n>{NUMBER})(?:[、:：)）]|[.．](?!\d))[ \t]*(?P<label>)",
        r"^[ \t]*[-*•·●][ \t]+(?P<n>)(?P<label>)",
    )
)

SURE = 7
"""Markers that are tried before the names of ideas at the beginning of lines."""
SURE_WITHIN = 3
"""Markers that are taken off a text that was found by other means, as in JSON."""


def parse_answer(text: str, ideas: Sequence[Idea], known: Collection[int]) -> tuple[CandidateVariant, ...]:
    """The variants in `text`, at most one for each of `ideas` wanted, in the order they were written.

    Reads markers, headings, numbered lists, bullets, JSON and bare paragraphs, with thoughts, code fences, preambles
    and closing remarks around them; citations are brought into the form `[n]` with n in `known`. Repeated texts and
    empty ones are dropped. Gives () when nothing usable is there.
    """
    plain = without_frame(text)
    found = texts_in_json(plain) or _marked(plain, ideas) or _paragraphs(plain, len(ideas))
    variants: list[CandidateVariant] = []
    used: set[Angle | Move | None] = set()
    for number, label, marked in found:
        told, body = _unlabelled(without_wrapping(marked), ideas)
        label, body = label or told, clean_citations(body, known)
        if sum(c.isalnum() for c in body) < 2 or any(_same(body, v.text) for v in variants):
            continue
        idea = _idea(label, number, ideas, used)
        used.add(idea)
        variants.append(CandidateVariant(body, idea))
    return tuple(variants[: len(ideas)])


Found = tuple[int | None, str, str]
"""Number and label of a marker, and the text below it."""


def _marked(text: str, ideas: Sequence[Idea]) -> list[Found]:
    for marker in (*MARKERS[:SURE], _named(ideas), *MARKERS[SURE:]):
        marks = list(marker.finditer(text))
        if marks and (len(marks) > 1 or marks[0]["label"] or marker in MARKERS[:2]):
            return _cut(text, marks)
    return []


def _named(ideas: Sequence[Idea]) -> re.Pattern[str]:
    """Lines that begin with the name of an idea: 场景：… / **场景** / ## 场景"""
    names = "|".join(re.escape(idea.name) for idea in ideas)
    return re.compile(
        rf"^[ \t>#*_-]*(?P<n>)(?P<label>{names})[*_]*[ \t]*(?:[:：｜|][*_]*|$)", re.MULTILINE | re.IGNORECASE
    )


def _cut(text: str, marks: Sequence[re.Match[str]]) -> list[Found]:
    ends = [m.start() for m in marks[1:]] + [len(text)]
    found = [
        (_number(m["n"]), (m["label"] or "").strip(), text[m.end() : end]) for m, end in zip(marks, ends, strict=True)
    ]
    before = text[: marks[0].start()].strip()
    if before and found[0][0] == 2:
        # Asked to begin with the first marker, a model may take it for given and go straight to the text.
        found.insert(0, (1, "", before))
    return found


def _paragraphs(text: str, wanted: int) -> list[Found]:
    """Paragraphs where there are as many as wanted; otherwise nothing, as who knows where one text ends."""
    paragraphs = [p for p in re.split(r"\n\s*\n", text) if p.strip()]
    if wanted > 1 and len(paragraphs) == wanted + 1 and paragraphs[0].rstrip().endswith((":", "：")):
        paragraphs = paragraphs[1:]
    if len(paragraphs) != wanted and wanted > 1:
        paragraphs = [p for p in RULE.split(text) if p.strip()]
    if len(paragraphs) == wanted:
        return [(n, "", p) for n, p in enumerate(paragraphs, 1)]
    return []


def _number(written: str) -> int | None:
    if written in CIRCLED:
        return CIRCLED.find(written) + 1 if written else None
    if written.isdigit():
        return int(written)
    return "一二三四五六".find(written) + 1 or None if written else None


def _unlabelled(body: str, ideas: Sequence[Idea]) -> tuple[str, str]:
    """The name of the idea that a text begins with, "" without one, and the text without its markers, that name and the
    words it was asked for by."""
    label = ""
    for marker in MARKERS[:SURE_WITHIN]:
        if mark := marker.match(body):
            label, body = mark["label"] or label, body[mark.end() :]
    if ideas and (named := _label_line(ideas).match(body)):
        label, body = named["label"], body[named.end() :]
    for idea in ideas:
        body = body.removeprefix(idea.do).lstrip("：:。. \n") if body.startswith(idea.do) else body
    return label, without_wrapping(body)


def _label_line(ideas: Sequence[Idea]) -> re.Pattern[str]:
    names = "|".join(re.escape(idea.name) for idea in ideas)
    return re.compile(
        rf"^(?:idea|angle|move|角度|打法|思路)?[ \t]*[:：]?[ \t]*[*_]*(?P<label>{names})[*_]*[ \t]*(?:[:：｜|][*_ \t]*\n*|\n+)",
        re.IGNORECASE,
    )


def _idea(label: str, number: int | None, ideas: Sequence[Idea], used: set[Angle | Move | None]) -> Angle | Move | None:
    """The idea a label names, else the one asked for under that number, else the next one not yet used."""
    folded = label.casefold()
    named = next((i.kind for i in ideas if folded and (i.name.casefold() in folded or i.kind.value in folded)), None)
    placed = ideas[number - 1].kind if number and number <= len(ideas) else None
    free = next((i.kind for i in ideas if i.kind not in used), None)
    return next((kind for kind in (named, placed) if kind is not None and kind not in used), free)


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same but for marks and punctuation."""
    bare_one, bare_other = (re.sub(r"\[\d+\]|[\W_]+", "", t).casefold() for t in (one, other))
    if bare_one == bare_other:
        return True
    matcher = SequenceMatcher(None, bare_one, bare_other, autojunk=False)
    return matcher.real_quick_ratio() > SAME and matcher.quick_ratio() > SAME and matcher.ratio() > SAME
