"""What a brand makes of the rules holds for the next check, and can be taken back."""

import pytest

from copilot.domain.brand_rules import BrandRule
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.language import Language
from copilot.errors import InvalidInput, UnknownName
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot

BEST = "这是最好的茶。"
OWN = BrandRule("", ("闭眼*入",), "别催人", rewording="慢慢挑")


def rules_of(shop: Copilot, text: str, rule: str | None = None) -> list[str]:
    """The rules that speak up."""
    return [f.rule for f in shop.ruling.test(text, rule).findings]


def test_a_muted_rule_is_silent_in_every_check_until_it_is_unmuted(shop: Copilot) -> None:
    brand = shop.brand()
    assert "absolute_best" in [f.rule for f in shop.check(BEST).findings]
    shop.ruling.mute(brand, "absolute_best", "法务确认过", "林姐")
    assert "absolute_best" not in [f.rule for f in shop.check(BEST).findings]
    assert shop.ruling.test(BEST, "absolute_best").silent == "muted"
    shop.ruling.unmute(brand, "absolute_best")
    assert rules_of(shop, BEST, "absolute_best") == ["absolute_best"]
    assert shop.ruling.of(brand).changes == ()


def test_muting_takes_a_reason_and_a_rule_that_exists(shop: Copilot) -> None:
    with pytest.raises(InvalidInput) as refused:
        shop.ruling.mute(shop.brand(), "absolute_best", " ")
    assert refused.value.code == "reason_missing"
    with pytest.raises(UnknownName) as unknown:
        shop.ruling.mute(shop.brand(), "absolute_bset", "x")
    assert "absolute_best" in str(unknown.value)


def test_a_severity_stays_when_muting_is_taken_back_and_goes_when_it_is_reset(shop: Copilot) -> None:
    brand = shop.brand()
    shop.ruling.weigh(brand, "absolute_best", Severity.NOTE)
    shop.ruling.mute(brand, "absolute_best", "先停一停")
    shop.ruling.unmute(brand, "absolute_best")
    assert [f.severity for f in shop.ruling.test(BEST, "absolute_best").findings] == [Severity.NOTE]
    shop.ruling.weigh(brand, "absolute_best", None)
    assert shop.ruling.of(brand).changes == ()


def test_an_own_rule_is_added_edited_and_deleted_with_a_way_back(shop: Copilot) -> None:
    brand = shop.brand()
    added = shop.ruling.add(brand, OWN)
    assert rules_of(shop, "这款闭眼都能入", added.id) == [added.id]
    before = shop.ruling.edit(brand, BrandRule(added.id, ("闭眼买",), "别催人", Severity.BLOCK, kind="absolute"))
    assert rules_of(shop, "这款闭眼都能入", added.id) == []
    assert [f.kind for f in shop.ruling.test("闭眼买吧", added.id).findings] == ["absolute"]
    shop.ruling.edit(brand, before)
    shop.ruling.mute(brand, added.id, "看看再说")
    removed = shop.ruling.remove(brand, added.id)
    assert shop.ruling.of(brand).own == ()
    shop.ruling.put_back(brand, removed)
    assert [r.terms for r in shop.ruling.of(brand).own] == [("闭眼*入",)]
    assert shop.ruling.test("这款闭眼都能入", added.id).silent == "muted"
    shop.ruling.unmute(brand, added.id)
    assert added.id in rules_of(shop, "这款闭眼都能入")


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ((), "term_missing"), (("*值",), "term_empty"), (("好" * 61,), "term_long"),
        (("a*b*c*d",), "term_wildcards"),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_used_are_refused_and_nothing_is_kept(
    shop: Copilot, terms: tuple[str, ...], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        shop.ruling.add(shop.brand(), BrandRule("", terms, "别这么说"))
    assert refused.value.code == code
    assert shop.ruling.of(shop.brand()).own == ()


def test_a_rule_needs_a_message_and_a_kind_that_exists(shop: Copilot) -> None:
    with pytest.raises(InvalidInput, match="message"):
        shop.ruling.add(shop.brand(), BrandRule("", ("宝子",), ""))
    with pytest.raises(UnknownName):
        shop.ruling.add(shop.brand(), BrandRule("", ("宝子",), "不这么叫", kind="nonsense"))


def test_a_trial_tells_what_passes_only_in_its_context(shop: Copilot) -> None:
    tried = shop.ruling.test("荣获最佳茶饮金奖", "absolute_best")
    assert (tried.findings, tried.silent) == ((), "")
    assert tried.exempted[0].basis


def test_a_rule_for_other_trades_or_places_says_so_instead_of_nothing(shop: Copilot) -> None:
    elsewhere = next(r for r in shop.ruling.shipped(Language.ZH) if not r.speaks_to(shop.brand().category))
    assert shop.ruling.test(BEST, elsewhere.id).silent == "category"
    chat = Ask(channel=Channel.PRIVATE_CHAT)
    public = next(
        (
            r
            for r in shop.ruling.shipped(Language.ZH)
            if r.reaches and "one_to_one" not in r.reaches and r.speaks_to(shop.brand().category)
        ),
        None,
    )
    assert public is None or shop.ruling.test(BEST, public.id, chat).silent == "reach"


@pytest.mark.parametrize("language", list(Language))
def test_every_rule_that_ships_reads_as_sentences(shop: Copilot, language: Language) -> None:
    rules = shop.ruling.shipped(language)
    assert len({r.id for r in rules}) == len(rules) > 150
    assert all(r.message and r.basis and "{" not in r.message + r.suggestion + r.basis for r in rules)
