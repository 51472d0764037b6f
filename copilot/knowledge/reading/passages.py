"""Makes passages: their ids, products and tags, and how long texts are cut."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace

from copilot.domain.evidence import Passage, Role
from copilot.knowledge.reading.context import FileContext
from copilot.knowledge.reading.periods import Period

TARGET_WIDTH = 180
MOST_WIDTH = 350
"""Widths of a passage: a Chinese character counts 1, any other 0.45."""
_SEPARATORS = ["\n\n", "\n", "。", "！", "？", ". ", "! ", "? ", "；", "; ", "，", ", ", " ", ""]


def passage_id(text: str) -> str:
    """The first 20 hex digits of the SHA-256 of `text` in NFKC with all whitespace folded to single spaces.

    The same content has the same id in every file, version and brand.
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).split())
    return hashlib.sha256(folded.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: its locator and the headings above it, outermost first."""

    locator: str
    headings: tuple[str, ...] = ()


def make_passage(
    context: FileContext,
    text: str,
    role: Role,
    place: Place,
    *,
    tags: tuple[str, ...] = (),
    product: str | None = None,
) -> Passage:
    """A passage about `product` (`""`: about none), or about the one that its text or else its nearest heading names."""
    return Passage(
        id=passage_id(text),
        text=text,
        role=role,
        source=context.source(place.locator),
        heading=" > ".join(place.headings),
        product=(about(context, text, place.headings) if product is None else product) or None,
        tags=tags,
    )


def about(context: FileContext, text: str, headings: tuple[str, ...]) -> str | None:
    """The one product a text is about. Two names in the text: none; no name: what the nearest heading with a name says."""
    named = context.names.mentioned(text)
    for heading in reversed(headings):
        above = context.names.mentioned(heading)
        if len(above) == 1 and (not named or named == above):
            return above[0]
        if above:
            break
    return named[0] if len(named) == 1 else None


def period_tags(periods: tuple[Period, ...]) -> tuple[str, ...]:
    """`valid_from:…` and `valid_to:…` for a passage that holds in one span of days only."""
    if len(periods) != 1:
        return ()
    first, last = periods[0].valid_from, periods[0].valid_to
    return (*((f"valid_from:{first}",) if first else ()), *((f"valid_to:{last}",) if last else ()))


def width(text: str) -> float:
    """How long a text reads: Chinese characters count 1, others 0.45."""
    wide = len(re.findall(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]", text))
    return wide + 0.45 * (len(text) - wide)


def cut(text: str) -> list[str]:
    """A text too long for one passage, cut at paragraphs, sentences or commas; a short one whole."""
    if width(text) <= MOST_WIDTH:
        return [text]
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        keep_separator="end",
        chunk_size=int(MOST_WIDTH * 0.85 * 20),
        chunk_overlap=0,
        # The splitter adds up lengths of single characters: whole numbers, so that 0.45 does not round to nothing.
        length_function=lambda t: round(width(t) * 20),
    )
    return [piece for part in splitter.split_text(text) if (piece := part.strip())]


def each_once(passages: list[Passage]) -> tuple[Passage, ...]:
    """Passages without repetitions; one that stands under two products belongs to none."""
    kept: dict[str, Passage] = {}
    for passage in passages:
        first = kept.get(passage.id)
        if first is None:
            kept[passage.id] = passage
        elif first.product != passage.product:
            kept[passage.id] = replace(first, product=None)
    return tuple(kept.values())
