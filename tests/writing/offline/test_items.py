"""Texts of the calendar, offline: each does what its purpose is, from the evidence or honestly without."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from copilot.domain.assignment import Assignment, OfferTold
from copilot.domain.calendar import Purpose
from copilot.domain.channel import Channel
from copilot.domain.draft import Brief, Task
from copilot.domain.evidence import Evidence
from copilot.domain.ladder import Node, Step
from tests.writing.offline.conftest import Write
from tests.writing.offline.judging import faultless
from tests.writing.offline.shops import TODAY, ZH, Shop

AT = datetime(2026, 11, 23, 9, 30)
OFFER = OfferTold("108 元；感恩季", date(2026, 11, 20), date(2026, 11, 30))
SELLING = (Purpose.OFFER, Purpose.LAST_CALL)


def brief_of(shop: Shop, purpose: Purpose, channel: Channel = Channel.GROUP, **changes: object) -> Brief:
    """An item of this purpose for today; `changes` are fields of the assignment, `said` and `product` of the brief."""
    of_brief = {key: changes.pop(key) for key in ("said", "product") if key in changes}
    assignment = Assignment(purpose, AT, **changes)  # type: ignore[arg-type]
    step = Step.ACTION if purpose in SELLING else None
    node = Node.CONVERT if step else Node.OPERATE
    return shop.brief(
        Task.POST, channel, node=node, step=step, topic=assignment.idea, variants=1, assignment=assignment, **of_brief
    )


def text_of(write: Write, brief: Brief, evidence: Evidence) -> str:
    return write(brief, evidence).variants[0].text


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("channel", [Channel.GROUP, Channel.MOMENTS, Channel.OFFICIAL_ACCOUNT])
def test_every_purpose_has_a_faultless_text(shop: Shop, purpose: Purpose, channel: Channel, write: Write) -> None:
    brief = brief_of(shop, purpose, channel)
    faultless(write(brief, shop.evidence), brief, shop.evidence)


@pytest.mark.parametrize("purpose", Purpose)
def test_without_evidence_a_text_is_honest_and_cites_nothing(shop: Shop, purpose: Purpose, write: Write) -> None:
    brief = brief_of(shop, purpose, product=None)
    text = text_of(write, brief, Evidence())
    assert text
    assert "[" not in text


def test_a_question_asks_what_was_planned_and_sells_nothing(write: Write) -> None:
    text = text_of(write, brief_of(ZH, Purpose.QUESTION, idea="您家现在用的是哪种枕头"), ZH.evidence)
    assert "您家现在用的是哪种枕头？" in text
    assert "元" not in text


def test_an_idea_that_tells_the_writer_what_to_do_is_not_said_to_the_reader(write: Write) -> None:
    text = text_of(write, brief_of(ZH, Purpose.QUESTION, idea="荞麦枕的脾气，几句话讲完"), ZH.evidence)
    assert "几句话讲完" not in text


def test_an_offer_says_what_how_much_and_until_when(write: Write) -> None:
    text = text_of(write, brief_of(ZH, Purpose.OFFER, offer=OFFER), ZH.evidence)
    assert "竹眠荞麦枕" in text
    assert "活动价 108 元[13]，11 月 30 日到期" in text


@pytest.mark.parametrize(("day", "told"), [(date(2026, 11, 30), "今天（11 月 30 日）到期"), (TODAY, "11 月 30 日到期")])
def test_a_last_call_names_the_true_last_day(day: date, told: str, write: Write) -> None:
    brief = replace(brief_of(ZH, Purpose.LAST_CALL, offer=OFFER), at=day)
    assert told in text_of(write, brief, ZH.evidence)


def test_an_offer_names_its_product_however_often_it_is_told(shop: Shop, write: Write) -> None:
    said: tuple[str, ...] = ()
    for _ in range(8):
        said += (text_of(write, brief_of(shop, Purpose.LAST_CALL, offer=OFFER, said=said), shop.evidence),)
    assert [text for text in said if shop.product not in text] == []
    assert len(set(said)) == 8


def test_an_offer_that_is_over_is_not_told(write: Write) -> None:
    brief = replace(brief_of(ZH, Purpose.OFFER, offer=OFFER), at=date(2026, 12, 1))
    assert "108" not in text_of(write, brief, ZH.evidence)


@pytest.mark.parametrize(
    ("live_at", "told"),
    [
        (datetime(2026, 11, 23, 20, 0), "今天 20:00"),
        (datetime(2026, 11, 24, 20, 0), "明天 20:00"),
        (datetime(2026, 11, 25, 20, 0), "周三（11 月 25 日） 20:00"),
        (None, ""),
    ],
)
def test_a_live_notice_says_when_only_where_it_is_known(live_at: datetime | None, told: str, write: Write) -> None:
    text = text_of(write, brief_of(ZH, Purpose.LIVE_NOTICE, live_at=live_at), ZH.evidence)
    assert told in text
    assert (":00" in text) is bool(told)


@pytest.mark.parametrize("purpose", [Purpose.TIP, Purpose.QUESTION, Purpose.OFFER, Purpose.THANKS])
def test_pictures_and_links_are_not_in_the_text(shop: Shop, purpose: Purpose, write: Write) -> None:
    text = text_of(write, brief_of(shop, purpose, requests=("晒单图 3 张", "小程序链接")), shop.evidence)
    assert not any(word in text for word in ("图片", "晒单图", "链接", "picture", "link"))


@pytest.mark.parametrize("purpose", [Purpose.TIP, Purpose.QUESTION, Purpose.NEED, Purpose.THANKS, Purpose.LIVE_NOTICE])
def test_what_was_said_before_is_not_said_again(shop: Shop, purpose: Purpose, write: Write) -> None:
    said: tuple[str, ...] = ()
    for _ in range(4):
        said += (text_of(write, brief_of(shop, purpose, said=said), shop.evidence),)
    assert len(set(said)) == 4


def test_a_word_that_only_holds_a_form_of_address_is_left_alone(write: Write) -> None:
    text = text_of(write, brief_of(ZH, Purpose.STORY), ZH.evidence)
    assert "母亲" in text or "母" not in text


@pytest.mark.parametrize("purpose", Purpose)
def test_however_much_was_said_there_is_a_text(shop: Shop, purpose: Purpose, write: Write) -> None:
    said: tuple[str, ...] = ()
    for _ in range(25):
        said += (text_of(write, brief_of(shop, purpose, said=said, product=None), Evidence()),)
    assert all(said)
