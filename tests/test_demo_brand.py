"""The demo brands are complete, agree with themselves, and their binary files are what the script builds."""

import csv
import re
import runpy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from copilot.domain.brand import Brand, Category, Product
from copilot.domain.channel import Channel
from copilot.domain.conversation import Move, Objection
from copilot.domain.ladder import Step
from copilot.domain.language import Language

ROOT = Path(__file__).resolve().parents[1]
KNOWLEDGE = ROOT / "knowledge"
BRANDS = ("yunmian", "trailkettle")
TODAY = date(2026, 11, 23)
FILES = {
    "yunmian": {
        "brand.yaml", "2026价格表.xlsx", "产品手册.docx", "检测报告.pdf", "常见问题.md", "顾客评价.csv", "售后与会员政策.html",
        "品牌故事.md", "三个人设的朋友圈.md", "segments_personas.yaml", "scripts.yaml",
    },
    "trailkettle": {
        "brand.yaml", "price-list.xlsx", "handbook.docx", "faq.md", "reviews.csv", "policies.html", "story-and-posts.md",
        "segments_personas.yaml", "scripts.yaml",
    },
}  # fmt: skip
PRICES = {"yunmian": "2026价格表.xlsx", "trailkettle": "price-list.xlsx"}
REVIEWS = {"yunmian": "顾客评价.csv", "trailkettle": "reviews.csv"}
POSTS = {"yunmian": "三个人设的朋友圈.md", "trailkettle": "story-and-posts.md"}
FAQ = {"yunmian": "常见问题.md", "trailkettle": "faq.md"}
AT_LEAST = {"yunmian": (12, 30, 35), "trailkettle": (5, 15, 15)}
"""Products, questions, scripts."""


@cache
def card(brand_id: str) -> Brand:
    described = read_yaml(brand_id, "brand.yaml")["brand"]
    products = tuple(Product(p["name"], tuple(p["aliases"])) for p in described["products"])
    return Brand(
        id=described["id"],
        name=described["name"],
        category=Category(described["category"]),
        language=Language(described["language"]),
        products=products,
        contacts=tuple(described["contacts"]),
    )


