"""The words of AI labels by channel and language, read from `rules/ai_label.yaml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from copilot.checking.rulebook import Sentence
from copilot.checking.word_lists import Strict
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

FILE = "ai_label.yaml"


class ChannelLabel(Strict):
    """The visible words, and what to declare on the platform."""

    text: Sentence
    declare: Sentence


class LabelWords(Strict):
    """The file `ai_label.yaml`."""

    source: str
    basis: Sentence
    usual: ChannelLabel
    channels: Mapping[Channel, ChannelLabel]

    def text(self, channel: Channel, language: Language) -> str:
        """The words at the end of a text in `language` on `channel`."""
        return self.channels.get(channel, self.usual).text.say(language)

    def declare(self, channel: Channel, language: Language) -> str:
        """What to declare where the text is published, told in `language`."""
        return self.channels.get(channel, self.usual).declare.say(language)


@cache
def load_label_words() -> LabelWords:
    """Read and check the packaged file. Raises `RulesInvalid`."""
    try:
        return LabelWords.model_validate(read_yaml((files(__package__) / "rules" / FILE).read_text("utf-8")))
    except ValidationError as error:
        raise RulesInvalid(f"{FILE}: {error}", file=FILE, detail=str(error)) from error
