"""Replies: what was asked comes first, three different moves, one farewell on stop, no promise on escalation."""

from dataclasses import replace
from typing import Any

import pytest

from copilot.domain.brand import Product
from copilot.domain.conversation import Conversation, Escalation, Move, Objection, Reading, Speaker, Stand, Turn
from copilot.domain.draft import Brief, Candidate, Task, without_marks
from copilot.domain.evidence import Evidence, Fact, Role
from copilot.domain.ladder import Step
from tests.writing.offline.conftest import Write
from tests.writing.offline.judging import faultless, mean_likeness
from tests.writing.offline.shops import EN, ZH, ZH_FACTS, ZH_ROWS, Shop, numbered

PROMISES = ("保证", "一定", "马上退", "全额", "赔", "guarantee", "definitely", "we will refund", "compensat")
SAYS = {
    Objection.PRICE: ("有点贵啊", "That's a lot of money"),
    Objection.LATER: ("我再想想", "Let me think about it"),
    Objection.NO_TIME: ("最近太忙了", "No time for this right now"),
    Objection.DISTRUST: ("不会是骗人的吧", "How do I know this is real"),
    Objection.COMPETITOR: ("别家也有差不多的", "Another brand has the same"),
    Objection.ASK_OTHERS: ("我问问家里人", "I need to ask my partner"),
    Objection.EFFECT: ("怕买了没用", "I doubt it makes a difference"),
    Objection.DISTURBED: ("你们消息太多了", "Too many messages"),
}


def talk(*customer: str) -> Conversation:
    return Conversation(tuple(Turn(Speaker.CUSTOMER, words) for words in customer))


def asked(shop: Shop, words: str, reading: Reading, **more: Any) -> Brief:
    return shop.brief(Task.REPLY, conversation=talk(words), reading=reading, step=reading.step, **more)


def moves(candidate: Candidate) -> list[object]:
    return [v.idea for v in candidate.variants]


@pytest.mark.parametrize("objection", list(Objection))
@pytest.mark.parametrize("step", [Step.TRUST, Step.ACTION])
def test_each_objection_gets_different_moves(shop: Shop, objection: Objection, step: Step, write: Write) -> None:
    words = SAYS[objection][0 if shop is ZH else 1]
    brief = asked(shop, words, Reading(Stand.CONVERT, step, objection=objection))
    candidate = write(brief, shop.evidence)
    faultless(candidate, brief, shop.evidence)
    assert len(candidate.variants) >= (2 if objection is Objection.DISTURBED else 3)
    assert len(set(moves(candidate))) == len(candidate.variants)
    assert mean_likeness(candidate) < (0.25 if shop is ZH else 0.4)


def test_price_pressure_is_never_answered_with_hurry(shop: Shop, write: Write) -> None:
    brief = asked(
        shop, SAYS[Objection.PRICE][0], Reading(Stand.CONVERT, Step.ACTION, objection=Objection.PRICE), variants=5
    )
    texts = " ".join(v.text for v in write(brief, shop.evidence).variants)
    assert not any(word in texts for word in ("最后", "马上涨", "仅限", "hurry", "last chance", "only today"))


def test_a_disturbed_customer_gets_no_further_pitch(shop: Shop, write: Write) -> None:
    brief = asked(
        shop, SAYS[Objection.DISTURBED][0], Reading(Stand.CONVERT, Step.ACTION, objection=Objection.DISTURBED)
    )
    texts = [v.text for v in write(brief, shop.evidence).variants]
    assert not any("[" in text or shop.product in text for text in texts)


def test_stop_gets_one_farewell_and_nothing_else(shop: Shop, write: Write) -> None:
    brief = asked(shop, "别再发了", Reading(Stand.OTHER, None, says_stop=True, objection=Objection.DISTURBED))
    candidate = write(brief, shop.evidence)
    assert moves(candidate) == [Move.LET_GO]
    assert "[" not in candidate.variants[0].text
    assert shop.product not in candidate.variants[0].text


