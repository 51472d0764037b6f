"""A chat with a customer, and where it shows the customer to stand."""

from dataclasses import dataclass, field
from enum import StrEnum

from copilot.domain.ladder import Node, Step


class Speaker(StrEnum):
    """Who wrote a turn."""

    CUSTOMER = "customer"
    REP = "rep"


class Stand(StrEnum):
    """Which business a conversation is about; the ladder's steps exist only in `convert`."""

    CONVERT = "convert"
    SERVICE = "service"
    REPURCHASE = "repurchase"
    REFER = "refer"
    OTHER = "other"

    @property
    def node(self) -> Node:
        """The butterfly's node whose content answers it."""
        return {Stand.SERVICE: Node.OPERATE, Stand.OTHER: Node.OPERATE}.get(self) or Node(self.value)


class Objection(StrEnum):
    """What holds a customer back, in the words reps use."""

    PRICE = "price"
    LATER = "later"
    NO_TIME = "no_time"
    DISTRUST = "distrust"
    COMPETITOR = "competitor"
    ASK_OTHERS = "ask_others"
    EFFECT = "effect"
    DISTURBED = "disturbed"


class Move(StrEnum):
    """What a reply does."""

    ANSWER = "answer"
    ASK = "ask"
    REASSURE = "reassure"
    PROVE = "prove"
    LOWER_COST = "lower_cost"
    INVITE = "invite"
    LET_GO = "let_go"
    HOLD = "hold"
    """Say that a person will look after it, without promising an outcome."""


class Escalation(StrEnum):
    """Why a person should take over."""

    COMPLAINT = "complaint"
    MEDICAL = "medical"
    LEGAL = "legal"
    REFUND_DISPUTE = "refund_dispute"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Turn:
    """One bubble, or several of one speaker merged with newlines. `at` keeps the time as it was pasted."""

    speaker: Speaker
    text: str
    name: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns in the order they were said. `names` are everyone's nicknames as pasted."""

    turns: tuple[Turn, ...]
    answering: str = ""
    """In a group, the nickname of the customer to answer; other customers' turns are context. Empty: all of them."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t.name for t in self.turns if t.name))

    @property
    def customer_words(self) -> str:
        """What the customer said since the rep last spoke; if the rep spoke last, the customer's last turn."""
        waiting: list[str] = []
        for turn in reversed(self.turns):
            if turn.speaker is Speaker.CUSTOMER:
                if self.answering in ("", turn.name):
                    waiting.append(turn.text)
            elif waiting:
                break
        return "\n".join(reversed(waiting))

    @property
    def before(self) -> tuple[Turn, ...]:
        """The turns before the words that wait for an answer."""
        end = len(self.turns)
        while end and self.turns[end - 1].speaker is Speaker.REP:
            end -= 1
        while end and self.turns[end - 1].speaker is Speaker.CUSTOMER:
            end -= 1
        return self.turns[:end]


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the customer stands. `why` quotes their words; `confidence` is in 0..1."""

    stand: Stand
    step: Step | None
    objection: Objection | None = None
    why: str = ""
    confidence: float = 0.0
    products: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """The customer's questions that nobody has answered yet."""
    escalation: Escalation | None = None
    says_stop: bool = False
    mood: str = ""
    promises: tuple[str, ...] = field(default=())
    """What the rep promised and has not visibly kept."""
    by: str = ""
    """The model that was asked where the customer stands; "" where patterns and likeness told."""
