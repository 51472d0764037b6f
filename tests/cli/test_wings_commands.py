"""`butterfly wings`: typed, imported, shown, taken back."""

from pathlib import Path

import pytest

from tests.cli.conftest import Butterfly

pytestmark = pytest.mark.usefixtures("shop")

OCTOBER = ("--start", "2026-10-01", "--end", "2026-10-31")
ROWS = "month,new contacts,need,trust,first purchases\n2026-09,400,200,100,50\n2026-10,420,200,60,30\n"


def test_figures_are_typed_and_shown_with_what_nobody_counted(butterfly: Butterfly) -> None:
    assert butterfly("wings").out.startswith("No figures yet")
    kept = butterfly("wings", "set", "acquired=420", "bought=30", *OCTOBER, "--paid", "bought=9000", "--json").json
    assert kept == {"kept": 2, "before": []}
    told = butterfly("wings").out
    assert "new contacts → first purchase  30 / 420  7.1 %" in told
    assert "Nobody counted" in told
    shown = butterfly("wings", "--json").json
    assert shown["now"]["counts"] == {"acquired": 420, "bought": 30}
    assert (shown["now"]["money"], shown["now"]["origins"]["bought"]) == ({"bought": 9000.0}, "typed")


def test_a_list_is_previewed_imported_and_taken_back(butterfly: Butterfly, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(ROWS, "utf-8")
    assert butterfly("wings", "import", str(file), "--preview", "--json").json["imported"] is False
    done = butterfly("wings", "import", str(file), "--json").json
    assert (done["rows"], done["added"], done["imported"]) == (2, 8, True)
    assert "The biggest leak: told their situation → doubts answered. 60 of 200" in butterfly("wings").out
    leak = butterfly("wings", "--json").json["leaks"][0]
    assert (leak["crossing"]["base"], leak["baseline"], leak["lost_money"]) == (200, 0.5, None)
    assert butterfly("wings", "undo", "--json").json == {"taken_back": 8}
    assert butterfly("wings", "--json").json["now"] is None


def test_a_column_can_be_said_to_be_something_else(butterfly: Butterfly, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("month,heads\n2026-10,7\n", "utf-8")
    done = butterfly("wings", "import", str(file), "--map", "heads=active", "--json").json
    assert [(one["place"], one["count"]) for one in done["figures"]] == [("active", 7)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["wings", "set", "acquired=1.5", *OCTOBER], "1.5"),
        (["wings", "set", "acquired=NaN", *OCTOBER], "NaN"),
        (["wings", "set", "nowhere=1", *OCTOBER], "nowhere"),
        (["wings", "set", "acquired=1", "--start", "2026-10-31", "--end", "2026-10-01"], "before the first"),
        (["wings", "--start", "2026-10-01"], "--start and --end"),
        (["wings", "import", "nothing.csv"], "nothing.csv"),
        (["wings", "undo"], ""),
    ],
)
def test_what_is_asked_wrongly_is_told(butterfly: Butterfly, arguments: list[str], said: str) -> None:
    ran = butterfly(*arguments)
    assert ran.code == 1
    assert said in ran.err
