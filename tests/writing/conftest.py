"""A small brand, its evidence and briefs; the real prompts."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from copilot.domain.assignment import Assignment, OfferTold, PartOf, Told
from copilot.domain.audience import Segment
from copilot.domain.brand import Brand, Product
from copilot.domain.calendar import Purpose, SequenceKind
from copilot.domain.chain import Chain, CitedChain, Link, LinkKind
from copilot.domain.channel import Channel, ChannelForm, Reach
from copilot.domain.conversation import Conversation, Objection, Reading, Speaker, Stand, Turn
from copilot.domain.draft import Brief, Task
from copilot.domain.evidence import Evidence, EvidenceItem, Gap, Role, Source
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.writing.prompt_book import PromptBook

PROMPTS = Path(__file__).parents[2] / "prompts"
SOURCE = Source("d1", "手册.md", 1, "L1")
FORM = ChannelForm(Channel.PRIVATE_CHAT, Reach.ONE_TO_ONE, 60, 200, None, None, 8, "test")
BRAND = Brand("hexi", "禾喜", products=(Product("竹梳", ("小竹",)), Product("牛角梳")))
PERSONA = Persona(
    "axiu", "阿秀", who="梳子店掌柜", tone="慢悠悠", address=("您",), pet_words=("不急",), never=("神器",),
    samples=("今天刮风，梳子卖得少。", "竹梳别泡水，泡了要裂。", "有位老伯来修梳齿，等了一下午。", "下雨，早点收摊。"),
)  # fmt: skip
SEGMENT = Segment("long", "长发的人", who="头发过腰", pains=("打结", "掉发", "静电", "出油"), words=("一梳一大把",))
ITEMS = (
    (Role.BENEFIT, "竹梳齿宽，打结的头发也能慢慢梳开。"),
    (Role.PAIN, "冬天一梳就起静电。"),
    (Role.PROOF, "用了半年没断齿，就是头一周有点竹子味。"),
    (Role.OFFER, "竹梳 标价 39 元"),
    (Role.POLICY, "7 天内没用过可以退。"),
    (Role.FAQ, "能水洗吗？不能泡水，湿布擦就行。"),
)


CHAIN = Chain(
    "竹梳", "field:齿宽", "齿宽", Link("采用宽距梳齿结构"), does=Link("打结的头发也能慢慢梳开"),
    words=Link("用了半年没断齿"),
)  # fmt: skip
CITED = CitedChain(CHAIN, ((LinkKind.DOES, 1), (LinkKind.WORDS, 3)))


@pytest.fixture(scope="session")
def book() -> PromptBook:
    return PromptBook.load(PROMPTS)


def evidence_of(*items: tuple[Role, str], gaps: tuple[str, ...] = ()) -> Evidence:
    numbered = tuple(EvidenceItem(n, text, role, SOURCE) for n, (role, text) in enumerate(items, 1))
    return Evidence(numbered, tuple(Gap(None, about) for about in gaps))


@pytest.fixture
def evidence() -> Evidence:
    return evidence_of(*ITEMS)


def conversation(*customer: str) -> Conversation:
    return Conversation(tuple(Turn(Speaker.CUSTOMER, text) for text in customer))


def brief_for(task: Task = Task.SELLING_POINTS, **changes: Any) -> Brief:
    common: dict[str, Any] = {
        "brand": BRAND, "language": Language.ZH, "at": date(2026, 11, 23), "form": FORM, "step": Step.NEED,
        "product": "竹梳", "persona": PERSONA, "segment": SEGMENT,
    }  # fmt: skip
    if task is Task.REPLY:
        common["conversation"] = conversation("梳子老起静电", "你家的会不会断齿")
        common["reading"] = Reading(Stand.CONVERT, Step.TRUST, Objection.EFFECT, questions=("会不会断齿",))
        common["step"] = Step.TRUST
    return Brief(task, **(common | changes))


def item_brief(language: Language = Language.ZH, **changes: Any) -> Brief:
    """The brief of an item of the calendar: the offer of a launch, between its proof and its last call."""
    told = (
        Told(date(2026, 12, 1), "竹梳齿宽，先看您的头发打不打结。", written=True),
        Told(date(2026, 12, 3), "半年没断齿"),
    )
    common: dict[str, Any] = {
        "purpose": Purpose.OFFER, "at": datetime(2026, 12, 5, 19, 40), "idea": "竹梳今天开卖：多少钱、谁不合适",
        "audience": "老客2群", "offer": OfferTold("竹梳 39 元，第二把半价", ends=date(2026, 12, 8)),
        "part": PartOf(SequenceKind.LAUNCH, 3, 4, told, Told(date(2026, 12, 8), "最后一天提一句")),
        "requests": ("产品图 1 张", "小程序链接"),
    }  # fmt: skip
    assignment = Assignment(**(common | changes))
    return brief_for(
        Task.POST, language=language, topic=assignment.idea, at=date(2026, 12, 5), step=Step.ACTION, variants=1,
        assignment=assignment,
    )  # fmt: skip
