"""`butterfly audience`, `plan` and `calendar`."""

from contextlib import closing
from pathlib import Path

import pytest

from copilot.bootstrap import build_copilot
from copilot.domain.writing_run import Run
from copilot.settings import Settings
from copilot.store.writing_runs import Taking
from tests.cli.calendar_steps import WEEK, approved, planned, written
from tests.cli.conftest import Butterfly

pytestmark = pytest.mark.usefixtures("shop", "noon")


def test_audiences_are_added_changed_listed_and_dropped(butterfly: Butterfly) -> None:
    first = butterfly("audience", "add", "新客2群", "--size", "38", "--json").json
    assert first == {
        "id": first["id"], "name": "新客2群", "kind": "group", "segment": None, "size": 38, "sender": "",
    }  # fmt: skip
    changed = butterfly("audience", "add", "新客2群", "--segment", "办公室喝茶的人", "--sender", "小林", "--json").json
    assert (changed["id"], changed["segment"], changed["sender"]) == (first["id"], "office", "小林")
    assert "新客2群" in butterfly("audience", "list").out
    assert butterfly("audience", "list", "--proposed", "--json").json == []
    assert butterfly("audience", "remove", "新客2群", "--json").json == {"removed": first["id"]}
    assert butterfly("audience", "list", "--json").json == []


def test_a_plan_is_proposed_shown_and_accepted(butterfly: Butterfly) -> None:
    butterfly("audience", "add", "老客群")
    proposed = butterfly(
        "plan", "--start", "2026-12-01", "--weeks", "2", "--audience", "老客群=group,moments", "--json"
    ).json
    assert (proposed["end"], proposed["accepted"], proposed["blocked"]) == ("2026-12-14", False, False)
    assert {slot["channel"] for slot in proposed["slots"]} == {"group", "moments"}
    assert butterfly("plan", "show", proposed["id"], "--json").json["slots"] == proposed["slots"]
    assert butterfly("plan", "coverage", proposed["id"], "--json").json["cells"] != []
    assert butterfly("calendar", "list", "--json").json == []
    accepted = butterfly("plan", "accept", proposed["id"], "--json").json
    assert [one["id"] for one in accepted["items"]] == [slot["id"] for slot in proposed["slots"]]
    again = butterfly("plan", "accept", proposed["id"])
    assert (again.code, again.err.split(":")[0]) == (1, "plan_accepted")
    assert [one["accepted"] for one in butterfly("plan", "list", "--json").json] == [True]


def test_people_read_what_the_commands_say(butterfly: Butterfly) -> None:
    planned(butterfly)
    (plan,) = butterfly("plan", "list", "--json").json
    assert plan["id"] in butterfly("plan", "list").out
    assert (
        "老客群 · Group chat" in butterfly("plan", "show", plan["id"]).out
        or "老客群" in butterfly("calendar", "list").out
    )
    assert "2026-11-30" in butterfly("plan", "coverage", plan["id"]).out
    assert "Accept it with: butterfly plan accept" in butterfly(
        "plan", "--start", "2027-01-04", "--weeks", "1", "--channel", "group"
    ).out  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("plan", "--start", "soon"), "date_invalid"),
        (("plan", "--start", "2026-12-01", "--audience", "nobody=group"), "unknown_audience"),
        (("plan", "--start", "2026-12-01", "--audience", "老客群=pigeon"), "choice_invalid"),
        (("plan", "--start", "2026-12-01", "--audience", "老客群"), "channel_missing"),
        (("plan", "--start", "2026-12-01", "--channel", "group", "--product", "咖啡"), "unknown_product"),
        (("plan", "--start", "2026-12-01", "--channel", "group", "--persona", "nobody"), "unknown_persona"),
        (("plan", "--start", "2026-12-01", "--channel", "group", "--offer", "买一送十"), "unknown_offer"),
        (("plan", "--start", "2025-12-01", "--channel", "group"), "plan_past"),
        (("plan", "show", "nothing"), "unknown_plan"),
        (("plan", "accept", "nothing"), "unknown_plan"),
        (("calendar", "move", "nothing", "2026-12-02"), "unknown_item"),
        (("calendar", "write"), "nothing_to_write"),
        (("calendar", "write", "--resume"), "nothing_to_write"),
    ],
)
def test_what_cannot_be_done_is_told_by_its_code(butterfly: Butterfly, arguments: tuple[str, ...], code: str) -> None:
    butterfly("audience", "add", "老客群")
    ran = butterfly(*arguments)
    assert (ran.code, ran.err.split(":")[0]) == (1, code)


