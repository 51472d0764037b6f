"""Cards of personas and segments are made, changed, retired and brought back, and proposed from what people wrote."""

from dataclasses import replace

import pytest

from copilot.domain.audience import Segment
from copilot.domain.card import CardDeed, CardKind
from copilot.domain.draft import Task
from copilot.domain.persona import Persona
from copilot.errors import Conflict, InvalidInput, ModelUnreachable, UnknownName
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.propose_cards import posts_in

PERSONA, SEGMENT = CardKind.PERSONA, CardKind.SEGMENT
POSTS = "\n\n".join(
    ("讲真，新茶到了呀。", "讲真，下雨了。", "茶凉了再热，我电话13812345678。", "门口的猫又来了呀。", "今天早点收摊。")
)


def persona(shop: Copilot, name: str = "小满") -> Persona:
    return next(p for p in shop.store.brands.personas("shanque") if p.name == name)


def test_a_card_made_by_hand_is_offered_at_once_and_drafts_say_its_version(shop: Copilot) -> None:
    brand, cards = shop.brand(), shop.people.cards
    made = cards.save(brand, Persona("", " 老  陈 ", address=("您", " ", "您")), seen=0, by="小周")
    assert (made.card.name, made.version, made.deed) == ("老 陈", 1, CardDeed.SAVED)
    assert (persona(shop, "老 陈").address, made.by) == (("您",), "小周")
    draft = shop.post(Ask(persona="老 陈", topic="下雨"))
    assert (draft.persona_id, draft.persona_version) == (made.card.id, 1)
    cards.save(brand, replace(persona(shop, "老 陈"), tone="慢"), seen=1)
    again = shop.post(Ask(persona="老 陈", topic="下雨"))
    assert [d.persona_version for d in shop.store.drafts.many([again.id, draft.id]).values()].count(2) == 1
    assert again.persona_version == 2


def test_saving_what_stands_makes_no_version(shop: Copilot) -> None:
    brand, cards = shop.brand(), shop.people.cards
    state = cards.get(brand, PERSONA, "小满")
    assert cards.save(brand, state.card, seen=state.version).version == 1
    assert len(cards.history(brand, PERSONA, "小满")) == 1


def test_two_who_save_at_once_are_told_and_both_texts_can_be_read(shop: Copilot) -> None:
    brand, cards = shop.brand(), shop.people.cards
    mine = persona(shop)
    cards.save(brand, replace(mine, tone="快"), seen=1, by="老板")
    with pytest.raises(Conflict) as told:
        cards.save(brand, replace(mine, tone="慢"), seen=1)
    assert told.value.facts["by"] == "老板"
    assert persona(shop).tone == "快"


def test_an_earlier_version_is_restored_as_a_new_one(shop: Copilot) -> None:
    brand, cards = shop.brand(), shop.people.cards
    first = cards.get(brand, SEGMENT, "office").card
    cards.save(brand, replace(first, name="犯困的人"), seen=1)
    restored = cards.restore(brand, SEGMENT, "犯困的人", 1)
    assert (restored.version, restored.restored, restored.card) == (3, 1, first)
    with pytest.raises(UnknownName):
        cards.restore(brand, SEGMENT, "office", 9)


def test_a_retired_card_is_gone_from_what_is_offered_but_its_drafts_keep_its_voice(shop: Copilot) -> None:
    brand, cards = shop.brand(), shop.people.cards
    draft = shop.post(Ask(persona="xiaoman", topic="下雨"))
    cards.retire(brand, PERSONA, "xiaoman", by="老板")
    assert cards.states(brand, PERSONA) == ()
    with pytest.raises(UnknownName):
        shop.briefing.brief(Task.POST, Ask(persona="xiaoman"), shop.today())
    persona = shop.briefing.brief_again(draft, shop.today()).persona
    assert persona is not None
    assert persona.name == "小满"
    assert cards.bring_back(brand, PERSONA, "xiaoman").version == 3
    assert [s.card.name for s in cards.states(brand, PERSONA)] == ["小满"]


