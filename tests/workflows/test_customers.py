"""Keeping customers: steps over days, promises, stop and consent, segments, and letting go of all of it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from copilot.domain.conversation import Objection, Reading, Stand
from copilot.domain.customer import NO_RULE, STOPPED_BEFORE, Consent, Customer, CustomerQuery, EventKind
from copilot.domain.ladder import Step
from copilot.domain.segment_rule import Aspect, Condition, SegmentRule, Thresholds
from copilot.errors import InvalidInput, RulesInvalid, UnknownName
from copilot.workflows.copilot import Copilot
from copilot.workflows.customers import CustomerKeeping

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
DOUBT = Reading(Stand.CONVERT, Step.TRUST, Objection.EFFECT, why="怕没用", promises=("明天发检测报告",))
PRICE = Reading(Stand.CONVERT, Step.ACTION, Objection.PRICE, why="有点贵")


class Days:
    """A clock that is set by hand."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def keeping(shop: Copilot, days: Days) -> CustomerKeeping:
    return replace(shop.people.customers, clock=days)


@pytest.fixture
def ann(shop: Copilot, keeping: CustomerKeeping) -> Customer:
    return keeping.add(shop.brand(), "安小姐", "demo_an")


def kinds(keeping: CustomerKeeping, customer: Customer) -> list[str]:
    return [e.kind.value for e in keeping.card(customer.id).events]


def test_steps_are_kept_day_by_day_with_the_words_that_decided(
    keeping: CustomerKeeping, ann: Customer, days: Days
) -> None:
    keeping.note_reading(ann.id, DOUBT)
    days.pass_days(2)
    moved = keeping.note_reading(ann.id, PRICE)
    assert [(e.at, e.step, e.text) for e in keeping.card(ann.id).steps] == [
        (NOON, Step.TRUST, "怕没用"),
        (NOON + timedelta(days=2), Step.ACTION, "有点贵"),
    ]
    assert (moved.step, moved.objection, moved.last_contact) == (Step.ACTION, Objection.PRICE, date(2026, 11, 25))


def test_the_same_reading_twice_a_day_is_one_step(keeping: CustomerKeeping, ann: Customer, days: Days) -> None:
    for _ in range(2):
        keeping.note_reading(ann.id, PRICE)
    assert len(keeping.card(ann.id).steps) == 1
    days.pass_days(1)
    keeping.note_reading(ann.id, PRICE)
    assert len(keeping.card(ann.id).steps) == 2


def test_what_a_person_says_against_the_reading_is_kept_as_theirs(keeping: CustomerKeeping, ann: Customer) -> None:
    keeping.note_reading(ann.id, DOUBT)
    said = keeping.note_reading(ann.id, replace(DOUBT, step=Step.NEED, objection=None), overridden=True)
    assert [(e.step, e.overridden) for e in keeping.card(ann.id).steps] == [(Step.TRUST, False), (Step.NEED, True)]
    assert said.step is Step.NEED


def test_a_promise_stays_open_until_it_is_marked_as_kept(keeping: CustomerKeeping, ann: Customer, days: Days) -> None:
    keeping.note_reading(ann.id, DOUBT)
    keeping.note_reading(ann.id, DOUBT)
    (promise,) = keeping.card(ann.id).promises
    assert (promise.event.text, promise.kept) == ("明天发检测报告", None)
    keeping.keep_promise(ann.id, promise.event.id)
    keeping.note_reading(ann.id, DOUBT)
    (promise,) = keeping.card(ann.id).promises
    assert promise.kept is not None
    keeping.take_back(ann.id, promise.kept.id)
    assert keeping.card(ann.id).promises[0].kept is None
    keeping.keep_promise(ann.id, promise.event.id)
    days.pass_days(15)
    keeping.note_reading(ann.id, DOUBT)
    assert [p.kept is None for p in keeping.card(ann.id).promises] == [True, False]


def test_who_says_stop_is_stopped_with_their_words_until_somebody_says_why_not(
    keeping: CustomerKeeping, ann: Customer
) -> None:
    stopped = keeping.note_reading(ann.id, Reading(Stand.OTHER, None, Objection.DISTURBED, "别再发了", says_stop=True))
    assert (stopped.stopped_at, stopped.stop_words, stopped.may_be_sent) == (NOON, "别再发了", False)
    with pytest.raises(InvalidInput):
        keeping.resume(ann.id, "  ")
    assert keeping.resume(ann.id, "她又来问尺寸了", by="桂姐").may_be_sent
    assert kinds(keeping, ann) == ["step", "stop", "resume"]
    assert keeping.card(ann.id).events[-1].by == "桂姐"


