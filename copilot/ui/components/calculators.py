"""Calculators: figures on one side, results with their formulas on the other, and what was kept below."""

from functools import partial
from html import escape

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calculators import Calculation, Calculator, CalculatorInput, CalculatorResult, Unit, Worked
from copilot.domain.draft import Severity
from copilot.ui.components import kept_calculations, referral_form
from copilot.ui.components.findings import COLOURS, ICONS, plain
from copilot.ui.state import choose, keep, kept, language, locale, remember, say, the_copilot
from copilot.workflows.calculate import explained

REFERRAL = "referral_scheme"
"""Stands for the checking of schemes among the calculators."""


def show(brand: Brand) -> None:
    """The calculator that is chosen."""
    page, tools = f"calculators.{brand.id}", the_copilot().butterfly.calculating
    st.markdown(say("calculators.lead"))
    names = {one.id: one.name.of(language()) for one in tools.all()} | {REFERRAL: say("referral.title")}
    chosen = st.selectbox(
        say("calculators.choose"), format_func=lambda name: names[name], **choose(page, "which", list(names))
    )
    if chosen == REFERRAL:
        referral_form.show(brand)
        return
    calculator = next(one for one in tools.all() if one.id == chosen)
    st.markdown(f"**{plain(calculator.asks.of(language()))}**")
    st.caption(plain(say("calculators.assumes", text=calculator.assumes.of(language()))))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        found = _inputs(brand, calculator)
    with right:
        _results(found)
    kept_calculations.show(brand, found, partial(_open, brand))


def form_page(brand: Brand, calculator_id: str) -> str:
    """Under which what is typed into a calculator is kept."""
    return f"calculators.{brand.id}.{calculator_id}"


def _inputs(brand: Brand, calculator: Calculator) -> Worked:
    page, tools = form_page(brand, calculator.id), the_copilot().butterfly.calculating
    usual = tools.work_out(brand, calculator.id, {})
    st.markdown(f"**{say('calculators.inputs')}**")
    typed: dict[str, str] = {}
    for asked in calculator.inputs:
        value = _input(page, asked, usual)
        if value != usual.inputs[asked.id]:
            typed[asked.id] = value
    st.button(
        say("calculators.reset"), key=f"{page}.reset", type="tertiary", icon=":material/restart_alt:",
        disabled=not typed, on_click=partial(_put, page, dict(usual.inputs)),
    )  # fmt: skip
    return tools.work_out(brand, calculator.id, typed)


def _input(page: str, asked: CalculatorInput, usual: Worked) -> str:
    unit = say(f"calculators.units.{asked.unit}")
    about = [asked.about.of(language())] if asked.about else []
    about.append(say("calculators.between", least=f"{asked.least:,f}", most=f"{asked.most:,f}"))
    value = st.text_input(
        plain(f"{asked.name.of(language())} ({unit})"), max_chars=60, help=plain(" · ".join(about)),
        **remember(page, asked.id, usual.inputs[asked.id]),
    )  # fmt: skip
    if value == usual.inputs[asked.id]:
        st.caption(say(f"calculators.{usual.origins[asked.id]}"))
    return str(value or "")


def _results(found: Worked) -> None:
    st.markdown(f"**{say('calculators.results')}**")
    for error in explained(found, language()):
        st.error(locale().explain(error), icon=":material/edit:")
    if not found.results:
        return
    told = "".join(
        f"<div><dt>{escape(one.name.of(language()))}</dt><dd>{escape(_shown(one))}</dd></div>"
        for one in found.results if one.main
    )  # fmt: skip
    st.html(f'<dl class="bf-metrics">{told}</dl>')
    notes = [(one.name, note) for one in found.results if one.main for note in one.notes]
    for name, note in notes:
        st.caption(plain(f"{name.of(language())}: {note.of(language())}"))
    for warning in found.warnings:
        mark = f":{COLOURS[warning.severity]}[{ICONS[warning.severity]} **{say(f'calculators.severities.{warning.severity}')}**]"
        st.markdown(f"{mark} {plain(warning.text.of(language()))}")
        if warning.source is not None and warning.severity is not Severity.BLOCK:
            st.caption(plain(say("calculators.source", text=warning.source.of(language()))))
    with st.expander(say("calculators.all_lines"), icon=":material/function:", expanded=True):
        for one in found.results:
            _line(one)


def _line(one: CalculatorResult) -> None:
    """The name and the value, the formula in words, then with its numbers."""
    st.markdown(f"{plain(one.name.of(language()))}: **{plain(_shown(one))}**")
    lines = [
        f"{say('calculators.formula')}: {one.formula.of(language())}",
        f"{say('calculators.filled')}: {one.filled}" + (f" = {one.shown}" if one.shown else ""),
        one.means.of(language()),
        *(note.of(language()) for note in one.notes),
    ]
    st.caption("  \n".join(map(plain, lines)))


def _shown(one: CalculatorResult) -> str:
    if not one.shown:
        return say("calculators.no_figure")
    return one.shown if one.unit is Unit.PERCENT else say(f"calculators.shown.{one.unit}", n=one.shown)


def _open(brand: Brand, calculation: Calculation) -> None:
    """Fill the calculator with what was kept."""
    page = f"calculators.{brand.id}"
    keep(page, "which", calculation.calculator_id)
    st.session_state[f"{page}.which"] = calculation.calculator_id
    _put(form_page(brand, calculation.calculator_id), dict(calculation.inputs))


def _put(page: str, values: dict[str, str]) -> None:
    for field, value in values.items():
        st.session_state[f"{page}.{field}"] = value
        if kept(page).get(field) != value:
            keep(page, field, value)