def test_a_file_that_says_otherwise_by_now_is_taken_or_left(shop: Copilot) -> None:
    brand, cards = shop.brand(), shop.people.cards
    mine = persona(shop)
    cards.save(brand, replace(mine, tone="快"), seen=1)
    with pytest.raises(InvalidInput):
        cards.take_file(brand, PERSONA, "小满")
    file = next(d for d in shop.documents() if d.name.endswith("people.yaml"))
    newer = replace(mine, who="老板")
    shop.store.brands.keep_cards(brand.id, file.id, (), (newer,))
    assert cards.get(brand, PERSONA, "小满").offered == newer
    cards.keep_own(brand, PERSONA, "小满")
    assert cards.get(brand, PERSONA, "小满").offered is None
    assert persona(shop).tone == "快"


@pytest.mark.parametrize(
    ("card", "code"),
    [
        (Persona("", " "), "text_empty"),
        (Persona("", "小满"), "card_taken"),
        (Persona("", "新", tone="长" * 500), "card_text_too_long"),
        (Persona("", "新", pet_words=("长" * 80,)), "card_entry_too_long"),
        (Segment("", "新", words=tuple(map(str, range(50)))), "card_too_many"),
        (Segment("", "长" * 50), "name_too_long"),
    ],
)
def test_cards_that_cannot_be_used_are_refused(shop: Copilot, card: Persona | Segment, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        shop.people.cards.save(shop.brand(), card, seen=0)
    assert refused.value.code == code


def test_a_persona_is_proposed_from_pasted_posts_without_personal_data(known_shop: Copilot) -> None:
    proposal = known_shop.people.proposing.persona(known_shop.brand(), POSTS)
    assert [s.hidden for s in proposal.samples] == [0, 0, 1, 0, 0]
    assert proposal.samples[2].text == "茶凉了再热，我电话…。"
    assert "讲真" in [p.text for p in proposal.pet_words]


def test_too_few_posts_are_refused_and_too_many_are_told(known_shop: Copilot) -> None:
    proposing, brand = known_shop.people.proposing, known_shop.brand()
    with pytest.raises(InvalidInput) as refused:
        proposing.persona(brand, "只有一条。")
    assert (refused.value.code, refused.value.facts["found"]) == ("samples_few", 1)
    many = proposing.persona(brand, "\n\n".join(f"第{n}条朋友圈，卖茶。" for n in range(26)))
    assert (len(many.samples), many.left_out) == (20, 6)


def test_of_a_chat_only_what_the_speaker_says_is_read() -> None:
    chat = "小满：在的，新茶到了\n周晓雯：多少钱一罐呀\n小满：一百六十八一罐\n周晓雯：有点贵，再想想"
    assert posts_in(chat) == ["在的，新茶到了", "一百六十八一罐"]
    assert posts_in(chat, "周晓雯") == ["多少钱一罐呀", "有点贵，再想想"]
    assert posts_in("结论放前面：枕头要量。\n\n今天下雨，早点收摊。") == [
        "结论放前面：枕头要量。",
        "今天下雨，早点收摊。",
    ]


def test_a_segment_is_proposed_from_learned_reviews(known_shop: Copilot) -> None:
    proposal = known_shop.people.proposing.segment_of_knowledge(known_shop.brand())
    assert len(proposal.samples) == 3
    assert "给我妈买的" in [p.text for p in proposal.situation]
    with pytest.raises(InvalidInput):
        known_shop.people.proposing.segment_of_knowledge(known_shop.brand(), "桂花乌龙")


def test_a_proposal_goes_on_without_an_embedder(known_shop: Copilot) -> None:
    def down(*_: object) -> list[float]:
        raise ModelUnreachable("down", model="m", status=0, detail="")

    proposing = replace(known_shop.people.proposing, likeness=down)
    assert proposing.segment_of_knowledge(known_shop.brand(), about="给妈妈").samples
