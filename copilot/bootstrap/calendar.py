"""Joins the parts of the content calendar."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from copilot.bootstrap.review import build_reviewing, build_reviser
from copilot.domain.language import Language
from copilot.domain.writing_run import Prices
from copilot.locales import load_locale
from copilot.settings import Settings
from copilot.store import Store
from copilot.workflows.ask import Briefing
from copilot.workflows.audiences import AudienceKeeping
from copilot.workflows.calendar import Calendar
from copilot.workflows.check import Checking
from copilot.workflows.compose_item import ItemComposer
from copilot.workflows.draft import Drafting
from copilot.workflows.item_brief import ItemBriefing
from copilot.workflows.knowing import Knowing
from copilot.workflows.members import Membership
from copilot.workflows.plan import Planning
from copilot.workflows.plan_material import PlanMaterials
from copilot.workflows.plan_rules import PlanRuling
from copilot.workflows.review_bulk import InBulk
from copilot.workflows.revise_item import ItemRevising
from copilot.workflows.write_item import ItemWriter
from copilot.workflows.write_items import ItemWriting
from copilot.workflows.writing_crew import Crew

OCCASIONS = "occasions."


@dataclass(frozen=True, slots=True)
class Parts:
    """What the calendar stands on; made in `build_copilot`."""

    settings: Settings
    store: Store
    knowing: Knowing
    drafting: Drafting
    checking: Checking
    briefing: Briefing
    clock: Callable[[], datetime]
    today: Callable[[], date]


def build_calendar(parts: Parts) -> Calendar:
    """The calendar's workflows."""
    store, settings = parts.store, parts.settings
    materials = PlanMaterials(store, parts.knowing, parts.today, occasion_names)
    review = build_reviewing(store, parts.checking, parts.briefing, parts.clock)
    return Calendar(
        audiences=AudienceKeeping(store, _new_id),
        members=Membership(store, settings.admin_emails, sign_in=settings.sign_in),
        writing=build_writing(parts),
        planning=Planning(store, materials, PlanRuling(store), parts.clock, _new_id),
        review=review,
        bulk=InBulk(review),
        revising=ItemRevising(review, build_reviser(parts.settings)),
    )


def build_writing(parts: Parts) -> ItemWriting:
    """Who writes items. Offline one thread does it: writing is work of this machine then, and more would be slower."""
    drafting = parts.drafting
    briefing = ItemBriefing(parts.store, parts.briefing, _occasion_name)
    writer = ItemWriter(parts.store, ItemComposer(drafting, briefing, drafting.searching.nearness))
    hands = parts.settings.calls_in_flight if drafting.desk.model else 1
    return ItemWriting(parts.store, writer, Crew(parts.store, writer, hands, _new_id), _prices(parts.settings))


def occasion_names(language: Language) -> Mapping[str, str]:
    """What the days of the calendar are called, by id."""
    sentences = load_locale(language).sentences
    return {key.removeprefix(OCCASIONS): name for key, name in sentences.items() if key.startswith(OCCASIONS)}


def _prices(settings: Settings) -> Prices | None:
    prompt, answer = settings.price_prompt_per_million, settings.price_answer_per_million
    if prompt is None and answer is None:
        return None
    return Prices(prompt or 0.0, answer or 0.0, settings.price_currency)


def _occasion_name(occasion: str, language: Language) -> str:
    return occasion_names(language).get(occasion, occasion.replace("_", " "))


def _new_id() -> str:
    return uuid4().hex