def test_nothing_but_its_own_verb_changes_a_stop(keeping: CustomerKeeping, ann: Customer) -> None:
    keeping.stop(ann.id, "电话里说的", by="桂姐")
    keeping.save(replace(ann, name="安女士", consent=Consent.GIVEN))
    now = keeping.get(ann.id)
    assert (now.name, now.stopped, now.consent) == ("安女士", True, Consent.UNKNOWN)


def test_consent_is_kept_with_how_it_was_given(keeping: CustomerKeeping, ann: Customer) -> None:
    with pytest.raises(InvalidInput):
        keeping.set_consent(ann.id, Consent.GIVEN, "")
    assert keeping.set_consent(ann.id, Consent.REFUSED, "当面说的").may_be_sent is False
    assert keeping.card(ann.id).events[-1].text == "refused: 当面说的"


def test_notes_are_added_and_deleted_and_nothing_else_is(keeping: CustomerKeeping, ann: Customer) -> None:
    keeping.note(ann.id, "喜欢早上联系")
    keeping.note_reading(ann.id, DOUBT)
    note, step = keeping.card(ann.id).events[:2]
    assert keeping.take_back(ann.id, note.id).text == "喜欢早上联系"
    with pytest.raises(UnknownName):
        keeping.take_back(ann.id, step.id)
    assert EventKind.NOTE.value not in kinds(keeping, ann)


def test_all_of_a_customer_is_handed_out_as_json_and_deleted_at_once(keeping: CustomerKeeping, ann: Customer) -> None:
    keeping.note_reading(ann.id, DOUBT)
    told = json.loads(json.dumps(keeping.export(ann.id), ensure_ascii=False))
    assert (told["customer"]["name"], told["customer"]["contacts"]) == ("安小姐", ["demo_an"])
    assert [e["text"] for e in told["events"]] == ["怕没用", "明天发检测报告"]
    assert told["segment"]["rule"] == "还在比较、拿不定主意"
    keeping.delete(ann.id)
    for gone in (keeping.get, keeping.card, keeping.export):
        with pytest.raises(UnknownName):
            gone(ann.id)


def test_customers_are_found_by_words_tags_segment_and_stop(
    shop: Copilot, keeping: CustomerKeeping, ann: Customer
) -> None:
    brand = shop.brand()
    bai = keeping.add(brand, "白先生")
    keeping.save(replace(bai, tags=("侧睡",), orders=3, last_order=date(2026, 11, 20), fields=(("店", "嘉兴店"),)))
    keeping.stop(ann.id, "别发")

    def found(query: CustomerQuery) -> list[str]:
        return [p.profile.customer.name for p in keeping.find(brand, query)]

    assert found(CustomerQuery(text="DEMO_AN")) == ["安小姐"]
    assert found(CustomerQuery(text="白 嘉兴")) == ["白先生"]
    assert found(CustomerQuery(tag="侧睡")) == ["白先生"]
    assert found(CustomerQuery(rule_id="loyal")) == ["白先生"]
    assert found(CustomerQuery(rule_id=NO_RULE)) == []
    assert found(CustomerQuery(stopped=True)) == ["安小姐"]
    assert keeping.tags(brand) == ("侧睡",)
    assert [keeping.named(brand, name).name for name in ("demo_an", "白先生", ann.id)] == ["安小姐", "白先生", "安小姐"]


def test_a_rule_tied_to_a_card_decides_for_whom_a_reply_is_written(
    shop: Copilot, keeping: CustomerKeeping, ann: Customer
) -> None:
    brand, segments = shop.brand(), shop.people.segments
    assert keeping.segment_of(keeping.get(ann.id)) is None
    segments.save_all(brand, [SegmentRule("o", "上班族", (Condition(Aspect.TAG, ("上班",)),), segment_id="office")])
    assert keeping.segment_of(ann) is None
    tagged = keeping.save(replace(ann, tags=("上班",)))
    segment = keeping.segment_of(tagged)
    assert segment is not None
    assert segment.name == "办公室喝茶的人"


def test_who_said_stop_is_in_no_preview_meant_for_sending(
    shop: Copilot, keeping: CustomerKeeping, ann: Customer
) -> None:
    brand, rule = shop.brand(), SegmentRule("", "新来的", (Condition(Aspect.LIFECYCLE, ("lead",)),))
    keeping.add(brand, "白先生")
    keeping.stop(ann.id, "别发")
    found = shop.people.segments.members(brand, rule)
    assert [p.customer.name for p in found.reachable] == ["白先生"]
    assert [p.customer.name for p in found.stopped] == ["安小姐"]


