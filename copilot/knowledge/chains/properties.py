"""The properties of a product: the rows of its tables, and what the brand's sentences say beside them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.domain.chain import Link
from copilot.domain.evidence import Fact, Field, Passage, Role
from copilot.domain.language import Language
from copilot.knowledge.chains.said import Listener, ideas_of, terms_of
from copilot.knowledge.chains.words import ChainWords

COLON = {Language.ZH: "：", Language.EN: ": "}
BESIDE = " / "


@dataclass(slots=True)
class Property:
    """One property: its table's value, the brand's sentence, or both."""

    key: str
    name: str
    spec: Link | None = None
    claim: Link | None = None
    qualities: frozenset[str] = frozenset()
    """What it is about."""

    @property
    def text(self) -> str:
        """Everything the brand says of it."""
        return " ".join(link.text for link in (self.spec, self.claim) if link is not None)

    @property
    def terms(self) -> frozenset[str]:
        """Pairs of characters and stems of what the brand says of it."""
        return terms_of(self.text)

    @property
    def ideas(self) -> frozenset[str]:
        """The ideas in its own words: a sentence of the brand may be about other properties, too."""
        return ideas_of((self.spec or self.claim or Link("")).text)


def properties_of(
    passages: Sequence[Passage], facts: Sequence[Fact], listener: Listener, language: Language
) -> list[Property]:
    """The properties in the order of the tables; then those of which the brand has only a sentence."""
    found = _of_tables(passages, facts, listener.words, language)
    for passage in passages:
        for claim in listener.claims_in(passage):
            found += _told(claim, found, listener, language)
    return found


def _of_tables(
    passages: Sequence[Passage], facts: Sequence[Fact], words: ChainWords, language: Language
) -> list[Property]:
    tables = [p for p in passages if p.role is Role.SPEC]
    values: dict[str, list[tuple[Fact, Passage]]] = {}
    for fact in facts:
        stands = next((p for p in tables if _stands_in(fact, p)), None)
        if stands and fact.field not in Field.PRICES and words.is_property(fact.field):
            values.setdefault(fact.field, []).append((fact, stands))
    return [_of_field(name, rows, words, language) for name, rows in values.items()]


def _stands_in(fact: Fact, passage: Passage) -> bool:
    same = passage.source.document_id == fact.source.document_id
    return same and fact.field in passage.text and (fact.value in passage.text or bool(fact.unit))


def _of_field(name: str, rows: list[tuple[Fact, Passage]], words: ChainWords, language: Language) -> Property:
    values = dict.fromkeys(f"{fact.value}{_unit(fact.unit, language)}" for fact, _ in rows)
    fact, passage = rows[0]
    spec = Link(f"{name}{COLON[language]}{BESIDE.join(values)}", passage.id, fact.source, Role.SPEC)
    return Property(f"field:{name}", name, spec, qualities=words.qualities(name) or words.qualities(spec.text))


def _unit(unit: str, language: Language) -> str:
    return unit if language is Language.ZH or not unit else f" {unit}"


def _told(claim: Link, found: list[Property], listener: Listener, language: Language) -> list[Property]:
    """Give a sentence to the tables' properties that it is about; what else it is about are properties of their own."""
    words, told = listener.words, listener.words.qualities(listener.about(claim.text))
    for one in found:
        if one.spec is not None and one.qualities & told and one.claim is None:
            one.claim = claim
    left = [q for q in words.rules.qualities if q in told and not any(q in one.qualities for one in found)]
    if told:
        return [
            Property(f"quality:{q}", words.name_of(q, language), claim=claim, qualities=frozenset((q,))) for q in left
        ]
    key = f"said:{hashlib.sha256(claim.text.encode()).hexdigest()[:12]}"
    return [Property(key, "", claim=claim)]
