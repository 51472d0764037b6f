"""What the product does for the people behind the chats."""

from dataclasses import dataclass

from copilot.workflows.customers import CustomerKeeping
from copilot.workflows.segments import Segmenting


@dataclass(frozen=True, slots=True)
class People:
    """The workflows about customers; made by `bootstrap.build_people`."""

    customers: CustomerKeeping
    segments: Segmenting
