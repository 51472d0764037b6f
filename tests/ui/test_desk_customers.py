"""Whose chat it is: chosen, offered or made at the desk, with segment, stop and history."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.customer import Customer, EventKind
from copilot.ui.components import whom
from copilot.workflows.copilot import Copilot
from tests.support.shop import CHAT, STOP_CHAT, a_copilot
from tests.ui.conftest import Visit
from tests.ui.test_desk import press, say
from tests.ui.test_replies import card_keys, pasted, written

PAGE = "replies.shanque.1"


@pytest.fixture
def shop(learned_shop: Path, tmp_path: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of each test's own."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


def chosen(at: AppTest, customer: Customer) -> AppTest:
    return at.selectbox(key=f"{PAGE}.customer").set_value(customer.id).run()


def kinds(shop: Copilot, customer: Customer) -> list[EventKind]:
    return [event.kind for event in shop.people.customers.card(customer.id).events]


def add(shop: Copilot, name: str, contact: str = "") -> Customer:
    return shop.people.customers.add(shop.brand("shanque"), name, contact)


def test_whoever_is_called_like_in_the_chat_is_offered_and_taken_by_one_press(visit: Visit, shop: Copilot) -> None:
    customer = add(shop, "周晓雯", "13812345678")
    at = pasted(visit("replies"), CHAT)
    at = press(at, f"{PAGE}.is_it.{customer.id}")
    assert at.selectbox(key=f"{PAGE}.customer").value == customer.id
    assert visit("replies").selectbox(key=f"{PAGE}.customer").value == customer.id


def test_writing_keeps_step_and_promise_in_the_history_once(visit: Visit, shop: Copilot) -> None:
    customer = add(shop, "周晓雯")
    at = chosen(pasted(visit("replies"), CHAT), customer)
    assert kinds(shop, customer) == []
    at = press(press(at, f"{PAGE}.write"), f"{PAGE}.press-n")
    assert kinds(shop, customer) == [EventKind.STEP]
    assert not at.error


def test_a_customer_chosen_after_the_replies_were_written_gets_the_history_and_the_drafts(
    visit: Visit, shop: Copilot
) -> None:
    customer = add(shop, "周晓雯")
    at = written(visit("replies"))
    assert kinds(shop, customer) == []
    at = chosen(at, customer)
    assert kinds(shop, customer) == [EventKind.STEP]
    draft_id = card_keys(at, ".edit")[0].split(".")[1]
    assert [d["id"] for d in shop.people.customers.export(customer.id)["drafts"]] == [draft_id]
    shop.people.customers.delete(customer.id)
    assert shop.store.drafts.get(draft_id) is None
    assert shop.store.forms.get("desk-of-the-test", PAGE) == {}


def test_a_person_s_say_goes_to_the_history_as_theirs(visit: Visit, shop: Copilot) -> None:
    customer = add(shop, "周晓雯")
    say(chosen(pasted(visit("replies"), CHAT), customer), "place", "need")
    step = shop.people.customers.card(customer.id).steps[-1]
    assert (step.step, step.overridden) == ("need", True)


def test_who_says_stop_is_put_on_the_stop_list_and_taken_off_by_a_person_only(visit: Visit, shop: Copilot) -> None:
    customer = add(shop, "周晓雯")
    at = chosen(pasted(visit("replies"), STOP_CHAT), customer)
    at = press(at, f"{PAGE}.write")
    assert shop.people.customers.get(customer.id).stopped
    at = press(at, f"{PAGE}.goes_on")
    assert not shop.people.customers.get(customer.id).stopped
    assert len(card_keys(press(at, f"{PAGE}.press-n"), ".edit")) == 3


def test_to_somebody_on_the_stop_list_nothing_is_sold_and_it_is_said_loudly(visit: Visit, shop: Copilot) -> None:
    customer = add(shop, "周晓雯")
    shop.people.customers.stop(customer.id, "别发了")
    at = press(chosen(written(visit("replies")), customer), f"{PAGE}.press-n")
    assert any("别发了" in e.value for e in at.error)
    assert len(card_keys(at, ".edit")) == 1


def test_a_new_customer_is_made_of_a_typed_name(shop: Copilot) -> None:
    brand = shop.brand("shanque")
    made = whom.of(brand, "新来的阿芳")
    assert whom.of(brand, made.id) == made
    assert [c.name for c in whom.known(brand)] == ["新来的阿芳"]


# ---- after a copy


def copied(at: AppTest, shop: Copilot, number: int) -> AppTest:
    """As if the copy button had been pressed: AppTest has no components of their own."""
    draft_id = card_keys(at, ".edit")[0].split(".")[1]
    at.session_state["kept"][PAGE]["picked"] = {"draft": draft_id, "number": number}
    shop.store.forms.save("desk-of-the-test", PAGE, at.session_state["kept"][PAGE])
    return at.run()


def test_a_copied_reply_is_kept_as_sent_by_one_press_with_the_customer_and_its_outcome(
    visit: Visit, shop: Copilot
) -> None:
    customer = add(shop, "周晓雯")
    at = copied(chosen(written(visit("replies")), customer), shop, 2)
    at = press(at, f"{PAGE}.press-d")
    sending = shop.people.sending.recent(shop.brand("shanque"))[0]
    assert (sending.variant, sending.customer_id) == (2, customer.id)
    at = at.segmented_control(key=f"{PAGE}.outcome.{sending.id}").set_value("bought").run()
    assert shop.people.sending.recent(shop.brand("shanque"))[0].outcome == "bought"
    press(at, f"{PAGE}.not_sent")
    assert shop.people.sending.recent(shop.brand("shanque")) == ()


def test_a_reply_marked_as_answered_by_stop_puts_the_customer_on_the_stop_list_until_the_mark_is_taken_off(
    visit: Visit, shop: Copilot
) -> None:
    customer = add(shop, "周晓雯")
    at = press(copied(chosen(written(visit("replies")), customer), shop, 1), f"{PAGE}.press-d")
    mark = f"{PAGE}.outcome.{shop.people.sending.recent(shop.brand('shanque'))[0].id}"
    at = at.segmented_control(key=mark).set_value("stop").run()
    assert shop.people.customers.get(customer.id).stopped
    assert any("让停" in e.value for e in at.error)
    at = at.segmented_control(key=mark).set_value("silent").run()
    assert not shop.people.customers.get(customer.id).stopped


def test_a_good_reply_is_proposed_as_a_script(visit: Visit, shop: Copilot) -> None:
    at = press(copied(written(visit("replies")), shop, 1), f"{PAGE}.propose")
    assert len(shop.people.scripts.proposed(shop.brand("shanque"))) == 1
    assert any("等审核" in c.value for c in at.caption)
