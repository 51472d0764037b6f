"""Reads the invented brands under `data/numbers`: a card, facts, passages, and texts with and without a wrong number."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.brand import Brand, Category, Product
from copilot.domain.draft import Finding
from copilot.domain.evidence import EvidenceItem, Fact, Passage, Role, Source
from copilot.domain.language import Language
from copilot.evaluation.checks import CheckCase, CheckReport, evaluate_checks

DATA = Path(__file__).parent / "data" / "numbers"
KINDS = {"number", "price", "date", "expired_offer", "price_fraud", "product_name"}
_SOURCE = Source("d", "prices", 1, "L1")


def measure(folder: Path, checker: Checker) -> CheckReport:
    """Recall and alarms of the checks of numbers on one brand's texts."""
    brand, facts, evidence = _brand(folder), _facts(folder), _evidence(folder)

    def check(case: CheckCase) -> list[Finding]:
        product = brand.product(case.product) if case.product else None
        assert case.at is not None
        request = CheckRequest(
            text=case.text,
            brand=brand,
            form=channel_forms()[case.channel],
            language=brand.language,
            at=case.at,
            product=product.name if product else None,
            facts=facts,
            evidence=evidence,
        )
        found = checker.check(request)
        assert all(case.text[f.start : f.end] == f.quote for f in found)
        return [f for f in found if f.kind in KINDS]

    return evaluate_checks(folder, check)


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _brand(folder: Path) -> Brand:
    card = json.loads((folder / "brand.json").read_text("utf-8"))
    products = tuple(Product(p["name"], tuple(p["aliases"])) for p in card["products"])
    return Brand(card["name"], card["name"], Category(card["category"]), Language(card["language"]), products)


def _facts(folder: Path) -> tuple[Fact, ...]:
    def day(written: str | None) -> date | None:
        return date.fromisoformat(written) if written else None

    return tuple(
        Fact(
            row["product"],
            row["field"],
            row["value"],
            row["unit"],
            _SOURCE,
            day(row.get("valid_from")),
            day(row.get("valid_to")),
            row.get("note", ""),
        )
        for row in _rows(folder / "facts.jsonl")
    )


def _evidence(folder: Path) -> tuple[EvidenceItem, ...]:
    return tuple(
        EvidenceItem(n, row["text"], role, _SOURCE, passage=Passage(f"p{n}", row["text"], role, _SOURCE))
        for n, row in enumerate(_rows(folder / "passages.jsonl"), start=1)
        for role in (Role(row["role"]),)
    )
