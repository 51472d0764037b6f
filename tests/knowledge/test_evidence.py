"""Evidence chosen for a brief, over a search whose answers are written here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from copilot.domain.audience import Segment
from copilot.domain.brand import Brand, Product
from copilot.domain.channel import Channel, ChannelForm, Reach
from copilot.domain.conversation import Conversation, Objection, Reading, Speaker, Stand, Turn
from copilot.domain.draft import Brief, Task
from copilot.domain.evidence import Fact, Field, Gap, Passage, Role, SearchHit, Source
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.domain.query import SearchQuery
from copilot.knowledge.evidence import gather_evidence
from copilot.knowledge.evidence_scripts import blended

TODAY = date(2026, 11, 23)
BRAND = Brand(id="b", name="松鼠床品", products=(Product("竹炭枕", aliases=("小竹",)), Product("蚕丝被")))
FORM = ChannelForm(Channel.PRIVATE_CHAT, Reach.ONE_TO_ONE, 80, None, None, None, None, "test")
BRIEF = Brief(Task.SELLING_POINTS, BRAND, Language.ZH, TODAY, FORM, step=Step.ACTION, product="竹炭枕")


def passage(passage_id: str, role: Role, text: str = "", product: str | None = "竹炭枕", *tags: str) -> Passage:
    source = Source("doc", "资料", 1, passage_id)
    return Passage(passage_id, text or f"{passage_id}写的是别处没有的话", role, source, product=product, tags=tags)


def fact(field: str, value: str, begin: date | None = None, end: date | None = None, product: str = "竹炭枕") -> Fact:
    return Fact(product, field, value, "元/只", Source("list", "价格表", 1, f"价目!B{value}"), begin, end)


def searcher(*passages: Passage, meaning: float = 0.6) -> Callable[[SearchQuery], Sequence[SearchHit]]:
    def search(query: SearchQuery) -> Sequence[SearchHit]:
        found = [p for p in passages if not query.roles or p.role in query.roles]
        return [SearchHit(p, 0.9 - i / 50, 1.0, meaning) for i, p in enumerate(found)][: query.k]

    return search


def reply(said: str, step: Step, objection: Objection | None = None, questions: tuple[str, ...] = ()) -> Brief:
    reading = Reading(Stand.CONVERT, step, objection, questions=questions)
    conversation = Conversation((Turn(Speaker.CUSTOMER, said),))
    return replace(BRIEF, task=Task.REPLY, step=step, product=None, conversation=conversation, reading=reading)


def test_a_price_in_force_is_said_with_its_dates() -> None:
    member = fact(Field.MEMBER_PRICE, "359", date(2026, 11, 20), date(2026, 11, 30))
    evidence = gather_evidence(BRIEF, searcher(), [member])
    assert evidence.items[0].text == "竹炭枕 会员价 359 元/只（11月20日至11月30日）"
    assert evidence.items[0].role is Role.OFFER
    assert evidence.items[0].fact == member


def test_a_price_is_said_in_english_and_with_the_year_where_it_is_another() -> None:
    brief = replace(BRIEF, language=Language.EN)
    offer = fact(Field.PROMOTION_PRICE, "299", None, date(2027, 1, 3))
    assert gather_evidence(brief, searcher(), [offer]).items[0].text == (
        "竹炭枕 promotion price 299 元/只 (until Jan 3, 2027)"
    )


def test_expired_and_future_facts_are_never_evidence() -> None:
    facts = [
        fact(Field.PROMOTION_PRICE, "199", date(2026, 11, 1), date(2026, 11, 11)),
        fact(Field.PROMOTION_PRICE, "189", date(2026, 12, 10), date(2026, 12, 12)),
        fact(Field.LIST_PRICE, "399"),
    ]
    items = gather_evidence(BRIEF, searcher(), facts).items
    assert [i.fact.value for i in items if i.fact] == ["399"]


def test_a_passage_that_repeats_an_expired_fact_is_left_out() -> None:
    row = replace(passage("row", Role.OFFER, "双十一 竹炭枕 199"), source=Source("list", "价格表", 1, "价目!A199:D199"))
    dated = passage("dated", Role.OFFER, "双十二 189 元", "竹炭枕", "valid_from:2026-12-10")
    expired = fact(Field.PROMOTION_PRICE, "199", None, date(2026, 11, 11))
    assert gather_evidence(BRIEF, searcher(row, dated), [expired]).items == ()


def test_disputed_prices_are_not_quoted() -> None:
    facts = [fact(Field.LIST_PRICE, "399"), fact(Field.LIST_PRICE, "429"), fact(Field.MEMBER_PRICE, "359")]
    items = gather_evidence(BRIEF, searcher(), facts).items
    assert [i.fact.value for i in items if i.fact] == ["359"]


def test_facts_of_other_products_stay_out() -> None:
    assert gather_evidence(BRIEF, searcher(), [fact(Field.LIST_PRICE, "899", product="蚕丝被")]).items == ()


def test_passages_are_chosen_for_the_step_and_numbered_from_one() -> None:
    passages = [passage(f"{role}-{n}", role) for role in (Role.STORY, Role.POLICY, Role.FAQ) for n in range(4)]
    items = gather_evidence(BRIEF, searcher(*passages), [fact(Field.LIST_PRICE, "399")], limit=8).items
    assert [i.n for i in items] == list(range(1, len(items) + 1))
    assert 5 <= len(items) <= 8
    assert Role.STORY not in {i.role for i in items}
    assert items[0].fact is not None
    assert items[1].role is Role.POLICY


def test_scripts_come_after_every_source_of_fact_and_the_fitting_one_first() -> None:
    later = script("later", "我再等等吧", "不着急慢慢看", "objection:later")
    price, plain = script("price", "有点贵啊", "按天算", "objection:price"), script("plain", "贵不贵", "看用多久")
    near = {"我再等等吧": 0.5, "有点贵啊": 0.9, "贵不贵": 0.95}
    brief = reply("有点贵", Step.ACTION, Objection.PRICE)
    given = searcher(later, plain, price, passage("policy", Role.POLICY))
    items = gather_evidence(brief, given, [], nearness=alike(**near)).items
    assert [i.passage_id for i in items][:2] == ["policy", "price"]
    assert "later" not in {i.passage_id for i in items}


def test_a_must_have_role_that_is_missing_is_a_gap() -> None:
    trust = replace(BRIEF, step=Step.TRUST)
    assert gather_evidence(trust, searcher(passage("p", Role.POLICY)), []).gaps == (Gap(Role.PROOF, "竹炭枕"),)
    assert gather_evidence(trust, searcher(passage("p", Role.PROOF)), []).gaps == ()


def test_trust_hears_a_customer_who_was_not_content() -> None:
    good = [passage(f"good{n}", Role.PROOF, f"第{n}位客人说睡得好", "竹炭枕", "rating:5") for n in range(6)]
    bad = passage("bad", Role.PAIN, "有味道，晾了一周才散", "竹炭枕", "rating:2")
    items = gather_evidence(replace(BRIEF, step=Step.TRUST), searcher(*good, bad), []).items
    ids = [i.passage_id for i in items]
    assert "good0" in ids
    assert "bad" in ids


def test_a_customers_question_is_answered_first_or_is_a_gap() -> None:
    brief = reply("孕妇能用吗", Step.NEED, questions=("孕妇能用吗",))
    answer, pain = passage("answer", Role.FAQ, "孕妇可以用，竹炭不接触皮肤"), passage("pain", Role.PAIN)
    items = gather_evidence(brief, searcher(answer, pain), []).items
    assert items[0].passage_id == "answer"
    weak = gather_evidence(brief, searcher(pain, meaning=0.1), [])
    assert Gap(None, "孕妇能用吗") not in gather_evidence(brief, searcher(answer, pain), []).gaps
    assert weak.gaps == (Gap(None, "孕妇能用吗"),)


def test_a_question_that_nothing_comes_near_is_a_gap() -> None:
    brief = reply("孕妇能用吗", Step.NEED, questions=("孕妇能用吗",))

    def far(_: SearchQuery) -> Sequence[SearchHit]:
        return [SearchHit(passage("far", Role.PAIN), 0.2, 0.0, 0.1)]

    assert Gap(None, "孕妇能用吗") in gather_evidence(brief, far, []).gaps


def test_no_item_says_what_another_says() -> None:
    twins = [passage("a", Role.POLICY, "三十天无理由退货。"), passage("b", Role.POLICY, "三十天无理由退货！")]
    assert len(gather_evidence(BRIEF, searcher(*twins), []).items) == 1


def test_the_product_is_taken_from_the_customers_words() -> None:
    asked: list[str | None] = []

    def search(query: SearchQuery) -> Sequence[SearchHit]:
        asked.append(query.product)
        return []

    brief = reply("小竹多少钱", Step.ACTION)
    evidence = gather_evidence(brief, search, [fact(Field.LIST_PRICE, "399")])
    assert set(asked) == {"竹炭枕"}
    assert evidence.items[0].text == "竹炭枕 日常价 399 元/只"


def test_without_product_and_topic_the_segments_pains_are_asked_for() -> None:
    asked: list[str] = []

    def search(query: SearchQuery) -> Sequence[SearchHit]:
        asked.append(query.text)
        return []

    segment = Segment("s", "新手妈妈", pains=("夜里总醒",))
    gather_evidence(replace(BRIEF, product=None, segment=segment, step=Step.INTEREST), search, [])
    assert set(asked) == {"夜里总醒"}


def test_a_topic_is_asked_for_in_its_own_words_and_not_drowned_in_the_segments() -> None:
    asked: list[str] = []

    def search(query: SearchQuery) -> Sequence[SearchHit]:
        asked.append(query.text)
        return []

    segment = Segment("s", "老客", pains=("会员价怎么没了",), words=("还是上次那个",))
    brief = replace(
        BRIEF, task=Task.POST, product=None, step=None, node=Node.OPERATE, segment=segment, topic="床单几天一换"
    )
    gather_evidence(brief, search, [])
    assert set(asked) == {"床单几天一换"}


def test_a_post_that_only_stays_in_touch_is_given_no_price() -> None:
    facts = [fact(Field.LIST_PRICE, "399"), fact("高度", "12")]
    for node, fields in ((Node.OPERATE, ["高度"]), (Node.REPURCHASE, [Field.LIST_PRICE, "高度"])):
        brief = replace(BRIEF, task=Task.POST, step=None, node=node)
        assert [i.fact.field for i in gather_evidence(brief, searcher(), facts).items if i.fact] == fields


@pytest.mark.parametrize("topic", ["会员价和活动", "感恩季的优惠", "what it costs", "our winter sale"])
def test_a_topic_that_asks_for_prices_is_given_them_all_the_same(topic: str) -> None:
    brief = replace(BRIEF, task=Task.POST, step=None, node=Node.OPERATE, topic=topic)
    evidence = gather_evidence(brief, searcher(), [fact(Field.LIST_PRICE, "399")])
    assert [i.fact.field for i in evidence.items if i.fact] == [Field.LIST_PRICE]


def test_what_a_customer_wrote_in_private_is_never_evidence() -> None:
    private = passage("p", Role.PAIN, "我住三楼没电梯，腰不好", "竹炭枕", "from:chat")
    brief = replace(BRIEF, step=Step.NEED)
    evidence = gather_evidence(brief, searcher(private, passage("q", Role.PAIN, "枕头塌了")), ())
    assert [i.text for i in evidence.items] == ["枕头塌了"]


def alike(**near: float) -> Callable[[Sequence[str], Sequence[str]], Sequence[float]]:
    return lambda _, known: [near.get(question, 0.0) for question in known]


def script(passage_id: str, question: str, text: str, *tags: str, product: str | None = None) -> Passage:
    return passage(passage_id, Role.SCRIPT, text, product, f"question:{question}", *tags)


def scripts_in(brief: Brief, *given: Passage, near: dict[str, float]) -> list[str]:
    items = gather_evidence(brief, searcher(*given), [], nearness=alike(**near)).items
    return [i.passage_id for i in items if i.role is Role.SCRIPT]


def test_only_scripts_whose_question_is_the_customers_are_evidence() -> None:
    brief = reply("老公怕热睡什么枕头", Step.NEED)
    fitting = script("hot", "老公怕热什么枕头", "怕热看荞麦", "step:need")
    other = script("late", "快递怎么还没到", "我去查单号")
    assert scripts_in(brief, other, fitting, near={"老公怕热什么枕头": 0.9, "快递怎么还没到": 0.4}) == ["hot"]


def test_a_script_made_for_another_age_is_not_said() -> None:
    brief = reply("孩子5岁睡多高", Step.NEED)
    four = script("four", "四岁的孩子睡多高", "四岁可以用薄的", "step:need")
    assert scripts_in(brief, four, near={"四岁的孩子睡多高": 0.9}) == []


def test_notes_among_colleagues_are_never_evidence() -> None:
    notes = [
        passage("a", Role.FAQ, "整理：客服组。以这一份为准。"),
        passage("b", Role.SCENE, "本手册供门店同事查用。"),
        passage("c", Role.SCENE, "Plain facts for everyone who answers customers."),
    ]
    said = passage("d", Role.SCENE, "怕热的人夏天用")
    items = gather_evidence(replace(BRIEF, step=Step.NEED), searcher(*notes, said), []).items
    assert [i.passage_id for i in items] == ["d"]


def test_doubt_is_met_with_proof_and_with_the_terms_for_coming_back() -> None:
    stories = [passage(f"s{n}", Role.STORY) for n in range(9)]
    proof, terms = passage("p", Role.PROOF, "送检合格"), passage("t", Role.POLICY, "三十晚不合适能退")
    items = gather_evidence(reply("靠谱吗", Step.TRUST, Objection.DISTRUST), searcher(*stories, proof, terms), []).items
    assert {"p", "t"} <= {i.passage_id for i in items}


def test_an_item_tells_which_question_it_answers_and_how_near() -> None:
    entry = passage("e", Role.FAQ, "下午三点前付款当天发", None, "question:几天能到货")
    brief = reply("几天能到", Step.ACTION, questions=("几天能到",))
    item = gather_evidence(brief, searcher(entry), [], nearness=alike(几天能到货=0.9)).items[0]
    assert item.answers == "几天能到"
    assert item.near > 0.6


def test_grammar_alone_makes_no_two_questions_alike() -> None:
    asked = "怀孕了能用吗"
    same_shape, same_matter = blended(
        [asked], ["买完降价了能补吗", "怀孕的人能用吗"], lambda _, known: [0.3] * len(known)
    )
    assert same_shape.shared == 0.0
    assert same_matter.shared > 0.0


def listed(product: str, value: str, document: str = "价格表") -> Fact:
    return Fact(product, Field.LIST_PRICE, value, "元/只", Source(document, document, 1, f"价目!B{value}"))


def test_a_disputed_value_is_in_no_item_and_the_gap_says_who_says_what() -> None:
    facts = [listed("竹炭枕", "399"), listed("竹炭枕", "369", "手册")]
    told = passage("told", Role.POLICY, "竹炭枕 369 元，三十天能退")
    quiet = passage("quiet", Role.POLICY, "三十天能退")
    evidence = gather_evidence(BRIEF, searcher(told, quiet), facts)
    assert [i.passage_id for i in evidence.items] == ["quiet"]
    assert Gap(None, "竹炭枕 日常价", disputed="价格表 399 元/只, 手册 369 元/只") in evidence.gaps


def test_a_dispute_about_another_product_concerns_nobody() -> None:
    facts = [listed("蚕丝被", "899"), listed("蚕丝被", "999", "手册"), listed("竹炭枕", "399")]
    evidence = gather_evidence(BRIEF, searcher(passage("p", Role.POLICY)), facts)
    assert [g for g in evidence.gaps if g.disputed] == []
    assert evidence.items[0].fact == facts[2]


FAMILY = replace(BRAND, products=(Product("竹炭枕"), Product("竹炭枕 Pro"), Product("蚕丝被")))


def test_a_question_for_a_range_gets_the_products_in_it_whatever_was_spoken_of_before() -> None:
    facts = [listed("竹炭枕", "199"), listed("竹炭枕 Pro", "349"), listed("蚕丝被", "320")]
    brief = replace(reply("三百左右的枕头有吗", Step.NEED), brand=FAMILY, product="竹炭枕")
    other, own = passage("other", Role.SCENE, product="蚕丝被"), passage("own", Role.SCENE, product="竹炭枕 Pro")
    evidence = gather_evidence(brief, searcher(other, own), facts)
    assert evidence.choice is not None
    assert evidence.choice.products == ("竹炭枕 Pro",)
    assert [i.fact.value for i in evidence.items if i.fact] == ["349"]
    assert "other" not in {i.passage_id for i in evidence.items}


def test_a_name_that_could_mean_two_models_gives_both_prices() -> None:
    facts = [listed("竹炭枕", "199"), listed("竹炭枕 Pro", "349")]
    brief = replace(reply("竹炭枕多少钱", Step.ACTION), brand=FAMILY)
    evidence = gather_evidence(brief, searcher(), facts)
    assert evidence.choice is not None
    assert [(i.fact.product, i.fact.value) for i in evidence.items if i.fact] == [
        ("竹炭枕", "199"),
        ("竹炭枕 Pro", "349"),
    ]


def test_evidence_for_a_pro_has_nothing_of_the_model_without_it() -> None:
    facts = [listed("竹炭枕", "199"), listed("竹炭枕 Pro", "349")]
    asked: list[str | None] = []

    def search(query: SearchQuery) -> Sequence[SearchHit]:
        asked.append(query.product)
        return []

    brief = replace(reply("竹炭枕 Pro 多少钱", Step.ACTION), brand=FAMILY)
    evidence = gather_evidence(brief, search, facts)
    assert set(asked) == {"竹炭枕 Pro"}
    assert [i.fact.value for i in evidence.items if i.fact] == ["349"]


def test_a_follow_up_is_asked_about_the_product_spoken_of_with_its_topic() -> None:
    asked: list[tuple[str | None, str]] = []

    def search(query: SearchQuery) -> Sequence[SearchHit]:
        asked.append((query.product, query.text))
        return []

    turns = (
        Turn(Speaker.CUSTOMER, "蚕丝被能洗吗"),
        Turn(Speaker.REP, "不能水洗"),
        Turn(Speaker.CUSTOMER, "小竹能洗吗"),
        Turn(Speaker.REP, "外套能"),
        Turn(Speaker.CUSTOMER, "另外一款呢"),
    )
    brief = replace(reply("", Step.NEED), conversation=Conversation(turns), reading=Reading(Stand.CONVERT, Step.NEED))
    gather_evidence(brief, search, [])
    assert {product for product, _ in asked} == {"蚕丝被"}
    assert "另外一款呢 洗" in {text for _, text in asked}
