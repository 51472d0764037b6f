"""The chains of a product: from what the brand says to what it is for its users; what is missing is said to be."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.chain import Chain, Link, LinkKind
from copilot.ui.components import chain_edit
from copilot.ui.components.findings import plain
from copilot.ui.components.paging import page
from copilot.ui.places import whereabouts
from copilot.ui.state import choose, say, the_copilot

AT_ONCE = 6


def show(brand: Brand) -> None:
    """Built when somebody opens them: most visits to the page are about documents."""
    section = st.expander(
        say("chains.title"), icon=":material/conversion_path:", key=f"chains.{brand.id}.section", on_change="rerun"
    )
    with section:
        if section.open:
            _of_brand(brand)


def _of_brand(brand: Brand) -> None:
    st.caption(say("chains.lead"))
    products = [p.name for p in brand.products]
    if not products:
        st.info(say("chains.no_products"), icon=":material/inventory_2:")
        return
    product = st.selectbox(say("chains.product"), **choose(f"chains.{brand.id}", "product", products, products[0]))
    chains = the_copilot().chaining.of(brand, product)
    if not chains:
        st.info(say("chains.none"), icon=":material/conversion_path:")
        return
    full = sum(not chain.missing and not chain.hidden for chain in chains)
    st.caption(say("chains.count", count=len(chains), full=full))
    said = the_copilot().chaining.said(brand, product)
    for chain in chains[page(len(chains), AT_ONCE, f"chains.{brand.id}.{product}.page")]:
        with st.container(border=True, key=f"card-chains.{brand.id}.{product}.{chain.key}"):
            _chain(chain_edit.Place(brand, chain, said))


def _chain(place: chain_edit.Place) -> None:
    chain = place.chain
    badges = [f":gray-badge[{say('chains.hidden')}]"] if chain.hidden else []
    badges += [f":orange-badge[{say('chains.stale')}]"] if chain.stale else []
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(" ".join([f"**{plain(chain.name or say('chains.brand_says'))}**", *badges]), width="stretch")
        chain_edit.show_hiding(place)
    for link in (chain.claim, chain.spec):
        if link is not None:
            st.markdown(f":gray[{plain(link.text)}]  \n{_under(link)}")
    if not chain.hidden:
        for kind in LinkKind:
            _link(place, kind)


def _link(place: chain_edit.Place, kind: LinkKind) -> None:
    link = place.chain.link(kind)
    with st.container(horizontal=True, vertical_alignment="center"):
        words = _told(place.chain, link, kind) if link else f":orange[{say('chains.missing')}]"
        st.markdown(f":green[:small[{say(f'chains.links.{kind}')}]]  \n{words}", width="stretch")
        chain_edit.show_button(place, kind)
    chain_edit.show(place, kind)


def _told(chain: Chain, link: Link, kind: LinkKind) -> str:
    if kind is LinkKind.FOR_ME and link == chain.words:
        return f":gray[{say('chains.in_their_words')}]"
    words = plain(link.text)
    return f"“{words}”  \n{_under(link)}" if kind is LinkKind.WORDS else f"{words}  \n{_under(link)}"


def _under(link: Link) -> str:
    """Where it stands, who said so, and what to know about it, in small grey."""
    told = [whereabouts(link.source) if link.source else say("chains.own_words")]
    told += [say("chains.by", who=link.by)] if link.by else []
    told += [say("chains.private")] if link.private else []
    small = f":gray[:small[{plain(' · '.join(told))}]]"
    return f"{small} :orange[:small[{say('chains.stale')}]]" if link.stale else small
