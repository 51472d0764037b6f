"""Floors of what the claim and wording rules find in written cases, and of how seldom they disturb lawful texts.

The cases are invented. `shops` was read while the rules were written; `shops_read_later` was first measured when they
stood, and its classes of misses were learned from afterwards, so neither says how unseen texts fare.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from copilot.bootstrap.desk import packaged_checker
from copilot.checking import CheckRequest, channel_forms
from copilot.domain.brand import Brand, Category, Product
from copilot.domain.draft import Finding, Severity
from copilot.domain.evidence import EvidenceItem, Fact, Passage, Role, Source
from copilot.domain.language import Language
from copilot.evaluation.checks import CheckCase, CheckReport, evaluate_checks

DATA = Path(__file__).parent / "data" / "claims_and_wording"
FOLDERS = ("shops", "shops_read_later")
SOURCE = Source("knowledge", "资料.md", 1, "L1")
ELSEWHERE = ("number", "price", "date", "expired_offer", "price_fraud", "length", "product_name")
"""Kinds that other checks answer for; the cases do not plant them."""
PASSAGES_PER_SENTENCE = 3


@dataclass(frozen=True)
class Shop:
    brand: Brand
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]


@pytest.mark.parametrize("folder", FOLDERS)
def test_planted_wording_is_found_in_every_kind(folder: str) -> None:
    report = _report(folder)
    wording = {k: m for k, m in report.kinds.items() if k != "unsupported_claim" and m.planted}
    found, planted = sum(m.found for m in wording.values()), sum(m.planted for m in wording.values())
    assert found / planted >= 0.95
    assert {k: m.recall for k, m in wording.items() if m.recall is not None and m.recall < 0.9} == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_claims_that_nothing_supports_are_found(folder: str) -> None:
    recall = _report(folder).kinds["unsupported_claim"].recall
    assert recall is not None
    assert recall >= 0.9


@pytest.mark.parametrize("folder", FOLDERS)
def test_lawful_and_supported_texts_are_left_alone(folder: str) -> None:
    report = _report(folder)
    assert report.clean_with_block <= 0.01, report.alarms
    assert report.clean_with_warn <= 0.03, report.alarms


def test_the_cases_are_many_enough_to_say_something() -> None:
    planted: Counter[str] = Counter()
    for folder in FOLDERS:
        planted.update({k: m.planted for k, m in _report(folder).kinds.items()})
    assert sum(planted.values()) >= 600
    assert sum(_report(f).clean for f in FOLDERS) >= 300


@cache
def _report(folder: str) -> CheckReport:
    checker, forms, shops = packaged_checker(), channel_forms(), _shops(DATA / folder)

    def check(case: CheckCase) -> Iterable[Finding]:
        shop = shops[case.brand]
        request = CheckRequest(
            case.text,
            shop.brand,
            forms[case.channel],
            shop.brand.language,
            date(2026, 11, 23),
            facts=shop.facts,
            evidence=_evidence(case.text, shop.passages),
        )
        return [f for f in checker.check(request) if f.kind not in ELSEWHERE or f.severity is Severity.NOTE]

    return evaluate_checks(DATA / folder, check)


def _shops(folder: Path) -> dict[str, Shop]:
    return {row["id"]: _shop(row) for row in map(json.loads, (folder / "brands.jsonl").read_text("utf-8").splitlines())}


def _shop(row: dict[str, Any]) -> Shop:
    products = tuple(Product(name, tuple(aliases)) for name, aliases in row["products"])
    brand = Brand(
        row["id"],
        row["name"],
        Category(row["category"]),
        Language(row["language"]),
        products,
        tuple(row["contacts"]),
    )
    passages = tuple(Passage(f"p{n}", text, Role.FAQ, SOURCE) for n, text in enumerate(row["passages"]))
    return Shop(brand, passages, tuple(Fact(p, field, value, unit, SOURCE) for p, field, value, unit in row["facts"]))


def _evidence(text: str, passages: tuple[Passage, ...]) -> tuple[EvidenceItem, ...]:
    """The passages that share most with each sentence, as a search would find them."""
    found: dict[str, Passage] = {}
    for sentence in filter(None, map(_pairs, re.split(r"[。！？!?\n；;]", text))):
        nearest = sorted(passages, key=lambda p: -len(sentence & _pairs(p.text)))
        found.update({p.id: p for p in nearest[:PASSAGES_PER_SENTENCE]})
    return tuple(EvidenceItem(n, p.text, p.role, SOURCE, passage=p) for n, p in enumerate(found.values(), start=1))


@cache
def _pairs(text: str) -> frozenset[str]:
    bare = re.sub(r"[^\u4e00-\u9fffa-z0-9]", "", text.lower())
    return frozenset({*(bare[i : i + 2] for i in range(len(bare) - 1)), *re.findall(r"[a-z0-9]{3,}", text.lower())})
