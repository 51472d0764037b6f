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


MAKES_STEP = {
    Step.NEED: frozenset({Move.ASK, Move.INVITE}),
    Step.TRUST: frozenset({Move.PROVE}),
    Step.ACTION: frozenset({Move.LOWER_COST, Move.INVITE}),
}
"""The moves that do what a step asks: find out, prove, lower one cost. The others go beside them: an objection is
cleared up and answered first."""


def step_asked_of(idea: object, step: Step | None) -> Step | None:
    """The step that a text with this idea is held to; None where its move is another one's work."""
    if not isinstance(idea, Move) or step is None:
        return step
    return step if idea in MAKES_STEP.get(step, frozenset(Move)) else None


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
class PasteChoices:
    """What a person says about a pasted chat: who the rep is, whom to answer (nicknames), or that both sides are
    taken for each other. Empty: as guessed."""

    rep: str = ""
    answering: str = ""
    swapped: bool = False


AS_PASTED = PasteChoices()


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns in the order they were said. `names` are everyone's nicknames as pasted."""

    turns: tuple[Turn, ...]
    answering: str = ""
    """In a group, the nickname of the customer to answer; other customers' turns are context. Empty: there is but one."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t.name for t in self.turns if t.name))

    @property
    def customers(self) -> tuple[str, ...]:
        """The customers' nicknames, in the order they first spoke."""
        return tuple(dict.fromkeys(t.name for t in self.turns if t.name and t.speaker is Speaker.CUSTOMER))

    @property
    def reps(self) -> tuple[str, ...]:
        """The reps' nicknames, in the order they first spoke."""
        return tuple(dict.fromkeys(t.name for t in self.turns if t.name and t.speaker is Speaker.REP))

    @property
    def exchange(self) -> tuple[Turn, ...]:
        """What passed between reps and the customer to answer; every turn where none is chosen.

        In a group a rep speaks to whom they name, else to the one who spoke last; what comes before anybody's question
        is for all.
        """
        if not self.answering:
            return self.turns
        others = [name for name in self.customers if name != self.answering and len(name) > 1]
        spoke_last = self.answering
        own: list[Turn] = []
        for turn in self.turns:
            if turn.speaker is Speaker.CUSTOMER:
                spoke_last = turn.name
                meant = turn.name == self.answering
            else:
                named = self.answering in turn.text
                meant = named or (spoke_last == self.answering and not any(name in turn.text for name in others))
            own += [turn] if meant else []
        return tuple(own)

    @property
    def customer_words(self) -> str:
        """What the customer said since the rep last spoke to them; if the rep spoke last, the customer's last turn."""
        waiting: list[str] = []
        for turn in reversed(self.exchange):
            if turn.speaker is Speaker.CUSTOMER:
                waiting.append(turn.text)
            elif waiting:
                break
        return "\n".join(reversed(waiting))

    @property
    def before(self) -> tuple[Turn, ...]:
        """The turns of the exchange before the words that wait for an answer."""
        turns = self.exchange
        end = len(turns)
        while end and turns[end - 1].speaker is Speaker.REP:
            end -= 1
        while end and turns[end - 1].speaker is Speaker.CUSTOMER:
            end -= 1
        return turns[:end]


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
