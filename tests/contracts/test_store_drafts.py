"""What the store promises about drafts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.conversation import Move
from copilot.domain.draft import (
    Angle,
    Citation,
    Draft,
    DraftVersion,
    Finding,
    Notice,
    NoticeCode,
    PromptMark,
    Severity,
    Task,
    Usage,
    Variant,
)
from copilot.domain.evidence import EvidenceItem, Fact, Gap, Passage, Role, Source
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.domain.text_form import PartFound
from copilot.errors import Conflict, UnknownName
from copilot.store import Store
from copilot.store.drafts import ToldTo

CREATED = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
SOURCE = Source("d1", "价格表.xlsx", 2, "价格表!A5:H5")
PASSAGE = Passage("p1", "两边高中间低", Role.BENEFIT, SOURCE, "枕头", "云朵枕", ("rating:5",))
FACT = Fact("云朵枕", "list_price", "399", "元", SOURCE, date(2026, 11, 1), None, "双十一")
FINDING = Finding("number", "price", Severity.BLOCK, 3, 6, "399", "not covered", "价格表", "499")


def variant(text: str, idea: Angle | Move | None = Angle.SCENE) -> Variant:
    citation = Citation(1, "p1", "两边高", "手册.docx", "p.3", 2)
    return Variant(f"{text}[1]", text, Step.NEED, idea, "因为侧睡", (citation,), (FINDING,))


DRAFT = Draft(
    id="draft-1",
    brand_id="yun",
    task=Task.REPLY,
    channel=Channel.PRIVATE_CHAT,
    node=Node.CONVERT,
    language=Language.ZH,
    created_at=CREATED,
    text="侧睡 옆으로 🙂👩‍👧",
    variants=(variant("一"), variant("二", Move.ASK), variant("三", None)),
    evidence=(
        EvidenceItem(1, PASSAGE.text, Role.BENEFIT, SOURCE, passage=PASSAGE),
        EvidenceItem(2, "399 元", Role.OFFER, SOURCE, fact=FACT),
    ),
    gaps=(Gap(Role.PROOF, "云朵枕"), Gap(None, "能不能机洗")),
    notices=(Notice(NoticeCode.OFFLINE_FALLBACK, "model_unreachable"),),
    model="offline",
    prompt=PromptMark("reply", 3, "abcdef"),
    usage=Usage(1200, 90),
    step=Step.NEED,
    product="云朵枕",
    persona_id="lin",
)


def test_a_draft_comes_back_as_it_was_saved(store: Store, brand: Brand) -> None:
    assert brand.id == DRAFT.brand_id
    store.drafts.save(DRAFT)
    assert store.drafts.get("draft-1") == DRAFT
    assert store.drafts.get("draft-2") is None


def test_recent_drafts_come_newest_first(store: Store, brand: Brand) -> None:
    store.brands.save(Brand("other", "别家"))
    for n, (brand_id, task) in enumerate(
        [(brand.id, Task.REPLY), (brand.id, Task.POST), ("other", Task.REPLY), (brand.id, Task.REPLY)]
    ):
        at = CREATED + timedelta(hours=n)
        store.drafts.save(replace(DRAFT, id=f"d{n}", brand_id=brand_id, task=task, created_at=at))
    assert [d.id for d in store.drafts.recent(brand.id)] == ["d3", "d1", "d0"]
    assert [d.id for d in store.drafts.recent(brand.id, Task.REPLY)] == ["d3", "d0"]
    assert [d.id for d in store.drafts.recent(brand.id, limit=1)] == ["d3"]


def test_drafts_of_one_moment_keep_the_order_of_saving(store: Store, brand: Brand) -> None:
    for draft_id in ("b", "a"):
        store.drafts.save(replace(DRAFT, id=draft_id))
    assert [d.id for d in store.drafts.recent(brand.id)] == ["a", "b"]


@pytest.mark.usefixtures("brand")
def test_a_revision_is_the_next_version(store: Store) -> None:
    store.drafts.save(DRAFT)
    revised = store.drafts.revise("draft-1", "改过的", expected_version=1)
    assert revised == replace(DRAFT, text="改过的", version=2)
    assert store.drafts.get("draft-1") == revised


@pytest.mark.usefixtures("brand")
def test_every_version_is_kept_with_its_time(store: Store) -> None:
    store.drafts.save(DRAFT)
    store.drafts.revise("draft-1", "第二", [variant("新")], expected_version=1)
    store.drafts.revise("draft-1", "第三", expected_version=2)
    start = datetime(2026, 11, 23, 4, 1, tzinfo=UTC)
    assert store.drafts.versions("draft-1") == (
        DraftVersion(1, start, DRAFT.text, DRAFT.variants),
        DraftVersion(2, start + timedelta(minutes=1), "第二", (variant("新"),)),
        DraftVersion(3, start + timedelta(minutes=2), "第三", (variant("新"),)),
    )


@pytest.mark.usefixtures("brand")
def test_revising_what_somebody_has_revised_since_is_a_conflict(store: Store) -> None:
    store.drafts.save(DRAFT)
    store.drafts.revise("draft-1", "他的", expected_version=1)
    with pytest.raises(Conflict) as caught:
        store.drafts.revise("draft-1", "我的", expected_version=1)
    assert caught.value.facts == {"kind": "draft", "id": "draft-1", "version": 2}
    assert [v.text for v in store.drafts.versions("draft-1")] == [DRAFT.text, "他的"]


@pytest.mark.usefixtures("brand")
def test_a_taken_id_is_a_conflict(store: Store) -> None:
    store.drafts.save(DRAFT)
    with pytest.raises(Conflict):
        store.drafts.save(replace(DRAFT, text="another"))
    assert store.drafts.get("draft-1") == DRAFT


def test_a_draft_of_no_brand_and_a_revision_of_no_draft_are_refused(store: Store) -> None:
    with pytest.raises(UnknownName):
        store.drafts.save(DRAFT)
    with pytest.raises(UnknownName):
        store.drafts.revise("draft-1", "text", expected_version=1)
    assert store.drafts.versions("draft-1") == ()


@pytest.mark.usefixtures("brand")
def test_words_no_database_can_hold_do_not_lose_a_draft(store: Store) -> None:
    store.drafts.save(replace(DRAFT, text="nul\x00", topic="nul\x00 half\ud83d"))
    draft = store.drafts.get("draft-1")
    assert draft is not None
    assert draft.text == "nul\ufffd"
    assert draft.topic.endswith("half\ufffd")


def told_in(number: int, *ideas: Angle, **changes: Any) -> Draft:
    """A draft with a variant for each of these angles."""
    variants = tuple(variant(f"{number}{n}", idea) for n, idea in enumerate(ideas))
    common = {"task": Task.POST, "variants": variants, "created_at": CREATED + timedelta(hours=number)}
    return replace(DRAFT, id=f"draft-{number}", **{**common, **changes})


@pytest.mark.usefixtures("brand")
def test_angles_told_are_those_of_one_product_channel_and_segment_since_a_day(store: Store) -> None:
    store.drafts.save(told_in(1, Angle.STORY, created_at=CREATED - timedelta(days=15)))
    store.drafts.save(told_in(2, Angle.TIP, Angle.SCENE))
    store.drafts.save(told_in(3, Angle.SCENE, Angle.PROOF))
    store.drafts.save(told_in(4, Angle.OFFER, product="月亮枕"))
    store.drafts.save(told_in(5, Angle.NUMBER, channel=Channel.GROUP))
    store.drafts.save(told_in(6, Angle.VOICES, segment_id="mum"))
    store.drafts.save(told_in(7, Angle.PAIN, item_id="item-1"))
    since = CREATED - timedelta(days=14)
    anybody = ToldTo("yun", "云朵枕", Channel.PRIVATE_CHAT, None)
    assert store.drafts.told(anybody, since) == (Angle.SCENE, Angle.PROOF, Angle.TIP)
    assert store.drafts.told(replace(anybody, segment_id="mum"), since) == (Angle.VOICES,)


@pytest.mark.usefixtures("brand")
def test_the_idea_of_a_draft_is_that_of_its_first_text(store: Store) -> None:
    store.drafts.save(told_in(1, Angle.STORY, Angle.TIP))
    store.drafts.save(replace(DRAFT, id="draft-2", variants=(variant("一", Move.ASK),)))
    assert store.drafts.ideas(["draft-1", "draft-2", "draft-9"]) == {"draft-1": Angle.STORY}


@pytest.mark.usefixtures("brand")
def test_openings_are_those_of_every_variant_of_the_last_drafts(store: Store) -> None:
    store.drafts.save(replace(DRAFT, id="draft-1", variants=(variant("很早以前的一条，不算了。"),)))
    later = replace(DRAFT, created_at=CREATED + timedelta(hours=1))
    store.drafts.save(
        replace(later, id="draft-2", variants=(variant("早上开门，阿姐来了。"), variant("Slow morning. Rain.")))
    )
    assert store.drafts.openings("yun", 1) == ("早上开门阿姐来了", "slow morning rain")


@pytest.mark.usefixtures("brand")
def test_a_text_laid_out_under_names_opens_behind_the_first_name(store: Store) -> None:
    notice = replace(
        variant("主题：周六试枕头\n时间：周六"),
        parts=(PartFound("topic", 1, 1, 0, 3, 9), PartFound("time", 1, 1, 9, 12, 14)),
    )
    led_in = replace(variant("早上好，各位。主题：试枕头"), parts=(PartFound("topic", 1, 1, 6, 9, 13),))
    store.drafts.save(replace(DRAFT, variants=(notice, led_in)))
    assert store.drafts.openings("yun", 1) == ("周六试枕头时间周", "早上好各位主题试")
