"""`butterfly rewrite`: one sentence said otherwise, shown, stored, taken back."""

import pytest

from tests.cli.conftest import Butterfly

pytestmark = pytest.mark.usefixtures("shop", "noon")


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """A model that says every sentence in the same words."""
    from pathlib import Path

    script = Path(str(tmp_path)) / "one.yaml"
    script.write_text(
        "repeat: true\nanswers:\n  - {text: 茶凉了就不香。, prompt_tokens: 300, answer_tokens: 9}\n", "utf-8"
    )
    monkeypatch.setenv("BUTTERFLY_REVISING_MODEL", f"scripted:{script}")


def a_post(butterfly: Butterfly) -> str:
    made = butterfly("post", "--persona", "xiaoman", "--topic", "起风", "--json").json
    return str(made["id"])


@pytest.mark.usefixtures("scripted")
def test_a_sentence_is_said_otherwise_and_taken_back(butterfly: Butterfly) -> None:
    draft = a_post(butterfly)
    listed = butterfly("rewrite", draft, "--json").json
    plain = next(row for row in listed if not any(c.isdigit() for c in row["text"]))
    asked = ("rewrite", draft, "--sentence", str(plain["sentence"]), "--wish", "other_angle")
    shown = butterfly(*asked, "--dry-run", "--json").json
    assert (shown["before"], shown["after"], shown["taken"]) == (plain["text"], "茶凉了就不香。", False)
    stored = butterfly(*asked, "--json").json
    assert stored["draft"]["variants"][0]["text"].count("茶凉了就不香。") == 1
    assert (stored["by"], stored["tokens"]) == ("scripted", {"prompt": 300, "answer": 9})
    back = butterfly("rewrite", draft, "--undo", "--json").json
    assert plain["text"] in back["variants"][0]["text"]
    assert butterfly("usage", "--json").json["rows"][0]["purpose"] == "sentence"


def test_what_cannot_be_done_is_told_by_its_code(butterfly: Butterfly) -> None:
    draft = a_post(butterfly)
    assert butterfly("rewrite", draft, "--sentence", "1", "--wish", "other_angle").err.startswith(
        "sentence_needs_model:"
    )
    assert butterfly("rewrite", draft, "--sentence", "99", "--wish", "shorter").err.startswith("sentence_missing:")
    assert butterfly("rewrite", draft, "--undo").err.startswith("nothing_to_undo:")
    assert butterfly("rewrite", "nobody").err.startswith("unknown_draft:")
