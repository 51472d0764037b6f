"""`butterfly review`, `export` and `members`: decisions at a terminal."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.calendar_steps import WEEK, approved, at_version, state, written
from tests.cli.conftest import Butterfly, Ran

pytestmark = pytest.mark.usefixtures("shop", "noon")
PLAIN = "降温了，记得喝口热的。"


@pytest.fixture
def items(butterfly: Butterfly, shop: Path, noon: None) -> list[str]:  # noqa: ARG001
    return written(butterfly)


def refused(ran: Ran) -> tuple[int, str]:
    return ran.code, ran.err.split(":")[0]


def test_a_text_is_edited_submitted_queued_and_approved(butterfly: Butterfly, items: list[str]) -> None:
    first = items[0]
    assert butterfly("review", "edit", first, "-", "--json", stdin=PLAIN).json["state"] == "draft"
    assert butterfly("review", "submit", first, "--json").json["state"] == "submitted"
    (waiting,) = butterfly("review", "queue", "--json").json
    assert (waiting["item"]["id"], waiting["text"], waiting["findings"]) == (first, PLAIN, [])
    assert PLAIN in butterfly("review", "queue").out
    said = butterfly("review", "approve", f"{first}@{waiting['item']['version']}")
    assert "The trail says so" in said.err or "the trail says so" in said.err
    assert state(butterfly, first) == "approved"


def test_an_approval_is_for_the_version_that_was_read(butterfly: Butterfly, items: list[str]) -> None:
    first = items[0]
    butterfly("review", "submit", first)
    seen = at_version(butterfly, first)
    butterfly("review", "edit", first, "-", stdin=PLAIN)
    assert refused(butterfly("review", "approve", seen)) == (1, "item_changed")
    assert refused(butterfly("review", "approve", first)) == (1, "version_missing")
    assert refused(butterfly("review", "approve", f"{first}@one")) == (1, "version_wrong")


def test_a_text_is_sent_back_with_a_reason_and_taken_back(butterfly: Butterfly, items: list[str]) -> None:
    first = items[0]
    butterfly("review", "submit", first)
    assert refused(butterfly("review", "send-back", first)) == (1, "reason_missing")
    back = butterfly("review", "send-back", first, "--why", "太硬", "--json").json
    assert (back["state"], back["why"]) == ("changes_requested", "太硬")
    butterfly("review", "submit", first)
    assert butterfly("review", "take-back", first, "--json").json["state"] == "draft"


def test_an_approval_is_withdrawn(butterfly: Butterfly, items: list[str]) -> None:
    approved(butterfly, items[0])
    now = butterfly("review", "withdraw", items[0], "--why", "等等", "--json").json
    assert (now["state"], now["approvals"]) == ("submitted", [])


def test_several_are_approved_only_where_nothing_was_found(butterfly: Butterfly, items: list[str]) -> None:
    clear, risky = items[:2]
    butterfly("review", "edit", clear, "-", stdin=PLAIN)
    butterfly("review", "edit", risky, "-", stdin="全国最好的茶")
    assert butterfly("review", "submit", clear, risky, "--json").json["refused"] == []
    both = [at_version(butterfly, clear), at_version(butterfly, risky)]
    ran = butterfly("review", "approve", *both, "--json")
    assert (ran.code, [one["id"] for one in ran.json["done"]]) == (0, [clear])
    assert ran.json["refused"] == [{"item": risky, "code": "bulk_not_clear"}]
    assert butterfly("review", "approve", *both).code == 1


def test_a_finding_is_waived_with_a_reason(butterfly: Butterfly, items: list[str]) -> None:
    first = items[0]
    butterfly("review", "edit", first, "-", stdin="全国最好的茶")
    butterfly("review", "submit", first)
    assert refused(butterfly("review", "approve", at_version(butterfly, first))) == (1, "approval_blocked")
    rules = {f["rule"] for f in butterfly("review", "show", first, "--json").json["findings"]}
    assert refused(butterfly("review", "waive", first, "no_such_rule", "--why", "x")) == (1, "unknown_finding")
    for rule in rules:
        assert butterfly("review", "waive", first, rule, "--why", "引用客人的话").code == 0
    assert butterfly("review", "approve", at_version(butterfly, first)).code == 0


def test_a_waiver_is_taken_back_and_the_finding_stands_again(butterfly: Butterfly, items: list[str]) -> None:
    first = items[0]
    butterfly("review", "edit", first, "-", stdin="全国最好的茶")
    butterfly("review", "submit", first)
    rules = {f["rule"] for f in butterfly("review", "show", first, "--json").json["findings"]}
    for rule in rules:
        butterfly("review", "waive", first, rule, "--why", "引用客人的话")
        assert butterfly("review", "waive", first, rule, "--undo", "--json").json["state"] == "submitted"
        assert refused(butterfly("review", "waive", first, rule, "--undo")) == (1, "unknown_finding")
    assert not any(f["waived"] for f in butterfly("review", "show", first, "--json").json["findings"])
    assert refused(butterfly("review", "approve", at_version(butterfly, first))) == (1, "approval_blocked")
    assert butterfly("review", "history", first, "--json").json[0]["deed"] == "waiver_withdrawn"


def test_people_talk_about_words_of_a_text(butterfly: Butterfly, items: list[str]) -> None:
    first = items[0]
    butterfly("review", "edit", first, "-", stdin=PLAIN)
    made = butterfly("review", "comment", first, "这句太短", "--quote", "喝口热的", "--json").json
    assert (made["quote"], made["start"]) == ("喝口热的", PLAIN.find("喝口热的"))
    butterfly("review", "comment", first, "同意", "--answers", str(made["id"]))
    assert refused(butterfly("review", "comment", first, "哪句", "--quote", "没有的话")) == (1, "quote_gone")
    assert butterfly("review", "resolve", first, str(made["id"]), "--json").json["resolved"]
    told = butterfly("review", "comments", first, "--json").json
    assert [(one["text"], one["answers"]) for one in told] == [("这句太短", None), ("同意", made["id"])]
    assert "这句太短" in butterfly("review", "comments", first).out
    assert refused(butterfly("review", "revise", first, str(made["id"]))) == (1, "model_missing")


def test_the_history_tells_what_was_done_and_that_one_person_did_it(butterfly: Butterfly, items: list[str]) -> None:
    approved(butterfly, items[0])
    told = butterfly("review", "history", items[0], "--json").json
    assert [one["deed"] for one in told] == ["approved", "submitted", "edited", "written", "planned"]
    assert told[0]["why"] == {"code": "alone"}
    assert "Approved" in butterfly("review", "history", items[0]).out


def test_the_trail_is_verified_and_exported(butterfly: Butterfly, items: list[str], tmp_path: Path) -> None:
    butterfly("review", "comment", items[0], "=1+1")
    whole = butterfly("review", "audit", "--csv", tmp_path / "trail.csv", "--json")
    assert (whole.code, whole.json["verified"], whole.json["broken"]) == (0, True, [])
    rows = list(csv.DictReader(io.StringIO((tmp_path / "trail.csv").read_text("utf-8-sig"))))
    assert len(rows) == len(whole.json["entries"])
    assert (rows[-1]["deed"], rows[-1]["why"]) == ("commented", "'=1+1")
    assert len(butterfly("review", "audit", "-n", "2", "--json").json["entries"]) == 2


def test_a_line_that_somebody_changed_is_found(butterfly: Butterfly, items: list[str], tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "data" / "butterfly.sqlite3") as database:
        database.execute("DROP TRIGGER audit_trail_no_update")
        database.execute("UPDATE audit_trail SET by = 'somebody else' WHERE item_id = ?", (items[0],))
    database.close()
    ran = butterfly("review", "audit", "--json")
    assert (ran.code, ran.json["verified"], ran.json["broken"]) == (1, False, [items[0]])
    assert ran.err.startswith("trail_broken: ")


def test_the_policy_is_shown_and_changed(butterfly: Butterfly) -> None:
    assert butterfly("review", "policy", "--json").json == {"two_for": [], "label_asked": True}
    now = butterfly("review", "policy", "--two-for", "price", "--two-for", "promise", "--no-label", "--json").json
    assert now == {"two_for": ["promise", "price"], "label_asked": False}
    assert butterfly("review", "policy", "--one-for-all", "--json").json["two_for"] == []


def test_what_is_approved_is_exported_and_the_rest_stays_behind(
    butterfly: Butterfly, items: list[str], tmp_path: Path
) -> None:
    approved(butterfly, items[0], PLAIN)
    told = butterfly("export", tmp_path / "week.json", *WEEK, "--json").json
    assert (told["kind"], told["count"], len(told["left_behind"])) == ("json", 1, len(items) - 1)
    (out,) = json.loads((tmp_path / "week.json").read_text("utf-8"))["items"]
    assert (out["id"], out["text"]) == (items[0], PLAIN)
    assert state(butterfly, items[0]) == "exported"


@pytest.mark.usefixtures("items")
def test_without_an_approval_no_file_is_written(butterfly: Butterfly, tmp_path: Path) -> None:
    assert refused(butterfly("export", tmp_path / "week.xlsx", *WEEK)) == (1, "nothing_approved")
    assert not (tmp_path / "week.xlsx").exists()


def test_a_file_that_cannot_be_written_marks_nothing(butterfly: Butterfly, items: list[str], tmp_path: Path) -> None:
    approved(butterfly, items[0])
    assert refused(butterfly("export", tmp_path / "gone" / "week.csv", *WEEK)) == (1, "file_unwritable")
    assert state(butterfly, items[0]) == "approved"
    assert refused(butterfly("export", tmp_path / "week.pptx", *WEEK)) == (1, "export_format")


def test_an_approved_text_without_a_label_waits_for_one(butterfly: Butterfly, items: list[str], tmp_path: Path) -> None:
    butterfly("review", "edit", items[0], "-", stdin=PLAIN)
    butterfly("review", "submit", items[0])
    butterfly("review", "approve", at_version(butterfly, items[0]))
    assert refused(butterfly("export", tmp_path / "week.csv", *WEEK)) == (1, "label_missing")
    assert butterfly("calendar", "label", "visible", "--json").json == {"labelled": 1}
    assert butterfly("export", tmp_path / "week.csv", *WEEK).code == 0


def test_where_people_sign_in_somebody_has_to_be_named_and_may_do_their_duty_only(
    butterfly: Butterfly, items: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUTTERFLY_SIGN_IN", "true")
    monkeypatch.setenv("BUTTERFLY_ADMINS", "boss@shanque.example")
    boss, mei, lin = (("--by", f"{name}@shanque.example") for name in ("boss", "mei", "lin"))
    assert refused(butterfly("review", "submit", items[0])) == (1, "by_missing")
    assert refused(butterfly("review", "submit", items[0], *mei)) == (1, "not_a_member")
    butterfly("members", "set", "mei@shanque.example", "author", "--name", "小梅", *boss)
    butterfly("members", "set", "lin@shanque.example", "reviewer", *boss)
    assert butterfly("review", "edit", items[0], "-", *mei, stdin=PLAIN).code == 0
    assert butterfly("review", "submit", items[0], *mei).code == 0
    seen = at_version(butterfly, items[0])
    assert refused(butterfly("review", "approve", seen, *mei)) == (1, "not_allowed")
    assert refused(butterfly("members", "set", "mei@shanque.example", "admin", *mei)) == (1, "not_allowed")
    assert butterfly("review", "approve", seen, *lin, "--json").json["approvals"][0]["by"] == "lin@shanque.example"


def test_members_are_listed_and_removed(butterfly: Butterfly, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUTTERFLY_ADMINS", "boss@shanque.example")
    kept = butterfly("members", "set", "Mei@shanque.example", "author", "--name", "小梅", "--json").json
    assert kept == {"email": "mei@shanque.example", "name": "小梅", "duty": "author"}
    assert butterfly("members", "set", "mei@shanque.example", "reviewer", "--json").json["name"] == "小梅"
    assert [one["email"] for one in butterfly("members", "list", "--json").json] == [
        "mei@shanque.example",
        "boss@shanque.example",
    ]
    assert butterfly("members", "remove", "mei@shanque.example", "--json").json == {"removed": "mei@shanque.example"}
    assert refused(butterfly("members", "remove", "mei@shanque.example")) == (1, "unknown_member")
    assert refused(butterfly("members", "remove", "boss@shanque.example")) == (1, "admin_of_settings")
