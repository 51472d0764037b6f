"""Chooses what a text may stand on: facts in force and passages that suit the step, numbered by usefulness."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from copilot.domain.conversation import Objection
from copilot.domain.draft import Brief, Task
from copilot.domain.evidence import Evidence, EvidenceItem, Fact, Field, Gap, Passage, Role, SearchHit
from copilot.domain.ladder import LADDER, Node, Step
from copilot.domain.query import SearchQuery
from copilot.knowledge.evidence_scripts import Near, blended, fitting_scripts, said_units, without_names
from copilot.knowledge.evidence_words import is_internal, load_words
from copilot.knowledge.fact_choice import choose_facts, repeats_fact, stale_passage
from copilot.knowledge.fact_wording import say_fact
from copilot.knowledge.nearness import Nearness, unknown_nearness
from copilot.knowledge.search.naming import products_named
from copilot.knowledge.search.sameness import Said
from copilot.knowledge.search.validity import in_force

Search = Callable[[SearchQuery], Sequence[SearchHit]]

MOST_QUESTIONS = 3
MOST_ANSWERS = 3
MOST_SCRIPTS = 2
SCRIPTS_LOOKED_AT = 40
ANSWERS_LOOKED_AT = 20
ANSWER_NEAR, ANSWER_SHARED = 0.52, 0.13
"""From this likeness, and with so many telling words in common, an FAQ entry is about what was asked."""
MOST_OF_ROLE = 3
LOW_RATING = 3
"""A review with at most so many of five stars speaks against."""
ANSWER_MEANING = 0.33
ANSWER_SCORE = 0.5
"""Below this cosine and below this ranker's score the best passage does not answer a question: a gap."""

NODE_ROLES = {
    Node.ACQUIRE: (Role.BENEFIT, Role.SCENE, Role.STORY, Role.PAIN),
    Node.OPERATE: (Role.FAQ, Role.STORY, Role.SCENE, Role.SPEC, Role.POLICY),
    Node.CONVERT: (Role.BENEFIT, Role.SCENE, Role.PAIN, Role.PROOF, Role.FAQ, Role.STORY),
    Node.REFER: (Role.POLICY, Role.OFFER, Role.PROOF, Role.STORY),
    Node.REPURCHASE: (Role.POLICY, Role.OFFER, Role.FAQ, Role.PROOF),
}
"""What a text asks for where there is no ladder step, most wanted first."""


@dataclass(slots=True)
class _Shelf:
    """Passages taken so far, each once, none that says what another says or that a date has overtaken."""

    brief: Brief
    facts: Sequence[Fact]
    taken: list[Passage] = field(default_factory=list)
    near: dict[str, tuple[float, str]] = field(default_factory=dict)
    """By passage id: how near the question it answers is to the customer's words, and to which question of theirs."""
    said: Said = field(default_factory=Said)

    def take(self, passages: Iterator[Passage], most: int) -> None:
        """Take up to `most` of `passages` in their order."""
        for passage in passages:
            if most <= 0:
                return
            if self._usable(passage):
                self.taken.append(passage)
                most -= 1

    def _usable(self, passage: Passage) -> bool:
        if passage.tag("from") == "chat":
            # What one customer wrote to us in private is never told to another.
            return False
        if is_internal(passage):
            return False
        if not in_force(passage, self.brief.at) or stale_passage(passage, self.facts, self.brief.at):
            return False
        if repeats_fact(passage, self.facts):
            return False
        return not self.said.again(passage)


def gather_evidence(
    brief: Brief,
    search: Search,
    facts: Sequence[Fact],
    *,
    limit: int = 9,
    nearness: Nearness = unknown_nearness,
) -> Evidence:
    """At most `limit` items for `brief`, numbered from 1 by usefulness, and what was wanted and not found.

    Give every fact of the brand, not only those in force: passages that repeat an expired one are left out by it.
    `nearness` compares what the customer asks with the questions that scripts and FAQ entries answer.
    """
    product = _product(brief)
    chosen = choose_facts(brief, facts, product)
    shelf = _Shelf(brief, facts)
    scripts = _scripts(brief, search, product, nearness)
    gaps = list(_answer_questions(brief, search, product, shelf, nearness))
    answers = len(shelf.taken)
    query = _query(brief, product or _advised(brief, scripts))
    room = limit - len(chosen) - len(scripts)
    _take_roles(shelf, search, query, _roles(brief), room)
    gaps += _missing_roles(brief, product, shelf.taken, chosen)
    passages = shelf.taken[: max(1, room)]
    ordered = _in_order(brief, chosen, passages, answers)
    near = shelf.near | {s.passage.id: (s.near, "") for s in scripts}
    return Evidence(tuple(_numbered(brief, [*ordered, *(s.passage for s in scripts)], near)), tuple(gaps))


def _advised(brief: Brief, scripts: Sequence[Near]) -> str | None:
    """The product that an approved answer to this very situation recommends, where the customer names none."""
    if brief.task is not Task.REPLY or brief.step is not Step.NEED:
        return None
    return next((s.passage.product for s in scripts[:1] if s.passage.product), None)


