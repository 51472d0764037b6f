"""Texts of the calendar go out by their item's approval and in no other way."""

from copilot.domain.draft import Draft
from copilot.errors import InvalidInput


def require_no_item(draft: Draft) -> None:
    """Raises `InvalidInput` (`goes_with_item`) for a draft that was written for an item."""
    if draft.item_id:
        raise InvalidInput(f"draft {draft.id} is of item {draft.item_id}", code="goes_with_item", item=draft.item_id)
