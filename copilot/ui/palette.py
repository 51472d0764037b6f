"""The colours of the calendar, which the colour-blind tell apart too: data of `palette.yaml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from copilot.domain.calendar import Item
from copilot.yaml_text import read_yaml

FILE = Path(__file__).resolve().with_name("palette.yaml")
BY = ("node", "state", "channel")
"""What items can be coloured by."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour and that of the text on it, as `#RRGGBB`."""

    id: str
    fill: str
    text: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour by its id, and the id that each value of each way of colouring has by itself."""

    colours: dict[str, Colour]
    chosen: dict[str, dict[str, str]]

    def of(self, by: str, value: str, own: dict[str, str]) -> Colour:
        """The colour of a value; `own` are a person's choices, by `<by>.<value>`."""
        name = own.get(f"{by}.{value}", "")
        return self.colours[name if name in self.colours else self.chosen[by][value]]


@cache
def load_palette() -> Palette:
    """Read the file once."""
    read = read_yaml(FILE.read_text("utf-8"))
    return Palette({c["id"]: Colour(**c) for c in read["colours"]}, read["chosen"])


def value_of(item: Item, by: str) -> str:
    """What an item is coloured by."""
    values = {"node": item.slot.node.value, "state": item.state.value, "channel": item.slot.channel.value}
    return values[by]
