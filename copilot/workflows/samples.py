"""Sample figures of the invented brands that ship: what their groups heard, and how they took it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, ItemState, Sent, Slot
from copilot.domain.insight import DeedDone
from copilot.domain.review import Actor, Deed, Duty
from copilot.domain.wings import NODE_OF, Period
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.strategy.insights import figure_of
from copilot.strategy.samples import SampleMessage, read_answers, read_deeds, read_groups
from copilot.workflows.figures import Figuring
from copilot.workflows.fit import Fitting
from copilot.workflows.plan_rules import PlanRuling

NOON = time(12, tzinfo=UTC)
SAMPLES = Actor("", "", Duty.ADMIN, alone=True)
"""Whoever made up the sample figures is nobody here."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """Takes in what lies beside the papers of a brand, once."""

    store: Store
    ruling: PlanRuling
    today: Callable[[], date]
    fit: Fitting
    figures: Figuring

    def take_in(self, folder: Path, brand: Brand) -> None:
        """Take in `<brand>-answers.yaml`, `-figures.csv`, `-deeds.yaml` and `-groups.yaml`, each where it is there and the brand has
        nothing of its kind yet."""
        answers, figures, groups = (folder / f"{brand.id}-{n}" for n in ("answers.yaml", "figures.csv", "groups.yaml"))
        if answers.is_file() and not self.store.fit.answers(brand.id):
            for question, option in read_answers(answers.name, answers.read_text("utf-8")).items():
                self.fit.answer(brand, question, option, SAMPLES)
        if figures.is_file() and not self.store.figures.cuts(brand.id):
            self.figures.take_in(brand, self.figures.open(figures.name, figures.read_bytes()), actor=SAMPLES)
        deeds = folder / f"{brand.id}-deeds.yaml"
        if deeds.is_file() and not self.store.insight_deeds.of(brand.id):
            self._take_in_deeds(deeds, brand)
        if groups.is_file() and not self.store.audiences.of(brand.id):
            self._take_in_groups(groups, brand)

    def _take_in_deeds(self, file: Path, brand: Brand) -> None:
        history = dict(self.figures.standing(brand).history)
        for one in read_deeds(file.name, file.read_text("utf-8")):
            period, (at, to) = Period(one.start, one.end), one.insight.split(":")[1:]
            crossing = next(c for c in history[period] if (c.from_place, c.to_place) == (at, to))
            figure, node = figure_of(crossing, period), NODE_OF[crossing.to_place][0]
            moment = datetime.combine(one.at, NOON)
            places = (crossing.from_place, crossing.to_place)
            done = DeedDone(0, one.insight, one.deed, one.by, moment, figure, node, places)
            self.store.insight_deeds.keep(brand.id, done, at=moment)

    def _take_in_groups(self, file: Path, brand: Brand) -> None:
        told = read_groups(file.name, file.read_text("utf-8"), self.today())
        for audience in told.audiences:
            self.store.audiences.save(brand.id, audience)
        items = [self._item(brand, number, one) for number, one in enumerate(told.messages, start=1)]
        self.store.calendar.add(items, Done("", Deed.IMPORTED, file.name))
        for note in told.notes:
            self.store.fatigue.note(brand.id, note)

    def _item(self, brand: Brand, number: int, one: SampleMessage) -> Item:
        rule = self.ruling.of(brand).purposes[one.purpose]
        slot = Slot(
            f"{brand.id}-sample-{number}", one.day, one.time, one.audience_id, one.channel, rule.node, rule.step, one.purpose,
            one.idea, promotes=rule.promotes,
        )  # fmt: skip
        at = datetime.combine(one.day, one.time).astimezone()
        sent = Sent("", at, one.reached, one.replies, one.orders, one.muted)
        return Item(slot, brand.id, ItemState.EXPORTED, sent=sent)
