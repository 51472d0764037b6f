"""A card as a script hands it in: one mapping in YAML or JSON, also what `propose` printed."""

from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from copilot.domain.card import KINDS, Card, CardKind
from copilot.errors import InvalidInput

NOT_TYPED = {"version"}


def read_card(kind: CardKind, text: str) -> Card:
    """The card; one without an id is new. Raises `InvalidInput` (`card_unreadable`)."""
    try:
        raw: Any = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _unreadable(str(error)[:200]) from error
    if isinstance(raw, dict) and isinstance(raw.get("card"), dict):
        raw = raw["card"]
    if not isinstance(raw, dict):
        raise _unreadable("a card is a mapping of fields")
    known = set(KINDS[kind].__dataclass_fields__)
    if unknown := sorted(str(key) for key in set(raw) - known):
        raise _unreadable(f"unknown: {', '.join(unknown)}")
    fields = {key: value for key, value in raw.items() if key not in NOT_TYPED and value is not None}
    try:
        card: Card = TypeAdapter(KINDS[kind]).validate_python({"id": "", "name": "", **fields})
    except ValidationError as error:
        first = error.errors()[0]
        raise _unreadable(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    return card


def _unreadable(detail: str) -> InvalidInput:
    return InvalidInput(f"not a card: {detail}", code="card_unreadable", detail=detail)
