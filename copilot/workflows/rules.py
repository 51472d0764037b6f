"""What a brand makes of the rules: muting, weighing, rules of its own, and trying a sentence against them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from copilot.checking import Exempted, RuleBook
from copilot.checking.catalogue import shipped_rules, with_only
from copilot.checking.house_rules import refused_term
from copilot.domain.brand import Brand
from copilot.domain.brand_rules import OWN_KIND, WILDCARD, BrandRule, BrandRules, RuleChange
from copilot.domain.draft import Brief, Finding, Severity, Task
from copilot.domain.language import Language
from copilot.domain.shipped_rule import ShippedRule
from copilot.errors import InvalidInput, UnknownName
from copilot.store import Store
from copilot.workflows.ask import AS_USUAL, Ask, Briefing
from copilot.workflows.check import Checking, check_request


@dataclass(frozen=True, slots=True)
class Tried:
    """What the rules say to a sentence. `silent` tells why the chosen rule cannot speak here: `muted`, `category`,
    `reach`; "" when it can."""

    findings: tuple[Finding, ...]
    exempted: tuple[Exempted, ...] = ()
    silent: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A rule that was removed and what had been changed about it, to put both back."""

    rule: BrandRule
    change: RuleChange | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """Lists the rules and keeps what a brand changes about them. Each change holds for the next check."""

    store: Store
    checking: Checking
    briefing: Briefing
    book: RuleBook
    today: Callable[[], date]
    new_id: Callable[[], str]

    def shipped(self, language: Language) -> tuple[ShippedRule, ...]:
        """Every rule that ships."""
        return shipped_rules(self.book, language)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of rules, in the order they come, and last that of a brand's own."""
        return (*dict.fromkeys(r.kind for r in self.shipped(Language.EN)), OWN_KIND)

    def of(self, brand: Brand) -> BrandRules:
        """What the brand changed."""
        return self.store.rules.of(brand.id)

    def mute(self, brand: Brand, rule_id: str, reason: str, by: str = "") -> RuleChange:
        """Let a rule be silent. Raises `UnknownName`, `InvalidInput` without a reason."""
        if not reason.strip():
            raise InvalidInput("muting a rule needs a reason", code="reason_missing")
        before = self._change(brand, rule_id)
        return self._keep(brand, replace(before, reason=reason.strip(), muted=True, by=by.strip()))

    def unmute(self, brand: Brand, rule_id: str, by: str = "") -> None:
        """Let a rule speak again, at the severity that was set for it, if any. Raises `UnknownName`."""
        self._keep(brand, replace(self._change(brand, rule_id), muted=False, by=by.strip()))

    def weigh(
        self, brand: Brand, rule_id: str, severity: Severity | None, *, reason: str = "", by: str = ""
    ) -> RuleChange | BrandRule:
        """Set a rule's severity wherever it speaks; None gives a rule that ships its own back. Raises `UnknownName`."""
        if own := self._own(brand, rule_id):
            weighed = replace(own, severity=severity or own.severity, by=by.strip())
            self.store.rules.save(brand.id, weighed)
            return weighed
        before = self._change(brand, rule_id)
        reason = reason.strip() or before.reason
        return self._keep(brand, replace(before, reason=reason, severity=severity, by=by.strip()))

    def add(self, brand: Brand, rule: BrandRule) -> BrandRule:
        """Add a rule of the brand's own; its id is made here.

        Raises `InvalidInput` for terms that cannot be used or a missing message, `UnknownName` for its kind.
        """
        return self._save(brand, replace(rule, id=f"own-{self.new_id()[:8]}"))

    def edit(self, brand: Brand, rule: BrandRule) -> BrandRule:
        """Replace the rule of that id and return what it was, to put it back with another edit. Raises like `add`."""
        before = self._own_or_raise(brand, rule.id)
        self._save(brand, rule)
        return before

    def remove(self, brand: Brand, rule_id: str) -> Removed:
        """Remove a rule of the brand's own. Raises `UnknownName`."""
        removed = Removed(self._own_or_raise(brand, rule_id), self.of(brand).change_of(rule_id))
        self.store.rules.forget(brand.id, rule_id)
        return removed

    def put_back(self, brand: Brand, removed: Removed) -> None:
        """Take a removal back."""
        self.store.rules.save(brand.id, removed.rule)
        if removed.change:
            self.store.rules.save(brand.id, removed.change)

    def test(self, text: str, rule_id: str | None = None, ask: Ask = AS_USUAL) -> Tried:
        """What one rule, or all, would say to a text of the brand, its changes applied. Raises `InvalidInput` for an
        empty text, `UnknownName`."""
        brief = self.briefing.brief(Task.POST, ask, self.today())
        if rule_id is None:
            seen = self.checking.check(text, brief)
            return Tried(seen.findings, seen.exempted)
        if not text.strip():
            raise InvalidInput("nothing to check", code="text_empty")
        own = self._own(brief.brand, rule_id)
        shipped = None if own else self._shipped_or_raise(rule_id)
        silent = self._silent(shipped, rule_id, brief)
        return Tried((), silent=silent) if silent else self._alone(text, rule_id, own, brief)

    def _alone(self, text: str, rule_id: str, own: BrandRule | None, brief: Brief) -> Tried:
        rules = replace(self.of(brief.brand), own=(own,) if own else ())
        if own or any(r.id == rule_id for r in self.book.rules):
            known = self.checking.searching.known_facts(brief.brand)
            alone = with_only(self.book, rule_id).examine(check_request(text, brief, known, (), rules))
            findings, passed = alone.findings, alone.exempted
        else:
            seen = self.checking.check(text, brief)
            findings, passed = seen.findings, seen.exempted
        exempted = tuple(e for e in passed if e.rule == rule_id)
        return Tried(tuple(f for f in findings if f.rule == rule_id), exempted)

    def _silent(self, rule: ShippedRule | None, rule_id: str, brief: Brief) -> str:
        change = self.of(brief.brand).change_of(rule_id)
        if change and change.muted:
            return "muted"
        if rule and not rule.speaks_to(brief.brand.category):
            return "category"
        return "reach" if rule and rule.reaches and brief.form.reach not in rule.reaches else ""

    def _save(self, brand: Brand, rule: BrandRule) -> BrandRule:
        terms = tuple(dict.fromkeys(t.strip() for t in rule.terms if t.strip()))
        if not terms:
            raise InvalidInput("a rule needs terms", code="term_missing")
        if not rule.message.strip():
            raise InvalidInput("a rule needs a message", code="rule_message_missing")
        if rule.kind not in self.kinds():
            raise UnknownName("rule_kind", rule.kind, self.kinds())
        kept = replace(
            rule, terms=terms, message=rule.message.strip(), rewording=rule.rewording.strip(), by=rule.by.strip()
        )
        self._refuse(brand, kept)
        self.store.rules.save(brand.id, kept)
        return kept

    def _refuse(self, brand: Brand, rule: BrandRule) -> None:
        """Raise for the first term that cannot be used; one that would not even be found in itself is as good as empty."""
        brief = self.briefing.brief(Task.POST, Ask(brand=brand.id), self.today())
        known = self.checking.searching.known_facts(brand)
        checker = with_only(self.book, rule.id)
        for term in rule.terms:
            why = refused_term(term)
            if not why:
                alone = BrandRules((replace(rule, terms=(term,)),))
                itself = check_request(term.replace(WILDCARD, ""), brief, known, (), alone)
                why = "" if any(f.rule == rule.id for f in checker.examine(itself).findings) else "empty"
            if why:
                raise InvalidInput(f"a term cannot be used: {term!r} is {why}", code=f"term_{why}", term=term)

    def _keep(self, brand: Brand, change: RuleChange) -> RuleChange:
        if change.muted or change.severity:
            self.store.rules.save(brand.id, change)
        else:
            self.store.rules.unchange(brand.id, change.rule)
        return change

    def _change(self, brand: Brand, rule_id: str) -> RuleChange:
        if not self._own(brand, rule_id):
            self._shipped_or_raise(rule_id)
        return self.of(brand).change_of(rule_id) or RuleChange(rule_id, "")

    def _own(self, brand: Brand, rule_id: str) -> BrandRule | None:
        return next((r for r in self.of(brand).own if r.id == rule_id), None)

    def _own_or_raise(self, brand: Brand, rule_id: str) -> BrandRule:
        own = self._own(brand, rule_id)
        if own is None:
            raise UnknownName("own_rule", rule_id, tuple(r.id for r in self.of(brand).own))
        return own

    def _shipped_or_raise(self, rule_id: str) -> ShippedRule:
        shipped = {r.id: r for r in self.shipped(Language.EN)}
        if rule_id not in shipped:
            raise UnknownName("rule", rule_id, near(rule_id, tuple(shipped)))
        return shipped[rule_id]


def near(rule_id: str, known: Sequence[str]) -> tuple[str, ...]:
    """Ids that begin like a mistyped one, else all."""
    head = rule_id.split("_")[0]
    return tuple(k for k in known if k.startswith(head)) or tuple(known)
