"""The reply desk: several chats, a person's say, other replies, and replies written anew when the chat changes."""

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.draft import Draft
from copilot.ui.desk import MOST, digest
from copilot.workflows.copilot import Copilot
from tests.support.shop import CHAT, STOP_CHAT
from tests.ui.conftest import DESK, Visit, words
from tests.ui.test_replies import CHAT_KEY, card_keys, pasted, written

SLOTS = "replies.shanque"
OTHER = "王小明：桂花乌龙里的桂花是真的吗"
COMPLAINT = "王小明：我要投诉，茶罐是坏的，没人管"


def press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def say(at: AppTest, field: str, choice: str, slot: str = "1") -> AppTest:
    return at.segmented_control(key=f"{SLOTS}.{slot}.{field}.say").set_value(choice).run()


def chats(at: AppTest) -> list[str]:
    return list(at.segmented_control(key=f"{SLOTS}.chats").options)


def shown(shop: Copilot, at: AppTest) -> Draft:
    draft = shop.store.drafts.get(card_keys(at, ".edit")[0].split(".")[1])
    assert draft is not None
    return draft


# ---- a person's say


@pytest.mark.usefixtures("shop")
def test_one_press_overrules_the_step_and_another_takes_it_back(visit: Visit) -> None:
    at = pasted(visit("replies"), CHAT)
    read = at.segmented_control(key=f"{CHAT_KEY[:-5]}.place.say").value
    at = say(at, "place", "need")
    assert "激发需求" in words(at)
    assert visit("replies").segmented_control(key=f"{SLOTS}.1.place.say").value == "need"
    at = press(at, f"{SLOTS}.1.undo_override")
    assert at.segmented_control(key=f"{SLOTS}.1.place.say").value == read


def test_replies_follow_what_a_person_said(visit: Visit, shop: Copilot) -> None:
    at = say(say(pasted(visit("replies"), CHAT), "place", "trust"), "objection", "none")
    at = press(at, f"{SLOTS}.1.write")
    draft = shown(shop, at)
    assert draft.step == "trust"
    assert "嫌贵" not in words(at)


@pytest.mark.usefixtures("shop")
def test_replies_written_before_a_person_s_say_are_called_older(visit: Visit) -> None:
    at = say(written(visit("replies")), "place", "need")
    assert any("之前" in i.value for i in at.info)
    again = press(at, f"{SLOTS}.1.write_now")
    assert not again.info
    assert f"{SLOTS}.1.write_now" not in [b.key for b in again.button]


def test_a_step_that_a_model_saw_is_told_as_its_say_until_a_person_says_otherwise(visit: Visit, shop: Copilot) -> None:
    at = pasted(visit("replies"), CHAT)
    seen = {
        "of": digest(str(at.text_area(key=CHAT_KEY).value)),
        "stand": "convert",
        "step": "trust",
        "why": "有点贵",
        "by": "qwen",
    }
    at.session_state["kept"][f"{SLOTS}.1"]["refined"] = seen
    shop.store.forms.save(DESK, f"{SLOTS}.1", at.session_state["kept"][f"{SLOTS}.1"])
    at = at.run()
    assert any("qwen" in c.value for c in at.caption)
    assert not any("qwen" in c.value for c in say(at, "place", "need").caption)


# ---- whom to let go, whom to hand over


@pytest.mark.usefixtures("shop")
def test_after_a_stop_only_farewells_come_until_a_person_resumes(visit: Visit) -> None:
    at = written(visit("replies"), STOP_CHAT)
    for key in ("n", "s", "w"):
        at = press(at, f"{SLOTS}.1.press-{key}")
        assert len(card_keys(at, ".edit")) == 1
    at = press(press(at, f"{SLOTS}.1.goes_on"), f"{SLOTS}.1.press-n")
    assert len(card_keys(at, ".edit")) == 3
    assert not at.warning


def test_a_complaint_calls_for_a_person_with_holding_replies_until_somebody_decides(
    visit: Visit, shop: Copilot
) -> None:
    at = written(visit("replies"), COMPLAINT)
    assert any("建议主管来接" in w.value for w in at.warning)
    assert {v.idea for v in shown(shop, at).variants} == {"hold"}
    at = press(press(at, f"{SLOTS}.1.goes_on"), f"{SLOTS}.1.press-n")
    assert {v.idea for v in shown(shop, at).variants} != {"hold"}


# ---- other words


def test_others_shorter_and_warmer_never_offer_a_text_again_and_the_earlier_ones_stay(
    visit: Visit, shop: Copilot
) -> None:
    at = written(visit("replies"))
    drafts = [shown(shop, at)]
    for key in ("n", "s", "w"):
        at = press(at, f"{SLOTS}.1.press-{key}")
        drafts.append(shown(shop, at))
    texts = [v.plain for draft in drafts for v in draft.variants]
    assert len(texts) == len(set(texts)) == 12
    at = press(at, f"{SLOTS}.1.press-b")
    assert shown(shop, at).id == drafts[-2].id


@pytest.mark.usefixtures("shop")
def test_each_reply_says_its_move_its_step_and_why(visit: Visit) -> None:
    at = written(visit("replies"))
    heads = [m.value for m in at.markdown if m.value.startswith("**1\u3000")]
    assert len(heads) == 1
    assert any(step in heads[0] for step in ("兴趣了解", "激发需求", "建立信任", "行动成本"))
    assert heads[0].count("·") == 1


# ---- the chat changes


