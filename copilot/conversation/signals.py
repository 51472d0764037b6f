"""What else a chat says: objections, reasons to call a person, wishes to be left alone, moods, promises, questions."""

import re

from copilot.conversation.clauses import split_clauses, without_quotes
from copilot.conversation.signs import reading_table, signal_table
from copilot.domain.brand import Brand
from copilot.domain.conversation import Conversation, Escalation, Objection, Speaker, Turn

_POINTS_BACK = re.compile(
    r"这[个款套种只件条]|那[个款套种只件条]|它|\b(?:it|this|that|these|those|the (?:one|first|second))\b", re.IGNORECASE
)


def find_objection(words: str) -> Objection | None:
    """What holds the customer back, by `words`; None when nothing is said to."""
    return next((sign.kind for sign in signal_table().objections if sign.pattern.search(words)), None)


def find_escalation(words: str) -> Escalation | None:
    """Why a person should take over, by `words`."""
    return next((sign.kind for sign in signal_table().escalations if sign.pattern.search(words)), None)


def says_stop(words: str) -> bool:
    """Whether the customer wants no more messages (not: an order cancelled, a courier refused)."""
    table = signal_table()
    return bool(table.stop.search(table.not_stop.sub("", words)))


def find_mood(words: str) -> str:
    """annoyed, anxious, hesitant, happy or calm."""
    return next((sign.mood for sign in reading_table().moods if sign.pattern.search(words)), "calm")


def open_questions(conversation: Conversation) -> tuple[str, ...]:
    """The customer's questions since the rep last said more than that they will see to it, in order, each once."""
    waiting: list[str] = []
    for turn in conversation.exchange:
        if turn.speaker is Speaker.REP:
            waiting = waiting if _puts_off(turn) else []
        else:
            waiting += [clause for clause in split_clauses(without_quotes(turn.text)) if is_question(clause)]
    return tuple(dict.fromkeys(waiting))


def _puts_off(turn: Turn) -> bool:
    """Whether all a rep's turn says is that an answer will come, or what they have to know for it."""
    table = signal_table()
    clauses = split_clauses(turn.text)
    later = [c for c in clauses if table.puts_off.search(c) or table.promises.search(c) or _asks_back(c)]
    return bool(clauses) and len(later) == len(clauses)


def _asks_back(clause: str) -> bool:
    """Whether a rep's clause asks and tells nothing: “It's $60. Which size?” tells."""
    asks = is_question(clause) or signal_table().alternative.search(clause) is not None
    return asks and not re.search(r"\d", clause)


def is_question(clause: str) -> bool:
    """Whether `clause` asks something that wants an answer; greetings and “您说怎么办” do not.

    Who leaves the choice to us states a need: it is met by asking and advising, nothing can be looked up for it.
    """
    table = signal_table()
    if table.not_question.match(clause.strip()) or table.advice.match(clause.strip()):
        return False
    patterns = (table.question_marks, table.question_words, table.question_words_en)
    return any(pattern.search(clause) for pattern in patterns)


def products_meant(conversation: Conversation, brand: Brand) -> tuple[str, ...]:
    """Full names of the brand's products in the waiting words; for “这个”, the one last mentioned before them."""
    named = _products_in(conversation.customer_words, brand)
    if named or not brand.products:
        return named
    if not _POINTS_BACK.search(conversation.customer_words) and not open_questions(conversation):
        return ()
    for turn in (*reversed(conversation.exchange), *reversed(conversation.turns)):
        mentioned = _products_in(turn.text, brand)
        if mentioned:
            return mentioned[-1:]
    return ()


def open_promises(conversation: Conversation) -> tuple[str, ...]:
    """What the rep said they would do and no later turn shows done, in the rep's words."""
    table = signal_table()
    reps = [turn for turn in conversation.exchange if turn.speaker is Speaker.REP]
    owed: list[str] = []
    for turn in reps:
        if owed and table.kept.search(turn.text):
            owed = []
        owed += _promises_in(turn)
    return tuple(dict.fromkeys(owed))


def _promises_in(turn: Turn) -> list[str]:
    table = signal_table()
    return [c for c in split_clauses(turn.text) if table.promises.search(c) and not table.question_marks.search(c)]


def _products_in(text: str, brand: Brand) -> tuple[str, ...]:
    """In the order they are mentioned; a name inside a longer one that is there too is not meant."""
    plain = text.casefold()
    hits = [
        (plain.rfind(name.casefold()), -len(name), product.name)
        for product in brand.products
        for name in product.names
        if name and _holds(plain, name.casefold())
    ]
    ends = [(start, start - length, name) for start, length, name in hits]
    clear = [
        (start, name)
        for start, end, name in ends
        if not any(s <= start and end <= e and e - s > end - start for s, e, _ in ends)
    ]
    return tuple(dict.fromkeys(name for _, name in sorted(clear)))


def _holds(text: str, name: str) -> bool:
    if name.isascii():
        return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text) is not None
    return name in text