def test_the_order_of_rules_decides_and_can_be_changed(shop: Copilot, keeping: CustomerKeeping, ann: Customer) -> None:
    brand, segments = shop.brand(), shop.people.segments
    assert [r.id for r in segments.rules(brand)][:3] == ["loyal", "hesitant", "newcomer"]
    mine = segments.save(brand, SegmentRule("", "我的", (Condition(Aspect.ORDERS, at_most=0),)))
    placed = keeping.card(ann.id).placed.rule
    assert placed is not None
    assert placed.id == "newcomer"
    for _ in range(10):
        segments.move(brand, mine.id, -1)
    placed = keeping.card(ann.id).placed.rule
    assert placed is not None
    assert placed.id == mine.id
    before = segments.remove(brand, mine.id)
    assert mine.id not in {r.id for r in segments.rules(brand)}
    segments.save_all(brand, before)
    assert segments.rules(brand)[0].id == mine.id
    segments.as_shipped(brand)
    assert segments.rules(brand)[0].id == "loyal"


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (SegmentRule("", " ", (Condition(Aspect.ORDERS, at_least=1),)), "text_empty"),
        (SegmentRule("", "x"), "rule_without_conditions"),
        (SegmentRule("", "x", (Condition(Aspect.ORDERS),)), "condition_unbounded"),
        (SegmentRule("", "x", (Condition(Aspect.ORDERS, at_least=3, at_most=2),)), "condition_unbounded"),
        (SegmentRule("", "x", (Condition(Aspect.TAG, (" ",)),)), "condition_wordless"),
    ],
)
def test_a_rule_that_could_hold_for_nobody_is_refused(shop: Copilot, rule: SegmentRule, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        shop.people.segments.save(shop.brand(), rule)
    assert refused.value.code == code


def test_thresholds_are_the_brands_own_and_must_follow_each_other(
    shop: Copilot, keeping: CustomerKeeping, ann: Customer
) -> None:
    brand, segments = shop.brand(), shop.people.segments
    keeping.save(replace(ann, orders=2, last_order=date(2026, 11, 1)))
    assert keeping.card(ann.id).placed.profile.lifecycle == "active"
    segments.save_thresholds(brand, Thresholds(7, 14, 60, 2, recency=(7, 30, 60, 90)))
    profile = keeping.card(ann.id).placed.profile
    assert (profile.lifecycle, profile.recency) == ("sleeping", 4)
    for wrong in (
        Thresholds(30, 20, 60),
        Thresholds(loyal_orders=1),
        Thresholds(amount=(1, 2)),
        Thresholds(recency=(9, 5, 3, 1)),
    ):
        with pytest.raises(InvalidInput):
            segments.save_thresholds(brand, wrong)


def test_rules_come_from_a_file(shop: Copilot) -> None:
    brand, segments = shop.brand(), shop.people.segments
    text = "thresholds: {new_days: 10}\nrules: [{id: a, name: 老客, conditions: [{aspect: orders, at_least: 3}]}]"
    segments.load(brand, "rules.yaml", text)
    assert ([r.name for r in segments.rules(brand)], segments.thresholds(brand).new_days) == (["老客"], 10)
    with pytest.raises(RulesInvalid):
        segments.load(brand, "rules.yaml", "rules: 7")


def test_who_said_stop_and_was_deleted_comes_back_stopped(shop: Copilot, keeping: CustomerKeeping) -> None:
    brand = shop.brand()
    for name, contact in (("安小姐", "138 0000 0001"), ("白先生", "demo_bai"), ("陈阿姨", "")):
        keeping.stop(keeping.add(brand, name, contact).id, "别发了")
    kept = keeping.add(brand, "鹿鸣", "demo_lu")
    for customer in keeping.all(brand):
        keeping.delete(customer.id)
    left = "".join(keeping.store.customers.stop_traces(brand.id))
    assert (len(left), kept.may_be_sent) == (3 * 16, True)
    again = keeping.add(brand, "安女士", "13800000001")
    assert (again.stopped, again.stop_words) == (True, STOPPED_BEFORE)
    assert [keeping.add(brand, *who).stopped for who in (("陈阿姨",), ("白先生", "x1"), ("鹿鸣", "demo_lu"))] == [
        True, False, False,
    ]  # fmt: skip
    keeping.resume(again.id, "她自己又来问")
    keeping.delete(again.id)
    assert not keeping.add(brand, "安女士", "13800000001").stopped
