"""Rows of a calendar made by hand as places in ours."""

from dataclasses import replace
from datetime import date, time
from itertools import count

import pytest

from copilot.domain.calendar import Audience, Purpose, Slot
from copilot.domain.calendar_import import ImportChoices, ImportedRow, Place
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.errors import InvalidInput
from copilot.planning.imported_items import imported_items, new_rows, stands_by, who_is_meant
from copilot.planning.rules import load_planning_rules

TODAY = date(2026, 11, 27)
ROW = ImportedRow(
    Place("群", 2),
    date(2026, 12, 3),
    time(9, 30),
    "新客2群",
    Channel.GROUP,
    "雨天",
    "下雨天别晒",
    purpose=Purpose.OFFER,
)
NEW, OLD = Audience("g1", "新客2群"), Audience("g2", "VIP Club")
CHOICES = ImportChoices()
STANDS = stands_by(load_planning_rules())


def slots_of(*rows: ImportedRow, choices: ImportChoices = CHOICES) -> list[Slot]:
    meant = who_is_meant(rows, [NEW, OLD], choices.audiences)
    ids = count(1)
    made = imported_items(rows, meant, choices, stands=STANDS, new_id=lambda: f"i{next(ids)}")
    return [one.slot for one in made]


def test_an_audience_is_known_by_its_name_however_it_is_written() -> None:
    rows = [ROW, replace(ROW, audience="vip  club"), replace(ROW, audience="老客群"), ROW]
    assert [(a.name, a.audience_id, a.count) for a in who_is_meant(rows, [NEW, OLD], {})] == [
        ("新客2群", "g1", 2), ("vip  club", "g2", 1), ("老客群", None, 1)
    ]  # fmt: skip


def test_what_a_person_says_an_audience_means_goes_before_its_name() -> None:
    assert who_is_meant([ROW], [NEW, OLD], {"新客2群": "g2"})[0].audience_id == "g2"
    assert who_is_meant([ROW], [OLD], {"新客2群": "gone"})[0].audience_id is None


def test_where_the_file_names_nobody_the_only_audience_is_meant() -> None:
    unnamed = replace(ROW, audience="")
    assert who_is_meant([unnamed], [NEW], {})[0].audience_id == "g1"
    assert who_is_meant([unnamed], [NEW, OLD], {})[0].audience_id is None


def test_a_row_becomes_a_slot_that_stands_where_its_purpose_does() -> None:
    (slot,) = slots_of(replace(ROW, product="荞麦枕", requests=("图",)))
    assert (slot.day, slot.time, slot.audience_id, slot.channel) == (ROW.day, ROW.at, "g1", Channel.GROUP)
    assert (slot.purpose, slot.node, slot.step, slot.promotes) == (Purpose.OFFER, Node.CONVERT, Step.ACTION, True)
    assert (slot.idea, slot.product, slot.requests) == ("雨天", "荞麦枕", ("图",))


def test_where_the_file_says_nothing_what_was_chosen_holds() -> None:
    choices = ImportChoices(at=time(8), channel=Channel.MOMENTS, purpose=Purpose.STORY)
    (slot,) = slots_of(replace(ROW, at=None, channel=None, purpose=None), choices=choices)
    assert (slot.time, slot.channel, slot.purpose, slot.node) == (time(8), Channel.MOMENTS, Purpose.STORY, Node.ACQUIRE)


def test_an_audience_nobody_knows_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        slots_of(replace(ROW, audience="老客群"))
    assert (refused.value.code, refused.value.facts) == ("audience_unclear", {"name": "老客群"})


def test_taking_the_same_file_in_again_adds_nothing() -> None:
    there = slots_of(ROW)
    meant = who_is_meant([ROW], [NEW], {})
    rows, problems = new_rows([ROW], meant, CHOICES, there=there, today=TODAY)
    assert rows == ()
    assert [(p.code, p.value, p.taken) for p in problems] == [("there", "雨天", False)]


def test_a_row_that_is_there_twice_counts_once_and_another_text_is_another_row() -> None:
    rows = [ROW, replace(ROW, place=Place("群", 3)), replace(ROW, text="别的")]
    kept, problems = new_rows(rows, who_is_meant(rows, [NEW], {}), CHOICES, there=(), today=TODAY)
    assert [row.text for row in kept] == ["下雨天别晒", "别的"]
    assert [(p.place.row, p.code) for p in problems] == [(3, "twice")]


def test_a_day_that_is_past_is_taken_and_told() -> None:
    past = replace(ROW, day=date(2026, 11, 2))
    kept, problems = new_rows([past], who_is_meant([past], [NEW], {}), CHOICES, there=(), today=TODAY)
    assert kept == (past,)
    assert [(p.code, p.value, p.taken) for p in problems] == [("past", "2026-11-02", True)]
