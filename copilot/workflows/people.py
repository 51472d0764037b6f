"""What the product does for the people behind the chats."""

from dataclasses import dataclass

from copilot.workflows.cards import CardKeeping
from copilot.workflows.customers import CustomerKeeping
from copilot.workflows.propose_cards import CardProposing
from copilot.workflows.scripts import Scripting
from copilot.workflows.segments import Segmenting
from copilot.workflows.send import SendKeeping


@dataclass(frozen=True, slots=True)
class People:
    """Customers, what goes out to them, and the cards of who writes and who reads; made by `bootstrap.build_people`."""

    customers: CustomerKeeping
    segments: Segmenting
    sending: SendKeeping
    scripts: Scripting
    cards: CardKeeping
    proposing: CardProposing
