"""Three ways to work, side by side, with the figures they are reckoned with; choosing one sets the calendar's pace."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.operating_model import Assumption, Choice, Reckoned
from copilot.domain.review import Duty
from copilot.errors import ButterflyError
from copilot.reporting import fit_words as words
from copilot.reporting.day_words import day_words
from copilot.ui.actor import current_actor
from copilot.ui.components.findings import plain
from copilot.ui.state import keep, kept, language, locale, say, the_copilot

FIGURES = "figures"


def show(brand: Brand) -> None:
    """The whole view."""
    page, models = f"butterfly.{brand.id}.model", the_copilot().butterfly.models
    chosen = models.chosen(brand)
    found = _compared(brand, page, chosen)
    names = {one.model.id: one.model.name for one in found}
    if error := st.session_state.pop(f"{page}.error", None):
        st.error(locale().explain(error), icon=":material/error:")
    may = current_actor().duty is Duty.ADMIN
    if chosen:
        _standing(
            brand, page, chosen, names[chosen.model_id].of(language()) if chosen.model_id in names else "", may=may
        )
    st.caption(say("operating_model.lead") if may else say("operating_model.only_admin"))
    best = next((one for one in found if not one.too_much and one.fit is not None and one.left > 0), None)
    for column, one in zip(st.columns(len(found), gap="small"), found, strict=True):
        with column:
            _card(brand, page, one, best=one is best, chosen=chosen, may=may)
    _figures(page, found)
    history = [one for one in models.history(brand) if chosen is None or one.id != chosen.id]
    if history:
        with st.expander(say("operating_model.history"), key=f"{page}.history"):
            for choice in history:
                st.caption(plain(words.kept_choice(choice, names.get(choice.model_id), say, language())))


def _compared(brand: Brand, page: str, chosen: Choice | None) -> tuple[Reckoned, ...]:
    own = _own(page, chosen)
    models = the_copilot().butterfly.models
    try:
        return models.compare(brand, own)
    except ButterflyError:
        # A figure that was kept here no longer ships, or has other bounds.
        keep(page, FIGURES, None)
        return models.compare(brand)


def _own(page: str, chosen: Choice | None) -> dict[str, float]:
    return {**(chosen.assumptions if chosen else {}), **(kept(page).get(FIGURES) or {})}


def _standing(brand: Brand, page: str, chosen: Choice, name: str, *, may: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"card-{page}.now", border=True):
        day = day_words(chosen.at.astimezone().date(), say)
        told = say("operating_model.now", model=name or chosen.model_id, name=chosen.by, day=day)
        st.markdown(f":material/check_circle: {plain(told)}", width="stretch")
        st.button(
            say("operating_model.undo"), key=f"{page}.undo", icon=":material/undo:", type="tertiary", disabled=not may,
            on_click=_undo, args=(brand, page),
        )  # fmt: skip


def _card(brand: Brand, page: str, one: Reckoned, *, best: bool, chosen: Choice | None, may: bool) -> None:
    model, here = one.model, chosen is not None and chosen.model_id == one.model.id
    with st.container(border=True, gap="xsmall", key=f"card-{page}.{model.id}"):
        st.markdown(f"#### {plain(model.name.of(language()))}")
        if here:
            st.badge(say("operating_model.chosen"), icon=":material/check:", color="green")
        elif best:
            st.badge(say("operating_model.best"), icon=":material/thumb_up:", color="blue")
        st.markdown(plain(model.what.of(language())))
        st.caption(plain(say("operating_model.suits", suits=model.suits.of(language()))))
        first, *rest = (*words.takes(one, say), say("operating_model.people", people=model.people.of(language())))
        warning = ":orange[:material/warning:] " if one.too_much else ""
        st.markdown("\n".join([f"- {warning}{plain(first)}", *(f"- {plain(line)}" for line in rest)]))
        with st.expander(say("operating_model.does"), key=f"{page}.{model.id}.does"):
            for carrier, does in words.carriers(one, say, language()):
                st.markdown("\n".join([f"**{plain(carrier)}**", "", *(f"- {plain(line)}" for line in does)]))
        st.button(
            say("operating_model.choose"), key=f"{page}.{model.id}.choose", icon=":material/check:", width="stretch",
            type="primary" if best and not chosen else "secondary", disabled=here or not may,
            help=say("operating_model.choose_help"), on_click=_choose, args=(brand, page, model.id, _own(page, chosen)),
        )  # fmt: skip


def _figures(page: str, found: tuple[Reckoned, ...]) -> None:
    st.subheader(say("operating_model.figures"))
    source = the_copilot().butterfly.models.source().of(language())
    st.caption(plain(say("operating_model.figures_help", source=source)))
    st.caption(plain(words.formula(say)))
    shared = [figure for figure in found[0].assumptions if "." not in figure.id]
    _inputs(page, shared)
    for column, one in zip(st.columns(len(found), gap="small"), found, strict=True):
        with column:
            st.markdown(f"**{plain(one.model.name.of(language()))}**")
            for figure in one.assumptions:
                if "." in figure.id:
                    _input(page, figure)


def _inputs(page: str, figures: list[Assumption]) -> None:
    across = 3
    for start in range(0, len(figures), across):
        for column, figure in zip(st.columns(across, gap="small"), figures[start : start + across], strict=False):
            with column:
                _input(page, figure)


def _input(page: str, figure: Assumption) -> None:
    key = f"{page}.figure.{figure.id}"
    st.session_state[key] = figure.value
    st.number_input(
        plain(figure.name.of(language())), float(figure.least), float(figure.most), key=key, format="%g", step=1.0,
        help=plain(say("operating_model.from", source=figure.source.of(language()))),
        on_change=_keep, args=(page, figure.id),
    )  # fmt: skip


def _keep(page: str, figure_id: str) -> None:
    value = st.session_state.get(f"{page}.figure.{figure_id}")
    if value is not None:
        keep(page, FIGURES, {**(kept(page).get(FIGURES) or {}), figure_id: float(value)})


def _choose(brand: Brand, page: str, model_id: str, own: dict[str, float]) -> None:
    _do(brand, page, "done", partial(the_copilot().butterfly.models.choose, brand, model_id, own=own))


def _undo(brand: Brand, page: str) -> None:
    _do(brand, page, "undone", partial(the_copilot().butterfly.models.undo, brand))


def _do(brand: Brand, page: str, sentence: str, deed: "partial[Choice]") -> None:
    models = the_copilot().butterfly.models
    try:
        choice = deed(actor=current_actor())
    except ButterflyError as error:
        st.session_state[f"{page}.error"] = error
        return
    name = models.names().get(choice.model_id)
    st.toast(say(f"operating_model.{sentence}", model=name.of(language()) if name else choice.model_id))
    _forget_plan_fields(f"plan.{brand.id}")


def _forget_plan_fields(page: str) -> None:
    """Fields of the plan page that show the former channels and paces; what a person chose there by hand is kept."""
    fields = (f"{page}.channels.", f"{page}.rules.")
    for key in [k for k in st.session_state if str(k).startswith(fields)]:
        del st.session_state[key]
