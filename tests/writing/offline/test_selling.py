"""Selling points: different angles, told for the step, within the channel."""

from dataclasses import replace
from datetime import date

import pytest

from copilot.domain.audience import Segment
from copilot.domain.chain import Chain, CitedChain, Link, LinkKind, with_link
from copilot.domain.channel import Channel
from copilot.domain.draft import Angle, Task, cited_numbers, without_marks
from copilot.domain.evidence import Evidence, Role
from copilot.domain.ladder import Step
from tests.writing.offline.conftest import Write
from tests.writing.offline.judging import faultless, mean_likeness
from tests.writing.offline.shops import EN, ZH, Shop

CHANNELS = [Channel.MOMENTS, Channel.GROUP, Channel.PRIVATE_CHAT, Channel.VIDEO_CHANNEL]


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("channel", CHANNELS)
def test_three_variants_differ_in_angle_and_wording(shop: Shop, step: Step, channel: Channel, write: Write) -> None:
    brief = shop.brief(Task.SELLING_POINTS, channel, step=step)
    candidate = write(brief, shop.evidence)
    faultless(candidate, brief, shop.evidence)
    assert len(candidate.variants) == 3
    assert len({v.idea for v in candidate.variants}) == 3
    assert mean_likeness(candidate) < (0.3 if shop is ZH else 0.45)


@pytest.mark.parametrize("channel", CHANNELS)
def test_need_ends_with_one_question(shop: Shop, channel: Channel, write: Write) -> None:
    candidate = write(shop.brief(Task.SELLING_POINTS, channel, step=Step.NEED), shop.evidence)
    assert all(without_marks(v.text)[-1] in "？?" for v in candidate.variants)


def test_trust_shows_a_proof_with_its_source_in_every_variant(shop: Shop, write: Write) -> None:
    candidate = write(shop.brief(Task.SELLING_POINTS, step=Step.TRUST), shop.evidence)
    for variant in candidate.variants:
        items = [shop.evidence.item(n) for n in cited_numbers(variant.text)]
        reviews = [i for i in items if i and (i.role is Role.PROOF or (i.passage and i.passage.tag("rating")))]
        assert reviews, variant.text


def test_action_names_a_real_price_offer_or_return_policy(shop: Shop, write: Write) -> None:
    candidate = write(shop.brief(Task.SELLING_POINTS, step=Step.ACTION), shop.evidence)
    for variant in candidate.variants:
        items = [shop.evidence.item(n) for n in cited_numbers(variant.text)]
        assert any(i and i.role in (Role.OFFER, Role.POLICY) for i in items), variant.text


def test_interest_has_no_figures_and_no_prices(shop: Shop, write: Write) -> None:
    candidate = write(shop.brief(Task.SELLING_POINTS, Channel.MOMENTS, step=Step.INTEREST, variants=5), shop.evidence)
    assert not any(c.isdigit() for v in candidate.variants for c in without_marks(v.text))


def test_the_list_price_is_never_said_alone_while_a_promotion_runs(shop: Shop, write: Write) -> None:
    listed, promoted = ("128", "108") if shop is ZH else ("$54", "$45")
    candidate = write(shop.brief(Task.SELLING_POINTS, step=Step.ACTION, variants=6), shop.evidence)
    for variant in candidate.variants:
        assert listed not in variant.text or promoted in variant.text


def test_a_promotion_out_of_its_dates_is_not_said(write: Write) -> None:
    over = replace(ZH.brief(Task.SELLING_POINTS, step=Step.ACTION, variants=6), at=date(2026, 12, 5))
    assert not any("108" in v.text for v in write(over, ZH.evidence).variants)


def test_the_segments_own_pain_opens_a_variant_when_evidence_speaks_to_it(write: Write) -> None:
    hot = Segment("hot", "怕热的人", pains=("一到夏天睡得一脖子汗", "订单号老是找不到"))
    brief = ZH.brief(Task.SELLING_POINTS, step=Step.NEED, segment=hot, variants=6)
    texts = [v.text for v in write(brief, ZH.evidence).variants if v.idea is Angle.PAIN]
    assert texts
    assert not any("订单号" in text for text in texts)


def test_for_whom_it_is_not_keeps_every_part_of_the_no(write: Write) -> None:
    candidate = write(ZH.brief(Task.SELLING_POINTS, step=Step.NEED, variants=6), ZH.evidence)
    told = [v.text for v in candidate.variants if "怕沙沙声" in v.text]
    assert told
    assert all("不适合睡得浅、怕沙沙声的人、家里没地方晒枕头的人" in text for text in told)


@pytest.mark.parametrize("step", list(Step))
def test_a_short_form_gets_one_whole_clause(shop: Shop, step: Step, write: Write) -> None:
    brief = shop.brief(Task.SELLING_POINTS, Channel.MINI_PROGRAM, step=step)
    candidate = write(brief, shop.evidence)
    texts = [without_marks(v.text) for v in candidate.variants]
    assert all(len(t) <= 40 for t in texts) or not texts


@pytest.mark.parametrize("step", list(Step))
def test_without_evidence_it_asks_instead_of_padding(shop: Shop, step: Step, write: Write) -> None:
    brief = shop.brief(Task.SELLING_POINTS, step=step)
    candidate = write(brief, Evidence())
    faultless(candidate, brief, Evidence())
    assert all("[" not in v.text for v in candidate.variants)
    assert any("？" in v.text or "?" in v.text for v in candidate.variants)


def test_another_products_evidence_is_left_alone(write: Write) -> None:
    quilt = ZH.brief(Task.SELLING_POINTS, step=Step.ACTION, product="竹眠蚕丝被")
    assert not any("108" in v.text or "128" in v.text for v in write(quilt, ZH.evidence).variants)


def test_figures_stay_as_they_are_in_english_prices(write: Write) -> None:
    candidate = write(EN.brief(Task.SELLING_POINTS, step=Step.ACTION), EN.evidence)
    assert any("$45[" in v.text and "until November 30" in v.text for v in candidate.variants)


def chained(evidence: Evidence, *links: tuple[LinkKind, str]) -> Evidence:
    """The evidence with a chain of these links, each a stretch of one of its passages."""
    chain = Chain("", "k", "", Link("…"))
    for kind, text in links:
        chain = with_link(chain, kind, Link(text))
    numbers = tuple((kind, next(i.n for i in evidence.items if text in i.text)) for kind, text in links)
    return replace(evidence, chains=(CitedChain(chain, numbers),))


def test_a_chain_gives_one_text_that_stands_on_its_links_alone(write: Write) -> None:
    brief = ZH.brief(Task.SELLING_POINTS, step=Step.NEED)
    review = next(i for i in ZH.evidence.items if i.passage and i.passage.tag("rating") == "5")
    scene = next(i for i in ZH.evidence.items if i.role is Role.SCENE)
    links = (LinkKind.FOR_ME, scene.text.splitlines()[0]), (LinkKind.WORDS, review.text)
    candidate = write(brief, chained(ZH.evidence, *links))
    faultless(candidate, brief, ZH.evidence)
    assert set(cited_numbers(candidate.variants[0].text)) <= {scene.n, review.n}
    assert len({v.idea for v in candidate.variants}) == 3
