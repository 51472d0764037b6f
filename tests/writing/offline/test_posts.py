"""Persona posts: in that persona's voice, useful without buying, in the channel's length."""

import pytest

from copilot.domain.channel import Channel
from copilot.domain.draft import Angle, Task, without_marks
from copilot.domain.evidence import Evidence, Role
from copilot.domain.ladder import Node
from copilot.domain.persona import Persona
from tests.writing.offline.conftest import Write
from tests.writing.offline.judging import faultless, mean_likeness
from tests.writing.offline.shops import EN, ZH, Shop, numbered

QIN = Persona(
    "qin",
    "秦姨",
    address=("你们", "各位街坊"),
    particles=("嘞",),
    emoji=("🌾",),
    pet_words=("讲真",),
    never=("睡眠", "沙沙响"),
    samples=("讲真，壳比人怕潮。", "今朝晒了一院子。"),
)
WALT = Persona("walt", "Walt", address=("you", "folks"), never=("every morning",), samples=("Pots are simple.",))


@pytest.mark.parametrize("channel", [Channel.MOMENTS, Channel.GROUP, Channel.VIDEO_CHANNEL, Channel.OFFICIAL_ACCOUNT])
@pytest.mark.parametrize("node", list(Node))
def test_posts_are_of_different_kinds_and_fit(shop: Shop, channel: Channel, node: Node, write: Write) -> None:
    brief = shop.brief(Task.POST, channel, node=node, persona=QIN if shop is ZH else WALT)
    candidate = write(brief, shop.evidence)
    faultless(candidate, brief, shop.evidence)
    assert len(candidate.variants) == 3
    assert len({v.idea for v in candidate.variants}) == 3
    assert mean_likeness(candidate) < 0.4


def test_words_the_persona_never_says_are_not_said(write: Write) -> None:
    for node in Node:
        for variant in write(
            ZH.brief(Task.POST, Channel.GROUP, persona=QIN, node=node, variants=5), ZH.evidence
        ).variants:
            assert "沙沙响" not in variant.text
            assert "睡眠" not in variant.text


def test_a_persona_without_emoji_or_particles_uses_none(write: Write) -> None:
    plain = Persona("plain", "老秦", address=("你们",))
    for node in Node:
        for variant in write(ZH.brief(Task.POST, Channel.MOMENTS, persona=plain, node=node), ZH.evidence).variants:
            assert "🌾" not in variant.text
            assert not without_marks(variant.text).rstrip("。？").endswith(("嘞", "呀", "哈", "啦"))


def test_the_personas_own_marks_show_up_over_a_few_posts(write: Write) -> None:
    texts = [
        v.text
        for topic in ("晒枕头", "换季", "孩子", "老人", "夏天", "梅雨")
        for v in write(
            ZH.brief(Task.POST, Channel.MOMENTS, persona=QIN, topic=topic, node=Node.OPERATE), ZH.evidence
        ).variants
    ]
    assert any("🌾" in t for t in texts)
    assert any("嘞" in t for t in texts)
    assert any("各位街坊" in t for t in texts)
    assert any(t.startswith("讲真，") for t in texts)


def test_the_product_is_not_priced_in_a_post_that_does_not_offer(shop: Shop, write: Write) -> None:
    brief = shop.brief(Task.POST, Channel.MOMENTS, node=Node.OPERATE, variants=6)
    for variant in write(brief, shop.evidence).variants:
        assert variant.idea is not Angle.OFFER
        assert "108" not in variant.text
        assert "$45" not in variant.text


def test_a_story_is_told_from_evidence_from_its_beginning(write: Write) -> None:
    brief = ZH.brief(Task.POST, Channel.GROUP, node=Node.REFER, persona=QIN, variants=5)
    told = [v.text for v in write(brief, ZH.evidence).variants if v.idea is Angle.STORY]
    assert told
    assert "店是从一台筛壳机开始的" in told[0]


def test_somebody_elses_post_in_the_first_person_is_not_told_as_ones_own(write: Write) -> None:
    rows = [(Role.STORY, "我昨天自己扛了两袋壳上楼，腰到现在还直不起来。", "发过的 > 阿满", ())]
    brief = ZH.brief(Task.POST, Channel.MOMENTS, node=Node.REFER, persona=QIN, variants=5)
    assert not any("扛了两袋壳" in v.text for v in write(brief, numbered(rows, [])).variants)


def test_a_long_channel_gets_paragraphs_without_repetition(shop: Shop, write: Write) -> None:
    brief = shop.brief(Task.POST, Channel.OFFICIAL_ACCOUNT, node=Node.OPERATE)
    for variant in write(brief, shop.evidence).variants:
        paragraphs = variant.text.split("\n\n")
        assert len(set(paragraphs)) == len(paragraphs)
    assert any("\n\n" in v.text for v in write(brief, shop.evidence).variants)


def test_with_nothing_known_it_asks_its_readers(shop: Shop, write: Write) -> None:
    topic = "冬天怎么收被子" if shop is ZH else "winter storage"
    brief = shop.brief(Task.POST, Channel.MOMENTS, topic=topic, product=None, node=Node.OPERATE)
    candidate = write(brief, Evidence())
    faultless(candidate, brief, Evidence())
    assert len(candidate.variants) == 3
    assert any("？" in v.text or "?" in v.text for v in candidate.variants)


def test_english_posts_start_sentences_with_capitals(write: Write) -> None:
    for node in Node:
        brief = EN.brief(Task.POST, Channel.GROUP, node=node, persona=WALT, variants=5)
        for variant in write(brief, EN.evidence).variants:
            assert variant.text.strip("“")[0].isupper()
