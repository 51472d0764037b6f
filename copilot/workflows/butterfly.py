"""What the butterfly page stands on, as one object."""

from dataclasses import dataclass

from copilot.workflows.calculate import Calculating
from copilot.workflows.fatigue import FatigueWatching
from copilot.workflows.insights import Insighting
from copilot.workflows.quiet_week import Quieting
from copilot.workflows.refer import Referring
from copilot.workflows.samples import Sampling


@dataclass(frozen=True, slots=True)
class Butterfly:
    """Made by `bootstrap.strategy.build_butterfly`."""

    calculating: Calculating
    referring: Referring
    fatigue: FatigueWatching
    quieting: Quieting
    insights: Insighting
    samples: Sampling
