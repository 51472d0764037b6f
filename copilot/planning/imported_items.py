"""Rows of a calendar made by hand → places in ours, once it is known whom each audience's name means."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from copilot.domain.calendar import Audience, Purpose, Slot
from copilot.domain.calendar_import import (
    CalendarProblem,
    ImportChoices,
    ImportedAudience,
    ImportedItem,
    ImportedRow,
    PurposeStand,
)
from copilot.domain.channel import Channel
from copilot.errors import InvalidInput
from copilot.planning.import_words import plain
from copilot.planning.rules import PlanningRules

Stands = Callable[[Purpose], PurposeStand]
_Key = tuple[date, time, str, Channel, str]


def stands_by(rules: PlanningRules) -> Stands:
    """Where the planning rules put each purpose."""

    def stand(purpose: Purpose) -> PurposeStand:
        rule = rules.purposes[purpose]
        return PurposeStand(rule.node, rule.step, rule.promotes)

    return stand


def who_is_meant(
    rows: Sequence[ImportedRow], audiences: Sequence[Audience], said: Mapping[str, str]
) -> tuple[ImportedAudience, ...]:
    """Each audience that the rows name, the most frequent first, and whom it means: as a person said, else who is called
    so. Where the file names none and there is only one, that one is meant."""
    ids = {plain(one.name): one.id for one in audiences}
    if len(audiences) == 1:
        ids.setdefault("", audiences[0].id)
    known = {one.id for one in audiences}
    counts = Counter(row.audience for row in rows)
    meant = {name: said.get(name) or ids.get(plain(name)) for name in counts}
    return tuple(
        ImportedAudience(name, found if (found := meant[name]) in known else None, count)
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def new_rows(
    rows: Sequence[ImportedRow],
    meant: Iterable[ImportedAudience],
    choices: ImportChoices,
    *,
    there: Collection[Slot],
    today: date,
) -> tuple[tuple[ImportedRow, ...], tuple[CalendarProblem, ...]]:
    """The rows without those that are in the calendar already or twice in the file, so that taking a file in again adds
    nothing; and a word about each of them and about days that are past."""
    ids = {one.name: one.audience_id or "" for one in meant}
    seen: set[_Key | tuple[_Key, str]] = {(s.day, s.time, s.audience_id, s.channel, s.idea) for s in there}
    kept: list[ImportedRow] = []
    problems: list[CalendarProblem] = []
    for row in rows:
        key = _key(row, ids.get(row.audience) or row.audience, choices)
        code = "there" if key in seen else "twice" if (key, row.text) in seen else ""
        if code:
            problems.append(CalendarProblem(row.place, code, value=row.topic, taken=False))
            continue
        seen.add((key, row.text))
        kept.append(row)
        if row.day < today:
            problems.append(CalendarProblem(row.place, "past", value=row.day.isoformat()))
    return tuple(kept), tuple(problems)


def imported_items(
    rows: Iterable[ImportedRow],
    meant: Iterable[ImportedAudience],
    choices: ImportChoices,
    *,
    stands: Stands,
    new_id: Callable[[], str],
) -> tuple[ImportedItem, ...]:
    """A slot for each row. Raises `InvalidInput` where nobody is known by an audience's name (`audience_unclear`)."""
    ids = {one.name: one.audience_id for one in meant}
    made: list[ImportedItem] = []
    for row in rows:
        audience_id = ids.get(row.audience)
        if audience_id is None:
            raise InvalidInput(f"nobody is called {row.audience!r}", code="audience_unclear", name=row.audience)
        made.append(ImportedItem(_slot(row, audience_id, choices, stands, new_id()), row.text, row))
    return tuple(made)


def _key(row: ImportedRow, audience: str, choices: ImportChoices) -> _Key:
    return row.day, row.at or choices.at, audience, row.channel or choices.channel, row.topic


def _slot(row: ImportedRow, audience_id: str, choices: ImportChoices, stands: Stands, slot_id: str) -> Slot:
    purpose = row.purpose or choices.purpose
    stand = stands(purpose)
    slot = Slot(
        slot_id, row.day, row.at or choices.at, audience_id, row.channel or choices.channel, stand.node, stand.step,
        purpose, row.topic,
    )  # fmt: skip
    return replace(slot, product=row.product or None, promotes=stand.promotes, requests=row.requests)
