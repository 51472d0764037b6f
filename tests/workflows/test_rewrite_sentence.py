"""One sentence of a draft is said otherwise; everything outside it stays, to the byte; figures and sources stay or come
from the evidence."""

from dataclasses import replace

import pytest

from copilot.domain.draft import Draft, Variant, without_marks
from copilot.domain.sentences import SentenceWish, sentences
from copilot.domain.spending import CallPurpose
from copilot.errors import BudgetReached, Conflict, InvalidInput, ModelFailed, ModelUnreachable
from copilot.llm.scripted import ScriptedModel
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.draft import cite
from copilot.workflows.rewrite_sentence import SentenceRewriting
from copilot.writing import ExactTokenCounter
from copilot.writing.sentence_rewriter import SentenceRewriter
from tests.support.calendar import MEI, written
from tests.support.model_server import ModelServer
from tests.support.shop import ROOT
from tests.workflows.conftest import OpenCopilot

FIRST = "昨天来了位阿姨，问这茶晚上能不能喝。\n"
SECOND = "其实非常简单，高山白茶现在129元一罐[{n}]，赶紧下单吧！"
LAST = " 下午喝完就好🍵\n"


def a_draft(shop: Copilot, second: str = SECOND) -> Draft:
    """A stored post with a price that its evidence proves."""
    draft = shop.post(Ask(persona="xiaoman", product="白茶", topic="会员价和活动"))
    price = next(item for item in draft.evidence if "129" in item.text)
    text = FIRST + second.replace("{n}", str(price.n)) + LAST
    variant = Variant(text, without_marks(text), draft.step, None, "", cite(text, draft.evidence), ())
    return shop.store.drafts.revise(draft.id, text, (variant,), expected_version=1)


def mark_of(draft: Draft) -> str:
    return next(f"[{item.n}]" for item in draft.evidence if "129" in item.text)


def desk(shop: Copilot, *answers: str | ModelFailed) -> tuple[SentenceRewriting, ScriptedModel]:
    model = ScriptedModel(answers)
    rewriter = SentenceRewriter.load(ROOT / "prompts", model, ExactTokenCounter())
    return replace(shop.sentences, rewriter=rewriter), model


def test_only_that_sentence_changes_as_a_new_version_that_is_checked(known_shop: Copilot) -> None:
    draft = a_draft(known_shop)
    rewriting, _ = desk(known_shop, "高山白茶这几天129元一罐。")
    proposal = rewriting.propose(draft, 1, 2, SentenceWish.PLAINER)
    assert known_shop.store.drafts.get(draft.id) == draft
    after = rewriting.take(proposal)
    assert after.text == FIRST + f"高山白茶这几天129元一罐{mark_of(draft)}。" + LAST
    assert (after.version, [c.n for c in after.variants[0].citations]) == (3, [int(mark_of(draft)[1:-1])])
    assert (proposal.by, len(known_shop.store.drafts.versions(draft.id))) == ("scripted", 3)


def test_it_is_taken_back_and_every_version_is_kept(known_shop: Copilot) -> None:
    draft = a_draft(known_shop)
    rewriting, _ = desk(known_shop, "高山白茶这几天129元一罐。")
    after = rewriting.take(rewriting.propose(draft, 1, 2, SentenceWish.PLAINER))
    back = rewriting.undo(after, 1)
    assert (back.text, back.version) == (draft.text, 4)
    assert rewriting.former(back, 1) == after.text


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("高山白茶这几天99元一罐。", "sentence_figure_new"),
        ("高山白茶这几天价钱不错。", "sentence_figure_lost"),
        ("其实非常简单，高山白茶现在129元一罐，赶紧下单吧！", "nothing_changed"),
        ("129元一罐，" + "您慢慢喝，" * 20, "sentence_too_long"),
    ],
)
def test_what_breaks_a_rule_twice_is_refused_with_its_reason(known_shop: Copilot, answer: str, code: str) -> None:
    draft = a_draft(known_shop)
    rewriting, model = desk(known_shop, answer, answer)
    with pytest.raises(InvalidInput) as told:
        rewriting.propose(draft, 1, 2, SentenceWish.WARMER)
    assert (told.value.code, len(model.requests)) == (code, 2)
    assert known_shop.store.drafts.get(draft.id) == draft


def test_a_second_answer_that_keeps_the_rules_is_taken(known_shop: Copilot) -> None:
    rewriting, _ = desk(known_shop, "现在99元。", "高山白茶129元一罐。")
    proposal = rewriting.propose(a_draft(known_shop), 1, 2, SentenceWish.SHORTER)
    assert without_marks(proposal.after) == "高山白茶129元一罐。"


def test_a_figure_in_words_that_nothing_proves_is_refused_by_the_check(known_shop: Copilot) -> None:
    answer = "高山白茶129元一罐，比平时便宜八十八块。"
    rewriting, _ = desk(known_shop, answer, answer)
    with pytest.raises(InvalidInput) as told:
        rewriting.propose(a_draft(known_shop), 1, 2, SentenceWish.OTHER_ANGLE)
    assert told.value.code == "sentence_unsupported"


