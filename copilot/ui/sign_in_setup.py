"""What `[auth]` in `.streamlit/secrets.toml` says of the sign-in, and what is wrong with it. No value of it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

CALLBACK = "/oauth2callback"
LEAST_SECRET_CHARACTERS = 32
"""Whoever guesses the cookie secret can be anybody."""
OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class SignInSetup:
    """The providers somebody can sign in with ("default" for the one without a name). `trouble` is the end of a key
    below `sign_in.troubles`, or ""; `missing` are the names of what is not there, `site` is where the site has to be
    opened."""

    providers: tuple[str, ...] = ()
    trouble: str = ""
    missing: tuple[str, ...] = ()
    site: str = ""


def read_setup(auth: Mapping[str, object], address: str = "") -> SignInSetup:
    """What the section says; `address` is where the visitor has opened the site."""
    if not auth:
        return SignInSetup(trouble="no_secrets")
    sections = {name: part for name, part in auth.items() if isinstance(part, Mapping) and name != "client_kwargs"}
    if DEFAULT not in sections and (not sections or any(name in auth for name in OF_PROVIDER)):
        sections = {DEFAULT: auth, **sections}
    missing = [name for name in ("redirect_uri", "cookie_secret") if not auth.get(name)]
    for name, part in sections.items():
        prefix = "" if name == DEFAULT else f"{name}."
        missing += [f"{prefix}{key}" for key in OF_PROVIDER if not part.get(key)]
    providers = tuple(sections)
    if missing:
        return SignInSetup(providers, "incomplete", tuple(missing))
    redirect, secret = str(auth["redirect_uri"]), str(auth["cookie_secret"])
    if len(secret) < LEAST_SECRET_CHARACTERS:
        return SignInSetup(providers, "weak_secret")
    if not redirect.startswith(("http://", "https://")) or not redirect.endswith(CALLBACK):
        return SignInSetup(providers, "redirect")
    site = redirect.removesuffix(CALLBACK)
    if address and "{port}" not in site and _origin(site) != _origin(address):
        return SignInSetup(providers, "elsewhere", site=site)
    return SignInSetup(providers, site=site)


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.casefold()
