"""What is found of planted wrong numbers, and how quiet good texts stay, on invented brands in two languages."""

from collections import Counter

import pytest

from copilot.checking import Checker
from copilot.evaluation.checks import CheckReport
from tests.checking.number_cases import DATA, measure

FLOORS = {"price": 0.95, "date": 0.95, "expired_offer": 0.95, "price_fraud": 0.95, "number": 0.9}


@pytest.fixture(scope="module")
def reports(checker: Checker) -> list[CheckReport]:
    return [measure(folder, checker) for folder in sorted(DATA.iterdir()) if folder.is_dir()]


@pytest.mark.parametrize("kind", FLOORS)
def test_planted_wrong_numbers_are_found_at_their_place(reports: list[CheckReport], kind: str) -> None:
    counts: Counter[str] = Counter()
    for report in reports:
        if measured := report.kinds.get(kind):
            counts["planted"] += measured.planted
            counts["found"] += measured.found
    assert counts["found"] / counts["planted"] >= FLOORS[kind]


def test_texts_whose_numbers_are_right_stay_quiet(reports: list[CheckReport]) -> None:
    clean = sum(r.clean for r in reports)
    assert clean >= 200
    assert sum(r.clean_with_block * r.clean for r in reports) / clean <= 0.03
    assert sum(r.clean_with_warn * r.clean for r in reports) / clean <= 0.05
