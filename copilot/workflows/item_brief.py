"""An item of the calendar as a brief: the same that a post has, with what its place in the calendar asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from copilot.domain.angles import near, spread
from copilot.domain.assignment import Assignment, OfferTold
from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, Purpose
from copilot.domain.draft import Angle, Brief, Task
from copilot.domain.language import Language
from copilot.store import Store
from copilot.workflows.ask import Briefing
from copilot.workflows.surroundings import Surroundings

OccasionNames = Callable[[Language], Mapping[str, str]]
"""What people call festivals and other days, by id."""


@dataclass(frozen=True, slots=True)
class _Turn:
    angle: Angle | None = None
    told: tuple[Angle, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemBriefing:
    """Makes briefs of items. The day of the brief is the item's, so facts and offers are those of that day."""

    store: Store
    briefing: Briefing
    occasion_names: OccasionNames
    serving: Mapping[Purpose, tuple[Angle, ...]]
    """From which angles texts can be written, by purpose, the usual one first."""

    def brief(self, brand: Brand, item: Item, around: Surroundings) -> Brief:
        """The brief for one text of the item."""
        slot, language = item.slot, brand.language
        kind = self.briefing.form_of_item(slot.purpose, slot.channel)
        audience = next((a for a in self.store.audiences.of(brand.id) if a.id == slot.audience_id), None)
        segment_id = audience.segment_id if audience else None
        segments = self.store.brands.segments(brand.id) if segment_id else ()
        personas = self.store.brands.personas(brand.id) if slot.persona_id else ()
        turn = self._turn(item, around)
        return Brief(
            task=Task.POST,
            brand=brand,
            language=language,
            at=slot.day,
            form=self.briefing.form(Task.POST, slot.channel, language, kind),
            node=slot.node,
            step=slot.step,
            product=slot.product,
            topic=slot.idea,
            segment=next((s for s in segments if s.id == segment_id), None),
            persona=next((p for p in personas if p.id == slot.persona_id), None),
            variants=1,
            said=around.said(item),
            assignment=self._assignment(item, language, audience.name if audience else "", around),
            told=turn.told,
            angle=turn.angle,
            colleagues=tuple(p for p in personas if p.id != slot.persona_id),
            text_form=kind,
        )

    def _turn(self, item: Item, around: Surroundings) -> "_Turn":
        """The angle that is the item's turn, and those its audience is told of the product by around it."""
        if item.slot.product is None:
            return _Turn()
        places = around.places(item, self.serving)
        own = next(place for place in places if place.id == item.id)
        written = {place.id: place.written for place in places if place.written is not None}
        return _Turn(spread(places)[item.id], near(own, places, written))

    def _assignment(self, item: Item, language: Language, audience: str, around: Surroundings) -> Assignment:
        slot = item.slot
        live = around.live(item)
        offer = OfferTold(slot.offer.words, slot.offer.starts, slot.offer.ends) if slot.offer else None
        return Assignment(
            purpose=slot.purpose,
            at=slot.at,
            idea=slot.idea,
            audience=audience,
            occasion=self.occasion_names(language).get(slot.occasion, "") if slot.occasion else "",
            offer=offer,
            part=around.part(item),
            live_at=live.slot.at if live else None,
            live_shows=live.slot.product or "" if live else "",
            requests=slot.requests,
        )
