"""Domain values as JSON and back."""

from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

Value = TypeVar("Value")


def pack(value: object) -> dict[str, Any]:
    """`value`, a frozen dataclass, as plain JSON."""
    return cast(dict[str, Any], _adapter(cast(Any, type(value))).dump_python(value, mode="json"))


def unpack(kind: type[Value], packed: object) -> Value:
    """The `kind` that was packed; fields added since then take their defaults."""
    return cast(Value, _adapter(cast(Any, kind)).validate_python(packed))


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Made once for each kind: making one takes milliseconds."""
    return TypeAdapter(kind)
