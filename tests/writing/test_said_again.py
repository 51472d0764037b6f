"""Which stretches of a form are talk, and what saying them again may not lose."""

import pytest

from copilot.checking.text_forms import text_forms
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.writing.said_again import NotTheSame, keeps_turns, said_again, talk_in, voiced
from tests.writing.conftest import brief_for

SCRIPT = """短标题：荞麦壳倒出来晒

开头（6 秒）：
画面：[拍：做到一半停住，回头]
台词：荞麦壳倒出来晒？先看第一步呀。

镜头 1（9 秒）：
画面：[拍：照着说的做一遍，不剪断]
台词：晒完筛掉碎末，凉透再装[5]。

结尾（3 秒）：
画面：[拍：手收回去]
台词：慢慢来。

描述：做法在视频里，不用买什么。"""


def test_of_a_script_what_is_said_aloud_is_talk() -> None:
    form = text_forms()["short_video_script"]
    said = [SCRIPT[start:end] for start, end in talk_in(SCRIPT, form)]
    assert said == ["荞麦壳倒出来晒？先看第一步呀。", "晒完筛掉碎末，凉透再装[5]。", "做法在视频里，不用买什么。"]


def test_a_text_without_a_layout_is_talk_from_end_to_end() -> None:
    assert talk_in("今天刮风。", None) == [(0, 5)]
    assert talk_in("今天刮风。", text_forms()["moments_post"]) == [(0, 5)]


def test_marks_come_in_our_form_and_only_those_there_were() -> None:
    said = said_again("打结的头发也能慢慢梳开[1]。", "慢慢梳，打结的头发也能梳开【1】[7]。", brief_for())
    assert said == "慢慢梳，打结的头发也能梳开[1]。"


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("她说“不扯头发”，竹梳就是齿宽。", "她说“一点不扯”，竹梳就是齿宽。", "quotes"),
        ("这把梳子齿宽，慢慢梳得开。", "牛角梳齿宽，慢慢梳得开。", "products"),
        ("齿宽。", "齿宽，打结的头发也能慢慢梳开，您先从发尾梳起，一点点往上，别着急，梳到头皮再换一边。", "length"),
        ("7 天内没用过可以退。", "没用过可以退。", "figures"),
    ],
)
def test_a_text_that_lost_something_is_told_with_what_it_lost(before: str, after: str, lost: str) -> None:
    with pytest.raises(NotTheSame, match=lost):
        said_again(before, after, brief_for())


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("I'd rather check than guess.", "You should check it rather than guess.", "obliged, said_by_us"),
        ("If it doesn't suit, we pay return shipping.", "If it doesn't suit, we ship return shipping.", "paid_by_us"),
        ("Orders before noon leave today.", "Orders at noon leave today.", "up_to_then"),
        ("Hand wash works, spin lightly.", "Hand wash never works, spin lightly.", "denied"),
        ("竹梳不扯头发，慢慢梳开。", "竹梳扯头发，慢慢梳开。", "denied"),
        ("不合适可以退，运费我们出。", "不合适可以退，运费我们说。", "paid_by_us"),
        ("打结先从发尾梳起。", "打结必须先从发尾梳起。", "obliged"),
        ("最多放三天，再晾一晾。", "多放三天，再晾一晾。", "at_most"),
    ],
)
def test_who_pays_who_has_to_and_up_to_when_stays(before: str, after: str, lost: str) -> None:
    with pytest.raises(NotTheSame) as told:
        said_again(before, after, brief_for())
    assert lost in str(told.value)


def test_a_voice_may_say_the_same_otherwise() -> None:
    brief = brief_for(language=Language.EN)
    said = "If the size isn't right, no worries, we pay return postage."
    assert said_again("If the size isn't right we cover return postage.", said, brief) == said
    assert said_again("不合适就寄回来，运费我们出。", "不合适寄回来就行，运费我们承担。", brief_for())


def test_english_is_held_to_the_same() -> None:
    brief = brief_for(language=Language.EN)
    assert said_again(
        "Take it back within 45 days if it's clean [1].", "If it's clean, take it back within 45 days [1].", brief
    )
    with pytest.raises(NotTheSame):
        said_again("Take it back within 45 days [1].", "I love mornings on the porch with everyone I know.", brief)


def test_a_particle_and_an_emoji_that_were_lost_come_back() -> None:
    ah = Persona("ah", "桂姐", particles=("咯", "嘞"), emoji=("🍵",))
    assert voiced("晒透再收咯。🍵", "先晒透，再收进来[1]。", ah, "了") == "先晒透，再收进来咯[1]。🍵"
    assert voiced("晒透再收咯。", "晒透了再收嘞。", ah, "了") == "晒透了再收嘞。"
    assert voiced("晒透再收咯。", "晒透了。", ah, "了") == "晒透了。"
    assert voiced("晒透再收咯。", "先晒透。", None, "") == "先晒透。"


def test_turns_of_phrase_are_missed_only_where_there_were_any() -> None:
    theo = Persona("theo", "Theo", pet_words=("no kidding",), address=("friends",))
    assert keeps_turns("Friends, rinse it first.", "No kidding, rinse it first.", theo)
    assert not keeps_turns("Friends, rinse it first.", "Rinse it first.", theo)
    assert keeps_turns("Rinse it first.", "First, rinse it.", theo)
