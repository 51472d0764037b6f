"""What may go out."""

from dataclasses import replace
from datetime import date, time

import pytest

from copilot.domain.calendar import ItemState
from copilot.domain.language import Language
from copilot.domain.outgoing import GOES_OUT, clocks_of
from tests.support.outgoing import calendar_of, item, outgoing


@pytest.mark.parametrize("state", sorted(set(ItemState) - GOES_OUT))
def test_an_item_that_is_not_approved_cannot_go_out(state: ItemState) -> None:
    waiting = item("i1", date(2026, 12, 3), time(9, 30), state=state)
    with pytest.raises(ValueError, match="not approved"):
        replace(outgoing(), item=waiting)


def test_an_item_that_was_removed_or_that_nobody_approved_cannot_go_out() -> None:
    approved = outgoing().item
    with pytest.raises(ValueError, match="not approved"):
        replace(outgoing(), item=replace(approved, removed=True))
    with pytest.raises(ValueError, match="not approved"):
        replace(outgoing(), item=replace(approved, approvals=()))


def test_a_calendar_is_in_order_of_its_days_and_times() -> None:
    later, sooner = outgoing("a", at=time(20, 0)), outgoing("b", at=time(8, 0))
    assert [o.item.id for o in calendar_of(later, sooner).in_order] == ["b", "a"]


def test_a_chinese_brand_has_its_clocks_and_of_others_they_are_not_known() -> None:
    assert (clocks_of(Language.ZH), clocks_of(Language.EN)) == ("Asia/Shanghai", "")
