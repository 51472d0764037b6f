"""Prints how often an answer with a changed fact is told from the true one, given the true sources.

The file holds one JSON object a line: {id, lang, question, answer, fake_answer, docs_true}. Each pair of answers is
written in three ways: after the question, as a statement made of the question, and in a sentence that names the question.
"""

import argparse
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from copilot.checking import Checker, CheckRequest, channel_forms, load_rules
from copilot.domain.brand import Brand, Category
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding, Severity
from copilot.domain.evidence import EvidenceItem, Passage, Role, Source
from copilot.domain.language import Language

KINDS = ("number", "price", "date", "unsupported_claim")
AT = date(2024, 1, 1)
ASKED = re.compile(r"是谁|谁|在哪里?(?:举办)?|是在哪(?=举办)|哪个国家|哪一年|什么时候|多少|是?什么(?:项目)?")
SOURCE = Source("d", "source", 1, "L1")


def main() -> None:
    """Read the file and print the share of pairs told apart, by way of writing and language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="the file, or the folder with counterfactual.jsonl")
    parser.add_argument("--show", action="store_true", help="print the pairs that were not told apart")
    arguments = parser.parse_args()
    file = arguments.file / "counterfactual.jsonl" if arguments.file.is_dir() else arguments.file
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    checker = Checker(load_rules())
    for way in ("asked", "stated", "named"):
        told = [(row, *_told(checker, row, way)) for row in rows]
        print(
            f"{way:7} "
            + "  ".join(f"{lang} {_share(told, lang)}" for lang in ("zh", "en"))
            + f"  all {_share(told, None)}"
        )
        if arguments.show:
            for row, fake, true in told:
                if not fake or true:
                    print("  ", row["id"], _text(row, row["fake_answer"], way), "| fake:", fake, "| true:", true)


def _share(told: list[tuple[dict[str, Any], list[str], list[str]]], language: str | None) -> str:
    of = [bool(fake) and not true for row, fake, true in told if language in (None, row["lang"])]
    return f"{sum(of)}/{len(of)} = {sum(of) / max(1, len(of)):.1%}"


def _told(checker: Checker, row: dict[str, Any], way: str) -> tuple[list[str], list[str]]:
    """What was found in the false answer, and in the true one."""
    true = next(_flat(row["answer"]))
    return tuple(
        [
            f"{f.rule}:{f.quote}"
            for f in _check(checker, row, _text(row, answer, way))
            if f.kind in KINDS and f.severity is not Severity.NOTE
        ]
        for answer in (row["fake_answer"], true)
    )  # type: ignore[return-value]


def _flat(answer: Any) -> Iterator[str]:
    for one in answer if isinstance(answer, list) else [answer]:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield str(one).split(",")[0] if not re.search(r"\d", str(one)) else str(one)


def _text(row: dict[str, Any], answer: str, way: str) -> str:
    question = row["question"].rstrip("?？ ")
    if row["lang"] == "zh":
        if way == "asked":
            return f"{question}？{answer}。"
        if way == "named":
            return f"问：{question}，答案是{answer}。"
        stated, found = ASKED.subn(
            lambda m: ("是" if m[0].startswith("是") else "在" if m[0].startswith("在") else "") + answer,
            question,
            count=1,
        )
        return f"{stated}。" if found else f"{question}是{answer}。"
    if way == "asked":
        return f"{question}? {answer}."
    if way == "named":
        return f"The answer to “{question}” is {answer}."
    return f"{_statement(question, answer)}."


def _statement(question: str, answer: str) -> str:
    for pattern, put in (
        (r"(?i)^who (.*)", rf"{answer} \1"),
        (r"(?i)^(?:which city|what movie) (.*)", rf"{answer} \1"),
        (r"(?i)^when (?:was|does|did) (.*)", rf"\1 on {answer}"),
        (r"(?i)^(?:what|how much) (?:is|was|did) (.*)", rf"\1: {answer}"),
    ):
        if re.match(pattern, question):
            return re.sub(pattern, lambda m, p=put: m.expand(p.replace(answer, "\0")).replace("\0", answer), question)
    return f"{question}: {answer}"


def _check(checker: Checker, row: dict[str, Any], text: str) -> tuple[Finding, ...]:
    language = Language(row["lang"])
    evidence = tuple(
        EvidenceItem(n, doc, Role.FAQ, SOURCE, passage=Passage(str(n), doc, Role.FAQ, SOURCE))
        for n, doc in enumerate(row["docs_true"], start=1)
    )
    brand = Brand("b", "b", Category.GENERAL, language)
    return checker.check(CheckRequest(text, brand, channel_forms()[Channel.MOMENTS], language, AT, evidence=evidence))


if __name__ == "__main__":
    main()
