"""Edits that recur become proposals for a persona's card, and edits that only look alike do not."""

import re

import pytest

from copilot.domain.habit import Habit, HabitKind, with_habits
from copilot.domain.persona import Persona
from copilot.writing.habits import EditedText, Vocabulary, find_habits

LIN = Persona("lin", "林姐", address=("您",), emoji=("🌙",), never=("宝子",))
KNOWN = Vocabulary(
    address=frozenset({"您", "你", "亲", "姐妹"}),
    particles=frozenset({"哦", "呢", "呀"}),
    matters=frozenset({"云朵枕", "眠云", "Cloud Pillow"}),
    compounds=re.compile("亲(?=自|戚)|(?<=母|父)亲"),
)
TALK = ("这只枕头能退", "运费我们出", "今天就能发货", "仰睡的人用低的那面", "外套拆下来洗", "三天左右会软一点")


def found(*pairs: tuple[str, str], persona: Persona = LIN) -> list[tuple[HabitKind, str, str, int, int]]:
    edits = [EditedText(f"d{n}", before, after) for n, (before, after) in enumerate(pairs)]
    proposals = find_habits(persona, edits, KNOWN)
    return [(p.habit.kind, p.habit.word, p.habit.instead, p.times, p.of) for p in proposals]


def edited(before: str, after: str, times: int = 4) -> list[tuple[str, str]]:
    """The same edit in different texts: `{}` is what they are about."""
    return [(before.format(talk), after.format(talk)) for talk in TALK[:times]]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("亲，{}", "{}", (HabitKind.REMOVED, "亲", "", 4, 4)),
        ("好的亲～{}", "好的～{}", (HabitKind.REMOVED, "亲", "", 4, 4)),
        ("{}。希望能帮到您", "{}。", (HabitKind.REMOVED, "希望能帮到您", "", 4, 4)),
        ("{}，有问题随时叫我就好", "{}", (HabitKind.REMOVED, "有问题随时叫我就好", "", 4, 4)),
        ("{}😊", "{}", (HabitKind.REMOVED, "😊", "", 4, 4)),
        ("{}👍🏽，放心", "{}，放心", (HabitKind.REMOVED, "👍🏽", "", 4, 4)),
        ("{}哦", "{}", (HabitKind.REMOVED, "哦", "", 4, 4)),
        ("{}，给您留着", "{}，给你留着", (HabitKind.READDRESSED, "您", "你", 4, 4)),
        ("{}，真的超级好用", "{}，真的挺好用", (HabitKind.REPLACED, "超级", "挺", 4, 4)),
        ("{}，超级软", "{}，特别软", (HabitKind.REPLACED, "超级", "特别", 4, 4)),
        ("{}", "哈喽～{}", (HabitKind.OPENED, "哈喽", "", 4, 4)),
        ("{}", "姐妹，{}", (HabitKind.ADDRESSED, "姐妹", "", 4, 4)),
        ("{}", "{}呀", (HabitKind.ENDED, "呀", "", 4, 4)),
        ("Absolutely, {}", "{}", (HabitKind.REMOVED, "absolutely", "", 4, 4)),
        ("{} for sure", "{} I think", (HabitKind.REPLACED, "for sure", "i think", 4, 4)),
    ],
)
def test_an_edit_that_recurs_is_proposed_with_its_count(
    before: str, after: str, expected: tuple[HabitKind, str, str, int, int]
) -> None:
    assert expected in found(*edited(before, after))


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param(edited("亲，{}", "{}", 2), id="too few"),
        pytest.param([("亲，能退", "能退")] * 5, id="one suggestion many times"),
        pytest.param([*edited("亲，{}", "{}", 3), *edited("亲，在的，{}", "亲，在的，{}", 6)], id="mostly kept"),
        pytest.param(edited("{}，399 元", "{}，379 元"), id="figures"),
        pytest.param(edited("{}，云朵枕也有", "{}，别的也有"), id="names of goods"),
        pytest.param(edited("⟦名字A⟧，{}", "{}"), id="personal data"),
        pytest.param(edited("{}！", "{}。"), id="punctuation"),
        pytest.param(edited("{}，很好的", "{}，好的"), id="a sign inside other words"),
        pytest.param(edited("{}，送给母亲", "{}，送给母"), id="part of a kinship word"),
        pytest.param(edited("宝子，{}", "{}"), id="on the card already"),
        pytest.param(edited("{}", "亲爱的顾客您好今天给您说说{}"), id="too long to be a greeting"),
        pytest.param(
            [("亲，能退", "今晚八点直播"), ("亲，运费我们出", "您先看看图"), ("亲，今天发", "这个我得问问")],
            id="written anew",
        ),
        pytest.param([(f"亲，{a}", f"{a}，亲") for a in TALK], id="only moved"),
    ],
)
def test_edits_that_only_look_alike_are_no_habit(pairs: list[tuple[str, str]]) -> None:
    assert found(*pairs) == []


def test_the_share_is_taken_of_the_drafts_where_it_could_have_been_done() -> None:
    pairs = [*edited("亲，{}", "{}", 4), *edited("亲，好的，{}", "亲，好的，{}", 2), *edited("在的，{}", "在的，{}", 6)]
    assert found(*pairs) == [(HabitKind.REMOVED, "亲", "", 4, 6)]


def test_several_variants_of_one_draft_are_one_case() -> None:
    edits = [EditedText("d1", before, after) for before, after in edited("亲，{}", "{}", 6)]
    assert find_habits(LIN, edits, KNOWN) == ()


def test_examples_show_a_few_texts_as_suggested_and_as_sent() -> None:
    edits = [EditedText(f"d{n}", *pair) for n, pair in enumerate(edited("亲，{}", "{}", 5))]
    (proposal,) = find_habits(LIN, edits, KNOWN)
    assert len(proposal.examples) == 3
    assert proposal.examples[0] == ("亲，这只枕头能退", "这只枕头能退")


@pytest.mark.parametrize(
    ("habit", "changed"),
    [
        (Habit("lin", HabitKind.REMOVED, "亲"), {"never": ("宝子", "亲")}),
        (Habit("lin", HabitKind.REMOVED, "🌙"), {"never": ("宝子", "🌙"), "emoji": ()}),
        (Habit("lin", HabitKind.READDRESSED, "您", "你"), {"address": ("你",)}),
        (Habit("lin", HabitKind.REPLACED, "超级", "挺"), {"never": ("宝子", "超级")}),
        (Habit("lin", HabitKind.ADDRESSED, "姐妹"), {"address": ("您", "姐妹")}),
        (Habit("lin", HabitKind.OPENED, "哈喽"), {"pet_words": ("哈喽",)}),
        (Habit("lin", HabitKind.ENDED, "呀"), {"particles": ("呀",)}),
        (Habit("other", HabitKind.REMOVED, "亲"), {}),
    ],
)
def test_a_habit_is_written_into_the_card_it_is_for(habit: Habit, changed: dict[str, tuple[str, ...]]) -> None:
    card = with_habits(LIN, [habit])
    before = {f: getattr(LIN, f) for f in ("address", "particles", "emoji", "pet_words", "never")}
    assert {f: getattr(card, f) for f in before} == before | changed
