"""Says why each passage was found. Worked out after the search and only when asked for: a search that nobody wants
explained does none of it."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from copilot.domain.brand import Product
from copilot.domain.evidence import Passage, SearchHit
from copilot.domain.ladder import LADDER
from copilot.domain.query import SearchQuery
from copilot.domain.why import SharedIdea, SharedWord, Why
from copilot.knowledge.search.candidates import Candidates
from copilot.knowledge.search.cutting import Cutter, sentences
from copilot.knowledge.search.filling import MOST_SENTENCES, full_text
from copilot.knowledge.search.ideas import NOTHING, Sayings, load_ideas
from copilot.knowledge.search.naming import name_spans, narrowed_to
from copilot.knowledge.search.sameness import Saying
from copilot.knowledge.search.spelling import plain
from copilot.knowledge.search.validity import in_force
from copilot.knowledge.search.words import WordView, ideas_field
from copilot.yaml_text import read_yaml

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MOST_SHARED = 6
MOST_IDEAS = 2
COMMON_WORD = 0.3
"""A word that a larger share of the passages has says nothing about one of them."""
COMMON_CHARACTER = 0.12
"""The same for a character that stands in two different words, such as 孕 in 怀孕 and 孕妇."""
LONGEST_KIN = 4
"""So many characters at most has a word that is shown for the one character it shares."""


@dataclass(frozen=True, slots=True)
class Order:
    """Scores of the candidates by the ranker alone, and with what the step prefers."""

    ranked: "Floats"
    preferred: "Floats"


@dataclass(frozen=True, slots=True)
class Searched:
    """A search that was made."""

    query: SearchQuery
    view: WordView
    cutter: Cutter
    vector: "Floats | None"
    candidates: Candidates
    order: Order


def explain(
    hits: Sequence[SearchHit], searched: Searched, load: Callable[[Sequence[str]], Mapping[str, Passage]]
) -> tuple[SearchHit, ...]:
    """The same hits, each with its `why`."""
    query = searched.query
    folded = _folded(hits, load(searched.candidates.ids).values(), query)
    nearest = _nearest_sentences(hits, searched)
    lifted = _lifted(searched)
    return tuple(
        replace(
            hit,
            why=Why(
                shared=shared_words(query, hit.passage, searched.cutter, searched.view),
                ideas=shared_ideas(query.text, full_text(hit.passage), searched.view),
                nearness=hit.meaning if searched.candidates.compared else None,
                sentence=nearest.get(hit.passage.id, ("", 0.0))[0],
                sentence_nearness=nearest[hit.passage.id][1] if hit.passage.id in nearest else None,
                step=query.step,
                preferred=query.step is not None and hit.passage.role in LADDER[query.step].asks_for,
                lifted=lifted[hit.passage.id],
                narrowed_to=narrowed_to(query),
                folded=folded[hit.passage.id],
            ),
        )
        for hit in hits
    )


def shared_words(query: SearchQuery, passage: Passage, cutter: Cutter, view: WordView) -> tuple[SharedWord, ...]:
    """Words of the question that stand in the passage, as they stand there: products first, then the most telling.

    A character that the question has in another word is shown within the passage's own word, as shared in part.
    """
    text = full_text(passage)
    smooth, places = _plain_with_places(text)
    asked = plain(query.text)
    taken: list[tuple[int, int]] = []
    weighed: dict[str, tuple[float, SharedWord]] = {}
    named = list(name_spans(asked, query.brand.products))
    for span, names in name_spans(smooth, _products(query)):
        word = _cut_out(text, places, span)
        called = next((asked[s:e] for (s, e), meant in named if set(meant) & set(names)), "")
        _weigh(weighed, math.inf, SharedWord(word, names[0], "" if called == plain(word) else called))
        taken.append(span)
    rest = "".join(" " if any(s <= i < e for (s, e), _ in named) else c for i, c in enumerate(asked))
    for found in _common(rest, smooth, cutter, view):
        if not any(s < found.end and found.start < e for s, e in taken):
            span = (found.start, found.end)
            _weigh(weighed, found.weight, SharedWord(_cut_out(text, places, span), partly=found.partly))
            taken.append(span)
    best = sorted(weighed.values(), key=lambda pair: -pair[0])
    return tuple(word for _, word in best[:MOST_SHARED])


def shared_ideas(question: str, text: str, view: WordView) -> tuple[SharedIdea, ...]:
    """What a question and a text speak of in different words, those first that fewest passages speak of."""
    ideas = load_ideas()
    asked, told = _put(question, ideas.asked), _put(text, ideas.told)
    both = [idea for idea in asked if idea in told and not _same_words(asked[idea], told[idea])]
    rarest = sorted(both, key=lambda idea: -view.idf(ideas_field(), idea))
    return tuple(dict.fromkeys(SharedIdea(asked[idea], told[idea]) for idea in rarest))[:MOST_IDEAS]


def _same_words(one: str, other: str) -> bool:
    return plain(one) in plain(other) or plain(other) in plain(one)


def _put(text: str, sayings: Sayings) -> dict[str, str]:
    """How a text puts each of its ideas where it first does, as it stands there."""
    smooth, places = _plain_with_places(text)
    found: dict[str, str] = {}
    for ideas, start, end in sayings.places(smooth):
        for idea in ideas:
            if idea != NOTHING:
                found.setdefault(idea, _cut_out(text, places, (start, end)))
    return found


def _common(asked: str, text: str, cutter: Cutter, view: WordView) -> Iterator["_Found"]:
    """Each stretch of `text` that `asked` shares: whole words first, then words with one character in common."""
    terms = cutter.asked(asked)
    words = {term: view.idf("words", term) for term in set(terms.words) - small_words()}
    enough = min(-math.log(COMMON_WORD), _weight_of_one(view))
    telling = {term: weight for term, weight in words.items() if weight >= enough}
    for term in sorted((t for t in telling if len(t) > 1 and not t.isascii()), key=len, reverse=True):
        start = text.find(term)
        while start >= 0:
            yield _Found(start, start + len(term), telling[term])
            start = text.find(term, start + len(term))
    words_of_text = list(cutter.places(text))
    for start, end, found in words_of_text:
        if shared := found & telling.keys():
            yield _Found(start, end, max(telling[term] for term in shared))
        elif _stands_in(text[start:end], asked) and (weight := view.idf("words", text[start:end])) >= enough:
            # The dictionary cut the question elsewhere.
            yield _Found(start, end, weight)
    enough_alone = min(-math.log(COMMON_CHARACTER), _weight_of_one(view))
    chars = {char: view.idf("chars", char) for char in set(terms.chars) - small_words() if not char.isascii()}
    kin = {char for char, weight in chars.items() if char in telling or weight >= enough_alone}
    for start, end, _ in words_of_text:
        word = text[start:end]
        if len(word) <= LONGEST_KIN and word not in small_words() and (common := kin & set(word)):
            yield _Found(start, end, max(chars[char] for char in common) / 2, partly=True)


def _weight_of_one(view: WordView) -> float:
    """How much a word tells that one passage alone has: in a handful of passages, less than any bar."""
    return math.log(1 + (len(view) + 0.5) / 1.5)


def _stands_in(word: str, asked: str) -> bool:
    return len(word) > 1 and not word.isascii() and word in asked and word not in small_words()


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch of a passage that a question shares, and how much that tells."""

    start: int
    end: int
    weight: float
    partly: bool = False


