"""The rules as data: their schema, and reading them from `rules/*.yaml`."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from copilot.checking.number_words import NumberWords
from copilot.domain.brand import Category
from copilot.domain.channel import Channel, ChannelForm, Reach
from copilot.domain.draft import Severity
from copilot.domain.language import Language
from copilot.errors import RulesInvalid

Read = TypeVar("Read", bound=BaseModel)
LaidOut = Annotated[re.Pattern[str], BeforeValidator(lambda p: re.compile(p, re.VERBOSE))]


class Strict(BaseModel):
    """A part of a rule file; keys that are not declared are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
    categories: list[Category] = []
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

    terms: list[str] = []
    lexicon: list[str] = []
    """Classes of the lexicon whose words alone are hits."""
    patterns: list[str] = []
    near: list[Near] = []
    unless: list[Exemption] = []
    despite: list[str] = []
    """Ids of the file's and the general exemptions that do not hold for this rule."""
    absent: str = ""
    """A pattern; the hit counts only when this is nowhere in the text."""
    categories: list[Category] = []
    not_categories: list[Category] = []
    severity_in: dict[Category, ByReach] = {}
    reaches: list[Reach] = []
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

    defaults: dict[str, Any] = {}
    unless: list[Exemption] = []
    rules: list[dict[str, Any]]


class SurfaceWords(Strict):
    """The file `surface.yaml`."""

    traditional: str
    simplified: str
    look_alikes: dict[str, str]
    spelled: dict[str, str]


class NameWords(Strict):
    """The file `names.yaml`: what may follow or begin a product's name without making another of it."""

    suffixes: list[str]
    alone: list[str]
    generic: list[str]
    used: str
    for_whom: str
    """Characters before and after a name that is cut short."""
    not_alone: list[str]


class ClaimFrame(Strict):
    """A way of asserting something; what its patterns name `what` must be said by the knowledge.

    `firm` frames assert whoever speaks; the others are silent in clauses that speak of people.
    """

    id: str
    firm: bool = False
    aside: bool = False
    """What the knowledge does not say is noted only, not warned of."""
    whole: bool = False
    """Hold the whole clause against the knowledge rather than what the pattern names."""
    unless: str = ""
    """A pattern of clauses in which this asserts nothing."""
    patterns: list[str]


class ClaimWords(Strict):
    """The file `claims.yaml`."""

    frames: list[ClaimFrame]
    talk: str
    """A pattern of clauses that speak of people and what they do, not of goods."""
    shop: str
    """A pattern of words by which a shop speaks of itself and its goods."""
    denial: str
    exceptions: str
    """What makes an exception of part of a sentence, so that the sentence as a whole supports nothing."""
    lacks: list[str]
    """Ways of saying that something is not in a product."""
    bounds: list[str]
    """Words for how many, how much and how often: a clause without one of them says something else."""
    empty_characters: str
    empty_words: list[str]

    triggers: dict[str, list[str]]
    everything: str
    """A pattern of words by which a sentence speaks of all goods, or all of a kind."""
    same: list[list[str]]
    denials: list[str]
    verbs: dict[str, str]
    hypothetical: list[str]
    asked: str
    """A pattern of clauses that tell what somebody asked."""
    refused: str
    """A pattern of answers that say no to the question before them."""


class OfferPatterns(Strict):
    """The file `offers.yaml`; blanks in its patterns are layout."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    urgency: LaidOut
    not_urgent: LaidOut
    reference: LaidOut
    saving: LaidOut
    gift_number: LaidOut
    gift_period: LaidOut
    offer_name: LaidOut
    events: list[str]
    same_price: LaidOut
    """What follows a product that is said to cost as much as the one before."""
    running: LaidOut
    not_running: LaidOut
    schemes: dict[str, LaidOut]
    """Ways of selling with terms of their own, by what they are."""
    not_schemes: LaidOut
    """Clauses that offer no such thing."""


class EntityWords(Strict):
    """The file `entities.yaml`."""

    before_name: str
    after_name: str
    no_name: str
    no_word: str
    answer_words: list[str]
    not_names: list[str]


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
    return yaml.safe_load((files(__package__) / "rules" / name).read_text("utf-8"))


def _checked(schema: type[Read], data: Any, name: str) -> Read:
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        raise RulesInvalid(f"{name}: {error}", file=name, detail=str(error)) from error
