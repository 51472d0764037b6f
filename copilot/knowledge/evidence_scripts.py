"""Which approved wordings fit a customer's words: by the question they answer, the objection and the step."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copilot.domain.conversation import Move, Speaker, Stand
from copilot.domain.draft import Brief
from copilot.domain.evidence import Passage, SearchHit
from copilot.domain.ladder import Step
from copilot.knowledge.evidence_words import load_words, speaks_of_another_case
from copilot.knowledge.nearness import Nearness

FITS = 0.6
"""Least worth of a script that is evidence at all; a worse one would only lead the reply astray."""
SAME_OBJECTION, OTHER_OBJECTION, UNASKED_OBJECTION, NO_OBJECTION = 0.3, -0.3, -0.05, -0.08
SAME_STEP, OTHER_STEP = 0.07, -0.1
PROVES = 0.03
"""Where trust is missing, a proof goes before other words that fit as well."""
WEAK = 0.4
"""Of scripts that fit by their tags more than by their words, one is enough."""
UNPLACED = -0.1
"""A script without step and objection is about orders; before the purchase it has to be very near."""
WHOLE = 0.3
"""How much the likeness to all that was said counts; the rest is that to the nearest clause."""
OTHER_PRODUCT = -0.25
OTHER_CHANNEL = -0.08
PLAIN = 0.62
"""Likeness from which a script speaks to the question whatever its tags say."""
TELLING = 0.4
"""How much it counts that both share the words that tell this question from the others."""
BESIDE_BEST = 0.2
"""A script so much worse than the best one is filler."""
MOST_UNITS = 8
SHORTEST_CLAUSE = 4
EARLIER = 160
"""Characters of the customer's earlier words that still tell what this is about."""


@dataclass(frozen=True, slots=True)
class Near:
    """A passage and how near the question it answers is to what the customer said, 0..1."""

    passage: Passage
    near: float
    worth: float


def said_units(brief: Brief, question: str = "") -> list[str]:
    """The customer's words whole, by question and by clause, each also without product names; and what came before.

    With one of several questions, only that question.
    """
    if brief.conversation is None:
        return []
    if question and brief.reading and len(brief.reading.questions) > 1:
        return [u for u in (question, without_names(question, brief)) if u]
    said = brief.conversation.customer_words
    asked = brief.reading.questions if brief.reading else ()
    clauses = [c.strip() for c in re.split(r"[。！？!?；;\n]|[，,](?=.{4})|(?<=[a-z])\. ", said)]
    units = [said, *asked, *(c for c in clauses if len(c) >= SHORTEST_CLAUSE)]
    earlier = " ".join(t.text for t in brief.conversation.exchange if t.speaker is Speaker.CUSTOMER)[-EARLIER:]
    units = list(dict.fromkeys(u for u in units if u))[: MOST_UNITS - 1]
    bare = [without_names(u, brief) for u in units[:4]]
    return list(dict.fromkeys([*units, *(b for b in bare if len(b) >= SHORTEST_CLAUSE - 1), earlier]))


def without_names(text: str, brief: Brief) -> str:
    """The text without product names and what kind of thing they end in (grinder, kettle), which tell one product from
    another but not one question from another."""
    names = sorted((n for p in brief.brand.products for n in p.names), key=len, reverse=True)
    kinds = {n.rpartition(" ")[2] for n in names if n.isascii()}
    for name in [*(re.escape(n) for n in names), *(rf"\b{re.escape(k)}s?\b" for k in kinds if len(k) > 2)]:
        text = re.sub(name, "", text, flags=re.IGNORECASE)
    return " ".join(text.split())


def fitting_scripts(brief: Brief, hits: Sequence[SearchHit], product: str | None, nearness: Nearness) -> list[Near]:
    """The scripts among `hits` that fit, the best first."""
    units = said_units(brief)
    scripts = [hit.passage for hit in hits]
    known = [p.tag("question") or p.heading or p.text for p in scripts]
    said = " ".join(units)
    found = []
    matches = blended(units, known, nearness)
    for script, match in zip(scripts, matches, strict=True):
        near, worth = match.near, match.joined + _agreement(brief, script, product, match.near)
        if worth >= FITS and not speaks_of_another_case(script.text, script.tag("question") or "", said):
            found.append(Near(script, near, worth))
    return _of_one_product(sorted(found, key=lambda f: -f.worth))


