import pytest

from copilot.domain.draft import Severity
from tests.checking.conftest import Check, passage

POLICY = passage(1, "签收七天内没用过可以退。")
GROUP_BUY = passage(2, "每周五拼团，三人成团每只149元。")


def found(check: Check, text: str, *more: object) -> list[tuple[str, str]]:
    findings = check(text, evidence=(POLICY, *more))
    return [(f.rule, f.quote) for f in findings if f.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("text", "quote", "sums"),
    [
        ("拼团三人成团199，四人成团149", "拼团", ["199", "149"]),
        ("两人团399，五人团359。", "两人团", ["399", "359"]),
        ("凑够三个人开团，每只149", "开团", ["149"]),
        ("今晚8点秒杀荞麦枕149", "8点秒杀", ["149"]),
        ("付定金50抵100", "付定金", ["50", "100"]),
        ("直播间抽奖送枕头", "抽奖", []),
        ("Group buy: three people, 149 each.", "Group buy", ["149"]),
    ],
)
def test_a_way_of_selling_nobody_offers_is_found_with_its_sums(
    check: Check, text: str, quote: str, sums: list[str]
) -> None:
    findings = found(check, text)
    assert ("offer_scheme_unknown", quote) in findings
    assert [q for r, q in findings if r == "price_unmatched"] == sums


@pytest.mark.parametrize(
    "text",
    ["不搞拼团，也不砍价，就这个价。", "有人问能不能拼团", "拼单的事我们不做", "可以拼团吗？", "一家三口都睡荞麦枕"],
)
def test_a_text_that_offers_no_scheme_is_left_alone(check: Check, text: str) -> None:
    assert [f for f in found(check, text) if f[0] == "offer_scheme_unknown"] == []


def test_a_scheme_of_the_knowledge_is_left_alone(check: Check) -> None:
    assert found(check, "周五拼团，三人成团149", GROUP_BUY) == []


def test_without_knowledge_nothing_is_said_of_schemes(check: Check) -> None:
    assert not any(f.rule == "offer_scheme_unknown" for f in check("拼团三人成团199", facts=()))