@pytest.mark.parametrize("escalation", list(Escalation))
def test_an_escalation_hands_over_and_promises_nothing(shop: Shop, escalation: Escalation, write: Write) -> None:
    brief = asked(shop, "我要投诉", Reading(Stand.SERVICE, None, escalation=escalation))
    candidate = write(brief, shop.evidence)
    faultless(candidate, brief, shop.evidence)
    assert set(moves(candidate)) == {Move.HOLD}
    assert len({v.text for v in candidate.variants}) == 3
    assert not any(promise in v.text.lower() for v in candidate.variants for promise in PROMISES)


def test_a_medical_matter_sends_to_a_doctor_in_every_variant(shop: Shop, write: Write) -> None:
    brief = asked(shop, "睡了头晕", Reading(Stand.SERVICE, None, escalation=Escalation.MEDICAL))
    texts = [v.text for v in write(brief, shop.evidence).variants]
    assert all(any(w in t for w in ("医生", "医院", "doctor", "looked at")) for t in texts)


@pytest.mark.parametrize(
    ("shop_", "question", "answer"),
    [
        (ZH, "荞麦枕会不会生虫子啊？", "受了潮就会"),
        (EN, "Will the Ember Pot rust at all?", "Only if you put it away wet"),
        (ZH, "睡不惯能退吗？", "签收 15 天内睡不惯可以退"),
        (EN, "Can I return it if I don't like it?", "return it within 40 days"),
        (ZH, "这个多少钱", "108"),
        (EN, "How much is it?", "$45"),
    ],
)
def test_what_was_asked_is_answered_first(shop_: Shop, question: str, answer: str, write: Write) -> None:
    brief = asked(shop_, question, Reading(Stand.CONVERT, Step.ACTION, questions=(question,)))
    candidate = write(brief, shop_.evidence)
    faultless(candidate, brief, shop_.evidence)
    assert candidate.variants[0].idea is Move.ANSWER
    assert answer in without_marks(candidate.variants[0].text)


def test_two_questions_get_two_answers(write: Write) -> None:
    questions = ("多少钱？", "荞麦枕会生虫吗？")
    brief = asked(ZH, "".join(questions), Reading(Stand.CONVERT, Step.ACTION, questions=questions))
    first = write(brief, ZH.evidence).variants[0].text
    assert "108" in first
    assert "受了潮就会" in first


def test_of_two_questions_the_one_nobody_can_answer_is_said_to_be_looked_up(write: Write) -> None:
    questions = ("荞麦枕会生虫吗？", "能刻字吗？")
    brief = asked(ZH, "".join(questions), Reading(Stand.CONVERT, Step.ACTION, questions=questions))
    for round_ in range(4):
        first = write(replace(brief, said=tuple(f"第{n}次" for n in range(round_))), ZH.evidence).variants[0].text
        assert "受了潮就会" in first
        assert any(words in first for words in ("没有准数", "核实", "问清楚"))


def test_who_has_bought_nothing_is_not_told_that_their_order_is_looked_into(write: Write) -> None:
    holding = (Role.SCRIPT, "我去查单号，今天回您走到哪了。", "几天能到", ("move:hold", "question:几天能到"))
    evidence = numbered([*ZH_ROWS, holding], ZH_FACTS)
    question = "几天能到"
    before = asked(ZH, question, Reading(Stand.CONVERT, Step.ACTION, questions=(question,)))
    bought = asked(ZH, question, Reading(Stand.SERVICE, None, questions=(question,)))
    assert Move.HOLD not in moves(write(before, evidence))
    assert Move.HOLD in moves(write(bought, evidence))


