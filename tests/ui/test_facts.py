"""The page of facts and prices: any day's facts, conflicts to settle, other names of products."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.workflows.belonging import NamedFile
from copilot.workflows.copilot import Copilot
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit, words

PAGE = "facts.shanque"
HANDBOOK = "产品,规格,标价(元)\n高山白茶,100克,188\n".encode()


@pytest.fixture
def own_shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


def table(at: AppTest) -> list[tuple[str, str]]:
    shown = at.dataframe[0].value
    return list(zip(shown["产品"], shown["值"], strict=True))


def part(at: AppTest, name: str) -> AppTest:
    at.segmented_control(key=f"{PAGE}.part").set_value(name).run()
    return at


@pytest.mark.usefixtures("shop")
def test_a_day_shows_what_is_in_force_and_what_ends(visit: Visit) -> None:
    at = visit("facts")
    assert ("高山白茶", "129 元") in table(at)
    assert ("桂花乌龙", "79 元") not in table(at)
    at.date_input(key=f"{PAGE}.day").set_value(date(2026, 11, 25)).run()
    assert table(part(at, "ending")) == [("高山白茶", "129 元")]


@pytest.mark.usefixtures("shop")
def test_another_day_may_be_chosen_and_the_ended_stays_readable(visit: Visit) -> None:
    at = visit("facts")
    at.date_input(key=f"{PAGE}.day").set_value(date(2026, 9, 10)).run()
    assert ("桂花乌龙", "79 元") in table(at)
    at.date_input(key=f"{PAGE}.day").set_value(date(2026, 12, 10)).run()
    assert set(table(part(at, "ended"))) == {("桂花乌龙", "79 元"), ("高山白茶", "129 元")}
    assert list(at.exception) == []


@pytest.mark.usefixtures("shop")
def test_the_product_narrows_the_table(visit: Visit) -> None:
    at = visit("facts")
    at.selectbox(key=f"{PAGE}.product").set_value("陈皮普洱").run()
    assert {product for product, _ in table(at)} == {"陈皮普洱"}


def test_a_conflict_is_on_top_and_settled_with_one_press_and_taken_back(visit: Visit, own_shop: Copilot) -> None:
    list(own_shop.learn_files([NamedFile("手册.csv", lambda: HANDBOOK)], "shanque"))
    [conflict] = own_shop.disputing.open(own_shop.brand())
    at = visit("facts")
    assert "188 元" in words(at)
    right = next(s for s in conflict.sides if s.document == "价格.csv")
    at.text_input(key=f"{PAGE}.{conflict.id}.why").set_value("手册没更新").run()
    at.button(key=f"{PAGE}.{conflict.id}.{right.key}").click().run()
    assert own_shop.disputing.open(own_shop.brand()) == ()
    [settled] = own_shop.disputing.settled(own_shop.brand())
    assert (settled.decision.right, settled.decision.why) == (right.key, "手册没更新")
    at.button(key=f"{PAGE}.{conflict.id}.undo").click().run()
    assert len(own_shop.disputing.open(own_shop.brand())) == 1
    assert list(at.exception) == []


def test_of_many_conflicts_a_few_are_shown_and_one_document_settles_them_all(visit: Visit, own_shop: Copilot) -> None:
    for name, more in (("一.csv", 100), ("二.csv", 120)):
        content = ("产品,标价(元)\n" + "".join(f"茶{n}号,{more + n}\n" for n in range(6))).encode()
        list(own_shop.learn_files([NamedFile(name, partial(bytes, content))], "shanque"))
    at = visit("facts")
    assert sum("card-" in str(b.key) or str(b.key).endswith(".both") for b in at.button) == 4
    at.selectbox(key=f"{PAGE}.right_throughout").set_value("二.csv").run()
    at.button(key=f"{PAGE}.trust").click().run()
    assert own_shop.disputing.open(own_shop.brand()) == ()
    right = {s.decision.right for s in own_shop.disputing.settled(own_shop.brand())}
    said = [s.conflict for s in own_shop.disputing.settled(own_shop.brand()) if s.conflict]
    assert {side.document for c in said for side in c.sides if side.key in right} == {"二.csv"}


def test_a_product_gets_another_name_and_loses_it(visit: Visit, own_shop: Copilot) -> None:
    at = visit("facts")
    at.text_input(key=f"{PAGE}.alias").set_value("小白").run()
    at.button(key=f"{PAGE}.add_alias").click().run()
    assert "小白" in own_shop.brand().products[0].aliases
    at.button(key=f"{PAGE}.高山白茶.小白.remove").click().run()
    assert "小白" not in own_shop.brand().products[0].aliases


@pytest.mark.usefixtures("own_shop")
def test_a_name_that_is_taken_is_refused_with_a_sentence(visit: Visit) -> None:
    at = visit("facts")
    at.text_input(key=f"{PAGE}.alias").set_value("乌龙").run()
    at.button(key=f"{PAGE}.add_alias").click().run()
    assert "桂花乌龙" in words(at)
    assert len(at.warning) == 1


@pytest.mark.usefixtures("empty")
def test_without_a_brand_the_page_says_where_to_begin(visit: Visit) -> None:
    at = visit("facts")
    assert list(at.exception) == []
    assert len(at.info) == 1


@pytest.mark.usefixtures("shop")
def test_the_page_speaks_english(visit: Visit) -> None:
    at = visit("facts", "en")
    assert at.title[0].value == "Facts and prices"
    assert list(at.exception) == []