@cache
def small_words() -> frozenset[str]:
    """The words of `why.yaml`."""
    return frozenset(read_yaml((files(__package__) / "why.yaml").read_text("utf-8"))["small_words"].split())


def _products(query: SearchQuery) -> list[Product]:
    """The products that the search was narrowed to."""
    return [query.brand.product(name) or Product(name) for name in narrowed_to(query)]


def _weigh(weighed: dict[str, tuple[float, SharedWord]], weight: float, word: SharedWord) -> None:
    key = plain(word.text)
    if key not in weighed or weighed[key][0] < weight:
        weighed[key] = (weight, word)


def _plain_with_places(text: str) -> tuple[str, list[int]]:
    """`text` made plain, and for each of its characters the place in `text` that it comes from."""
    smooth, places = "", list[int]()
    for place, character in enumerate(text):
        made = plain(character)
        smooth += made
        places += [place] * len(made)
    return smooth, places


def _cut_out(text: str, places: Sequence[int], span: tuple[int, int]) -> str:
    return text[places[span[0]] : places[span[1] - 1] + 1]


def _nearest_sentences(hits: Sequence[SearchHit], searched: Searched) -> dict[str, tuple[str, float]]:
    """The sentence of each passage that is nearest in meaning, by id; nothing for passages of one sentence. A heading
    is none: it stands above other passages, too."""
    if searched.vector is None or not hits:
        return {}
    by_id = {hit.passage.id: hit.passage for hit in hits}
    picked = searched.view.entries.pick(searched.view.entries.rows_of(list(by_id)))
    nearest: dict[str, tuple[str, float]] = {}
    for passage_id, cosines in zip(picked.ids, picked.sentence_cosines(searched.vector), strict=True):
        passage = by_id[passage_id]
        parts = sentences(full_text(passage), MOST_SENTENCES)
        if len(parts) != len(cosines):
            continue
        own = [part for part in zip(parts, cosines, strict=True) if part[0] != passage.heading]
        if len(own) > 1:
            sentence, cosine = max(own, key=lambda part: float(part[1]))
            nearest[passage.id] = (sentence, float(cosine))
    return nearest


def _lifted(searched: Searched) -> dict[str, int]:
    before, after = _places(searched.order.ranked), _places(searched.order.preferred)
    return {id_: before[row] - after[row] for row, id_ in enumerate(searched.candidates.ids)}


def _places(scores: "Floats") -> list[int]:
    import numpy as np

    order = np.argsort(-scores, kind="stable")
    places = np.empty(len(order), dtype=int)
    places[order] = np.arange(len(order))
    return [int(place) for place in places]


def _folded(hits: Sequence[SearchHit], found: Iterable[Passage], query: SearchQuery) -> dict[str, int]:
    sayings = {hit.passage.id: Saying.of(hit.passage) for hit in hits}
    counts = dict.fromkeys(sayings, 0)
    for passage in found:
        if passage.id in sayings or not in_force(passage, query.at):
            continue
        saying = Saying.of(passage)
        same = next((id_ for id_, shown in sayings.items() if saying.same_as(shown)), None)
        if same is not None:
            counts[same] += 1
    return counts
