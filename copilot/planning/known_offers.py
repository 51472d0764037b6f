"""The offers that the knowledge tells, in its own words: promotion prices and dated passages."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from copilot.domain.calendar import Offer
from copilot.domain.evidence import Fact, Field, Passage
from copilot.domain.language import Language

NOTED = "；"
"""What a note's conditions are joined by when they are read."""
BETWEEN = {Language.ZH: "；", Language.EN: "; "}
LONGEST = 60
"""Characters of an offer's words; it has to stand in one line of a plan."""


def known_offers(
    facts: Iterable[Fact],
    passages: Iterable[Passage],
    *,
    doubtful: Collection[Fact] = (),
    language: Language = Language.ZH,
) -> tuple[Offer, ...]:
    """Offers of every date, the first to end first.

    Promotion prices of one product and the same days are one offer, whatever its variants; one whose price is doubtful is
    none. A passage counts where it has dates and no price is told for its product and days.
    """
    priced = [f for f in facts if f.field == Field.PROMOTION_PRICE and f.value.strip()]
    told = {_key(fact) for fact in (*priced, *doubtful)}
    unsure = {_key(fact) for fact in doubtful}
    found = [_of_facts(same, BETWEEN[language]) for key, same in _together(priced).items() if key not in unsure]
    found += [offer for p in passages if (offer := _of_passage(p)) and _key_of(offer) not in told]
    return tuple(sorted(found, key=lambda o: (o.ends or date.max, o.starts or date.min, o.product or "", o.id)))


_Key = tuple[str, date | None, date | None]


def _key(fact: Fact) -> _Key:
    return fact.product, fact.valid_from, fact.valid_to


def _key_of(offer: Offer) -> _Key:
    return offer.product or "", offer.starts, offer.ends


def _together(facts: Sequence[Fact]) -> dict[_Key, list[Fact]]:
    groups: dict[_Key, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(_key(fact), []).append(fact)
    return groups


def _of_facts(facts: Sequence[Fact], between: str) -> Offer:
    first = facts[0]
    notes = [[part.strip() for part in fact.note.split(NOTED) if part.strip()] for fact in facts]
    shared = [part for part in notes[0] if all(part in other for other in notes)]
    prices = dict.fromkeys(
        " ".join([*(part for part in note if part not in shared), f"{fact.value} {fact.unit}".strip()])
        for fact, note in zip(facts, notes, strict=True)
    )
    return _offer([*prices, *shared], first.product or None, first.valid_from, first.valid_to, between=between)


def _of_passage(passage: Passage) -> Offer | None:
    starts, ends = _day(passage, "valid_from"), _day(passage, "valid_to")
    if starts is None and ends is None:
        return None
    return _offer([" ".join(passage.text.split())], passage.product, starts, ends)


def _day(passage: Passage, key: str) -> date | None:
    try:
        return date.fromisoformat(passage.tag(key) or "")
    except ValueError:
        return None


def _offer(
    parts: Sequence[str], product: str | None, starts: date | None, ends: date | None, *, between: str = ""
) -> Offer:
    """Its id is that of all it says: an offer that says something else is another."""
    said = "\0".join((*parts, product or "", str(starts), str(ends)))
    words = _shortened(parts, between)
    return Offer(hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16], words, product, starts, ends)


def _shortened(parts: Sequence[str], between: str) -> str:
    """As many whole parts as fit into one line; of a first one that is too long, its beginning."""
    whole = between.join(parts)
    if len(whole) <= LONGEST:
        return whole
    fitting = [n for n in range(1, len(parts)) if len(between.join(parts[:n])) < LONGEST]
    return f"{between.join(parts[: fitting[-1]])}…" if fitting else f"{whole[: LONGEST - 1]}…"
