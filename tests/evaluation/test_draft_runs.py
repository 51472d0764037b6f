import json
from pathlib import Path

import pytest

from copilot.domain.draft_bench import CaseResult, DraftRun
from copilot.errors import InvalidInput
from copilot.evaluation.draft_cases import read_draft_cases
from copilot.evaluation.draft_runs import compare_runs, load_measures, load_run, run_as_json


def case(id_: str, error: str = "", **measures: float) -> CaseResult:
    return CaseResult(id=id_, brand="b", language="zh", task="post", measures=measures, error=error)


def run(*cases: CaseResult, **totals: float) -> DraftRun:
    return DraftRun("m", "2026-11-27", 1.0, cases, totals)


def test_runs_are_compared_case_by_case() -> None:
    before = run(case("a", cliches=2, likeness=0.80), case("b", cliches=1), case("gone"), cliches=1.5)
    now = run(case("a", cliches=0, likeness=0.81), case("b", cliches=3), case("new"), cliches=1.4)
    compared = compare_runs(before, now)
    assert compared.counts == {"likeness": {"same": 1}, "cliches": {"better": 1, "worse": 1}}
    assert [(c.case, c.verdict) for c in compared.changes] == [("b", "worse"), ("a", "better")]
    assert [c.verdict for c in compared.totals] == ["better"]
    assert (compared.only_before, compared.only_now) == (("gone",), ("new",))


def test_a_case_that_could_not_be_written_is_worse() -> None:
    compared = compare_runs(run(case("a", parsed=1.0, cliches=0)), run(case("a", error="model_refused")))
    assert compared.counts == {"parsed": {"worse": 1}}


def test_a_saved_run_comes_back(tmp_path: Path) -> None:
    saved = run(case("a", cliches=2), case("b", error="x"), cliches=2)
    shape = run_as_json(saved)
    (tmp_path / "run.json").write_text(json.dumps(shape), "utf-8")
    assert load_run(tmp_path / "run.json") == saved
    assert shape["wanted"]["cliches"] == {"wanted": 1, "got": 2, "met": False}
    assert [f["case"] for f in shape["failed"]] == ["b"]


def test_a_file_that_is_no_run_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", "utf-8")
    with pytest.raises(InvalidInput, match=r"x\.json is no saved run"):
        load_run(tmp_path / "x.json")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": 1, "brand": "b", "task": "reply"}', "a reply has turns"),
        ('{"id": 1, "brand": "b", "task": "selling_points"}', "selling points are of a product"),
        ('{"id": 1, "brand": "b", "task": "post", "colour": 1}', "colour"),
        ('{"id": 0, "brand": "b", "task": "post"}', "used before"),
        ("nonsense", ":2:"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "cases.jsonl").write_text(f'{{"id": 0, "brand": "b", "task": "post"}}\n{line}\n', "utf-8")
    with pytest.raises(InvalidInput, match=said):
        read_draft_cases(tmp_path)
    with pytest.raises(InvalidInput, match="does not exist"):
        read_draft_cases(tmp_path / "nowhere")


def test_every_measure_is_told_in_both_languages() -> None:
    from copilot.domain.language import Language
    from copilot.locales import load_locale

    for language in Language:
        assert [n for n in load_measures() if not load_locale(language).has(f"draft_bench.measures.{n}")] == []
