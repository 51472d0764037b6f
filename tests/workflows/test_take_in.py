"""Calendars made elsewhere come in as drafts to be reviewed; lists of results are noted at what they are about."""

from datetime import date, time

import pytest

from copilot.domain.calendar import Audience, Item, ItemState, Purpose
from copilot.domain.calendar_import import ImportChoices
from copilot.domain.channel import Channel
from copilot.domain.review import Deed
from copilot.errors import InvalidInput
from copilot.workflows.copilot import Copilot
from copilot.workflows.import_calendar import CalendarFile
from copilot.workflows.outcome import outcome
from copilot.workflows.take_in import Taken, TakingIn, TakingProgress
from tests.support.calendar import MEI, PLAIN, SOON, approved, labelled

CALENDAR = f"""\
日期,时间,发到,渠道,主题,文案,产品,人设,类型
2026-11-25,09:30,新客2群,社群,起风了,{PLAIN},白茶,小满,
2026-11-26,20:00,新客2群,社群,周四聊杯子,,,,
2026-11-27,10:00,新客2群,朋友圈,活动,高山白茶 100 克只要 99 元，全网最低。,高山白茶,,优惠
没有日期,09:30,新客2群,社群,坏行,坏行,,,
"""
AS_READ = ImportChoices()


@pytest.fixture
def taking(shop: Copilot) -> TakingIn:
    shop.store.audiences.save("shanque", Audience("g2", "新客2群", sender="小林"))
    return shop.calendar.taking_in


def opened(shop: Copilot, text: str = CALENDAR) -> CalendarFile:
    return shop.calendar.taking_in.open(shop.brand(), "日历.csv", text.encode())


def taken(shop: Copilot, text: str = CALENDAR) -> tuple[Item, ...]:
    events = shop.calendar.taking_in.take(shop.brand(), opened(shop, text), AS_READ, MEI)
    return outcome(events, Taken).items


def test_a_preview_keeps_nothing_and_tells_what_is_left_out(shop: Copilot, taking: TakingIn) -> None:
    preview = taking.preview(shop.brand(), opened(shop))
    assert [(r.day, r.topic) for r in preview.rows] == [
        (date(2026, 11, 25), "起风了"), (date(2026, 11, 26), "周四聊杯子"), (date(2026, 11, 27), "活动"),
    ]  # fmt: skip
    assert [(p.place.row, p.code) for p in preview.refused] == [(5, "not_a_date")]
    assert shop.store.calendar.of("shanque") == ()


@pytest.mark.usefixtures("taking")
def test_a_text_comes_in_as_a_draft_and_a_topic_as_planned(shop: Copilot) -> None:
    first, second, _ = taken(shop)
    assert (first.state, second.state) == (ItemState.DRAFT, ItemState.PLANNED)
    assert (first.approvals, first.author, second.draft_id) == ((), MEI.id, None)
    slot = first.slot
    assert (slot.day, slot.time, slot.audience_id, slot.channel) == (SOON, time(9, 30), "g2", Channel.GROUP)
    assert (slot.product, slot.persona_id, slot.purpose) == ("高山白茶", "xiaoman", Purpose.TIP)
    line = shop.calendar.review.history(first.id)[0]
    assert (line.deed, line.by, line.why) == (Deed.IMPORTED, MEI.id, "日历.csv")


@pytest.mark.usefixtures("taking")
def test_what_comes_in_is_checked_like_any_other_text(shop: Copilot) -> None:
    taken(shop)
    *_, offer = shop.store.calendar.of("shanque")
    draft = shop.store.drafts.get(str(offer.draft_id))
    assert draft is not None
    assert draft.model == "imported"
    assert {f.quote for f in draft.variants[0].findings if f.severity == "block"} & {"99 元", "全网最低", "只要 99 元"}
    submitted = shop.calendar.review.submit(offer.id, offer.version, MEI)
    with pytest.raises(InvalidInput):
        shop.calendar.review.approve(offer.id, submitted.version, shop.calendar.members.alone())


def test_progress_is_told_for_each_row(shop: Copilot, taking: TakingIn) -> None:
    events = list(taking.take(shop.brand(), opened(shop), AS_READ, MEI))
    assert events[:-1] == [TakingProgress(1, 3), TakingProgress(2, 3), TakingProgress(3, 3)]


@pytest.mark.usefixtures("taking")
def test_taking_a_file_in_again_adds_nothing(shop: Copilot) -> None:
    taken(shop)
    with pytest.raises(InvalidInput) as refused:
        taken(shop)
    assert refused.value.code == "nothing_imported"
    assert len(shop.store.calendar.of("shanque")) == 3


@pytest.mark.usefixtures("taking")
def test_an_audience_that_is_nobodys_name_keeps_everything_out(shop: Copilot) -> None:
    with pytest.raises(InvalidInput) as refused:
        taken(shop, CALENDAR.replace("09:30,新客2群", "09:30,没听过的群"))
    assert refused.value.code == "audience_unclear"
    assert shop.store.calendar.of("shanque") == ()


def test_results_of_a_list_are_noted_and_blank_figures_leave_what_was_there(shop: Copilot, taking: TakingIn) -> None:
    labelled(shop, approved(shop, "a"))
    for told in ("日期,发到,触达,回复\n2026-11-25,新客2群,180,12\n", "日期,发到,触达,下单\n2026-11-25,新客2群,,3\n"):
        found = taking.results(shop.brand(), opened(shop, told))
        assert taking.keep_results(shop.brand(), found.matched, MEI).kept == 1
    item = shop.store.calendar.get("a")
    assert item.sent is not None
    assert (item.sent.reached, item.sent.replies, item.sent.orders, item.sent.muted) == (180, 12, 3, None)
    assert (item.sent.by, item.state) == (MEI.id, ItemState.EXPORTED)


def test_results_of_what_was_never_approved_are_not_matched(shop: Copilot, taking: TakingIn) -> None:
    taken(shop)
    found = taking.results(shop.brand(), opened(shop, "日期,发到,触达\n2026-11-25,新客2群,180\n"))
    assert (found.matched, [p.code for p in found.problems]) == ((), ["no_item"])
