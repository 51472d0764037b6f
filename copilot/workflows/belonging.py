"""Which brand each file belongs to, and in which order to read files so that product names are known in time."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from copilot.domain.brand import Brand
from copilot.errors import UnreadableFile

CARD_ENDINGS = (".yaml", ".yml")
TABLE_ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv")
ReadCard = Callable[[str, str], Brand | None]
"""From a file's name and text, the brand that it declares; raises `UnreadableFile`."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file to learn, opened only when its turn comes. `path` is where it lies; for an upload, what it is called."""

    name: str
    load: Callable[[], bytes]
    path: PurePath = field(default=PurePath(), kw_only=True)

    @property
    def place(self) -> PurePath:
        """Where it lies."""
        return self.path if self.path.name else PurePath(self.name)


@dataclass(frozen=True, slots=True)
class Belonging:
    """Files of one brand. `card` is the brand's as the files declare it; None where none of them says whose they are."""

    card: Brand | None
    files: tuple[NamedFile, ...]


def by_brand(files: Sequence[NamedFile], read_card: ReadCard) -> list[Belonging]:
    """Each file with the brand card that lies nearest above it; a file below no card belongs to the only card there
    is, or to none."""
    cards: dict[PurePath, Brand] = {}
    for file in sorted(files, key=lambda f: f.place):
        if (card := _card(file, read_card)) is not None:
            cards.setdefault(file.place.parent, card)
    only = next(iter(cards.values())) if len(cards) == 1 else None
    groups: dict[Brand | None, list[NamedFile]] = defaultdict(list)
    for file in files:
        above = (cards[folder] for folder in file.place.parents if folder in cards)
        groups[next(above, only)].append(file)
    return [Belonging(card, reading_order(own)) for card, own in groups.items()]


def reading_order(files: Iterable[NamedFile]) -> tuple[NamedFile, ...]:
    """Cards first, then tables, then prose: cards and price lists name the products that prose speaks of.

    Two files of one name get names that tell them apart, by the folders they lie in.
    """
    ordered = sorted(files, key=lambda f: (f.place.suffix not in CARD_ENDINGS, f.place.suffix not in TABLE_ENDINGS))
    names = Counter(file.name for file in ordered)
    return tuple(
        replace(file, name=file.place.as_posix().lstrip("/")) if names[file.name] > 1 else file for file in ordered
    )


def _card(file: NamedFile, read_card: ReadCard) -> Brand | None:
    if file.place.suffix not in CARD_ENDINGS:
        return None
    try:
        return read_card(file.name, file.load().decode("utf-8", errors="replace"))
    except (UnreadableFile, OSError):
        return None  # what is wrong with it is told when its turn comes to be learned
