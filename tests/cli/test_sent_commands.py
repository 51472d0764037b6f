"""`butterfly sent …` and `butterfly scripts …`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Butterfly

pytestmark = pytest.mark.usefixtures("shop")
CHAT = json.dumps([{"role": "customer", "text": "白茶有点贵，能便宜点吗"}])


@pytest.fixture
def draft(butterfly: Butterfly) -> str:
    return str(butterfly("reply", "-", "--persona", "xiaoman", "--json", stdin=CHAT).json["drafts"][0]["id"])


def test_a_reply_is_kept_once_marked_and_undone(butterfly: Butterfly, draft: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("编号,姓名\nC1,安小姐\n", "utf-8")
    butterfly("customers", "import", str(tmp_path / "list.csv"))
    ann = butterfly("customers", "show", "C1", "--json").json["id"]
    assert butterfly("sent", "add", draft, "1", "--customer", "nobody").err.startswith("unknown_customer")
    first = butterfly("sent", "add", draft, "1", "--customer", "安小姐", "--json").json
    again = butterfly("sent", "add", draft, "1", "贵有贵的道理，先试小包装", "--json").json
    assert (first["edited"], first["customer"], again["id"]) == (0.0, ann, first["id"])
    number = str(first["id"])
    assert butterfly("sent", "mark", number, "bought", "--json").json["outcome"] == "bought"
    assert "先试小包装" in butterfly("sent", "list").out
    told = butterfly("sent", "figures", "--by", "persona", "--json").json
    assert (told["total"]["sent"], told["persona"][0]["group"], told["persona"][0]["bought"]) == (1, "xiaoman", 1)
    assert "xiaoman" in butterfly("sent", "figures", "--by", "persona").out
    assert butterfly("sent", "export", tmp_path / "sent.csv").code == 0
    assert "先试小包装" in (tmp_path / "sent.csv").read_text("utf-8-sig")
    assert butterfly("sent", "mark", number, "none", "--json").json["outcome"] is None
    assert butterfly("sent", "undo", number).code == 0
    assert butterfly("sent", "list", "--json").json == []


def test_a_habit_is_accepted_taken_back_and_dismissed(butterfly: Butterfly) -> None:
    for asked in ("白茶怎么泡", "喝了会睡不着吗", "不喜欢可以退吗"):
        chat = json.dumps([{"role": "customer", "text": asked}])
        made = str(butterfly("reply", "-", "--persona", "xiaoman", "--json", stdin=chat).json["drafts"][0]["id"])
        first = butterfly("sent", "add", made, "1", "--json").json["suggested"]
        butterfly("sent", "add", made, "1", f"哈喽，{first}")
    (habit,) = butterfly("sent", "habits", "--json").json
    assert (habit["word"], habit["kind"], habit["times"]) == ("哈喽", "opened", 3)
    assert "哈喽" in butterfly("sent", "habits").out
    accepted = butterfly("sent", "accept", "xiaoman", "哈喽", "--json").json
    assert accepted == {"persona": "xiaoman", "word": "哈喽", "state": "accepted"}
    assert butterfly("sent", "habits", "--json").json == []
    assert butterfly("sent", "withdraw", "xiaoman", "哈喽").code == 0
    assert butterfly("sent", "dismiss", "xiaoman", "哈喽").code == 0
    assert butterfly("sent", "accept", "xiaoman", "哈喽").err.startswith("unknown_habit: ")


def test_a_reply_becomes_a_script(butterfly: Butterfly, draft: str) -> None:
    assert butterfly("scripts", "search", "--json").json == []
    proposal = butterfly("scripts", "propose", draft, "1", "先试小包装，喝惯了再说", "--json").json
    assert "先试小包装" in butterfly("scripts", "proposed").out
    number = str(proposal["id"])
    assert butterfly("scripts", "reject", number).err.startswith("reason_missing: ")
    assert butterfly("scripts", "reject", number, "--why", "太随便", "--json").json["state"] == "rejected"
    assert butterfly("scripts", "reopen", number, "--json").json["state"] == "proposed"
    ran = butterfly("scripts", "approve", number, "--situation", "嫌贵", "--by", "店长", "--json")
    assert (ran.json["state"], ran.json["by"]) == ("approved", "店长")
    (found,) = butterfly("scripts", "search", "太贵了", "--json").json
    assert (found["text"], found["situation"]) == ("先试小包装，喝惯了再说", "嫌贵")
    assert "先试小包装" in butterfly("scripts", "search").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("sent", "add", "nothing", "1"), "unknown_draft"),
        (("sent", "mark", "9", "bought"), "unknown_sending"),
        (("sent", "undo", "9"), "unknown_sending"),
        (("scripts", "approve", "9"), "unknown_script_proposal"),
        (("scripts", "propose", "nothing", "1"), "unknown_draft"),
    ],
)
def test_what_is_not_there_is_told_by_its_code(butterfly: Butterfly, arguments: tuple[str, ...], code: str) -> None:
    ran = butterfly(*arguments)
    assert (ran.code, ran.err.split(":")[0]) == (1, code)
