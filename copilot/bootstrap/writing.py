"""Joins the parts that write the items of the calendar."""

from dataclasses import replace
from uuid import uuid4

from copilot.bootstrap.models import prices_of
from copilot.domain.spending import CallPurpose
from copilot.llm.at_most import AtMost
from copilot.settings import Settings
from copilot.store import Store
from copilot.workflows.ask import Briefing
from copilot.workflows.compose_item import ItemComposer
from copilot.workflows.draft import Drafting
from copilot.workflows.item_brief import ItemBriefing, OccasionNames
from copilot.workflows.metered import Metered
from copilot.workflows.write_item import ItemWriter
from copilot.workflows.write_items import ItemWriting
from copilot.workflows.writing_crew import Crew
from copilot.writing import ModelWriter
from copilot.writing.prompt_book import angles_serving

HANDS_A_CALL = 2
"""While one waits for the model, another gathers or checks: benchmarks/calendar_writing.py."""


def build_writing(
    settings: Settings, store: Store, drafting: Drafting, briefing: Briefing, occasion_names: OccasionNames
) -> ItemWriting:
    """Who writes items. Offline one thread does it: writing is work of this machine then, and more would be slower."""
    desk = drafting.desk
    hands = settings.calls_in_flight if desk.model is not None else 1
    if isinstance(desk.model, ModelWriter):
        hands *= HANDS_A_CALL
        model = desk.model.model
        if isinstance(model, Metered):
            model = model.called_for(CallPurpose.CALENDAR)
        writing = replace(desk.model, model=AtMost(model, settings.calls_in_flight))
        desk = replace(desk, model=writing)
    desk = replace(desk, stops_at_budget=True)
    items = ItemBriefing(store, briefing, occasion_names, angles_serving(settings.prompts_dir))
    writer = ItemWriter(store, ItemComposer(replace(drafting, desk=desk), items, drafting.searching.nearness))
    return ItemWriting(store, writer, Crew(store, writer, hands, _new_id), prices_of(settings))


def _new_id() -> str:
    return uuid4().hex
