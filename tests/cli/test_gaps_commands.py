"""`butterfly gaps` and `butterfly answer`: what was asked and not known, and answering it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Butterfly

ASKED = "你们门店能带狗进去吗"
pytestmark = pytest.mark.usefixtures("shop")


def test_what_was_asked_in_vain_is_listed_with_its_number(butterfly: Butterfly) -> None:
    assert (butterfly("gaps").out, butterfly("gaps", "--json").json) == ("", [])
    butterfly("search", ASKED)
    butterfly("search", ASKED)
    (gap,) = butterfly("gaps", "--json").json
    assert (gap["question"], gap["times"], gap["state"], gap["tasks"]) == (ASKED, 2, "open", {"search": 2})
    listed = butterfly("gaps").out
    assert all(part in listed for part in (str(gap["id"]), "open", "2×", ASKED))


def test_an_answer_is_found_at_once_and_closes_its_gap(butterfly: Butterfly) -> None:
    butterfly("search", ASKED)
    (gap,) = butterfly("gaps", "--json").json
    ran = butterfly("answer", str(gap["id"]), "可以，牵好绳子。", "--product", "白茶", "--json")
    assert (ran.code, ran.json["state"]) == (0, "answered")
    found = butterfly("search", ASKED, "--json").json[0]
    assert "牵好绳子" in found["text"]
    assert butterfly("gaps", "--json").json[0]["document_id"] == ran.json["document_id"]


def test_a_gap_is_closed_without_an_answer_and_opened_again(butterfly: Butterfly) -> None:
    butterfly("search", ASKED)
    number = str(butterfly("gaps", "--json").json[0]["id"])
    assert "not needed" in butterfly("answer", number, "--not-needed").out
    assert "open" in butterfly("answer", number, "--reopen").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("1",), "gap_one_of"),
        (("1", "好", "--not-needed"), "gap_one_of"),
        (("99", "好"), "unknown_gap"),
        (("99", "--not-needed"), "unknown_gap"),
    ],
)
def test_what_cannot_be_answered_is_told_by_its_code(
    butterfly: Butterfly, arguments: tuple[str, ...], code: str
) -> None:
    ran = butterfly("answer", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{code}: ")


def test_a_reply_leaves_its_unanswered_question(butterfly: Butterfly, tmp_path: Path) -> None:
    (tmp_path / "chat.txt").write_text("周晓雯：你们店里的wifi密码是多少", "utf-8")
    assert butterfly("reply", tmp_path / "chat.txt", "--json").code == 0
    (gap,) = [g for g in butterfly("gaps", "--json").json if g["role"] is None]
    assert "wifi" in gap["question"]
    assert gap["tasks"] == {"reply": 1}
