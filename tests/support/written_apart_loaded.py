"""For the fork server of the processes that write apart, and for nobody else: reads once, on import, what each of them
would otherwise read anew."""

from copilot.bootstrap.desk import packaged_checker
from copilot.knowledge.search.ideas import load_ideas
from tests.support import written_apart as _written_apart  # what they run
from tests.support.shop import encoder

__all__ = ["_written_apart"]

encoder().embed(["。"])
packaged_checker()
load_ideas()