def test_who_chases_a_promise_is_told_sorry_and_gets_what_can_be_answered(write: Write) -> None:
    chat = Conversation(
        (
            Turn(Speaker.CUSTOMER, "荞麦枕会生虫吗"),
            Turn(Speaker.REP, "我去问下师傅，下午给您回复"),
            Turn(Speaker.CUSTOMER, "问了吗，等了三天了"),
        )
    )
    reading = Reading(
        Stand.CONVERT, Step.ACTION, questions=("荞麦枕会生虫吗", "问了吗"), promises=("我去问下师傅", "下午给您回复")
    )
    brief = ZH.brief(Task.REPLY, conversation=chat, reading=reading, step=Step.ACTION)
    candidate = write(brief, ZH.evidence)
    texts = [v.text for v in candidate.variants]
    assert "受了潮就会" in texts[0]
    assert all(any(w in t for w in ("对不起", "抱歉", "不好意思", "没跟上")) for t in texts)
    without = write(replace(brief, reading=replace(reading, questions=("问了吗",))), ZH.evidence).variants
    assert not any("[" in v.text for v in without)


def test_haggling_is_met_as_an_objection_and_not_looked_up(write: Write) -> None:
    question = "能便宜点不"
    reading = Reading(Stand.CONVERT, Step.ACTION, objection=Objection.PRICE, questions=(question,))
    texts = [v.text for v in write(asked(ZH, question, reading), numbered([], [])).variants]
    assert not any(w in t for t in texts for w in ("核实", "查一下", "问一下", "问清楚"))


def test_an_entry_about_another_kind_of_product_does_not_answer(write: Write) -> None:
    shop = replace(EN, brand=replace(EN.brand, products=(*EN.brand.products, Product("Ember Mug"))))
    entry = numbered(
        [
            (
                Role.FAQ,
                "Can I put the pot on a fire\nPut it on a grate beside the flames.",
                "Can I put the pot on a fire",
                ("question:Can I put the pot on a fire",),
            )
        ],
        [],
    ).items[0]
    question = "Can I put the mug in the dishwasher?"
    evidence = Evidence((replace(entry, near=0.75, answers=question),))
    brief = asked(shop, question, Reading(Stand.CONVERT, Step.INTEREST, questions=(question,)))
    assert not any("grate" in v.text for v in write(brief, evidence).variants)


def test_an_entry_only_alike_does_not_answer_a_question_about_a_matter_it_does_not_name(write: Write) -> None:
    entry = numbered(
        [
            (
                Role.FAQ,
                "趴着睡有适合的枕头吗\n枕头选薄的，家里叠一条毛巾也行。",
                "趴着睡有适合的枕头吗",
                ("question:趴着睡有适合的枕头吗",),
            )
        ],
        [],
    ).items[0]
    question = "你们的枕头可以退吗"
    evidence = Evidence((replace(entry, near=0.66, answers=question),))
    brief = asked(ZH, question, Reading(Stand.CONVERT, Step.TRUST, questions=(question,)))
    assert not any("毛巾" in v.text for v in write(brief, evidence).variants)


def test_nothing_is_invented_for_a_question_nobody_can_answer(shop: Shop, write: Write) -> None:
    question = "你们支持分期付款吗？" if shop is ZH else "Do you have a showroom in Oslo?"
    brief = asked(shop, question, Reading(Stand.OTHER, None, questions=(question,)))
    candidate = write(brief, shop.evidence)
    faultless(candidate, brief, shop.evidence)
    assert candidate.variants[0].idea is Move.ANSWER
    assert not any("[" in v.text for v in candidate.variants)
    assert any(w in candidate.variants[0].text for w in ("查", "核实", "问", "check", "ask"))


@pytest.mark.parametrize("stand", [Stand.SERVICE, Stand.REPURCHASE, Stand.REFER, Stand.OTHER])
def test_every_stand_gets_three_moves_even_without_evidence(shop: Shop, stand: Stand, write: Write) -> None:
    brief = asked(shop, "在吗" if shop is ZH else "hello", Reading(stand, None))
    candidate = write(brief, Evidence())
    faultless(candidate, brief, Evidence())
    assert len(set(moves(candidate))) == 3


def script(n: int, when: str, say: str, *tags: str) -> Evidence:
    return numbered([(Role.SCRIPT, say, when, (*tags, f"question:{when}"))] * n, [])


