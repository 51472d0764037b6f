"""Findings and decisions of a brand, what was done about them, and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from copilot.domain.brand import Brand
from copilot.domain.insight import EVERYBODY, Chosen, Deed, DeedDone, Heard, Insight, Insights, Misfit, Outcome
from copilot.domain.language import Language
from copilot.domain.review import Actor
from copilot.domain.wings import Crossing, Cut, Leak, Period, Wing
from copilot.errors import UnknownName
from copilot.store import Store
from copilot.strategy.advice import load_advice
from copilot.strategy.insights import Grounds, find_insights, outcome_of

LEAST_OF_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a brand stands by its newest figures, and where it stood. Everything is empty where nobody counted."""

    now: Wing | None = None
    before: Wing | None = None
    leaks: tuple[Leak, ...] = ()
    strengths: tuple[Leak, ...] = ()
    history: tuple[tuple[Period, tuple[Crossing, ...]], ...] = ()
    """The crossings of each period that is over, and of the one that is looked at."""

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """Those of the newest figures."""
        period = self.now.period if self.now else None
        return next((crossings for one, crossings in self.history if one == period), ())


@dataclass(frozen=True, slots=True)
class Insighting:
    """The workflow. `standing`, `heard`, `misfits` and `chosen` look at a brand's figures, sendings and answers."""

    store: Store
    today: Callable[[], date]
    standing: Callable[[Brand, Cut], Standing]
    heard: Callable[[Brand], Sequence[Heard]]
    misfits: Callable[[Brand], Sequence[Misfit]]
    chosen: Callable[[Brand], Chosen | None]

    def look(self, brand: Brand, cut: Cut = EVERYBODY) -> "Look":
        """What the brand's figures say now, and what came of what was done; figures are counted once."""
        standing = self.standing(brand, cut)
        period = standing.now.period if standing.now else None
        heard = self.heard(brand)
        grounds = Grounds(
            today=self.today(),
            period=period,
            cut=cut,
            leaks=standing.leaks,
            heard=heard,
            misfits=self.misfits(brand),
            chosen=self.chosen(brand),
            strengths=standing.strengths,
        )
        found = find_insights(grounds)
        return Look(standing, found, self._outcomes(brand, {cut: standing}, heard))

    def take_up(self, brand: Brand, insight: Insight, deed: Deed, actor: Actor) -> DeedDone:
        """Remember that this deed was done about the finding as it stands; the same one twice is remembered once."""
        done = DeedDone(
            id=0,
            insight_id=insight.id,
            deed_id=deed.id,
            by=actor.name,
            at=LEAST_OF_TIME,
            figure=insight.figure,
            node=insight.node,
            places=insight.places,
            subject=insight.subject,
            cut=insight.cut,
        )
        known = (one for one in self.store.insight_deeds.of(brand.id) if _same(one, done))
        return next(known, None) or self.store.insight_deeds.keep(brand.id, done)

    def named(self, brand: Brand, insight_id: str, deed_id: str = "") -> tuple[Insight, Deed]:
        """A finding of now and one of its deeds, without an id the first. Raises `UnknownName`."""
        found = self.look(brand).insights
        insight = found.find(insight_id)
        if insight is None:
            raise UnknownName("insight", insight_id, tuple(one.id for one in found.findings))
        deeds = {one.id: one for one in insight.deeds}
        deed = deeds.get(deed_id or next(iter(deeds), ""))
        if deed is None:
            raise UnknownName("deed", deed_id, tuple(deeds))
        return insight, deed

    def undo(self, brand: Brand, deed_id: int, actor: Actor) -> None:
        """Take back that something was done. Raises `UnknownName`."""
        self.store.insight_deeds.undo(brand.id, deed_id, actor.name)

    def _outcomes(self, brand: Brand, known: dict[Cut, Standing], heard: Sequence[Heard]) -> tuple["Done", ...]:
        """What was done, the newest first, each with its figure of a later period. `known` are figures counted already."""
        advice, told = load_advice(), []
        for done in self.store.insight_deeds.of(brand.id):
            if done.cut not in known:
                known[done.cut] = self.standing(brand, done.cut)
            later = ((period, one) for period, crossings in known[done.cut].history for one in crossings)
            deed = next(iter(advice.deeds_of([done.deed_id] if done.deed_id in advice.deeds else [])), None)
            told.append(Done(outcome_of(done, later, heard), deed))
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a deed. `deed` is None for one that is no longer among those proposed."""

    outcome: Outcome
    deed: Deed | None

    def name(self, language: Language) -> str:
        """The deed as people call it."""
        return self.deed.name.of(language) if self.deed else self.outcome.done.deed_id


@dataclass(frozen=True, slots=True)
class Look:
    """Where a brand stands, what this says, and what came of what was done."""

    standing: Standing
    insights: Insights
    done: tuple[Done, ...]


def _same(one: DeedDone, other: DeedDone) -> bool:
    return (one.insight_id, one.deed_id, one.figure.period, one.cut) == (
        other.insight_id,
        other.deed_id,
        other.figure.period,
        other.cut,
    )
