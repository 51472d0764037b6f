"""Voice, step and form: what falls out, and what good texts must not be bothered with."""

from dataclasses import replace

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.audience import Segment
from copilot.domain.brand_rules import BrandRule, BrandRules, RuleChange
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding, Severity
from copilot.domain.evidence import Role
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from tests.checking.conftest import AT, BRAND, passage

PERSONA = Persona(
    "lin", "林姐", address=("你",), particles=("呀",), never=("宝子",), pet_words=("讲真",),
    samples=("今天降温。被子记得晒呀。", "店里来了位阿姨，坐着聊了半天，没买，挺好。", "枕头套一周洗一次就够。"),
)  # fmt: skip
DENSE = "第三代慢回弹记忆棉，密度55D，人体工学七区支撑。"
TERM_EVIDENCE = passage(1, "慢回弹就是按下去慢慢弹回来，像面团。", Role.FAQ)


def found(checker: Checker, text: str, **given: object) -> tuple[Finding, ...]:
    request = CheckRequest(text, BRAND, channel_forms()[Channel.PRIVATE_CHAT], Language.ZH, AT)
    return checker.check(replace(request, **given))  # type: ignore[arg-type]


def rules(findings: tuple[Finding, ...], kind: str) -> set[str]:
    return {f.rule for f in findings if f.kind == kind}


def test_dense_trade_terms_warn_at_interest_and_carry_the_brands_own_words(checker: Checker) -> None:
    findings = found(checker, DENSE, step=Step.INTEREST, evidence=(TERM_EVIDENCE,))
    assert ("expert_trap_dense", Severity.WARN) in {(f.rule, f.severity) for f in findings}
    assert any("按下去慢慢弹回来" in f.suggestion for f in findings if f.quote == "慢回弹")


def test_terms_the_segment_uses_itself_and_proofs_at_trust_are_left_alone(checker: Checker) -> None:
    expert = Segment("pro", "内行", words=("慢回弹", "人体工学"))
    text = "慢回弹的枕头，人体工学的弧度。"
    assert rules(found(checker, text, step=Step.INTEREST, segment=expert), "expert_trap") == set()
    assert rules(found(checker, DENSE, step=Step.TRUST), "expert_trap") == set()


def test_what_the_persona_would_not_say_falls_out(checker: Checker) -> None:
    text = "宝子们冲呀！！姐妹们快来看啦！！😍😍讲真，讲真好用！"
    assert rules(found(checker, text, persona=PERSONA), "persona") >= {
        "persona_never", "persona_address", "persona_emoji", "persona_exclamation", "persona_pet_word",
    }  # fmt: skip


@pytest.mark.parametrize("sample", PERSONA.samples)
def test_a_personas_own_posts_are_near_to_them(checker: Checker, sample: str) -> None:
    assert rules(found(checker, sample, persona=PERSONA), "persona") == set()


@pytest.mark.parametrize(
    "text", ["作为AI助手，我建议您换个枕头。", "As an AI language model, I suggest the mug.", "我是一个人工智能"]
)
def test_a_model_speaking_never_passes(checker: Checker, text: str) -> None:
    assert ("ai_voice", Severity.BLOCK) in {(f.rule, f.severity) for f in found(checker, text)}


@pytest.mark.parametrize(
    ("step", "text", "rule"),
    [
        (Step.INTEREST, "这只枕头两边高中间低，赶紧下单吧。", "step_hard_close"),
        (Step.NEED, "侧睡的人肩膀要有地方放。", "step_no_question"),
        (Step.TRUST, "您放心，这只枕头很好。", "step_proof_unsourced"),
        (Step.ACTION, "这只枕头很好睡。", "step_no_relief"),
        (Step.ACTION, "可以退。想要就下单，再加群，然后回复1。", "step_many_next"),
    ],
)
def test_each_step_asks_for_its_own(checker: Checker, step: Step, text: str, rule: str) -> None:
    assert rule in rules(found(checker, text, step=step), "step")


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step.INTEREST, "手按下去慢慢陷，不用急着下单。"),
        (Step.NEED, "您平时侧睡多还是仰睡多？"),
        (Step.TRUST, "有位客人说用了两个月不响了，30天内可以退。"),
        (Step.ACTION, "先睡30天，不合适退回来。"),
    ],
)
def test_a_text_that_does_what_its_step_asks_is_left_alone(checker: Checker, step: Step, text: str) -> None:
    assert rules(found(checker, text, step=step), "step") == set()


def test_many_stock_phrases_warn_together(checker: Checker) -> None:
    text = "【好物推荐】黑科技加持，告别睡眠烦恼，让每一晚成为享受。"
    assert "machine_dense" in rules(found(checker, text), "cliche")


def test_a_field_is_measured_in_the_platforms_own_counting(checker: Checker) -> None:
    form = channel_forms()[Channel.MASS_SEND]
    title = "降温" * 22
    [over] = [f for f in found(checker, title, form=form, field="link_title") if f.kind == "length"]
    assert (over.rule, over.severity, over.start) == ("field_too_long", Severity.BLOCK, 42)
    assert "132" in over.message
    assert "4" in over.message


def test_the_fold_is_shown_where_it_falls(checker: Checker) -> None:
    text = "今天降温记得晒被子。" * 15
    note = next(f for f in found(checker, text, form=channel_forms()[Channel.MOMENTS]) if f.rule == "length_soft")
    assert note.start == 140
    assert "多 10 字" in note.message


def test_a_brand_adds_mutes_and_weighs_rules(checker: Checker) -> None:
    own = BrandRule("house-1", ("最*值",), "我们不说值不值", Severity.BLOCK, "划算")
    changes = (RuleChange("cliche_words", "口头禅", muted=True), RuleChange("ai_voice", "演示", severity=Severity.NOTE))
    text = "今年 最 超 值 的黑科技。作为AI，我推荐。"
    findings = {f.rule: f for f in found(checker, text, rules=BrandRules((own,), changes))}
    assert (findings["house-1"].severity, findings["house-1"].replacement) == (Severity.BLOCK, "划算")
    assert "cliche_words" not in findings
    assert findings["ai_voice"].severity is Severity.NOTE


def test_a_term_full_of_wildcards_takes_no_time(checker: Checker) -> None:
    own = BrandRule("house-1", ("a*a*b",), "慢", Severity.NOTE)
    assert rules(found(checker, "a" * 10_000, rules=BrandRules((own,))), "brand_rule") == set()


def test_a_softer_word_is_proposed_that_can_be_put_in_as_it_is(checker: Checker) -> None:
    finding = next(f for f in found(checker, "这是最好的枕头") if f.kind == "absolute")
    assert finding.replacement is not None
    assert "最" not in finding.replacement