def test_an_approved_script_that_fits_is_said_as_it_is_approved(write: Write) -> None:
    say = "行的，您先想。高矮拿不准的话，今晚叠条毛巾垫着睡，就知道差多少了。"
    evidence = script(1, "我再考虑一下吧", say, "move:lower_cost", "objection:later", "step:action")
    brief = asked(ZH, "我再考虑一下", Reading(Stand.CONVERT, Step.ACTION, objection=Objection.LATER))
    candidate = write(brief, evidence)
    faultless(candidate, brief, evidence)
    assert without_marks(candidate.variants[0].text) == say
    assert candidate.variants[0].idea is Move.LOWER_COST
    assert len(set(moves(candidate))) == 3


def price_script(facts: list[Fact], write: Write) -> str:
    say = "{product}这会儿是{price}，规格您报给我。"
    row = (Role.SCRIPT, say, "现在买多少钱", ("move:answer", "objection:price", "step:action", "question:现在买多少钱"))
    question = "现在买多少钱？"
    brief = asked(ZH, question, Reading(Stand.CONVERT, Step.ACTION, objection=Objection.PRICE, questions=(question,)))
    return write(brief, numbered([row], facts)).variants[0].text


def test_a_scripts_price_is_filled_from_facts_and_cited(write: Write) -> None:
    text = price_script([i.fact for i in ZH.evidence.items if i.fact][:1], write)
    assert text == "竹眠荞麦枕这会儿是128 元[2]，规格您报给我[1]。"


def test_a_promotion_price_is_said_with_its_last_day_even_where_a_script_has_a_blank(write: Write) -> None:
    text = price_script([i.fact for i in ZH.evidence.items if i.fact], write)
    assert "108 元[3]" in text
    assert "到 11 月 30 日" in text


def near_script(near: float, when: str, say: str, *tags: str) -> Evidence:
    made = numbered([(Role.SCRIPT, say, when, (*tags, f"question:{when}"))], []).items[0]
    return Evidence((*(replace(i, n=i.n + 1) for i in ZH.evidence.items), replace(made, near=near)))


def test_advice_is_answered_with_the_approved_words_for_that_need_and_nothing_is_looked_up(write: Write) -> None:
    say = "怕热的先看荞麦那面，风从壳缝里走。他睡得浅吗？"
    evidence = near_script(0.8, "老公怕热用什么枕头", say, "move:ask", "step:need")
    question = "他一头汗该用哪种枕头"
    candidate = write(asked(ZH, question, Reading(Stand.CONVERT, Step.NEED, questions=(question,))), evidence)
    assert say in [without_marks(v.text) for v in candidate.variants]
    assert not any(word in v.text for v in candidate.variants for word in ("核实", "查一下", "问清楚"))


def test_at_most_one_reply_says_that_it_has_to_be_looked_up(shop: Shop, write: Write) -> None:
    question = "你们支持分期付款吗？" if shop is ZH else "Do you have a showroom in Oslo?"
    for step in Step:
        brief = asked(shop, question, Reading(Stand.CONVERT, step, questions=(question,)))
        texts = [v.text for v in write(brief, shop.evidence).variants]
        assert sum(any(w in t for w in ("核实", "查一下", "问一下", "问清楚", "check", "ask and")) for t in texts) == 1


def test_an_entry_alike_in_meaning_answers_though_it_shares_no_word(write: Write) -> None:
    question = "几时能收着货"
    entry = numbered(
        [(Role.FAQ, "多久送到\n付款第二天发，省内隔天到。", "多久送到", ("question:多久送到",))], []
    ).items[0]
    reading = Reading(Stand.CONVERT, Step.ACTION, questions=(question,))
    evidence = Evidence((replace(entry, near=0.7, answers=question),))
    first = write(asked(ZH, question, reading), evidence).variants[0]
    assert first.idea is Move.ANSWER
    assert "第二天发" in first.text


