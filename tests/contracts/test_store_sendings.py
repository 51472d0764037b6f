"""What both databases promise about what was really sent, habits of editing and replies proposed as scripts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from copilot.bootstrap import build_file_reader
from copilot.bootstrap.people import build_customers
from copilot.domain.channel import Channel
from copilot.domain.conversation import Move
from copilot.domain.customer import Customer, CustomerChange
from copilot.domain.document import Cards
from copilot.domain.draft import Draft, Task, Usage, Variant
from copilot.domain.habit import Habit, HabitKind, HabitState
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.domain.script_proposal import ScriptProposal, ScriptState
from copilot.domain.sending import Aspect, Figure, Lesson, Outcome, Sending
from copilot.errors import Conflict, UnknownName
from copilot.settings import Settings
from copilot.store import Store
from tests.contracts.conftest import FileMaker

START = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LESSON = Lesson("有点贵", "亲，399 一只", "399 一只，睡 30 晚再说")
pytestmark = pytest.mark.usefixtures("brand")
DEAR = Habit("lin", HabitKind.REMOVED, "亲")


def a_sending(**changes: Any) -> Sending:
    told = Sending(
        id=0, brand_id="yun", draft_id="d1", variant=1, suggested="亲，399 一只", text="399 一只，睡 30 晚再说",
        edited=0.5, at=START, customer_id="c1", step=Step.ACTION, move=Move.LOWER_COST, segment_id="side",
        persona_id="lin", prompt="reply 2", lesson=LESSON,
    )  # fmt: skip
    return replace(told, **changes)


def a_draft(draft_id: str) -> Draft:
    variant = Variant("好的，李姐", "好的，李姐", None, Move.ANSWER, "", (), ())
    return Draft(
        id=draft_id, brand_id="yun", task=Task.REPLY, channel=Channel.PRIVATE_CHAT, node=Node.CONVERT,
        language=Language.ZH, created_at=START, text=variant.text, variants=(variant,), evidence=(), gaps=(),
        notices=(), model="offline", prompt=None, usage=Usage(),
    )  # fmt: skip


def test_a_sending_comes_back_as_it_was_kept(store: Store) -> None:
    kept = store.sendings.keep(a_sending())
    assert kept == replace(a_sending(), id=kept.id, at=kept.at)
    assert kept.id > 0
    assert kept.at.tzinfo is not None
    assert store.sendings.get(kept.id) == kept
    assert store.sendings.of_draft("d1") == store.sendings.of_customer("c1") == (kept,)


def test_the_same_reply_is_sent_once_however_often_the_button_is_pressed(store: Store) -> None:
    first = store.sendings.keep(a_sending())
    store.sendings.mark(first.id, Outcome.REPLIED)
    again = store.sendings.keep(a_sending(text="399，先睡 30 晚", edited=0.3))
    assert (again.id, again.at, again.outcome) == (first.id, first.at, Outcome.REPLIED)
    assert (again.text, again.edited) == ("399，先睡 30 晚", 0.3)
    other = store.sendings.keep(a_sending(variant=2))
    assert [s.id for s in store.sendings.recent("yun")] == [other.id, first.id]


def test_a_mark_and_a_sending_can_be_taken_back(store: Store) -> None:
    kept = store.sendings.keep(a_sending())
    assert store.sendings.mark(kept.id, Outcome.BOUGHT).outcome is None
    before = store.sendings.mark(kept.id, Outcome.SILENT)
    assert before.outcome is Outcome.BOUGHT
    store.sendings.mark(kept.id, before.outcome)
    assert store.sendings.get(kept.id).outcome is Outcome.BOUGHT
    gone = store.sendings.undo(kept.id)
    assert store.sendings.recent("yun") == ()
    assert store.sendings.keep(gone).outcome is Outcome.BOUGHT


def test_what_was_never_sent_is_unknown(store: Store) -> None:
    for act in (store.sendings.get, store.sendings.undo, lambda n: store.sendings.mark(n, Outcome.STOP)):
        with pytest.raises(UnknownName):
            act(99)
    with pytest.raises(UnknownName):
        store.sendings.keep(a_sending(brand_id="nobody"))


def test_figures_tell_acceptance_edits_and_outcomes_by_an_aspect(store: Store) -> None:
    told: tuple[tuple[float, Step | None, Outcome | None], ...] = (
        (0.0, Step.TRUST, Outcome.REPLIED),
        (0.0, Step.TRUST, Outcome.BOUGHT),
        (0.6, Step.TRUST, None),
        (0.2, None, Outcome.STOP),
    )
    for n, (edited, step, outcome) in enumerate(told):
        kept = store.sendings.keep(a_sending(draft_id=f"d{n}", edited=edited, step=step))
        store.sendings.mark(kept.id, outcome)
    (total,) = store.sendings.figures("yun")
    assert total == Figure("", 4, 2, total.edited, replied=1, bought=1, silent=0, stop=1)
    assert total.edited == pytest.approx(0.2)
    assert total.marked == 3
    by_step = store.sendings.figures("yun", Aspect.STEP)
    assert [(f.group, f.sent, f.as_suggested, f.marked) for f in by_step] == [("trust", 3, 2, 2), ("", 1, 0, 1)]
    assert [f.group for f in store.sendings.figures("yun", Aspect.PROMPT)] == ["reply 2"]
    assert store.sendings.figures("other") == (Figure("", 0, 0, 0.0),)


def test_a_period_holds_what_was_sent_in_it(store: Store) -> None:
    early = store.sendings.keep(a_sending())
    late = store.sendings.keep(a_sending(draft_id="d2"))
    since = early.at + timedelta(seconds=1)
    assert store.sendings.recent("yun", since) == (late,)
    assert store.sendings.figures("yun", None, since)[0].sent == 1
    assert store.sendings.recent("yun", limit=1, skip=1) == (early,)


def test_lessons_are_those_of_the_same_voice_language_and_step(store: Store) -> None:
    fits = store.sendings.keep(a_sending())
    others: tuple[dict[str, Any], ...] = (
        {"persona_id": None}, {"step": None}, {"language": Language.EN}, {"node": Node.OPERATE}, {"lesson": Lesson()},
    )  # fmt: skip
    for n, other in enumerate(others):
        store.sendings.keep(a_sending(draft_id=f"o{n}", **other))
    found = store.sendings.lessons("yun", Language.ZH, "lin", node=Node.CONVERT, step=Step.ACTION, limit=9)
    assert found == (fits,)


def test_nothing_sent_to_a_customer_is_left_when_they_are_deleted(store: Store) -> None:
    people = [CustomerChange(Customer(c, "yun", c, contacts=(f"wx_{c}",))) for c in ("c1", "c2")]
    keeping = build_customers(store, build_file_reader(Settings()), lambda: START)
    store.customers.change_all("yun", lambda _: people)
    for draft_id in ("d1", "d2", "d3", "d4", "d5"):
        store.drafts.save(a_draft(draft_id))
    store.sendings.keep(a_sending())
    store.sendings.keep(a_sending(draft_id="d2"))
    stays = store.sendings.keep(a_sending(draft_id="d3", customer_id="c2"))
    store.sendings.keep(a_sending(draft_id="d4", customer_id=None))
    store.drafts.belong_to(["d3", "d4"], "c1")
    store.drafts.belong_to(["d5"], "c2")
    store.forms.save("browser", "replies.yun.1", {"chat": "我是c1", "customer": "c1"})
    store.forms.save("browser", "replies.yun.2", {"chat": "我是c2", "customer": "c2"})
    slots: list[Any] = [{"id": "1", "title": "安小姐", "customer": "c1"}, {"id": "2", "title": "c2", "customer": "c2"}]
    store.forms.save("browser", "replies.yun", {"slots": slots, "closed": {"id": "3", "customer": "c1"}, "last": "1"})
    approved, _, unsent = (store.scripts.propose(a_proposal(draft_id=d)) for d in ("d1", "d2", "d4"))
    store.scripts.decide(replace(approved, state=ScriptState.APPROVED))
    keeping.stop("c1", "别发了")
    told = keeping.export("c1")
    assert {row["id"] for row in told["drafts"]} == {"d1", "d2", "d3", "d4"}
    assert [row["typed"]["chat"] for row in told["forms"]] == ["我是c1"]
    keeping.delete("c1")
    assert store.sendings.of_customer("c1") == ()
    assert store.sendings.recent("yun") == (stays,)
    assert [store.drafts.get(d) is None for d in ("d1", "d2", "d3", "d4", "d5")] == [True, True, False, True, False]
    assert store.scripts.of("yun") == ()
    assert [p.id for p in store.scripts.of("yun", ScriptState.APPROVED)] == [approved.id]
    assert store.forms.get("browser", "replies.yun.1") == {}
    assert store.forms.get("browser", "replies.yun.2")["chat"] == "我是c2"
    assert store.forms.get("browser", "replies.yun") == {"slots": slots[1:], "last": "1"}
    assert unsent.id != approved.id
    brand = next(b for b in store.brands.all() if b.id == "yun")
    assert (keeping.add(brand, "c1", "WX_c1").stopped, keeping.add(brand, "c3", "wx_c3").stopped) == (True, False)


def test_an_accepted_habit_is_on_the_card_until_it_is_withdrawn(store: Store, file: FileMaker, cards: Cards) -> None:
    store.documents.keep("yun", file("people.yaml", "x", cards=cards))
    store.habits.decide("yun", DEAR, HabitState.ACCEPTED, "店长")
    assert store.brands.personas("yun")[0].never == ("亲",)
    (decision,) = store.habits.of("yun")
    assert (decision.habit, decision.state, decision.by) == (DEAR, HabitState.ACCEPTED, "店长")
    store.habits.decide("yun", DEAR, HabitState.DISMISSED, "店长")
    assert store.brands.personas("yun")[0].never == ()
    assert store.habits.withdraw("yun", DEAR)
    assert not store.habits.withdraw("yun", DEAR)
    assert store.habits.of("yun") == ()


def a_proposal(**changes: Any) -> ScriptProposal:
    return replace(
        ScriptProposal(0, "yun", "d1", 1, "先睡 30 晚", "有点贵", START, step=Step.ACTION, move=Move.LOWER_COST),
        **changes,
    )


def test_a_reply_is_proposed_once_and_decided_once(store: Store) -> None:
    first = store.scripts.propose(a_proposal())
    assert store.scripts.propose(a_proposal(text="又一次")) == first
    assert store.scripts.of("yun") == (first,)
    decided = replace(first, state=ScriptState.REJECTED, why="太口语", by="店长")
    kept = store.scripts.decide(decided)
    assert store.scripts.get(first.id) == kept
    assert kept.decided_at is not None
    assert store.scripts.of("yun") == ()
    assert store.scripts.of("yun", ScriptState.REJECTED) == (kept,)
    with pytest.raises(Conflict):
        store.scripts.decide(decided)
    with pytest.raises(UnknownName):
        store.scripts.decide(replace(decided, id=99))
    reopened = store.scripts.decide(replace(kept, state=ScriptState.PROPOSED, why="", by=""), ScriptState.REJECTED)
    assert reopened.decided_at is None
