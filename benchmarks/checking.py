"""Prints how fast checking is, and how it does on folders of public texts given as arguments."""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from copilot.checking import Checker, verdict
from copilot.checking.request import CheckRequest
from copilot.checking.rulebook import channel_forms, load_rules
from copilot.domain.brand import Brand, Category, Product
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding
from copilot.domain.evidence import Fact, Source
from copilot.domain.language import Language

AT = date(2026, 11, 23)
HEAVY = (
    "1234567890",
    "1 ",
    "199元3件",
    "满300减50买二送一第二件半价",
    "11月11日11/11周三晚8点",
    "¥199",
    "9.9折95%",
    "原价199现价99立省100，",
)
SAMPLE = (
    "侧睡的人换枕头，最怕肩膀没地方放。松风枕 269 一只，两边高中间低，翻过去脖子还是平的。"
    "30 天内不合适能退，运费我们出。按用三年算，一天两毛五。周三晚8点直播拆给大家看，最后一步怎么晒也讲。\n"
)


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "compliance", nargs="?", type=Path, help="folder with ordinary_copy_zh.jsonl and food_claims_labelled.jsonl"
    )
    parser.add_argument("--show", action="store_true", help="print what was missed and what was flagged")
    arguments = parser.parse_args()
    checker = Checker(load_rules())
    _speed(checker)
    _longest(checker)
    if arguments.compliance:
        _ordinary(checker, arguments.compliance / "ordinary_copy_zh.jsonl", arguments.show)
        _food(checker, arguments.compliance / "food_claims_labelled.jsonl", arguments.show)


def _speed(checker: Checker) -> None:
    text = (SAMPLE * 10)[:500]
    source = Source("d", "prices.xlsx", 1, "A1")
    products = tuple(Product(f"松风枕{i}号", ("松风枕",) if not i else ()) for i in range(12))
    facts = tuple(
        Fact(p.name, field, str(200 + i * 7), unit, source)
        for p in products
        for i, (field, unit) in enumerate(
            (("list_price", "元"), ("member_price", "元"), ("高度", "cm"), ("质保", "天"))
        )
    )
    brand = Brand("b", "松风", Category.GENERAL, Language.ZH, products)
    request = _request(text, brand, Channel.MOMENTS, facts)
    checker.check(request)
    times = []
    for i in range(60):
        edited = replace(request, text=f"{text[:-3]}{i:03}")
        start = time.process_time()
        checker.check(edited)
        times.append((time.process_time() - start) * 1000)
    times.sort()
    print(
        f"500 characters, all rules, {len(facts)} facts: processor time p50 {statistics.median(times):.1f} ms, p95 {times[56]:.1f} ms"
    )


def _longest(checker: Checker) -> None:
    """The time for 10,000 characters of things that are all numbers, prices or offers."""
    slowest = ("", 0.0)
    for piece in HEAVY:
        text = (piece * (10_000 // len(piece) + 1))[:10_000]
        times = []
        for _ in range(2):
            start = time.process_time()
            checker.check(_request(text, Brand("b", "松风"), Channel.MOMENTS))
            times.append(time.process_time() - start)
        slowest = max(slowest, (piece, min(times)), key=lambda s: s[1])
    print(f"10,000 characters of nothing but numbers: slowest {slowest[1]:.2f} s, of {slowest[0]!r}")


def _ordinary(checker: Checker, file: Path, show: bool) -> None:
    brand = Brand("shop", "shop")
    results = [(row["copy"], checker.check(_request(row["copy"], brand, Channel.MOMENTS))) for row in _rows(file)]
    verdicts = Counter(verdict(findings) for _, findings in results)
    print(f"ordinary copy ({len(results)}): " + ", ".join(f"{k} {v / len(results):.1%}" for k, v in verdicts.items()))
    rules = Counter(f.rule for _, findings in results for f in findings if f.severity != "note")
    print("  by rule:", dict(rules.most_common(12)))
    if show:
        _show(f for _, findings in results for f in findings if f.severity != "note")


def _food(checker: Checker, file: Path, show: bool) -> None:
    brand = Brand("food", "food", Category.FOOD)
    flagged: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for row in _rows(file):
        findings = [f for f in checker.check(_request(row["text"], brand, Channel.MOMENTS)) if f.severity != "note"]
        wording = [f for f in findings if f.kind not in ("number", "price", "date", "length")]
        violating = int(row["label"])
        total[violating] += 1
        flagged[violating] += bool(wording)
        if show and bool(wording) != bool(violating):
            print("  MISSED" if violating else "  FALSE", row["text"][:90], [(f.rule, f.quote) for f in wording])
    print(
        f"food claims: violating found {flagged[1]}/{total[1]} = {flagged[1] / total[1]:.1%}, allowed flagged {flagged[0]}/{total[0]} = {flagged[0] / total[0]:.1%}"
    )


def _request(text: str, brand: Brand, channel: Channel, facts: tuple[Fact, ...] = ()) -> CheckRequest:
    return CheckRequest(text, brand, channel_forms()[channel], Language.ZH, AT, facts=facts)


def _rows(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _show(findings: Iterable[Finding]) -> None:
    for finding in findings:
        print("  ", finding.severity.value, finding.rule, finding.quote)


if __name__ == "__main__":
    main()
