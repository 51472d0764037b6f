"""The page of what was sent: figures, entries with outcomes, habits for the personas, replies to review as scripts."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.draft import Draft
from copilot.domain.sending import Outcome, Sending
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.scripts import ScriptWording
from tests.support.shop import NOON, a_copilot
from tests.ui.conftest import DESK, Visit, words

PAGE = "sent.shanque"
ASKED = ("白茶怎么泡", "喝了会睡不着吗", "不喜欢可以退吗", "桂花是真的吗")


@pytest.fixture
def shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


def reply(shop: Copilot, asked: str = ASKED[0]) -> Draft:
    return shop.reply(json.dumps([{"role": "customer", "text": asked}]), Ask(persona="xiaoman")).draft


def send(shop: Copilot, asked: str = ASKED[0], before: str = "") -> Sending:
    draft = reply(shop, asked)
    return shop.people.sending.sent(draft, 1, before + draft.variants[0].plain)


@pytest.fixture
def part(visit: Visit, shop: Copilot) -> Callable[..., AppTest]:
    """Opens the page as somebody who looked at that part of it before."""

    def open_part(name: str, language: str = "zh") -> AppTest:
        shop.store.forms.save(DESK, PAGE, {"part": name})
        return visit("sent", language)

    return open_part


@pytest.mark.parametrize(("language", "word"), [("zh", "还没有发送记录"), ("en", "Nothing was sent yet")])
def test_an_empty_page_teaches(part: Callable[..., AppTest], language: str, word: str) -> None:
    shown = words(part("figures", language))
    assert word in shown
    assert not any(longer in shown for longer in ("选长一点的时间", "Choose a longer one"))
    for name in ("list", "habits", "scripts"):
        at = part(name, language)
        assert (list(at.exception), list(at.error)) == ([], [])


def test_what_was_sent_before_the_chosen_time_is_said_to_be_there(
    part: Callable[..., AppTest], shop: Copilot, serve: Callable[[Copilot], None]
) -> None:
    send(shop)
    sending = replace(shop.people.sending, clock=lambda: NOON + timedelta(days=60))
    serve(replace(shop, people=replace(shop.people, sending=sending)))
    shown = words(part("figures", "en"))
    assert "Choose a longer one" in shown
    assert "Nothing was sent yet" not in shown


def test_few_cases_are_counted_and_many_get_a_percentage(visit: Visit, shop: Copilot) -> None:
    first = send(shop)
    shop.people.sending.mark(first.id, Outcome.REPLIED)
    send(shop, ASKED[1], "哈喽，")
    assert "1 of 2" in words(visit("sent", "en"))
    for _ in range(10):
        send(shop, ASKED[2])
    shown = words(visit("sent", "en"))
    assert "92% (11 of 12)" in shown
    assert "Replied" in shown


def test_a_wrong_mark_and_a_wrong_entry_are_taken_back(part: Callable[..., AppTest], shop: Copilot) -> None:
    kept = send(shop, before="哈喽，")
    at = part("list")
    assert "<ins>哈喽，</ins>" in words(at)
    marks = f"sent.{kept.id}.outcome"
    at.segmented_control(key=marks).set_value("silent").run()
    assert shop.store.sendings.get(kept.id).outcome is Outcome.SILENT
    at.segmented_control(key=marks).set_value(None).run()
    assert shop.store.sendings.get(kept.id).outcome is None
    at.button(key=f"sent.{kept.id}.undo").click().run()
    assert shop.people.sending.recent(shop.brand()) == ()
    at.button(key="sent.put_back").click().run()
    assert [s.text for s in shop.people.sending.recent(shop.brand())] == [kept.text]
    assert (list(at.exception), list(at.error)) == ([], [])


def test_a_habit_is_written_into_the_card_and_taken_back(part: Callable[..., AppTest], shop: Copilot) -> None:
    for asked in ASKED[:3]:
        send(shop, asked, "哈喽，")
    at = part("habits")
    assert "常会加上“哈喽”" in words(at).replace("\\", "")
    key = "habits.shanque.xiaoman.opened.哈喽"
    at.button(key=f"{key}.accept").click().run()
    assert shop.store.brands.personas("shanque")[0].pet_words == ("哈喽",)
    at.button(key=f"{key}.withdraw").click().run()
    at.button(key=f"{key}.dismiss").click().run()
    assert shop.store.brands.personas("shanque")[0].pet_words == ()
    assert shop.people.sending.persona_proposals(shop.brand()) == ()


def test_a_proposed_reply_is_reworded_and_approved(part: Callable[..., AppTest], shop: Copilot) -> None:
    proposal = shop.people.scripts.propose(reply(shop), 1, "高山白茶 100 克只要 59 元")
    key = f"scripts.shanque.{proposal.id}"
    at = part("scripts")
    assert at.button(key=f"{key}.approve").disabled
    at.text_area(key=f"scripts.shanque.text.{proposal.id}").set_value("先温杯，水别太烫").run()
    at.button(key=f"{key}.approve").click().run()
    assert (list(at.exception), list(at.error), len(at.success)) == ([], [], 1)
    (found,) = shop.people.scripts.search(shop.brand(), "")
    assert found.text == "先温杯，水别太烫"
    at.button(key=f"{key}.reopen").click().run()
    assert shop.people.scripts.search(shop.brand(), "") == ()


def test_a_proposed_reply_is_rejected_with_a_reason_only(part: Callable[..., AppTest], shop: Copilot) -> None:
    proposal = shop.people.scripts.propose(reply(shop), 1)
    key = f"scripts.shanque.{proposal.id}"
    at = part("scripts", "en")
    at.button(key=f"{key}.reject").click().run()
    at.button(key=f"{key}.reject_now").click().run()
    assert [p.id for p in shop.people.scripts.proposed(shop.brand())] == [proposal.id]
    at.text_input(key=f"{key}.reason").set_value("too long").run()
    at.button(key=f"{key}.reject_now").click().run()
    assert shop.people.scripts.proposed(shop.brand()) == ()


def _quick_page() -> None:
    from copilot.ui.components import quick_replies
    from copilot.ui.state import current_brand

    brand = current_brand()
    assert brand is not None
    quick_replies.show(brand, "quick.shanque")


def test_quick_replies_are_found_by_what_the_customer_says(shop: Copilot) -> None:
    at = AppTest.from_function(_quick_page, default_timeout=30).run()
    assert "还没有话术" in words(at)
    proposal = shop.people.scripts.propose(reply(shop), 1, "先温杯，水别太烫")
    shop.people.scripts.approve(proposal.id, wording=ScriptWording(situation="怎么泡"))
    at.text_input(key="quick.shanque.quick").set_value("水要多热").run()
    assert "先温杯，水别太烫" in words(at)
    assert "<kbd>4</kbd>" in words(at)
    assert list(at.exception) == []
