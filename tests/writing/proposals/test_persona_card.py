"""A persona's card is proposed from figures and counts of their own posts, each entry with the posts it comes from."""

from collections.abc import Sequence

import pytest

from copilot.domain.language import Language
from copilot.domain.proposal import PersonaProposal, Proposed, Sample
from copilot.knowledge.search.cutting import Cutter
from copilot.workflows.propose_cards import voice_forms
from copilot.writing.proposals.persona_card import Surroundings, propose_persona

ZH_POSTS = (
    "讲真，蒜头挂起来才不发芽呀。姐妹们记得。",
    "讲真，雨天别晒豆子。🌱",
    "蒜头今天又卖完了呀。",
    "姐妹们，青菜先泡十分钟。🌱",
    "豆子泡一夜，慢慢来嘛，急不得。",
    "隔壁阿伯来借秤，慢慢来嘛，他说。",
)
EN_POSTS = (
    "Mind you, the kettle sang at six. You could hear it from the road.",
    "I repair stoves in Missoula, and the kettle came back with a charred knob.",
    "Mind you, I like rain on the tarp. Do you?",
    "Folks, dry the tarp before you fold it.",
    "Folks ask about ice. Chip it, warm it, wait.",
)
NOBODY = Surroundings()


def proposed(posts: Sequence[str], language: Language = Language.ZH, around: Surroundings = NOBODY) -> PersonaProposal:
    samples = [Sample(n, text) for n, text in enumerate(posts, 1)]
    return propose_persona(samples, language, voice_forms(), Cutter().words, around)


def texts(entries: Sequence[Proposed]) -> list[str]:
    return [e.text for e in entries]


def test_each_entry_names_the_posts_it_comes_from() -> None:
    card = proposed(ZH_POSTS)
    assert Proposed("呀", (1, 3)) in card.particles
    assert Proposed("姐妹们", (1, 4)) in card.address
    assert card.emoji == (Proposed("🌱", (2, 4)),)
    assert Proposed("讲真", (1, 2)) in card.pet_words
    assert Proposed("慢慢来嘛", (5, 6)) in card.pet_words
    assert {"蒜头", "豆子"} <= set(texts(card.topics))


def test_what_others_say_as_often_is_nobodys_own() -> None:
    others = Surroundings(("讲真，今天冷。", "讲真，别急。", "讲真，茶凉了。"))
    assert "讲真" not in texts(proposed(ZH_POSTS, around=others).pet_words)
    assert "慢慢来嘛" in texts(proposed(ZH_POSTS, around=others).pet_words)


def test_the_brands_goods_are_no_turn_of_phrase() -> None:
    posts = ("云朵枕，新到。", "云朵枕，卖完。", "来看枕头。", "下雨了。", "收摊了。")
    assert texts(proposed(posts, around=Surroundings((), frozenset({"云朵枕"}))).pet_words) == []


def test_words_of_the_trade_are_proposed_as_never_said_only_where_no_post_says_them() -> None:
    never = texts(proposed(ZH_POSTS).never)
    assert "姐妹们" not in never
    assert {"宝子们", "绝绝子"} <= set(never)
    assert all(not e.samples for e in proposed(ZH_POSTS).never)


def test_the_rhythm_is_measured_and_worded() -> None:
    card = proposed(("短。\n再短。", "就这样！", "行不行？", "好不好？", "要不要？"))
    assert (card.rhythm.shortest_post, card.rhythm.longest_post, card.rhythm.questions) == (4, 5, 0.6)
    assert "常抛一个问题" in card.tone
    assert card.tone.startswith("句子短，平均4个字；一条4字上下")
    assert "不用表情" in card.tone


def test_english_posts_are_read_by_words() -> None:
    card = proposed(EN_POSTS, Language.EN)
    assert texts(card.address)[0] in {"folks", "you"}
    assert Proposed("mind you", (1, 3)) in card.pet_words
    assert {"kettle", "tarp"} <= set(texts(card.topics))
    assert card.who == (Proposed("I repair stoves in Missoula", (2,)),)
    assert "words on average" in card.tone


@pytest.mark.parametrize("post", ["。", "🌱", "12345", "<script>alert(1)</script>"])
def test_odd_posts_break_nothing(post: str) -> None:
    assert proposed([post] * 5).rhythm.post >= 0
