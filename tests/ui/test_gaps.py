"""The page of gaps: answer, leave, take back."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from copilot.workflows.copilot import Copilot
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit, words

PAGE = "gaps.shanque"


@pytest.fixture
def asked_shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own that was asked what it does not know, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        copilot.search("你们门店能带狗进去吗")
        serve(copilot)
        yield copilot


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_gap_is_answered_on_the_spot(visit: Visit, asked_shop: Copilot, language: str) -> None:
    gap = asked_shop.gaps()[0]
    at = visit("gaps", language)
    assert "能带狗进去" in words(at)
    at.text_area(key=f"{PAGE}.text.{gap.id}").set_value("可以，牵好绳子。").run()
    at.button(key=f"{PAGE}.save.{gap.id}").click().run()
    assert (list(at.exception), list(at.error), len(at.success)) == ([], [], 1)
    assert "牵好绳子" in asked_shop.search("能带狗吗")[0].passage.text


def test_a_gap_that_is_not_needed_can_be_taken_back(visit: Visit, asked_shop: Copilot) -> None:
    gap = asked_shop.gaps()[0]
    at = visit("gaps")
    at.button(key=f"{PAGE}.skip.{gap.id}").click().run()
    assert asked_shop.gaps()[0].state == "not_needed"
    at.button(key=f"{PAGE}.reopen.{gap.id}").click().run()
    assert asked_shop.gaps()[0].state == "open"
