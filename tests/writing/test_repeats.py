"""A reply that the customer has had already is known, and a longer one that only touches it is not taken for it."""

import pytest

from copilot.domain.conversation import Conversation, Speaker, Turn
from copilot.domain.draft import Task
from copilot.writing.repeats import Repeats
from tests.writing.conftest import brief_for

CHAT = Conversation(
    (
        Turn(Speaker.CUSTOMER, "能水洗吗"),
        Turn(Speaker.REP, "不能泡水的，用湿布擦一擦就行。您平时怎么收？"),
        Turn(Speaker.CUSTOMER, "那擦完要晒吗"),
    )
)


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("不能泡水的，用湿布擦一擦就行[6]。", True),
        ("先说前面那句：不能泡水的，湿布擦一擦就行。", True),
        ("擦完放阴凉地方，别晒，晒了要裂。", False),
        ("能水洗吗", False),
        ("湿布擦完别对着太阳，挂在通风的地方半天，第二天再收进盒子里。", False),
    ],
)
def test_an_answer_of_the_rep_s_is_known_and_another_is_not(text: str, repeated: bool) -> None:
    assert Repeats(brief_for(Task.REPLY, conversation=CHAT)).are_in(text) is repeated


def test_a_reply_offered_before_is_known_in_nearly_the_same_words() -> None:
    given = Repeats(brief_for(Task.REPLY, said=("有客人用了半年没断齿，头一周有点竹子味。",)))
    assert given.are_in("有客人用了半年没断齿，头一周有点竹子味[3]。")
    assert not given.are_in("竹梳齿宽，打结的头发也能慢慢梳开。")


def test_what_the_customer_said_may_be_taken_up() -> None:
    chat = Conversation((Turn(Speaker.CUSTOMER, "我头发长到腰，一梳一大把，怕它断齿。"),))
    assert not Repeats(brief_for(Task.REPLY, conversation=chat)).are_in("头发长到腰，一梳一大把的话，先从发尾梳。")


@pytest.mark.parametrize(
    ("text", "hers"),
    [
        ("那擦完要晒吗？我也想知道那擦完要晒吗", False),
        ("您好。退的话要我出运费不？", True),
        ("退的话要看用没用过，没用过的运费我们出。", False),
    ],
)
def test_her_own_sentence_given_back_is_known(text: str, hers: bool) -> None:
    chat = Conversation((Turn(Speaker.CUSTOMER, "睡了十来天还是高。退的话要我出运费不"),))
    assert Repeats(brief_for(Task.REPLY, conversation=chat)).parrots(text) is hers
