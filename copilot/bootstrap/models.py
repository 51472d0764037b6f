"""Joins the chat models of each role with the ledger of what they cost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from copilot.domain.spending import CallPurpose, Prices
from copilot.llm import make_chat_model
from copilot.llm.roles import Role, settings_of
from copilot.ports import ChatModel
from copilot.settings import Settings
from copilot.store import Store
from copilot.workflows.metered import Metered
from copilot.workflows.spend import Spending
from copilot.writing import ExactTokenCounter

Meter = Callable[[ChatModel, CallPurpose], ChatModel]
"""Puts a drafting model's calls for a purpose into the ledger."""


@dataclass(frozen=True, slots=True)
class Models:
    """Who drafts, who revises, who gives second opinions; one model where no others are configured, None without any."""

    spending: Spending
    drafting: Metered | None
    revising: Metered | None
    opinion: Metered | None
    meter: Meter

    @property
    def tested(self) -> Metered | None:
        """The drafting model, to be asked whether it answers."""
        return self.drafting.called_for(CallPurpose.TESTING) if self.drafting else None

    @property
    def others_tested(self) -> dict[str, ChatModel]:
        """The same for models besides it, by role."""
        drafting = self.drafting.model if self.drafting else None
        roles = {Role.REVISING: self.revising, Role.OPINION: self.opinion}
        return {
            role.value: one.called_for(CallPurpose.TESTING)
            for role, one in roles.items()
            if one is not None and one.model is not drafting
        }


def build_models(settings: Settings, store: Store, clock: Callable[[], datetime]) -> Models:
    """The models that the settings name. Raises `Misconfigured`."""
    spending = Spending(store, ExactTokenCounter(), clock, settings.price_currency, settings.monthly_budget)

    def of(role: Role, purpose: CallPurpose) -> Metered | None:
        own = settings_of(settings, role)
        model = make_chat_model(own)
        return Metered(model, purpose, spending, prices_of(own)) if model else None

    drafting = of(Role.DRAFTING, CallPurpose.DRAFTING)

    def own_or_drafting(role: Role, purpose: CallPurpose) -> Metered | None:
        shared = settings_of(settings, role) is settings
        return (drafting.called_for(purpose) if drafting else None) if shared else of(role, purpose)

    return Models(
        spending,
        drafting,
        own_or_drafting(Role.REVISING, CallPurpose.REVISING),
        own_or_drafting(Role.OPINION, CallPurpose.SECOND_OPINION),
        lambda model, purpose: Metered(model, purpose, spending, prices_of(settings)),
    )


def prices_of(settings: Settings) -> Prices | None:
    """What the model of these settings costs; None where nobody said."""
    prompt, answer = settings.price_prompt_per_million, settings.price_answer_per_million
    if prompt is None and answer is None:
        return None
    return Prices(prompt or 0.0, answer or 0.0, settings.price_currency)


def names_of(settings: Settings) -> dict[str, str]:
    """Which model revises and which gives second opinions, and the budget, for people to read; "" without any."""
    roles = (Role.REVISING, Role.OPINION)
    names = {f"{role}_model": settings_of(settings, role).model.strip() for role in roles}
    budget = settings.monthly_budget
    return {**names, "monthly_budget": "" if budget is None else f"{settings.price_currency}{budget:,.2f}"}
