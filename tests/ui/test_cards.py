"""Cards of personas and segments on their pages: proposed, written, changed by two at once, retired, tried."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from copilot.domain.card import CardDeed, CardKind
from copilot.domain.persona import Persona
from copilot.workflows.copilot import Copilot
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit, words

PAGE, SEGMENTS, TRY = "cards.persona.shanque", "cards.segment.shanque", "voices.shanque"
POSTS = "\n\n".join(
    ("讲真，新茶到了呀。", "讲真，下雨了。", "我电话13812345678，找我。", "猫又来了呀。", "今天早点收摊。")
)


@pytest.fixture
def own_shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


def personas(copilot: Copilot) -> list[Persona]:
    return list(copilot.store.brands.personas("shanque"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_card_is_proposed_from_pasted_posts_confirmed_and_saved(
    visit: Visit, own_shop: Copilot, language: str
) -> None:
    at = visit("voices", language)
    at.text_area(key=f"{PAGE}.proposal.pasted").set_value(POSTS).run()
    at.button(key=f"{PAGE}.proposal.run").click().run()
    told = words(at)
    assert "13812345678" not in told
    assert "讲真（1、2）" in told or "讲真 (1, 2)" in told
    at.button_group(key=f"{PAGE}.proposal.never").set_value(["绝绝子"]).run()
    at.button(key=f"{PAGE}.proposal.take").click().run()
    at.text_input(key=f"{PAGE}.new.name").set_value("老陈").run()
    at.text_input(key="facts.who").set_value("小周").run()
    at.button(key=f"{PAGE}.new.save").click().run()
    assert (list(at.exception), list(at.error)) == ([], [])
    made = personas(own_shop)[-1]
    assert (made.name, made.pet_words, made.never, made.version) == ("老陈", ("讲真",), ("绝绝子",), 1)
    assert "我电话…，找我。" in made.samples
    assert at.text_area(key=f"{PAGE}.proposal.pasted").value == ""
    assert own_shop.store.cards.states("shanque", CardKind.PERSONA)[-1].by == "小周"


def test_few_posts_are_told(visit: Visit, own_shop: Copilot) -> None:
    at = visit("voices")
    at.text_area(key=f"{PAGE}.proposal.pasted").set_value("一条。").run()
    at.button(key=f"{PAGE}.proposal.run").click().run()
    assert "至少要 5 条" in at.error[0].value
    assert [p.name for p in personas(own_shop)] == ["小满"]


def test_who_is_second_is_told_loses_nothing_and_may_save_over(visit: Visit, own_shop: Copilot) -> None:
    at = visit("voices")
    at.button(key=f"{PAGE}.xiaoman.edit").click().run()
    at.text_area(key=f"{PAGE}.xiaoman.tone").set_value("我写的口气").run()
    card = personas(own_shop)[0]
    own_shop.people.cards.save(own_shop.brand(), replace(card, tone="别人写的口气"), seen=1, by="老板")
    at.button(key=f"{PAGE}.xiaoman.save").click().run()
    assert personas(own_shop)[0].tone == "别人写的口气"
    told = words(at)
    assert "老板 刚刚存了第 2 版" in at.warning[0].value
    assert "别人写的口气" in told
    assert at.text_area(key=f"{PAGE}.xiaoman.tone").value == "我写的口气"
    at.button(key=f"{PAGE}.xiaoman.over").click().run()
    assert (personas(own_shop)[0].tone, personas(own_shop)[0].version) == ("我写的口气", 3)


def test_a_draft_tells_by_which_version_of_a_card_it_was_written(visit: Visit, own_shop: Copilot) -> None:
    card = personas(own_shop)[0]
    own_shop.people.cards.save(own_shop.brand(), replace(card, tone="快"), seen=1)
    at = visit("posts")
    at.text_area(key="posts.shanque.topic").set_value("下雨天喝什么茶").run()
    at.button(key="posts.shanque.write").click().run()
    assert "照“小满”的卡第 2 版写" in words(at)


def test_a_version_is_restored(visit: Visit, own_shop: Copilot) -> None:
    card = personas(own_shop)[0]
    own_shop.people.cards.save(own_shop.brand(), replace(card, tone="快"), seen=1, by="老板")
    at = visit("voices")
    assert "改了：口气" in words(at)
    at.button(key=f"{PAGE}.xiaoman.restore.1").click().run()
    assert (personas(own_shop)[0].tone, personas(own_shop)[0].version) == (card.tone, 3)


def test_a_card_is_retired_and_the_way_back_is_there(visit: Visit, own_shop: Copilot) -> None:
    at = visit("voices")
    at.button(key=f"{PAGE}.xiaoman.retire").click().run()
    assert personas(own_shop) == []
    at.button(key=f"{PAGE}.undo").click().run()
    assert [p.name for p in personas(own_shop)] == ["小满"]
    at.button(key=f"{PAGE}.xiaoman.retire").click().run()
    at = visit("voices")
    at.button(key=f"{PAGE}.xiaoman.back").click().run()
    assert [p.name for p in personas(own_shop)] == ["小满"]


@pytest.mark.parametrize("answer", [CardDeed.TOOK_FILE, CardDeed.KEPT_OWN])
def test_what_a_file_says_by_now_is_offered(visit: Visit, own_shop: Copilot, answer: CardDeed) -> None:
    card, brand = personas(own_shop)[0], own_shop.brand()
    own_shop.people.cards.save(brand, replace(card, tone="快"), seen=1)
    file = next(d for d in own_shop.documents() if d.name.endswith("people.yaml"))
    own_shop.store.brands.keep_cards(brand.id, file.id, (), (replace(card, tone="文件里的口气"),))
    at = visit("voices")
    assert "文件里的口气" in words(at)
    name = {CardDeed.TOOK_FILE: "take_file", CardDeed.KEPT_OWN: "keep_own"}[answer]
    at.button(key=f"{PAGE}.xiaoman.{name}").click().run()
    expected = {CardDeed.TOOK_FILE: "文件里的口气", CardDeed.KEPT_OWN: "快"}[answer]
    assert personas(own_shop)[0].tone == expected
    assert "文件里这张卡改过了" not in words(at)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_topic_is_written_in_two_voices_beside_each_other(visit: Visit, own_shop: Copilot, language: str) -> None:
    own_shop.people.cards.save(own_shop.brand(), Persona("", "老陈", address=("你",), particles=("哈",)), seen=0)
    at = visit("voices", language)
    at.button_group(key=f"{TRY}.view").set_value("try").run()
    at.text_input(key=f"{TRY}.topic").set_value("下雨天喝什么茶").run()
    at.button(key=f"{TRY}.write").click().run()
    assert (list(at.exception), list(at.error)) == ([], [])
    drafts = own_shop.store.drafts.recent("shanque")
    assert {d.persona_id for d in drafts[:2]} == {p.id for p in personas(own_shop)}
    assert len([c for c in at.caption if "老陈" in c.value and "小满" in c.value]) == 2


def test_a_brand_without_personas_is_told_where_they_come_from(visit: Visit, own_shop: Copilot) -> None:
    own_shop.people.cards.retire(own_shop.brand(), CardKind.PERSONA, "xiaoman")
    assert "5 到 20 条" in visit("voices").info[0].value
    assert "人设" in visit("posts").info[0].value


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_segments_card_is_proposed_from_learned_reviews(visit: Visit, own_shop: Copilot, language: str) -> None:
    at = visit("customers", language)
    at.button_group(key="customers.shanque.view").set_value("cards").run()
    at.button(key=f"{SEGMENTS}.proposal.run").click().run()
    assert "给我妈买的" in words(at)
    at.button(key=f"{SEGMENTS}.proposal.take").click().run()
    at.text_input(key=f"{SEGMENTS}.new.name").set_value("买给妈妈的人").run()
    at.button(key=f"{SEGMENTS}.new.save").click().run()
    assert (list(at.exception), list(at.error)) == ([], [])
    made = own_shop.store.brands.segments("shanque")[-1]
    assert (made.name, made.version) == ("买给妈妈的人", 1)
    assert "给我妈买的" in made.situation


def test_a_rule_leads_to_the_cards_of_readers(visit: Visit, own_shop: Copilot) -> None:
    rule = own_shop.people.segments.rules(own_shop.brand())[0]
    at = visit("customers")
    at.button_group(key="customers.shanque.view").set_value("segments").run()
    at.button(key=f"segments.shanque.{rule.id}.to_card").click().run()
    assert "说给谁听" in words(at)
