"""Checking the texts of the calendar's items: once for each wording and each state of what it is held against."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from copilot.checking.rules_version import rules_version
from copilot.domain.audience import Segment
from copilot.domain.brand import Brand
from copilot.domain.brand_rules import BrandRules
from copilot.domain.calendar import Item, Purpose, UsedFact
from copilot.domain.conflict import KnownFacts
from copilot.domain.conversation import step_asked_of
from copilot.domain.draft import Brief, Draft, Variant, cited_numbers, without_marks
from copilot.domain.evidence import EvidenceItem, Fact
from copilot.domain.item_check import Grounds, ItemCheck
from copilot.domain.persona import Persona
from copilot.domain.waiver import Judged, judge, text_hash
from copilot.reviewing.claims import claims_of
from copilot.reviewing.risk_rules import load_risk_rules
from copilot.store import Store
from copilot.workflows.ask import Briefing
from copilot.workflows.check import Checking, check_request, masked_nearness
from copilot.workflows.draft import cite
from copilot.workflows.live_facts import with_lives

CHECKS_LIKE = 1
"""To be raised when the same rules come to find something else in a text: what was kept is then checked again."""
Written = tuple[Item, Draft]
"""An item with its text."""


@dataclass(frozen=True, slots=True)
class Held:
    """What all items of a brand are held against, read once."""

    brand: Brand
    known: KnownFacts
    rules: BrandRules
    segments: tuple[Segment, ...]
    personas: tuple[Persona, ...]
    state: str
    facts: frozenset[UsedFact]
    """All that stand, of every date."""

    def stands(self, fact: UsedFact, day: date) -> bool:
        """Whether a fact is known still, and in force on the day."""
        at = day.isoformat()
        return fact in self.facts and fact.valid_from <= at and (not fact.valid_to or at <= fact.valid_to)


@dataclass(frozen=True, slots=True)
class Checks:
    """Checks by id of their item; those of `outdated` are from before something they are held against changed."""

    by_item: Mapping[str, ItemCheck]
    outdated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ItemChecking:
    """Checks items by the day they go out, on the channel they go out on."""

    store: Store
    checking: Checking
    briefing: Briefing

    def held(self, brand: Brand) -> Held:
        """What items are held against now."""
        lives = [i.slot.at for i in self.store.calendar.of(brand.id) if i.slot.purpose is Purpose.LIVE]
        known = with_lives(self.checking.searching.known_facts(brand), lives, brand.language)
        rules = self.store.rules.of(brand.id)
        segments, personas = self.store.brands.segments(brand.id), self.store.brands.personas(brand.id)
        by = (rules_version(rules), load_risk_rules().version, CHECKS_LIKE)
        told = (self.store.states.of(brand.id), by, brand, segments, personas, sorted(lives))
        facts = frozenset(used(fact) for fact in known.standing)
        return Held(brand, known, rules, segments, personas, _name(repr(told)), facts)

    def of(self, held: Held, written: Sequence[Written], *, most: int | None = None) -> Checks:
        """The checks of items with their texts. What was checked in this very state is not checked again; of the others
        at most `most` are (None: all), and the rest keeps its older check, or what was found when it was written, and
        is told."""
        kept = self.store.item_checks.of([item.id for item, _ in written])
        found: dict[str, ItemCheck] = {}
        fresh: list[ItemCheck] = []
        outdated: set[str] = set()
        for item, draft in written:
            state = _state(held, item, draft)
            check = kept.get((item.id, text_hash(draft.text)))
            if check is None or check.state != state:
                if most is None or len(fresh) < most:
                    check = self._check(held, item, draft, state)
                    fresh.append(check)
                else:
                    check = check or _as_written(item, draft)
                    outdated.add(item.id)
            found[item.id] = check
        self.store.item_checks.save(held.brand.id, fresh)
        return Checks(found, frozenset(outdated))

    def judged(self, held: Held, written: Sequence[Written], checks: Checks) -> dict[str, tuple[Judged, ...]]:
        """By id of an item, what was found in its text, each with the waiver that lets it pass."""
        of = checks.by_item
        waivers = self.store.waivers.of_texts(held.brand.id, {c.text_hash for c in of.values() if c.findings})
        return {
            item.id: judge(draft.text, of[item.id].findings, waivers.get(of[item.id].text_hash, ()))
            for item, draft in written
        }

    def edited(self, held: Held, item: Item, draft: Draft, text: str) -> tuple[Variant, ...]:
        """The draft's variants with `text` in place of the one that was shown, cited and checked again."""
        number = shown(draft)
        empty = Variant("", "", draft.step, None, "", (), ())
        before = draft.variants[number] if draft.variants else empty
        rewritten = replace(draft, text=text)
        check = self._check(held, item, rewritten, _state(held, item, rewritten))
        kind = self.briefing.text_forms.get(draft.text_form)
        variant = replace(
            before,
            text=text,
            plain=without_marks(text),
            citations=cite(text, draft.evidence),
            findings=check.findings,
            parts=kind.parts_in(text) if kind else (),
        )
        return (*draft.variants[:number], variant, *draft.variants[number + 1 :])

    def _check(self, held: Held, item: Item, draft: Draft, state: str) -> ItemCheck:
        brief = self._brief(held, item, draft)
        evidence = draft.evidence or self.checking.evidence(draft.text, brief)
        near = masked_nearness(self.checking.searching.claims_near, held.brand)
        request = check_request(draft.text, brief, held.known, evidence, held.rules, near)
        findings = self.checking.checker.check(request)
        stood = self.checking.checker.stood_on(request)
        names = [name for product in held.brand.products for name in product.names]
        passages = self._passages(held.brand, draft)
        claims = claims_of(
            draft.text, findings, names, _proofs(item.slot.day, draft, held, passages), load_risk_rules()
        )
        grounds = Grounds(
            facts=_facts(item.slot.day, draft, held, stood.facts),
            passages=passages,
            prices=stood.prices,
            claims=claims.names,
            claimed=claims.claimed,
            cited=claims.cited,
        )
        return ItemCheck(item.id, text_hash(draft.text), state, findings, grounds)

    def _brief(self, held: Held, item: Item, draft: Draft) -> Brief:
        step, kind = draft.step or item.slot.step, self.briefing.text_forms.get(draft.text_form)
        idea = draft.variants[shown(draft)].idea if draft.variants else None
        return Brief(
            task=draft.task,
            brand=held.brand,
            language=draft.language,
            at=item.slot.day,
            form=self.briefing.form(draft.task, item.slot.channel, draft.language, kind),
            node=item.slot.node,
            step=step_asked_of(idea, step),
            product=item.slot.product or draft.product,
            topic=draft.topic,
            segment=next((s for s in held.segments if s.id == draft.segment_id), None),
            persona=next((p for p in held.personas if p.id == draft.persona_id), None),
            text_form=kind,
        )

    def _passages(self, brand: Brand, draft: Draft) -> tuple[str, ...]:
        ids = tuple(dict.fromkeys(i.passage.id for i in cited(draft) if i.passage))
        live = self.store.documents.passages(brand.id, set(ids)) if ids else {}
        return tuple(passage for passage in ids if passage in live)


