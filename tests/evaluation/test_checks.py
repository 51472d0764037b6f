import json
from datetime import date
from pathlib import Path

import pytest

from copilot.domain.brand import Category
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding, Severity
from copilot.errors import InvalidInput
from copilot.evaluation.checks import CheckCase, evaluate_checks, read_cases


def write(folder: Path, *rows: dict[str, object]) -> Path:
    (folder / "cases.jsonl").write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
    return folder


def searching(case: CheckCase) -> list[Finding]:
    """Finds 最佳 as absolute, 399 as price and 大概 as a note."""
    wanted = [("最佳", "absolute", Severity.BLOCK), ("399", "price", Severity.WARN), ("大概", "number", Severity.NOTE)]
    return [
        Finding("r", kind, severity, case.text.index(word), case.text.index(word) + len(word), word, "", "")
        for word, kind, severity in wanted
        if word in case.text
    ]


def test_recall_and_alarms_are_counted_by_kind(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            "id": "a",
            "brand": "b",
            "channel": "group",
            "text": "最佳枕头399",
            "violations": [{"kind": "absolute", "quote": "最佳枕头"}, {"kind": "price", "quote": "枕"}],
        },
        {"id": "b", "brand": "b", "channel": "moments", "text": "晒枕头", "violations": []},
        {"id": "c", "brand": "b", "channel": "moments", "text": "大概晒半天", "violations": []},
        {"id": "d", "brand": "b", "channel": "moments", "text": "今天399", "violations": []},
        {"id": "e", "brand": "b", "channel": "moments", "text": "最佳399", "violations": []},
    )
    report = evaluate_checks(folder, searching)
    assert (report.cases, report.clean) == (5, 4)
    assert report.kinds["absolute"].recall == 1.0
    assert report.kinds["price"].recall == 0.0
    assert (report.kinds["absolute"].false_alarms, report.kinds["price"].false_alarms) == (1, 2)
    assert (report.clean_with_block, report.clean_with_warn) == (0.25, 0.25)
    assert report.recall == 0.5
    assert report.missed == (("a", "price", "枕"),)


def test_a_case_may_bring_its_brand(tmp_path: Path) -> None:
    card = {
        "id": "tea",
        "name": "茶铺",
        "category": "food",
        "products": ["白茶", {"name": "岩茶", "aliases": ["肉桂"]}],
    }
    folder = write(tmp_path, {"id": 1, "brand": card, "text": "x", "at": "2026-11-23", "product": "白茶"})
    case = next(read_cases(folder))
    assert case.card is not None
    assert (case.card.category, case.card.products[1].aliases) == (Category.FOOD, ("肉桂",))
    assert (case.id, case.brand, case.channel, case.at) == ("1", "tea", Channel.GROUP, date(2026, 11, 23))


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="does not exist"):
        evaluate_checks(tmp_path, searching)
    (tmp_path / "cases.jsonl").write_text('{"id": 1}\n', "utf-8")
    with pytest.raises(InvalidInput, match="jsonl:1"):
        evaluate_checks(tmp_path, searching)
