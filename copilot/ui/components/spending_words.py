"""Tokens and money in words."""

from copilot.domain.draft import Usage
from copilot.ui.state import say


def money(cost: float, currency: str) -> str:
    """A sum as people read it; small ones to four places."""
    return f"{currency}{cost:,.2f}" if cost >= 0.1 or not cost else f"{currency}{cost:.4f}"


def taken(usage: Usage, cost: float | None, currency: str) -> str:
    """What a model took, "" where none was asked; the money only where it is known."""
    if usage == Usage():
        return ""
    tokens = say("spending.tokens", count=f"{usage.prompt + usage.answer:,}")
    return tokens if cost is None else f"{tokens} · {money(cost, currency)}"
