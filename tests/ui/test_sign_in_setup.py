"""What is wrong with the configuration of the sign-in is told by name, never by value."""

import pytest

from copilot.ui.sign_in_setup import SignInSetup, read_setup

SHARED = {"redirect_uri": "https://copilot.example/oauth2callback", "cookie_secret": "s" * 32}
PROVIDER = {
    "client_id": "butterfly",
    "client_secret": "secret",
    "server_metadata_url": "https://id.example/.well-known",
}


def test_one_provider_without_a_name() -> None:
    assert read_setup({**SHARED, **PROVIDER}) == SignInSetup(("default",), site="https://copilot.example")


def test_providers_with_names() -> None:
    setup = read_setup({**SHARED, "okta": PROVIDER, "entra": PROVIDER})
    assert (setup.providers, setup.trouble) == (("okta", "entra"), "")


def test_settings_of_the_client_are_no_provider() -> None:
    assert read_setup({**SHARED, **PROVIDER, "client_kwargs": {"prompt": "login"}}).providers == ("default",)


@pytest.mark.parametrize(
    ("auth", "trouble", "missing"),
    [
        ({}, "no_secrets", ()),
        ({**SHARED}, "incomplete", ("client_id", "client_secret", "server_metadata_url")),
        ({**PROVIDER, "cookie_secret": "s" * 32}, "incomplete", ("redirect_uri",)),
        ({**SHARED, **PROVIDER, "client_secret": ""}, "incomplete", ("client_secret",)),
        ({**SHARED, "okta": {"client_id": "x"}}, "incomplete", ("okta.client_secret", "okta.server_metadata_url")),
        ({**SHARED, **PROVIDER, "cookie_secret": "xxx"}, "weak_secret", ()),
        ({**SHARED, **PROVIDER, "redirect_uri": "https://copilot.example/"}, "redirect", ()),
        ({**SHARED, **PROVIDER, "redirect_uri": "copilot.example/oauth2callback"}, "redirect", ()),
    ],
)
def test_what_is_wrong_is_named(auth: dict[str, object], trouble: str, missing: tuple[str, ...]) -> None:
    setup = read_setup(auth)
    assert (setup.trouble, setup.missing) == (trouble, missing)


def test_a_site_opened_elsewhere_than_the_provider_leads_back_to_is_told_where() -> None:
    auth = {**SHARED, **PROVIDER}
    assert read_setup(auth, "https://Copilot.example/replies").trouble == ""
    wrong = read_setup(auth, "https://10.0.0.7/replies")
    assert (wrong.trouble, wrong.site) == ("elsewhere", "https://copilot.example")
