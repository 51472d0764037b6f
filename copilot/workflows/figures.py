"""The butterfly in own figures: typed, imported, or counted from the customers here, and where people are lost."""

from calendar import monthrange
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from copilot.customers.cells import number
from copilot.customers.figure_rows import FigureList, find_figures, read_figures, twice
from copilot.domain.brand import Brand
from copilot.domain.customer_import import RowProblem
from copilot.domain.figure_import import FigureColumn, FigurePreview, FigureUse
from copilot.domain.review import Actor
from copilot.domain.sheet import Sheet
from copilot.domain.wings import Counted, Cut, Origin, Period, Place, Wing
from copilot.errors import InvalidInput
from copilot.knowledge.reading import SeparateReader, read_day
from copilot.store import Store
from copilot.store.figures import OnProgress, ignore_progress
from copilot.strategy.crossings import Benchmark, crossings_of, load_leak_rules
from copilot.strategy.leaks import earlier_periods, find_leaks, find_strengths
from copilot.workflows.insights import Standing
from copilot.workflows.resolve import find
from copilot.workflows.segments import Segmenting

Read = tuple[tuple[Counted, ...], tuple[RowProblem, ...]]
"""The figures of a list, and what could not be read."""
Uses = Mapping[int, FigureUse]
"""What a person said columns are for, by their index."""
AS_READ: Uses = {}
MONTHS_COUNTED = 7
"""Calendar months that are counted from the customers where nobody typed or imported a period."""
MOST = 10**12
EVERYBODY = Cut()


@dataclass(frozen=True, slots=True)
class FigureFile:
    """A list of figures as it was read once, to be looked at with one mapping after another."""

    name: str
    sheets: tuple[Sheet, ...]
    _read: dict[Hashable, Read] = field(default_factory=dict)
    """The figures of the mapping looked at last: of many rows they take seconds."""


