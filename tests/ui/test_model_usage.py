"""What the models took and what a month may cost, on the settings page; the warning on every page."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.draft import Usage
from copilot.domain.spending import WHOLE, Account, Call, CallPurpose
from copilot.workflows.copilot import Copilot
from tests.support.shop import NOON, a_copilot
from tests.ui.conftest import Visit
from tests.ui.conftest import words as escaped_words


def words(at: AppTest) -> str:
    """What can be read, without what keeps Markdown from acting on it."""
    return escaped_words(at).replace("\\", "")


LAST_MONTH = NOON - timedelta(days=30)


@pytest.fixture
def spent(tmp_path: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A copilot whose models took 9 of this month's 10, served."""
    with a_copilot(tmp_path / "data") as copilot:
        copilot.add_brand("山雀茶")
        call = Call(Account("山雀茶"), CallPurpose.CALENDAR, "big", Usage(4_000, 1_000), 9.0)
        copilot.store.model_calls.begin(call, LAST_MONTH)
        copilot.store.model_calls.set_limit(WHOLE, 10.0, "mei")
        serve(copilot)
        yield copilot


@pytest.mark.usefixtures("spent")
@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", ["共 ¥9.00", "已用 ¥9.00 / ¥10.00（90%）"]), ("en", ["¥9.00 in all", "¥9.00 of ¥10.00 used (90%)"])],
)
def test_the_month_and_the_budget_are_told(visit: Visit, language: str, told: list[str]) -> None:
    at = visit("settings", language)
    bars = " ".join(str(bar.proto.text) for bar in at.get("progress")).replace("\\", "")
    assert (list(at.exception), told[0] in words(at), told[1] in bars) == ([], True, True)


@pytest.mark.usefixtures("spent")
def test_every_page_warns_when_the_budget_is_nearly_gone(visit: Visit) -> None:
    assert "这个月用了 90%" in words(visit("home"))


def test_an_admin_sets_a_budget(visit: Visit, spent: Copilot) -> None:
    at = visit("settings")
    at.number_input(key="spending.amount.山雀茶").set_value(9.0)
    at.button(key="spending.save").click().run()
    assert [(b.limit.scope, b.share) for b in spent.spending.budgets()] == [("", 0.9), ("山雀茶", 1.0)]
    assert "用完了" in words(at)
