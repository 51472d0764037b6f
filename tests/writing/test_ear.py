"""Whether a text sounds like its persona or like somebody else of the house."""

from copilot.domain.draft import Task
from copilot.domain.persona import Persona
from copilot.writing.ear import ear_for
from tests.writing.offline.shops import ZH

SHORT = Persona("short", "桂姐", samples=("早上开门。值咯。", "不晓得呀。晒被子去。"))
LONG = Persona(
    "long", "老周", samples=("我爹那会儿背着一张弓走村，弹一床棉花胎管一顿饭，主家嫌薄他就坐下来再弹半个钟头。",)
)


def test_a_text_in_the_persona_s_words_is_heard_as_theirs() -> None:
    ear = ear_for(ZH.brief(Task.POST, persona=SHORT, colleagues=(LONG,)))
    assert ear.margin("早上晒被子咯。值。") > 0 > ear.margin("主家嫌薄，他坐下来弹一床棉花胎，我爹背着弓走村管一顿饭")


def test_nobody_is_mixed_up_where_one_writes_alone() -> None:
    assert ear_for(ZH.brief(Task.POST, persona=SHORT)).margin("早上开门。") == 0.0
    assert ear_for(ZH.brief(Task.POST)).margin("早上开门。") == 0.0
