"""Every sentence a person reads, by dotted key, in each language. Files: `<language>/*.yaml`."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from copilot.domain.document import Notice
from copilot.domain.language import Language
from copilot.errors import ButterflyError
from copilot.yaml_text import read_yaml


@dataclass(frozen=True, slots=True)
class Locale:
    """The sentences of one language."""

    language: Language
    sentences: dict[str, str]

    def say(self, key: str, **facts: object) -> str:
        """The sentence under `key` with its `{placeholders}` filled. A missing key is shown as itself."""
        sentence = self.sentences.get(key)
        if sentence is None:
            return key
        return sentence.format(**facts) if facts else sentence

    def has(self, key: str) -> bool:
        """Whether there is a sentence under `key`."""
        return key in self.sentences

    def explain(self, error: ButterflyError) -> str:
        """What happened and what to do, for a person."""
        key = f"errors.{error.code}"
        facts = {"code": error.code, **error.facts}
        return self.say(key if self.has(key) else "errors.error", **facts)

    def tell(self, path: str, notice: Notice) -> str:
        """What a person should know about a file that was learned."""
        detail = notice.detail.replace(", ", self.say("notices.between"))
        return self.say(f"notices.{notice.code}", path=path, detail=detail)


@cache
def load_locale(language: Language) -> Locale:
    """Read the files of one language."""
    folder = files(__package__) / language.value
    sentences: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            sentences |= flatten(read_yaml(file.read_text("utf-8")) or {})
    return Locale(language, sentences)


def flatten(tree: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """`{"a": {"b": "x"}}` becomes `{"a.b": "x"}`."""
    flat: dict[str, str] = {}
    for key, value in tree.items():
        dotted = f"{prefix}.{key}" if prefix else str(key)
        flat |= flatten(value, dotted) if isinstance(value, dict) else {dotted: str(value)}
    return flat
