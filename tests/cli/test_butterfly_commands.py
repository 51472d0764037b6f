"""`butterfly fit` and `butterfly models`."""

import pytest

from tests.cli.conftest import Butterfly

pytestmark = pytest.mark.usefixtures("shop")


def test_fit_tells_what_is_proposed_and_takes_an_answer(butterfly: Butterfly) -> None:
    told = butterfly("fit").out
    assert "Too few questions are answered" in told
    assert "2 proposed, 10 open" in told
    assert "the list prices of 3 products" in told
    assert butterfly("fit", "answer", "hours", "none", "--by", "Ann").code == 0
    found = butterfly("fit", "--json").json
    assert found["verdict"] == "no"
    assert found["stopped_by"]["en"].startswith("Nobody is there")
    hours = next(one for one in found["questions"] if one["id"] == "hours")
    assert (hours["option"], hours["by"]) == ("none", "Ann")
    assert all(node["score"] == sum(part["points"] for part in node["parts"]) for node in found["nodes"])
    assert butterfly("fit", "answer", "hours", "-").out == "The answer was taken back.\n"
    assert butterfly("fit", "--json").json["answers"] == {"people": 0, "proposed": 2, "open": 10}


def test_an_answer_there_is_not_is_a_coded_error(butterfly: Butterfly) -> None:
    wrong = butterfly("fit", "answer", "hours", "lots")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err.startswith("unknown_fit_option")
    assert "none, few, some, many" in wrong.err


def test_models_are_compared_chosen_and_taken_back(butterfly: Butterfly) -> None:
    told = butterfly("models", "--set", "contacts=1000").out
    assert all(name in told for name in ("adviser", "community", "content", "hours a week", "Cost = hours"))
    assert "is chosen" in butterfly("models", "choose", "community", "--set", "contacts=1000").out
    found = butterfly("models", "--json").json
    assert (found["chosen"]["model"], found["chosen"]["paces"]["group"]) == ("community", 5)
    assert found["chosen"]["figures"] == {"contacts": 1000}
    assert "taken back" in butterfly("models", "undo").out
    found = butterfly("models", "--json").json
    assert found["chosen"] is None
    assert found["history"][0]["undone_at"]
    assert butterfly("models", "undo").err.startswith("unknown_model_choice")


@pytest.mark.parametrize(("figure", "code"), [("contacts", "figure_wrong"), ("contacts=many", "figure_wrong"), ("x=1", "unknown_figure"), ("margin=101", "figure_out_of_bounds")])  # fmt: skip
def test_what_is_no_figure_is_a_coded_error(butterfly: Butterfly, figure: str, code: str) -> None:
    assert butterfly("models", "--set", figure).err.startswith(code)


def test_plans_go_to_the_channels_of_the_model(butterfly: Butterfly) -> None:
    butterfly("audience", "add", "老客", "--kind", "segment")
    plan = ("plan", "--start", "2026-11-30", "--weeks", "2", "--json")
    assert butterfly(*plan).err.startswith("channel_missing")
    butterfly("models", "choose", "adviser")
    assert {slot["channel"] for slot in butterfly(*plan).json["slots"]} == {"private_chat"}
