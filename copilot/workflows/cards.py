"""Cards of personas and segments: made, changed, retired and brought back by people, every version kept."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from copilot.domain.audience import Segment
from copilot.domain.brand import Brand
from copilot.domain.card import Card, CardChange, CardDeed, CardKind, CardState, CardVersion, kind_of
from copilot.domain.persona import Persona
from copilot.errors import InvalidInput, UnknownName
from copilot.store import Store
from copilot.workflows.resolve import pick

LONGEST_NAME = 40
LONGEST_TEXT = 400
LONGEST_ENTRY = 60
LONGEST_SAMPLE = 2_000
MOST_ENTRIES = 40
_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class CardKeeping:
    """Keeps cards. `seen` is always the version somebody looked at: who changes a card that somebody else changed
    meanwhile gets a `Conflict`, and both versions are kept."""

    store: Store
    new_id: Callable[[], str]

    def states(self, brand: Brand, kind: CardKind, *, retired: bool = False) -> tuple[CardState, ...]:
        """The cards that are offered, as texts are written with them; with `retired`, the others, too."""
        states = (s for s in self.store.cards.states(brand.id, kind) if retired or not s.retired)
        if kind is CardKind.SEGMENT:
            return tuple(states)
        with_habits = {p.id: p for p in self.store.brands.personas(brand.id, retired=True)}
        return tuple(replace(s, card=with_habits.get(s.card.id, s.card)) for s in states)

    def get(self, brand: Brand, kind: CardKind, name: str, *, retired: bool = False) -> CardState:
        """The card of that id or name. Raises `UnknownName`."""
        states = self.states(brand, kind, retired=retired)
        wanted = pick(kind.value, name, [s.card for s in states])
        return next(s for s in states if s.card.id == wanted.id)

    def history(self, brand: Brand, kind: CardKind, name: str) -> tuple[CardVersion, ...]:
        """Every version of a card, the first first. Raises `UnknownName`."""
        state = self.get(brand, kind, name, retired=True)
        return self.store.cards.history(brand.id, kind, state.card.id)

    def save(self, brand: Brand, card: Card, *, seen: int, by: str = "") -> CardVersion:
        """Save a card; one without an id is new. Where nothing was changed, the version that stands.

        Raises `InvalidInput` for a name that is missing or taken and for what is too long, `Conflict`.
        """
        card, kind = _sound(card), kind_of(card)
        others = self.states(brand, kind, retired=True)
        if any(_same(s.card.name, card.name) and s.card.id != card.id and not s.retired for s in others):
            raise InvalidInput(f"there is a {kind} called {card.name}", code="card_taken", name=card.name)
        if not card.id:
            card = replace(card, id=self._free_id(card.name, others))
        before = next((s for s in others if s.card.id == card.id), None)
        if before and not before.retired and before.version == seen and before.card == card:
            return CardVersion(before.card, seen, before.deed, before.by, before.at) if before.at else self._keep(brand, card, seen, by)  # fmt: skip
        return self._keep(brand, card, seen, by)

    def restore(
        self, brand: Brand, kind: CardKind, name: str, version: int, *, seen: int | None = None, by: str = ""
    ) -> CardVersion:
        """Let a card say again what it said in `version`. Raises `UnknownName`, `Conflict`."""
        state = self.get(brand, kind, name, retired=True)
        wanted = next(
            (v for v in self.store.cards.history(brand.id, kind, state.card.id) if v.version == version), None
        )
        if wanted is None:
            raise UnknownName("card_version", str(version))
        change = CardChange(wanted.card, _seen(seen, state), CardDeed.RESTORED, by.strip(), version)
        return self.store.cards.keep(brand.id, change)

    def retire(self, brand: Brand, kind: CardKind, name: str, *, seen: int | None = None, by: str = "") -> CardVersion:
        """Let a card not be offered any more; what was written with it keeps its name. Raises `UnknownName`, `Conflict`."""
        return self._turn(brand, self.get(brand, kind, name), seen, CardDeed.RETIRED, by)

    def bring_back(
        self, brand: Brand, kind: CardKind, name: str, *, seen: int | None = None, by: str = ""
    ) -> CardVersion:
        """Offer a retired card again. Raises `UnknownName`, `Conflict`."""
        return self._turn(brand, self.get(brand, kind, name, retired=True), seen, CardDeed.RETURNED, by)

    def take_file(self, brand: Brand, kind: CardKind, name: str, *, seen: int | None = None, by: str = "") -> CardVersion:  # fmt: skip
        """Let a card say what its file says by now. Raises `UnknownName`, `Conflict`."""
        state = self.get(brand, kind, name)
        if state.offered is None:
            raise InvalidInput("no file says otherwise", code="card_not_offered", name=state.card.name)
        change = CardChange(state.offered, _seen(seen, state), CardDeed.TOOK_FILE, by.strip())
        return self.store.cards.keep(brand.id, change)

    def keep_own(self, brand: Brand, kind: CardKind, name: str, *, seen: int | None = None, by: str = "") -> CardVersion:  # fmt: skip
        """Let a card stay as people have it, whatever its file says by now. Raises `UnknownName`, `Conflict`."""
        return self._turn(brand, self.get(brand, kind, name), seen, CardDeed.KEPT_OWN, by)

    def _turn(self, brand: Brand, state: CardState, seen: int | None, deed: CardDeed, by: str) -> CardVersion:
        return self.store.cards.keep(brand.id, CardChange(state.card, _seen(seen, state), deed, by.strip()))

    def _keep(self, brand: Brand, card: Card, seen: int, by: str) -> CardVersion:
        return self.store.cards.keep(brand.id, CardChange(card, seen, CardDeed.SAVED, by.strip()))

    def _free_id(self, name: str, others: Sequence[CardState]) -> str:
        """A short id out of a Latin name, else one that is made up."""
        short = _ID.sub("_", name.casefold()).strip("_")
        taken = {s.card.id for s in others}
        return short if len(short) > 1 and short not in taken else self.new_id()[:12]


def _seen(seen: int | None, state: CardState) -> int:
    return state.version if seen is None else seen


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _sound(card: Card) -> Card:
    """The card with its words tidied. Raises `InvalidInput`."""
    name = " ".join(card.name.split())
    if not name:
        raise InvalidInput("a card needs a name", code="text_empty")
    if len(name) > LONGEST_NAME:
        raise InvalidInput("the name is too long", code="name_too_long", most=LONGEST_NAME)
    if isinstance(card, Persona):
        return replace(
            card, name=name, who=_text(card.who), tone=_text(card.tone), address=_entries(card.address),
            particles=_entries(card.particles), emoji=_entries(card.emoji), pet_words=_entries(card.pet_words),
            never=_entries(card.never), topics=_entries(card.topics), samples=_entries(card.samples, LONGEST_SAMPLE),
        )  # fmt: skip
    return _sound_segment(replace(card, name=name))


def _sound_segment(card: Segment) -> Segment:
    return replace(
        card, who=_text(card.who), situation=_text(card.situation), pains=_entries(card.pains),
        words=_entries(card.words), convinces=_entries(card.convinces), repels=_entries(card.repels),
    )  # fmt: skip


def _text(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        raise InvalidInput("a text of the card is too long", code="card_text_too_long", most=LONGEST_TEXT)
    return text


def _entries(entries: Sequence[str], longest: int = LONGEST_ENTRY) -> tuple[str, ...]:
    tidy = tuple(dict.fromkeys(e.strip() for e in entries if e.strip()))
    if len(tidy) > MOST_ENTRIES:
        raise InvalidInput("too many entries", code="card_too_many", most=MOST_ENTRIES)
    if too_long := next((e for e in tidy if len(e) > longest), None):
        raise InvalidInput("an entry is too long", code="card_entry_too_long", most=longest, entry=too_long[:20])
    return tidy