def test_a_week_of_a_plan_is_made_again_and_the_rest_stays(butterfly: Butterfly) -> None:
    butterfly("audience", "add", "老客群")
    made = butterfly("plan", "--start", "2026-12-01", "--weeks", "2", "--channel", "group", "--json").json
    later = ("--start", "2026-12-08", "--audience", "老客群")
    again = butterfly("plan", "again", made["id"], *later, "--json").json
    before, now = ({s["id"]: s for s in one["slots"]} for one in (made, again))
    assert again["id"] == made["id"]
    assert {i: s for i, s in before.items() if s["day"] < "2026-12-08"} == {i: s for i, s in now.items() if i in before}
    butterfly("plan", "accept", made["id"])
    other = butterfly("plan", "again", made["id"], *later, "--json").json
    assert (other["id"] != made["id"], other["accepted"]) == (True, False)
    assert all(slot["day"] >= "2026-12-08" for slot in other["slots"])


def test_planning_rules_are_read_changed_and_reset(butterfly: Butterfly) -> None:
    assert butterfly("plan", "rules", "--json").json["changes"] == {}
    changed = butterfly(
        "plan", "rules", "--set", "promotion.share=0.2", "--set", "quiet_hours.end=09:00", "--json"
    ).json
    assert changed["changes"] == {"promotion": {"share": 0.2}, "quiet_hours": {"end": "09:00"}}
    assert changed["rules"]["promotion"]["share"] == 0.2
    assert "* promotion.share = 0.2" in butterfly("plan", "rules").out
    refused = butterfly("plan", "rules", "--set", "promotion.share=much")
    assert (refused.code, refused.err.split(":")[0]) == (1, "planning_rule_refused")
    assert butterfly("plan", "rules", "--reset", "--json").json["changes"] == {}


def test_writing_elsewhere_is_paused_and_goes_on_here(butterfly: Butterfly) -> None:
    first, *rest = planned(butterfly)
    with closing(build_copilot(Settings())) as elsewhere:
        run = Run("r", elsewhere.brand().id, elsewhere.store.runs.clock(), "")
        elsewhere.store.runs.start(run, [first, *rest])
        assert butterfly("calendar", "write", "--pause", "--json").json["state"] == "paused"
        assert elsewhere.store.runs.take("r", Taking("somebody", 45)) is None
    assert butterfly("calendar", "write", "--resume", "--json").json["written"] == len(rest) + 1
    done = butterfly("calendar", "write", "--pause")
    assert (done.code, done.err.split(":")[0]) == (1, "nothing_to_write")


def test_a_plan_without_a_first_day_is_wrong_usage(butterfly: Butterfly) -> None:
    assert butterfly("plan", "--weeks", "1").code == 2


def test_an_item_is_moved_taken_out_and_put_back(butterfly: Butterfly) -> None:
    first = planned(butterfly)[0]
    day = butterfly("calendar", "list", "--json").json[0]["day"]
    moved = butterfly("calendar", "move", f"{first[:8]}@1", day, "14:10", "--json").json
    assert (moved["item"]["day"], moved["item"]["time"], moved["item"]["version"]) == (day, "14:10", 2)
    late = butterfly("calendar", "move", f"{first}@1", day, "15:10")
    assert (late.code, late.err.split(":")[0]) == (1, "item_changed")
    assert butterfly("calendar", "remove", first, "--json").json["item"]["removed"]
    assert first not in [one["id"] for one in butterfly("calendar", "list", "--json").json]
    assert [one["id"] for one in butterfly("calendar", "list", "--removed", "--json").json] == [first]
    assert not butterfly("calendar", "restore", first, "--json").json["item"]["removed"]