def test_a_doubt_about_a_bad_review_is_met_with_that_review_itself(write: Write) -> None:
    question = "did the knob really come loose on the second trip?"
    reading = Reading(Stand.CONVERT, Step.TRUST, questions=(question,))
    first = write(asked(EN, question, reading), EN.evidence).variants[0].text
    assert "“The knob came loose on the second trip.”" in first


def test_having_nothing_to_show_is_said_only_when_there_is_nothing(write: Write) -> None:
    brief = asked(ZH, "不会是骗人的吧", Reading(Stand.CONVERT, Step.TRUST, objection=Objection.DISTRUST))
    assert not any("空口" in v.text or "凭据，我去" in v.text for v in write(brief, ZH.evidence).variants)
    bare = Evidence(tuple(i for i in ZH.evidence.items if i.role is Role.STORY))
    prove = next(v.text for v in write(brief, bare).variants if v.idea is Move.PROVE)
    assert "凭据" in prove


def test_the_usual_price_of_one_size_is_never_set_against_the_offer_for_another(write: Write) -> None:
    small = replace(ZH_FACTS[0], note="小号 40cm")
    large = replace(ZH_FACTS[1], note="大号 60cm；换季")
    question = "多少钱"
    brief = asked(ZH, question, Reading(Stand.CONVERT, Step.ACTION, questions=(question,)))
    text = write(brief, numbered([], [small, large])).variants[0].text
    assert "128" not in text
    assert "108 元（大号 60cm）" in text


def test_a_script_whose_price_nobody_knows_is_skipped(write: Write) -> None:
    evidence = script(1, "现在买多少钱", "{product}是{price}。", "move:answer", "objection:price", "step:action")
    brief = asked(ZH, "现在买多少钱？", Reading(Stand.CONVERT, Step.ACTION, objection=Objection.PRICE))
    candidate = write(brief, evidence)
    faultless(candidate, brief, evidence)
    assert not any("{" in v.text or "[1]" in v.text for v in candidate.variants)


def test_a_policy_is_turned_to_the_customers_side(write: Write) -> None:
    brief = asked(ZH, "睡不惯能退吗？", Reading(Stand.CONVERT, Step.ACTION, questions=("睡不惯能退吗？",)))
    text = " ".join(v.text for v in write(brief, ZH.evidence).variants)
    assert "我司" not in text
    assert "15 天内" in text


def test_a_reply_without_a_reading_still_says_something(shop: Shop, write: Write) -> None:
    brief = shop.brief(Task.REPLY, conversation=talk("嗯" if shop is ZH else "ok"))
    faultless(write(brief, shop.evidence), brief, shop.evidence)


@pytest.mark.parametrize(("question", "near"), [("你们有新人礼吗", 0.6), ("108?", 0.8)])
def test_an_entry_a_little_alike_or_compared_with_bare_figures_is_no_answer(
    question: str, near: float, write: Write
) -> None:
    rows = [(Role.FAQ, "趴着睡用哪款\n枕头选薄的，家里叠一条毛巾也行。", "趴着睡用哪款", ("question:趴着睡用哪款",))]
    evidence = Evidence((replace(numbered(rows, []).items[0], near=near, answers=question),))
    brief = asked(ZH, question, Reading(Stand.CONVERT, Step.ACTION, questions=(question,)))
    assert not any("毛巾" in v.text for v in write(brief, evidence).variants)


def test_what_is_said_of_one_place_answers_nothing_about_another(write: Write) -> None:
    rows = [
        (
            Role.FAQ,
            "Do you ship to Alaska\nParcels to Alaska go out twice a week.",
            "Do you ship to Alaska",
            ("question:Do you ship to Alaska",),
        )
    ]
    for place, answered in (("Norway", False), ("Alaska", True)):
        question = f"Do you ship to {place}?"
        evidence = Evidence((replace(numbered(rows, []).items[0], near=0.8, answers=question),))
        brief = asked(EN, question, Reading(Stand.CONVERT, Step.ACTION, questions=(question,)))
        texts = [v.text for v in write(brief, evidence).variants]
        assert any("twice a week" in text for text in texts) is answered


