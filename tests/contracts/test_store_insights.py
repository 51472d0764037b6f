"""What was done about findings, on both databases."""

from datetime import UTC, date, datetime

import pytest

from copilot.domain.brand import Brand
from copilot.domain.insight import DeedDone, Figure
from copilot.domain.ladder import Node
from copilot.domain.wings import Cut, Period, Place
from copilot.errors import UnknownName
from copilot.store import Store

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
DONE = DeedDone(
    0, "leak:need:trust", "trust_points", "桂姐", datetime(2026, 1, 1, tzinfo=UTC),
    Figure(25, 210, NOVEMBER, usual=0.21), Node.CONVERT, (Place.NEED, Place.TRUST), cut=Cut(source="门店"),
)  # fmt: skip


def test_a_deed_comes_back_with_its_figure_and_the_newest_first(store: Store) -> None:
    store.brands.save(Brand("shop", "店"))
    first = store.insight_deeds.keep("shop", DONE)
    second = store.insight_deeds.keep("shop", DONE)
    kept = store.insight_deeds.of("shop")
    assert [one.id for one in kept] == [second.id, first.id]
    assert (kept[1].figure, kept[1].places, kept[1].cut) == (DONE.figure, DONE.places, DONE.cut)
    assert kept[1].at == first.at > DONE.at


def test_a_deed_taken_back_is_shown_no_more_and_only_once(store: Store) -> None:
    store.brands.save(Brand("shop", "店"))
    done = store.insight_deeds.keep("shop", DONE)
    store.insight_deeds.undo("shop", done.id, "桂姐")
    assert store.insight_deeds.of("shop") == ()
    with pytest.raises(UnknownName):
        store.insight_deeds.undo("shop", done.id)


def test_a_deed_belongs_to_a_brand_there_is(store: Store) -> None:
    store.brands.save(Brand("shop", "店"))
    done = store.insight_deeds.keep("shop", DONE)
    with pytest.raises(UnknownName):
        store.insight_deeds.undo("other", done.id)
    with pytest.raises(UnknownName):
        store.insight_deeds.keep("other", DONE)