def read_yaml(brand_id: str, name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((KNOWLEDGE / brand_id / name).read_text(encoding="utf-8"))
    return content


def reviews(brand_id: str) -> list[list[str]]:
    with (KNOWLEDGE / brand_id / REVIEWS[brand_id]).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def price_rows(brand_id: str, sheet: int) -> list[list[Any]]:
    """The rows of a price sheet, with merged cells filled from their first cell."""
    from openpyxl import load_workbook

    page = load_workbook(KNOWLEDGE / brand_id / PRICES[brand_id]).worksheets[sheet]
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    for area in page.merged_cells.ranges:
        for r in range(area.min_row, area.max_row + 1):
            for c in range(area.min_col, area.max_col + 1):
                rows[r - 1][c - 1] = rows[area.min_row - 1][area.min_col - 1]
    return rows


def amount(cell: object) -> float | None:
    """The amount in a cell such as 239, "¥239/只" or "2,380元"; None where it holds none."""
    found = re.search(r"\d+(?:\.\d+)?", str(cell).replace(",", ""))
    return float(found[0]) if found else None


@pytest.mark.parametrize("brand_id", BRANDS)
def test_every_file_is_there_and_small(brand_id: str) -> None:
    present = {p.name: p.stat().st_size for p in (KNOWLEDGE / brand_id).iterdir() if p.is_file()}
    assert set(present) == FILES[brand_id]
    assert max(present.values()) < 300_000
    chats = list((KNOWLEDGE / brand_id / "chats").glob("*.txt"))
    assert len(chats) == (3 if brand_id == "yunmian" else 2)


@pytest.mark.parametrize("brand_id", BRANDS)
def test_the_card_names_its_products_once_each(brand_id: str) -> None:
    brand = card(brand_id)
    names = [n.casefold() for p in brand.products for n in p.names]
    assert brand.id == brand_id
    assert len(brand.products) >= AT_LEAST[brand_id][0]
    assert len(names) == len(set(names))
    assert all(p.aliases for p in brand.products)


@pytest.mark.parametrize("brand_id", BRANDS)
def test_every_product_has_prices_and_the_member_pays_less(brand_id: str) -> None:
    brand, priced = card(brand_id), set()
    offset = 1 if brand_id == "yunmian" else 0
    for row in price_rows(brand_id, 0):
        product = brand.product(str(row[offset]))
        if product is None:
            continue
        listed, member = amount(row[offset + 3]), amount(row[offset + 4])
        priced.add(product.name)
        assert listed is not None
        assert member is None or member < listed, row
    assert priced == {p.name for p in brand.products}


@pytest.mark.parametrize("brand_id", BRANDS)
def test_promotions_are_cheaper_than_membership_for_the_same_version(brand_id: str) -> None:
    brand = card(brand_id)
    offset = 1 if brand_id == "yunmian" else 0
    members = {(row[offset], row[offset + 1]): amount(row[offset + 4]) for row in price_rows(brand_id, 0)}
    compared = 0
    for row in price_rows(brand_id, 1):
        member, promotion = members.get((row[1], row[2])), amount(row[3])
        if brand.product(str(row[1])) and member and promotion:
            compared += 1
            assert promotion < member, row
    assert compared >= 5


def test_one_promotion_is_over_one_runs_and_one_is_to_come() -> None:
    cells = {(str(r[0]), str(r[4])) for r in price_rows("yunmian", 1)}
    assert ("双11", "2026.11.1-11.11") in cells
    assert ("感恩季", "2026-11-20 至 2026-11-30") in cells
    assert ("双12", "12.10–12.12") in cells
    assert date(2026, 11, 20) <= TODAY <= date(2026, 11, 30)


@pytest.mark.parametrize("brand_id", BRANDS)
def test_reviews_cover_every_product_and_some_are_bad(brand_id: str) -> None:
    brand, rows = card(brand_id), reviews(brand_id)
    reviewed = [brand.product(row[1]) for row in rows]
    assert len(rows) == (60 if brand_id == "yunmian" else 25)
    assert {p.name for p in reviewed if p} == {p.name for p in brand.products}
    assert None not in reviewed
    assert sum(int(row[4]) <= 3 for row in rows) >= (10 if brand_id == "yunmian" else 5)
    assert all(date.fromisoformat(row[0]) <= TODAY for row in rows)


@pytest.mark.parametrize("brand_id", BRANDS)
def test_scripts_use_known_words_and_cover_every_step_and_objection(brand_id: str) -> None:
    scripts = read_yaml(brand_id, "scripts.yaml")["scripts"]
    brand = card(brand_id)
    assert len(scripts) >= AT_LEAST[brand_id][2]
    assert len({s["id"] for s in scripts}) == len(scripts)
    assert {Step(s["step"]) for s in scripts if "step" in s} == set(Step)
    assert {Objection(s["objection"]) for s in scripts if "objection" in s} == set(Objection)
    assert {Move(s["move"]) for s in scripts} == set(Move)
    assert {Channel(s["channel"]) for s in scripts} <= {Channel.PRIVATE_CHAT, Channel.GROUP, Channel.MOMENTS}
    assert all(brand.product(s["product"]) for s in scripts if "product" in s)
    for kind in ("service", "repurchase", "refer", "welcome", "stop"):
        assert any(s["id"].startswith(kind) for s in scripts), kind


@pytest.mark.parametrize("brand_id", BRANDS)
def test_three_people_post_in_their_own_words(brand_id: str) -> None:
    cards = read_yaml(brand_id, "segments_personas.yaml")
    papers = (KNOWLEDGE / brand_id / POSTS[brand_id], KNOWLEDGE / f"{brand_id}-posts.md")
    posts = "\n".join(paper.read_text(encoding="utf-8") for paper in papers)
    assert len(cards["personas"]) == 3
    assert len(cards["segments"]) == (7 if brand_id == "yunmian" else 6)
    for persona in cards["personas"]:
        samples = persona["samples"]
        others = [s for p in cards["personas"] if p is not persona for s in p["samples"]]
        assert len(samples) >= 6
        assert all(sample in posts for sample in samples)
        assert not any(word.casefold() in sample.casefold() for word in persona["never"] for sample in samples)
        assert any(word.casefold() in sample.casefold() for word in persona["pet_words"] for sample in samples)
        assert not any(word.casefold() in sample.casefold() for word in persona["pet_words"] for sample in others)


@pytest.mark.parametrize("brand_id", BRANDS)
def test_questions_are_many_and_answered(brand_id: str) -> None:
    text = (KNOWLEDGE / brand_id / FAQ[brand_id]).read_text(encoding="utf-8")
    answers = [part.split("\n", 1)[1].strip() for part in text.split("\n## ")[1:]]
    assert len(answers) >= AT_LEAST[brand_id][1]
    assert all(answers)


def test_the_binary_files_are_what_the_script_builds(tmp_path: Path) -> None:
    built = runpy.run_path(str(ROOT / "benchmarks" / "make_demo_files.py"))["build_all"](tmp_path)
    assert len(built) == 5
    for path in built:
        kept = KNOWLEDGE / path.relative_to(tmp_path)
        assert _content(path) == _content(kept), path.name


def test_the_report_can_be_read_as_text() -> None:
    text = _content(KNOWLEDGE / "yunmian" / "检测报告.pdf")
    assert "S01 云朵记忆枕 甲醛含量（芯） ≤75mg/kg 未检出 符合" in text
    assert "CYFZ-2026-03817" in text


def _content(path: Path) -> str:
    """What a reader sees of an office file or pdf: its text, cell by cell and page by page."""
    if path.suffix == ".pdf":
        import pdfplumber

        with pdfplumber.open(path) as pdf:
            return "\n".join(page.extract_text() for page in pdf.pages)
    if path.suffix == ".docx":
        from docx import Document

        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([p.text for p in document.paragraphs] + cells)
    from openpyxl import load_workbook

    book = load_workbook(path)
    return "\n".join(str((s.title, sorted(map(str, s.merged_cells.ranges)), list(s.values))) for s in book)


@pytest.mark.parametrize("brand_id", BRANDS)
def test_the_customers_are_invented_and_their_segments_described(brand_id: str) -> None:
    with (KNOWLEDGE / f"{brand_id}-customers.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    # Chinese mobile numbers begin with 13 to 19; 555-01xx is kept free for fiction.
    assert all(re.fullmatch(r"100\d{8}|\(406\) 555-01\d\d", row[2 if brand_id == "yunmian" else 3]) for row in rows[1:])
    codes = {row[0] for row in rows[1:]}
    history = yaml.safe_load((KNOWLEDGE / f"{brand_id}-history.yaml").read_text(encoding="utf-8"))["events"]
    assert {event["customer"] for event in history} <= codes
    rules = yaml.safe_load((KNOWLEDGE / f"{brand_id}-segments.yaml").read_text(encoding="utf-8"))["rules"]
    tied = {rule["segment_id"] for rule in rules if "segment_id" in rule}
    assert tied <= {segment["id"] for segment in read_yaml(brand_id, "segments_personas.yaml")["segments"]}
