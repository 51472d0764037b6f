"""A bedding shop in Chinese and a camp coffee maker in English, both made up here, and briefs about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from copilot.domain.brand import Brand, Product
from copilot.domain.channel import Channel, ChannelForm, Reach
from copilot.domain.draft import Brief, Task
from copilot.domain.evidence import Evidence, EvidenceItem, Fact, Field, Passage, Role, Source
from copilot.domain.language import Language

TODAY = date(2026, 11, 23)

Row = tuple[Role, str, str, tuple[str, ...]]


def passage(number: int, role: Role, text: str, heading: str = "", tags: tuple[str, ...] = ()) -> Passage:
    """A passage about the shop's one product in these tests."""
    source = Source(f"d{number}", "reviews.csv" if any(t.startswith("rating") for t in tags) else "book.md", 1, "L1")
    return Passage(f"p{number}", text, role, source, heading, None, tags)


def numbered(rows: Sequence[Row], facts: Sequence[Fact]) -> Evidence:
    """Evidence with the passages first and the facts after them, numbered from 1."""
    items = []
    for n, (role, text, heading, tags) in enumerate(rows, 1):
        made = passage(n, role, text, heading, tags)
        items.append(EvidenceItem(n, text, role, made.source, passage=made))
    for n, fact in enumerate(facts, len(rows) + 1):
        role = Role.OFFER if fact.field in Field.PRICES else Role.SPEC
        items.append(EvidenceItem(n, f"{fact.field} {fact.value}", role, fact.source, fact=fact))
    return Evidence(tuple(items))


def price(product: str, field: str, value: str, unit: str, *days: date) -> Fact:
    """A price; two days bound its time."""
    begin, end = days if days else (None, None)
    return Fact(product, field, value, unit, Source("x", "prices.xlsx", 1, f"A{value}"), begin, end)


PILLOW = "竹眠荞麦枕"
POT = "Ember Pot"

ZH_ROWS: list[Row] = [
    (Role.SCENE, "夏天开着空调还是一脖子汗的人，翻到荞麦那面睡，风能从壳缝里过。", "", ()),
    (Role.BENEFIT, "拉链开在侧边，嫌高就自己倒出两把壳。", "", ()),
    (Role.BENEFIT, "不适合：睡得浅、怕沙沙声的人；家里没地方晒枕头的人。", "", ()),
    (Role.PAIN, "枕头睡半年就中间塌下去一块，早上起来脖子落空。", "", ()),
    (
        Role.FAQ,
        "荞麦枕会生虫吗\n受了潮就会。每个月倒出来晒半天，凉透了再装。",
        "荞麦枕会生虫吗",
        ("question:荞麦枕会生虫吗",),
    ),
    (Role.PROOF, "沙沙响是真的响，头两晚把我自己吵醒了。第三晚就没再听见。", "", ("rating:4",)),
    (Role.PROOF, "给我爸买的，他说枕着像小时候的枕头，夏天不粘脖子。", "", ("rating:5",)),
    (Role.PAIN, "太沉了，换枕套要抱着换，手腕酸。", "", ("rating:2",)),
    (Role.PROOF, "送检的那一批壳，水分测出来是 11.2%。", "", ()),
    (Role.POLICY, "签收 15 天内睡不惯可以退，退回的运费由我司承担。", "", ()),
    (Role.STORY, "店是从一台筛壳机开始的。老板的母亲嫌外面的壳有灰，自己筛了三遍才肯装。", "来历", ()),
]
ZH_FACTS = [
    price(PILLOW, Field.LIST_PRICE, "128", "元"),
    price(PILLOW, Field.PROMOTION_PRICE, "108", "元", date(2026, 11, 20), date(2026, 11, 30)),
]
EN_ROWS: list[Row] = [
    (Role.SCENE, "On a frosty morning you can lift it off the flame without a rag.", "", ()),
    (Role.BENEFIT, "The lid locks when you tilt it, so nothing slides into the cup.", "", ()),
    (Role.BENEFIT, "Not for: people who count every ounce; it is heavier than titanium.", "", ()),
    (Role.PAIN, "Cheap camp pots have handles that get hot before the water does.", "", ()),
    (Role.FAQ, "Does the Ember Pot rust?\nOnly if you put it away wet. Dry it upside down.", "Does the Ember Pot rust?", ("question:Does the Ember Pot rust?",)),
    (Role.PROOF, "Burned my thumb on the last pot, not on this one. Bit heavy on the way up.", "", ("rating:4",)),
    (Role.PROOF, "We boil for two every morning and it still looks new.", "", ("rating:5",)),
    (Role.PAIN, "The knob came loose on the second trip.", "", ("rating:2",)),
    (Role.POLICY, "Customers may return it within 40 days, used or not, and we pay the return shipping.", "", ()),
    (Role.STORY, "The first one was bent out of a bucket in a garage. It leaked for a year.", "Beginnings", ()),
]  # fmt: skip
EN_FACTS = [
    price(POT, Field.LIST_PRICE, "54", "USD"),
    price(POT, Field.PROMOTION_PRICE, "45", "USD", date(2026, 11, 20), date(2026, 11, 30)),
]


def form(channel: Channel, target: int, soft: int) -> ChannelForm:
    """A form with these sizes."""
    return ChannelForm(channel, Reach.GROUP, target, soft, None, None, None, "made up")


FORMS = {
    Channel.PRIVATE_CHAT: form(Channel.PRIVATE_CHAT, 60, 200),
    Channel.GROUP: form(Channel.GROUP, 80, 250),
    Channel.MOMENTS: form(Channel.MOMENTS, 80, 140),
    Channel.OFFICIAL_ACCOUNT: form(Channel.OFFICIAL_ACCOUNT, 800, 3000),
    Channel.MINI_PROGRAM: form(Channel.MINI_PROGRAM, 24, 40),
    Channel.VIDEO_CHANNEL: form(Channel.VIDEO_CHANNEL, 100, 1000),
}


@dataclass(frozen=True)
class Shop:
    """A brand with its product and all that is known about it."""

    brand: Brand
    product: str
    evidence: Evidence

    def brief(self, task: Task, channel: Channel = Channel.PRIVATE_CHAT, **more: Any) -> Brief:
        """A brief of this shop for today; `more` are further fields of it."""
        fields = {"product": self.product, **more}
        return Brief(task, self.brand, self.brand.language, TODAY, FORMS[channel], **fields)


ZH = Shop(
    Brand("zhumian", "竹眠", products=(Product(PILLOW, ("荞麦枕",)), Product("竹眠蚕丝被", ("蚕丝被",)))),
    PILLOW,
    numbered(ZH_ROWS, ZH_FACTS),
)
EN = Shop(
    Brand("ember", "Ember", language=Language.EN, products=(Product(POT, ("the pot",)), Product("Ember Mug"))),
    POT,
    numbered(EN_ROWS, EN_FACTS),
)