def _product(brief: Brief) -> str | None:
    if brief.product:
        known = brief.brand.product(brief.product)
        return known.name if known else brief.product
    named = brief.reading.products if brief.reading else ()
    said = brief.conversation.customer_words if brief.conversation else ""
    named = named or products_named(f"{brief.topic}\n{said}", brief.brand.products)
    return named[0] if len(named) == 1 else None


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
    text = said or " ".join(t for t in (brief.topic, words) if t) or product or topics or brief.brand.name
    return SearchQuery(brief.brand, text, product=product, step=brief.step, at=brief.at)


def _answer_questions(
    brief: Brief, search: Search, product: str | None, shelf: _Shelf, nearness: Nearness
) -> Iterator[Gap]:
    """Take what answers the customer; yield a gap for every question that nothing answers."""
    if brief.task is not Task.REPLY or brief.conversation is None:
        return
    said = brief.conversation.customer_words
    asked = (brief.reading.questions if brief.reading else ())[:MOST_QUESTIONS]
    for question in asked or ((said,) if said else ()):
        good = _answering(brief, search, product, question, shelf, nearness)
        shelf.take(iter(good), MOST_ANSWERS if len(asked) < 2 else 2)
        if asked and not good:
            yield Gap(None, question)


def _answering(
    brief: Brief, search: Search, product: str | None, question: str, shelf: _Shelf, nearness: Nearness
) -> list[Passage]:
    """What answers `question`: entries whose own question is alike, the nearest first, then what search is sure of."""
    query = SearchQuery(
        brief.brand, question, k=6, product=product, step=brief.step, roles=_all_but_scripts(), at=brief.at
    )
    hits = search(query)
    said = brief.conversation.customer_words if brief.conversation else question
    entries = [hit.passage for hit in search(_with(query, (Role.FAQ,), k=ANSWERS_LOOKED_AT))]
    if said != question:
        entries += [h.passage for h in search(replace(_with(query, (Role.FAQ,), k=ANSWERS_LOOKED_AT), text=said))]
    entries = [p for p in {p.id: p for p in entries}.values() if p.tag("question")]
    known = [without_names(p.tag("question") or "", brief) for p in entries]
    matches = blended(said_units(brief, question), known, nearness)
    near = [m.joined if m.shared >= ANSWER_SHARED else 0.0 for m in matches]
    shelf.near |= {
        p.id: max((n, question), shelf.near.get(p.id, (0.0, ""))) for p, n in zip(entries, near, strict=True)
    }
    alike = sorted(zip(near, entries, strict=True), key=lambda pair: -pair[0])
    best = [p for n, p in alike if n >= ANSWER_NEAR][:2]
    return [*best, *(hit.passage for hit in hits if _answers(hit) and hit.passage not in best)]


def _answers(hit: SearchHit) -> bool:
    return hit.meaning >= ANSWER_MEANING or (hit.words > 0 and hit.score >= ANSWER_SCORE)


def _take_roles(shelf: _Shelf, search: Search, query: SearchQuery, roles: tuple[Role, ...], room: int) -> None:
    """Fill up with passages of the wanted roles, most wanted first, no role alone taking all the room."""
    hits = search(_with(query, roles, k=24))
    own = [h for h in hits if h.passage.product is not None] + [h for h in hits if h.passage.product is None]
    found = [hit.passage for hit in (own if query.product else hits)]
    if query.step is not None and not any(p.role in LADDER[query.step].must_have for p in found):
        found += [hit.passage for hit in search(_with(query, LADDER[query.step].must_have, k=3))]
    if query.step is Step.TRUST:
        found = _different_opinions(found, search, query)
        shelf.take((p for p in found if p.role in LADDER[Step.TRUST].must_have), min(2, room - len(shelf.taken)))
    if query.step in (Step.TRUST, Step.ACTION):
        asked = replace(query, text=load_words().assurances[shelf.brief.language])
        assured = [hit.passage for hit in search(_with(asked, (Role.POLICY, Role.FAQ), k=6))]
        shelf.take(iter(assured), min(2, room - len(shelf.taken)))
    if query.step is Step.NEED and query.product is None:
        scenes = [hit.passage for hit in search(_with(query, (Role.SCENE,), k=4))]
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
        hits = search(_with(query, (Role.PROOF, Role.PAIN), k=12))
        against = [hit.passage for hit in hits if _speaks_against(hit.passage)]
    rest = [p for p in found if p not in against]
    first = next((i for i, p in enumerate(rest) if p.role is Role.PROOF), -1)
    return [*rest[: first + 1], *against[:1], *rest[first + 1 :]]


def _speaks_against(passage: Passage) -> bool:
    rating = passage.tag("rating") or ""
    return rating[:1].isdigit() and float(rating[:1]) <= LOW_RATING


def _with(query: SearchQuery, roles: tuple[Role, ...], *, k: int) -> SearchQuery:
    return SearchQuery(query.brand, query.text, k, query.product, query.step, roles, query.at)


def _all_but_scripts() -> tuple[Role, ...]:
    return tuple(role for role in Role if role is not Role.SCRIPT)


def _scripts(brief: Brief, search: Search, product: str | None, nearness: Nearness) -> list[Near]:
    """Approved wordings that really fit the customer's words; none is better than a wrong one."""
    if brief.task is not Task.REPLY:
        return []
    hits = search(_with(_query(brief, product), (Role.SCRIPT,), k=SCRIPTS_LOOKED_AT))
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
