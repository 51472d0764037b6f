"""The door: where people sign in, nothing of any page is shown before, and who may not come in is told why."""

from collections.abc import Callable

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from copilot.domain.review import Actor
from copilot.errors import InvalidInput
from copilot.settings import Settings
from copilot.ui.actor import current_actor
from copilot.ui.components import page_script
from copilot.ui.components.findings import plain
from copilot.ui.gate import TROUBLE
from copilot.ui.sign_in_setup import DEFAULT, LEAST_SECRET_CHARACTERS, SignInSetup, read_setup
from copilot.ui.state import LANGUAGE_KEY, language, locale, say, take_seat, the_copilot

EXAMPLE = """\
[auth]
redirect_uri = "https://…/oauth2callback"
cookie_secret = "…"
client_id = "…"
client_secret = "…"
server_metadata_url = "https://…/.well-known/openid-configuration"
"""
REASONS = ("failed", "declined", "unreachable")


def let_in(screens: list[str]) -> bool:
    """Whether the pages may be drawn. Where not, their addresses show who has to do what first."""
    if not the_copilot().calendar.members.sign_in:
        return True
    try:
        take_seat(current_actor().id)
    except InvalidInput as error:
        turned_away = error
    else:
        return True
    take_seat("")
    st.session_state[LANGUAGE_KEY] = (Settings().language or language()).value
    page_script.show()
    draw = _door if turned_away.code == "not_signed_in" else _stranger(turned_away)
    title = say("sign_in.title")
    pages = [st.Page(draw, title=title, url_path=name, default=name == "home") for name in screens]
    st.navigation(pages, position="hidden").run()
    return False


def show_who(actor: Actor) -> None:
    """Who is signed in, as what, and the way out."""
    st.markdown(f"**{plain(actor.name)}** · {say(f'duties.{actor.duty}')}", help=plain(actor.id))
    st.button(say("sign_in.out"), key="frame.sign_out", icon=":material/logout:", on_click=st.logout)


def _door() -> None:
    """Signing in, or what keeps it from working."""
    st.title(say("app.name"))
    st.markdown(say("sign_in.lead"))
    if (reason := st.query_params.get(TROUBLE)) in REASONS:
        st.warning(say(f"sign_in.reasons.{reason}"), icon=":material/error:")
    setup = read_setup(get_secrets_auth_section().to_dict(), st.context.url or "")
    if setup.trouble:
        _show_trouble(setup)
        return
    for provider in setup.providers:
        label = say("sign_in.go") if provider == DEFAULT else say("sign_in.go_with", provider=provider)
        st.button(
            label, key=f"sign_in.{provider}", type="primary", icon=":material/login:", on_click=_login, args=(provider,)
        )


def _show_trouble(setup: SignInSetup) -> None:
    facts = {"missing": ", ".join(setup.missing), "site": setup.site, "least": LEAST_SECRET_CHARACTERS}
    st.error(say(f"sign_in.troubles.{setup.trouble}", **facts), icon=":material/error:")
    if setup.trouble in {"no_secrets", "incomplete"}:
        st.code(EXAMPLE, language="toml")


def _stranger(error: InvalidInput) -> Callable[[], None]:
    def stranger() -> None:
        """Somebody signed in whom nobody let in."""
        st.title(say("app.name"))
        st.error(locale().explain(error), icon=":material/block:")
        st.button(say("sign_in.other"), key="sign_in.out", icon=":material/logout:", on_click=st.logout)

    return stranger


def _login(provider: str) -> None:
    st.login(None if provider == DEFAULT else provider)
