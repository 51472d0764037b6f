"""Shared quick replies beside the work: a search box over the approved scripts, and each one found ready to copy."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.script_proposal import QuickReply
from copilot.ui.components import copy_button, search_notice
from copilot.ui.components.findings import plain
from copilot.ui.state import remember, say, the_copilot

SHOWN = 5
FIRST_KEY = 4
"""1 to 3 copy the three replies of a draft."""
LAST_KEY = 9


def show(
    brand: Brand,
    page: str,
    *,
    product: str | None = None,
    first_key: int = FIRST_KEY,
    shown: int = SHOWN,
    on_copy: Callable[[QuickReply], None] | None = None,
) -> None:
    """The box, whose words are kept under `page`, and what fits them. The keys from `first_key` on copy what is found;
    0 gives them none. `product` is the one that is spoken of. `on_copy` is called with a script that was copied."""
    words = st.text_input(
        say("scripts.search"), placeholder=say("scripts.search_example"), icon=":material/search:",
        **remember(page, "quick", ""),
    )  # fmt: skip
    found = the_copilot().people.scripts.search(brand, words or "", shown, product=product)
    search_notice.show(brand)
    if not found:
        st.caption(say("scripts.nothing" if (words or "").strip() else "scripts.no_scripts"))
        return
    keys = [str(first_key + n) if first_key and first_key + n <= LAST_KEY else "" for n in range(len(found))]
    for number, (quick, key) in enumerate(zip(found, keys, strict=True)):
        with st.container(border=True, key=f"card-{page}.quick.{number}", gap="xsmall"):
            _found(quick, f"{page}.quick.{number}.copy", key, on_copy)
    if pressed := [key for key in keys if key]:
        st.html(f'<p class="bf-keys">{say("scripts.keys", keys=" ".join(f"<kbd>{key}</kbd>" for key in pressed))}</p>')


def _found(quick: QuickReply, key: str, pick: str, on_copy: Callable[[QuickReply], None] | None) -> None:
    about = (quick.situation, quick.product or "", say(f"steps.{quick.step}") if quick.step else "")
    st.caption(" · ".join(plain(part) for part in about if part))
    st.markdown(plain(quick.text))
    if quick.blanks:
        st.caption(f":material/edit: {say('scripts.fill_in', blanks=plain(' '.join(quick.blanks)))}")
    copy_button.show(quick.text, key, pick, on_copy=partial(on_copy, quick) if on_copy else None)
