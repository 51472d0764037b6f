"""What both databases promise about cards of personas and segments that people keep."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from copilot.domain.brand import Brand
from copilot.domain.card import CardChange, CardDeed, CardKind, CardState
from copilot.domain.document import Cards, ReadFile
from copilot.domain.habit import Habit, HabitKind, HabitState
from copilot.domain.persona import Persona
from copilot.errors import Conflict, UnknownName
from copilot.store import Store
from copilot.store.migrations.versions import v0011_cards
from copilot.store.schema_cards import card_versions

FileMaker = Callable[..., ReadFile]
LIN = Persona("lin", "林姐", emoji=("🌙",), samples=("今天降温。",))
EDITED = replace(LIN, tone="句子短")


def save(store: Store, card: Persona, seen: int, deed: CardDeed = CardDeed.SAVED) -> int:
    return store.cards.keep("yun", CardChange(card, seen, deed, "小周")).version


def only(store: Store) -> CardState:
    (state,) = store.cards.states("yun", CardKind.PERSONA)
    return state


def test_a_files_card_is_version_one_and_says_which_file(
    store: Store, brand: Brand, file: FileMaker, cards: Cards
) -> None:
    store.documents.keep(brand.id, file("a.yaml", "one", cards=cards))
    state = only(store)
    assert (state.version, state.deed, state.by, state.offered) == (1, CardDeed.LEARNED, "a.yaml", None)
    assert store.brands.personas(brand.id)[0].version == 1
    assert [s.version for s in store.brands.segments(brand.id)] == [1, 1]


def test_what_a_person_saved_counts_for_more_than_the_file(
    store: Store, brand: Brand, file: FileMaker, cards: Cards
) -> None:
    store.documents.keep(brand.id, file("a.yaml", "one", cards=cards))
    assert save(store, EDITED, seen=1) == 2
    store.documents.keep(brand.id, file("b.md", "else"))
    assert store.brands.personas(brand.id) == (EDITED,)
    assert (only(store).by, only(store).offered) == ("小周", None)


def test_a_file_learned_again_overwrites_nothing_and_is_offered(
    store: Store, brand: Brand, file: FileMaker, cards: Cards
) -> None:
    store.documents.keep(brand.id, file("a.yaml", "one", cards=cards))
    save(store, EDITED, seen=1)
    newer = replace(LIN, who="店长")
    store.documents.keep(brand.id, file("a.yaml", "two", cards=replace(cards, personas=(newer,))))
    state = only(store)
    assert (state.card, state.version, state.offered) == (EDITED, 2, newer)
    save(store, EDITED, seen=2, deed=CardDeed.KEPT_OWN)
    assert (only(store).card, only(store).offered) == (EDITED, None)
    deeds = [v.deed for v in store.cards.history(brand.id, CardKind.PERSONA, "lin")]
    assert deeds == [CardDeed.LEARNED, CardDeed.SAVED, CardDeed.LEARNED, CardDeed.KEPT_OWN]


def test_an_offer_stays_until_it_is_decided(store: Store, brand: Brand, file: FileMaker, cards: Cards) -> None:
    store.documents.keep(brand.id, file("a.yaml", "one", cards=cards))
    save(store, EDITED, seen=1)
    newer = replace(LIN, who="店长")
    store.documents.keep(brand.id, file("a.yaml", "two", cards=replace(cards, personas=(newer,))))
    version = save(store, replace(EDITED, topics=("天气",)), seen=2)
    assert only(store).offered == newer
    save(store, newer, seen=version, deed=CardDeed.TOOK_FILE)
    assert (only(store).card, only(store).offered) == (newer, None)


@pytest.mark.usefixtures("brand")
def test_who_saves_what_somebody_changed_meanwhile_is_told_and_nothing_is_lost(store: Store) -> None:
    assert save(store, LIN, seen=0) == 1
    save(store, EDITED, seen=1)
    with pytest.raises(Conflict) as told:
        save(store, replace(LIN, tone="慢"), seen=1)
    assert (told.value.code, told.value.facts["version"], told.value.facts["by"]) == ("card_changed", 2, "小周")
    assert only(store).card == EDITED
    with pytest.raises(Conflict):
        save(store, replace(LIN, name="另一个"), seen=0)


def test_every_version_is_kept_in_order(store: Store, brand: Brand) -> None:
    save(store, LIN, seen=0)
    save(store, EDITED, seen=1)
    change = CardChange(LIN, 2, CardDeed.RESTORED, "老板", restored=1)
    assert store.cards.keep(brand.id, change).version == 3
    history = store.cards.history(brand.id, CardKind.PERSONA, "lin")
    assert [(v.version, v.card, v.by, v.restored) for v in history] == [
        (1, LIN, "小周", None), (2, EDITED, "小周", None), (3, LIN, "老板", 1),
    ]  # fmt: skip
    assert history[0].at < history[1].at
    assert history[0].at.tzinfo is UTC


def test_a_retired_card_is_not_offered_and_comes_back_as_it_was(
    store: Store, brand: Brand, file: FileMaker, cards: Cards
) -> None:
    store.documents.keep(brand.id, file("a.yaml", "one", cards=cards))
    save(store, LIN, seen=1, deed=CardDeed.RETIRED)
    store.documents.keep(brand.id, file("a.yaml", "two", cards=cards))
    assert store.brands.personas(brand.id) == ()
    assert store.brands.personas(brand.id, retired=True) == (LIN,)
    assert only(store).retired
    save(store, LIN, seen=2, deed=CardDeed.RETURNED)
    assert store.brands.personas(brand.id) == (LIN,)


def test_a_card_that_people_made_their_own_outlives_its_file(
    store: Store, brand: Brand, file: FileMaker, cards: Cards
) -> None:
    kept = store.documents.keep(brand.id, file("a.yaml", "one", cards=cards))
    save(store, EDITED, seen=1)
    store.documents.delete(brand.id, kept.document.id)
    assert store.brands.personas(brand.id) == (EDITED,)
    assert store.brands.segments(brand.id) == ()


def test_habits_accepted_before_a_save_are_in_what_was_saved(store: Store, brand: Brand) -> None:
    save(store, LIN, seen=0)
    store.habits.decide(brand.id, Habit("lin", HabitKind.REMOVED, "亲"), HabitState.ACCEPTED, "老板")
    assert store.brands.personas(brand.id)[0].never == ("亲",)
    save(store, replace(LIN, never=()), seen=1)
    assert store.brands.personas(brand.id)[0].never == ()
    store.habits.decide(brand.id, Habit("lin", HabitKind.OPENED, "在的"), HabitState.ACCEPTED, "老板")
    assert store.brands.personas(brand.id)[0].pet_words == ("在的",)


def test_a_card_of_an_unknown_brand_is_refused(store: Store) -> None:
    with pytest.raises(UnknownName):
        save(store, LIN, seen=0)
    assert store.cards.history("yun", CardKind.PERSONA, "lin") == ()


def test_the_migration_counts_what_files_declared_before(
    store: Store, brand: Brand, file: FileMaker, cards: Cards
) -> None:
    store.documents.keep(brand.id, file("a.yaml", "one", cards=replace(cards, personas=(EDITED,))))
    store.documents.keep(brand.id, file("b.yaml", "two", cards=cards))
    with store.db.writing() as connection:
        card_versions.drop(connection)
        with Operations.context(MigrationContext.configure(connection)):
            v0011_cards.upgrade()
    state = only(store)
    assert (state.card, state.version, state.by) == (LIN, 1, "b.yaml")
    assert save(store, EDITED, seen=1) == 2
