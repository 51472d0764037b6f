"""What the store promises about the calendar, its trail, its comments and who may sign in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import text

from copilot.domain.ai_label import AiLabel
from copilot.domain.brand import Brand
from copilot.domain.calendar import Audience, Item, ItemState, Purpose, Slot
from copilot.domain.channel import Channel
from copilot.domain.draft import Draft, Task, Usage, Variant
from copilot.domain.ladder import Node
from copilot.domain.language import Language
from copilot.domain.plan import Goal, Plan, PlannedFor, PlanRequest
from copilot.domain.review import Comment, Deed, Duty, Member
from copilot.errors import Conflict, InvalidInput, StoreFailed, UnknownName
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.store.calendar_items import WithText
from copilot.store.drafts import Revision

DAY = date(2026, 12, 1)
PLANNED = Done("mei", Deed.PLANNED)
EDITED = Done("mei", Deed.EDITED)


def item(item_id: str, day: date = DAY, at: time = time(9, 30)) -> Item:
    slot = Slot(item_id, day, at, "g2", Channel.GROUP, Node.OPERATE, None, Purpose.TIP, "降温晒枕头")
    return Item(slot, "yun")


def draft(draft_id: str, words: str) -> Draft:
    only = Variant(words, words, None, None, "", (), ())
    return Draft(
        draft_id, "yun", Task.POST, Channel.GROUP, Node.OPERATE, Language.ZH, datetime(2026, 11, 27, tzinfo=UTC),
        words, (only,), (), (), (), "offline", None, Usage(),
    )  # fmt: skip


@pytest.fixture
def calendar(store: Store) -> Store:
    store.brands.save(Brand("yun", "云眠"))
    return store


def moved(after: ItemState) -> Callable[[Item], Item]:
    return lambda before: replace(before, state=after)


def test_items_come_by_day_and_time(calendar: Store) -> None:
    calendar.calendar.add([item("b", at=time(20, 0)), item("c", date(2026, 11, 30)), item("a")], PLANNED)
    assert [i.id for i in calendar.calendar.of("yun")] == ["c", "a", "b"]
    assert [i.id for i in calendar.calendar.of("yun", DAY, DAY)] == ["a", "b"]


def test_what_was_stored_comes_back_whole(calendar: Store) -> None:
    calendar.calendar.add([item("a")], PLANNED)
    assert calendar.calendar.get("a") == item("a")


def test_items_are_added_all_or_none(calendar: Store) -> None:
    calendar.calendar.add([item("a")], PLANNED)
    with pytest.raises(Conflict):
        calendar.calendar.add([item("b"), item("a")], PLANNED, [draft("d", "新的")])
    assert [i.id for i in calendar.calendar.of("yun")] == ["a"]
    assert calendar.drafts.get("d") is None


def test_a_change_of_what_somebody_changed_meanwhile_is_refused_and_says_who(calendar: Store) -> None:
    calendar.calendar.add([item("a")], PLANNED)
    calendar.calendar.change("a", 1, moved(ItemState.DRAFT), Done("lin", Deed.WRITTEN))
    with pytest.raises(Conflict) as refused:
        calendar.calendar.change("a", 1, moved(ItemState.SUBMITTED), EDITED)
    assert refused.value.facts["by"] == "lin"
    assert calendar.calendar.get("a").state is ItemState.DRAFT


def test_an_item_and_its_text_change_together_or_not_at_all(calendar: Store) -> None:
    calendar.calendar.add([item("a")], PLANNED)
    written = WithText(draft=draft("d", "晒枕头"))
    now = calendar.calendar.change("a", 1, lambda i: replace(i, draft_id="d"), Done("mei", Deed.WRITTEN), written)
    with pytest.raises(Conflict):
        calendar.calendar.change("a", now.version, moved(ItemState.DRAFT), EDITED, WithText(Revision("晚了", None, 7)))
    kept = calendar.drafts.get("d")
    assert kept is not None
    assert (kept.text, calendar.calendar.get("a").state) == ("晒枕头", ItemState.PLANNED)
    assert [e.deed for e in calendar.audit.of("yun", "a")] == [Deed.WRITTEN, Deed.PLANNED]


def test_a_change_that_is_refused_leaves_no_line(calendar: Store) -> None:
    calendar.calendar.add([item("a")], PLANNED)

    def refuse(_: Item) -> Item:
        raise InvalidInput("no")

    with pytest.raises(InvalidInput):
        calendar.calendar.change("a", 1, refuse, EDITED)
    assert len(calendar.audit.of("yun", "a")) == 1


def test_the_trail_tells_who_did_what_from_where_to_where(calendar: Store) -> None:
    calendar.calendar.add([item("a")], PLANNED)
    calendar.calendar.change("a", 1, moved(ItemState.SUBMITTED), Done("mei", Deed.SUBMITTED, why="看看\x00价格"))
    line = calendar.audit.of("yun", "a")[0]
    assert (line.by, line.deed, line.before, line.after, line.version) == (
        "mei", Deed.SUBMITTED, "planned", "submitted", 2,
    )  # fmt: skip
    assert calendar.audit.verify("yun") == ()


@pytest.mark.parametrize("deed", ["UPDATE audit_trail SET by = 'x'", "DELETE FROM audit_trail"])
def test_the_database_refuses_to_edit_the_trail(calendar: Store, deed: str) -> None:
    calendar.calendar.add([item("a")], PLANNED)
    with pytest.raises(StoreFailed, match="cannot be edited"), calendar.db.writing() as connection:
        connection.execute(text(deed.replace("by =", '"by" =')))
    assert calendar.audit.of("yun", "a")[0].by == "mei"


def test_a_trail_that_was_edited_all_the_same_is_found_out(calendar: Store) -> None:
    calendar.calendar.add([item("a"), item("b")], PLANNED)
    calendar.calendar.change("a", 1, moved(ItemState.DRAFT), EDITED)
    with calendar.db.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_trail_no_update"))
        else:
            connection.execute(text("ALTER TABLE audit_trail DISABLE TRIGGER audit_trail_sealed"))
        connection.execute(text("UPDATE audit_trail SET why = 'nothing' WHERE item_id = 'a' AND version = 1"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit_trail ENABLE TRIGGER audit_trail_sealed"))
    assert calendar.audit.verify("yun") == ("a",)


def test_comments_keep_their_threads_and_are_settled_once(calendar: Store) -> None:
    calendar.calendar.add([item("a")], PLANNED)
    one = calendar.calendar.get("a")
    first = calendar.comments.add(one, Comment(0, "a", "lin", DAY_TIME, "太长", "降温", 0, 2, 1))
    calendar.comments.add(one, Comment(0, "a", "mei", DAY_TIME, "改短了", answers=first.id))
    assert calendar.comments.open_by_item(["a"]) == {"a": 1}
    assert calendar.comments.resolve(one, first.id, "lin")
    assert not calendar.comments.resolve(one, first.id, "mei")
    assert [c.text for c in calendar.comments.of("a")] == ["太长", "改短了"]
    assert calendar.comments.open_by_item(["a"]) == {}


def test_an_answer_to_another_items_comment_is_refused(calendar: Store) -> None:
    calendar.calendar.add([item("a"), item("b")], PLANNED)
    first = calendar.comments.add(item("a"), Comment(0, "a", "lin", DAY_TIME, "太长"))
    with pytest.raises(UnknownName):
        calendar.comments.add(item("b"), Comment(0, "b", "mei", DAY_TIME, "?", answers=first.id))


DAY_TIME = datetime(2026, 11, 27, 9, tzinfo=UTC)


def test_audiences_and_plans_come_back_whole(calendar: Store) -> None:
    group = Audience("g2", "新客2群", size=180, sender="小美")
    calendar.audiences.save("yun", group)
    request = PlanRequest(Goal.LAUNCH, DAY, 4, (PlannedFor(group, (Channel.GROUP,)),))
    plan = Plan("p1", "yun", request, (item("a").slot,), DAY_TIME, "mei")
    calendar.plans.save(plan)
    assert calendar.audiences.of("yun") == (group,)
    assert calendar.plans.get("p1") == plan


def test_a_plan_is_accepted_once_and_its_items_come_with_it(calendar: Store) -> None:
    plan = Plan("p1", "yun", PlanRequest(Goal.LAUNCH, DAY, 4, ()), (item("a").slot,), DAY_TIME)
    calendar.plans.save(plan)
    calendar.calendar.accept(plan, [item("a")], PLANNED)
    with pytest.raises(Conflict) as told:
        calendar.calendar.accept(plan, [item("b")], PLANNED)
    assert told.value.code == "plan_accepted"
    assert [i.id for i in calendar.calendar.of("yun")] == ["a"]
    assert calendar.plans.get("p1").accepted


def test_what_a_plan_takes_the_place_of_goes_with_it_or_nothing_does(calendar: Store) -> None:
    plan = Plan("p1", "yun", PlanRequest(Goal.LAUNCH, DAY, 4, ()), (item("b").slot,), DAY_TIME)
    calendar.plans.save(plan)
    calendar.calendar.add([item("a")], PLANNED)
    old = calendar.calendar.get("a")
    calendar.calendar.change("a", 1, moved(ItemState.DRAFT), EDITED)
    with pytest.raises(Conflict):
        calendar.calendar.accept(plan, [item("b")], PLANNED, [old])
    assert not calendar.plans.get("p1").accepted
    calendar.calendar.accept(plan, [item("b")], PLANNED, [calendar.calendar.get("a")])
    assert [i.id for i in calendar.calendar.of("yun")] == ["b"]
    assert calendar.audit.of("yun", "a")[0].deed is Deed.REMOVED


def test_a_plan_that_was_accepted_is_not_written_over(calendar: Store) -> None:
    plan = Plan("p1", "yun", PlanRequest(Goal.LAUNCH, DAY, 4, ()), (item("a").slot,), DAY_TIME)
    calendar.plans.save(plan)
    assert calendar.plans.revise(replace(plan, made_by="lin"))
    calendar.calendar.accept(plan, [item("a")], PLANNED)
    assert not calendar.plans.revise(replace(plan, slots=()))
    assert calendar.plans.get("p1").slots == plan.slots


def test_members_are_known_by_their_mail_whatever_its_case(calendar: Store) -> None:
    calendar.members.save(Member("Lin@Example.com", "林姐", Duty.REVIEWER))
    assert calendar.members.get("lin@example.COM") == Member("lin@example.com", "林姐", Duty.REVIEWER)
    assert calendar.members.forget("LIN@example.com")
    assert calendar.members.all() == ()


def test_a_text_of_the_calendar_is_known_as_one_even_when_the_item_has_another(calendar: Store) -> None:
    calendar.drafts.save(draft("own", "自己写的"))
    calendar.calendar.add([replace(item("a"), draft_id="first")], PLANNED, [draft("first", "第一稿")])
    calendar.calendar.change(
        "a", 1, lambda before: replace(before, draft_id="second"), EDITED, WithText(draft=draft("second", "第二稿"))
    )
    assert {d: calendar.drafts.many(["own", "first", "second"])[d].item_id for d in ("own", "first", "second")} == {
        "own": None,
        "first": "a",
        "second": "a",
    }
    assert [d.id for d in calendar.drafts.recent("yun", of_items=False)] == ["own"]
    assert len(calendar.drafts.recent("yun")) == 3


def test_a_brand_has_items_until_the_last_is_removed(calendar: Store) -> None:
    assert not calendar.calendar.any_of("yun")
    calendar.calendar.add([item("a")], PLANNED)
    assert calendar.calendar.any_of("yun")
    calendar.calendar.change("a", 1, lambda i: replace(i, removed=True), Done("mei", Deed.REMOVED))
    assert not calendar.calendar.any_of("yun")


def test_the_labels_that_hold_come_for_many_texts_at_once(calendar: Store) -> None:
    calendar.labels.choose("yun", "draft:a:1", AiLabel.VISIBLE, by="mei")
    last = calendar.labels.choose("yun", "draft:a:1", AiLabel.NONE, by="lin", reason="自己写的")
    calendar.labels.choose("yun", "draft:b:1", AiLabel.METADATA, by="mei")
    found = calendar.labels.current_of("yun", ["draft:a:1", "draft:c:1"])
    assert found == {"draft:a:1": last}
