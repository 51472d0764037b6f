"""`butterfly usage` and `budget`: what the models took, and what a month may cost."""

import pytest

from tests.cli.conftest import Butterfly

pytestmark = pytest.mark.usefixtures("shop", "noon")


def test_usage_tells_a_month_by_purpose_and_model(butterfly: Butterfly, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUTTERFLY_MODEL", "scripted")
    monkeypatch.setenv("BUTTERFLY_PRICE_PROMPT_PER_MILLION", "2")
    draft = butterfly("selling-points", "--product", "白茶", "--json").json
    told = butterfly("usage", "--json").json
    assert (told["month"], told["tokens"], told["cost"]) == (
        "2026-11",
        draft["tokens"],
        pytest.approx(draft["cost"], abs=1e-4),
    )
    assert {(row["purpose"], row["model"]) for row in told["rows"]} == {("drafting", "scripted")}
    assert butterfly("usage", "--month", "2026-10", "--json").json["calls"] == 0
    assert "Drafts and replies  scripted" in butterfly("usage").out


def test_a_budget_is_set_told_and_taken_away(butterfly: Butterfly) -> None:
    assert butterfly("budget", "50", "--json").json[0]["limit"] == 50
    butterfly("budget", "20", "--brand", "山雀茶")
    assert [b["scope"] for b in butterfly("usage", "--json").json["budgets"]] == ["", "shanque"]
    assert butterfly("budget", "none", "--json").json == [
        {"scope": "shanque", "limit": 20.0, "spent": 0.0, "share": 0.0, "fixed": False, "state": "ok"}
    ]


def test_what_is_no_month_and_no_sum_is_refused(butterfly: Butterfly) -> None:
    assert butterfly("usage", "--month", "soon").err.startswith("month_wrong:")
    assert butterfly("budget", "much").err.startswith("budget_wrong:")
