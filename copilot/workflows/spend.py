"""What models cost: every call in a ledger, a month's budget that no call breaks, and how much of it is gone."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from copilot.domain.draft import Draft, Usage
from copilot.domain.review import Actor, Duty
from copilot.domain.spending import WHOLE, Budget, Call, CallPurpose, Limit, MonthUsage, Period, Prices
from copilot.errors import InvalidInput, StoreFailed
from copilot.ports import ChatRequest, TokenCounter
from copilot.store import Store
from copilot.workflows.members import require
from copilot.writing.prompter import TOKENS_A_CALL, TOKENS_A_MESSAGE

MARGIN = 1.1
"""Tokens of a prompt are counted with one vocabulary, and models have others."""
MOST = 10_000_000.0


@dataclass(frozen=True, slots=True)
class Spending:
    """The ledger of one database. `fixed` is the budget of the configuration, None without any."""

    store: Store
    counter: TokenCounter
    clock: Callable[[], datetime]
    currency: str = ""
    fixed: float | None = None

    def begin(self, request: ChatRequest, purpose: CallPurpose, model: str, prices: Prices | None) -> "OpenCall":
        """Put a call that is about to be made into the ledger as the most it can cost. Raises `BudgetReached`."""
        prompt = sum(self.counter.count(m.content) + TOKENS_A_MESSAGE for m in request.messages) + TOKENS_A_CALL
        most = Usage(round(prompt * MARGIN), request.max_answer_tokens)
        call = Call(request.account, purpose, model, most, prices.of(most) if prices else None)
        fixed = () if self.fixed is None else (Limit(WHOLE, self.fixed, fixed=True),)
        call_id = self.store.model_calls.begin(call, self._month().start, fixed, self.currency)
        return OpenCall(self, call_id, prompt, prices)

    def month(self, name: str = "", brand_id: str | None = None) -> MonthUsage:
        """All of the month `2026-11` (empty: this one), or what one brand spent. Raises `InvalidInput`."""
        period = self._month(name)
        return MonthUsage(f"{period.start:%Y-%m}", self.store.model_calls.spent(period, brand_id))

    def month_before(self, brand_id: str | None = None) -> MonthUsage:
        """The same of last month."""
        first = self._month().start
        year, month = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
        return self.month(f"{year:04}-{month:02}", brand_id)

    def of_draft(self, draft: Draft) -> tuple[Usage, float | None]:
        """Tokens and cost of a draft: of writing it, and of what was done about it since. The cost is None where a part
        of it is not known."""
        later = self.store.model_calls.spent_on(draft.id)
        usage = sum((s.usage for s in later), draft.usage)
        known = not any(s.unpriced for s in later) and (draft.cost is not None or draft.usage == Usage())
        return usage, (draft.cost or 0.0) + sum(s.cost for s in later) if known else None

    def budgets(self, brand_id: str | None = None) -> tuple[Budget, ...]:
        """Every limit and what of it is gone this month; with a brand, only those that hold for it."""
        fixed = () if self.fixed is None else (Limit(WHOLE, self.fixed, fixed=True),)
        limits = (*fixed, *self.store.model_calls.limits())
        if brand_id is not None:
            limits = tuple(one for one in limits if one.scope in (WHOLE, brand_id))
        return self.store.model_calls.budgets(limits, self._month().start) if limits else ()

    def set_limit(self, scope: str, amount: float | None, actor: Actor) -> None:
        """Set what a month may cost, for a brand or for all (`WHOLE`); None takes the limit away. Raises `InvalidInput`:
        only admins may (`not_allowed`), and it is a sum of money (`budget_wrong`)."""
        require(actor, Duty.ADMIN)
        if amount is not None and not 0 <= amount <= MOST:
            raise InvalidInput(f"no budget: {amount}", code="budget_wrong", most=f"{MOST:,.0f}")
        self.store.model_calls.set_limit(scope, amount, actor.id)

    def _month(self, name: str = "") -> Period:
        """From the first of a month to that of the next, by this machine's calendar."""
        if not name:
            name = f"{self.clock().astimezone():%Y-%m}"
        try:
            first = datetime.strptime(name, "%Y-%m")
        except ValueError as error:
            raise InvalidInput(f"not a month: {name}", code="month_wrong", value=name) from error
        after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        return Period(first.astimezone(), after.astimezone())


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call that is being made."""

    spending: Spending
    id: int
    prompt_tokens: int
    prices: Prices | None

    def close(self, reported: Usage, text: str) -> None:
        """Store what it took: as the endpoint counts, or as we do where it does not say. A call that gave nothing took
        nothing. A ledger that cannot be written loses nobody's text: the call stays in it as the most it can cost."""
        usage = reported
        if usage == Usage() and text:
            usage = Usage(self.prompt_tokens, self.spending.counter.count(text))
        calls = self.spending.store.model_calls
        try:
            if usage == Usage():
                calls.drop(self.id)
            else:
                calls.end(self.id, usage, self.prices.of(usage) if self.prices else None)
        except StoreFailed:
            logging.getLogger(__name__).warning("the end of a model call was not stored", exc_info=True)
