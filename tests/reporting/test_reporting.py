"""Check reports as files."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document

from copilot.checking import Exempted
from copilot.domain.brand import Category
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding, Severity
from copilot.domain.held_against import DocumentRead, HeldAgainst
from copilot.domain.language import Language
from copilot.domain.waiver import Judged, Waiver
from copilot.errors import InvalidInput
from copilot.locales import load_locale
from copilot.reporting import format_of, render
from copilot.workflows.check import Checked

TEXT = "<b>只要9元</b>\x00\x1b\ufffe全国第一\n最近"
AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
PRICE = Finding(
    "price_wrong", "price", Severity.BLOCK, 3, 7, "只要9元", "价格<不>对", "《价格法》", "改成实价", "129元"
)
BOAST = Finding("absolute", "absolute", Severity.BLOCK, 14, 18, "全国第一", "绝对化用语", "《广告法》", "", "")
WAIVER = Waiver(1, "b", "h", "absolute", "全国第一", "奖状上写着", "小陈", AT)
AGAINST = HeldAgainst(
    "山雀茶", Category.FOOD, Channel.GROUP, None, date(2026, 11, 23), 9, 2, (DocumentRead("价格.csv", 2),), "abc123"
)
CHECKED = Checked(
    "block",
    (PRICE, BOAST),
    (Judged(PRICE), Judged(BOAST, WAIVER)),
    (Exempted("absolute", "time", 19, 21, "最近", "表示时间"),),
    None,
    AGAINST,
)


def made(kind: str, language: Language = Language.ZH) -> bytes:
    return render(TEXT, CHECKED, kind, load_locale(language).say, language=language)


def read(file: bytes) -> str:
    return "\n".join(p.text for p in Document(BytesIO(file)).paragraphs)


def test_a_web_page_holds_everything_and_nothing_of_it_is_markup() -> None:
    page = made("html").decode()
    assert "<b>" not in page
    assert '<mark class="block">只要9元</mark><sup>1</sup>' in page
    for part in (
        "价格&lt;不&gt;对",
        "《价格法》",
        "改成实价",
        "129元",
        "奖状上写着（小陈",
        "abc123",
        "价格.csv",
        "表示时间",
    ):
        assert part in page
    assert "2026-11-23" in page


def test_a_word_document_holds_everything_without_control_characters() -> None:
    said = read(made("docx"))
    assert "\x1b" not in said
    for part in ("<b>", "价格<不>对", "《价格法》", "129元", "奖状上写着（小陈", "abc123", "价格.csv", "表示时间"):
        assert part in said


def test_a_waived_finding_is_told_but_not_underlined() -> None:
    page = made("html", Language.EN).decode()
    assert "全国第一</mark>" not in page
    assert 'class="block waived"' in page


def test_the_ending_of_the_name_decides_and_others_are_refused() -> None:
    assert (format_of("a/b.DOCX"), format_of("r.html")) == ("docx", "html")
    with pytest.raises(InvalidInput):
        format_of("report.pdf")
