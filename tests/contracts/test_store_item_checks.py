"""What the store promises about checks of items, and about reading waivers of many texts at once."""

import pytest

from copilot.domain.brand import Brand
from copilot.domain.calendar import UsedFact
from copilot.domain.draft import Finding, Severity
from copilot.domain.item_check import Grounds, ItemCheck, Passed
from copilot.domain.review import Deed, ReviewPolicy
from copilot.domain.waiver import text_hash
from copilot.errors import UnknownName
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.store.item_checks import Wording
from tests.support.calendar import BRAND, LIN, PLAIN, written

FOUND = Finding("r1", "price", Severity.BLOCK, 0, 2, "今天", "不对", "法")
GROUNDS = Grounds((UsedFact("白茶", "list_price", "168", "元", "2026-11-20"),), ("p1",), ("168 元",), ("c1",), 2, 1)
CHECK = ItemCheck("a", "h1", "s1", (FOUND,), GROUNDS)


@pytest.fixture
def items(store: Store) -> Store:
    store.brands.save(Brand(BRAND, "山雀茶"))
    for item_id in ("a", "b"):
        written(store, item_id)
    return store


def test_a_check_comes_back_whole_and_the_next_of_the_same_wording_takes_its_place(items: Store) -> None:
    items.item_checks.save(BRAND, [CHECK, ItemCheck("b", "h1", "s1", ())])
    later = ItemCheck("a", "h1", "s2", (), GROUNDS)
    other = ItemCheck("a", "h2", "s2", (FOUND,))
    assert items.item_checks.of(["a"]) == {("a", "h1"): CHECK}
    items.item_checks.save(BRAND, [later, other])
    assert items.item_checks.of(["a"]) == {("a", "h1"): later, ("a", "h2"): other}


def test_what_was_passed_with_an_approved_wording_outlasts_later_checks_of_it(items: Store) -> None:
    items.item_checks.save(BRAND, [CHECK, ItemCheck("a", "h2", "s1", ()), ItemCheck("b", "h1", "s1", ())])
    items.calendar.change("a", 1, lambda item: item, Done(LIN.id, Deed.APPROVED, text_hash="h1"))
    items.calendar.change("a", 2, lambda item: item, Done(LIN.id, Deed.EDITED, text_hash="h2"))
    assert items.item_checks.approved(BRAND) == {Wording("a", "h1", noted=False)}
    for item_id, name in (("a", "h1"), ("a", "h2"), ("b", "h1")):
        items.item_checks.note_passed(item_id, name, Passed((name,), ("r1",)))
    items.item_checks.save(BRAND, [ItemCheck("a", "h1", "s9", ())])
    assert items.item_checks.passed(BRAND) == (Passed(("h1",), ("r1",)),)
    assert items.item_checks.approved(BRAND) == {Wording("a", "h1")}


def test_an_approved_wording_that_was_never_checked_is_one_all_the_same(items: Store) -> None:
    items.calendar.change("a", 1, lambda item: item, Done(LIN.id, Deed.APPROVED, text_hash="h1"))
    assert items.item_checks.approved(BRAND) == {Wording("a", "h1", noted=False)}
    assert items.item_checks.passed(BRAND) == ()


def test_waivers_of_many_texts_are_read_at_once(items: Store) -> None:
    one = items.waivers.add(BRAND, PLAIN, FOUND, why="转述", by="lin")
    items.waivers.add(BRAND, "别的话", FOUND, why="转述", by="lin")
    assert items.waivers.of_texts(BRAND, [text_hash(PLAIN), text_hash("没有")]) == {text_hash(PLAIN): (one,)}
    assert items.waivers.rules(BRAND) == {"r1"}


def test_a_card_is_stored_together_with_its_line_in_the_trail_or_not_at_all(items: Store) -> None:
    told = Done(LIN.id, Deed.POLICY, before="a", after=str(ReviewPolicy()))
    items.calendar_cards.save(BRAND, "policy", {"two_for": []}, told)
    assert [line.deed for line in items.audit.of(BRAND, "")] == [Deed.POLICY]
    with pytest.raises(UnknownName):
        items.calendar_cards.save("nobody", "policy", {}, told)
    assert items.audit.of("nobody") == ()
