"""A whole draft on a page: its notices, its variants as cards, what was missing, and how it was made."""

import streamlit as st

from copilot.domain.draft import Draft
from copilot.ui.components import live_writing, sources, variant_card
from copilot.ui.state import say, the_copilot


def show_kept(draft_id: str | None, *, shortcuts: bool = False) -> Draft | None:
    """Show the stored draft of that id, or nothing when there is none."""
    draft = the_copilot().store.drafts.get(draft_id) if draft_id else None
    if draft is not None:
        show(draft, shortcuts=shortcuts)
    return draft


def show(draft: Draft, *, shortcuts: bool = False) -> None:
    """Draw the draft. With `shortcuts`, the keys 1 to 3 open a variant for editing."""
    live_writing.show_notices(draft.notices)
    form = the_copilot().briefing.form(draft.task, draft.channel)
    for number in range(1, len(draft.variants) + 1):
        variant_card.show(variant_card.Card(draft, number, form, shortcuts))
    sources.show_gaps(draft.gaps)
    with st.expander(say("draft.how"), icon=":material/search:"):
        model = say("draft.offline_writer") if draft.model == "offline" else draft.model
        st.caption(say("draft.made_by", model=model, prompt=draft.usage.prompt, answer=draft.usage.answer))
        sources.show_evidence(draft.evidence)
