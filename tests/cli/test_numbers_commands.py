"""The commands of calculators, referral schemes and fatigue."""

import pytest

from tests.cli.conftest import Butterfly

SCHEME = "name: 老带新\nconditions: 首单签收后给\nrewards: [{who: referrer, what: 20 元券}]\n"


@pytest.mark.usefixtures("shop", "noon")
def test_a_calculator_is_worked_out_kept_shown_and_deleted(butterfly: Butterfly) -> None:
    figures = [part for one in ("cost=100", "brings=0.25", "reward=0", "rounds=1") for part in ("--set", one)]
    made = butterfly("calc", "referral_cost", *figures, "--save", "秋天", "--json").json
    blended = next(one for one in made["results"] if one["id"] == "blended")
    assert (float(blended["value"]), blended["filled"], made["inputs"]["cost"]["from"]) == (80, "100 ÷ 1.25", "typed")
    assert [one["name"] for one in butterfly("calc", "list", "--json").json] == ["秋天"]
    assert butterfly("calc", "show", "秋天", "--json").json["results"] == made["results"]
    assert butterfly("calc", "delete", "秋天", "--json").json["deleted"]
    assert butterfly("calc", "list", "--json").json == []
    assert butterfly("calc", "restore", "秋天").code == 0


@pytest.mark.usefixtures("shop", "noon")
def test_bad_figures_are_coded_sentences(butterfly: Butterfly) -> None:
    for given, code in (("cost=x", "figure_not_a_number"), ("cost=-1", "figure_below"), ("cost", "set_wrong"), ("x=1", "unknown_figure")):  # fmt: skip
        ran = butterfly("calc", "referral_cost", "--set", given)
        assert (ran.code, ran.err.split(":")[0]) == (1, code)


@pytest.mark.usefixtures("shop", "noon")
def test_a_formula_is_printed_with_its_numbers(butterfly: Butterfly) -> None:
    out = butterfly("calc", "trial").out
    assert "Cost per extra buyer: 101" in out
    assert "= 2,020 ÷ 20" in out


@pytest.mark.usefixtures("shop", "noon")
def test_a_scheme_is_checked_and_kept_only_without_a_second_level(butterfly: Butterfly) -> None:
    kept = butterfly("referral", "check", "-", "--save", "--json", stdin=SCHEME).json
    assert (kept["verdict"], kept["kept"]["name"]) == ("pass", "老带新")
    second = SCHEME.replace("20 元券}", "20 元券, level: 2}")
    refused = butterfly("referral", "check", "-", "--save", stdin=second)
    assert (refused.code, refused.err.split(":")[0]) == (1, "scheme_blocked")
    assert len(butterfly("referral", "list", "--json").json) == 1


@pytest.mark.usefixtures("shop", "noon")
def test_weeks_are_noted_and_fatigue_is_told(butterfly: Butterfly) -> None:
    butterfly("audience", "add", "老客群")
    assert butterfly("fatigue", "note", "老客群", "--week", "2026-11-24", "--left", "3", "--json").code == 0
    found = butterfly("fatigue", "--audience", "老客群", "--json").json
    assert (found[0]["name"], found[0]["weeks"][-1]["gone"]) == ("老客群", 3)
    assert butterfly("fatigue", "--weeks", "0").err.startswith("weeks_wrong:")
