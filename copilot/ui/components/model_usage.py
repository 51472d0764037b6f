"""What the models took this month and last, and what a month may cost."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.review import Duty
from copilot.domain.spending import WHOLE, Budget, MonthUsage
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.components.findings import plain
from copilot.ui.components.spending_words import money
from copilot.ui.state import TROUBLE_KEY, current_brand, say, the_copilot

KEY = "spending"


def show() -> None:
    """Tables of two months, how far each budget is, and the form for admins."""
    st.subheader(say("spending.title"))
    spending, brand = the_copilot().spending, current_brand()
    _month("this_month", spending.month())
    _month("last_month", spending.month_before())
    st.markdown(f"**{say('spending.budget')}**")
    for budget in spending.budgets():
        st.progress(min(budget.share, 1.0), text=plain(_told("gone", budget)))
    if spending.fixed is not None:
        st.caption(plain(say("spending.fixed", amount=money(spending.fixed, spending.currency))))
    if current_actor().duty is Duty.ADMIN:
        _form(brand)
    else:
        st.caption(say("spending.not_admin"))


def warn() -> None:
    """A line where a budget that holds for the brand is nearly gone, or gone; nothing otherwise."""
    brand = current_brand()
    if brand is None:
        return
    for budget in the_copilot().spending.budgets(brand.id):
        if budget.nearly_gone:
            st.warning(plain(_told("reached" if budget.share >= 1 else "warning", budget)), icon=":material/savings:")


def _month(which: str, month: MonthUsage) -> None:
    st.markdown(f"**{plain(say(f'spending.{which}', month=month.month))}**")
    if not month.rows:
        st.caption(say("spending.nothing"))
        return
    currency = the_copilot().spending.currency
    facts = {"calls": f"{month.calls:,}", "prompt": f"{month.usage.prompt:,}", "answer": f"{month.usage.answer:,}"}
    if month.cost is None:
        st.caption(say("spending.total", **facts))
    else:
        st.caption(plain(say("spending.total_cost", **facts, cost=money(month.cost, currency))))
    if month.unpriced:
        st.caption(say("spending.unpriced", count=month.unpriced))
    rows = [
        {
            say("spending.columns.purpose"): say(f"spending.purposes.{row.purpose}"),
            say("spending.columns.model"): row.model,
            say("spending.columns.calls"): row.calls,
            say("spending.columns.prompt"): row.usage.prompt,
            say("spending.columns.answer"): row.usage.answer,
            say("spending.columns.cost"): money(row.cost, currency) if row.calls > row.unpriced else "–",
        }
        for row in month.rows
    ]
    st.dataframe(rows, hide_index=True, key=f"{KEY}.{which}")


def _form(brand: Brand | None) -> None:
    """One field for all brands and one for this brand; empty is no limit."""
    set_now = {limit.scope: limit.amount for limit in the_copilot().store.model_calls.limits()}
    scopes = {WHOLE: say("spending.whole")}
    if brand is not None:
        scopes[brand.id] = say("spending.this_brand", name=brand.name)
    with st.form(f"{KEY}.form", border=True):
        amounts = {
            scope: st.number_input(
                plain(label), min_value=0.0, value=set_now.get(scope), step=10.0, format="%.2f", placeholder="–",
                key=f"{KEY}.amount.{scope}",
            )
            for scope, label in scopes.items()
        }  # fmt: skip
        st.caption(say("spending.budget_help"))
        pressed = st.form_submit_button(say("spending.save"), icon=":material/savings:", key=f"{KEY}.save")
    if pressed:
        _save({scope: amount for scope, amount in amounts.items() if amount != set_now.get(scope)})


def _save(changed: dict[str, float | None]) -> None:
    try:
        for scope, amount in changed.items():
            the_copilot().spending.set_limit(scope, amount, current_actor())
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
    else:
        st.toast(say("spending.saved"), icon=":material/check:")
    st.rerun()


def _told(key: str, budget: Budget) -> str:
    currency = the_copilot().spending.currency
    names = {brand.id: brand.name for brand in the_copilot().store.brands.all()}
    scope = budget.limit.scope
    return say(
        f"spending.{key}",
        scope=say("spending.whole") if scope == WHOLE else names.get(scope, scope),
        spent=money(budget.spent, currency),
        limit=money(budget.limit.amount, currency),
        percent=int(budget.share * 100),
    )
