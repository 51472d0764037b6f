"""Why an item is to be read with care, with the weight of each reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from copilot.domain.draft import Finding, Severity, without_marks
from copilot.domain.item_check import ItemCheck
from copilot.domain.review import ReviewPolicy, Risk, RiskKind
from copilot.domain.staleness import Stale
from copilot.domain.waiver import Judged, standing
from copilot.reviewing.risk_rules import RiskRules

QUOTED = 40


@dataclass(frozen=True, slots=True)
class Approved:
    """What a brand's reviewers passed before: claims by name, rules by id (of findings in approved texts, and waived
    ones), and by item the hashes of its wordings that were approved."""

    claims: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    wordings: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """One item's text with all that is known about it today."""

    text: str
    check: ItemCheck
    judged: tuple[Judged, ...]
    stale: tuple[Stale, ...] = ()


def risks_of(read: Read, before: Approved, rules: RiskRules) -> tuple[Risk, ...]:
    """The reasons, the heaviest first. What was waived is none; a finding counts as the gravest kind it is."""
    found = [*_of_findings(read, before, rules), *_of_grounds(read, before, rules)]
    return tuple(sorted(found, key=lambda risk: (-risk.weight, list(RiskKind).index(risk.kind))))


def people_needed(risks: Sequence[Risk], policy: ReviewPolicy) -> int:
    """How many have to approve what has these risks."""
    return 2 if any(risk.kind in policy.two_for for risk in risks) else 1


def _of_findings(read: Read, before: Approved, rules: RiskRules) -> Iterator[Risk]:
    left, file = standing(read.judged), rules.risks
    blocks = [f for f in left if f.severity is Severity.BLOCK]
    promises = [f for f in left if f.kind in file.promise_kinds]
    unsupported = [f for f in left if f.kind in file.unsupported_kinds]
    if blocks:
        grave = sum(file.graver.get(kind, 0) for kind in {f.kind for f in blocks})
        yield _risk(RiskKind.BLOCK, len(blocks), rules, grave, quote=_quote(blocks[0]))
    plain = without_marks(read.text)
    said = [m[0] for pattern in rules.promises for m in pattern.finditer(plain)]
    if promises or said:
        quotes = tuple(dict.fromkeys([*(_quote(f) for f in promises), *said]))
        yield _risk(RiskKind.PROMISE, len(quotes), rules, quote=quotes[0])
    if unsupported:
        yield _risk(RiskKind.UNSUPPORTED, len(unsupported), rules, quote=_quote(unsupported[0]))
    if first := sorted({f.rule for f in left} - before.rules):
        yield _risk(RiskKind.FIRST_RULE, len(first), rules, quote=_quote(next(f for f in left if f.rule == first[0])))
    counted = {*blocks, *promises, *unsupported}
    if warned := [f for f in left if f.severity is Severity.WARN and f not in counted]:
        yield _risk(RiskKind.WARN, len(warned), rules, quote=_quote(warned[0]))


def _of_grounds(read: Read, before: Approved, rules: RiskRules) -> Iterator[Risk]:
    grounds, low = read.check.grounds, rules.risks.low_evidence
    if read.stale:
        first = read.stale[0]
        yield _risk(RiskKind.STALE, len(read.stale), rules, quote=_short(first.old), now=_short(first.new))
    if grounds.prices:
        yield _risk(RiskKind.PRICE, len(grounds.prices), rules, quote=grounds.prices[0])
    if new := [claim for claim in grounds.claims if claim not in before.claims]:
        yield _risk(RiskKind.NEW_CLAIM, len(new), rules)
    if grounds.claimed >= low.claims and grounds.cited < grounds.claimed * low.share:
        yield _risk(RiskKind.LOW_EVIDENCE, 1, rules, claims=grounds.claimed, cited=grounds.cited)
    approved = before.wordings.get(read.check.item_id, frozenset())
    if approved and read.check.text_hash not in approved:
        yield _risk(RiskKind.CHANGED, 1, rules)


def _risk(kind: RiskKind, count: int, rules: RiskRules, more: int = 0, **facts: object) -> Risk:
    weight = rules.risks.weights[kind].of(count) + more
    return Risk(kind, weight, {"count": count, "quote": "", "now": "", "claims": 0, "cited": 0, **facts})


def _quote(finding: Finding) -> str:
    return _short(finding.quote)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}…"