def test_a_move_against_a_rule_is_refused_and_says_why(butterfly: Butterfly) -> None:
    first = planned(butterfly)[0]
    ran = butterfly("calendar", "move", first, "2026-12-07", "03:30")
    assert ran.code == 1
    assert "quiet_hours: People are at rest at 03:30" in ran.err
    assert "move_blocked: " in ran.err


def test_planned_items_are_estimated_and_written_once(butterfly: Butterfly) -> None:
    items = planned(butterfly)
    told = butterfly("calendar", "write", "--estimate", "--json").json
    assert told == {
        "items": len(items), "offline": True, "tokens": {"prompt": 0, "answer": 0}, "cost": None, "currency": "",
    }  # fmt: skip
    one = butterfly("calendar", "write", items[0], "--json").json
    assert (one["state"], one["total"], one["written"], one["failed"]) == ("done", 1, 1, [])
    rest = butterfly("calendar", "write", *WEEK, "--json").json
    assert (rest["total"], rest["written"]) == (len(items) - 1, len(items) - 1)
    again = butterfly("calendar", "write")
    assert (again.code, again.err.split(":")[0]) == (1, "nothing_to_write")


def test_the_list_tells_no_text(butterfly: Butterfly) -> None:
    items = written(butterfly)
    text = butterfly("review", "show", items[0], "--json").json["text"]
    assert text not in butterfly("calendar", "list", "--json").out
    assert {one["state"] for one in butterfly("calendar", "list", "--state", "draft", "--json").json} == {"draft"}


def test_a_calendar_made_elsewhere_comes_in_as_drafts(butterfly: Butterfly, tmp_path: Path) -> None:
    butterfly("audience", "add", "老客群")
    (tmp_path / "plan.csv").write_text("日期,群,内容\n2026-12-09,老友群,天冷多喝热茶\n改天,老友群,再说\n", "utf-8")
    meant = ("--audience", "老友群=老客群", "--json")
    looked = butterfly("calendar", "import", tmp_path / "plan.csv", "--dry-run", *meant).json
    assert (looked["rows"], looked["items"]) == (1, [])
    assert [(one["code"], one["taken"]) for one in looked["problems"]] == [("not_a_date", False)]
    assert "audience_unclear: " in butterfly("calendar", "import", tmp_path / "plan.csv").err
    (item,) = butterfly("calendar", "import", tmp_path / "plan.csv", *meant).json["items"]
    assert (item["day"], item["state"]) == ("2026-12-09", "draft")
    assert butterfly("calendar", "import", tmp_path / "gone.csv").err.startswith("file_missing: ")


def test_what_was_sent_is_marked_with_its_result_and_taken_back(butterfly: Butterfly) -> None:
    item = written(butterfly)[0]
    assert butterfly("calendar", "sent", item).err.startswith("not_approved: ")
    approved(butterfly, item)
    sent = butterfly(
        "calendar", "sent", item, "--reached", "38", "--orders", "2", "--note", "晚上效果好", "--json"
    ).json
    assert (sent["sent"]["reached"], sent["sent"]["orders"], sent["sent"]["note"]) == (38, 2, "晚上效果好")
    assert butterfly("calendar", "sent", item, "--undo", "--json").json["sent"] is None


def test_results_come_in_as_a_list(butterfly: Butterfly, tmp_path: Path) -> None:
    item = written(butterfly)[0]
    approved(butterfly, item)
    day = {one["id"]: one["day"] for one in butterfly("calendar", "list", "--json").json}[item]
    (tmp_path / "results.csv").write_text(f"日期,群,送达,成交\n{day},老客群,35,3\n", "utf-8")
    told = butterfly("calendar", "results", tmp_path / "results.csv", "--json").json
    assert (told["matched"], told["kept"], told["problems"]) == ([item], 1, [])
