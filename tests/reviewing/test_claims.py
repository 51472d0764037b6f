"""What a text claims, and when two sentences claim the same."""

import pytest

from copilot.domain.draft import Finding, Severity
from copilot.reviewing.claims import Claims, claims_of
from copilot.reviewing.risk_rules import load_risk_rules


def claims(text: str, *findings: Finding) -> Claims:
    return claims_of(text, findings, ("高山白茶", "白茶"), load_risk_rules())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("今天起风了，进来坐坐。", 0),
        ("白茶不涩。今天起风了。", 1),
        ("没拆封的七天内可以退。", 1),
        ("用 90 度的水。泡六七次[2]。", 2),
        ("起风了[1]。", 1),
        ("Tea is nice. It brews 6 times.", 1),
        ("白茶不涩。白茶不涩。", 1),
        ("", 0),
    ],
)
def test_a_sentence_claims_where_it_cites_counts_or_names_a_product(text: str, count: int) -> None:
    assert len(claims(text).names) == count


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


def test_a_mark_behind_the_end_of_a_sentence_belongs_to_it() -> None:
    assert claims("白茶不涩。[1]起风了。").cited == 1
    assert claims("白茶不涩。起风了[1]。").cited == 1
    assert claims("白茶不涩。").cited == 0
