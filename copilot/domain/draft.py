"""A brief asks for a text; a draft is what came of it, with all that was found about it."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from copilot.domain.assignment import Assignment
from copilot.domain.audience import Segment
from copilot.domain.brand import Brand
from copilot.domain.channel import Channel, ChannelForm
from copilot.domain.conversation import Conversation, Move, Reading
from copilot.domain.evidence import EvidenceItem, Gap
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.domain.text_form import PartFound, TextForm


class Task(StrEnum):
    """What is to be written."""

    SELLING_POINTS = "selling_points"
    POST = "post"
    REPLY = "reply"


class Wish(StrEnum):
    """How a text should differ from the usual one."""

    SHORTER = "shorter"
    WARMER = "warmer"


class Angle(StrEnum):
    """The idea a variant is built on; variants of one draft differ in it."""

    SCENE = "scene"
    PAIN = "pain"
    PROOF = "proof"
    NUMBER = "number"
    QUESTION = "question"
    CONTRAST = "contrast"
    STORY = "story"
    TIP = "tip"
    VOICES = "voices"
    """Customers' own words."""
    OFFER = "offer"
    OBJECTION = "objection"
    """What people hold against it, taken up and turned."""


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a writer is told. `conversation` is masked already. `said` are recent texts not to repeat, `examples`
    replies that went out in a like situation and did well, without personal data and figures."""

    task: Task
    brand: Brand
    language: Language
    at: date
    form: ChannelForm
    node: Node = Node.CONVERT
    step: Step | None = None
    product: str | None = None
    topic: str = ""
    segment: Segment | None = None
    persona: Persona | None = None
    conversation: Conversation | None = None
    reading: Reading | None = None
    variants: int = 3
    said: tuple[str, ...] = ()
    wish: Wish | None = None
    examples: tuple[str, ...] = ()
    assignment: Assignment | None = None
    """Set for a text of the calendar."""
    text_form: TextForm | None = None
    """The kind of text; None leaves it to the channel."""
    told: tuple[Angle, ...] = ()
    """Angles by which this audience was told of this product of late, the latest first: others come before them."""
    angle: Angle | None = None
    """Whose turn it is in a text of the calendar; None leaves it to the purpose."""
    colleagues: tuple[Persona, ...] = ()
    """The brand's other personas, from whom this one is to be told apart."""
    opened: tuple[str, ...] = ()
    """How texts of the brand opened of late (`opening_of`): none is to open so again. Not for a model to read."""

    @property
    def channel(self) -> Channel:
        return self.form.channel


@dataclass(frozen=True, slots=True)
class CandidateVariant:
    """One proposed text with `[n]` marks that cite evidence; `idea` is its angle or, in a reply, its move."""

    text: str
    idea: Angle | Move | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one or several model calls, as the endpoint counted them, or as we did where it does not say."""

    prompt: int = 0
    answer: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.prompt + other.prompt, self.answer + other.answer)


@dataclass(frozen=True, slots=True)
class PromptMark:
    """Which prompt a text came from. `fingerprint` is the hash of the prompt file's content."""

    id: str
    version: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a writer returns: unchecked."""

    variants: tuple[CandidateVariant, ...]
    model: str
    """The model's name, or `offline`."""
    prompt: PromptMark | None = None
    usage: Usage = Usage()


class Severity(StrEnum):
    """How much a finding matters: a `block` keeps a text from being approved, a `warn` asks for a look."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something checking found. `start` and `end` are offsets of `quote` in the checked text, end exclusive."""

    rule: str
    kind: str
    severity: Severity
    start: int
    end: int
    quote: str
    message: str
    basis: str
    suggestion: str = ""
    replacement: str | None = None
    """What can stand in place of `quote` as it is ("" to leave it out); None when a person has to find the words."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Measures of a text's voice: weighted trade terms and figures per 100 characters, and the distance to its
    persona, 0 to 1 (None where nobody in particular speaks)."""

    trade_terms: float = 0.0
    persona_distance: float | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A `[n]` in a text, frozen with what it cited at that moment."""

    n: int
    passage_id: str
    quote: str
    document: str
    locator: str
    document_version: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A candidate that has been checked. `text` keeps its `[n]` marks; `plain` is what goes out."""

    text: str
    plain: str
    step: Step | None
    idea: Angle | Move | None
    why: str
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    parts: tuple[PartFound, ...] = ()
    """Where the parts of its form stand in `text`."""


