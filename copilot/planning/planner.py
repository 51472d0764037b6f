"""From a request to slots: what has a date first, then what fills the weeks, then what each place says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from copilot.domain.calendar import Offer, Purpose, SequenceKind, Slot
from copilot.domain.plan import Goal, PlanRequest
from copilot.planning.board import Board
from copilot.planning.material import PlanMaterial, PlanPart, holidays_among, monday_of, planned_lives
from copilot.planning.offering import days_to_tell, usable_offers
from copilot.planning.placing import Placing
from copilot.planning.promoting import keep_share
from copilot.planning.rules import PlanningRules
from copilot.planning.sequences import DatedWant, SequenceMaker, offer_wants
from copilot.planning.special import Special
from copilot.planning.telling import Telling, placed_in_sequences
from copilot.planning.voices import Voices
from copilot.planning.wants import Want
from copilot.planning.wording import Wording

NOTHING_KNOWN = PlanMaterial()
EVERYTHING = PlanPart()


def make_slots(
    request: PlanRequest,
    rules: PlanningRules,
    kept: Sequence[Slot] = (),
    *,
    new_id: Callable[[], str],
    material: PlanMaterial = NOTHING_KNOWN,
    part: PlanPart = EVERYTHING,
) -> tuple[Slot, ...]:
    """New slots by day and time. `kept` are slots that stay, of this plan or any other: rules hold over both together,
    and what is kept is not planned again. `part` narrows where new ones may stand. The same input gives the same plan.
    """
    making = _Making(request, rules, tuple(kept), material, part)
    made = making.told(new_id)
    places = placed_in_sequences(made, kept, new_id)
    slots = [replace(slot, sequence=places.get(slot.id)) for slot, _ in made]
    return tuple(sorted(slots, key=lambda slot: (slot.at, slot.audience_id, slot.channel, slot.id)))


@dataclass(frozen=True, slots=True)
class _Making:
    request: PlanRequest
    rules: PlanningRules
    kept: tuple[Slot, ...]
    material: PlanMaterial
    part: PlanPart

    def told(self, new_id: Callable[[], str]) -> list[tuple[Slot, Want | None]]:
        board = self._board()
        places = self._places(board)
        offers = usable_offers(self.request, self.material)
        maker = SequenceMaker(self.request, self.rules, offers, self._launched())
        lives = planned_lives(self.request, board.holidays)
        kept = {slot.day: slot.time for slot in self.kept if slot.purpose is Purpose.LIVE}
        held = dict.fromkeys(self.material.lives, self.rules.lives.at) | kept
        special = Special(self.request, self.rules, self.material, lives, held)
        told = special.put_lives(places)
        for placing in places:
            self._put_dated(placing, maker, special, told)
            self._put_offers(placing, maker)
            placing.fill()
            keep_share(board, placing.audience_id, placing.thin_out)
        return self._say(board, places, maker, new_id)

    def _board(self) -> Board:
        senders = dict(self.material.senders)
        senders |= {one.audience.id: one.audience.sender for one in self.request.audiences}
        rest = self.material.rest_days
        board = Board(self.rules, senders, rest, holidays_among(rest, self.rules.spacing.holiday_run))
        board.seed(self.kept)
        return board

    def _places(self, board: Board) -> list[Placing]:
        first = max(self.request.start, self.material.today or self.request.start)
        asked = self.part.audience_id
        return [
            Placing(board, self.request, self.rules, one, place, first, self.part)
            for place, one in enumerate(self.request.audiences)
            if asked is None or asked == one.audience.id
        ]

    def _launched(self) -> str | None:
        known = [p for p in self.request.products if p not in self.material.out_of_stock]
        return known[0] if known else None

    def _put_dated(self, placing: Placing, maker: SequenceMaker, special: Special, lives: Sequence[date]) -> None:
        kinds = self.rules.goals[self.request.goal].sequences
        if self.request.newcomers:
            kinds = (SequenceKind.NEW_MEMBERS, *kinds)
        for kind in kinds:
            self._put_sequence(placing, kind, maker.parts(kind))
        special.put_notices(placing, lives)
        special.put_occasions(placing)
        special.put_video(placing)

    def _put_sequence(self, placing: Placing, kind: SequenceKind, parts: Sequence[DatedWant]) -> None:
        """Essential parts first, each between its neighbours."""
        there = {
            s.sequence.part: s.day
            for s in self.kept
            if s.sequence and s.sequence.kind is kind and s.audience_id == placing.audience_id
        }
        order = [one.want.part for one in parts]
        for one in sorted(parts, key=lambda one: not one.essential):
            if one.want.part in there:
                continue
            at = order.index(one.want.part)
            before = max((there[p] for p in order[:at] if p in there), default=date.min)
            after = min((there[p] for p in order[at + 1 :] if p in there), default=date.max)
            days = [day for day in one.days if before < day < after]
            if entry := placing.put(one.want, days, one.channels):
                there[one.want.part] = entry.day

    def _put_offers(self, placing: Placing, maker: SequenceMaker) -> None:
        """Offers beside the goal's sequences: dated ones with their last call, standing ones in turn."""
        used = {p.want.offer.id for k in self.rules.goals[self.request.goal].sequences
                for p in maker.parts(k) if p.want.offer}  # fmt: skip
        rest = [offer for offer in maker.offers if offer.id not in used]
        for offer in rest:
            if offer.ends is not None and offer.ends <= self.request.end:
                days = days_to_tell(offer, self.request, self.rules.promotion.gap_days)
                for one in offer_wants(offer, self.rules, days):
                    open_days = [d for d in one.days if self._room_for_offer(placing, one.want, d)]
                    if self._told_already(placing, one.want):
                        continue
                    if placing.put(one.want, open_days, one.channels) is None:
                        break
        standing = [offer for offer in rest if offer.ends is None or offer.ends > self.request.end]
        turns = standing or self._stock_without_offer()
        self._put_in_turn(placing, turns)

    def _put_in_turn(self, placing: Placing, turns: Sequence[Offer | str]) -> None:
        if not turns:
            return
        most = self.rules.goals[self.request.goal].offers_a_week
        turn = placing.place
        monday = monday_of(self.request.start)
        while monday <= self.request.end:
            days = [monday.fromordinal(monday.toordinal() + n) for n in (5, 3, 4, 2, 1, 6, 0)]
            while self._promotions(placing, monday) < most:
                told = next(
                    (n for n in range(len(turns)) if self._put_one(placing, turns[(turn + n) % len(turns)], days)), None
                )
                if told is None:
                    break
                turn += told + 1
            monday = monday.fromordinal(monday.toordinal() + 7)

    def _put_one(self, placing: Placing, what: Offer | str, days: Sequence[date]) -> bool:
        """A standing offer, or a product whose stock is cleared, on the first day that will have it."""
        offer = what if isinstance(what, Offer) else None
        product = offer.product if offer else str(what)
        want = Want(Purpose.OFFER, "offer", promotes=True, weight=1, offer=offer, product=product)
        holidays = placing.board.holidays
        open_days = [d for d in days if d not in holidays and not self._told_lately(placing, want, d)]
        return placing.put(want, open_days, self.rules.sequences[SequenceKind.OFFER].channels) is not None

    def _told_lately(self, placing: Placing, want: Want, day: date) -> bool:
        """Whether the audience heard of the same offer, or of the same product's stock, too few days before or after."""
        days = self.rules.goals[self.request.goal].same_offer_days
        near = (day.fromordinal(day.toordinal() + n) for n in range(-days + 1, days))
        about = [e.kept or e.want for d in near for e in placing.board.on(placing.audience_id, d) if e.promotes]
        return any(one and (one.offer, one.product) == (want.offer, want.product) for one in about)

    def _stock_without_offer(self) -> list[str]:
        """Stock can be cleared by saying what is left of it."""
        if self.request.goal is not Goal.CLEAR_STOCK:
            return []
        return [p for p in self.request.products if p not in self.material.out_of_stock]

    def _room_for_offer(self, placing: Placing, want: Want, day: date) -> bool:
        """A last call may stand beside the week's offer; nothing stands beside a sequence that sells."""
        goal = self.rules.goals[self.request.goal]
        most = max(1, goal.offers_a_week) + (want.purpose is Purpose.LAST_CALL and goal.offers_a_week > 0)
        return self._promotions(placing, monday_of(day)) < most

    def _promotions(self, placing: Placing, monday: date) -> int:
        return sum(e.promotes for e in placing.board.in_week(placing.audience_id, monday))

    def _told_already(self, placing: Placing, want: Want) -> bool:
        return any(
            s.audience_id == placing.audience_id and s.purpose is want.purpose and s.offer == want.offer
            for s in self.kept
        )

    def _say(
        self, board: Board, places: Sequence[Placing], maker: SequenceMaker, new_id: Callable[[], str]
    ) -> list[tuple[Slot, Want | None]]:
        launch = None
        if SequenceKind.LAUNCH in self.rules.goals[self.request.goal].sequences and maker.product:
            launch = maker.product, maker.anchor(SequenceKind.LAUNCH)
        wording, voices = Wording(self.rules, self.request.language), Voices(self.rules, self.request.personas)
        wording.seed(self.kept)
        voices.seed(self.kept)
        telling = Telling(self.request, self.rules, self.material, wording, voices, new_id, launch)
        made: list[tuple[Slot, Want | None]] = []
        for placing in places:
            made += telling.tell(board.of(placing.audience_id), placing.place)
        return made
