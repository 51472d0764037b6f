"""Prints how fast checking is, and how it does on folders of public texts given as arguments."""

import argparse
import json
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from copilot.bootstrap import build_copilot
from copilot.bootstrap.desk import packaged_checker, packaged_encoder
from copilot.checking import Checker, verdict
from copilot.checking.request import CheckRequest, Nearness
from copilot.checking.rulebook import channel_forms, load_rules
from copilot.checking.sieve import needed
from copilot.domain.brand import Brand, Category, Product
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding, Task
from copilot.domain.evidence import Fact, Source
from copilot.domain.language import Language
from copilot.knowledge.nearness import QuestionNearness
from copilot.settings import Settings
from copilot.workflows.ask import Ask
from copilot.workflows.check import check_request
from copilot.workflows.knowing import numbered

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
    "含",
    "连锁",
    "不痛",
    "两年",
    "抑菌",
    "最好，",
    "不包",
)
MOST_EVERY_WORD = 10
Check = Callable[[str, Brand], Iterable[Finding]]
SAMPLE = (
    "侧睡的人换枕头，最怕肩膀没地方放。松风枕 269 一只，两边高中间低，翻过去脖子还是平的。"
    "30 天内不合适能退，运费我们出。按用三年算，一天两毛五。周三晚8点直播拆给大家看，最后一步怎么晒也讲。\n"
)

POSTS = {
    Language.ZH: (
        "侧睡的人换枕头，最怕肩膀没地方放。云感枕 269 一只，两边高中间低，翻过去脖子还是平的。30 天内不合适能退，运费我们出。"
        "按用三年算，一天两毛五。慢回弹记忆棉，密度 55D，枕套可拆洗，芯子别下水。会员价 239，活动到 11 月 30 日，满 300 减 50。\n"
    ),
    Language.EN: (
        "Most beginners grind too fine. Our hand grinder is $89 and holds 25 g, enough for two cups. Free shipping over $50, "
        "returns within 30 days. It is made of stainless steel and weighs 450 g. On Friday at 7 pm we brew together.\n"
    ),
}
WHOLE = 200


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "compliance", nargs="?", type=Path, help="folder with ordinary_copy_zh.jsonl and food_claims_labelled.jsonl"
    )
    parser.add_argument(
        "--every-word", action="store_true", help="also repeat every word that rules and claims look for (minutes)"
    )
    parser.add_argument("--show", action="store_true", help="print what was missed and what was flagged")
    arguments = parser.parse_args()
    checker = packaged_checker()
    _speed(checker)
    _brands(checker)
    _longest(checker, HEAVY)
    if arguments.every_word:
        _longest(checker, _slowest_words(checker))
    for meaning in (None, QuestionNearness(packaged_encoder()).of_claims) if arguments.compliance else ():
        print("with meaning:" if meaning else "by rules alone:")
        check = partial(_checked, checker, meaning)
        _ordinary(check, arguments.compliance / "ordinary_copy_zh.jsonl", arguments.show)
        _food(check, arguments.compliance / "food_claims_labelled.jsonl", arguments.show)


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
    times = sorted(_milliseconds(checker, replace(request, text=f"{text[:-3]}{i:03}")) for i in range(60))
    print(
        f"500 characters, all rules, {len(facts)} facts: processor time p50 {statistics.median(times):.1f} ms, p95 {times[56]:.1f} ms"
    )


def _brands(checker: Checker) -> None:
    """The time for a post of each demo brand, held against all that the brand knows."""
    with tempfile.TemporaryDirectory() as folder:
        copilot = build_copilot(Settings(data_dir=Path(folder), model=""))
        for _ in copilot.learn_demo():
            pass
        for brand in copilot.store.brands.all():
            text = (POSTS[brand.language] * 9)[:500]
            brief = copilot.briefing.brief(Task.POST, Ask(brand=brand.id, at=AT), AT)
            known, rules = copilot.searching.known_facts(brand), copilot.store.rules.of(brand.id)
            passages = copilot.store.documents.passages_for(brand.id, limit=WHOLE)
            near = copilot.searching.claims_near
            for meaning in (None, near):
                request = check_request(text, brief, known, numbered(passages), rules, meaning)
                times = sorted(_milliseconds(checker, replace(request, text=_reworded(text, n))) for n in range(43))[3:]
                said = "with" if meaning else "without"
                print(
                    f"500 characters, {brand.name}, {len(known.standing)} facts, {len(passages)} passages, {said} meaning:"
                    f" processor time p50 {statistics.median(times):.1f} ms, p95 {times[37]:.1f} ms"
                )
        copilot.close()


def _reworded(text: str, n: int) -> str:
    """A text of which no sentence was checked before."""
    return re.sub(r"。|\. ", lambda m: f"{chr(0x6C34 + n)}{m[0]}", text)[:500]


def _milliseconds(checker: Checker, request: CheckRequest) -> float:
    start = time.process_time()
    checker.check(request)
    return (time.process_time() - start) * 1000


def _longest(checker: Checker, pieces: Iterable[str]) -> None:
    """The time for 10,000 characters of one thing repeated."""
    slowest = ("", 0.0)
    for piece in pieces:
        request = _request((piece * (10_000 // len(piece) + 1))[:10_000], Brand("b", "松风"), Channel.MOMENTS)
        slowest = max(slowest, (piece, min(_milliseconds(checker, request) for _ in range(2))), key=lambda s: s[1])
    print(f"10,000 characters of one thing repeated: slowest {slowest[1] / 1000:.2f} s, of {slowest[0]!r}")


def _slowest_words(checker: Checker) -> list[str]:
    """Of all characters and pairs that a rule or a claim needs, those that take longest when repeated."""
    book = load_rules()
    sources = [p for rule in book.rules for p in rule.patterns]
    sources += [p for frame in book.claims.frames for p in frame.patterns]
    sources += [p for patterns in book.claims.triggers.values() for p in patterns]
    words = {w for s in sources for need in needed(re.compile(s)) for w in need} | {
        t for r in book.rules for t in r.terms
    }
    brand = Brand("b", "松风")
    timed = {w: _milliseconds(checker, _request((w * 1_500)[:1_500], brand, Channel.MOMENTS)) for w in sorted(words)}
    return sorted(timed, key=lambda w: -timed[w])[:MOST_EVERY_WORD]


def _checked(checker: Checker, meaning: Nearness | None, text: str, brand: Brand) -> tuple[Finding, ...]:
    return checker.check(replace(_request(text, brand, Channel.MOMENTS), nearness=meaning))


def _ordinary(check: Check, file: Path, show: bool) -> None:
    brand = Brand("shop", "shop")
    results = [(row["copy"], check(row["copy"], brand)) for row in _rows(file)]
    verdicts = Counter(verdict(findings) for _, findings in results)
    print(f"ordinary copy ({len(results)}): " + ", ".join(f"{k} {v / len(results):.1%}" for k, v in verdicts.items()))
    rules = Counter(f.rule for _, findings in results for f in findings if f.severity != "note")
    print("  by rule:", dict(rules.most_common(12)))
    if show:
        _show(f for _, findings in results for f in findings if f.severity != "note")


def _food(check: Check, file: Path, show: bool) -> None:
    brand = Brand("food", "food", Category.FOOD)
    flagged: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for row in _rows(file):
        findings = [f for f in check(row["text"], brand) if f.severity != "note"]
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
