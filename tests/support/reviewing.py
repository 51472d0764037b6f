"""Reviewing without indexes and embedder, for processes that are started many times."""

from collections.abc import Callable
from datetime import datetime
from typing import NoReturn

from copilot.bootstrap.desk import packaged_checker
from copilot.bootstrap.review import build_reviewing
from copilot.checking import channel_forms
from copilot.domain.brand import Brand
from copilot.errors import IndexFailed
from copilot.store import Store
from copilot.workflows.ask import Briefing
from copilot.workflows.check import Checking
from copilot.workflows.knowing import Knowing
from copilot.workflows.review import Reviewing
from copilot.workflows.search import Searching


def reviewing_on(store: Store, clock: Callable[[], datetime]) -> Reviewing:
    """Reviewing on a database; a brand that knows more than is read whole cannot be searched."""
    searching = Searching(store, _no_index, Knowing(store))
    checking = Checking(store, searching, packaged_checker())
    return build_reviewing(store, checking, Briefing(store, channel_forms()), clock)


def _no_index(brand: Brand) -> NoReturn:
    raise IndexFailed(f"there is no index of {brand.name}", detail="")
