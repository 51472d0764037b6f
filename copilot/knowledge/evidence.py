"""Chooses what a text may stand on: facts in force and passages that suit the step, numbered by usefulness."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from copilot.domain.conflict import Disputes
from copilot.domain.conversation import Objection
from copilot.domain.draft import Brief, Task
from copilot.domain.evidence import Choice, ChoiceKind, Evidence, EvidenceItem, Fact, Field, Gap, Passage, Role
from copilot.domain.ladder import LADDER, Node, Step
from copilot.domain.query import SearchQuery
from copilot.knowledge.choices import find_choice
from copilot.knowledge.conflicts import find_disputes
from copilot.knowledge.evidence_answers import Search, answer_questions, narrowed
from copilot.knowledge.evidence_scripts import Near, fitting_scripts
from copilot.knowledge.evidence_words import load_words
from copilot.knowledge.fact_choice import choose_facts, disputed_gaps
from copilot.knowledge.fact_wording import say_fact
from copilot.knowledge.followup import FollowUp, follow_up
from copilot.knowledge.form_needs import take_needs
from copilot.knowledge.nearness import Nearness, unknown_nearness
from copilot.knowledge.search.naming import products_named
from copilot.knowledge.search.validity import in_force
from copilot.knowledge.shelf import Shelf

MOST_SCRIPTS = 2
SCRIPTS_LOOKED_AT = 40
MOST_OF_ROLE = 3
LOW_RATING = 3
"""A review with at most so many of five stars speaks against."""

NODE_ROLES = {
    Node.ACQUIRE: (Role.BENEFIT, Role.SCENE, Role.STORY, Role.PAIN),
    Node.OPERATE: (Role.FAQ, Role.STORY, Role.SCENE, Role.SPEC, Role.POLICY),
    Node.CONVERT: (Role.BENEFIT, Role.SCENE, Role.PAIN, Role.PROOF, Role.FAQ, Role.STORY),
    Node.REFER: (Role.POLICY, Role.OFFER, Role.PROOF, Role.STORY),
    Node.REPURCHASE: (Role.POLICY, Role.OFFER, Role.FAQ, Role.PROOF),
}
"""What a text asks for where there is no ladder step, most wanted first."""


def gather_evidence(
    brief: Brief,
    search: Search,
    facts: Sequence[Fact],
    *,
    limit: int = 9,
    nearness: Nearness = unknown_nearness,
    disputes: Disputes | None = None,
) -> Evidence:
    """At most `limit` items for `brief`, numbered from 1 by usefulness, and what was wanted and not found.

    Give every fact of the brand, not only those in force: passages that repeat an expired one are left out by it, and
    so are those that state what two sources dispute. `disputes` are found among the facts where none are given.
    `nearness` compares what the customer asks with the questions that scripts and FAQ entries answer.
    """
    disputes = disputes or find_disputes(facts)
    uncertain = disputes.doubtful | disputes.wrong
    certain = _without(facts, uncertain)
    choice = _choice(brief, certain)
    product = _product(brief, choice)
    chosen = list(choice.facts) if choice else choose_facts(brief, certain, product, disputes.confirmed)
    shelf = Shelf(brief, facts, uncertain, only=choice.products if choice else ())
    scripts = [s for s in _scripts(brief, search, product, nearness) if shelf.admits(s.passage)]
    gaps = list(answer_questions(brief, search, product, shelf, nearness))
    gaps += take_needs(brief, search, product, shelf)
    answers = len(shelf.taken)
    query = _query(brief, product or _advised(brief, scripts))
    room = limit - len(chosen) - len(scripts)
    _take_roles(shelf, search, query, _roles(brief), room)
    gaps += _missing_roles(brief, product, shelf.taken, chosen)
    gaps += disputed_gaps(brief, disputes.open, product, shelf.withheld)
    passages = shelf.taken[: max(1, room)]
    ordered = [*chosen, *passages] if choice else _in_order(brief, chosen, passages, answers)
    near = shelf.near | {s.passage.id: (s.near, "") for s in scripts}
    return Evidence(tuple(_numbered(brief, [*ordered, *(s.passage for s in scripts)], near)), tuple(gaps), choice)


def _without(facts: Sequence[Fact], uncertain: Collection[Fact]) -> list[Fact]:
    # Comparing whole facts takes long, and of most fields nothing is disputed.
    disputed = {(fact.product, fact.field) for fact in uncertain}
    return [f for f in facts if (f.product, f.field) not in disputed or f not in uncertain]


def _advised(brief: Brief, scripts: Sequence[Near]) -> str | None:
    """The product that an approved answer to this very situation recommends, where the customer names none."""
    if brief.task is not Task.REPLY or brief.step is not Step.NEED:
        return None
    return next((s.passage.product for s in scripts[:1] if s.passage.product), None)


def _choice(brief: Brief, certain: Sequence[Fact]) -> Choice | None:
    """Products that a customer's words leave a choice between."""
    if brief.task is not Task.REPLY or brief.conversation is None:
        return None
    return find_choice(brief.conversation.customer_words, brief.brand, certain, brief.at)


def _product(brief: Brief, choice: Choice | None) -> str | None:
    if choice is not None:
        # A range leaves open which product; of models that are easily mixed up, the one whose name was said.
        return choice.products[0] if choice.kind is ChoiceKind.MODELS or len(choice.products) == 1 else None
    if brief.product:
        known = brief.brand.product(brief.product)
        return known.name if known else brief.product
    said = brief.conversation.customer_words if brief.conversation else ""
    named = brief.reading.products if brief.reading else ()
    named = named or products_named(f"{brief.topic}\n{said}", brief.brand.products)
    return named[0] if len(named) == 1 else _meant(brief, said).product


