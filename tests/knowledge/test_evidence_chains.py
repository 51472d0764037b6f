"""Chains come first among what a selling point may cite, as far as it may cite them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from copilot.domain.audience import Segment
from copilot.domain.brand import Brand
from copilot.domain.chain import Chain, Link, LinkKind
from copilot.domain.channel import Channel, ChannelForm, Reach
from copilot.domain.draft import Brief, Task
from copilot.domain.evidence import Evidence, EvidenceItem, Passage, Role, Source
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.knowledge.evidence_chains import with_chains

SOURCE = Source("d1", "手册.docx", 1, "¶3")
FORM = ChannelForm(Channel.PRIVATE_CHAT, Reach.BROADCAST, 60, None, None, None, None, "")


def passage(text: str, role: Role = Role.SCENE) -> Passage:
    return Passage(text, text, role, SOURCE)


SCENE = passage("夏天枕壳那面，冬天翻过来。\n保养：晒两小时。")
REVIEW = passage("壳那面是凉的", Role.PROOF)
CLAIM = passage("构筑三维通风路径", Role.BENEFIT)
OFFER = passage("满减", Role.OFFER)
LIVE = {p.id: p for p in (SCENE, REVIEW, CLAIM, OFFER)}
COOL = Chain(
    "山谷枕",
    "quality:cool",
    "透气",
    Link(CLAIM.text, CLAIM.id, SOURCE, Role.BENEFIT),
    for_me=Link("夏天枕壳那面，冬天翻过来", SCENE.id, SOURCE, Role.SCENE),
    words=Link(REVIEW.text, REVIEW.id, SOURCE, Role.PROOF),
)
EVIDENCE = Evidence(
    (EvidenceItem(1, OFFER.text, OFFER.role, SOURCE, OFFER), EvidenceItem(2, REVIEW.text, REVIEW.role, SOURCE, REVIEW))
)
BRIEF = Brief(
    Task.SELLING_POINTS,
    Brand("yun", "云上"),
    Language.ZH,
    date(2026, 11, 23),
    FORM,
    step=Step.INTEREST,
    product="山谷枕",
)


def gathered(*chains: Chain, brief: Brief = BRIEF, unfit: Sequence[Passage] = ()) -> Evidence:
    return with_chains(EVIDENCE, chains, LIVE, brief, lambda p: p not in unfit)


def test_what_a_chain_is_made_of_stands_first_and_is_numbered_anew() -> None:
    evidence = gathered(COOL)
    assert [(i.n, i.text) for i in evidence.items] == [(1, SCENE.text), (2, REVIEW.text), (3, OFFER.text)]
    assert evidence.chains[0].numbers == ((LinkKind.FOR_ME, 1), (LinkKind.WORDS, 2))
    assert evidence.chains[0].cited == {1, 2}


def test_nothing_private_hidden_stale_or_unfit_is_cited() -> None:
    assert COOL.words is not None
    private = replace(COOL, words=replace(COOL.words, private=True))
    stale = replace(COOL, words=replace(COOL.words, stale=True))
    for chain in (private, stale, replace(COOL, hidden=True), replace(COOL, words=None)):
        assert gathered(chain) == EVIDENCE
    assert gathered(COOL, unfit=(REVIEW,)) == EVIDENCE


def test_a_masked_quote_is_not_cited() -> None:
    assert COOL.words is not None
    masked = replace(COOL, words=replace(COOL.words, text="加我⟦电话A⟧"))
    assert gathered(masked) == EVIDENCE


def test_a_persons_own_words_are_cited_as_what_they_put_into_words() -> None:
    chain = replace(COOL, does=Link("风从壳缝里走", chosen=True, by="林姐"))
    evidence = gathered(chain)
    (item,) = [i for i in evidence.items if i.text == "风从壳缝里走"]
    assert (item.passage_id, item.role, item.source) == (CLAIM.id, Role.BENEFIT, SOURCE)
    assert dict(evidence.chains[0].numbers)[LinkKind.DOES] == item.n


def test_the_chain_nearest_to_the_reader_comes_first() -> None:
    care = replace(COOL, key="care", name="洗护", words=replace(COOL.words or Link(""), text="壳那面是凉的"))
    care = replace(care, for_me=Link("晒两小时", SCENE.id, SOURCE, Role.SCENE))
    hot = Segment("hot", "怕热的人", pains=("夏天枕头发烫，总要翻到凉的那面",))
    lazy = Segment("lazy", "爱晒的人", pains=("洗护：晒两小时够不够",))
    assert gathered(care, COOL, brief=replace(BRIEF, segment=hot)).chains[0].chain == COOL
    assert gathered(COOL, care, brief=replace(BRIEF, segment=lazy)).chains[0].chain == care
