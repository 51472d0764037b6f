"""What a plan is made of beside the request: the knowledge's offers and stock, days of the calendar, what stands already."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, ItemState, Offer
from copilot.domain.evidence import Fact, Field, Role
from copilot.domain.language import Language
from copilot.planning.days import occasions, region_of, rest_day
from copilot.planning.known_offers import known_offers
from copilot.planning.material import PlanMaterial
from copilot.planning.stock import out_of_stock
from copilot.store import Store
from copilot.workflows.knowing import Knowing

MARGIN = timedelta(days=35)
"""Limits count whole months, and shares up to four weeks: what stands so far around some days matters to them."""
WEEK = timedelta(days=7)
MOST_PASSAGES = 500

OccasionNames = Callable[[Language], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class PlanMaterials:
    """Looks up what planning has to know of a brand. `occasion_names` are words by id."""

    store: Store
    knowing: Knowing
    today: Callable[[], date]
    occasion_names: OccasionNames

    def offers(self, brand: Brand, start: date, end: date) -> tuple[Offer, ...]:
        """Offers in force on a day from `start` to `end`, as the facts and dated passages tell them, the first to end
        first. A price that sources disagree about is no offer."""
        found = self.all_offers(brand)
        return tuple(o for o in found if (o.starts is None or o.starts <= end) and (o.ends is None or o.ends >= start))

    def all_offers(self, brand: Brand) -> tuple[Offer, ...]:
        """Offers of every date."""
        return known_offers(
            self.knowing.of(brand).facts.standing,
            self.store.documents.passages_for(brand.id, (Role.OFFER,), limit=MOST_PASSAGES),
            doubtful=self._doubtful(brand),
            language=brand.language,
        )

    def unsettled(self, brand: Brand, start: date, end: date) -> tuple[str, ...]:
        """Products that have a promotion price in those days which sources disagree about."""
        near = (
            f.product for f in self._doubtful(brand)
            if (f.valid_from is None or f.valid_from <= end) and (f.valid_to is None or f.valid_to >= start)
        )  # fmt: skip
        return tuple(dict.fromkeys(near))

    def out_of_stock(self, brand: Brand) -> frozenset[str]:
        """Names of products of which the facts say that none is left today."""
        return out_of_stock(self.knowing.of(brand).facts.standing, self.today())

    def of(self, brand: Brand, start: date, end: date, language: Language | None = None) -> PlanMaterial:
        """Everything that matters to slots from `start` to `end`."""
        region = region_of(brand.language)
        around = ((start - WEEK) + timedelta(days=n) for n in range((end - start + 2 * WEEK).days + 1))
        return PlanMaterial(
            out_of_stock=self.out_of_stock(brand),
            offers=self.all_offers(brand),
            occasions=occasions(start, end, region),
            occasion_names=self.occasion_names(language or brand.language),
            rest_days=frozenset(day for day in around if rest_day(day, region).rest),
            today=self.today(),
            senders={a.id: a.sender for a in self.store.audiences.of(brand.id)},
            personas=frozenset(p.id for p in self.store.brands.personas(brand.id)),
        )

    def standing(self, brand: Brand, start: date, end: date) -> tuple[Item, ...]:
        """Items in the calendar that count for slots from `start` to `end`; what expired never went out."""
        found = self.store.calendar.of(brand.id, start - MARGIN, end + MARGIN)
        return tuple(item for item in found if item.state is not ItemState.EXPIRED)

    def _doubtful(self, brand: Brand) -> tuple[Fact, ...]:
        doubtful = self.knowing.of(brand).facts.disputes.doubtful
        return tuple(f for f in doubtful if f.field == Field.PROMOTION_PRICE)