@dataclass(slots=True)
class _Counts:
    """What was counted from a brand's customers while they were as they are at `state`."""

    state: Hashable
    first_day: date | None
    counted: dict[tuple[Period, Cut], tuple[Counted, ...]] = field(default_factory=dict)
    members: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figuring:
    """The workflow. Customers are counted again only once something about them changed."""

    store: Store
    reader: SeparateReader
    today: Callable[[], date]
    segmenting: Segmenting
    _counts: dict[str, _Counts] = field(default_factory=dict)

    def wings(self, brand: Brand, cut: Cut = EVERYBODY) -> tuple[Wing, ...]:
        """A wing for each period that anything is known of, the newest first. What was typed or imported comes before
        what is counted: everybody, or who is of a segment today."""
        said: dict[Period, list[Counted]] = {}
        for one in self.store.figures.of(brand.id, cut):
            said.setdefault(one.period, []).append(one)
        if cut == Cut(segment_id=cut.segment_id):
            counts = self._counts_of(brand)
            for period in self._counted_periods(counts, said):
                counted = self._count(brand, period, cut, counts)
                known = {one.place for one in said.get(period, ())}
                if more := [one for one in counted if one.place not in known]:
                    said.setdefault(period, []).extend(more)
        made = (_wing(period, cut, figures) for period, figures in said.items())
        return tuple(sorted(made, key=lambda wing: (wing.period.end, wing.period.start), reverse=True))

    def cuts(self, brand: Brand) -> tuple[Cut, ...]:
        """Everybody, the segments that customers here can be in, and the cuts that figures are of."""
        segments = [Cut(segment_id=one) for one in self._segments(brand)]
        return tuple(dict.fromkeys((EVERYBODY, *segments, *self.store.figures.cuts(brand.id))))

    def standing(self, brand: Brand, cut: Cut = EVERYBODY) -> Standing:
        """The newest whole period that somebody spoke of (that anything is known of, where nobody did), held against the
        last before it. Everything is empty where nobody counted."""
        wings = self.wings(brand, cut)
        return self.looked_at(wings) if wings else Standing()

    def looked_at(self, wings: Sequence[Wing], now: Period | None = None, against: Period | None = None) -> Standing:
        """One of a brand's `wings`, that of a period, the one it is held against, and what stands out against the periods
        before. Raises `InvalidInput` (`no_such_period`)."""
        here = _of(now or self.newest(wings), wings)
        rules = load_leak_rules()
        earlier = earlier_periods(here.period, wings, rules.baseline_periods)
        return Standing(
            now=here,
            before=_of(against, wings) if against else next(iter(earlier), None),
            leaks=find_leaks(here, earlier, rules),
            history=tuple(
                (wing.period, crossings_of(wing, rules))
                for wing in wings
                if wing is here or wing.period.end < self.today()
            ),
            strengths=find_strengths(here, earlier, rules),
        )

    def newest(self, wings: Sequence[Wing]) -> Period:
        """The period to look at first."""
        whole = [wing for wing in wings if wing.period.end < self.today()] or list(wings)
        said = (wing for wing in whole if set(wing.origins.values()) != {Origin.COUNTED})
        return next(said, whole[0]).period

    def say(
        self,
        brand: Brand,
        period: Period,
        counts: Mapping[Place, int | None],
        *,
        cut: Cut = EVERYBODY,
        money: Mapping[Place, Decimal | None] | None = None,
        actor: Actor,
    ) -> tuple[Counted, ...]:
        """Keep what a person says of a period: a number of people by place, None to take one back. What stood there
        before is returned. Raises `InvalidInput` (`period_backwards`, `figure_out_of_range`)."""
        if period.end < period.start:
            raise InvalidInput("the period ends before it begins", code="period_backwards")
        paid = money or {}
        if any(n is not None and not 0 <= n <= MOST for n in (*counts.values(), *paid.values())):
            raise InvalidInput("a figure is below 0 or beyond all reason", code="figure_out_of_range")
        stood = {one.place: one for one in self.store.figures.of(brand.id, cut) if one.period == period}
        given = [
            Counted(period, place, count, cut, paid.get(place, _paid(stood.get(place))), Origin.TYPED, actor.name)
            for place, count in counts.items() if count is not None
        ]  # fmt: skip
        gone = [stood[place] for place, count in counts.items() if count is None and place in stood]
        self.store.figures.keep(brand.id, given, gone)
        return tuple(stood.values())

    def benchmarks(self, to: Place) -> tuple[Benchmark, ...]:
        """What others publish about going on to a place: rules of thumb, compared with nothing."""
        return load_leak_rules().benchmark(to)

    def open(self, name: str, content: bytes) -> FigureFile:
        """Read a .csv or .xlsx. Raises `UnreadableFile`."""
        return FigureFile(name, self.reader.sheets(name, content))

    def columns(self, file: FigureFile) -> tuple[FigureColumn, ...]:
        """What its columns are read as."""
        return find_figures(file.sheets, AS_READ).columns

    def preview(self, brand: Brand, file: FigureFile, uses: Uses = AS_READ) -> FigurePreview:
        """What importing would do; nothing is kept. Raises `InvalidInput` for two columns of one use."""
        listed = find_figures(file.sheets, uses)
        if (use := twice(listed.columns)) is not None:
            raise InvalidInput(f"two columns cannot both be {use}", code="figure_column_twice", use=use.value)
        empty = FigurePreview(file.name, listed.title, listed.columns, len(listed.rows))
        return self._looked_at(brand, file, listed, empty) if empty.says_when and empty.says_how_many else empty

    def take_in(
        self,
        brand: Brand,
        file: FigureFile,
        uses: Uses = AS_READ,
        *,
        actor: Actor,
        on_progress: OnProgress = ignore_progress,
    ) -> FigurePreview:
        """Import the list; returns what came of it. `on_progress` hears how many figures of how many are kept.
        Raises `InvalidInput` (`no_figures_in_file`)."""
        preview = self.preview(brand, file, uses)
        if not preview.figures:
            raise InvalidInput("no column tells days, or none numbers of people", code="no_figures_in_file")
        self.store.figures.take_in(brand.id, file.name, preview.figures, by=actor.name, on_progress=on_progress)
        return preview

    def take_back(self, brand: Brand) -> int:
        """Undo the last import; how many figures that were. Raises `InvalidInput` (`no_import`)."""
        return self.store.figures.take_back(brand.id)

    def _counts_of(self, brand: Brand) -> _Counts:
        revision = self.store.customer_books.of(brand.id).revision
        state = (revision, self.store.figures.answers(brand.id), self.today())
        known = self._counts.get(brand.id)
        if known is None or known.state != state:
            known = self._counts[brand.id] = _Counts(state, self.store.figures.first_day(brand.id))
        return known

    def _count(self, brand: Brand, period: Period, cut: Cut, counts: _Counts) -> tuple[Counted, ...]:
        if (period, cut) not in counts.counted:
            among = self._members(brand, cut.segment_id, counts) if cut.segment_id else None
            counts.counted[period, cut] = self.store.figures.count(brand.id, period, cut, among)
        return counts.counted[period, cut]

    def _segments(self, brand: Brand) -> tuple[str, ...]:
        """The cards that a rule puts customers under; none while there are no customers."""
        if not self.store.customers.count(brand.id):
            return ()
        cards = {one.id for one in self.store.brands.segments(brand.id)}
        named = (rule.segment_id for rule in self.segmenting.rules(brand))
        return tuple(dict.fromkeys(one for one in named if one in cards))

    def _members(self, brand: Brand, segment_id: str, counts: _Counts) -> frozenset[str]:
        if segment_id not in counts.members:
            placed = self.segmenting.population(brand).placed
            counts.members[segment_id] = frozenset(
                one.profile.customer.id for one in placed if one.rule and one.rule.segment_id == segment_id
            )
        return counts.members[segment_id]

    def _looked_at(self, brand: Brand, file: FigureFile, listed: FigureList, preview: FigurePreview) -> FigurePreview:
        figures, problems = self._figures_in(brand, file, listed)
        starts = {one.period.start for one in figures} or {self.today()}
        stood = self.store.figures.amounts(brand.id, min(starts), max(starts))
        before = [stood.get((one.period, one.cut, one.place)) for one in figures]
        same = sum(was == (one.count, one.money) for one, was in zip(figures, before, strict=True))
        added = before.count(None)
        return replace(
            preview, figures=figures, added=added, changed=len(figures) - added - same, same=same, problems=problems
        )

    def _figures_in(self, brand: Brand, file: FigureFile, listed: FigureList) -> Read:
        segments, audiences = self.store.brands.segments(brand.id), self.store.audiences.of(brand.id)
        today = self.today()

        def known(use: FigureUse, name: str) -> str | None:
            thing = find(name, segments) if use is FigureUse.SEGMENT else find(name, audiences)
            return thing.id if thing else None

        state = (today, segments, audiences, tuple((column.index, column.use) for column in listed.columns))
        # The page gives one file to all its visitors: what another forgets meanwhile is still at hand here.
        read = file._read.get(state)
        if read is None:
            read = read_figures(listed, lambda text: read_day(text, today), known)
            file._read.clear()
            file._read[state] = read
        return read

    def _counted_periods(self, counts: _Counts, said: Mapping[Period, Sequence[Counted]]) -> tuple[Period, ...]:
        """The periods somebody spoke of, and the last calendar months that anything is known of."""
        first = counts.first_day
        months, day = list[Period](), self.today()
        while first is not None and len(months) < MONTHS_COUNTED and day >= first:
            months.append(month_of(day))
            day = months[-1].start - timedelta(days=1)
        return tuple(dict.fromkeys((*said, *months)))


def figure_in(text: str) -> Decimal | None:
    """The number a person typed, such as `1,200` or `1.2万`; None for what is no number."""
    return number(text)


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def _paid(one: Counted | None) -> Decimal | None:
    return one.money if one else None


def _of(period: Period, wings: Sequence[Wing]) -> Wing:
    found = next((wing for wing in wings if wing.period == period), None)
    if found is None:
        raise InvalidInput(f"nothing is known of {period}", code="no_such_period", start=period.start, end=period.end)
    return found


def _wing(period: Period, cut: Cut, given: Sequence[Counted]) -> Wing:
    figures = sorted(given, key=lambda one: list(Place).index(one.place))
    return Wing(
        period,
        counts={one.place: one.count for one in figures},
        cut=cut,
        origins={one.place: one.origin for one in figures},
        money={one.place: float(one.money) for one in figures if one.money is not None},
    )