def shown(draft: Draft) -> int:
    """Which variant, from 0, the draft's text is; the first where it is none of them any more."""
    return next((n for n, variant in enumerate(draft.variants) if variant.text == draft.text), 0)


def cited(draft: Draft) -> list[EvidenceItem]:
    """The evidence that the draft's text cites today."""
    numbers = set(cited_numbers(draft.text))
    return [item for item in draft.evidence if item.n in numbers]


def used(fact: Fact) -> UsedFact:
    """A fact as an approval keeps it."""
    starts, ends = fact.valid_from, fact.valid_to
    return UsedFact(
        fact.product,
        fact.field,
        fact.value,
        fact.unit,
        starts.isoformat() if starts else "",
        ends.isoformat() if ends else "",
    )


def _facts(day: date, draft: Draft, held: Held, said: Sequence[Fact]) -> tuple[UsedFact, ...]:
    """What a text stands on: the facts it cites and those whose figures it says, as in force on the day."""
    all_used = dict.fromkeys(used(fact) for fact in (*(i.fact for i in cited(draft) if i.fact), *said))
    return tuple(fact for fact in all_used if held.stands(fact, day))


def _proofs(day: date, draft: Draft, held: Held, live: Sequence[str]) -> dict[int, str]:
    """What the text cites and is so now, by number."""
    return {
        i.n: i.text
        for i in cited(draft)
        if (i.passage and i.passage.id in live) or (i.fact and held.stands(used(i.fact), day))
    }


def _as_written(item: Item, draft: Draft) -> ItemCheck:
    """What was found in the text when it was written, for want of a later check."""
    variant = draft.variants[shown(draft)] if draft.variants else None
    found = variant.findings if variant is not None and variant.text == draft.text else ()
    return ItemCheck(item.id, text_hash(draft.text), "", found)


def _state(held: Held, item: Item, draft: Draft) -> str:
    slot = item.slot
    about = (slot.day, slot.channel, slot.node, slot.step, slot.product, draft.id, draft.persona_id, draft.segment_id)
    return _name(repr((held.state, about, draft.text)))


def _name(told: str) -> str:
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
