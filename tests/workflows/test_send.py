"""What was really sent: kept once without marks, marked, added up, and learned from without personal data."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from copilot.domain.draft import Draft, Task
from copilot.domain.habit import HabitKind, HabitState
from copilot.domain.ladder import Node, Step
from copilot.domain.sending import Aspect, Outcome, Sending
from copilot.errors import InvalidInput, UnknownName
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.send import without_figures
from tests.support.model_server import ModelServer
from tests.support.shop import written_by
from tests.workflows.conftest import OpenCopilot

PHONE, NAME = "13812345678", "周晓雯"
ASKED = "这个白茶有点贵，能便宜点吗"
XIAOMAN = Ask(persona="xiaoman")


def chat(*said: str) -> str:
    return json.dumps([{"role": "customer", "text": text} for text in said])


def a_reply(shop: Copilot, text: str, said: str = ASKED, ask: Ask = XIAOMAN) -> Draft:
    """A stored draft whose first variant says `text`."""
    draft = shop.reply(chat(said), ask).draft
    first = replace(draft.variants[0], text=text, plain=text)
    made = replace(draft, id=f"made-{draft.id}", text=text, variants=(first, *draft.variants[1:]))
    shop.store.drafts.save(made)
    return made


def a_sending(shop: Copilot, text: str, out: str, said: str = ASKED, ask: Ask = XIAOMAN) -> Sending:
    return shop.people.sending.sent(a_reply(shop, text, said, ask), 1, out)


def test_a_sending_knows_the_suggestion_and_where_the_customer_stood(shop: Copilot) -> None:
    draft = shop.reply(chat(ASKED), XIAOMAN).draft
    text = draft.variants[0].text
    sending = shop.people.sending.sent(draft, 1, text, "c7")
    assert (sending.edited, sending.text, sending.suggested) == (0.0, draft.variants[0].plain, draft.variants[0].plain)
    assert (sending.node, sending.step, sending.persona_id) == (Node.CONVERT, Step.ACTION, "xiaoman")
    assert (sending.prompt, sending.customer_id, sending.move) == ("offline", "c7", draft.variants[0].idea)
    assert shop.people.sending.of_customer("c7") == (sending,)
    assert shop.people.sending.of_draft(draft) == {1: sending}


def test_pressing_twice_keeps_one_and_the_first_suggestion_stays_the_suggestion(shop: Copilot) -> None:
    draft = a_reply(shop, "亲，九十度的水就行")
    first = shop.people.sending.sent(draft, 1, "亲，九十度的水就行")
    saved = shop.revise(draft, 1, "九十度的水就行")
    again = shop.people.sending.sent(saved, 1, saved.variants[0].plain)
    assert again.id == first.id
    assert (again.suggested, again.text) == ("亲，九十度的水就行", "九十度的水就行")
    assert len(shop.people.sending.recent(shop.brand())) == 1


def test_what_cannot_have_been_sent_is_refused(shop: Copilot) -> None:
    draft = shop.reply(chat(ASKED)).draft
    with pytest.raises(InvalidInput):
        shop.people.sending.sent(draft, 1, " [1] ")
    with pytest.raises(UnknownName):
        shop.people.sending.sent(draft, 9, "好")
    with pytest.raises(UnknownName):
        shop.people.sending.undo(1)


def test_an_undone_sending_can_be_put_back(shop: Copilot) -> None:
    sending = a_sending(shop, "好的", "好的")
    shop.people.sending.mark(sending.id, Outcome.BOUGHT)
    gone = shop.people.sending.undo(sending.id)
    assert shop.people.sending.recent(shop.brand()) == ()
    assert shop.people.sending.put_back(gone).outcome is Outcome.BOUGHT


def test_figures_add_up_by_aspect_and_are_empty_without_sendings(shop: Copilot) -> None:
    brand, sending = shop.brand(), shop.people.sending
    assert sending.figures(brand, Aspect.STEP).total.sent == 0
    kept = a_sending(shop, "可以先买小包装", "可以先买小包装")
    a_sending(shop, "可以先买小包装试试", "先买小包装吧", said="白茶怎么泡好喝", ask=Ask())
    sending.mark(kept.id, Outcome.REPLIED)
    figures = sending.figures(brand, Aspect.PERSONA, days=7)
    assert (figures.total.sent, figures.total.as_suggested, figures.total.replied) == (2, 1, 1)
    assert {f.group: f.sent for f in figures.groups} == {"xiaoman": 1, "": 1}


def test_a_word_that_is_always_removed_becomes_a_rule_that_writing_and_checking_follow(shop: Copilot) -> None:
    for talk in ("九十度的水就行", "没拆封七天内能退", "罐子拧开要使点劲", "下午喝完就好"):
        a_sending(shop, f"亲，{talk}", talk)
    brand, sending = shop.brand(), shop.people.sending
    (proposal,) = sending.persona_proposals(brand)
    assert (proposal.habit.kind, proposal.habit.word, proposal.times, proposal.of) == (HabitKind.REMOVED, "亲", 4, 4)
    sending.decide(brand, proposal.habit, HabitState.ACCEPTED, "店长")
    assert sending.persona_proposals(brand) == ()
    draft = a_reply(shop, "在的")
    assert shop.briefing.brief_again(draft, shop.today()).persona.never == ("宝子", "亲")  # type: ignore[union-attr]
    found = {f.rule: f.quote for f in shop.check_edit(draft, "亲，在的").findings}
    assert found["persona_never"] == "亲"
    assert "persona_never" not in {f.rule for f in shop.check_edit(draft, "给母亲买的").findings}
    assert "亲" in shop.briefing.brief(Task.REPLY, XIAOMAN, shop.today()).persona.never  # type: ignore[union-attr]
    sending.withdraw(brand, proposal.habit)
    assert len(sending.persona_proposals(brand)) == 1


def test_a_dismissed_habit_stays_dismissed(shop: Copilot) -> None:
    brand, sending = shop.brand(), shop.people.sending
    for talk in ("九十度的水就行", "没拆封七天内能退", "罐子拧开要使点劲"):
        a_sending(shop, f"亲，{talk}", talk)
    sending.decide(brand, sending.persona_proposals(brand)[0].habit, HabitState.DISMISSED)
    a_sending(shop, "亲，下午喝完就好", "下午喝完就好")
    assert sending.persona_proposals(brand) == ()
    assert shop.store.brands.personas(brand.id)[0].never == ("宝子",)
    with pytest.raises(UnknownName):
        sending.decide(brand, replace(sending.decisions(brand)[0].habit, persona_id="nobody"), HabitState.ACCEPTED)


def examples(shop: Copilot, said: str, ask: Ask = XIAOMAN) -> tuple[str, ...]:
    shop, model = written_by(shop, "【1｜先答】好的")
    shop.reply(chat(said), ask)
    sent = model.requests[0].messages[-1].content
    return tuple(line[2:] for line in sent.partition("<sent>")[2].partition("</sent>")[0].strip().splitlines())


def test_replies_that_did_well_are_examples_in_a_like_situation_only(shop: Copilot) -> None:
    well = a_sending(shop, "亲，可以便宜", "贵有贵的道理，您先买 50 克小包装试试")
    shop.people.sending.mark(well.id, Outcome.REPLIED)
    assert examples(shop, "有点贵呀，能不能便宜点") == ("贵有贵的道理，您先买 … 克小包装试试",)
    assert examples(shop, "有点贵呀，能不能便宜点", Ask()) == ()
    assert examples(shop, "高山白茶用多少度的水泡") == ()


@pytest.mark.parametrize(
    ("suggested", "out", "outcome", "taken"),
    [
        ("可以先买小包装试试", "可以先买小包装试试", None, True),
        ("可以先买小包装试试", "可以先买小包装试试", Outcome.SILENT, False),
        ("可以先买小包装试试", "可以先买小包装试试", Outcome.STOP, False),
        ("可以先买小包装试试", "贵有贵的道理，不急", None, False),
        ("可以先买小包装试试", "贵有贵的道理，不急", Outcome.BOUGHT, True),
    ],
)
def test_examples_are_what_was_let_stand_or_reworded_with_success(
    shop: Copilot, suggested: str, out: str, outcome: Outcome | None, taken: bool
) -> None:
    sending = a_sending(shop, suggested, out)
    shop.people.sending.mark(sending.id, outcome)
    assert (examples(shop, ASKED) != ()) is taken


def test_there_are_at_most_three_examples_the_likest_first(shop: Copilot) -> None:
    for n, said in enumerate(("太贵了能便宜点吗", "贵了，便宜点行不行", "能便宜点吗有点贵", ASKED)):
        sending = a_sending(shop, "好的", f"第{'一二三四'[n]}种说法，先试小包装", said=said)
        shop.people.sending.mark(sending.id, Outcome.BOUGHT)
    found = examples(shop, ASKED)
    assert len(found) == 3
    assert found[0] == "第四种说法，先试小包装"


def test_no_personal_data_of_one_customer_reaches_the_model_of_another(data: Path, open_copilot: OpenCopilot) -> None:
    compared: list[str] = []
    with ModelServer() as server:
        shop = open_copilot(data, model="play", base_url=server.base_url, api_key="k")

        def watching(asked: Sequence[str], known: Sequence[str]) -> Sequence[float]:
            compared.extend([*asked, *known])
            return [1.0] * len(known)

        sending = replace(shop.people.sending, nearness=watching)
        shop = replace(shop, replying=replace(shop.replying, examples=sending.examples))
        draft = shop.reply(
            f"{NAME}：我是{NAME}，住杭州市西湖区文三路 12 号 3 幢，白茶有点贵，电话{PHONE}", XIAOMAN
        ).draft
        out = f"晓雯，{NAME}您好，先试小包装，打{PHONE}给您，寄到文三路 12 号 3 幢，加微信 lin_tea_88"
        kept = sending.sent(draft, 1, out)
        sending.mark(kept.id, Outcome.BOUGHT)
        server.requests.clear()
        shop.reply(chat("白茶有点贵呀"), XIAOMAN)
        asked = json.dumps(server.requests, ensure_ascii=False)
    assert "先试小包装" in asked
    assert kept.text == out
    for secret in (NAME, "晓雯", PHONE, "文三路", "lin_tea_88", "⟦"):
        assert secret not in asked, secret
    assert all(secret not in " ".join(compared) for secret in (NAME, "晓雯", PHONE, "文三路"))


def test_figures_and_placeholders_are_left_out_of_an_example() -> None:
    assert without_figures("⟦名字A⟧，129 一罐，11月30日前 9.5 折") == "…，… 一罐，…月…日前 … 折"


def test_deleting_a_customer_leaves_nothing_to_learn_from(shop: Copilot) -> None:
    ann = shop.people.customers.add(shop.brand(), "安小姐")
    draft = a_reply(shop, "贵有贵的道理")
    shop.people.sending.sent(draft, 1, "贵有贵的道理", ann.id)
    shop.people.customers.delete(ann.id)
    assert (shop.store.drafts.get(draft.id), examples(shop, ASKED)) == (None, ())


def test_the_outcome_stop_puts_the_customer_on_the_stop_list_until_the_mark_is_taken_off(shop: Copilot) -> None:
    customers, sending = shop.people.customers, shop.people.sending
    ann = customers.add(shop.brand(), "安小姐")
    kept = sending.sent(a_reply(shop, "贵有贵的道理"), 1, "贵有贵的道理", ann.id)
    sending.mark(kept.id, Outcome.STOP)
    assert customers.get(ann.id).stopped
    assert [(s.text, s.outcome) for s in customers.card(ann.id).sent] == [("贵有贵的道理", Outcome.STOP)]
    sending.mark(kept.id, None)
    assert (customers.get(ann.id).stopped, customers.card(ann.id).events) == (False, ())
    customers.stop(ann.id, "电话里说的")
    sending.mark(kept.id, Outcome.STOP)
    sending.mark(kept.id, Outcome.REPLIED)
    assert customers.get(ann.id).stop_words == "电话里说的"


def test_warming_up_encodes_what_examples_are_compared_by(shop: Copilot) -> None:
    compared: list[str] = []

    def watching(asked: Sequence[str], known: Sequence[str]) -> Sequence[float]:
        compared.extend([*asked, *known])
        return [0.0] * len(known)

    sending = replace(shop.people.sending, nearness=watching)
    sending.warm(shop.brand())
    assert compared == []
    a_sending(shop, "先试小包装", "先试小包装")
    sending.warm(shop.brand())
    assert set(compared) == {ASKED}
