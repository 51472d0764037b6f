"""Beside our texts, the brand's own sentence each was made of, the links between them and the jargon that was left out."""

from collections.abc import Sequence

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.chain import LinkKind
from copilot.domain.draft import Draft
from copilot.ui.components.findings import plain
from copilot.ui.places import whereabouts
from copilot.ui.state import say, the_copilot
from copilot.workflows.translate import Translation, Word


def show(brand: Brand, draft: Draft) -> None:
    """A card for each text that tells a chain."""
    st.subheader(say("chains.translated"))
    found = the_copilot().chaining.translated(brand, draft)
    if not found:
        st.caption(say("chains.translated_none"))
    for one in found:
        with st.container(border=True, gap="xsmall", key=f"card-translated.{draft.id}.{one.number}"):
            _translation(one)


def _translation(one: Translation) -> None:
    name = one.chain.name or say("chains.brand_says")
    st.markdown(f"**{plain(say('chains.variant', number=one.number, name=name))}**")
    for link in (one.chain.claim, one.chain.spec):
        if link is not None and link.source is not None:
            st.markdown(f":gray[{plain(link.text)}]  \n:gray[:small[{plain(whereabouts(link.source))}]]")
    for kind in one.links:
        _link(one, kind)
    if one.replaced:
        st.caption(plain(say("chains.replaced", words=_words(one.replaced))))
    if one.kept:
        st.caption(plain(say("chains.kept", words=_words(one.kept))))
    if not one.replaced and not one.kept:
        st.caption(say("chains.no_jargon"))


def _link(one: Translation, kind: LinkKind) -> None:
    link = one.chain.link(kind)
    said_below = kind is LinkKind.FOR_ME and LinkKind.WORDS in one.links and link == one.chain.words
    if link is not None and not said_below:
        source = whereabouts(link.source) if link.source else say("chains.own_words")
        title = say(f"chains.links.{kind}")
        st.markdown(f":green[:small[{title}]]  \n{plain(link.text)}  \n:gray[:small[{plain(source)}]]")


def _words(words: Sequence[Word]) -> str:
    return "、".join(say("chains.plainly", word=word.word, plain=word.plain) for word in words)
