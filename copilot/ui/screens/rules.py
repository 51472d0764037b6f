"""Rules: what every text is checked by, and what this brand makes of it."""

import streamlit as st

from copilot.ui.components import empty, own_rules, rule_list, rule_trial
from copilot.ui.state import current_brand, remember, say


def show() -> None:
    st.title(say("app.pages.rules"))
    brand = current_brand()
    if brand is None:
        empty.show(brand)
        return
    st.markdown(say("rules.lead"))
    rule_trial.show(brand)
    st.text_input(say("rules.who"), max_chars=40, width=280, **remember("facts", "who", ""))
    own_rules.show(brand)
    rule_list.show(brand)


show()
