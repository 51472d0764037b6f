"""The knowledge page: how tables are read and putting it right, versions, and drafts that are out of date."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.document import Document, LearnReport
from copilot.domain.ladder import Step
from copilot.workflows.ask import Ask
from copilot.workflows.belonging import NamedFile
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome
from tests.support.shop import PRICES, a_copilot
from tests.ui.conftest import Visit, words

PAGE = "knowledge.shanque"
NAME = "活动.csv"
TEXT = "产品,标价,老友专享\n高山白茶,168,139\n茉莉银针,188,159\n"


@pytest.fixture
def own_shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, served, with one more price list."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        learned(copilot, NAME, TEXT)
        serve(copilot)
        yield copilot


def learned(copilot: Copilot, name: str, text: str) -> LearnReport:
    return outcome(copilot.learn_files([NamedFile(name, text.encode)], "shanque"), LearnReport)


def document(copilot: Copilot, name: str = NAME) -> Document:
    return copilot.shelving.find(copilot.brand("shanque"), name)


def opened(visit: Visit, copilot: Copilot, tab: str, language: str = "zh") -> AppTest:
    """The page with the price list open at a tab."""
    at = visit("knowledge", language)
    of = document(copilot)
    at.selectbox(key=f"{PAGE}.open").set_value(of.id).run()
    at.session_state[f"knowledge.{of.id}.tabs"] = tab
    at.run()
    assert list(at.exception) == []
    return at


def prices(copilot: Copilot, field: str) -> set[str]:
    of = document(copilot)
    return {f.value for f in copilot.store.documents.facts_of("shanque", of.id) if f.field == field}


def press(at: AppTest, label: str) -> AppTest:
    return next(b for b in at.button if b.label == label).click().run()


def test_a_misread_column_is_put_right_holds_for_the_changed_file_and_is_undone(
    visit: Visit, own_shop: Copilot
) -> None:
    at = opened(visit, own_shop, "表格怎么读的")
    column = next(s for s in at.selectbox if "老友专享" in s.label)
    assert column.value == "field"
    column.set_value("member_price")
    press(at, "照这样读")
    assert prices(own_shop, "member_price") == {"139", "159"}
    learned(own_shop, NAME, TEXT.replace("139", "129"))
    assert prices(own_shop, "member_price") == {"129", "159"}
    again = opened(visit, own_shop, "表格怎么读的")
    assert next(s for s in again.selectbox if "老友专享" in s.label).value == "member_price"
    assert "“老友专享”这一列 → 会员价" in words(again)
    press(again, "撤回")
    assert prices(own_shop, "member_price") == set()


def test_choosing_what_is_read_anyway_takes_the_correction_back(visit: Visit, own_shop: Copilot) -> None:
    at = opened(visit, own_shop, "表格怎么读的")
    next(s for s in at.selectbox if "老友专享" in s.label).set_value("member_price")
    press(at, "照这样读")
    next(s for s in at.selectbox if "老友专享" in s.label).set_value("field")
    press(at, "照这样读")
    assert own_shop.correcting.said(own_shop.brand(), NAME).said == ()


def test_a_second_person_who_says_otherwise_is_told(visit: Visit, own_shop: Copilot) -> None:
    mine = opened(visit, own_shop, "表格怎么读的")
    theirs = opened(visit, own_shop, "表格怎么读的")
    for at, kind in ((theirs, "member_price"), (mine, "unit_price")):
        next(s for s in at.selectbox if "老友专享" in s.label).set_value(kind)
        press(at, "照这样读")
    assert prices(own_shop, "member_price") == {"139", "159"}
    assert "刚刚" in "".join(w.value for w in mine.warning)


def test_an_upload_is_looked_at_corrected_and_then_learned(visit: Visit, own_shop: Copilot) -> None:
    at = visit("knowledge")
    at.file_uploader(key=f"{PAGE}.upload").set_value([("新表.csv", TEXT.encode(), "text/csv")]).run()
    at.toggle(key=f"{PAGE}.preview").set_value(True).run()
    assert "2 段资料、4 条事实" in words(at)
    next(s for s in at.selectbox if "老友专享" in s.label).set_value("member_price")
    press(at, "照这样读")
    at.button(key=f"{PAGE}.learn").click().run()
    facts = own_shop.store.documents.facts_of("shanque", document(own_shop, "新表.csv").id)
    assert {f.value for f in facts if f.field == "member_price"} == {"139", "159"}
    assert list(at.exception) == []


def test_an_upload_that_cannot_be_read_is_a_sentence_in_the_preview(visit: Visit, own_shop: Copilot) -> None:
    assert own_shop
    at = visit("knowledge")
    at.file_uploader(key=f"{PAGE}.upload").set_value([("坏的.xlsx", b"PK not really", "application/x")]).run()
    at.toggle(key=f"{PAGE}.preview").set_value(True).run()
    assert any("坏的" in w.value for w in at.warning)
    assert list(at.exception) == []


def test_versions_are_listed_looked_into_and_brought_back(visit: Visit, own_shop: Copilot) -> None:
    learned(own_shop, NAME, TEXT.replace("168", "178"))
    at = opened(visit, own_shop, "版本")
    of = document(own_shop)
    assert list(at.dataframe[3].value["怎么来的"]) == ["换了文件", "学习"]
    at.selectbox(key=f"knowledge.{of.id}.2.version").set_value(1).run()
    assert any("168" in value for value in at.dataframe[5].value["值"])
    press(at, "把这一版恢复成最新")
    assert (document(own_shop).version, "168" in prices(own_shop, "list_price")) == (3, True)


def test_the_page_speaks_english_too(visit: Visit, own_shop: Copilot) -> None:
    at = opened(visit, own_shop, "How tables are read", "en")
    assert "What each column is taken for" in words(at)
    assert any(b.label == "Read it like this" for b in at.button)


def test_a_document_without_tables_says_so(visit: Visit, own_shop: Copilot) -> None:
    at = visit("knowledge")
    of = document(own_shop, "faq.md")
    at.selectbox(key=f"{PAGE}.open").set_value(of.id).run()
    at.session_state[f"knowledge.{of.id}.tabs"] = "表格怎么读的"
    at.run()
    assert "这份文件里没有表格" in words(at)


def test_a_draft_that_cites_an_old_price_says_so_on_its_page_and_at_home(visit: Visit, own_shop: Copilot) -> None:
    own_shop.delete(NAME)
    draft = own_shop.selling_points(Ask(product="白茶", step=Step.ACTION))
    assert "资料变了" not in words(visit("home"))
    learned(own_shop, "价格.csv", PRICES.replace("129", "119"))
    at = visit("home")
    assert "资料变了" in words(at)
    assert "129 元 → 119 元" in words(at).replace("\\", "")
    at.button(key=f"home.open.{draft.id}").click().run()
    told = "\n".join(w.value for w in visit_draft(at).warning).replace("\\", "")
    assert "高山白茶 活动价 129 元 → 119 元（价格.csv）" in told


def visit_draft(home: AppTest) -> AppTest:
    """The page that opening a draft leads to, which AppTest does not follow by itself."""
    return home.switch_page("screens/selling_points.py").run()


def test_rows_that_gave_no_price_can_be_looked_at_alone_and_put_right(visit: Visit, own_shop: Copilot) -> None:
    learned(own_shop, NAME, TEXT + "运费说明,见备注,见备注\n")
    at = opened(visit, own_shop, "表格怎么读的")
    toggle = next(t for t in at.toggle if "没读出价格的 1 行" in t.label)
    toggle.set_value(True).run()
    shown = at.dataframe[-1].value
    assert list(shown["产品"]) == ["运费说明"]
