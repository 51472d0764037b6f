"""Chains on the knowledge page, and beside selling points."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.chain import Chain, LinkKind
from copilot.workflows.belonging import NamedFile
from copilot.workflows.copilot import Copilot
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit, words

TEA = "高山白茶"
HANDBOOK = (
    f"# 产品手册\n\n## {TEA}\n产品卖点：萃取茶多酚之清雅滋味，构筑回甘口感。\n\n适合：嘴里怕苦怕涩的人。\n".encode()
)


@pytest.fixture(scope="module")
def told_shop(learned_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copilot]:
    """A shop with a handbook."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path_factory.mktemp("chains") / "data"))) as copilot:
        list(copilot.learn_files([NamedFile("手册.md", lambda: HANDBOOK)]))
        yield copilot


@pytest.fixture
def shop(told_shop: Copilot, serve: Callable[[Copilot], None]) -> Copilot:
    serve(told_shop)
    return told_shop


def taste(shop: Copilot) -> Chain:
    return next(c for c in shop.chaining.of(shop.brand(), TEA) if "滋味" in c.claim.text)


def opened(visit: Visit, language: str = "zh") -> AppTest:
    at = visit("knowledge", language)
    at.session_state["chains.shanque.section"] = True
    return at.run()


def key_of(shop: Copilot, kind: LinkKind | None = None) -> str:
    return f"chains.shanque.{TEA}.{taste(shop).key}.{kind or 'chain'}"


def test_a_chain_is_shown_link_by_link_with_its_sources_and_gaps(shop: Copilot, visit: Visit) -> None:
    told = words(opened(visit))
    assert taste(shop).claim.text in told
    assert all(part in told for part in ("对用的人", "嘴里怕苦怕涩的人", "下午三点泡一杯", "评价\\.csv", "还没有"))
    assert "For the user" in words(opened(visit, "en"))


def test_a_link_is_put_in_own_words_and_taken_back(shop: Copilot, visit: Visit) -> None:
    at, key = opened(visit), key_of(shop, LinkKind.DOES)
    at.button(key=f"{key}.edit").click().run()
    at.radio(key=f"{key}.choice").set_value("own").run()
    at.text_area(key=f"{key}.own").set_value("第一口是甜的").run()
    at.button(key=f"{key}.save").click().run()
    assert "第一口是甜的" in words(at)
    at.button(key=f"{key}.undo").click().run()
    assert "第一口是甜的" not in words(at)
    assert not at.exception


def test_a_quote_nobody_said_is_refused_with_what_to_do(shop: Copilot, visit: Visit) -> None:
    at, key = opened(visit), key_of(shop, LinkKind.WORDS)
    at.button(key=f"{key}.edit").click().run()
    at.radio(key=f"{key}.choice").set_value("own").run()
    at.text_area(key=f"{key}.own").set_value("客人都说天下第一").run()
    at.button(key=f"{key}.save").click().run()
    assert "一字不差" in words(at)
    assert taste(shop).words is not None


def test_a_chain_is_hidden_and_used_again(shop: Copilot, visit: Visit) -> None:
    at = opened(visit)
    at.button(key=f"{key_of(shop)}.hide").click().run()
    assert taste(shop).hidden
    at.button(key=f"{key_of(shop)}.hide").click().run()
    assert not taste(shop).hidden


def test_a_brand_without_products_is_told_what_to_learn(empty: Copilot, visit: Visit) -> None:
    empty.add_brand("新店")
    at = visit("knowledge")
    at.session_state["chains.新店.section"] = True
    assert "还不知道有哪些产品" in words(at.run())


@pytest.mark.usefixtures("shop")
def test_selling_points_show_the_brands_sentence_and_what_was_translated(visit: Visit) -> None:
    at = visit("selling_points")
    at.selectbox(key="selling_points.shanque.product").set_value(TEA).run()
    at.button(key="selling_points.shanque.write").click().run()
    told = words(at)
    assert all(part in told for part in ("换成了谁的话", "萃取茶多酚之清雅滋味", "没再用的行话：茶多酚"))
    assert not at.exception
