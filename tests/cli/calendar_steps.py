"""What people do with the calendar at a terminal, step by step."""

from tests.cli.conftest import Butterfly

WEEK = ("--start", "2026-12-01", "--end", "2026-12-07")


def planned(butterfly: Butterfly, *more: str) -> list[str]:
    """A week for a group is planned and accepted; the items' ids by day and time."""
    butterfly("audience", "add", "老客群", "--sender", "小林")
    made = butterfly("plan", "--start", "2026-12-01", "--weeks", "1", "--channel", "group", "--accept", "--json", *more)
    return [one["id"] for one in made.json["items"]]


def written(butterfly: Butterfly) -> list[str]:
    """That week is written, offline; the items' ids, those that prove and sell nothing first."""
    planned(butterfly)
    butterfly("calendar", "write", "--json")
    items = butterfly("calendar", "list", "--json").json
    return [str(one["id"]) for one in sorted(items, key=lambda one: one["step"] is not None)]


def at_version(butterfly: Butterfly, item: str) -> str:
    """The item with its present version, as `approve` wants it."""
    found = {one["id"]: one for one in butterfly("calendar", "list", "--json").json}
    return f"{item}@{found[item]['version']}"


def state(butterfly: Butterfly, item: str) -> str:
    """How far an item is."""
    return {one["id"]: str(one["state"]) for one in butterfly("calendar", "list", "--json").json}[item]


def approved(butterfly: Butterfly, item: str, text: str = "降温了，记得喝口热的。") -> None:
    """The item gets a text in which nothing is found, is submitted, approved and labelled."""
    butterfly("review", "edit", item, "-", stdin=text)
    butterfly("review", "submit", item)
    butterfly("review", "approve", at_version(butterfly, item))
    butterfly("calendar", "label", "none", "--why", "人写的")