def _of_one_product(found: list[Near]) -> list[Near]:
    """Leave out what speaks of another product than the best does: a reply recommends one thing."""
    best = next((f.passage.product for f in found[:1]), None)
    enough = max((f.worth for f in found), default=0.0) - BESIDE_BEST
    fit = [f for f in found if f.worth >= enough and (best is None or f.passage.product in (None, best))]
    return [f for at, f in enumerate(fit) if at == 0 or f.near >= WEAK]


@dataclass(frozen=True, slots=True)
class Match:
    """How a known question matches: in meaning, by the telling words it shares, and both joined; each 0..1."""

    near: float = 0.0
    shared: float = 0.0
    joined: float = 0.0


def blended(units: Sequence[str], known: Sequence[str], nearness: Nearness) -> list[Match]:
    """How each known question matches what was said; the first unit is all of it."""
    if not units:
        return [Match()] * len(known)
    weights, said = _Weights([_terms(k) for k in known]), frozenset[str]().union(*map(_terms, units))
    pairs = zip(known, nearness(units, known), nearness(units[:1], known), strict=True)
    found = []
    for question, near, whole in pairs:
        shared, told = weights.shared(said, _terms(question))
        meaning = (1 - WHOLE) * near + WHOLE * whole
        found.append(
            Match(near, shared, (1 - TELLING) * meaning + TELLING * min(1.0, near * 0.5 + (shared + told) / 2))
        )
    return found


def _terms(text: str) -> frozenset[str]:
    runs = re.findall(r"[一-鿿]+", text)
    pairs = {r[i : i + 2] for r in runs for i in range(len(r) - 1)}
    grammar = load_words().grammar
    return frozenset(re.findall(r"[a-z]{4,}", text.lower())) | {p for p in pairs if not grammar.issuperset(p)}


class _Weights:
    """How telling a term is among the known questions: what stands in many tells little."""

    def __init__(self, texts: Sequence[frozenset[str]]) -> None:
        self._counts = Counter(term for text in texts for term in text)
        self._texts = len(texts)

    def shared(self, said: frozenset[str], known: frozenset[str]) -> tuple[float, float]:
        """Weighted share of the known question's terms that were said, and of the said terms that any question knows
        those that stand in this one; each 0..1."""
        common = self._sum(said & known)
        told = self._sum(said & self._counts.keys())
        return common / (self._sum(known) or 1.0), common / (told or 1.0)

    def _sum(self, terms: Iterable[str]) -> float:
        return sum(math.log(1 + self._texts / (0.5 + self._counts[term])) for term in terms)


def _agreement(brief: Brief, script: Passage, product: str | None, near: float) -> float:
    reading = brief.reading
    objection, step = script.tag("objection"), script.tag("step")
    channel = script.tag("channel")
    value = OTHER_CHANNEL if channel not in (None, "", "private_chat", brief.channel.value) else 0.0
    value += OTHER_PRODUCT if product and script.product not in (None, product) else 0.0
    if objection and reading:
        if objection == reading.objection:
            value += SAME_OBJECTION
        elif reading.objection:
            value += OTHER_OBJECTION
        elif near < PLAIN:
            value += UNASKED_OBJECTION
    elif reading and reading.objection:
        value += NO_OBJECTION
    if not step and not objection and reading and reading.stand is Stand.CONVERT and near < PLAIN + 0.1:
        value += UNPLACED
    value += PROVES if brief.step is Step.TRUST and script.tag("move") == Move.PROVE else 0.0
    agreed = objection is not None and reading is not None and objection == reading.objection
    if step and brief.step:
        value += SAME_STEP if step == brief.step.value else (0.0 if agreed else OTHER_STEP)
    elif step and reading and reading.stand is not Stand.CONVERT:
        value += OTHER_STEP
    return value
