"""Where a model saw the customer stand while replies were written: kept with the chat and shown from then on."""

from dataclasses import replace

from copilot.domain.conversation import Stand
from copilot.domain.ladder import Step
from copilot.ui.desk import digest
from copilot.ui.order import Order
from copilot.ui.state import keep, kept
from copilot.workflows.reply import Understood


def remember(page: str, chat: str, seen: Understood) -> None:
    """Keep what a model saw; what was only read is read again each time."""
    reading = seen.reading
    if reading.by:
        step = reading.step.value if reading.step else None
        said = {"stand": reading.stand.value, "step": step, "why": reading.why, "by": reading.by}
        keep(page, "refined", {"of": digest(chat), **said})


def remembered(understood: Understood, page: str, chat: str) -> Understood:
    """`understood` as a model saw this chat, where one has."""
    said = kept(page).get("refined") or {}
    if said.get("of") != digest(chat):
        return understood
    step = Step(said["step"]) if said.get("step") else None
    seen = replace(understood.reading, stand=Stand(said["stand"]), step=step, why=said["why"], by=said["by"])
    return replace(understood, reading=seen)


def is_new(page: str, order: Order) -> bool:
    """Whether a model saw the chat otherwise than the page shows it."""
    return order.understood is not None and remembered(order.understood, page, order.chat) != order.understood
