"""What people do about the butterfly as a whole, in one object."""

from dataclasses import dataclass

from copilot.workflows.fit import Fitting
from copilot.workflows.operating_models import ModelChoosing


@dataclass(frozen=True, slots=True)
class Butterfly:
    """Workflows of the butterfly's page, by view."""

    fit: Fitting
    models: ModelChoosing
