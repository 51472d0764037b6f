"""What people type in a hurry, written out before it is looked up."""

import pytest

from copilot.knowledge.search.cutting import Cutter
from copilot.knowledge.search.typed import written_out


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("dont want it, whats next", "don't want it, what's next"),
        ("Cant u do it 2moro?", "can't you do it tomorrow?"),
        ("I don't know, we'd be ill", "I don't know, we'd be ill"),
        ("孕妇cant用吗", "孕妇cant用吗"),
        ("the IMS-7 and wk50", "the IMS-7 and wk50"),
    ],
)
def test_short_forms_are_written_out_and_other_words_stay(typed: str, written: str) -> None:
    assert written_out(typed) == written


def test_a_question_typed_without_apostrophes_is_searched_by_the_same_terms() -> None:
    cutter = Cutter()
    assert cutter.asked("it doesnt fit, whats the damage") == cutter.asked("it doesn't fit, what's the damage")
