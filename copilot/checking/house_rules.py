"""A brand's own say over the rules: words it added, rules it muted, severities it set.

Terms are plain words in which `*` stands for up to twelve characters of one sentence; at most two to a term and sixty
characters in all. No pattern language, so that no term can make a check slow: the most a term can cost is 144 steps
for each character of the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from copilot.checking.request import Reading
from copilot.checking.surface import Surface, SurfaceTables
from copilot.domain.brand_rules import WILDCARD, BrandRules
from copilot.domain.draft import Finding
from copilot.domain.language import Language

LONGEST_TERM = 60
MOST_WILDCARDS = 2
_ANYTHING = r"[^。！？!?；;\n]{0,12}?"
_BASIS = {Language.ZH: "品牌自己的规则", Language.EN: "The brand's own rule"}
_INSTEAD = {Language.ZH: "换成：{text}", Language.EN: "Say: {text}"}


class HouseRules:
    """Applies what brands changed; keeps what it has compiled."""

    def __init__(self, tables: SurfaceTables) -> None:
        self._tables = tables
        self._compiled = lru_cache(maxsize=512)(self._compile)

    def apply(self, reading: Reading, findings: Iterable[Finding]) -> list[Finding]:
        """Without the muted, at the severities that were set, and with what the brand's own rules find."""
        rules = reading.request.rules
        return [*self._kept(rules, findings), *self._own(reading, rules)]

    def _kept(self, rules: BrandRules, findings: Iterable[Finding]) -> Iterator[Finding]:
        changes = {c.rule: c for c in rules.changes}
        for finding in findings:
            change = changes.get(finding.rule)
            if change is None or not change.muted:
                severity = change.severity if change and change.severity else finding.severity
                yield replace(finding, severity=severity)

    def _own(self, reading: Reading, rules: BrandRules) -> Iterator[Finding]:
        text, language = reading.request.text, reading.request.language
        for rule in rules.own:
            change = rules.change_of(rule.id)
            pattern = self._compiled(rule.terms)
            for m in pattern.finditer(reading.surface.tight) if not (change and change.muted) else ():
                start, end = reading.surface.span(m.start(), m.end())
                instead = _INSTEAD[language].format(text=rule.rewording) if rule.rewording else ""
                yield Finding(
                    rule.id, rule.kind, rule.severity, start, end, text[start:end], rule.message, _BASIS[language],
                    instead, rule.rewording or None,
                )  # fmt: skip

    def _compile(self, terms: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile("|".join(self._pattern(t) for t in sorted(terms, key=len, reverse=True)) or r"(?!)")

    def _pattern(self, term: str) -> str:
        pieces = term[:LONGEST_TERM].split(WILDCARD, MOST_WILDCARDS)
        plain = [re.escape(Surface(p.replace(WILDCARD, ""), self._tables).tight) for p in pieces]
        return _ANYTHING.join(plain) if any(plain) else r"(?!)"


def refused_term(term: str) -> str:
    """Why a term cannot be used: `empty`, `long` or `wildcards`; "" when it can."""
    if not term.replace(WILDCARD, "").strip() or term.strip().startswith(WILDCARD) or term.strip().endswith(WILDCARD):
        return "empty"
    if len(term) > LONGEST_TERM:
        return "long"
    return "wildcards" if term.count(WILDCARD) > MOST_WILDCARDS else ""
