"""Joins the parts of the content calendar."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import uuid4

from copilot.domain.language import Language
from copilot.domain.writing_run import Prices
from copilot.locales import load_locale
from copilot.settings import Settings
from copilot.store import Store
from copilot.workflows.ask import Briefing
from copilot.workflows.audiences import AudienceKeeping
from copilot.workflows.calendar import Calendar
from copilot.workflows.compose_item import ItemComposer
from copilot.workflows.days import CalendarDays
from copilot.workflows.draft import Drafting
from copilot.workflows.item_brief import ItemBriefing
from copilot.workflows.members import Membership
from copilot.workflows.plan import Planning
from copilot.workflows.plan_material import PlanMaterials
from copilot.workflows.plan_rules import PlanRuling
from copilot.workflows.write_item import ItemWriter
from copilot.workflows.write_items import ItemWriting
from copilot.workflows.writing_crew import Crew

OCCASIONS = "occasions."


def build_calendar(
    settings: Settings, store: Store, drafting: Drafting, briefing: Briefing, clock: Callable[[], datetime], today: Callable[[], date]
) -> Calendar:
    """The calendar's workflows."""
    materials = PlanMaterials(store, drafting.searching.knowing, today, occasion_names)
    return Calendar(
        audiences=AudienceKeeping(store, _new_id),
        members=Membership(store, settings.admin_emails, sign_in=settings.sign_in),
        days=CalendarDays(),
        planning=Planning(store, materials, PlanRuling(store), clock, _new_id),
        writing=build_writing(settings, store, drafting, briefing),
    )


def build_writing(settings: Settings, store: Store, drafting: Drafting, briefing: Briefing) -> ItemWriting:
    """Who writes items. Offline one thread does it: writing is work of this machine then, and more would be slower."""
    composer = ItemComposer(drafting, ItemBriefing(store, briefing, _occasion_name), drafting.searching.nearness)
    writer = ItemWriter(store, composer)
    hands = settings.calls_in_flight if drafting.desk.model else 1
    return ItemWriting(store, writer, Crew(store, writer, hands, _new_id), _prices(settings))


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
    return occasion_names(language).get(occasion, occasion)


def _new_id() -> str:
    return uuid4().hex
