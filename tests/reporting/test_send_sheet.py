"""What a person has to send on a day, as a page."""

from datetime import date, time

from bs4 import BeautifulSoup

from copilot.domain.language import Language
from copilot.locales import load_locale
from copilot.reporting.send_sheet import send_sheet
from tests.support.outgoing import calendar_of, outgoing

DAY = date(2026, 12, 3)
ZH, EN = load_locale(Language.ZH).say, load_locale(Language.EN).say


def test_the_page_tells_when_to_send_what_to_whom() -> None:
    page = BeautifulSoup(send_sheet(calendar_of(outgoing()), DAY, ZH), "html.parser")
    article = page.find("article")
    assert article is not None
    assert article.h3 is not None
    assert article.h3.text == "12月3日 周四 09:30 发到 新客2群"
    assert article.pre is not None
    assert article.pre.text == "下雨天枕头别往阳台挂。"
    assert "发布时选“内容由AI生成”" in article.text


def test_only_that_day_and_that_person_are_on_it_in_order_of_time() -> None:
    items = [
        outgoing("a", DAY, time(20, 0)), outgoing("b", DAY, time(8, 0)), outgoing("c", DAY, sender="阿芳"),
        outgoing("d", date(2026, 12, 4)),
    ]  # fmt: skip
    page = BeautifulSoup(send_sheet(calendar_of(*items), DAY, ZH, person="小林"), "html.parser")
    assert [a["data-item"] for a in page.find_all("article")] == ["b", "a"]


def test_for_everybody_each_has_a_part_and_what_nobody_sends_comes_last() -> None:
    items = [outgoing("a", DAY, sender=""), outgoing("b", DAY, sender="小林")]
    page = BeautifulSoup(send_sheet(calendar_of(*items), DAY, EN, language=Language.EN), "html.parser")
    assert [h.text for h in page.find_all("h2")] == ["小林: 1 to send", "No sender named: 1 to send"]


def test_a_day_without_items_says_so() -> None:
    assert "这一天没有要发的内容。" in send_sheet(calendar_of(), DAY, ZH).decode()


def test_nothing_that_people_wrote_is_markup_and_nothing_is_loaded() -> None:
    hostile = '</pre><script>alert(1)</script>" onload=x \0'
    one = outgoing('i"><img>', DAY, text=hostile, audience=hostile, sender=hostile, idea=hostile, offer=hostile)
    page = BeautifulSoup(send_sheet(calendar_of(one, brand=hostile), DAY, ZH), "html.parser")
    assert len(page.find_all("script")) == 1
    assert page.find_all(["img", "link", "iframe"]) == []
    assert page.pre is not None
    assert page.pre.text == hostile.replace("\0", "")
    assert "default-src 'none'" in str(page.find("meta", {"http-equiv": "Content-Security-Policy"}))
