"""Parts of a form: what is missing, what does not fit, what is still open; and what is no claim to anybody."""

from dataclasses import replace

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms, text_forms
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding, Severity
from copilot.domain.language import Language
from tests.checking.conftest import AT, BRAND

SCRIPT = """\
短标题：侧睡的人怎么挑枕头
开头（3 秒）：
画面：[拍：手按在旧枕头上]
台词：早上起来脖子先醒。
镜头 1（10 秒）：
画面：[拍：枕头翻过来]
台词：两边高，中间低，翻身不用找。
镜头 2（10 秒）：
画面：[拍：侧躺，肩膀有地方放]
台词：肩膀要有地方放。
镜头 3（10 秒）：
画面：[拍：毛巾叠四层]
台词：家里没有新枕头，毛巾叠一叠也能试。
结尾（8 秒）：
画面：[拍：关灯]
台词：仰睡的人用不上这个。"""


def found(checker: Checker, form_id: str, text: str, language: Language = Language.ZH) -> tuple[Finding, ...]:
    form = text_forms()[form_id]
    channel = form.within(channel_forms()[form.channels[0]])
    return checker.check(CheckRequest(text, BRAND, channel, language, AT, text_form=form))


def rules(findings: tuple[Finding, ...]) -> set[str]:
    return {f.rule for f in findings if f.kind == "form" or f.rule.startswith("form_")}


def test_a_whole_script_has_nothing_but_pictures_to_take(checker: Checker) -> None:
    findings = found(checker, "short_video_script", SCRIPT)
    assert rules(findings) == {"form_request"}
    assert {f.kind for f in findings} == {"form"}


def test_what_a_person_is_asked_to_bring_is_no_claim(checker: Checker) -> None:
    told = SCRIPT.replace("[拍：关灯]", "[拍：价签 398 元的那一面]")
    said = SCRIPT.replace("仰睡的人用不上这个。", "仰睡的人用不上这个，398 元。")
    assert {f.kind for f in found(checker, "short_video_script", told)} == {"form"}
    assert {f.kind for f in found(checker, "short_video_script", said)} > {"form"}


def test_a_name_and_the_word_behind_it_are_not_the_name_of_something(checker: Checker) -> None:
    text = "Opening (5 min):\nDo: Sit down\nSay: Members first."
    findings = found(checker, "live_rundown", text, Language.EN)
    assert {f.kind for f in findings} == {"form"}


def test_missing_parts_are_named_in_one_finding(checker: Checker) -> None:
    findings = found(checker, "short_video_script", SCRIPT.split("镜头 3")[0])
    missing = next(f for f in findings if f.rule == "form_part_missing")
    assert "镜头、结尾" in missing.message
    assert missing.severity is Severity.WARN


def test_a_scene_without_its_line_is_found(checker: Checker) -> None:
    findings = found(checker, "short_video_script", SCRIPT.replace("台词：肩膀要有地方放。\n", ""))
    assert [f.message for f in findings if f.rule == "form_lines_missing"] == ["“镜头 2”里缺：台词。"]


def test_a_line_that_cannot_be_spoken_in_its_seconds_is_found(checker: Checker) -> None:
    long = "早上起来脖子先醒，人还躺着，想转头看一眼窗外，转不动。"
    assert "form_too_fast" in rules(found(checker, "short_video_script", SCRIPT.replace("早上起来脖子先醒。", long)))


def test_parts_that_add_up_to_more_than_the_whole_are_found(checker: Checker) -> None:
    assert "form_overtime" in rules(found(checker, "short_video_script", SCRIPT.replace("10 秒", "25 秒")))


@pytest.mark.parametrize(
    ("title", "rule", "severity"),
    [
        ("侧睡的人怎么挑一只合适的枕头给自己", "form_part_too_long", Severity.BLOCK),
        ("挑枕头", "form_part_too_short", Severity.WARN),
    ],
)
def test_the_platform_s_limits_of_a_part_hold(checker: Checker, title: str, rule: str, severity: Severity) -> None:
    findings = found(checker, "short_video_script", SCRIPT.replace("侧睡的人怎么挑枕头", title))
    finding = next(f for f in findings if f.rule == rule)
    assert finding.severity is severity
    assert "短标题 6–16 字" in finding.basis


def test_bytes_of_a_card_s_title_are_counted_and_a_rule_of_thumb_only_notes(checker: Checker) -> None:
    card = "卡片标题：{}\n一句描述：看看哪只合适\n封面：[拍：枕头]\n跳到：[填：哪一页]"
    assert "form_part_long" in rules(found(checker, "mini_program_card", card.format("先来量一量您家的枕头到底有多高")))
    hard = [f for f in found(checker, "mini_program_card", card.format("枕" * 22)) if f.rule == "form_part_too_long"]
    assert [f.quote for f in hard] == ["枕\n"]


def test_a_question_needs_answers_to_choose_from(checker: Checker) -> None:
    survey = "标题：怎么睡\n说明：三个问题，不答也行\n问题 1：朝哪边睡？\nA. 侧睡\nB. 仰睡\n问题 2：几点睡？\n问题 3：开窗吗？\nA. 开\nB. 不开\n收尾：周五说结果"
    findings = found(checker, "survey", survey)
    assert [f.message for f in findings if f.rule == "form_options"] == ["“问题 2”下面的选项不到 2 个。"]


def test_what_is_still_to_be_filled_in_blocks(checker: Checker) -> None:
    text = "她问能不能带朋友来。规则是[待补：老带新规则]。不推也没关系。"
    hole = next(f for f in found(checker, "referral_invitation", text) if f.rule == "form_hole")
    assert (hole.severity, hole.quote) == (Severity.BLOCK, "[待补：老带新规则]")
    assert "form_part_missing" not in rules(found(checker, "referral_invitation", text))


def test_an_apology_says_sorry(checker: Checker) -> None:
    assert "form_part_missing" in rules(found(checker, "apology", "快递晚了两天，我们重发。"))
    assert "form_part_missing" not in rules(found(checker, "apology", "对不起，快递晚了，我们重发。"))


def test_findings_come_in_both_languages(checker: Checker) -> None:
    findings = found(checker, "short_video_script", SCRIPT.split("结尾")[0], Language.EN)
    missing = next(f for f in findings if f.rule == "form_part_missing")
    assert missing.message == "“Short-video script” lacks: Ending."
    assert "Short-video script" in missing.basis


def test_a_text_of_no_form_is_not_asked_for_parts(checker: Checker) -> None:
    request = CheckRequest("今天降温。", BRAND, channel_forms()[Channel.MOMENTS], Language.ZH, AT)
    assert rules(checker.check(request)) == set()
    assert rules(checker.check(replace(request, text_form=text_forms()["moments_post"]))) == set()
