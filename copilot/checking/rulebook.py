"""The rules as data: their schema, and reading them from `rules/*.yaml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from copilot.checking.number_words import NumberWords
from copilot.checking.word_lists import ClaimWords, EntityWords, NameWords, OfferPatterns, Strict, SurfaceWords
from copilot.domain.brand import Category
from copilot.domain.channel import Channel, ChannelForm, Reach
from copilot.domain.draft import Severity
from copilot.domain.language import Language
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

Read = TypeVar("Read", bound=BaseModel)


class Sentence(Strict):
    """What a person reads, in both languages; may hold `{quote}` and other named facts."""

    zh: str
    en: str

    def say(self, language: Language, **facts: object) -> str:
        """The sentence with its placeholders filled."""
        return (self.zh if language is Language.ZH else self.en).format(**facts)


class ByReach(Strict):
    """How much a finding matters, by how far the text travels."""

    broadcast: Severity
    group: Severity
    one_to_one: Severity

    def at(self, reach: Reach) -> Severity:
        """The severity on a channel of that reach."""
        severity: Severity = getattr(self, reach.value)
        return severity


class Notice(Strict):
    """What a finding says: kind, severity, why (basis, and where it was read), and how to say it instead."""

    id: str
    kind: str
    severity: ByReach
    basis: Sentence
    source: str = ""
    message: Sentence
    suggestion: Sentence


class Exemption(Strict):
    """A context in which the words are lawful. It excuses a hit it overlaps, or any in its sentence."""

    id: str
    pattern: str
    whole_sentence: bool = False
    categories: list[Category] = Field(default=[])
    """The trades it holds for; empty: all."""
    basis: str = ""


class Near(Strict):
    """Words of one lexicon class followed by words of another within `gap` characters of the same sentence."""

    first: list[str]
    then: list[str]
    gap: int = 8
    either_order: bool = False
    across: bool = False
    """Whether commas may stand between them."""


class Rule(Notice):
    """A wording rule: what it finds, where it holds, and what excuses it."""

    terms: list[str] = Field(default=[])
    lexicon: list[str] = Field(default=[])
    """Classes of the lexicon whose words alone are hits."""
    patterns: list[str] = Field(default=[])
    near: list[Near] = Field(default=[])
    unless: list[Exemption] = Field(default=[])
    despite: list[str] = Field(default=[])
    """Ids of the file's and the general exemptions that do not hold for this rule."""
    absent: str = ""
    """A pattern; the hit counts only when this is nowhere in the text."""
    categories: list[Category] = Field(default=[])
    not_categories: list[Category] = Field(default=[])
    severity_in: dict[Category, ByReach] = Field(default={})
    reaches: list[Reach] = Field(default=[])
    """How far a text must travel for the rule to speak; empty: any."""
    raw: bool = False
    """Read the plain text rather than the tightened one (patterns that need blanks and marks)."""
    validator: str = ""


class Context(Exemption):
    """A context that excuses every rule of some kinds."""

    kinds: list[str]

    def excuses(self, kind: str) -> bool:
        """Whether rules of `kind` are excused."""
        return kind in self.kinds


class RuleFile(Strict):
    """One `wording/*.yaml`: defaults for its rules, exemptions for all of them, and the rules."""

    defaults: dict[str, Any] = Field(default={})
    unless: list[Exemption] = Field(default=[])
    rules: list[dict[str, Any]]


class RuleBook(Strict):
    """Everything checking knows."""

    surface: SurfaceWords
    numbers: NumberWords
    names: NameWords
    claims: ClaimWords
    offers: OfferPatterns
    entities: EntityWords
    lexicon: dict[str, list[str]]
    notices: dict[str, Notice]
    rules: list[Rule] = Field(min_length=1)


@cache
def load_rules() -> RuleBook:
    """Read and check the packaged rule files. Raises `RulesInvalid`."""
    contexts = [_checked(Context, c, "contexts.yaml") for c in _yaml("contexts.yaml")["contexts"]]
    rules: list[Rule] = []
    for entry in sorted((files(__package__) / "rules" / "wording").iterdir(), key=lambda f: f.name):
        if entry.name.endswith(".yaml"):
            rules.extend(_wording(f"wording/{entry.name}", contexts))
    notices = [_checked(Notice, {"source": "", **n}, "findings.yaml") for n in _yaml("findings.yaml")["findings"]]
    return RuleBook(
        surface=_checked(SurfaceWords, _yaml("surface.yaml"), "surface.yaml"),
        numbers=_checked(NumberWords, _yaml("numbers.yaml"), "numbers.yaml"),
        names=_checked(NameWords, _yaml("names.yaml"), "names.yaml"),
        claims=_checked(ClaimWords, _yaml("claims.yaml"), "claims.yaml"),
        offers=_checked(OfferPatterns, _yaml("offers.yaml"), "offers.yaml"),
        entities=_checked(EntityWords, _yaml("entities.yaml"), "entities.yaml"),
        lexicon=_yaml("lexicon.yaml"),
        notices={n.id: n for n in notices},
        rules=rules,
    )


@cache
def channel_forms() -> Mapping[Channel, ChannelForm]:
    """What fits on each channel. Limits and their sources: DOMAIN.md B1; rules of thumb say 经验值."""
    forms = {}
    for row in _yaml("channels.yaml")["channels"]:
        try:
            row = {**row, "channel": Channel(row["channel"]), "reach": Reach(row["reach"])}
            forms[row["channel"]] = ChannelForm(**row)
        except (ValueError, TypeError, KeyError) as error:
            raise RulesInvalid(f"channels.yaml: {error}", file="channels.yaml", detail=str(error)) from error
    return MappingProxyType(forms)


def _wording(name: str, contexts: list[Context]) -> list[Rule]:
    file = _checked(RuleFile, _yaml(name), name)
    rules = []
    for row in file.rules:
        rule = {**file.defaults, **row}
        shared = [*file.unless, *(c for c in contexts if c.excuses(rule.get("kind", "")))]
        held = [e.model_dump(exclude={"kinds"}) for e in shared if e.id not in rule.get("despite", ())]
        rules.append(_checked(Rule, {**rule, "unless": held + row.get("unless", [])}, name))
    return rules


def _yaml(name: str) -> Any:
    return read_yaml((files(__package__) / "rules" / name).read_text("utf-8"))


def _checked(schema: type[Read], data: Any, name: str) -> Read:
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        raise RulesInvalid(f"{name}: {error}", file=name, detail=str(error)) from error
