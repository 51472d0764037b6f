"""A whole draft on a page: what it is about, its notices, its variants as cards, what was missing, how it was made."""

from collections.abc import Callable

import streamlit as st

from copilot.domain.draft import Draft, NoticeCode, Task
from copilot.ui.components import ai_label, live_writing, sources, stale_view, variant_card
from copilot.ui.components.findings import plain
from copilot.ui.components.spending_words import taken
from copilot.ui.moments import moment
from copilot.ui.state import language, say, the_copilot

Copied = Callable[[int], None]
"""Is told the number of the variant that was copied."""


def show_kept(draft_id: str | None, *, shortcuts: bool = False, copied: Copied | None = None) -> Draft | None:
    """Show the stored draft of that id, or nothing when there is none. One of the calendar is shown there only: here it
    could be copied without anybody's approval."""
    draft = the_copilot().store.drafts.get(draft_id) if draft_id else None
    if draft is not None and draft.item_id:
        return None
    if draft is not None:
        show(draft, shortcuts=shortcuts, copied=copied)
    return draft


def show(draft: Draft, *, shortcuts: bool = False, copied: Copied | None = None) -> None:
    """Draw the draft. With `shortcuts`, the keys 1 to 3 copy a variant; the texts come first, then what was asked."""
    fell_back = any(notice.code is NoticeCode.OFFLINE_FALLBACK for notice in draft.notices)
    quietly = (say(f"notices.{NoticeCode.OFFLINE_NO_MODEL}"),) if draft.model == "offline" and not fell_back else ()
    took = taken(*the_copilot().spending.of_draft(draft), draft.currency)
    told = " · ".join(plain(part) for part in (*about(draft), moment(draft.created_at), *quietly, took) if part)
    if not shortcuts:
        st.caption(told)
    live_writing.show_notices(draft)
    stale_view.show(the_copilot().stale(draft))
    briefing = the_copilot().briefing
    form = briefing.form(draft.task, draft.channel, draft.language, briefing.text_forms.get(draft.text_form))
    for number in range(1, len(draft.variants) + 1):
        variant_card.show(variant_card.Card(draft, number, form, shortcuts, copied))
    if shortcuts:
        st.html(f'<p class="bf-keys">{say("desk.keys")}</p>')
        st.caption(told)
    sources.show_gaps(draft.gaps)
    with st.expander(say("draft.how"), icon=":material/search:"):
        st.caption("  \n".join((_made_by(draft), *_cards(draft))))
        sources.show_evidence(draft.evidence)
        ai_label.show_log(draft)


def about(draft: Draft) -> tuple[str, ...]:
    """What the draft was asked to be, in words: product or topic, who speaks to whom, where, on which step."""
    brands = the_copilot().store.brands
    personas = {p.id: p.name for p in brands.personas(draft.brand_id, retired=True)} if draft.persona_id else {}
    segments = {s.id: s.name for s in brands.segments(draft.brand_id, retired=True)} if draft.segment_id else {}
    channel = say(f"channels.{draft.channel}") if draft.task is not Task.REPLY else ""
    kind = the_copilot().briefing.text_forms.get(draft.text_form)
    parts = (
        draft.product or "",
        draft.topic,
        personas.get(draft.persona_id or "", ""),
        segments.get(draft.segment_id or "", ""),
        channel,
        kind.title.of(language()) if kind else "",
        say(f"steps.{draft.step}") if draft.step else "",
    )
    return tuple(part for part in parts if part)


def _cards(draft: Draft) -> tuple[str, ...]:
    """By which version of the cards it was written."""
    brands = the_copilot().store.brands
    personas = {p.id: p.name for p in brands.personas(draft.brand_id, retired=True)}
    segments = {s.id: s.name for s in brands.segments(draft.brand_id, retired=True)}
    written = (
        (personas.get(draft.persona_id or ""), draft.persona_version),
        (segments.get(draft.segment_id or ""), draft.segment_version),
    )
    return tuple(
        say("draft.by_card", name=plain(name), version=version) for name, version in written if name and version
    )


def _made_by(draft: Draft) -> str:
    if draft.model == "offline":
        return say("draft.offline_writer")
    return say("draft.made_by", model=plain(draft.model), prompt=draft.usage.prompt, answer=draft.usage.answer)
