"""Chooses what a text may stand on: facts in force and passages that suit the step, numbered by usefulness."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from copilot.domain.conversation import Objection
from copilot.domain.draft import Brief, Task
from copilot.domain.evidence import Evidence, EvidenceItem, Fact, Field, Gap, Passage, Role, SearchHit
from copilot.domain.ladder import LADDER, Node, Step
from copilot.domain.query import SearchQuery
from copilot.knowledge.fact_choice import choose_facts, repeats_fact, stale_passage
from copilot.knowledge.fact_wording import say_fact
from copilot.knowledge.search.naming import products_named
from copilot.knowledge.search.sameness import Said
from copilot.knowledge.search.validity import in_force

Search = Callable[[SearchQuery], Sequence[SearchHit]]

MOST_QUESTIONS = 3
MOST_ANSWERS = 3
MOST_SCRIPTS = 2
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
        if not in_force(passage, self.brief.at) or stale_passage(passage, self.facts, self.brief.at):
            return False
        if repeats_fact(passage, self.facts):
            return False
        return not self.said.again(passage)


def gather_evidence(brief: Brief, search: Search, facts: Sequence[Fact], *, limit: int = 9) -> Evidence:
    """At most `limit` items for `brief`, numbered from 1 by usefulness, and what was wanted and not found.

    Give every fact of the brand, not only those in force: passages that repeat an expired one are left out by it.
    """
    product = _product(brief)
    chosen = choose_facts(brief, facts, product)
    shelf = _Shelf(brief, facts)
    gaps = list(_answer_questions(brief, search, product, shelf))
    answers = len(shelf.taken)
    wanted = _roles(brief)
    _take_roles(shelf, search, _query(brief, product), wanted, limit - len(chosen) - MOST_SCRIPTS)
    gaps += _missing_roles(brief, product, shelf.taken, chosen)
    real = shelf.taken
    scripts = _scripts(brief, search, product, MOST_SCRIPTS)
    room = max(1, limit - len(chosen) - len(scripts))
    passages = [*real[:answers], *real[answers:]][:room]
    return Evidence(tuple(_numbered(brief, _in_order(brief, chosen, passages, answers), scripts)), tuple(gaps))


def _product(brief: Brief) -> str | None:
    if brief.product:
        known = brief.brand.product(brief.product)
        return known.name if known else brief.product
    named = brief.reading.products if brief.reading else ()
    said = brief.conversation.customer_words if brief.conversation else ""
    named = named or products_named(f"{brief.topic}\n{said}", brief.brand.products)
    return named[0] if len(named) == 1 else None


def _roles(brief: Brief) -> tuple[Role, ...]:
    return LADDER[brief.step].asks_for if brief.step else NODE_ROLES[brief.node]


def _query(brief: Brief, product: str | None) -> SearchQuery:
    said = brief.conversation.customer_words if brief.conversation else ""
    segment = brief.segment
    words = " ".join((*segment.pains[:3], *segment.words[:2])) if segment else ""
    topics = " ".join(brief.persona.topics[:3]) if brief.persona else ""
    text = said or " ".join(t for t in (brief.topic, words) if t) or product or topics or brief.brand.name
    return SearchQuery(brief.brand, text, product=product, step=brief.step, at=brief.at)


def _answer_questions(brief: Brief, search: Search, product: str | None, shelf: _Shelf) -> Iterator[Gap]:
    """Take what answers the customer; yield a gap for every question that nothing answers."""
    if brief.task is not Task.REPLY or brief.conversation is None:
        return
    said = brief.conversation.customer_words
    asked = (brief.reading.questions if brief.reading else ())[:MOST_QUESTIONS]
    for question in asked or ((said,) if said else ()):
        query = SearchQuery(
            brief.brand, question, k=6, product=product, step=brief.step, roles=_all_but_scripts(), at=brief.at
        )
        good = [hit for hit in search(query) if _answers(hit)]
        shelf.take((hit.passage for hit in good), MOST_ANSWERS if len(asked) < 2 else 2)
        if asked and not good:
            yield Gap(None, question)


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


def _scripts(brief: Brief, search: Search, product: str | None, most: int) -> list[Passage]:
    """Approved wordings, those for this objection and step first."""
    query = _query(brief, product)
    hits = search(_with(query, (Role.SCRIPT,), k=12))
    objection: Objection | None = brief.reading.objection if brief.reading else None

    def worth(hit: SearchHit) -> float:
        passage = hit.passage
        fits = 1.0 * (objection is not None and passage.tag("objection") == objection.value)
        fits += 0.5 * (brief.step is not None and passage.tag("step") == brief.step.value)
        other_channel = passage.tag("channel") not in (None, "", brief.channel.value)
        return hit.score + fits - 0.5 * other_channel

    ranked = sorted((h for h in hits if in_force(h.passage, brief.at)), key=lambda hit: -worth(hit))
    return [hit.passage for hit in ranked[:most]]


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


def _numbered(brief: Brief, found: Sequence[Passage | Fact], scripts: Sequence[Passage]) -> Iterator[EvidenceItem]:
    for n, one in enumerate((*found, *scripts), start=1):
        if isinstance(one, Passage):
            yield EvidenceItem(n, one.text, one.role, one.source, passage=one)
        else:
            owner = one.product or brief.brand.name
            text = say_fact(one, owner=owner, language=brief.language, at=brief.at)
            yield EvidenceItem(n, text, _fact_role(one), one.source, fact=one)


def _fact_role(fact: Fact) -> Role:
    return Role.OFFER if fact.field in Field.PRICES else Role.SPEC
