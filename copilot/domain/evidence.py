"""What a text may stand on: passages and facts of the brand's own documents, numbered for one brief."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copilot.domain.chain import CitedChain
    from copilot.domain.why import Why


class Role(StrEnum):
    """What a passage is good for."""

    BENEFIT = "benefit"
    SCENE = "scene"
    PAIN = "pain"
    PROOF = "proof"
    OFFER = "offer"
    POLICY = "policy"
    FAQ = "faq"
    STORY = "story"
    SPEC = "spec"
    SCRIPT = "script"


class Field:
    """Names of fact fields that rules know. Any other field keeps the words of the document it came from."""

    LIST_PRICE = "list_price"
    MEMBER_PRICE = "member_price"
    PROMOTION_PRICE = "promotion_price"
    UNIT_PRICE = "unit_price"
    PRICES = (LIST_PRICE, MEMBER_PRICE, PROMOTION_PRICE, UNIT_PRICE)


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read: a document's version and the place in it (`p.3`, `价格表!A5:H5`, `L12-18`)."""

    document_id: str
    document: str
    version: int
    locator: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that stands on its own. `id` is the hash of its content, the same wherever it stands."""

    id: str
    text: str
    role: Role
    source: Source
    heading: str = ""
    product: str | None = None
    """Full name of the one product it is about; None when about several or none."""
    tags: tuple[str, ...] = ()
    """`key:value` marks, such as `rating:2`, `move:ask`, `step:trust`, `objection:price`, `question:…`."""

    def tag(self, key: str) -> str | None:
        """The value of the first tag `key:value`, or None."""
        return next((t.split(":", 1)[1] for t in self.tags if t.startswith(f"{key}:")), None)


@dataclass(frozen=True, slots=True)
class Fact:
    """One typed value. Dates are inclusive; None means open on that side. `product` is "" for facts about the brand."""

    product: str
    field: str
    value: str
    unit: str
    source: Source
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    """The condition or name of the offer, as the document says it."""

    @property
    def number(self) -> Decimal | None:
        """The value as a number, or None when it is words."""
        try:
            return Decimal(self.value)
        except InvalidOperation:
            return None

    def in_force(self, at: date) -> bool:
        """Whether the fact holds on the day `at`."""
        return (self.valid_from is None or self.valid_from <= at) and (self.valid_to is None or at <= self.valid_to)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A passage or a fact under the number `[n]` by which a text cites it. Exactly one of the two is set."""

    n: int
    text: str
    role: Role
    source: Source
    passage: Passage | None = None
    fact: Fact | None = None
    near: float = 0.0
    """How near the question it answers is to the customer's words, 0..1; 0 where nobody compared them."""
    answers: str = ""
    """The customer's question that it was compared with, where they asked one."""

    @property
    def passage_id(self) -> str:
        """The passage's id; for a fact, an id made of its place."""
        if self.passage:
            return self.passage.id
        return f"fact:{self.source.document_id}:{self.source.locator}"


@dataclass(frozen=True, slots=True)
class Gap:
    """Knowledge that was wanted and not found: the role that is missing, or a question nobody's document answers."""

    role: Role | None
    about: str
    """The product, topic or question it concerns."""
    disputed: str = ""
    """Who says what, where it is known but two sources disagree. Never for a writer: no value in it is certain."""


class ChoiceKind(StrEnum):
    """Why several products are laid before a customer."""

    IN_RANGE = "in_range"
    """Their price or size is what was asked for."""
    NEAREST = "nearest"
    """Nothing is what was asked for; these come nearest."""
    MODELS = "models"
    """The question could mean any of these models: ask which."""
    COMPARE = "compare"
    """Several products are named to be told apart."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Products to offer beside each other. `asked` are the customer's words for what they want."""

    kind: ChoiceKind
    asked: str
    facts: tuple[Fact, ...]
    """What each product costs today, the best first; for models, the fact asked about. Items of the evidence, too."""

    @property
    def products(self) -> tuple[str, ...]:
        """The products, the best first."""
        return tuple(dict.fromkeys(f.product for f in self.facts))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything one draft may stand on."""

    items: tuple[EvidenceItem, ...] = ()
    gaps: tuple[Gap, ...] = ()
    choice: Choice | None = None
    chains: "tuple[CitedChain, ...]" = ()
    """What selling points are written from, the best first."""

    def item(self, n: int) -> EvidenceItem | None:
        """The item numbered `n`, or None."""
        return next((i for i in self.items if i.n == n), None)

    def of_role(self, *roles: Role) -> tuple[EvidenceItem, ...]:
        """The items that have one of `roles`, in order of their numbers."""
        return tuple(i for i in self.items if i.role in roles)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage found for a query. `score` is in 0..1, comparable within one search only."""

    passage: Passage
    score: float
    words: float = 0.0
    meaning: float = 0.0
    """What the two legs gave it, for explaining the result."""
    choice: ChoiceKind | None = None
    """Set on the row of a fact that answers a question for a range, or one that could mean several models."""
    why: "Why | None" = None
    """Where the query asked for it; never for the row of a fact, which `choice` explains."""
