"""The content calendar's page: seen, moved, edited, given out, sent, and taken in."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.calendar import Audience, Item, ItemState, Sent
from copilot.domain.language import Language
from copilot.domain.occasion import Occasion, OccasionKind
from copilot.locales import load_locale
from copilot.ui.components.calendar_events import Look, item_event, occasion_event
from copilot.ui.components.calendar_range import View, shown_days, step
from copilot.ui.components.calendar_view import Dropped, Picked, read
from copilot.workflows.copilot import Copilot
from tests.support.calendar import MEI, PLAIN, a_slot, approved, labelled, written
from tests.support.shop import NOON, a_copilot
from tests.ui.conftest import DESK, Visit, words

PAGE = "calendar.shanque"
TODAY = date(2026, 11, 23)
EVENING = time(20, 30)
LATER = "水烧到九十度就关火。"


@pytest.fixture
def shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, with an audience, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        copilot.store.audiences.save("shanque", Audience("g2", "新客2群", sender="小林"))
        copilot.store.audiences.save("shanque", Audience("g3", "老客群", sender="小美"))
        serve(copilot)
        yield copilot


@pytest.fixture
def part(visit: Visit, shop: Copilot) -> Callable[..., AppTest]:
    """Opens a part of the page, in a view: `part("see", view="board")`."""

    def open_part(name: str, language: str = "zh", **kept: str) -> AppTest:
        shop.store.forms.save(DESK, PAGE, {**shop.store.forms.get(DESK, PAGE), "part": name, **kept})
        return visit("calendar", language)

    return open_part


def today(shop: Copilot, item_id: str = "a", text: str = PLAIN, audience: str = "g2") -> Item:
    """An item of this evening that is approved and labelled."""
    slot = replace(a_slot(item_id, TODAY, EVENING), audience_id=audience)
    item = approved(shop, item_id, text, slot)
    labelled(shop, item)
    return item


def opened(part: Callable[..., AppTest], state: str = "draft", item_id: str = "a") -> AppTest:
    return part("see", view="board").button(key=f"{PAGE}.board.{state}.{item_id}").click().run()


def quiet(at: AppTest) -> bool:
    return not at.exception and not at.error


def test_an_empty_calendar_leads_to_a_plan(part: Callable[..., AppTest]) -> None:
    at = part("see")
    assert "日历还是空的" in words(at)
    assert quiet(at)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("view", list(View))
def test_each_view_is_drawn(part: Callable[..., AppTest], shop: Copilot, view: View, language: str) -> None:
    today(shop)
    assert quiet(part("see", language, view=view.value))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["today", "after", "import"])
def test_each_part_is_drawn_with_and_without_items(
    part: Callable[..., AppTest], shop: Copilot, name: str, language: str
) -> None:
    assert quiet(part(name, language))
    today(shop)
    assert quiet(part(name, language))


def test_what_was_chosen_is_there_after_a_refresh(part: Callable[..., AppTest], shop: Copilot, visit: Visit) -> None:
    today(shop)
    at = part("see")
    at.segmented_control(key=f"{PAGE}.view").set_value("board").run()
    at.multiselect(key=f"{PAGE}.filter.audience").set_value(["g2"]).run()
    at.button(key=f"{PAGE}.after").click().run()
    at.button(key=f"{PAGE}.after").click().run()
    again = visit("calendar")
    assert again.segmented_control(key=f"{PAGE}.view").value == "board"
    assert again.multiselect(key=f"{PAGE}.filter.audience").value == ["g2"]
    assert "2027年1月" in words(again)


def test_a_filter_leaves_what_it_names(part: Callable[..., AppTest], shop: Copilot) -> None:
    today(shop)
    today(shop, "b", LATER, "g3")
    at = part("see", view="board")
    at.multiselect(key=f"{PAGE}.filter.audience").set_value(["g3"]).run()
    shown = [b.key for b in at.button if b.key and ".board." in b.key]
    assert shown == [f"{PAGE}.board.approved.b"]


def test_a_card_tells_the_text_its_findings_and_its_history(part: Callable[..., AppTest], shop: Copilot) -> None:
    written(shop.store, "a", "高山白茶 100 克只要 59 元。", slot=a_slot("a", TODAY))
    draft = shop.store.drafts.get("draft-a")
    assert draft is not None
    shop.calendar.review.edit("a", 1, "高山白茶 100 克只要 58 元。", MEI)
    shown = words(opened(part))
    assert "58 元" in shown
    assert "对不上" in shown
    assert "改了文字" in shown


def test_an_edit_is_kept_and_the_item_handed_in(part: Callable[..., AppTest], shop: Copilot) -> None:
    written(shop.store, "a", slot=a_slot("a", TODAY))
    at = opened(part)
    at.text_area(key=f"{PAGE}.text.a.1").set_value(LATER).run()
    assert at.button(key=f"{PAGE}.submit").disabled
    at.button(key=f"{PAGE}.save").click().run()
    assert text_of(shop) == LATER
    at.button(key=f"{PAGE}.submit").click().run()
    assert shop.store.calendar.get("a").state is ItemState.SUBMITTED
    assert quiet(at)


def test_what_was_typed_can_be_left(part: Callable[..., AppTest], shop: Copilot) -> None:
    written(shop.store, "a", slot=a_slot("a", TODAY))
    at = opened(part)
    at.text_area(key=f"{PAGE}.text.a.1").set_value("我写的。").run()
    at.button(key=f"{PAGE}.discard").click().run()
    assert at.text_area(key=f"{PAGE}.text.a.1").value == PLAIN
    assert text_of(shop) == PLAIN


def test_of_two_who_edit_the_second_is_told_and_keeps_what_they_typed(
    part: Callable[..., AppTest], shop: Copilot
) -> None:
    written(shop.store, "a", slot=a_slot("a", TODAY))
    at = opened(part)
    at.text_area(key=f"{PAGE}.text.a.1").set_value("我写的。").run()
    shop.calendar.review.edit("a", 1, "别人写的。", MEI)
    at.button(key=f"{PAGE}.save").click().run()
    assert (text_of(shop), at.text_area(key=f"{PAGE}.text.a.1").value) == ("别人写的。", "我写的。")
    assert "有人改过这一条" in words(at)
    at.button(key=f"{PAGE}.save_over").click().run()
    assert text_of(shop) == "我写的。"


def test_an_item_is_moved_by_its_fields_and_back(part: Callable[..., AppTest], shop: Copilot) -> None:
    today(shop)
    at = opened(part, "approved")
    at.date_input(key=f"{PAGE}.day.a.3").set_value(date(2026, 11, 26)).run()
    at.button(key=f"{PAGE}.move").click().run()
    assert shop.store.calendar.get("a").slot.day == date(2026, 11, 26)
    assert "换到了 11-26 20:30" in words(at)
    at.button(key=f"{PAGE}.undo").click().run()
    assert shop.store.calendar.get("a").slot.day == TODAY
    assert quiet(at)


def test_a_move_that_the_rules_forbid_is_told_and_not_done(part: Callable[..., AppTest], shop: Copilot) -> None:
    today(shop)
    at = opened(part, "approved")
    at.time_input(key=f"{PAGE}.time.a.3").set_value(time(3, 0)).run()
    at.button(key=f"{PAGE}.move").click().run()
    assert shop.store.calendar.get("a").slot.time == EVENING
    assert len(at.warning) == 1
    assert quiet(at)


def test_an_item_is_taken_out_and_put_back(part: Callable[..., AppTest], shop: Copilot) -> None:
    today(shop)
    at = opened(part, "approved")
    at.button(key=f"{PAGE}.remove").click().run()
    assert shop.store.calendar.get("a").removed
    at.button(key=f"{PAGE}.undo").click().run()
    assert not shop.store.calendar.get("a").removed


def test_the_send_sheet_has_what_is_approved_and_only_counts_the_rest(
    part: Callable[..., AppTest], shop: Copilot
) -> None:
    today(shop)
    written(shop.store, "b", "还没有人看过的话。", slot=a_slot("b", TODAY, time(21)))
    at = part("today")
    shown = words(at) + "\n".join(t.value for t in at.text)
    assert PLAIN in shown
    assert "今天 20:30 发到 新客2群" in shown.replace("\\", "")
    assert "这天还有 1 条没通过审核" in shown
    assert "还没有人看过的话" not in shown


def test_a_sheet_can_be_that_of_one_person(part: Callable[..., AppTest], shop: Copilot) -> None:
    today(shop)
    today(shop, "b", LATER, "g3")
    at = part("today")
    at.segmented_control(key=f"{PAGE}.sender").set_value("小美").run()
    assert [t.value for t in at.text] == [LATER]


def test_an_item_is_marked_as_sent_with_its_result_and_back(part: Callable[..., AppTest], shop: Copilot) -> None:
    today(shop)
    at = part("today")
    at.button(key=f"{PAGE}.sheet.a.sent").click().run()
    item = shop.store.calendar.get("a")
    assert item.sent is not None
    at.number_input(key=f"{PAGE}.sheet.a.{item.version}.replies").set_value(7)
    at.text_input(key=f"{PAGE}.sheet.a.{item.version}.note").set_value("雨天")
    form = f"{PAGE}.sheet.a.result.{item.version}"
    next(b for b in at.button if form in str(b.form_id)).click().run()
    noted = shop.store.calendar.get("a").sent
    assert noted is not None
    assert (noted.replies, noted.reached, noted.note) == (7, None, "雨天")
    at.button(key=f"{PAGE}.sheet.a.unsent").click().run()
    assert shop.store.calendar.get("a").sent is None
    assert quiet(at)


def test_a_label_that_nobody_chose_is_asked_for(part: Callable[..., AppTest], shop: Copilot) -> None:
    approved(shop, "a", PLAIN, a_slot("a", TODAY))
    at = part("today")
    assert PLAIN not in [t.value for t in at.text]
    at.selectbox(key=f"{PAGE}.sheet.label").set_value("visible").run()
    at.button(key=f"{PAGE}.sheet.label_all").click().run()
    (shown,) = (t.value for t in at.text)
    assert shown.startswith(PLAIN)
    assert shown != PLAIN


def test_what_can_be_exported_is_counted_and_offered_in_each_kind(part: Callable[..., AppTest], shop: Copilot) -> None:
    today(shop)
    written(shop.store, "b", LATER, slot=a_slot("b", TODAY, time(21)))
    at = part("see")
    assert at.get("download_button") == []
    at.session_state[f"{PAGE}.export"] = True
    at.run()
    shown = words(at)
    assert "**1** 条可以导出" in shown
    assert "另有 1 条还没通过审核" in shown
    assert len(at.get("download_button")) == 5
    assert quiet(at)


def test_a_calendar_is_taken_in_with_a_new_audience(part: Callable[..., AppTest], shop: Copilot) -> None:
    file = ("十二月.csv", f"日期,时间,发到,主题,文案\n2026-12-01,09:30,茶友群,起风了,{PLAIN}\n".encode(), "text/csv")
    at = part("import")
    at.file_uploader(key=f"{PAGE}.import.file").set_value(file).run()
    assert quiet(at)
    next(b for b in at.button if b.key and b.key.endswith(".run")).click().run()
    (item,) = shop.store.calendar.of("shanque")
    names = {a.id: a.name for a in shop.calendar.audiences.all(shop.brand())}
    assert (item.state, names[item.slot.audience_id]) == (ItemState.DRAFT, "茶友群")
    assert "收进了 1 条" in "\n".join(s.value for s in at.success)


def test_a_file_that_is_no_table_is_told(part: Callable[..., AppTest]) -> None:
    at = part("import")
    at.file_uploader(key=f"{PAGE}.import.file").set_value(("坏的.xlsx", b"PK not really", "application/x")).run()
    assert len(at.warning) == 1
    assert quiet(at)


def test_what_was_planned_and_sent_is_counted(part: Callable[..., AppTest], shop: Copilot) -> None:
    item = today(shop)
    shop.calendar.exporting.mark_sent("a", item.version, sent_now(), MEI)
    shown = words(part("after", "en"))
    assert "100% (1)" in shown
    assert "<dt>Sent</dt><dd>1</dd>" in shown


def test_an_event_begins_with_its_sign_and_says_when_it_was_sent() -> None:
    look = Look("state", {}, {"g2": "新客2群"}, load_locale(Language.ZH))
    item = Item(a_slot("a", TODAY), "shanque", ItemState.APPROVED, version=4)
    event = item_event(item, look)
    assert (event["title"], event["start"]) == ("过 新客2群 · 起风了", "2026-11-23T20:30:00")
    assert item_event(replace(item, sent=sent_now()), look)["title"] == "✓ 过 新客2群 · 起风了"
    assert (event["editable"], item_event(replace(item, state=ItemState.EXPIRED), look)["editable"]) == (True, False)


def test_an_item_late_in_the_evening_is_not_drawn_into_the_next_day() -> None:
    look = Look("state", {}, {}, load_locale(Language.ZH))
    late = item_event(Item(a_slot("a", TODAY, time(23, 40)), "shanque"), look)
    assert late["end"] == "2026-11-23T23:59:59"
    assert item_event(Item(a_slot("a", TODAY, time(9, 30)), "shanque"), look)["end"] == "2026-11-23T10:30:00"


def test_a_colour_that_somebody_chose_is_used() -> None:
    item = Item(a_slot("a", TODAY), "shanque", ItemState.APPROVED)
    look = Look("state", {"state.approved": "yellow"}, {}, load_locale(Language.ZH))
    assert item_event(item, look)["backgroundColor"] == "#F0E442"
    gone = Look("state", {"state.approved": "no colour"}, {}, load_locale(Language.ZH))
    assert item_event(item, gone)["backgroundColor"] == "#009E73"


def test_an_occasion_lasts_to_its_last_day() -> None:
    season = Occasion("double_11_season", OccasionKind.WINDOW, date(2026, 10, 20), date(2026, 11, 11))
    event = occasion_event(season, load_locale(Language.ZH))
    assert (event["start"], event["end"], event["allDay"]) == ("2026-10-20", "2026-11-12", True)


def test_what_the_frame_tells_is_read() -> None:
    event = {"id": "a", "start": "2026-11-26T09:05:00Z", "extendedProps": {"item": True, "version": 3, "turn": 2}}
    assert read({"callback": "eventClick", "eventClick": {"event": event}}) == Picked("a")
    dropped = read({"callback": "eventChange", "eventChange": {"event": event}})
    assert dropped == Dropped("a", 3, date(2026, 11, 26), time(9, 5))
    onto_a_day = {**event, "start": "2026-11-26", "allDay": True}
    moved = read({"callback": "eventChange", "eventChange": {"event": onto_a_day}})
    assert moved == Dropped("a", 3, date(2026, 11, 26), None)
    occasion = {"id": "occasion.x", "start": "2026-11-26"}
    assert read({"callback": "eventClick", "eventClick": {"event": occasion}}) is None


@pytest.mark.parametrize(
    ("view", "start", "end"),
    [
        (View.MONTH, date(2026, 10, 26), date(2026, 12, 6)), (View.WEEK, date(2026, 11, 23), date(2026, 11, 29)),
        (View.LIST, date(2026, 11, 23), date(2026, 11, 29)), (View.BOARD, date(2026, 11, 1), date(2026, 11, 30)),
    ],
)  # fmt: skip
def test_a_view_shows_whole_weeks_or_its_month(view: View, start: date, end: date) -> None:
    assert shown_days(view, date(2026, 11, 27)) == (start, end)


def test_one_goes_on_over_the_years_end_and_back() -> None:
    assert step(View.MONTH, date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert step(View.BOARD, date(2027, 1, 31), -1) == date(2026, 12, 1)
    assert step(View.WEEK, date(2027, 1, 1), -1) == date(2026, 12, 21)


def test_each_sign_of_a_colouring_is_its_own() -> None:
    for language in Language:
        told = load_locale(language).sentences
        for by in ("node", "state", "channel"):
            signs = [sign for key, sign in told.items() if key.startswith(f"calendar.signs.{by}.")]
            assert len(signs) == len(set(signs)) > 4


def text_of(shop: Copilot) -> str:
    draft = shop.store.drafts.get("draft-a")
    assert draft is not None
    return draft.text


def sent_now() -> Sent:
    return Sent(MEI.id, NOON)
