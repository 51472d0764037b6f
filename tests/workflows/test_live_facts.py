"""A text that tells of a live stream is held against the calendar."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from copilot.domain.calendar import Audience, Purpose, Slot
from copilot.domain.conflict import KnownFacts
from copilot.domain.language import Language
from copilot.workflows.copilot import Copilot
from copilot.workflows.live_facts import with_lives
from tests.support.calendar import BRAND, LIN, MEI, SOON, a_slot, written

WEDNESDAY_EVENING = datetime(2026, 12, 9, 20, 0)


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.ZH, "12月9日 周三 20:00"), (Language.EN, "Wednesday December 9, 20:00")],
)
def test_a_live_is_known_by_its_day_weekday_and_hour(language: Language, said: str) -> None:
    known = with_lives(KnownFacts(), [WEDNESDAY_EVENING, WEDNESDAY_EVENING], language)
    assert [fact.value for fact in known.all] == [said]


def live(at: time) -> Slot:
    return replace(a_slot("live", SOON, at), purpose=Purpose.LIVE)


def rules_found(shop: Copilot, text: str) -> list[str]:
    written(shop.store, "live", "今晚聊聊茶。", slot=live(time(20, 0)))
    written(shop.store, "notice", text, slot=a_slot("notice", SOON, time(9, 30)))
    shop.calendar.review.submit("notice", 1, MEI)
    (one,) = [w for w in shop.calendar.review.queue(shop.brand()) if w.item.id == "notice"]
    return [judged.finding.rule for judged in one.judged]


def test_a_notice_of_the_planned_hour_passes(shop: Copilot) -> None:
    assert rules_found(shop, "今晚8点直播，有想问的先写在下面。") == []


def test_a_notice_of_another_hour_is_found(shop: Copilot) -> None:
    assert rules_found(shop, "今晚7点直播，有想问的先写在下面。") == ["date_differs"]


def test_a_live_that_moves_reopens_what_told_of_its_hour(shop: Copilot) -> None:
    shop.store.audiences.save(BRAND, Audience("g2", "新客2群"))
    rules_found(shop, "今晚8点直播，有想问的先写在下面。")
    shop.calendar.review.approve("notice", 2, LIN)
    moved = shop.store.calendar.get("live")
    shop.calendar.planning.move("live", moved.version, SOON, time(19, 0), MEI)
    shop.calendar.review.refresh(shop.brand())
    assert shop.store.calendar.get("notice").state.value == "submitted"