class NoticeCode(StrEnum):
    """Things a person must be told about how a draft came to be."""

    OFFLINE_NO_MODEL = "offline_no_model"
    OFFLINE_FALLBACK = "offline_fallback"
    OFFLINE_BUDGET = "offline_budget"
    """The month's budget for models is used up."""
    FEWER_VARIANTS = "fewer_variants"
    WORDS_KEPT = "words_kept"
    """So many texts stand as the offline writer said them: what a small model made of them was not the same."""
    EVIDENCE_LEFT_OUT = "evidence_left_out"
    CUT_OFF = "cut_off"
    MARKS_PUT_RIGHT = "marks_put_right"
    """So many `[n]` marks of a model cited what does not say it, and were corrected or taken off."""
    ALIKE = "alike"
    """It says nearly what another item of the calendar says."""
    ANGLES_AGAIN = "angles_again"
    """Angles (`about`, parted by blanks) that this audience had of this product within two weeks come again."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice and the facts its sentence needs (`reason` is an error code, `about` names something)."""

    code: NoticeCode
    reason: str = ""
    count: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A stored piece of work. `text` is what the person has now: the first variant until they pick or edit."""

    id: str
    brand_id: str
    task: Task
    channel: Channel
    node: Node
    language: Language
    created_at: datetime
    text: str
    variants: tuple[Variant, ...]
    evidence: tuple[EvidenceItem, ...]
    gaps: tuple[Gap, ...]
    notices: tuple[Notice, ...]
    model: str
    prompt: PromptMark | None
    usage: Usage
    step: Step | None = None
    product: str | None = None
    topic: str = ""
    persona_id: str | None = None
    segment_id: str | None = None
    version: int = 1
    customer_words: str = ""
    """What a reply answers, masked."""
    traces: tuple[str, ...] = field(default=(), repr=False)
    """By which personal data of the chat is known again in a text (`conversation.traces`), but cannot be read."""
    item_id: str | None = None
    """The item of the calendar it was written for, set where both are stored: it goes out by the item's approval and in
    no other way."""
    text_form: str = ""
    """The id of its form; "" for a text that was left to its channel."""
    persona_version: int = 0
    """Which version of the persona's card it was written with; 0 where nobody counted."""
    segment_version: int = 0
    cost: float | None = None
    """What writing it cost at the prices of that moment, in `currency`; None where they were not known."""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """What a draft said at one time. Versions count from 1, the text as it was first written."""

    version: int
    saved_at: datetime
    text: str
    variants: tuple[Variant, ...]


_MARK = re.compile(r"[ \u3000]?\[(\d{1,3})\]")


def cited_numbers(text: str) -> tuple[int, ...]:
    """The numbers of the `[n]` marks in `text`, each once, in order of appearance."""
    return tuple(dict.fromkeys(int(n) for n in _MARK.findall(text)))


def without_marks(text: str) -> str:
    """`text` as it goes out: without its `[n]` marks."""
    return _MARK.sub("", text)


OPENING_CHARACTERS, OPENING_WORDS = 8, 4
"""Within which two texts open alike, signs not counted."""


def opening_of(text: str) -> str:
    """How a text opens, in a form that can be compared."""
    plain = without_marks(text)
    if re.search(r"[一-鿿]", plain[: 3 * OPENING_CHARACTERS]):
        return "".join(re.findall(r"\w", plain))[:OPENING_CHARACTERS]
    return " ".join(re.findall(r"[\w'’]+", plain.lower())[:OPENING_WORDS])
