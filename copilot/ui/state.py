"""What a page needs to know about its visitor: the copilot, the language, the brand, and what they typed before."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from copilot import bootstrap
from copilot.domain.brand import Brand
from copilot.domain.language import Language
from copilot.errors import ButterflyError
from copilot.locales import Locale, load_locale
from copilot.settings import Settings
from copilot.ui.site import DESK_COOKIE
from copilot.workflows.copilot import Copilot

LANGUAGE_KEY = "frame.language"
BRAND_KEY = "frame.brand"
TROUBLE_KEY = "frame.trouble"
PERSON_KEY = "frame.person"
"""Who signed in, by the actor's id; the frame sets it before anything else of a page is drawn."""
SINGLE_DESK = "local"


@st.cache_resource(show_spinner=False)
def the_copilot() -> Copilot:
    """One copilot for the whole process."""
    return bootstrap.build_copilot(Settings())


def locale() -> Locale:
    """The sentences in the visitor's language."""
    return load_locale(language())


def say(key: str, **facts: object) -> str:
    """One sentence in the visitor's language."""
    return locale().say(key, **facts)


def language() -> Language:
    """What the visitor chose, or their browser's. Never raises: an error has to be told in some language."""
    browser = Language.ZH if (st.context.locale or "").casefold().startswith("zh") else Language.EN
    return Language(st.session_state.get(LANGUAGE_KEY) or browser)


def settle_in() -> None:
    """At the start of a visit, take up the language that was chosen here before, else the configured one."""
    if LANGUAGE_KEY not in st.session_state:
        chosen = kept("frame").get("language") or Settings().language or language()
        st.session_state[LANGUAGE_KEY] = Language(chosen).value


def current_brand() -> Brand | None:
    """The brand the visitor works for: chosen in the sidebar, else the first whose language is theirs, else any."""
    brands = the_copilot().store.brands.all()
    chosen = st.session_state.get(BRAND_KEY) or kept("frame").get("brand")
    for brand in brands:
        if brand.id == chosen:
            return brand
    return next((b for b in brands if b.language is language()), brands[-1] if brands else None)


def take_seat(person: str) -> None:
    """Begin or go on with the visit of that person ("" for nobody): nothing of a visit before is left for another."""
    if st.session_state.get(PERSON_KEY, person) != person:
        st.session_state.clear()
    st.session_state[PERSON_KEY] = person


def desk() -> str:
    """Whose what is typed is: the person's who signed in, on whatever machine, else this browser's."""
    if person := st.session_state.get(PERSON_KEY):
        return f"person:{person}"
    return st.context.cookies.get(DESK_COOKIE, SINGLE_DESK)


def kept(page: str) -> dict[str, Any]:
    """What was typed on `page` in this browser, also before a refresh."""
    cache: dict[str, dict[str, Any]] = st.session_state.setdefault("kept", {})
    if page not in cache:
        cache[page] = the_copilot().store.forms.get(desk(), page)
    return cache[page]


def keep(page: str, field: str, value: Any) -> None:
    """Remember a value of `page`; None forgets it. Where the database fails, the visit still has it, and a notice."""
    keeping(page)(field, value)


def keeping(page: str) -> Callable[[str, Any], None]:
    """`keep` for what is known only later. Streamlit cuts a callback off for the next run where it looks at the visit:
    all of that is done here, so that nothing is lost between what the callback did and what it keeps of it."""
    values, whose, forms = kept(page), desk(), the_copilot().store.forms

    def keep_it(field: str, value: Any) -> None:
        if values.get(field) == value:
            return
        _put(values, field, value)
        try:
            # Read anew: another tab of this browser may have kept other fields of the page meanwhile.
            stored = forms.get(whose, page)
            _put(stored, field, value)
            forms.save(whose, page, stored)
        except ButterflyError as error:
            st.session_state[TROUBLE_KEY] = error

    return keep_it


def remember(page: str, field: str, default: Any = None) -> dict[str, Any]:
    """Keyword arguments that make a widget keep its value over pages and refreshes: `st.text_area(…, **remember(…))`."""
    key = f"{page}.{field}"
    if key not in st.session_state:
        st.session_state[key] = kept(page).get(field, default)
    return {"key": key, "on_change": _keep_widget, "args": (page, field), "persist_state": "session"}


def choose(page: str, field: str, options: list[Any], default: Any = None) -> dict[str, Any]:
    """Like `remember`, for a widget with options: a kept value that is no option any more is forgotten."""
    arguments = remember(page, field, default)
    if st.session_state[arguments["key"]] not in options:
        st.session_state[arguments["key"]] = default if default in options else (options[0] if options else None)
    return {**arguments, "options": options}


def _keep_widget(page: str, field: str) -> None:
    keep(page, field, st.session_state.get(f"{page}.{field}"))


def _put(values: dict[str, Any], field: str, value: Any) -> None:
    if value is None:
        values.pop(field, None)
    else:
        values[field] = value