@pytest.mark.usefixtures("shop")
def test_an_order_that_a_change_of_the_chat_cut_off_is_carried_out_for_the_new_chat(visit: Visit) -> None:
    at = pasted(visit("replies"), CHAT)
    at.session_state[f"{SLOTS}.1.order"] = {"wish": "usual", "chat": "begun for another"}
    at = pasted(at, f"{CHAT}\n周晓雯：算了，我再想想")
    assert any("聊天变了" in i.value for i in at.info)
    assert len(card_keys(at, ".edit")) == 3
    assert not any("照之前" in i.value for i in at.info)


@pytest.mark.usefixtures("shop")
def test_another_customer_s_chat_in_the_same_place_begins_anew_and_can_be_taken_back(visit: Visit) -> None:
    at = say(written(visit("replies")), "place", "need")
    cards = card_keys(at, ".edit")
    at = pasted(at, OTHER)
    assert card_keys(at, ".edit") == []
    assert at.segmented_control(key=f"{SLOTS}.1.place.say").value != "need"
    at = press(at, f"{SLOTS}.1.take_back")
    assert (at.text_area(key=CHAT_KEY).value, card_keys(at, ".edit")) == (CHAT, cards)
    assert at.segmented_control(key=f"{SLOTS}.1.place.say").value == "need"


# ---- nine chats


@pytest.mark.usefixtures("shop")
def test_nine_chats_stay_apart_with_name_step_and_waiting_mark(visit: Visit) -> None:
    at = pasted(visit("replies"), CHAT)
    for number in range(2, 10):
        at = press(at, f"{SLOTS}.press-o")
        at.text_area(key=f"{SLOTS}.{number}.chat").set_value(
            f"客人{number}号：在吗\n小满：在\n客人{number}号：白茶多少钱"
        ).run()
    at = visit("replies")
    labels = chats(at)
    assert len(labels) == 9
    assert labels[0].startswith("1 周晓雯 · ")
    assert labels[8].startswith("9 客人9号 · 行动")
    assert all("mark_chat_unread" in label for label in labels)
    at = at.segmented_control(key=f"{SLOTS}.chats").set_value("1").run()
    assert at.text_area(key=CHAT_KEY).value == CHAT


@pytest.mark.usefixtures("shop")
def test_a_closed_chat_comes_back_with_all_that_was_in_it(visit: Visit) -> None:
    at = written(visit("replies"))
    cards = card_keys(at, ".edit")
    at = press(at, f"{SLOTS}.press-x")
    assert card_keys(at, ".edit") == []
    at = press(visit("replies"), f"{SLOTS}.reopen")
    assert (at.text_area(key=CHAT_KEY).value, card_keys(at, ".edit")) == (CHAT, cards)


def test_of_two_closed_chats_the_earlier_is_forgotten_for_good(visit: Visit, shop: Copilot) -> None:
    at = pasted(visit("replies"), CHAT)
    at = press(at, f"{SLOTS}.press-o")
    at.text_area(key=f"{SLOTS}.2.chat").set_value(OTHER).run()
    at = press(press(at, f"{SLOTS}.press-x"), f"{SLOTS}.press-x")
    assert shop.store.forms.get(DESK, f"{SLOTS}.2") == {}
    assert shop.store.forms.get(DESK, f"{SLOTS}.1")["chat"] == CHAT


@pytest.mark.usefixtures("shop")
def test_there_is_an_end_to_open_chats(visit: Visit) -> None:
    at = visit("replies")
    for _ in range(MOST - 1):
        at = press(at, f"{SLOTS}.press-o")
    assert [b.key for b in at.button if b.key == f"{SLOTS}.press-o"] == []


@pytest.mark.usefixtures("shop")
def test_two_tabs_do_not_disturb_each_other(visit: Visit) -> None:
    one, two = visit("replies"), visit("replies")
    one = written(one)
    cards = card_keys(one, ".edit")
    two = pasted(two, OTHER)
    assert two.text_area(key=f"{SLOTS}.2.chat").value == OTHER
    one = one.run()
    assert (one.text_area(key=CHAT_KEY).value, card_keys(one, ".edit")) == (CHAT, cards)
    assert len(chats(one)) == 2


@pytest.mark.usefixtures("shop")
def test_the_switch_for_writing_after_a_paste_is_on_without_a_model_and_kept(visit: Visit) -> None:
    at = visit("replies")
    assert at.toggle(key=f"{SLOTS}.auto").value is True
    at.toggle(key=f"{SLOTS}.auto").set_value(False).run()
    assert visit("replies").toggle(key=f"{SLOTS}.auto").value is False


# ---- whom


GROUP = "张姐：白茶多少钱\n小满：在的\n李哥：不合适能退吗\n张姐：有点贵"


@pytest.mark.usefixtures("shop")
def test_sides_are_exchanged_by_one_press_and_kept(visit: Visit) -> None:
    at = pasted(visit("replies"), CHAT)
    assert any("我方：小满" in c.value for c in at.caption)
    at = press(at, f"{SLOTS}.1.press-f")
    assert any("我方：周晓雯" in c.value for c in visit("replies").caption)
    at = press(at, f"{SLOTS}.1.press-f")
    assert any("我方：小满" in c.value for c in at.caption)


@pytest.mark.usefixtures("shop")
def test_in_a_group_one_customer_is_chosen_and_answered(visit: Visit) -> None:
    at = pasted(visit("replies"), GROUP)
    at = at.segmented_control(key=f"{SLOTS}.1.answering.say").set_value("李哥").run()
    assert "不合适能退吗" in words(at)
    assert press(at, f"{SLOTS}.1.write").segmented_control(key=f"{SLOTS}.1.answering.say").value == "李哥"
    assert any("不合适能退吗" in c.value for c in at.caption)