def _meant(brief: Brief, said: str) -> FollowUp:
    """What the customer's words mean after the turns before them."""
    before = brief.conversation.before if brief.conversation else ()
    return follow_up(said, before, brief.brand.products)


def _roles(brief: Brief) -> tuple[Role, ...]:
    if brief.step is None:
        return NODE_ROLES[brief.node]
    asked = LADDER[brief.step].asks_for
    # A selling point on any step says for whom the thing is, and lets a customer speak.
    more = (Role.SCENE, Role.PROOF) if brief.task is Task.SELLING_POINTS else ()
    return (*asked, *(role for role in more if role not in asked))


def _query(brief: Brief, product: str | None) -> SearchQuery:
    said = brief.conversation.customer_words if brief.conversation else ""
    segment = brief.segment
    words = " ".join((*segment.pains[:3], *segment.words[:2])) if segment else ""
    topics = " ".join(brief.persona.topics[:3]) if brief.persona else ""
    text = _meant(brief, said).text or brief.topic or words or product or topics or brief.brand.name
    return SearchQuery(brief.brand, text, product=product, step=brief.step, at=brief.at)


def _take_roles(shelf: Shelf, search: Search, query: SearchQuery, roles: tuple[Role, ...], room: int) -> None:
    """Fill up with passages of the wanted roles, most wanted first, no role alone taking all the room."""
    hits = search(narrowed(query, roles, k=24))
    own = [h for h in hits if h.passage.product is not None] + [h for h in hits if h.passage.product is None]
    found = [hit.passage for hit in (own if query.product else hits)]
    if query.step is not None and not any(p.role in LADDER[query.step].must_have for p in found):
        found += [hit.passage for hit in search(narrowed(query, LADDER[query.step].must_have, k=3))]
    if query.step is Step.TRUST:
        found = _different_opinions(found, search, query)
        shelf.take((p for p in found if p.role in LADDER[Step.TRUST].must_have), min(2, room - len(shelf.taken)))
    if query.step in (Step.TRUST, Step.ACTION):
        asked = replace(query, text=load_words().assurances[shelf.brief.language])
        assured = [hit.passage for hit in search(narrowed(asked, (Role.POLICY, Role.FAQ), k=6))]
        shelf.take(iter(assured), min(2, room - len(shelf.taken)))
    if query.step is Step.NEED and query.product is None:
        scenes = [hit.passage for hit in search(narrowed(query, (Role.SCENE,), k=4))]
        shelf.take(iter(scenes), min(2, room - len(shelf.taken)))
    for quota in range(1, MOST_OF_ROLE + 1):
        for role in roles:
            have = sum(p.role is role for p in shelf.taken)
            shelf.take((p for p in found if p.role is role), min(quota - have, room - len(shelf.taken)))
    shelf.take((p for p in found if p not in shelf.taken), room - len(shelf.taken))


def _different_opinions(found: list[Passage], search: Search, query: SearchQuery) -> list[Passage]:
    """Put a review that speaks against right after the first that speaks for: trust needs both."""
    against = [p for p in found if _speaks_against(p)]
    if not against:
        hits = search(narrowed(query, (Role.PROOF, Role.PAIN), k=12))
        against = [hit.passage for hit in hits if _speaks_against(hit.passage)]
    rest = [p for p in found if p not in against]
    first = next((i for i, p in enumerate(rest) if p.role is Role.PROOF), -1)
    return [*rest[: first + 1], *against[:1], *rest[first + 1 :]]


def _speaks_against(passage: Passage) -> bool:
    rating = passage.tag("rating") or ""
    return rating[:1].isdigit() and float(rating[:1]) <= LOW_RATING


def _scripts(brief: Brief, search: Search, product: str | None, nearness: Nearness) -> list[Near]:
    """Approved wordings that really fit the customer's words; none is better than a wrong one."""
    if brief.task is not Task.REPLY:
        return []
    hits = search(narrowed(_query(brief, product), (Role.SCRIPT,), k=SCRIPTS_LOOKED_AT))
    usable = [h for h in hits if in_force(h.passage, brief.at)]
    return fitting_scripts(brief, usable, product, nearness)[:MOST_SCRIPTS]


def _missing_roles(brief: Brief, product: str | None, taken: Sequence[Passage], facts: Sequence[Fact]) -> Iterator[Gap]:
    if brief.step is None:
        return
    must_have = LADDER[brief.step].must_have
    found = {p.role for p in taken} | {_fact_role(f) for f in facts}
    if not found & set(must_have):
        yield Gap(must_have[0], product or brief.topic or brief.brand.name)


def _in_order(brief: Brief, facts: Sequence[Fact], passages: Sequence[Passage], answers: int) -> list[Passage | Fact]:
    about_price = brief.step is Step.ACTION or (
        brief.reading is not None and brief.reading.objection is Objection.PRICE
    )
    if about_price:
        return [*facts, *passages]
    lead = max(answers, 2)
    return [*passages[:lead], *facts, *passages[lead:]]


def _numbered(
    brief: Brief, found: Sequence[Passage | Fact], near: Mapping[str, tuple[float, str]]
) -> Iterator[EvidenceItem]:
    for n, one in enumerate(found, start=1):
        if isinstance(one, Passage):
            likeness, question = near.get(one.id, (0.0, ""))
            yield EvidenceItem(
                n, one.text, one.role, one.source, passage=one, near=round(likeness, 3), answers=question
            )
        else:
            owner = one.product or brief.brand.name
            text = say_fact(one, owner=owner, language=brief.language, at=brief.at)
            yield EvidenceItem(n, text, _fact_role(one), one.source, fact=one)


def _fact_role(fact: Fact) -> Role:
    return Role.OFFER if fact.field in Field.PRICES else Role.SPEC
