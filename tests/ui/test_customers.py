"""The page of customers: the list, a card, segments."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from copilot.domain.conversation import Objection, Reading, Stand
from copilot.domain.customer import Consent, Customer
from copilot.domain.ladder import Step
from copilot.domain.sending import Outcome
from copilot.workflows.copilot import Copilot
from copilot.workflows.customers import CustomerKeeping
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit, words

PAGE = "customers.shanque"
LIST = "编号,姓名,手机,订单数,最近下单,标签\nA1,安小姐,10000000001,4,2026-11-01,老街坊\nA2,白先生,10000000002,0,,\n"


@pytest.fixture
def served(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


@pytest.fixture
def keeping(served: Copilot) -> CustomerKeeping:
    keeping, brand = served.people.customers, served.brand()
    keeping.importing.run(brand, keeping.importing.open("list.csv", LIST.encode()))
    return keeping


@pytest.fixture
def ann(keeping: CustomerKeeping, served: Copilot) -> Customer:
    return keeping.named(served.brand(), "A1")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("view", ["list", "segments", "import"])
@pytest.mark.usefixtures("keeping")
def test_every_part_of_the_page_is_drawn(visit: Visit, language: str, view: str) -> None:
    at = visit("customers", language)
    at.session_state[f"{PAGE}.view"] = view
    at.run()
    assert (list(at.exception), list(at.error)) == ([], [])


@pytest.mark.usefixtures("served")
def test_without_customers_the_page_says_how_to_begin_and_one_can_be_added(visit: Visit) -> None:
    at = visit("customers")
    assert "还没有客户" in words(at)
    at.text_input(key=f"{PAGE}.add.name").set_value("董小姐").run()
    at.button(key=f"{PAGE}.add.save").click().run()
    assert "董小姐" in words(at)


def test_the_list_is_searched_and_a_card_opened_and_shut(visit: Visit, ann: Customer) -> None:
    at = visit("customers")
    assert "2 位客户" in words(at)
    at.text_input(key=f"{PAGE}.search").set_value("老街坊").run()
    assert "白先生" not in words(at)
    at.button(key=f"{PAGE}.row.{ann.id}.open").click().run()
    assert "4 单" not in words(at)
    assert "10000000001" in words(at)
    at.button(key=f"customer.{ann.id}.back").click().run()
    assert "1 位客户" in words(at)


def test_a_card_draws_the_steps_and_keeps_promises(visit: Visit, keeping: CustomerKeeping, ann: Customer) -> None:
    reading = Reading(Stand.CONVERT, Step.TRUST, Objection.EFFECT, "怕<没用>", promises=("明天发报告",))
    keeping.note_reading(ann.id, reading)
    at = visit("customers")
    at.button(key=f"{PAGE}.row.{ann.id}.open").click().run()
    told = words(at)
    assert "data:image/svg+xml" in told
    assert "2026-11-23 建立信任 · 怕没效果" in told
    assert "建立信任 · 怕没效果" in told
    assert "因为生命周期是老客" in told
    promise = keeping.card(ann.id).promises[0].event.id
    at.button(key=f"customer.{ann.id}.promise.{promise}.mark_kept").click().run()
    assert keeping.card(ann.id).promises[0].kept is not None
    at.button(key=f"customer.{ann.id}.promise.{promise}.undo_kept").click().run()
    assert keeping.card(ann.id).promises[0].kept is None


def test_notes_are_added_deleted_and_taken_back(visit: Visit, keeping: CustomerKeeping, ann: Customer) -> None:
    at = visit("customers")
    at.button(key=f"{PAGE}.row.{ann.id}.open").click().run()
    key = f"customer.{ann.id}.note"
    at.text_input(key=key).set_value("喜欢早上联系").run()
    at.button(key=f"{key}.add").click().run()
    (note,) = keeping.card(ann.id).events
    at.button(key=f"{key}.{note.id}.delete").click().run()
    assert keeping.card(ann.id).events == ()
    at.button(key=f"{key}.undo").click().run()
    assert [e.text for e in keeping.card(ann.id).events] == ["喜欢早上联系"]


def test_a_stop_is_recorded_and_taken_back_with_a_reason(visit: Visit, keeping: CustomerKeeping, ann: Customer) -> None:
    at = visit("customers")
    at.button(key=f"{PAGE}.row.{ann.id}.open").click().run()
    key = f"customer.{ann.id}"
    at.text_input(key=f"{key}.stop.words").set_value("电话里说别再发").run()
    at.button(key=f"{key}.stop.save").click().run()
    assert keeping.get(ann.id).stop_words == "电话里说别再发"
    assert "停发" in words(at)
    at.button(key=f"{key}.resume.save").click().run()
    assert keeping.get(ann.id).stopped
    at.text_input(key=f"{key}.resume.words").set_value("又来问了").run()
    at.button(key=f"{key}.resume.save").click().run()
    assert not keeping.get(ann.id).stopped
    at.selectbox(key=f"{key}.consent.value").set_value("refused").run()
    at.text_input(key=f"{key}.consent.words").set_value("当面说的").run()
    at.button(key=f"{key}.consent.save").click().run()
    assert keeping.get(ann.id).consent is Consent.REFUSED
    assert "不同意 · 当面说的" in words(at)


def test_everything_about_a_customer_is_deleted_after_asking_once(
    visit: Visit, keeping: CustomerKeeping, served: Copilot, ann: Customer
) -> None:
    at = visit("customers")
    at.button(key=f"{PAGE}.row.{ann.id}.open").click().run()
    key = f"customer.{ann.id}.delete"
    at.button(key=key).click().run()
    at.button(key=f"{key}.no").click().run()
    assert keeping.count(served.brand()) == 2
    at.button(key=key).click().run()
    at.button(key=f"{key}.yes").click().run()
    assert keeping.count(served.brand()) == 1
    assert "已删除" in words(at)


def test_name_and_tags_are_changed_on_the_card(visit: Visit, keeping: CustomerKeeping, ann: Customer) -> None:
    at = visit("customers")
    at.button(key=f"{PAGE}.row.{ann.id}.open").click().run()
    at.text_input(key=f"customer.{ann.id}.edit.tags").set_value("侧睡，VIP").run()
    at.button(key=f"customer.{ann.id}.edit.save").click().run()
    assert keeping.get(ann.id).tags == ("侧睡", "VIP")


def test_a_rule_is_added_tied_to_a_card_moved_and_removed(visit: Visit, served: Copilot, ann: Customer) -> None:
    brand, segments = served.brand(), served.people.segments
    at = visit("customers")
    at.session_state[f"{PAGE}.view"] = "segments"
    at.run()
    form = "segments.shanque.form.new"
    at.text_input(key=f"{form}.name").set_value("街坊").run()
    at.selectbox(key=f"{form}.0.aspect").set_value("tag").run()
    at.multiselect(key=f"{form}.0.words").set_value(["老街坊"]).run()
    at.selectbox(key=f"{form}.card").set_value("office").run()
    assert "会有 1 位" in words(at)
    at.button(key=f"{form}.save").click().run()
    rule = segments.rules(brand)[-1]
    assert (rule.name, rule.segment_id, rule.conditions[0].any_of) == ("街坊", "office", ("老街坊",))
    for _ in range(6):
        at.button(key=f"segments.shanque.{rule.id}.up").click().run()
    assert segments.rules(brand)[0].id == rule.id
    segment = served.people.customers.segment_of(ann)
    assert segment is not None
    assert segment.id == "office"
    at.button(key=f"segments.shanque.{rule.id}.remove").click().run()
    assert rule.id not in {r.id for r in segments.rules(brand)}
    at.button(key="segments.shanque.undo").click().run()
    assert segments.rules(brand)[0].id == rule.id


@pytest.mark.usefixtures("keeping")
def test_a_rule_that_is_not_one_is_refused_with_a_sentence(visit: Visit, served: Copilot) -> None:
    at = visit("customers")
    at.session_state[f"{PAGE}.view"] = "segments"
    at.run()
    at.button(key="segments.shanque.form.new.save").click().run()
    assert [e.value for e in at.error] == ["还没有文字。先写点什么再试。"]
    at.button(key="segments.shanque.newcomer.edit").click().run()
    at.text_input(key="segments.shanque.form.newcomer.name").set_value("新朋友").run()
    at.button(key="segments.shanque.form.newcomer.save").click().run()
    assert [r.name for r in served.people.segments.rules(served.brand()) if r.id == "newcomer"] == ["新朋友"]


@pytest.mark.usefixtures("keeping")
def test_thresholds_are_changed_on_the_page(visit: Visit, served: Copilot) -> None:
    at = visit("customers")
    at.session_state[f"{PAGE}.view"] = "segments"
    at.run()
    at.number_input(key="thresholds.shanque.active_days").set_value(10).run()
    at.number_input(key="thresholds.shanque.new_days").set_value(5).run()
    at.text_input(key="thresholds.shanque.recency").set_value("7, 30, 60, 90").run()
    at.button(key="thresholds.shanque.save").click().run()
    thresholds = served.people.segments.thresholds(served.brand())
    assert (thresholds.active_days, thresholds.recency) == (10, (7, 30, 60, 90))
    at.text_input(key="thresholds.shanque.recency").set_value("soon").run()
    at.button(key="thresholds.shanque.save").click().run()
    assert len(at.error) == 1


def test_the_card_shows_what_was_sent_with_its_outcome(visit: Visit, served: Copilot, ann: Customer) -> None:
    sending = served.people.sending
    draft = served.reply("客户：白茶有点贵").draft
    sending.mark(sending.sent(draft, 1, "先试小包装", ann.id).id, Outcome.STOP)
    at = visit("customers")
    at.button(key=f"{PAGE}.row.{ann.id}.open").click().run()
    told = words(at)
    assert "先试小包装 :red-badge[让停]" in told
    assert any("发出后标了让停" in w.value for w in at.warning)


def test_an_import_is_taken_back_on_the_page(visit: Visit, served: Copilot, keeping: CustomerKeeping) -> None:
    importing, brand = keeping.importing, served.brand()
    importing.run(brand, importing.open("新客.csv", "姓名,手机\n鹿鸣,10000000077\n霍小树,10000000078\n".encode()))
    kept = keeping.named(brand, "鹿鸣")
    keeping.note(kept.id, "喜欢早上")
    at = visit("customers")
    at.session_state[f"{PAGE}.view"] = "import"
    at.run()
    assert "上次导入：新客" in words(at)
    at.button(key=f"{PAGE}.undo.go").click().run()
    assert "撤回了导入：删掉 1 位，改回 0 位。" in [s.value for s in at.success]
    assert "有 1 位之后有人动过，没有撤：鹿鸣" in words(at)
    assert keeping.get(kept.id).name == "鹿鸣"
