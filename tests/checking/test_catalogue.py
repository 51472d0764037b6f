"""The rules that ship, as a list for people."""

from collections import Counter

import pytest
import yaml

from copilot.checking.catalogue import shipped_rules
from copilot.checking.rulebook import load_rules
from copilot.domain.language import Language
from tests.support.site import ROOT


@pytest.mark.parametrize("language", list(Language))
def test_no_two_rules_of_a_kind_are_called_the_same(language: Language) -> None:
    called = Counter((rule.kind, rule.title) for rule in shipped_rules(load_rules(), language))
    assert [title for title, times in called.items() if times > 1] == []


def test_every_title_is_of_a_rule() -> None:
    titles = yaml.safe_load((ROOT / "copilot/checking/rules/titles.yaml").read_text("utf-8"))
    assert set(titles) - {rule.id for rule in shipped_rules(load_rules(), Language.EN)} == set()
