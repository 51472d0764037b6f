"""Quick replies: approved scripts are found, and a good reply becomes one through review."""

import pytest

from copilot.domain.draft import Draft
from copilot.domain.script_proposal import ScriptState
from copilot.errors import Conflict, InvalidInput, UnknownName
from copilot.workflows.copilot import Copilot
from copilot.workflows.scripts import ScriptWording
from tests.workflows.test_send import a_reply

PLAIN = "贵有贵的道理，您先买小包装试试，喝惯了再说"
SITUATION = "嫌贵，想便宜点"


@pytest.fixture
def draft(shop: Copilot) -> Draft:
    return a_reply(shop, PLAIN)


def test_a_reply_becomes_a_script_found_at_once(shop: Copilot, draft: Draft) -> None:
    scripts, brand = shop.people.scripts, shop.brand()
    proposal = scripts.propose(draft, 1)
    assert scripts.propose(draft, 1) == proposal
    assert (proposal.text, proposal.situation, proposal.step) == (PLAIN, "这个白茶有点贵，能便宜点吗", draft.step)
    assert scripts.proposed(brand) == (proposal,)
    approved = scripts.approve(proposal.id, "店长", ScriptWording(situation=SITUATION, product="白茶"))
    assert (approved.state, approved.by, approved.product) == (ScriptState.APPROVED, "店长", "高山白茶")
    (found,) = [q for q in scripts.search(brand, "客人说太贵") if q.text == PLAIN]
    assert (found.situation, found.product, found.step, found.move) == (
        SITUATION, "高山白茶", draft.step, draft.variants[0].idea,
    )  # fmt: skip
    assert scripts.proposed(brand) == ()
    assert [q.text for q in scripts.search(brand, "")] == [PLAIN]


def test_a_reviewer_may_reword_it_and_take_it_back(shop: Copilot, draft: Draft) -> None:
    scripts, brand = shop.people.scripts, shop.brand()
    proposal = scripts.propose(draft, 1)
    scripts.approve(proposal.id, wording=ScriptWording("先试小包装，不急", SITUATION, ""))
    (found,) = scripts.search(brand, "")
    assert (found.text, found.product) == ("先试小包装，不急", None)
    with pytest.raises(Conflict):
        scripts.approve(proposal.id)
    assert scripts.reopen(proposal.id).state is ScriptState.PROPOSED
    assert scripts.search(brand, "先试小包装") == ()
    assert scripts.reopen(proposal.id).state is ScriptState.PROPOSED


def test_a_rejected_reply_keeps_its_reason_and_can_be_reopened(shop: Copilot, draft: Draft) -> None:
    scripts, brand = shop.people.scripts, shop.brand()
    proposal = scripts.propose(draft, 1)
    with pytest.raises(InvalidInput):
        scripts.reject(proposal.id, " ")
    assert scripts.reject(proposal.id, "太随便", "店长").why == "太随便"
    assert scripts.propose(draft, 1).state is ScriptState.REJECTED
    assert [p.why for p in scripts.proposed(brand, ScriptState.REJECTED)] == ["太随便"]
    assert scripts.reopen(proposal.id).why == ""
    assert len(scripts.proposed(brand)) == 1


def test_a_block_has_to_be_waived_with_a_reason(shop: Copilot, draft: Draft) -> None:
    scripts = shop.people.scripts
    proposal = scripts.propose(draft, 1, "高山白茶 100 克一罐只要 59 元")
    checked = scripts.check(proposal)
    assert checked.verdict == "block"
    with pytest.raises(InvalidInput) as refused:
        scripts.approve(proposal.id)
    assert refused.value.code == "script_blocked"
    for finding in checked.findings:
        shop.waive(proposal.text, finding, why="内部价", by="店长")
    assert scripts.approve(proposal.id).state is ScriptState.APPROVED


def test_personal_data_never_gets_into_a_script(shop: Copilot, draft: Draft) -> None:
    scripts = shop.people.scripts
    proposal = scripts.propose(draft, 1, "好的，打 13812345678 找我")
    assert "13812345678" not in proposal.text
    for wording in (ScriptWording(), ScriptWording(text="好的，打 13912345678 找我")):
        with pytest.raises(InvalidInput) as refused:
            scripts.approve(proposal.id, wording=wording)
        assert refused.value.code == "script_personal"
    assert scripts.approve(proposal.id, wording=ScriptWording(text="好的，打店里的 400-820-0123")).document_id


def test_what_cannot_be_proposed_or_approved_is_refused(shop: Copilot, draft: Draft) -> None:
    scripts = shop.people.scripts
    with pytest.raises(UnknownName):
        scripts.propose(draft, 9)
    with pytest.raises(InvalidInput):
        scripts.propose(draft, 1, " ")
    with pytest.raises(UnknownName):
        scripts.approve(99)
    proposal = scripts.propose(draft, 1)
    for wording in (ScriptWording(text=" "), ScriptWording(situation=" "), ScriptWording(product="没有的")):
        with pytest.raises(InvalidInput):
            scripts.approve(proposal.id, wording=wording)


def test_words_that_look_like_yaml_stay_words(shop: Copilot, draft: Draft) -> None:
    scripts, text = shop.people.scripts, "先说好：不急\n- 小包装: 50 克也行 # 真的"
    proposal = scripts.propose(draft, 1, text)
    scripts.approve(proposal.id, wording=ScriptWording(situation="问：{贵}吗 #1"))
    (found,) = scripts.search(shop.brand(), "")
    assert (found.text, found.situation) == (text, "问：{贵}吗 #1")


def test_the_product_is_filled_in_and_other_blanks_are_named(shop: Copilot, draft: Draft) -> None:
    scripts, brand = shop.people.scripts, shop.brand()
    proposal = scripts.propose(draft, 1, "{product}现在是{price}，不急")
    scripts.approve(proposal.id, wording=ScriptWording(situation="问价", product=""))
    (plain,) = scripts.search(brand, "问价")
    (filled,) = scripts.search(brand, "问价", product="桂花乌龙")
    assert (plain.text, plain.blanks) == ("{product}现在是{price}，不急", ("{product}", "{price}"))
    assert (filled.text, filled.blanks) == ("桂花乌龙现在是{price}，不急", ("{price}",))
