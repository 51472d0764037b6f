"""An AI label is chosen for each text, logged with who and when, and goes with the copy."""

import pytest

from copilot.domain.ai_label import AiLabel
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.errors import InvalidInput
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot


def test_choices_are_a_log_and_the_last_one_holds(shop: Copilot) -> None:
    draft, labelling = shop.post(Ask(persona="小满", topic="降温了")), shop.labelling
    assert labelling.current(draft, 1) is None
    labelling.choose(draft, 1, AiLabel.VISIBLE, by="林姐")
    labelling.choose(draft, 2, AiLabel.METADATA, by="林姐")
    last = labelling.choose(draft, 1, AiLabel.NONE, by="吴", reason="全文改写过")
    assert labelling.current(draft, 1) == last
    log = [(n, c.label, c.by, c.reason) for n, c in labelling.log(draft)]
    assert log == [(1, "visible", "林姐", ""), (1, "none", "吴", "全文改写过"), (2, "metadata", "林姐", "")]


def test_leaving_the_label_out_takes_a_reason(shop: Copilot) -> None:
    draft = shop.post(Ask(persona="小满", topic="降温了"))
    with pytest.raises(InvalidInput) as refused:
        shop.labelling.choose(draft, 1, AiLabel.NONE, reason=" ")
    assert refused.value.code == "reason_missing"
    assert shop.labelling.log(draft) == ()


def test_visible_words_are_appended_once_and_only_when_chosen(shop: Copilot) -> None:
    draft, labelling = shop.post(Ask(persona="小满", topic="降温了")), shop.labelling
    labelled = labelling.outgoing(draft, "今天起风了。\n", AiLabel.VISIBLE)
    assert labelled == "今天起风了。\n（内容由AI生成）"
    assert labelling.outgoing(draft, labelled, AiLabel.VISIBLE) == labelled
    for other in (AiLabel.METADATA, AiLabel.NONE, None):
        assert labelling.outgoing(draft, "今天起风了。", other) == "今天起风了。"


@pytest.mark.parametrize("channel", list(Channel))
def test_the_words_name_ai_and_generating_on_every_channel(shop: Copilot, channel: Channel) -> None:
    words = shop.labelling.words
    assert "AI生成" in words.text(channel, Language.ZH) or "由AI生成" in words.text(channel, Language.ZH)
    assert "AI-generated" in words.text(channel, Language.EN)
    assert all(words.declare(channel, language) for language in Language)
