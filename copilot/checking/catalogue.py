"""The rules that ship as a list for people, and a checker of one of them alone."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from copilot.checking.checker import Checker
from copilot.checking.rulebook import ByReach, Notice, Rule, RuleBook, Sentence
from copilot.checking.voice_rules import load_voice_rules
from copilot.domain.channel import Reach
from copilot.domain.draft import Severity
from copilot.domain.language import Language
from copilot.domain.shipped_rule import LawfulContext, ShippedRule
from copilot.yaml_text import read_yaml


class _AnyFact(dict[str, str]):
    """Stands for what only a text can tell."""

    def __missing__(self, key: str) -> str:
        return "…"


def shipped_rules(book: RuleBook, language: Language) -> tuple[ShippedRule, ...]:
    """Every rule: of wording, of figures and claims, of voice and form, in that order."""
    return tuple(_shown(notice, language) for notice in _notices(book))


def with_only(book: RuleBook, rule_id: str) -> Checker:
    """A checker that knows no wording rule but that one (none at all when the id is not a wording rule's)."""
    return Checker(book.model_copy(update={"rules": [r for r in book.rules if r.id == rule_id]}))


def _notices(book: RuleBook) -> Iterator[Notice]:
    yield from book.rules
    yield from book.notices.values()
    yield from load_voice_rules().notices.values()


@cache
def _titles() -> Mapping[str, Sentence]:
    rows = read_yaml((files(__package__) / "rules" / "titles.yaml").read_text("utf-8"))
    return {rule_id: Sentence.model_validate(row) for rule_id, row in rows.items()}


def _shown(notice: Notice, language: Language) -> ShippedRule:
    def said(sentence: Sentence) -> str:
        return (sentence.zh if language is Language.ZH else sentence.en).format_map(_AnyFact())

    rule = notice if isinstance(notice, Rule) else None
    return ShippedRule(
        id=notice.id,
        title=said(_titles().get(notice.id, notice.message)),
        kind=notice.kind,
        severity=_by_reach(notice.severity),
        basis=said(notice.basis),
        source=notice.source,
        message=said(notice.message),
        suggestion=said(notice.suggestion),
        categories=tuple(rule.categories) if rule else (),
        not_categories=tuple(rule.not_categories) if rule else (),
        reaches=tuple(rule.reaches) if rule else (),
        weighed=tuple((c, _by_reach(s)) for c, s in rule.severity_in.items()) if rule else (),
        contexts=tuple(LawfulContext(e.id, e.basis, tuple(e.categories)) for e in rule.unless) if rule else (),
    )


def _by_reach(severity: ByReach) -> Mapping[Reach, Severity]:
    return {reach: severity.at(reach) for reach in Reach}
