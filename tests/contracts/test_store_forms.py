"""What the store promises about half-filled pages."""

from datetime import UTC, datetime

from copilot.store import Json, Store

TYPED: dict[str, Json] = {"chat": "多少钱呀 🙂", "variants": 3, "formal": False, "step": None, "at": ["a", {"b": 1.5}]}


def test_what_was_typed_comes_back(store: Store) -> None:
    store.forms.save("ann", "reply", TYPED)
    assert store.forms.get("ann", "reply") == TYPED


def test_the_last_keystroke_counts_and_pages_and_owners_are_apart(store: Store) -> None:
    store.forms.save("ann", "reply", {"chat": "多"})
    store.forms.save("ann", "reply", {"chat": "多少"})
    store.forms.save("ann", "post", {"topic": "降温"})
    assert store.forms.get("ann", "reply") == {"chat": "多少"}
    assert store.forms.get("ann", "post") == {"topic": "降温"}
    assert store.forms.get("bob", "reply") == {}


def test_a_form_can_be_forgotten(store: Store) -> None:
    store.forms.save("ann", "reply", TYPED)
    store.forms.forget("ann", "reply")
    assert store.forms.get("ann", "reply") == {}


def test_old_forms_are_pruned(store: Store) -> None:
    store.forms.save("ann", "reply", TYPED)
    store.forms.save("bob", "reply", TYPED)
    assert store.forms.prune(before=datetime(2026, 11, 23, 4, 1, tzinfo=UTC)) == 1
    assert store.forms.get("ann", "reply") == {}
    assert store.forms.get("bob", "reply") == TYPED
