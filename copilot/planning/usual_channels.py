"""Where an audience is usually spoken to, as data."""

from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter, ValidationError

from copilot.domain.calendar import AudienceKind
from copilot.domain.channel import Channel
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

FILE = "usual_channels.yaml"


@cache
def usual_channels() -> dict[AudienceKind, tuple[Channel, ...]]:
    """Channels by kind of audience. Raises `RulesInvalid`."""
    plain = read_yaml((files(__package__) / FILE).read_text("utf-8"))
    try:
        return TypeAdapter(dict[AudienceKind, tuple[Channel, ...]]).validate_python(plain)
    except ValidationError as error:
        raise RulesInvalid(f"planning/{FILE}: {error}", file=FILE, detail=str(error)) from error
