"""What the butterfly page does, as one object."""

from dataclasses import dataclass

from copilot.workflows.figures import Figuring
from copilot.workflows.insights import Insighting
from copilot.workflows.samples import Sampling


@dataclass(frozen=True, slots=True)
class Butterfly:
    """Made by `bootstrap.strategy.build_butterfly`."""

    figures: Figuring
    insights: Insighting
    samples: Sampling
