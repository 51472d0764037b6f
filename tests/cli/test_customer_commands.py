"""`butterfly customers` and `butterfly segments`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Butterfly

LIST = "编号,姓名,手机,订单数,最近下单,停发\nA1,安小姐,10000000001,4,2026-11-01,\nA2,白先生,10000000002,0,,别发了\n"


@pytest.fixture
def listed(tmp_path: Path, butterfly: Butterfly) -> Path:
    butterfly("brand", "add", "山雀茶")
    file = tmp_path / "list.csv"
    file.write_text(LIST, "utf-8")
    return file


def test_a_list_is_previewed_then_imported_then_updated(listed: Path, butterfly: Butterfly) -> None:
    promised = butterfly("customers", "import", str(listed), "--dry-run", "--json").json
    assert (promised["added"], promised["stopped"]) == (2, 1)
    assert butterfly("customers", "list", "--json").json == []
    assert butterfly("customers", "import", str(listed), "--json").json == promised
    again = butterfly("customers", "import", str(listed), "--json").json
    assert (again["added"], again["unchanged"]) == (0, 2)


def test_a_column_can_be_said_to_be_something_else(listed: Path, butterfly: Butterfly) -> None:
    ran = butterfly("customers", "import", str(listed), "--map", "停发=remark", "--json")
    assert ran.json["stopped"] == 0
    assert butterfly("customers", "import", str(listed), "--map", "没有=remark").err.startswith("unknown_column")
    assert butterfly("customers", "import", str(listed), "--map", "停发=nothing").code == 2


def test_customers_are_listed_shown_noted_and_stopped(listed: Path, butterfly: Butterfly) -> None:
    butterfly("customers", "import", str(listed))
    assert [c["name"] for c in butterfly("customers", "list", "--stopped", "--json").json] == ["白先生"]
    assert [c["code"] for c in butterfly("customers", "list", "安", "--json").json] == ["A1"]
    assert "said stop" in butterfly("customers", "list").out
    butterfly("customers", "note", "A1", "喜欢早上联系", "--by", "桂姐")
    card = butterfly("customers", "show", "A1", "--json").json
    assert [(e["kind"], e["text"], e["by"]) for e in card["events"]] == [("note", "喜欢早上联系", "桂姐")]
    assert butterfly("customers", "stop", "A1", "电话里说的", "--json").json["stopped"]
    assert butterfly("customers", "resume", "A1", " ").err.startswith("reason_missing")
    assert not butterfly("customers", "resume", "A1", "又来问了", "--json").json["stopped"]


def test_a_customer_is_exported_and_deleted(listed: Path, butterfly: Butterfly) -> None:
    butterfly("customers", "import", str(listed))
    assert butterfly("customers", "export", "A1").json["customer"]["name"] == "安小姐"
    assert butterfly("customers", "delete", "A1").code == 1
    assert butterfly("customers", "delete", "A1", "--yes", "--json").code == 0
    assert butterfly("customers", "show", "A1").err.startswith("unknown_customer")


def test_an_import_is_taken_back(listed: Path, butterfly: Butterfly) -> None:
    butterfly("customers", "import", str(listed))
    butterfly("customers", "note", "A1", "喜欢早上联系")
    told = butterfly("customers", "undo-import", "--json").json
    assert told == {"removed": 1, "restored": 0, "left": ["安小姐"]}
    assert butterfly("customers", "undo-import").err.startswith("no_import")


def test_a_chat_of_a_customers_is_answered_for_their_segment_and_becomes_their_history(
    listed: Path, butterfly: Butterfly
) -> None:
    butterfly("customers", "import", str(listed))
    chat = '[{"role": "customer", "text": "有点贵，能便宜点吗"}, {"role": "rep", "text": "明天给您发报价"}, {"role": "customer", "text": "太贵了"}]'
    told = butterfly("reply", "-", "--customer", "A1", "--json", stdin=chat).json
    card = butterfly("customers", "show", "A1", "--json").json
    assert told["customer"] == card["id"]
    assert [(s["step"], s["objection"]) for s in card["steps"]] == [("action", "price")]
    assert [p["text"] for p in card["promises"]] == ["明天给您发报价"]
    stopped = butterfly("reply", "-", "--customer", "白先生", "--json", stdin=chat).json
    assert [v["idea"] for d in stopped["drafts"] for v in d["variants"]] == ["let_go"]
    draft = stopped["drafts"][0]["id"]
    butterfly("customers", "delete", "A2", "--yes")
    assert butterfly("sent", "add", draft, "1").err.startswith("unknown_draft")
    assert butterfly("reply", "-", "--customer", "A2", stdin=chat).err.startswith("unknown_customer")


def test_segments_are_counted_without_who_said_stop(listed: Path, butterfly: Butterfly) -> None:
    butterfly("customers", "import", str(listed))
    found = {s["id"]: s for s in butterfly("segments", "list", "--json").json}
    assert (found["newcomer"]["count"], found["newcomer"]["reachable"], found["newcomer"]["stopped"]) == (1, 0, 1)
    assert butterfly("segments", "members", "newcomer", "--json").json == []
    assert [c["segment"] for c in butterfly("customers", "list", "--segment", "newcomer", "--json").json] == [
        "newcomer"
    ]
    assert butterfly("segments", "members", "nobody").err.startswith("unknown_segment_rule")


def test_rules_are_loaded_from_a_file_removed_and_reset(listed: Path, butterfly: Butterfly) -> None:
    rules = listed.parent / "rules.yaml"
    rules.write_text("rules: [{id: a, name: 老客, conditions: [{aspect: orders, at_least: 3}]}]", "utf-8")
    assert [s["name"] for s in butterfly("segments", "load", str(rules), "--json").json] == ["老客"]
    assert butterfly("segments", "remove", "a", "--json").json == []
    assert len(butterfly("segments", "reset", "--json").json) == 6
