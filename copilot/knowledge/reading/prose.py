"""Passages from prose: sections packed to a readable length, questions kept with their answers."""

import re
from collections.abc import Iterator
from itertools import groupby

from copilot.domain.evidence import Passage, Role
from copilot.knowledge.reading.blocks import Prose, ProseKind
from copilot.knowledge.reading.chats import exchange_role
from copilot.knowledge.reading.context import FileContext
from copilot.knowledge.reading.lexicon import fold, lexicon
from copilot.knowledge.reading.passages import MOST_WIDTH, TARGET_WIDTH, Place, cut, make_passage, period_tags, width
from copilot.knowledge.reading.periods import find_periods
from copilot.knowledge.reading.roles import roles

_SHORTEST = 2


def prose_passages(paragraphs: list[Prose], context: FileContext) -> list[Passage]:
    """Passages of one file's prose, in reading order. Paragraphs under different headings are never joined."""
    passages: list[Passage] = []
    for headings, group in groupby(paragraphs, key=lambda p: p.headings):
        section = [p for p in group if len(p.text.strip()) >= _SHORTEST]
        chat = [p for p in section if p.kind is ProseKind.EXCHANGE]
        passages += [_exchange(p, context) for p in chat]
        text = [p for p in section if p.kind is ProseKind.TEXT]
        if text:
            passages += _section(text, headings, context)
    return passages


def join_locators(first: str, last: str) -> str:
    """`L12` and `L18` as `L12-18`, `p.3` and `p.4` as `p.3-4`."""
    if first == last:
        return first
    head = re.match(r"\D*", first)
    prefix = head[0] if head else ""
    begin, end = re.findall(r"\d+", first), re.findall(r"\d+", last)
    return f"{prefix}{begin[0]}-{end[-1]}" if begin and end and last.startswith(prefix) else first


def _exchange(prose: Prose, context: FileContext) -> Passage:
    return make_passage(context, prose.text, exchange_role(prose.text), Place(prose.locator), tags=("from:chat",))


def _section(section: list[Prose], headings: tuple[str, ...], context: FileContext) -> Iterator[Passage]:
    if headings and _asks(headings, context):
        yield from _answer(headings[-1], section, headings, context)
        return
    rest: list[Prose] = []
    for question, block in _marked(section):
        if question:
            yield from _pack(rest, headings, context)
            rest = []
            yield from _answer(question, block, (*headings, question), context)
        else:
            rest += block
    yield from _pack(rest, headings, context)


def _asks(headings: tuple[str, ...], context: FileContext) -> bool:
    """Whether the nearest heading is a question; in a file of questions every heading below the title is one."""
    if roles().is_question(headings[-1]):
        return True
    return roles().is_faq_file(context.name) and len(headings) > 1


def _marked(section: list[Prose]) -> list[tuple[str, list[Prose]]]:
    """Paragraphs in blocks: one for each `Q: … A: …`, with its question; blocks without a question between them."""
    blocks: list[tuple[str, list[Prose]]] = [("", [])]
    for paragraph in (line for p in section for line in _question_lines(p)):
        folded = fold(paragraph.text)
        asked = roles().question_mark.match(folded)
        if asked:
            question = re.sub(r"^\S*?\s*\d*\s*[:：.、]\s*", "", paragraph.text.strip(), count=1)
            blocks.append((question, []))
        elif blocks[-1][0] and (roles().answer_mark.match(folded) or not blocks[-1][1]):
            text = re.sub(r"^\S{1,6}?\s*\d*\s*[:：.、]\s*", "", paragraph.text.strip(), count=1)
            text = text if roles().answer_mark.match(folded) else paragraph.text
            blocks[-1][1].append(Prose(text, paragraph.locator, paragraph.headings))
        else:
            blocks[-1][1].append(paragraph)
    return [(q, b) if b or not q else ("", [Prose(q, section[0].locator)]) for q, b in blocks if q or b]


def _question_lines(paragraph: Prose) -> list[Prose]:
    """A paragraph whose lines carry question and answer marks, line by line and mark by mark; any other whole."""
    lines = paragraph.text.split("\n")
    if not any(roles().question_mark.match(fold(line)) for line in lines):
        return [paragraph]
    pieces = [piece for line in lines for piece in _apart(line)]
    return [Prose(piece, paragraph.locator, paragraph.headings) for piece in pieces if piece.strip()]


def _apart(line: str) -> list[str]:
    """问：…？答：… in one line as the question and the answer."""
    answer = roles().answer_within.search(line) if roles().question_mark.match(fold(line)) else None
    return [line[: answer.start()], line[answer.start() :]] if answer else [line]


def _answer(question: str, section: list[Prose], headings: tuple[str, ...], context: FileContext) -> Iterator[Passage]:
    locator = join_locators(section[0].locator, section[-1].locator)
    answer = "\n".join(p.text.strip() for p in section)
    for piece in cut(answer):
        yield make_passage(
            context, f"{question}\n{piece}", Role.FAQ, Place(locator, headings), tags=(f"question:{question}",)
        )


def _pack(paragraphs: list[Prose], headings: tuple[str, ...], context: FileContext) -> Iterator[Passage]:
    """Whole paragraphs up to a readable length; a paragraph longer than that is cut at sentences."""
    separate = any(roles().separate.search(fold(t)) for t in (*headings, context.name))
    batch: list[Prose] = []
    held = 0.0
    for paragraph in paragraphs:
        size = width(paragraph.text)
        if batch and (separate or held >= TARGET_WIDTH or held + size > MOST_WIDTH):
            yield from _passages(batch, headings, context)
            batch, held = [], 0.0
        batch.append(paragraph)
        held += size
    if batch:
        yield from _passages(batch, headings, context)


def _passages(batch: list[Prose], headings: tuple[str, ...], context: FileContext) -> Iterator[Passage]:
    locator = join_locators(batch[0].locator, batch[-1].locator)
    for piece in cut("\n".join(p.text.strip() for p in batch)):
        role = roles().classify(piece, headings, context.name, Role.STORY)
        tags: tuple[str, ...] = ()
        if role in (Role.OFFER, Role.POLICY) and lexicon().promotional.search(fold(piece)):
            tags = period_tags(find_periods(piece, context.today))
        yield make_passage(context, piece, role, Place(locator, headings), tags=tags)
