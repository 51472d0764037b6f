"""What a text claims, and when two sentences claim the same."""

import pytest

from copilot.domain.draft import Finding, Severity
from copilot.reviewing.claims import Claims, claims_of
from copilot.reviewing.risk_rules import load_risk_rules

EVIDENCE = {1: "“下午三点泡一杯，不涩，喝完不心慌。”已经回购两次。", 2: "一般能泡六七次"}


def claims(text: str, *findings: Finding) -> Claims:
    return claims_of(text, findings, ("高山白茶", "白茶"), EVIDENCE, load_risk_rules())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("今天起风了，进来坐坐。", 0),
        ("白茶不涩。今天起风了。", 1),
        ("没拆封的七天内可以退。", 1),
        ("用 90 度的水。泡六七次[2]。", 2),
        ("起风了[1]。", 1),
        ("Tea is nice. It brews 6 times.", 1),
        ("白茶不涩。白茶不涩。", 2),
        ("", 0),
    ],
)
def test_a_sentence_claims_where_it_cites_counts_or_names_a_product(text: str, count: int) -> None:
    assert claims(text).claimed == count


def test_a_sentence_claims_where_checking_found_a_claim_in_it() -> None:
    found = Finding("r", "unsupported_claim", Severity.WARN, 7, 10, "杯子也", "", "")
    assert len(claims("起风了。坐坐。杯子也送。", found).names) == 1


@pytest.mark.parametrize(
    "other",
    [
        "高山白茶100克，标价168元呀。",
        "高山白茶 100 克标价 168 元[3]！",
        "我们的高山白茶，１００克标价１６８元～",
        "高山白茶 100 克标价就 168 元🙂",
    ],
)
def test_fillers_signs_marks_and_widths_change_no_claim(other: str) -> None:
    assert claims(other).names == claims("高山白茶 100 克标价 168 元。").names


@pytest.mark.parametrize(
    "other",
    [
        "高山白茶 100 克标价 169 元。",
        "高山白茶 100 克标价 16.8 元。",
        "陈皮普洱 100 克标价 168 元。",
        "高山白茶 100 克不标价 168 元。",
    ],
)
def test_another_figure_name_or_no_makes_another_claim(other: str) -> None:
    assert claims(other).names != claims("高山白茶 100 克标价 168 元。").names


def test_what_stands_so_in_the_evidence_it_cites_is_no_claim_of_its_own() -> None:
    quoted = "客人说得好。“下午三点泡一杯，不涩，喝完不心慌。”[1]一般能泡六七次呀[2]。"
    assert claims(quoted) == Claims((), 2, 2)
    assert claims("有位客人写过：“下午三点泡一杯，不涩，喝完不心慌。”[1]").names == ()
    assert len(claims("卖了 300 罐的白茶：“下午三点泡一杯，不涩，喝完不心慌。”[1]").names) == 1
    assert len(claims("下午三点泡一杯，不涩，喝完不心慌[2]。").names) == 1
    assert len(claims("下午三点泡一杯，喝完不心慌[1]。").names) == 1


def test_a_mark_behind_the_end_of_a_sentence_belongs_to_it() -> None:
    assert claims("白茶不涩。[1]起风了。").cited == 1
    assert claims("白茶不涩。起风了[1]。").cited == 1
    assert claims("白茶不涩。").cited == 0
