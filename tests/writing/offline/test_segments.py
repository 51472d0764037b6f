"""The same question gets another reply for a newcomer, a hesitant comparer and a loyal customer."""

from itertools import combinations

import pytest

from copilot.domain.audience import Segment
from copilot.domain.conversation import Move, Objection, Reading, Stand
from copilot.domain.ladder import Step
from copilot.writing.segment_moves import in_order_for
from tests.writing.offline.conftest import Write
from tests.writing.offline.judging import faultless
from tests.writing.offline.shops import EN, ZH, Shop
from tests.writing.offline.test_replies import asked, moves

NEWCOMER = {
    ZH: Segment("new", "头一回来的人", convinces=("先问清楚再说东西",), repels=("一上来报价",)),
    EN: Segment("new", "First-timers", convinces=("one question first",), repels=("price first",)),
}
COMPARER = {
    ZH: Segment("comparing", "拿不定主意的人", convinces=("差评也给看", "不行能退"), repels=("催单",)),
    EN: Segment("comparing", "Comparers", convinces=("the bad reviews too", "easy returns"), repels=("countdowns",)),
}
MEMBER = {
    ZH: Segment("member", "老客户", convinces=("会员价", "有话直说"), repels=("问个没完",)),
    EN: Segment("member", "Regulars", convinces=("member price", "a straight answer"), repels=("too many questions",)),
}
WORDS = {ZH: "有点贵，我再想想", EN: "That's a lot of money, let me think"}
DOUBT = Reading(Stand.CONVERT, Step.ACTION, Objection.PRICE)


def test_each_segment_gets_replies_of_its_own(shop: Shop, write: Write) -> None:
    """An approved wording may fit two of them; the reply that comes first, and the three as a whole, never do."""
    written = []
    for segment in (NEWCOMER[shop], COMPARER[shop], MEMBER[shop]):
        brief = asked(shop, WORDS[shop], DOUBT, segment=segment)
        candidate = write(brief, shop.evidence)
        faultless(candidate, brief, shop.evidence)
        written.append([v.text for v in candidate.variants])
    assert len({texts[0] for texts in written}) == 3
    assert all(set(one) != set(other) for one, other in combinations(written, 2))


def test_what_convinces_a_segment_is_done_first(shop: Shop, write: Write) -> None:
    first = [
        moves(write(asked(shop, WORDS[shop], DOUBT, segment=segment), shop.evidence))[0]
        for segment in (NEWCOMER[shop], COMPARER[shop], MEMBER[shop])
    ]
    assert first == [Move.ASK, Move.PROVE, Move.LOWER_COST]


def test_what_repels_a_segment_is_left_to_the_end(shop: Shop, write: Write) -> None:
    brief = asked(shop, WORDS[shop], DOUBT, segment=MEMBER[shop], variants=3)
    assert Move.ASK not in moves(write(brief, shop.evidence))


@pytest.mark.parametrize("words", ["别再发了", "你们消息太多了"])
def test_no_segment_changes_what_who_feels_disturbed_gets(shop: Shop, words: str, write: Write) -> None:
    stop = words == "别再发了"
    reading = Reading(Stand.OTHER, None, Objection.DISTURBED, says_stop=stop)
    plain = moves(write(asked(shop, words, reading), shop.evidence))
    assert moves(write(asked(shop, words, reading, segment=MEMBER[shop]), shop.evidence)) == plain


def test_moves_stay_as_they_come_without_a_segment_or_with_one_that_says_nothing() -> None:
    given = [Move.PROVE, Move.ASK, Move.PROVE, Move.INVITE]
    assert in_order_for(None, given) == [Move.PROVE, Move.ASK, Move.INVITE]
    assert in_order_for(Segment("x", "x"), given) == [Move.PROVE, Move.ASK, Move.INVITE]


def test_a_card_orders_moves_by_its_own_lines() -> None:
    card = Segment("x", "x", convinces=("睡了不行能退", "检测报告原件", "先说清谁不合适"), repels=("催单",))
    given = [Move.INVITE, Move.ASK, Move.ANSWER, Move.PROVE, Move.LOWER_COST]
    assert in_order_for(card, given) == [Move.LOWER_COST, Move.PROVE, Move.ANSWER, Move.ASK, Move.INVITE]
