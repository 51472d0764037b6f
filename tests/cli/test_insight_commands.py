"""`butterfly insights` and `butterfly report`."""

import zipfile
from pathlib import Path

import pytest

from copilot.bootstrap import strategy
from tests.cli.conftest import Butterfly
from tests.support.insights import stand_in

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shop has figures with a leak, a tired group and a node that does not fit."""
    monkeypatch.setattr(strategy, "Insighting", stand_in)


@pytest.mark.usefixtures("figures")
def test_findings_decisions_and_deeds_are_listed(butterfly: Butterfly) -> None:
    ran = butterfly("insights")
    assert ran.err == ""
    told = ran.out
    parts = (
        "leak:need:trust",
        "25 of 210",
        "usually 21 %",
        "fatigue:a1",
        "6 of 9",
        "fit:repurchase",
        "Look again from",
    )
    assert [p for p in parts if p not in told] == []
    told_json = butterfly("insights", "--json").json
    leak = told_json["findings"][0]
    assert (leak["figure"]["part"], leak["figure"]["whole"], leak["figure"]["start"]) == (25, 210, "2026-11-01")
    assert (leak["from"], leak["to"], leak["deeds"][0]["to"]) == ("need", "trust", "selling_points")
    assert [d["about"] for d in told_json["decisions"]] == ["leak:need:trust", "fatigue:a1", "fit:repurchase"]


@pytest.mark.usefixtures("figures")
def test_what_is_taken_up_is_remembered_once_and_can_be_taken_back(butterfly: Butterfly) -> None:
    done = butterfly("insights", "do", "leak:need:trust", "trust_post", "--by", "Mei", "--json").json
    again = butterfly("insights", "do", "leak:need:trust", "trust_post", "--json").json
    assert done["id"] == again["id"]
    (kept,) = butterfly("insights", "--json").json["done"]
    assert (kept["by"], kept["deed"], kept["then"]["whole"], kept["now"]) == ("Mei", "trust_post", 210, None)
    assert "the next figure is one from 2026-12-01 on" in butterfly("insights").out
    assert butterfly("insights", "undo", str(done["id"])).code == 0
    assert butterfly("insights", "--json").json["done"] == []
    ran = butterfly("insights", "undo", str(done["id"]))
    assert (ran.code, ran.err.split(":")[0]) == (1, "unknown_done_deed")


@pytest.mark.usefixtures("figures")
def test_a_finding_or_deed_there_is_not_is_told_with_those_there_are(butterfly: Butterfly) -> None:
    ran = butterfly("insights", "do", "leak:x:y")
    assert (ran.code, "leak:need:trust" in ran.err) == (1, True)
    ran = butterfly("insights", "do", "leak:need:trust", "sing")
    assert (ran.code, "trust_points" in ran.err) == (1, True)


@pytest.mark.usefixtures("figures")
def test_the_report_is_written_as_a_document_and_as_a_page(butterfly: Butterfly, tmp_path: Path) -> None:
    page, document = tmp_path / "boss.html", tmp_path / "boss.docx"
    assert butterfly("report", page).code == 0
    assert butterfly("report", document, "--json").json["bytes"] == document.stat().st_size
    assert "25 of 210" in page.read_text("utf-8")
    assert zipfile.is_zipfile(document)


def test_an_ending_or_a_folder_that_cannot_be_is_refused(butterfly: Butterfly, tmp_path: Path) -> None:
    assert butterfly("report", tmp_path / "boss.pdf").err.startswith("report_format")
    assert butterfly("report", tmp_path / "nowhere" / "boss.html").err.startswith("report_unwritable")


def test_a_brand_without_figures_has_nothing_to_say_but_a_report(butterfly: Butterfly, tmp_path: Path) -> None:
    assert butterfly("insights", "--json").json == {"findings": [], "decisions": [], "done": []}
    assert "Nothing stands out" in butterfly("insights").out
    assert butterfly("report", tmp_path / "boss.html").code == 0
    assert "No figures yet" in (tmp_path / "boss.html").read_text("utf-8")
