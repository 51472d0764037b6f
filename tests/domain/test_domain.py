"""What the words of the trade can say about themselves."""

from datetime import date

import pytest

from copilot.domain.brand import Brand, Product
from copilot.domain.conversation import Conversation, Speaker, Stand, Turn
from copilot.domain.document import FileFailure, LearnProgress, LearnReport, document_id
from copilot.domain.draft import cited_numbers, without_marks
from copilot.domain.evidence import Evidence, EvidenceItem, Fact, Passage, Role, Source
from copilot.domain.ladder import LADDER, Node, Step

HERE = Source("d", "faq.md", 1, "L4")


def said(speaker: Speaker, text: str, name: str = "") -> Turn:
    return Turn(speaker, text, name)


@pytest.mark.parametrize("name", ["高山白茶", " 白茶 ", "WHITE", "white"])
def test_a_product_is_known_by_any_of_its_names(name: str) -> None:
    brand = Brand("b", "山雀茶", products=(Product("高山白茶", ("白茶", "White")),))
    product = brand.product(name)
    assert product is not None
    assert product.names == ("高山白茶", "白茶", "White")
    assert brand.product("红茶") is None


def test_the_words_to_answer_are_those_since_the_rep_last_spoke() -> None:
    turns = (
        said(Speaker.CUSTOMER, "在吗"),
        said(Speaker.REP, "在"),
        said(Speaker.CUSTOMER, "多少钱"),
        said(Speaker.CUSTOMER, "能退吗"),
    )
    assert Conversation(turns).customer_words == "多少钱\n能退吗"
    assert Conversation((*turns, said(Speaker.REP, "168"))).customer_words == "多少钱\n能退吗"


def test_in_a_group_only_the_customer_to_answer_counts() -> None:
    turns = (said(Speaker.CUSTOMER, "多少钱", "甲"), said(Speaker.CUSTOMER, "我也想问", "乙"))
    conversation = Conversation(turns, answering="甲")
    assert (conversation.customer_words, conversation.names) == ("多少钱", ("甲", "乙"))


GROUP = (
    ("rep", "福利官", "今晚直播"),
    ("customer", "甲", "荞麦枕多少钱"),
    ("rep", "福利官", "399"),
    ("customer", "乙乙", "能退吗"),
    ("customer", "甲", "有货吗"),
    ("rep", "福利官", "@乙乙 三十天内能退"),
)


def test_in_a_group_what_the_rep_says_to_others_answers_nobody_else() -> None:
    turns = tuple(said(Speaker(speaker), text, name) for speaker, name, text in GROUP)
    ours, theirs = Conversation(turns, answering="甲"), Conversation(turns, answering="乙乙")
    assert [t.text for t in ours.exchange] == ["今晚直播", "荞麦枕多少钱", "399", "有货吗"]
    assert ours.customer_words == "有货吗"
    assert [t.text for t in ours.turns_before] == ["今晚直播", "荞麦枕多少钱", "399"]
    assert [t.text for t in theirs.exchange] == ["今晚直播", "能退吗", "@乙乙 三十天内能退"]
    assert (ours.customers, ours.reps) == (("甲", "乙乙"), ("福利官",))


@pytest.mark.parametrize(
    ("stand", "node"), [(Stand.CONVERT, Node.CONVERT), (Stand.SERVICE, Node.OPERATE), (Stand.REFER, Node.REFER)]
)
def test_every_stand_is_answered_by_a_node(stand: Stand, node: Node) -> None:
    assert stand.node is node


def test_every_step_has_a_rung_that_must_have_something_it_asks_for() -> None:
    assert set(LADDER) == set(Step)
    assert all(rung.step is step and set(rung.must_have) <= set(rung.asks_for) for step, rung in LADDER.items())


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 11, 19), False), (date(2026, 11, 20), True), (date(2026, 11, 30), True), (date(2026, 12, 1), False)],
)
def test_both_ends_of_a_fact_s_days_count(day: date, holds: bool) -> None:
    fact = Fact("茶", "promotion_price", "129", "元", HERE, date(2026, 11, 20), date(2026, 11, 30))
    assert fact.in_force(day) is holds


def test_a_value_in_words_is_no_number() -> None:
    assert Fact("茶", "产地", "福鼎", "", HERE).number is None
    assert str(Fact("茶", "list_price", "168.50", "元", HERE).number) == "168.50"


def test_evidence_is_found_by_number_and_by_role() -> None:
    passage = Passage("p1", "泡六七次", Role.FAQ, HERE, tags=("rating:2", "question:几次：多少"))
    fact = Fact("茶", "list_price", "168", "元", HERE)
    items = (
        EvidenceItem(1, "泡六七次", Role.FAQ, HERE, passage=passage),
        EvidenceItem(2, "168元", Role.OFFER, HERE, fact=fact),
    )
    evidence = Evidence(items)
    assert evidence.item(2) is items[1]
    assert evidence.item(3) is None
    assert evidence.of_role(Role.FAQ) == items[:1]
    assert [i.passage_id for i in items] == ["p1", "fact:d:L4"]
    assert (passage.tag("rating"), passage.tag("question"), passage.tag("step")) == ("2", "几次：多少", None)


def test_marks_are_read_once_each_and_left_out_of_what_is_sent() -> None:
    text = "168 元 [2]，泡六七次[1]。再说一次[2]，第[]次，[说明]"
    assert cited_numbers(text) == (2, 1)
    assert without_marks(text) == "168 元，泡六七次。再说一次，第[]次，[说明]"


@pytest.mark.parametrize(
    ("progress", "percent"),
    [
        (LearnProgress(0, 4, 0, 0), 0),
        (LearnProgress(2, 4, 0, 30), 25),
        (LearnProgress(4, 4, 15, 30), 75),
        (LearnProgress(4, 4, 60, 30), 100),
        (LearnProgress(4, 4, 0, 0), 100),
        (LearnProgress(0, 0, 0, 0), 100),
    ],
)
def test_reading_is_the_first_half_of_learning_and_indexing_the_second(progress: LearnProgress, percent: int) -> None:
    assert progress.percent == percent


def test_reports_add_up() -> None:
    failure = FileFailure("a.md", "file_empty", "")
    whole = LearnReport(1, 2, 3, 4, (failure,)) + LearnReport(1, 1, 1, 1, (failure,))
    assert whole == LearnReport(2, 3, 4, 5, (failure, failure))


def test_a_document_s_id_depends_on_its_brand_and_name_alone() -> None:
    assert document_id("a", "b.md") == document_id("a", "b.md")
    assert len({document_id("a", "b.md"), document_id("a", "c.md"), document_id("ab", ".md")}) == 3
    assert len(document_id("a", "\udcff.md")) == 16
