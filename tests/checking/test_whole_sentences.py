"""Sentences judged as a whole: what rules by words miss is warned of or noted, and harmless neighbours are left alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.bootstrap.desk import packaged_checker
from copilot.checking import CheckRequest, channel_forms
from copilot.checking.surface import Stretch
from copilot.checking.whole_sentences import LONGEST, pieces
from copilot.domain.brand import Brand, Category
from copilot.domain.brand_rules import BrandRules, RuleChange
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding, Severity
from copilot.domain.language import Language

AT = date(2026, 11, 28)


def nothing_near(claims: Sequence[tuple[str, Sequence[str]]]) -> Sequence[float]:
    return [0.0] * len(claims)


def asked(text: str, category: Category = Category.GENERAL, channel: Channel = Channel.GROUP) -> CheckRequest:
    language = Language.ZH if any("\u4e00" <= c <= "\u9fff" for c in text) else Language.EN
    brand = Brand("b", "某家", category, language)
    return CheckRequest(text, brand, channel_forms()[channel], language, AT, nearness=nothing_near)


def whole(text: str, category: Category = Category.GENERAL) -> list[Finding]:
    return [f for f in packaged_checker().check(asked(text, category)) if f.rule.startswith("reads_like_")]


@pytest.mark.parametrize(
    ("text", "category", "kind"),
    [
        ("隔壁张姐喝了俩月，降压药都收抽屉里了", Category.HEALTH_FOOD, "medical"),
        ("跟着学的孩子，还没有哪个最后没进理想学校的", Category.EDUCATION, "guarantee"),
        ("带三个朋友进来，他们的单子你都有一份", Category.COSMETICS, "mlm"),
        ("截图发我看到你转了，面膜就给你留一盒", Category.COSMETICS, "induced_share"),
        ("Bring three friends in and you get a cut of whatever their people sell", Category.COSMETICS, "mlm"),
        ("My mum took it for a month and her knees stopped hurting", Category.HEALTH_FOOD, "medical"),
    ],
)
def test_what_no_word_gives_away_is_found(text: str, category: Category, kind: str) -> None:
    findings = packaged_checker().check(asked(text, category))
    assert kind in {f.kind for f in findings}


@pytest.mark.parametrize(
    "text",
    [
        "今天降温，路上的朋友多穿一件，到店先喝口热的。",
        "您的包裹下午发出，到了告诉我一声。",
        "这件外套的领子可以立起来，配牛仔裤好看。",
        "We open at nine tomorrow, and the kettle will be on.",
        "Your parcel left this afternoon; let me know when it arrives.",
    ],
)
def test_harmless_sentences_are_left_alone(text: str) -> None:
    assert [f for f in whole(text) if f.severity is not Severity.NOTE] == []


def test_without_comparing_meanings_rules_judge_alone() -> None:
    request = asked("隔壁张姐喝了俩月，降压药都收抽屉里了", Category.HEALTH_FOOD)
    found = packaged_checker().check(replace(request, nearness=None))
    assert not any(f.rule.startswith("reads_like_") for f in found)


def test_what_a_rule_says_is_not_said_twice() -> None:
    findings = packaged_checker().check(asked("我们家的面霜全国第一，喝这个茶能治糖尿病。"))
    assert len([f for f in findings if f.kind == "medical" and f.severity is not Severity.NOTE]) == 1


def test_the_finding_stands_on_the_sentence_and_says_why_in_the_language_of_the_page() -> None:
    text = "降温了。  带三个朋友进来，他们的单子你都有一份！回头见。"
    (found,) = [f for f in whole(text) if f.kind == "mlm"]
    assert text[found.start : found.end] == found.quote == "带三个朋友进来，他们的单子你都有一份"
    assert "整句" in found.message
    assert found.basis
    assert found.suggestion


def test_a_brand_may_mute_it() -> None:
    muted = BrandRules(changes=(RuleChange("reads_like_mlm", muted=True, reason="我们不卖货"),))
    request = replace(asked("带三个朋友进来，他们的单子你都有一份"), rules=muted)
    assert not any(f.rule == "reads_like_mlm" for f in packaged_checker().check(request))


def test_a_long_sentence_is_judged_in_pieces_of_whole_clauses() -> None:
    clause = "今天店里来了好几位老客人聊天，"
    text = clause * 9
    cut = list(pieces(text, [Stretch(0, len(text))]))
    assert len(cut) > 1
    assert all(p.end - p.start <= LONGEST and text[p.end - 1] == "，" for p in cut)
    assert "".join(text[p.start : p.end] for p in cut) == text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="茶a，,. :—好", max_size=300))
def test_pieces_follow_each_other_and_lose_no_word(text: str) -> None:
    cut = list(pieces(text, [Stretch(0, len(text))]))
    assert all(a.end == b.start for a, b in pairwise(cut))
    lost = text[: cut[0].start] + text[cut[-1].end :] if cut else text
    assert not lost.strip()
