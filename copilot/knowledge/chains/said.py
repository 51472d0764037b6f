"""What a product's passages say, sentence by sentence, and which link of a chain each could be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from copilot.domain.brand import Product
from copilot.domain.chain import Link, LinkKind
from copilot.domain.evidence import Passage, Role
from copilot.knowledge.chains.words import ChainWords
from copilot.knowledge.search.ideas import load_ideas
from copilot.knowledge.search.naming import products_named
from copilot.knowledge.search.spelling import CJK, RUN, plain, stems

_SENTENCES = re.compile(r"(?<=[。！？!?；;])(?![”」’])|(?<=[.!?])\s+(?=[A-Z\"“])|\n+")
_BULLET = re.compile(r"^\s*(?:[-*•·]\s+|\d{1,2}[.)、]\s*)")
Uses = tuple[tuple[LinkKind, float], ...]
_ENDS = "。；;，, \t\u3000"
_QUESTION_MARKS = ("？", "?")
SHORTEST, LONGEST = 5, 160
SHORTEST_WORDS = 8
"""Characters of what a customer says."""
CONTENT = 4
"""Stars from which a review speaks for the thing."""
MIXED = -0.4
"""What one who is content says of a weakness."""
QUESTION = -0.2
"""How much less a customer's question is worth as their words than what one who uses the thing says."""
RETOLD = -0.3
"""How much less a review is worth as proof than a test, a policy than a review, and an answer as a scene than a scene."""
FITTED = 0.15
"""How much more a line is worth that its own label gives to this link."""


@dataclass(frozen=True)
class Said:
    """A sentence of a passage, the links it may be, each with its worth for that, and what it is about."""

    link: Link
    uses: Uses
    qualities: frozenset[str]
    terms: frozenset[str]
    """Pairs of Chinese characters and stems of other words."""
    ideas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears what passages say about one product of a brand."""

    product: str
    products: tuple[Product, ...]
    words: ChainWords

    def said_in(self, passage: Passage) -> Iterator[Said]:
        """The sentences of a passage that can be a link of some chain."""
        if passage.role in (Role.OFFER, Role.SCRIPT, Role.SPEC, Role.STORY):
            return
        if passage.tag("rating") or passage.tag("from") == "chat":
            yield from self._customers(passage)
        elif passage.role is Role.PROOF:
            yield from self._proofs(passage)
        elif passage.role is Role.POLICY:
            yield from self._policies(passage)
        elif passage.role is Role.FAQ:
            yield from self._answers(passage)
        else:
            yield from self._brands(passage)

    def claims_in(self, passage: Passage) -> Iterator[Link]:
        """The brand's own sentences about the product, as its handbook puts them."""
        for raw in passage.text.splitlines():
            line = self.words.label(_BULLET.sub("", raw).strip())
            if line.use == "claim" or (line.use is None and passage.role is Role.BENEFIT):
                for sentence in split(line.text):
                    if not self.words.is_aside(sentence) and self._ours(passage, sentence):
                        yield _link(passage, sentence)

    def about(self, text: str) -> str:
        """`text` without the product's name, which says nothing about the product."""
        names = next((p.names for p in self.products if p.name == self.product), (self.product,))
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, " ")
        return text

    def _ours(self, passage: Passage, text: str) -> bool:
        """Whether a sentence is about this product: it names it, or no product and its passage is about nothing else."""
        named = products_named(text, self.products)
        return self.product in named if named else passage.product == self.product

    def _customers(self, passage: Passage) -> Iterator[Said]:
        rating = passage.tag("rating") or ""
        if rating[:1].isdigit() and float(rating[:1]) < CONTENT:
            return
        for text in split(passage.text):
            if len(text) < SHORTEST_WORDS or text.endswith(_QUESTION_MARKS) or self.words.leans(text):
                continue
            worth = MIXED if self.words.speaks_against(text) else 0.0
            uses = [(LinkKind.WORDS, worth)]
            if rating and not worth:
                uses.append((LinkKind.PROOF, RETOLD))
            if self._ours(passage, text):
                yield self._said(passage, text, tuple(uses))

    def _proofs(self, passage: Passage) -> Iterator[Said]:
        text = " ".join(passage.text.split())
        if passage.product == self.product and len(text) <= LONGEST and not self.words.is_aside(text):
            yield self._said(passage, text, ((LinkKind.PROOF, 0.0),))

    def _policies(self, passage: Passage) -> Iterator[Said]:
        for text in split(passage.text):
            if not self.words.speaks_against(text):
                yield self._said(passage, text, ((LinkKind.PROOF, 2 * RETOLD),))

    def _answers(self, passage: Passage) -> Iterator[Said]:
        question = passage.tag("question") or ""
        whole = SHORTEST <= len(question) <= LONGEST and passage.text.startswith(question)
        if whole and self._ours(passage, question):
            yield self._said(passage, question, ((LinkKind.WORDS, QUESTION),))
        uses = ((LinkKind.DOES, 0.0), (LinkKind.FOR_ME, RETOLD))
        yield from self._sentences(passage, passage.text.removeprefix(question), uses)

    def _brands(self, passage: Passage) -> Iterator[Said]:
        for raw in passage.text.splitlines():
            line = self.words.label(_BULLET.sub("", raw).strip())
            if line.use not in ("skip", "claim"):
                for said in self._sentences(passage, line.text, _USES[line.use]):
                    yield replace(said, qualities=line.qualities or said.qualities)

    def _sentences(self, passage: Passage, text: str, uses: Uses) -> Iterator[Said]:
        for sentence in split(text):
            unfit = any(f(sentence) for f in (self.words.speaks_against, self.words.is_aside, self.words.leans))
            if not unfit and not sentence.endswith(_QUESTION_MARKS) and self._ours(passage, sentence):
                yield self._said(passage, sentence, uses)

    def _said(self, passage: Passage, text: str, uses: Uses) -> Said:
        about = self.about(text)
        return Said(_link(passage, text), uses, self.words.qualities(about), terms_of(about), ideas_of(about))


_USES: dict[str | None, Uses] = {
    "for_me": ((LinkKind.FOR_ME, FITTED), (LinkKind.DOES, 0.0)),
    "does": ((LinkKind.DOES, FITTED), (LinkKind.FOR_ME, 2 * RETOLD)),
    None: ((LinkKind.DOES, 0.0), (LinkKind.FOR_ME, 0.0)),
}


def terms_of(text: str) -> frozenset[str]:
    """Pairs of Chinese characters and stems of other words."""
    found: set[str] = set()
    for run in RUN.findall(plain(text)):
        if CJK.match(run):
            found |= {run[i : i + 2] for i in range(len(run) - 1)}
        elif len(run) > 2 or run.isdigit():
            found.update(stems(run))
    return frozenset(found)


def ideas_of(text: str) -> frozenset[str]:
    """The ideas that a text tells or asks for."""
    ideas, spelt = load_ideas(), plain(text)
    return frozenset((*ideas.told.ideas_in(spelt), *ideas.asked.ideas_in(spelt)))


def split(text: str) -> list[str]:
    """The sentences of a text without their last stop, those that are long enough to say something."""
    parts = (part.strip().rstrip(_ENDS) for part in _SENTENCES.split(text))
    return [part for part in parts if SHORTEST <= len(part) <= LONGEST]


def _link(passage: Passage, text: str) -> Link:
    return Link(text, passage.id, passage.source, passage.role, private=passage.tag("from") == "chat")