def test_of_several_questions_an_approved_wording_about_one_does_not_take_the_answers_place(write: Write) -> None:
    rows = [*ZH_ROWS, (Role.SCRIPT, "能睡三十晚，不要了来取。", "睡不惯能退吗", ("move:answer", "step:action"))]
    found = numbered(rows, ZH_FACTS)
    items = tuple(replace(i, near=0.9) if i.role is Role.SCRIPT else i for i in found.items)
    questions = ("多少钱？", "荞麦枕会生虫吗？")
    brief = asked(ZH, "".join(questions), Reading(Stand.CONVERT, Step.ACTION, questions=questions))
    first = write(brief, Evidence(items)).variants[0].text
    assert "108" in first
    assert "受了潮就会" in first


def test_a_doubt_put_as_a_question_is_met_by_proof_and_not_by_looking_it_up(write: Write) -> None:
    reading = Reading(Stand.CONVERT, Step.TRUST, objection=Objection.DISTRUST, questions=("你们是不是骗子",))
    candidate = write(asked(ZH, "你们是不是骗子", reading), ZH.evidence)
    assert candidate.variants[0].idea is Move.PROVE


@pytest.mark.parametrize(
    "line",
    ["没电梯的每层加20元，下单前跟客人讲清楚。", "本报告不评价对健康的作用。", "结果仅对来样负责，退换不作凭据。"],
)
def test_orders_to_staff_and_the_small_print_of_reports_are_never_said(line: str, write: Write) -> None:
    role = Role.POLICY if "元" in line else Role.PROOF
    evidence = numbered([(role, line, "", ())], [])
    for step in (Step.TRUST, Step.ACTION):
        brief = asked(ZH, "我看看", Reading(Stand.CONVERT, step, objection=Objection.LATER))
        assert not any(line[:6] in v.text for v in write(brief, evidence).variants)


def test_of_two_approved_wordings_the_one_that_fits_much_less_is_left_out(write: Write) -> None:
    rows = [
        (
            Role.SCRIPT,
            "应该的，床是两个人的，我写一段给他看。",
            "要问问我老公",
            ("move:lower_cost", "objection:ask_others"),
        ),
        (Role.SCRIPT, "先问她枕头用了几年再说。", "要问问我妈要不要", ("move:answer", "objection:ask_others")),
    ]
    first, second = numbered(rows, []).items
    reading = Reading(Stand.CONVERT, Step.ACTION, objection=Objection.ASK_OTHERS)
    brief = asked(ZH, "我得问问我老公", reading)
    apart = Evidence((replace(first, near=0.7), replace(second, near=0.5)))
    alike = Evidence((replace(first, near=0.7), replace(second, near=0.65)))
    assert not any("几年" in v.text for v in write(brief, apart).variants)
    assert any("几年" in v.text for v in write(brief, alike).variants)


def test_the_need_of_a_pillow_is_not_met_with_a_quilt(write: Write) -> None:
    shop = replace(ZH, brand=replace(ZH.brand, products=(*ZH.brand.products, Product("大豆暖绒毯"))), product="")
    item = numbered([(Role.SCENE, "给家里老人送礼的，冬天盖着不沉。", "", ())], []).items[0]
    assert item.passage is not None
    of_quilt = replace(item, passage=replace(item.passage, product="大豆暖绒毯"))
    need = Reading(Stand.CONVERT, Step.NEED)
    for_pillow = shop.brief(
        Task.REPLY, product=None, conversation=talk("想要个枕头，给家里老人送礼的"), reading=need, step=Step.NEED
    )
    for_any = replace(for_pillow, conversation=talk("想给家里老人送礼的"))
    told = [" ".join(v.text for v in write(b, Evidence((of_quilt,))).variants) for b in (for_any, for_pillow)]
    assert "盖着" in told[0]
    assert "盖着" not in told[1]
