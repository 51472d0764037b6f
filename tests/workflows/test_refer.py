"""Referral schemes are checked by what they say and how they are built before they are kept."""

import pytest

from copilot.domain.referral import CheckedScheme
from copilot.errors import InvalidInput
from copilot.workflows.copilot import Copilot
from copilot.workflows.refer import read_scheme
from tests.support.calendar import ALONE

GOOD = """
name: 老带新
text: 喝着好就跟朋友说一声，朋友第一次买完我谢您一张券。
conditions: 朋友首单签收后给，每位朋友一次，12 月 31 日止。
rewards:
  - {who: referrer, what: 20 元券, kind: coupon, earned_by: purchase}
"""


def rules(found: CheckedScheme) -> set[str]:
    return {one.rule for one in found.findings if one.severity == "block"}


def test_a_plain_scheme_is_kept_deleted_and_brought_back(shop: Copilot) -> None:
    brand, referring = shop.brand(), shop.butterfly.referring
    assert rules(referring.check(brand, read_scheme(GOOD))) == set()
    kept = referring.keep(brand, read_scheme(GOOD), ALONE)
    assert referring.kept(brand) == (kept,)
    referring.delete(brand, kept.id, ALONE)
    assert (referring.kept(brand), len(referring.kept(brand, deleted=True))) == ((), 1)
    referring.restore(brand, kept.id, ALONE)
    assert referring.get(brand, "老带新").id == kept.id


@pytest.mark.parametrize(
    "words",
    ["发展下线拿提成", "您带来的人再带人，您还能拿 10 元", "转发到朋友圈，集 20 个赞领 50 元券"],
)
def test_words_of_chains_and_of_induced_sharing_block_though_the_fields_look_harmless(
    shop: Copilot, words: str
) -> None:
    brand, referring = shop.brand(), shop.butterfly.referring
    scheme = read_scheme(GOOD.replace("喝着好就跟朋友说一声，朋友第一次买完我谢您一张券。", words))
    found = referring.check(brand, scheme)
    assert found.blocked
    assert found.findings[0].quote
    assert found.findings[0].message.zh != found.findings[0].message.en
    with pytest.raises(InvalidInput) as refused:
        referring.keep(brand, scheme, ALONE)
    assert refused.value.code == "scheme_blocked"
    assert referring.kept(brand) == ()


def test_a_second_paid_level_blocks_whatever_is_said(shop: Copilot) -> None:
    brand, referring = shop.brand(), shop.butterfly.referring
    scheme = read_scheme(GOOD + "  - {who: referrer, what: 10 元券, kind: coupon, earned_by: purchase, level: 2}\n")
    assert rules(referring.check(brand, scheme)) == {"several_levels"}
    with pytest.raises(InvalidInput):
        referring.keep(brand, scheme, ALONE)


@pytest.mark.parametrize("text", ["", "[1", "name: ''", "name: x\nrewards: [{who: boss, what: x}]", "name: x\nfoo: 1"])
def test_what_is_no_scheme_is_a_coded_error(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_scheme(text)
    assert refused.value.code == "scheme_unreadable"
