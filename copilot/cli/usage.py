"""`butterfly usage`, `butterfly budget`: what the models took, and what a month may cost."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.acting import ByOption, actor_of
from copilot.cli.options import BrandOption, JsonOption
from copilot.cli.output import locale, open_copilot, print_json, say
from copilot.errors import InvalidInput

if TYPE_CHECKING:
    from copilot.domain.spending import Budget, MonthUsage, Spent
    from copilot.json_shapes import Json
    from copilot.workflows.copilot import Copilot

NO_BUDGET = ("none", "off", "-")

app = typer.Typer()


@app.command()
def usage(
    month: Annotated[str, typer.Option(metavar="YYYY-MM", help="Which month; default: this one.")] = "",
    brand: Annotated[str | None, typer.Option("--brand", help="Only what this brand took; default: all.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the models took in a month, by purpose and model, and how far the budgets are."""
    copilot = open_copilot()
    whose = copilot.brand(brand).id if brand else None
    told, budgets = copilot.spending.month(month, whose), copilot.spending.budgets(whose)
    if as_json:
        print_json(shape(told, budgets, copilot.spending.currency))
        return
    currency = copilot.spending.currency
    key, cost = ("total", "") if told.cost is None else ("total_cost", f"{currency}{told.cost:.4f}")
    say(f"spending.{key}", calls=told.calls, prompt=told.usage.prompt, answer=told.usage.answer, cost=cost)
    for row in told.rows:
        purpose = locale().say(f"spending.purposes.{row.purpose}")
        cost = f"{currency}{row.cost:.4f}" if row.calls > row.unpriced else "–"
        say(
            "spending.cli_row", purpose=purpose, model=row.model, calls=row.calls, prompt=row.usage.prompt,
            answer=row.usage.answer, cost=cost,
        )  # fmt: skip
    _tell(copilot, budgets)


@app.command()
def budget(
    amount: Annotated[str | None, typer.Argument(metavar="[AMOUNT|none]", help="The most a month may cost.")] = None,
    brand: BrandOption = None,
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Set what models may cost in a month, for all brands together or for one; without an amount, say what is set."""
    from copilot.domain.spending import WHOLE

    copilot = open_copilot()
    scope = copilot.brand(brand).id if brand else WHOLE
    if amount is not None:
        copilot.spending.set_limit(scope, _amount(amount), actor_of(copilot, by))
    budgets = copilot.spending.budgets(scope or None)
    if as_json:
        print_json([budget_row(one) for one in budgets])
    else:
        _tell(copilot, budgets)


def shape(month: "MonthUsage", budgets: "tuple[Budget, ...]", currency: str) -> "Json":
    """`{month, calls, tokens, cost, unpriced, currency, rows, budgets}`; cost is null where no price is known."""
    return {
        "month": month.month,
        "calls": month.calls,
        "tokens": {"prompt": month.usage.prompt, "answer": month.usage.answer},
        "cost": month.cost,
        "unpriced": month.unpriced,
        "currency": currency,
        "rows": [spent_row(row) for row in month.rows],
        "budgets": [budget_row(one) for one in budgets],
    }


def spent_row(row: "Spent") -> "Json":
    """`{purpose, model, calls, tokens, cost, unpriced}`"""
    return {
        "purpose": row.purpose.value,
        "model": row.model,
        "calls": row.calls,
        "tokens": {"prompt": row.usage.prompt, "answer": row.usage.answer},
        "cost": row.cost if row.calls > row.unpriced else None,
        "unpriced": row.unpriced,
    }


def budget_row(one: "Budget") -> "Json":
    """`{scope, limit, spent, share, fixed, state: ok|nearly|reached}`; scope is a brand's id, "" for all."""
    state = "reached" if one.share >= 1 else "nearly" if one.nearly_gone else "ok"
    return {
        "scope": one.limit.scope,
        "limit": one.limit.amount,
        "spent": one.spent,
        "share": round(one.share, 4),
        "fixed": one.limit.fixed,
        "state": state,
    }


def _tell(copilot: "Copilot", budgets: "tuple[Budget, ...]") -> None:
    currency = copilot.spending.currency
    for one in budgets:
        scope = one.limit.scope or locale().say("spending.whole")
        spent, limit = f"{currency}{one.spent:.4f}", f"{currency}{one.limit.amount:.2f}"
        say("spending.gone", scope=scope, spent=spent, limit=limit, percent=int(one.share * 100))


def _amount(text: str) -> float | None:
    if text.casefold() in NO_BUDGET:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise InvalidInput(f"no amount: {text}", code="budget_wrong", most="10,000,000") from error
