"""`butterfly rules`: the list, muting, weighing, a rule of one's own, and trying a sentence."""

import pytest

from tests.cli.conftest import Butterfly

pytestmark = pytest.mark.usefixtures("shop")
BEST = "我们的茶全网最好喝。"


def test_the_list_is_filtered_by_kind_and_refuses_an_unknown_one(butterfly: Butterfly) -> None:
    listed = butterfly("rules", "--kind", "absolute", "--json").json
    assert {r["kind"] for r in listed} == {"absolute"}
    best = next(r for r in listed if r["id"] == "absolute_best")
    assert set(best["severity"]) == {"broadcast", "group", "one_to_one"}
    assert best["basis"]
    assert best["contexts"]
    assert best["change"] is None
    assert "absolute_best" in butterfly("rules").out
    refused = butterfly("rules", "--kind", "nonsense")
    assert (refused.code, refused.err.startswith("unknown_rule_kind:")) == (1, True)


def test_a_rule_is_muted_with_a_reason_and_speaks_again(butterfly: Butterfly) -> None:
    assert butterfly("rules", "mute", "absolute_best").err.startswith("reason_missing:")
    muted = butterfly("rules", "mute", "absolute_best", "--why", "legal said so", "--by", "Lin", "--json").json
    assert (muted["muted"], muted["reason"], muted["by"]) == (True, "legal said so", "Lin")
    assert butterfly("rules", "test", "-", "--rule", "absolute_best", "--json", stdin=BEST).json["silent"] == "muted"
    assert butterfly("rules", "unmute", "absolute_best").code == 0
    assert butterfly("rules", "test", "-", "--rule", "absolute_best", "--json", stdin=BEST).json["findings"]


def test_a_severity_is_set_and_given_back(butterfly: Butterfly) -> None:
    butterfly("rules", "severity", "absolute_best", "note")
    found = butterfly("rules", "test", "-", "--rule", "absolute_best", "--json", stdin=BEST).json["findings"]
    assert {f["severity"] for f in found} == {"note"}
    assert butterfly("rules", "severity", "absolute_best", "loud").code == 2
    butterfly("rules", "severity", "absolute_best", "shipped")
    assert all(r["change"] is None for r in butterfly("rules", "--json").json)


def test_an_own_rule_is_added_found_and_removed(butterfly: Butterfly) -> None:
    added = butterfly("rules", "add", "闭眼*入", "--message", "no pushing", "--rewording", "慢慢挑", "--json").json
    tried = butterfly("rules", "test", "-", stdin="这款闭眼都能入")
    assert "no pushing" in tried.out
    assert butterfly("rules", "--json").json[0]["terms"] == ["闭眼*入"]
    assert butterfly("rules", "remove", added["id"]).code == 0
    assert butterfly("rules", "remove", added["id"]).err.startswith("unknown_own_rule:")
    assert butterfly("rules", "add", "*入", "--message", "x").err.startswith("term_empty:")
