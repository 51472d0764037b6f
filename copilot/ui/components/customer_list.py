"""The customers of a brand: found by words, tag and segment, a page at a time."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.customer import NO_RULE, CustomerQuery
from copilot.domain.segment_rule import Placed
from copilot.errors import ButterflyError
from copilot.ui.components import opened_customer, paging
from copilot.ui.components.customer_words import badges, dealings
from copilot.ui.components.findings import plain
from copilot.ui.state import TROUBLE_KEY, choose, remember, say, the_copilot

PAGE = 20


def show(brand: Brand) -> None:
    """The filters, a page of those who fit, and a place to add one."""
    page, customers = f"customers.{brand.id}", the_copilot().people.customers
    if st.session_state.pop(f"{page}.deleted", False):
        st.success(say("card.deleted"), icon=":material/check_circle:")
    if not customers.count(brand):
        st.info(say("customers.empty"), icon=":material/group:")
        st.button(
            say("customers.views.import"), key=f"{page}.to_import", type="primary", icon=":material/upload_file:",
            on_click=opened_customer.view, args=(brand, "import"),
        )  # fmt: skip
        _add(brand)
        return
    found = customers.find(brand, _query(brand))
    st.caption(say("customers.found", count=len(found)) if found else say("customers.nobody_found"))
    for placed in found[paging.page(len(found), PAGE, f"{page}.page")]:
        _row(brand, placed)
    _add(brand)


def _query(brand: Brand) -> CustomerQuery:
    page, people = f"customers.{brand.id}", the_copilot().people
    rules = {r.id: r.name for r in people.segments.rules(brand)}
    names = {"": say("customers.any_segment"), **rules, NO_RULE: say("customers.no_segment")}
    any_tag, tags = say("customers.any_tag"), ["", *people.customers.tags(brand)]
    words, tag, segment = st.columns([2, 1, 1])
    text = words.text_input(
        say("customers.search"), placeholder=say("customers.search_hint"), max_chars=60, **remember(page, "search", "")
    )
    tagged = tag.selectbox(say("customers.tag"), format_func=lambda t: t or any_tag, **choose(page, "tag", tags, ""))
    rule = segment.selectbox(
        say("customers.segment"), format_func=lambda r: names[r], **choose(page, "segment", list(names), "")
    )
    stopped = st.checkbox(say("customers.only_stopped"), **remember(page, "stopped", False))
    return CustomerQuery(text or "", tagged or "", rule or "", True if stopped else None)


def _row(brand: Brand, placed: Placed) -> None:
    customer = placed.profile.customer
    key = f"customers.{brand.id}.row.{customer.id}"
    segment = f" :green-badge[{plain(placed.rule.name)}]" if placed.rule else ""
    step = f" :gray-badge[{say(f'steps.{customer.step}')}]" if customer.step else ""
    tags = "".join(f" #{plain(tag)}" for tag in customer.tags)
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{key}"):
        st.markdown(
            f"**{plain(customer.called)}**{badges(customer)}{segment}{step}  \n"
            f":gray[:small[{plain(dealings(placed.profile))}{tags}]]",
            width="stretch",
        )
        st.button(
            say("customers.open"), key=f"{key}.open", icon=":material/arrow_forward:", type="tertiary",
            on_click=opened_customer.turn_to, args=(brand, customer.id),
        )  # fmt: skip


def _add(brand: Brand) -> None:
    page = f"customers.{brand.id}"
    with st.expander(say("customers.add"), icon=":material/person_add:", key=f"{page}.add"):
        left, right = st.columns(2)
        left.text_input(say("customers.add_name"), key=f"{page}.add.name", max_chars=60)
        right.text_input(say("customers.add_contact"), key=f"{page}.add.contact", max_chars=60)
        st.button(
            say("customers.add_button"), key=f"{page}.add.save", icon=":material/check:",
            on_click=partial(_save, brand),
        )  # fmt: skip


def _save(brand: Brand) -> None:
    page = f"customers.{brand.id}"
    name, contact = (str(st.session_state.get(f"{page}.add.{field}") or "") for field in ("name", "contact"))
    try:
        customer = the_copilot().people.customers.add(brand, name, contact)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return
    for field in ("name", "contact"):
        st.session_state[f"{page}.add.{field}"] = ""
    opened_customer.turn_to(brand, customer.id)
