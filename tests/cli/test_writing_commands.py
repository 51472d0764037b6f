"""`butterfly selling-points`, `post`, `reply`, `check`."""

import json
from pathlib import Path
from typing import Any

import pytest

from copilot.llm.scripted import ScriptedModel
from tests.cli.conftest import Butterfly
from tests.support.shop import CHAT, STOP_CHAT

pytestmark = pytest.mark.usefixtures("shop")

DRAFT = {"id", "task", "text", "variants", "evidence", "gaps", "model", "prompt", "tokens"}
VARIANT = {"text", "step", "citations", "findings"}
CITATION = {"n", "passage_id", "quote", "document", "locator"}
FINDING = {"rule", "kind", "severity", "start", "end", "quote", "message", "basis", "suggestion"}
DAY = ("--at", "2026-11-23")


def is_a_draft(value: Any) -> bool:
    return (
        set(value) >= DRAFT
        and all(set(v) >= VARIANT for v in value["variants"])
        and all(set(c) >= CITATION for v in value["variants"] for c in v["citations"])
        and set(value["tokens"]) == {"prompt", "answer"}
    )


def test_selling_points_are_a_draft(butterfly: Butterfly) -> None:
    ran = butterfly(
        "selling-points",
        "--product",
        "白茶",
        "--segment",
        "office",
        "--channel",
        "group",
        "--step",
        "action",
        *DAY,
        "--json",
    )
    assert (ran.code, ran.err) == (0, "")
    assert is_a_draft(ran.json)
    assert (ran.json["task"], ran.json["model"], ran.json["prompt"]) == ("selling_points", "offline", None)
    assert (len(ran.json["variants"]), ran.json["channel"], ran.json["step"]) == (3, "group", "action")
    assert any(v["citations"] for v in ran.json["variants"])


