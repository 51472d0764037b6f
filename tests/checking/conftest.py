"""A small invented brand with prices, an expired and a coming offer, and a checker of the packaged rules."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest

from copilot.bootstrap.desk import packaged_checker
from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.brand import Brand, Category, Product
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding
from copilot.domain.evidence import EvidenceItem, Fact, Passage, Role, Source
from copilot.domain.language import Language

AT = date(2026, 11, 23)
SOURCE = Source("prices", "价格表.xlsx", 1, "A1")
BRAND = Brand(
    "songfeng",
    "松风",
    products=(
        Product("听松记忆枕 Pro", ("听松枕",)),
        Product("听松记忆枕", ()),
        Product("山谷荞麦枕", ("荞麦枕",)),
    ),
    contacts=("400-820-1234", "songfeng.example", "sf_kefu01"),
)


def fact(
    product: str, field: str, value: str, unit: str = "", when: tuple[date | None, date | None] = (None, None)
) -> Fact:
    """A fact of the price list."""
    return Fact(product, field, value, unit, SOURCE, *when)


FACTS = (
    fact("听松记忆枕 Pro", "list_price", "399", "元"),
    fact("听松记忆枕 Pro", "member_price", "359", "元"),
    fact("听松记忆枕 Pro", "promotion_price", "299", "元", (date(2026, 11, 1), date(2026, 11, 12))),
    fact("听松记忆枕 Pro", "promotion_price", "279", "元", (date(2026, 12, 10), date(2026, 12, 12))),
    fact("听松记忆枕 Pro", "密度", "55", "D"),
    fact("听松记忆枕 Pro", "尺寸", "60×40×12", "cm"),
    fact("山谷荞麦枕", "list_price", "199", "元"),
    fact("山谷荞麦枕", "promotion_price", "149", "元", (date(2026, 11, 20), date(2026, 11, 30))),
    fact("山谷荞麦枕", "重量", "1.5", "kg"),
    fact("", "试睡期", "30", "天"),
    fact("", "满减", "满300减50", "", (date(2026, 11, 20), date(2026, 11, 30))),
)


def passage(n: int, text: str, role: Role = Role.FAQ, product: str | None = None) -> EvidenceItem:
    """A passage under its number."""
    return EvidenceItem(n, text, role, SOURCE, passage=Passage(f"p{n}", text, role, SOURCE, product=product))


Check = Callable[..., tuple[Finding, ...]]


def assert_found(findings: Iterable[Finding], text: str, kind: str, quote: str) -> None:
    """One of `findings` is of that kind and meets the quote where it first stands."""
    at = text.index(quote)
    ours = [f for f in findings if f.kind == kind]
    assert any(f.start < at + len(quote) and at < f.end for f in ours), ours


@pytest.fixture(scope="session")
def checker() -> Checker:
    return packaged_checker()


@pytest.fixture(scope="session")
def check(checker: Checker) -> Check:
    def run(
        text: str,
        *,
        category: Category = Category.GENERAL,
        channel: Channel = Channel.MOMENTS,
        product: str | None = None,
        facts: tuple[Fact, ...] = FACTS,
        evidence: tuple[EvidenceItem, ...] = (),
    ) -> tuple[Finding, ...]:
        brand = Brand(BRAND.id, BRAND.name, category, products=BRAND.products, contacts=BRAND.contacts)
        request = CheckRequest(
            text, brand, channel_forms()[channel], Language.ZH, AT, product=product, facts=facts, evidence=evidence
        )
        findings = checker.check(request)
        assert all(text[f.start : f.end] == f.quote for f in findings)
        return findings

    return run
