"""Festivals, solar terms, marketing days and rest days."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from copilot.domain.language import Language
from copilot.domain.occasion import Occasion, OccasionKind, Region
from copilot.locales import load_locale
from copilot.planning.days import occasions, region_of, rest_day
from copilot.planning.occasion_rules import occasion_rules, rest_rules, windows

EXPECTED: dict[str, list[date]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "days_2025_2032.yaml").read_text("utf-8")
)
ALL = occasions(date(2025, 1, 1), date(2032, 12, 31))


def days_of(name: str, region: Region = Region.CN) -> list[date]:
    return [one.day for one in occasions(date(2025, 1, 1), date(2032, 12, 31), region) if one.id == name]


@pytest.mark.parametrize("name", EXPECTED)
def test_each_festival_and_term_falls_on_its_day_in_eight_years(name: str) -> None:
    assert days_of(name) == EXPECTED[name]


def test_the_table_tells_all_terms_and_festivals() -> None:
    assert len(EXPECTED) == 39
    assert set(occasion_rules().solar_terms.ids) <= EXPECTED.keys()


def test_the_eve_is_the_day_before_the_festival_whether_the_month_has_29_days_or_30() -> None:
    assert days_of("spring_festival_eve")[4:6] == [date(2029, 2, 12), date(2030, 2, 2)]


def test_a_festival_stands_in_the_month_that_is_not_the_leap_one() -> None:
    assert days_of("dragon_boat_festival")[3] == date(2028, 5, 28)
    assert [one.day for one in occasions(date(2033, 9, 1), date(2034, 1, 31)) if one.id == "winter_solstice"] == [
        date(2033, 12, 21)
    ]


def test_new_years_day_can_be_a_lunar_festival_too() -> None:
    found = occasions(date(2031, 1, 1), date(2031, 1, 1))
    assert {one.id for one in found if one.end is None} == {"new_year", "laba_festival"}


def test_a_term_of_a_year_is_never_that_of_the_winter_before() -> None:
    assert [one.day.year for one in ALL if one.id == "winter_solstice"] == list(range(2025, 2033))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("valentines_day", date(2026, 2, 14)), ("consumer_rights_day", date(2026, 3, 15)),
        ("love_day_520", date(2026, 5, 20)), ("shopping_618", date(2026, 6, 18)), ("shopping_818", date(2026, 8, 18)),
        ("double_11", date(2026, 11, 11)), ("double_12", date(2026, 12, 12)),
    ],
)  # fmt: skip
def test_fixed_days_are_told_each_year(name: str, day: date) -> None:
    assert day in days_of(name)


def test_a_window_is_found_from_any_of_its_days_and_may_begin_in_the_year_before() -> None:
    goods = next(one for one in occasions(date(2028, 1, 10), date(2028, 1, 10)) if one.id == "new_year_goods")
    assert goods == Occasion("new_year_goods", OccasionKind.WINDOW, date(2028, 1, 4), date(2028, 1, 22))


def test_occasions_come_by_day_and_only_those_asked_for() -> None:
    found = occasions(date(2026, 2, 16), date(2026, 2, 18))
    assert [one.id for one in found] == ["spring_festival_eve", "spring_festival", "rain_water"]


def test_abroad_the_terms_do_not_matter_and_black_friday_does() -> None:
    found = [one.id for one in occasions(date(2026, 11, 21), date(2026, 12, 25), region_of(Language.EN))]
    assert found == [
        "black_friday_week", "thanksgiving", "black_friday", "cyber_monday", "holiday_season", "christmas_eve",
        "christmas",
    ]  # fmt: skip


def test_mothers_day_is_told_in_both_regions() -> None:
    assert days_of("mothers_day", Region.WORLD) == days_of("mothers_day", Region.CN) == EXPECTED["mothers_day"]


def test_every_occasion_has_a_name_in_both_languages_and_its_own_id() -> None:
    ids = [
        one.id
        for rules in (occasion_rules().fixed, occasion_rules().weekday, occasion_rules().lunar)
        for one in rules.days
    ]
    ids += [one.id for rules in (occasion_rules().weekday, occasion_rules().lunar) for one in rules.after]
    ids += [*occasion_rules().solar_terms.ids, *(one.id for one in windows())]
    assert len(ids) == len(set(ids))
    for language in Language:
        sentences = load_locale(language).sentences
        assert {key.removeprefix("occasions.") for key in sentences if key.startswith("occasions.")} == set(ids)
        assert [kind for kind in OccasionKind if f"occasion_kinds.{kind}" not in sentences] == []


@pytest.mark.parametrize(
    ("day", "rest"),
    [
        (date(2026, 2, 16), True), (date(2026, 2, 14), False), (date(2026, 2, 28), False), (date(2026, 3, 2), False),
        (date(2026, 10, 7), True), (date(2026, 10, 10), False), (date(2026, 9, 20), False), (date(2026, 9, 19), True),
    ],
)  # fmt: skip
def test_announced_days_off_and_moved_workdays_are_sure(day: date, rest: bool) -> None:
    assert (rest_day(day).rest, rest_day(day).sure) == (rest, True)


@pytest.mark.parametrize(
    ("day", "rest"),
    [
        (date(2087, 10, 1), True), (date(2087, 10, 3), True), (date(2087, 10, 6), False), (date(2087, 10, 4), True),
        (date(2087, 2, 2), True), (date(2087, 2, 5), True), (date(2087, 2, 6), False), (date(2087, 5, 2), True),
    ],
)  # fmt: skip
def test_where_nothing_is_announced_weekends_and_statutory_festivals_are_told_as_unsure(day: date, rest: bool) -> None:
    assert (rest_day(day).rest, rest_day(day).sure) == (rest, False)


def test_abroad_weekends_and_christmas_are_at_rest_and_chinese_holidays_are_not() -> None:
    days = (date(2026, 10, 1), date(2026, 12, 25), date(2026, 2, 14))
    assert [rest_day(day, Region.WORLD).rest for day in days] == [False, True, True]


def test_statutory_festivals_are_occasions_of_their_region() -> None:
    for region, rules in rest_rules().items():
        known = {one.id for one in occasions(date(2026, 1, 1), date(2026, 12, 31), region)}
        assert {festival.start for festival in rules.festivals} <= known
