"""`butterfly timeline`, `conflicts`, `settle`, `compare`, `brand alias`, and search by range and after a chat."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Butterfly

pytestmark = pytest.mark.usefixtures("shop")
DAY = "2026-11-24"


def disagreeing(butterfly: Butterfly, tmp_path: Path) -> str:
    """Learn a handbook with another price; the id of the conflict."""
    handbook = tmp_path / "手册.csv"
    handbook.write_text("产品,规格,标价(元)\n高山白茶,100克,188\n", "utf-8")
    butterfly("learn", handbook, "--json")
    [conflict] = butterfly("conflicts", "--json").json
    return str(conflict["id"])


def test_the_timeline_of_a_day_has_four_parts(butterfly: Butterfly) -> None:
    shown = butterfly("timeline", "--at", DAY, "--json").json
    assert set(shown) == {"at", "in_force", "ending", "starting", "ended"}
    assert [f["value"] for f in shown["ending"] if f["field"] == "promotion_price"] == ["129"]
    assert [f["value"] for f in shown["ended"] if f["field"] == "promotion_price"] == ["79"]
    assert "Ending within a week" in butterfly("timeline", "--at", DAY).out


def test_conflicts_are_listed_settled_and_taken_back(butterfly: Butterfly, tmp_path: Path) -> None:
    assert butterfly("conflicts", "--json").json == []
    conflict = disagreeing(butterfly, tmp_path)
    assert "168 元" in butterfly("conflicts").out
    settled = butterfly("settle", conflict, "--right", "价格.csv", "--why", "handbook is old", "--json").json
    assert (settled["verdict"], settled["right"]["document"], settled["why"]) == (
        "right",
        "价格.csv",
        "handbook is old",
    )
    assert butterfly("conflicts", "--json").json == []
    assert butterfly("settle", conflict, "--undo", "--json").json == {"conflict": conflict, "undone": True}
    assert len(butterfly("conflicts", "--json").json) == 1


def test_a_decision_has_to_be_one_and_about_something(butterfly: Butterfly, tmp_path: Path) -> None:
    conflict = disagreeing(butterfly, tmp_path)
    assert butterfly("settle", conflict).code == 2
    assert butterfly("settle", conflict, "--both", "--neither").code == 2
    refused = butterfly("settle", conflict, "--right", "nobody")
    assert (refused.code, refused.err.startswith("unknown_side:")) == (1, True)
    assert butterfly("settle", "nothing", "--both").err.startswith("unknown_conflict:")


def test_an_alias_is_known_to_facts_at_once_and_forgotten_again(butterfly: Butterfly) -> None:
    assert butterfly("brand", "alias", "白茶", "小白").code == 0
    assert {f["product"] for f in butterfly("facts", "--product", "小白", "--json").json} == {"高山白茶"}
    taken = butterfly("brand", "alias", "高山白茶", "乌龙")
    assert (taken.code, taken.err.startswith("alias_taken:")) == (1, True)
    butterfly("brand", "alias", "高山白茶", "小白", "--remove")
    assert butterfly("facts", "--product", "小白").code == 1


def test_models_are_compared_field_by_field(butterfly: Butterfly) -> None:
    shown = butterfly("compare", "白茶", "乌龙", "--at", DAY, "--json").json
    first = shown[0]
    assert first["field"] == "list_price"
    assert [v["value"] for v in first["values"]["高山白茶"]] == ["168"]
    assert "168 元" in butterfly("compare", "白茶", "乌龙").out


def test_a_search_for_a_range_begins_with_the_prices_in_it(butterfly: Butterfly) -> None:
    hits = butterfly("search", "一百三左右的茶", "--at", DAY, "--json").json
    assert [h["product"] for h in hits[:2]] == ["高山白茶", "陈皮普洱"]
    assert "活动价 129 元" in hits[0]["text"]
    assert [h["choice"] for h in hits[:2]] == ["in_range", "in_range"]
    later = butterfly("search", "一百三左右的茶", "--at", "2026-12-05", "--json").json
    assert [h["product"] for h in later if h["choice"] == "in_range"] == ["陈皮普洱"]


def test_a_search_after_a_chat_knows_what_it_is_about(butterfly: Butterfly, tmp_path: Path) -> None:
    chat = tmp_path / "chat.json"
    chat.write_text(
        json.dumps([{"role": "customer", "text": "桂花乌龙多少钱"}, {"role": "rep", "text": "98"}]), "utf-8"
    )
    hits = butterfly("search", "它里面的花是真的吗", "--context", chat, "-k", "3", "--json").json
    assert "金桂" in hits[0]["text"]
    assert {h["product"] for h in hits} <= {"桂花乌龙", None}
