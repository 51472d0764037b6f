import pytest

from copilot.checking import channel_forms, load_rules
from copilot.checking.rulebook import Rule, RuleFile
from copilot.domain.channel import Channel, Reach
from copilot.domain.language import Language


def test_every_channel_has_a_form_with_its_source() -> None:
    forms = channel_forms()
    assert set(forms) == set(Channel)
    assert all(f.source and f.target_characters > 0 for f in forms.values())
    assert forms[Channel.PRIVATE_CHAT].reach is Reach.ONE_TO_ONE


def test_limits_are_those_of_the_platform() -> None:
    forms = channel_forms()
    assert forms[Channel.MASS_SEND].hard_bytes == 4000
    assert (forms[Channel.MOMENTS].hard_characters, forms[Channel.MOMENTS].hard_bytes) == (2000, 4000)


def test_rule_ids_are_unique_and_every_rule_finds_something() -> None:
    rules = load_rules().rules
    assert len({r.id for r in rules}) == len(rules)
    assert all(r.terms or r.patterns or r.near or r.lexicon for r in rules)


@pytest.mark.parametrize("language", list(Language))
def test_every_sentence_can_be_filled(language: Language) -> None:
    book = load_rules()
    facts = {"quote": "q", "right": "r", "other": "o", "day": "d", "count": 1, "over": "o", "fold": "f", "limit": 2}
    for notice in (*book.rules, *book.notices.values()):
        assert "{" not in notice.message.say(language, **facts)
        assert notice.suggestion.say(language, **facts)
        assert notice.basis.say(language)


def test_lexicon_classes_named_by_rules_exist() -> None:
    book = load_rules()
    named = {n for r in book.rules for n in (*r.lexicon, *(c for near in r.near for c in (*near.first, *near.then)))}
    assert named <= set(book.lexicon)


def test_an_undeclared_key_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        RuleFile.model_validate({"rules": [], "colour": "red"})
    with pytest.raises(ValueError, match="message"):
        Rule.model_validate({"id": "x", "kind": "absolute"})
