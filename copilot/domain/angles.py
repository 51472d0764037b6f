"""Which angle comes next: those an audience has not had of a product of late, before all others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from copilot.domain.draft import Angle

REST = timedelta(days=14)
"""For so long no angle is to come again for one product and audience."""


def fresh_first(wanted: Iterable[Angle], told: Sequence[Angle]) -> tuple[Angle, ...]:
    """Those that were not told, in their order; then those that were, the one told longest ago first (`told` begins
    with the latest)."""
    latest = {angle: place for place, angle in reversed(list(enumerate(told)))}
    return tuple(sorted(dict.fromkeys(wanted), key=lambda angle: -latest.get(angle, len(told))))


@dataclass(frozen=True, slots=True)
class Place:
    """A text for one product and audience: when it goes out, the angles that serve its purpose, the best first, and
    the one it has, where it is written."""

    id: str
    at: datetime
    serving: tuple[Angle, ...]
    written: Angle | None = None


def spread(places: Iterable[Place]) -> Mapping[str, Angle]:
    """An angle for each place, by id. Whoever works it out from the same places comes to the same, so that texts
    written side by side keep out of each other's way; what is written stays."""
    ordered = sorted(places, key=lambda place: (place.at, place.id))
    found = {place.id: place.written for place in ordered if place.written is not None}
    for place in ordered:
        if place.id not in found:
            found[place.id] = fresh_first(place.serving, near(place, ordered, found))[0]
    return found


def near(place: Place, others: Iterable[Place], angles: Mapping[str, Angle]) -> tuple[Angle, ...]:
    """The angles of the others within two weeks before or after, the nearest first."""
    around = [o for o in others if o.id != place.id and abs(o.at - place.at) < REST and o.id in angles]
    return tuple(angles[o.id] for o in sorted(around, key=lambda o: (abs(o.at - place.at), o.id)))
