"""The chart's view: teaching where nothing is, the leak in words, typing and undoing."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.workflows.copilot import Copilot
from tests.support.calendar import ALONE
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit
from tests.ui.conftest import words as as_marked

BRAND = "shanque"
LIST = "月份,新加,说需求,信任,首购,首购金额\n2026-09,400,200,100,50,15000\n2026-10,420,200,60,30,9000\n".encode()


@pytest.fixture
def shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


def words(at: AppTest) -> str:
    """What a person reads, without the marks that keep Markdown away."""
    return as_marked(at).replace("\\", "")


def chart(visit: Visit) -> AppTest:
    """The view of the wings."""
    at = visit("butterfly")
    at.segmented_control(f"butterfly.{BRAND}.view").set_value("figures").run()
    assert not at.exception
    return at


@pytest.mark.usefixtures("shop")
def test_without_figures_the_page_teaches_what_to_enter_first(visit: Visit) -> None:
    assert "先填一个月的三个数" in words(chart(visit))


def test_the_biggest_leak_is_told_with_its_size_and_the_list_can_be_taken_back(shop: Copilot, visit: Visit) -> None:
    figures = shop.butterfly.figures
    figures.take_in(shop.brand(), figures.open("十月.csv", LIST), actor=ALONE)
    at = chart(visit)
    told = words(at)
    assert "200 人里走过去 60 人（30%），平时是 50%" in told
    assert "少了约 20 个顾客，约 6,000 元" in told
    assert "没有数的位置" in told
    at.button(f"figures.{BRAND}.import.back").click().run()
    assert "撤回了 8 个数" in words(at)
    assert "先填一个月的三个数" in words(at)


def test_where_more_came_than_stood_before_no_column_tells_a_percentage(shop: Copilot, visit: Visit) -> None:
    figures = shop.butterfly.figures
    listed = "月份,介绍人,被介绍\n2026-09,5,12\n2026-10,4,8\n".encode()
    figures.take_in(shop.brand(), figures.open("介绍.csv", listed), actor=ALONE)
    row = next(
        row for row in chart(visit).dataframe[0].value.to_dict("records") if row["人数（分子 / 分母）"] == "8 / 4"
    )
    assert "2.0 倍" in row["比例"]
    assert row["对比期"] == "×2.4"


def test_a_month_is_typed_and_undone(shop: Copilot, visit: Visit) -> None:
    at = chart(visit)
    key = f"figures.{BRAND}.entry"
    at.number_input(f"{key}.acquired").set_value(300)
    at.number_input(f"{key}.bought").set_value(12)
    next(b for b in at.button if b.label == "保存").click().run()
    assert not at.exception
    assert "记下了 2 个数" in words(at)
    assert [one.count for one in shop.store.figures.of(BRAND, shop.butterfly.figures.cuts(shop.brand())[0])] == [
        300,
        12,
    ]
    at.button(f"{key}.undo").click().run()
    assert shop.store.figures.cuts(BRAND) == ()