def test_a_scripted_model_s_draft_names_its_prompt(butterfly: Butterfly, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUTTERFLY_MODEL", "scripted")
    draft = butterfly("selling-points", "--product", "白茶", "--json").json
    assert is_a_draft(draft)
    assert draft["model"] == "scripted"
    assert set(draft["prompt"]) == {"id", "version", "fingerprint"}
    assert draft["tokens"]["prompt"] > 0


def test_a_post_is_a_draft(butterfly: Butterfly) -> None:
    ran = butterfly(
        "post", "--persona", "小满", "--channel", "moments", "--topic", "降温", "--node", "operate", "--json"
    )
    assert (ran.code, is_a_draft(ran.json)) == (0, True)
    assert (ran.json["task"], ran.json["channel"]) == ("post", "moments")


def test_a_reply_tells_where_the_customer_stands(butterfly: Butterfly, tmp_path: Path) -> None:
    (tmp_path / "chat.txt").write_text(CHAT, "utf-8")
    ran = butterfly("reply", tmp_path / "chat.txt", "--persona", "小满", "--segment", "office", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert set(ran.json) >= {"node", "step", "objection", "why", "drafts", "escalate", "gaps"}
    assert (ran.json["node"], ran.json["objection"], ran.json["escalate"]) == ("convert", "price", None)
    assert all(is_a_draft(d) and len(d["variants"]) == 1 for d in ran.json["drafts"])
    assert len({d["text"] for d in ran.json["drafts"]}) == 3


GROUP = "老周 10:05\n桂花乌龙包邮吗\n阿May 10:06\n我手机13812345678，高山白茶怎么泡\n"


def test_a_reply_tells_who_was_read_as_whom_and_what_was_masked(butterfly: Butterfly) -> None:
    ran = butterfly("reply", "-", "--answer", "阿May", "--json", stdin=GROUP)
    read = ran.json["read"]
    assert read["answering"] == "阿May"
    assert read["turns"][1] == {
        "role": "customer", "name": "阿May", "at": "10:06", "text": "我手机13812345678，高山白茶怎么泡"
    }  # fmt: skip
    assert ran.json["masked"]["phone"] == 1


def test_who_is_the_rep_can_be_said_and_the_sides_be_swapped(butterfly: Butterfly) -> None:
    as_rep = butterfly("reply", "-", "--rep", "阿May", "--json", stdin=GROUP).json["read"]
    assert (as_rep["reps"], as_rep["customers"]) == (["阿May"], ["老周"])
    swapped = butterfly("reply", "-", "--rep", "阿May", "--swap", "--json", stdin=GROUP).json["read"]
    assert (swapped["reps"], swapped["customers"]) == (["老周"], ["阿May"])
    refused = butterfly("reply", "-", "--answer", "张三", "--json", stdin=GROUP)
    assert refused.code == 1
    assert "阿May" in refused.err


def test_a_dash_reads_standard_input(butterfly: Butterfly) -> None:
    turns = json.dumps([{"role": "customer", "text": "别再给我发了"}], ensure_ascii=False)
    assert len(butterfly("reply", "-", "--json", stdin=turns).json["drafts"]) == 1
    assert butterfly("check", "-", "--json", stdin="今天降温，记得喝热的。").json["verdict"] == "pass"


def test_texts_in_other_encodings_are_read(butterfly: Butterfly) -> None:
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        checked = butterfly("check", "-", "--json", stdin="这茶全网最低价".encode(encoding)).json
        assert "全网最低" in {f["quote"] for f in checked["findings"]}


def test_a_check_gives_a_verdict_and_findings_with_their_place(butterfly: Butterfly, tmp_path: Path) -> None:
    text = "高山白茶只要99元，全网最低价"
    (tmp_path / "post.txt").write_text(text, "utf-8")
    arguments = ("check", tmp_path / "post.txt", "--channel", "group", "--product", "白茶", *DAY)
    ran = butterfly(*arguments, "--json")
    assert (ran.code, set(ran.json), ran.json["verdict"]) == (0, {"verdict", "findings"}, "block")
    assert all(set(f) == FINDING for f in ran.json["findings"])
    assert all(text[f["start"] : f["end"]] == f["quote"] for f in ran.json["findings"])
    assert "99元" in butterfly(*arguments).out


def test_a_check_is_written_as_a_report(butterfly: Butterfly, tmp_path: Path) -> None:
    for name in ("out.docx", "out.html"):
        ran = butterfly("check", "-", "--report", tmp_path / name, stdin="高山白茶只要99元，全网最低价")
        assert (ran.code, ran.err) == (0, "")
    assert "全网最低价" in (tmp_path / "out.html").read_text("utf-8")
    assert (tmp_path / "out.docx").read_bytes().startswith(b"PK")


def test_without_json_people_read_the_variants_and_their_sources(butterfly: Butterfly) -> None:
    sold = butterfly("selling-points", "--product", "白茶", "--step", "action", *DAY).out
    assert "1. [" in sold
    assert "[1]" in sold
    assert "let_go" in butterfly("reply", "-", stdin=STOP_CHAT).out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("post", "--persona", "没有"), "unknown_persona"),
        (("selling-points", "--product", "抹茶"), "unknown_product"),
        (("selling-points", "--product", "白茶", "--segment", "没有"), "unknown_segment"),
        (("reply", "nowhere.txt"), "file_missing"),
        (("reply", "-"), "chat_empty"),
        (("check", "-"), "text_empty"),
        (("check", "-", "--at", "23.11.2026"), "date_invalid"),
        (("check", "-", "--report", "out.pdf"), "report_format"),
    ],
)
def test_a_request_that_cannot_be_met_is_one_coded_line(
    butterfly: Butterfly, arguments: tuple[str, ...], code: str
) -> None:
    ran = butterfly(*arguments, "--json")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith(f"{code}: ")


def test_a_second_opinion_is_asked_of_the_configured_model(
    butterfly: Butterfly, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "script.yaml"
    script.write_text("repeat: true\nanswers:\n  - text: '结论：没说'\n", "utf-8")
    text = "随时都能全额退款"
    monkeypatch.setattr("copilot.bootstrap.models.make_chat_model", lambda _settings: ScriptedModel.load(script))
    ran = butterfly("check", "-", "--second-opinion", "--json", stdin=text)
    assert ran.code == 0
    assert [(o["view"], o["passage_id"], o["model"]) for o in ran.json["opinions"]] == [("not_said", None, "scripted")]
    assert set(ran.json["opinions"][0]["prompt"]) == {"id", "version", "fingerprint"}
    assert ran.json["verdict"] == "warn"


def test_without_a_model_a_second_opinion_is_a_notice(butterfly: Butterfly) -> None:
    ran = butterfly("check", "-", "--second-opinion", "--json", stdin="随时都能全额退款")
    assert (ran.code, ran.json["verdict"], ran.json["opinions"]) == (0, "warn", [])
    assert ran.err.startswith("model_missing: No second opinion on 1 of the claims")
