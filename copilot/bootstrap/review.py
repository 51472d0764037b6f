"""Joins the parts of reviewing."""

from collections.abc import Callable
from datetime import datetime

from copilot.ports import ChatModel
from copilot.settings import Settings
from copilot.store import Store
from copilot.workflows.ask import Briefing
from copilot.workflows.check import Checking
from copilot.workflows.freshness import Freshness
from copilot.workflows.item_check import ItemChecking
from copilot.workflows.review import Reviewing
from copilot.workflows.review_policy import PolicyKeeping
from copilot.workflows.review_queue import ApprovedBefore, Queueing
from copilot.workflows.review_standing import Standing
from copilot.workflows.review_talk import Talk
from copilot.writing import ExactTokenCounter
from copilot.writing.reviser import Reviser


def build_reviewing(store: Store, checking: Checking, briefing: Briefing, clock: Callable[[], datetime]) -> Reviewing:
    """The workflows of review."""
    checks, policies = ItemChecking(store, checking, briefing), PolicyKeeping(store)
    queueing = Queueing(store, checks, Freshness(store), ApprovedBefore(store), policies.of)
    standing = Standing(store, checks, queueing, clock, policies.of)
    return Reviewing(store, checks, queueing, standing, Talk(store, clock), policies, clock)


def build_reviser(settings: Settings, model: ChatModel | None) -> Reviser | None:
    """Who rewrites a text to a comment; nobody without a model."""
    return Reviser.load(settings.prompts_dir, model, ExactTokenCounter()) if model else None
