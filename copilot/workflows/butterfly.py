"""What the butterfly page stands on, as one object."""

from dataclasses import dataclass

from copilot.workflows.calculate import Calculating
from copilot.workflows.fatigue import FatigueWatching
from copilot.workflows.figures import Figuring
from copilot.workflows.fit import Fitting
from copilot.workflows.insights import Insighting
from copilot.workflows.operating_models import ModelChoosing
from copilot.workflows.quiet_week import Quieting
from copilot.workflows.refer import Referring
from copilot.workflows.samples import Sampling


@dataclass(frozen=True, slots=True)
class Butterfly:
    """Workflows of the butterfly's page; made by `bootstrap.strategy.build_butterfly`."""

    figures: Figuring
    fit: Fitting
    models: ModelChoosing
    calculating: Calculating
    referring: Referring
    fatigue: FatigueWatching
    quieting: Quieting
    insights: Insighting
    samples: Sampling
