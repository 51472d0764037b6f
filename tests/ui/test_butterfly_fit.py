"""The butterfly's views of fit and of operating models."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.workflows.copilot import Copilot
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit
from tests.ui.conftest import words as as_marked

PAGE = "butterfly.shanque"


@pytest.fixture
def shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


def words(at: AppTest) -> str:
    """What a person reads, without the marks that keep Markdown away."""
    return as_marked(at).replace("\\", "")


def test_an_answer_is_kept_at_once_and_the_result_changes(shop: Copilot, visit: Visit) -> None:
    at = visit("butterfly")
    assert not at.exception
    assert "回答还太少，下不了结论" in words(at)
    assert at.radio(f"{PAGE}.fit.price").value == "small"
    assert at.radio(f"{PAGE}.fit.hours").value is None
    at.radio(f"{PAGE}.fit.hours").set_value("none").run()
    assert "现在先别做：没有人来回消息" in words(at)
    assert shop.store.fit.answers("shanque")["hours"].option_id == "none"
    again = visit("butterfly")
    assert again.radio(f"{PAGE}.fit.hours").value == "none"
    again.button(f"{PAGE}.fit.hours.back").click().run()
    assert again.radio(f"{PAGE}.fit.hours").value is None
    assert "回答还太少" in words(again)


@pytest.mark.usefixtures("shop")
def test_what_is_proposed_says_from_where_and_a_person_overrules_it(visit: Visit) -> None:
    at = visit("butterfly")
    assert "推定：3 件商品的标价" in words(at)
    at.radio(f"{PAGE}.fit.price").set_value("large").run()
    assert "推定的是“30 到 200 元”" in words(at)


def test_a_view_that_is_left_in_haste_records_no_answer(shop: Copilot, visit: Visit) -> None:
    at = visit("butterfly")
    fit = at._tree.get_widget_states()
    at.segmented_control(f"{PAGE}.view").set_value("report").run()
    # A browser that has not yet drawn the second view still tells what stood on the first.
    late = at._tree.get_widget_states()
    known = {state.id for state in late.widgets}
    late.widgets.extend(state for state in fit.widgets if state.id not in known)
    at._run(late)
    assert not at.exception
    assert at.segmented_control(f"{PAGE}.view").value == "report"
    assert shop.store.fit.answers("shanque") == {}


def test_a_figure_changes_all_models_and_one_is_chosen_and_undone(shop: Copilot, visit: Visit) -> None:
    at = visit("butterfly")
    at.segmented_control(f"{PAGE}.view").set_value("model").run()
    assert not at.exception
    at.number_input(f"{PAGE}.model.figure.contacts").set_value(5000.0).run()
    assert "多 150 位客人下单" in words(at)
    at.button(f"{PAGE}.model.adviser.choose").click().run()
    chosen = shop.butterfly.models.chosen(shop.brand("shanque"))
    assert chosen is not None
    assert (chosen.model_id, chosen.assumptions["contacts"]) == ("adviser", 5000.0)
    assert "一对一顾问：local 选于" in words(at)
    at.button(f"{PAGE}.model.undo").click().run()
    assert not at.exception
    assert shop.butterfly.models.chosen(shop.brand("shanque")) is None
    assert "撤销" in words(at)
