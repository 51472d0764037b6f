"""What models cost: told by month and by draft, and kept within the budget before anything is sent."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from copilot.domain.draft import Draft, NoticeCode, Task, Usage
from copilot.domain.review import Actor, Duty
from copilot.domain.spending import WHOLE, Account, CallPurpose, Prices
from copilot.errors import BudgetReached, InvalidInput, ModelUnreachable
from copilot.llm.scripted import ScriptedAnswer, ScriptedModel
from copilot.ports import AnswerEnd, ChatMessage, ChatRequest
from copilot.store import Store, open_store
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.metered import Metered
from copilot.workflows.outcome import outcome
from copilot.workflows.spend import Spending
from copilot.writing import ExactTokenCounter
from tests.support.model_server import ModelServer
from tests.workflows.conftest import OpenCopilot

ADMIN, AUTHOR = Actor("mei", "Mei", Duty.ADMIN), Actor("lin", "Lin", Duty.AUTHOR)
ASKED = ChatRequest((ChatMessage("user", "泡茶用几度的水？"),), max_answer_tokens=100, account=Account("shanque", "d1"))
PRICES = Prices(1_000_000, 2_000_000, "¥")
"""One a prompt token, two an answer token."""
AT = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'spend.sqlite3'}", lambda: AT)


def spending(store: Store, fixed: float | None = None) -> Spending:
    return Spending(store, ExactTokenCounter(), lambda: AT, "¥", fixed)


def metered(store: Store, *answers: ScriptedAnswer | ModelUnreachable, fixed: float | None = None) -> Metered:
    return Metered(ScriptedModel(answers), CallPurpose.SENTENCE, spending(store, fixed), PRICES)


def test_a_call_is_booked_as_the_endpoint_counts_it(store: Store) -> None:
    model = metered(store, ScriptedAnswer("九十度。", usage=Usage(30, 5)))
    assert isinstance(list(model.stream(ASKED))[-1], AnswerEnd)
    month = spending(store).month()
    assert (month.month, month.calls, month.usage, month.cost) == ("2026-11", 1, Usage(30, 5), 40.0)
    assert [s.purpose for s in store.model_calls.spent_on("d1")] == [CallPurpose.SENTENCE]


def test_where_the_endpoint_does_not_count_we_do(store: Store) -> None:
    list(metered(store, ScriptedAnswer("九十度。")).stream(ASKED))
    usage = spending(store).month().usage
    assert usage.prompt > 5
    assert 2 < usage.answer < 12


def test_a_call_that_gave_nothing_cost_nothing(store: Store) -> None:
    with pytest.raises(ModelUnreachable):
        list(metered(store, ModelUnreachable("down")).stream(ASKED))
    assert spending(store).month().rows == ()


def test_a_call_that_broke_off_or_that_nobody_read_on_is_booked_with_what_came(store: Store) -> None:
    broken = ScriptedAnswer("九十度的水", failure=ModelUnreachable("gone"))
    with pytest.raises(ModelUnreachable):
        list(metered(store, broken).stream(ASKED))
    left = iter(metered(store, ScriptedAnswer("九十度的水", 2)).stream(ASKED))
    next(left)
    del left
    month = spending(store).month()
    assert (month.calls, month.usage.answer > 3) == (2, True)


def test_nothing_is_sent_that_could_break_the_budget(store: Store) -> None:
    model = metered(store, ScriptedAnswer("好", usage=Usage(10, 1)), fixed=225.0)
    with pytest.raises(BudgetReached):
        list(metered(store, ScriptedAnswer("好"), fixed=200.0).stream(ASKED))
    assert spending(store).month().rows == ()
    list(model.stream(ASKED))
    with pytest.raises(BudgetReached):
        list(model.stream(ASKED))
    assert len(model.model.requests) == 1  # type: ignore[attr-defined]


def test_only_admins_set_budgets_and_only_sums_of_money(store: Store) -> None:
    with pytest.raises(InvalidInput) as told:
        spending(store).set_limit(WHOLE, 10.0, AUTHOR)
    assert told.value.code == "not_allowed"
    for wrong in (-1.0, float("nan"), float("inf")):
        with pytest.raises(InvalidInput):
            spending(store).set_limit(WHOLE, wrong, ADMIN)
    spending(store).set_limit(WHOLE, 10.0, ADMIN)
    spending(store).set_limit("shanque", 5.0, ADMIN)
    assert [b.limit.amount for b in spending(store, 99.0).budgets()] == [99.0, 10.0, 5.0]
    assert [b.limit.amount for b in spending(store).budgets("other")] == [10.0]


def test_people_are_warned_from_four_fifths_on(store: Store) -> None:
    list(metered(store, ScriptedAnswer("好", usage=Usage(78, 1))).stream(ASKED))
    spending(store).set_limit(WHOLE, 100.0, ADMIN)
    assert [(b.share, b.nearly_gone) for b in spending(store).budgets()] == [(0.8, True)]
    spending(store).set_limit(WHOLE, 101.0, ADMIN)
    assert not spending(store).budgets()[0].nearly_gone


@pytest.mark.parametrize("wrong", ["2026", "2026-13", "November"])
def test_a_month_is_a_year_and_a_month(store: Store, wrong: str) -> None:
    with pytest.raises(InvalidInput) as told:
        spending(store).month(wrong)
    assert told.value.code == "month_wrong"
    assert spending(store).month_before().month == "2026-10"


PRICED = {"price_prompt_per_million": 1.0, "price_answer_per_million": 2.0}


def test_a_draft_tells_what_it_cost(data: Path, open_copilot: OpenCopilot) -> None:
    with ModelServer("ok") as server:
        copilot = open_copilot(data, model="play", base_url=server.base_url, **PRICED)
        draft = copilot.selling_points(Ask(product="白茶"))
    assert draft.cost == pytest.approx((draft.usage.prompt + 2 * draft.usage.answer) / 1_000_000)
    assert copilot.spending.of_draft(draft) == (draft.usage, draft.cost)
    assert copilot.spending.month(brand_id="shanque").usage == draft.usage


def test_at_the_limit_drafting_goes_on_offline_with_a_notice(data: Path, open_copilot: OpenCopilot) -> None:
    with ModelServer("ok") as server:
        copilot = open_copilot(data, model="play", base_url=server.base_url, monthly_budget=0.0001, **PRICED)
        draft: Draft = outcome(copilot.write(Task.SELLING_POINTS, Ask(product="白茶")), Draft)
    assert (draft.model, len(draft.variants)) == ("offline", 3)
    assert [n.code for n in draft.notices] == [NoticeCode.OFFLINE_BUDGET]
    assert (server.requests, copilot.spending.month().rows) == ([], ())


def test_each_role_has_its_own_model_where_one_is_named(data: Path, open_copilot: OpenCopilot) -> None:
    with ModelServer("ok") as server:
        copilot = open_copilot(data, model="play", base_url=server.base_url, revising_model="scripted")
        diagnosis = copilot.inspecting.diagnose()
    assert (diagnosis.configured["revising_model"], diagnosis.configured["opinion_model"]) == ("scripted", "play")
    assert list(diagnosis.others) == ["revising"]
    assert revises_with(copilot) == "scripted"
    assert [row.purpose for row in copilot.spending.month().rows] == [CallPurpose.TESTING, CallPurpose.TESTING]


def revises_with(copilot: Copilot) -> str:
    reviser = copilot.calendar.revising.reviser
    assert reviser is not None
    return reviser.model.name