def test_of_two_who_rewrite_at_once_the_second_is_told(known_shop: Copilot) -> None:
    draft = a_draft(known_shop)
    rewriting, _ = desk(known_shop, "高山白茶129元一罐。", "白茶这几天129元。")
    first, second = (rewriting.propose(draft, 1, 2, SentenceWish.SHORTER) for _ in range(2))
    rewriting.take(first)
    with pytest.raises(Conflict):
        rewriting.take(second)


def test_offline_what_pushes_is_left_out(known_shop: Copilot) -> None:
    draft = a_draft(known_shop)
    proposal = known_shop.sentences.propose(draft, 1, 2, SentenceWish.LESS_SALESY)
    assert (proposal.by, proposal.after) == ("offline", f"其实非常简单，高山白茶现在129元一罐{mark_of(draft)}。")


@pytest.mark.parametrize(("sentence", "wish"), [(1, SentenceWish.OTHER_ANGLE), (1, SentenceWish.PLAINER)])
def test_offline_what_cannot_be_done_honestly_says_that_it_needs_a_model(
    known_shop: Copilot, sentence: int, wish: SentenceWish
) -> None:
    with pytest.raises(InvalidInput) as told:
        known_shop.sentences.propose(a_draft(known_shop), 1, sentence, wish)
    assert (told.value.code, told.value.facts["wish"]) == ("sentence_needs_model", wish.value)


def test_where_the_model_fails_what_can_be_done_without_it_is_and_says_so(known_shop: Copilot) -> None:
    rewriting, _ = desk(known_shop, ModelUnreachable("down"), BudgetReached("all is spent"))
    proposal = rewriting.propose(a_draft(known_shop), 1, 2, SentenceWish.SHORTER)
    assert (proposal.by, proposal.failure) == ("offline", "model_unreachable")
    with pytest.raises(BudgetReached):
        rewriting.propose(a_draft(known_shop), 1, 2, SentenceWish.OTHER_ANGLE)


def test_personal_data_in_the_text_does_not_reach_the_model_and_stays(known_shop: Copilot) -> None:
    draft = a_draft(known_shop, "王姐，您电话是13812345678，高山白茶129元一罐[{n}]，我明天打给您。")
    rewriting, model = desk(
        known_shop, "王姐，129元一罐，我明天打给您。", "⟦姓名A⟧姐，白茶129元一罐，明天打⟦电话A⟧给您。"
    )
    proposal = rewriting.propose(draft, 1, 2, SentenceWish.SHORTER)
    sent = "".join(m.content for m in model.requests[0].messages)
    assert "13812345678" not in sent
    assert "13812345678" in proposal.after


def test_a_text_of_the_calendar_is_rewritten_with_its_item(shop: Copilot) -> None:
    written(shop.store, "a")
    item = shop.store.calendar.get("a")
    draft = shop.calendar.review.text(item)
    said = sentences(draft.text)[0][1]
    rewriting, _ = desk(shop, "起风了，煮壶茶，猫进来了。")
    proposal = rewriting.propose(draft, 1, 1, SentenceWish.SHORTER)
    with pytest.raises(InvalidInput) as told:
        rewriting.take(proposal)
    assert told.value.code == "goes_with_item"
    after = rewriting.take_for_item(item, proposal, MEI)
    now = shop.calendar.review.text(after)
    assert now.text == draft.text.replace(said, proposal.after)
    with pytest.raises(Conflict):
        rewriting.take_for_item(after, proposal, MEI)
    back = rewriting.undo_for_item(after, now, MEI)
    assert shop.calendar.review.text(back).text == draft.text


def test_a_call_about_a_sentence_is_booked_on_its_draft(data: object, open_copilot: OpenCopilot) -> None:
    with ModelServer("ok", texts=["白茶129元一罐。"]) as server:
        copilot = open_copilot(data, model="play", base_url=server.base_url)
        draft = a_draft(copilot)
        with pytest.raises(InvalidInput):
            copilot.sentences.propose(draft, 1, 2, SentenceWish.OTHER_ANGLE)
    assert [s.purpose for s in copilot.store.model_calls.spent_on(draft.id)] == [CallPurpose.SENTENCE]


@pytest.mark.parametrize("mode", ["busy", "broken", "closed", "empty", "garbage", "bad_json", "cut", "unauthorized"])
def test_a_model_that_misbehaves_loses_nothing(data: object, open_copilot: OpenCopilot, mode: str) -> None:
    with ModelServer("ok") as server:
        copilot = open_copilot(data, model="play", base_url=server.base_url)
        draft = a_draft(copilot)
        server.set_mode(mode)
        with pytest.raises((ModelFailed, InvalidInput)):
            copilot.sentences.propose(draft, 1, 1, SentenceWish.OTHER_ANGLE)
    assert copilot.store.drafts.get(draft.id) == draft
