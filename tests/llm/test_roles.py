"""Which endpoint and key the model of a role uses."""

from typing import Any

import pytest

from copilot.llm.roles import Role, settings_of
from copilot.settings import Settings


def settings(**given: Any) -> Settings:
    base: dict[str, Any] = {
        "model": "big",
        "base_url": "http://one/v1",
        "api_key": "key-one",
        "price_prompt_per_million": 5.0,
    }
    return Settings(_env_file=None, **(base | given))


def test_without_a_model_of_its_own_a_role_uses_the_drafting_one() -> None:
    given = settings()
    assert settings_of(given, Role.REVISING) is given


def test_another_model_at_the_same_endpoint_shares_the_key_but_not_the_prices() -> None:
    own = settings_of(settings(revising_model="small"), Role.REVISING)
    assert (own.model, own.base_url, own.endpoint_key) == ("small", "http://one/v1", "key-one")
    assert own.price_prompt_per_million is None


@pytest.mark.parametrize(
    "elsewhere", [{"opinion_base_url": "http://two/v1"}, {"opinion_model": "anthropic:claude"}], ids=["url", "provider"]
)
def test_a_key_does_not_go_to_another_endpoint(elsewhere: dict[str, str]) -> None:
    own = settings_of(settings(openai_api_key="key-openai", **({"opinion_model": "judge"} | elsewhere)), Role.OPINION)
    assert own.endpoint_key == ""


def test_a_role_s_own_key_and_prices_are_used() -> None:
    given = settings(opinion_model="judge", opinion_api_key="key-two", opinion_price_answer_per_million=3.0)
    own = settings_of(given, Role.OPINION)
    assert (own.endpoint_key, own.price_answer_per_million) == ("key-two", 3.0)
