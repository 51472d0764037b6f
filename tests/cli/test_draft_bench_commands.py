import json
from pathlib import Path

import pytest

from tests.cli.conftest import Butterfly
from tests.support.shop import a_copilot

CASES = (
    {
        "id": "tea",
        "brand": "shanque",
        "task": "post",
        "persona": "xiaoman",
        "topic": "泡茶 <b>慢</b>",
        "at": "2026-11-23",
    },
    {"id": "nobody", "brand": "shanque", "task": "post", "persona": "谁"},
    {
        "id": "dear",
        "brand": "shanque",
        "task": "reply",
        "persona": "xiaoman",
        "turns": [{"role": "customer", "text": "白茶 <多少钱> 一罐，有点贵"}],
        "at": "2026-11-23",
    },
)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    (tmp_path / "cases.jsonl").write_text("\n".join(json.dumps(c, ensure_ascii=False) for c in CASES), "utf-8")
    return tmp_path


@pytest.mark.usefixtures("noon")
def test_briefs_are_written_measured_and_shown(butterfly: Butterfly, shop: Path, cases: Path) -> None:
    page, saved = cases / "page.html", cases / "run.json"
    ran = butterfly("eval", "drafts", cases, "--html", page, "--save", saved)
    assert ran.code == 0
    written = {c["id"]: c for c in ran.json["cases"]}
    assert (ran.json["count"], ran.json["model"], [f["case"] for f in ran.json["failed"]]) == (3, "offline", ["nobody"])
    assert len(written["dear"]["texts"]) == 3
    assert 0 < written["dear"]["measures"]["reply_prompt_tokens"] <= 2200
    assert {"parsed", "citations_right", "persona_distance", "cliches", "likeness"} <= ran.json["totals"].keys()
    assert json.loads(saved.read_text("utf-8"))["cases"] == ran.json["cases"]
    shown = page.read_text("utf-8")
    assert "&lt;多少钱&gt;" in shown
    assert "<b>" not in shown
    with a_copilot(shop) as copilot:
        assert copilot.store.drafts.recent("shanque") == ()
        assert copilot.gaps("shanque") == ()


@pytest.mark.usefixtures("noon", "shop")
def test_a_run_is_held_against_another(butterfly: Butterfly, cases: Path) -> None:
    saved = cases / "run.json"
    butterfly("eval", "drafts", cases, "--only", "tea", "--save", saved)
    ran = butterfly("eval", "drafts", cases, "--only", "tea", "--against", saved, "--html", cases / "page.html")
    assert ran.json["against"]["cases"] == 1
    assert ran.json["against"]["changes"] == []
    compared = butterfly("eval", "compare", saved, saved, "--html", cases / "both.html")
    assert compared.json["counts"]["cliches"] == {"same": 1}
    assert "Before" in (cases / "both.html").read_text("utf-8")
