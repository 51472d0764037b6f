import pytest

from copilot.checking import text_forms
from copilot.domain.text_form import PartFound

SCRIPT = """\
短标题：侧睡的人怎么挑

开头（3 秒）：
画面：[一只手按枕头]
台词：早上起来脖子先醒。
镜头 1（10 秒）：
台词：翻过去。
**镜头2 (10秒)**: 再翻回来。
Ending (8 sec): done"""


def said(parts: tuple[PartFound, ...], text: str) -> list[tuple[str, int, int, str]]:
    return [(p.id, p.number, p.takes, p.says(text)) for p in parts]


def test_parts_are_read_under_their_names_in_either_language() -> None:
    parts = text_forms()["short_video_script"].parts_in(SCRIPT)
    assert said(parts, SCRIPT) == [
        ("title", 1, 0, "侧睡的人怎么挑"),
        ("hook", 1, 3, "画面：[一只手按枕头]\n台词：早上起来脖子先醒。"),
        ("scene", 1, 10, "台词：翻过去。"),
        ("scene", 2, 10, "再翻回来。"),
        ("ending", 1, 8, "done"),
    ]


def test_a_time_of_day_may_stand_before_the_name() -> None:
    text = "20:00 开场（5 分钟）：坐下。\n20:05–20:15 先教一件 (10 min): 晒枕头。"
    parts = text_forms()["live_rundown"].parts_in(text)
    assert [(p.id, p.takes) for p in parts] == [("warm_up", 5), ("useful", 10)]


def test_a_form_without_names_has_no_parts_to_read() -> None:
    assert text_forms()["moments_post"].parts_in("标题：不是标题") == ()
    assert text_forms()["survey"].parts_in("没有名称的一段话。") == ()


def test_only_known_origins_are_taken() -> None:
    welcome = text_forms()["welcome"]
    assert welcome.coming_from("live").origin == "live"
    with pytest.raises(KeyError):
        welcome.coming_from("moon")
