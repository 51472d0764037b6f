"""Brings the citation marks of an answer into the one form `[n]`, and drops those that cite nothing."""

import re
from collections.abc import Collection

WORD = r"(?:资料|来源|证据|编号|出处|参考|evidence|source|ref\.?|\^|n|#)?\s*[:：]?"
NUMBERS = r"\d{1,3}(?:\s*(?:[,，、;；/&]|和|and)\s*\d{1,3})*"
BRACKETED = re.compile(
    rf"(?P<space>[ \t]*)[\[［【〔]\s*{WORD}\s*(?P<numbers>{NUMBERS})\s*[\]］】〕](?!\()", re.IGNORECASE
)
PARENTHESES = re.compile(
    rf"(?<=[^\s(（])(?P<space>)[(（]\s*{WORD}\s*(?P<numbers>\d{{1,2}})\s*[)）](?=[\s，。；、,.;!！?？]|$)",
    re.IGNORECASE,
)
UNFILLED = re.compile(r"[ \t]*[\[［【]\s*(?:n|N|编号|数字|number)\s*[\]］】]")
# “[7]或[1]” is how a prompt offers two; copied into a text, what stands between would go out without its marks.
BETWEEN = re.compile(
    r"(\[\d{1,3}\])\s*(?:(?:或者?|和|与|or\b|and\b)\s*(?=\[\d{1,3}\])|[、,，;；/&]\s*(?=\[\d{1,3}\]\s*(?:[。.，,；;！!？?]|$)))",
    re.IGNORECASE,
)
ENDED_TWICE = re.compile(r"(?<=[。！？!?])(\s*(?:\[\d{1,3}\])+)\s*[。.]")
REPEATED = re.compile(r"(\[\d+\])(?:\s*\1)+")


def clean_citations(text: str, known: Collection[int]) -> str:
    """`text` with marks such as `［2］`, `【2】`, `[资料2]`, `[1、2]` made `[2]`, `[1][2]`; numbers not in `known` go, and
    so does what joins marks (“[7]或[1]”).

    A number in parentheses is taken for a mark only where the text has no other marks and the number is known.
    """
    cleaned = BRACKETED.sub(lambda found: _marks(found, known), UNFILLED.sub("", text))
    if not re.search(r"\[\d+\]", cleaned):
        cleaned = PARENTHESES.sub(lambda found: _marks(found, known) or found[0], cleaned)
    return REPEATED.sub(r"\1", ENDED_TWICE.sub(r"\1", BETWEEN.sub(r"\1", cleaned)))


def _marks(found: re.Match[str], known: Collection[int]) -> str:
    numbers = [int(n) for n in re.findall(r"\d+", found["numbers"])]
    marks = "".join(f"[{n}]" for n in dict.fromkeys(numbers) if n in known)
    return f"{found['space']}{marks}" if marks else ""
