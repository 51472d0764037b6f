"""Which settings hold for the model of a role: its own where they are given, else those of the drafting model."""

from enum import StrEnum

from pydantic import SecretStr

from copilot.llm.configured import provider_of
from copilot.settings import Settings


class Role(StrEnum):
    """What a model is configured for."""

    DRAFTING = "drafting"
    REVISING = "revising"
    OPINION = "opinion"


def settings_of(settings: Settings, role: Role) -> Settings:
    """`settings` as if the model of `role` were the drafting one; the same where the role has no model of its own.

    The drafting model's key is used only at the endpoint it is meant for.
    """
    if role is Role.DRAFTING or not getattr(settings, f"{role}_model").strip():
        return settings
    name, base_url = getattr(settings, f"{role}_model"), getattr(settings, f"{role}_base_url")
    key: SecretStr = getattr(settings, f"{role}_api_key")
    there = base_url or settings.base_url
    shared = there == settings.base_url and provider_of(name) == provider_of(settings.model)
    own = {
        "model": name,
        "base_url": there,
        "price_prompt_per_million": getattr(settings, f"{role}_price_prompt_per_million"),
        "price_answer_per_million": getattr(settings, f"{role}_price_answer_per_million"),
    }
    if key.get_secret_value() or not shared:
        own |= {"api_key": key, "openai_api_key": SecretStr("")}
    return settings.model_copy(update=own)
