"""Where our reading is unsure a model is asked; nothing else ever waits for it."""

from dataclasses import replace

import pytest

from copilot.domain.conversation import Conversation, Escalation, Reading, Speaker, Stand, Turn
from copilot.domain.draft import Draft
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.errors import ModelUnreachable
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome
from copilot.workflows.refine import Refining
from copilot.workflows.reply import Understood
from copilot.writing.reading_asker import Place

UNSURE = Reading(Stand.SERVICE, None, why="这个地址能送到吗", confidence=0.5)
CHAT = Conversation((Turn(Speaker.CUSTOMER, "这个地址能送到吗"),))


class Asked:
    """Answers with one place, or fails, and counts how often it was asked."""

    def __init__(self, place: Place | None = None) -> None:
        self.place = place
        self.times = 0

    def ask(self, conversation: Conversation, language: Language) -> Place:  # noqa: ARG002
        self.times += 1
        if self.place is None:
            raise ModelUnreachable("no", model="m", status=0, detail="no")
        return self.place


def refining(asked: Asked) -> Refining:
    return Refining(asked, "m", timeout_seconds=5)


def test_an_unsure_reading_moves_to_where_the_model_sees_the_customer() -> None:
    read = refining(Asked(Place(Stand.CONVERT, Step.ACTION, "能送到"))).refine(UNSURE, CHAT, Language.ZH)
    assert read == replace(UNSURE, stand=Stand.CONVERT, step=Step.ACTION, why="能送到", by="m")


@pytest.mark.parametrize(
    "reading",
    [
        replace(UNSURE, confidence=0.95),
        replace(UNSURE, says_stop=True),
        replace(UNSURE, escalation=Escalation.MEDICAL),
    ],
)
def test_what_is_sure_or_for_a_person_is_not_asked(reading: Reading) -> None:
    asked = Asked(Place(Stand.CONVERT, Step.ACTION))
    assert refining(asked).refine(reading, CHAT, Language.ZH) == reading
    assert asked.times == 0


def test_the_same_chat_is_asked_once() -> None:
    asked = Asked(Place(Stand.CONVERT, Step.ACTION))
    one = refining(asked)
    assert one.refine(UNSURE, CHAT, Language.ZH) == one.refine(UNSURE, CHAT, Language.ZH)
    assert asked.times == 1


def test_a_model_that_fails_leaves_the_reading_and_is_left_alone_for_a_moment() -> None:
    asked = Asked()
    one = refining(asked)
    assert one.refine(UNSURE, CHAT, Language.ZH) == one.refine(UNSURE, CHAT, Language.ZH) == UNSURE
    assert asked.times == 1


UNSURE_CHAT = "周晓雯：我家老人在山里，送得到么"


def test_replies_are_written_for_where_the_model_sees_the_customer(known_shop: Copilot) -> None:
    asked = Asked(Place(Stand.CONVERT, Step.ACTION, "送得到么"))
    copilot = replace(known_shop, replying=replace(known_shop.replying, refining=refining(asked)))
    ours = copilot.understand(UNSURE_CHAT).reading
    assert ours.confidence < 0.9
    events = list(copilot.reply_events(UNSURE_CHAT))
    assert [e.reading.by for e in events if isinstance(e, Understood)] == ["", "m"]
    assert outcome(events, Draft).step is Step.ACTION
    assert copilot.reply(UNSURE_CHAT).reading.by == "m"


def test_a_person_s_word_is_final(known_shop: Copilot) -> None:
    asked = Asked(Place(Stand.CONVERT, Step.ACTION))
    copilot = replace(known_shop, replying=replace(known_shop.replying, refining=refining(asked)))
    theirs = replace(copilot.understand(UNSURE_CHAT).reading, stand=Stand.CONVERT, step=Step.TRUST)
    assert outcome(copilot.reply_events(UNSURE_CHAT, reading=theirs), Draft).step is Step.TRUST
    assert asked.times == 0
