"""The word lists that decide which sentences may be used, how they may be cut, and how they are respoken."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from copilot.domain.evidence import Role


def _checked_regex(pattern: str) -> str:
    re.compile(pattern)
    return pattern


Regex = Annotated[str, AfterValidator(_checked_regex)]


class Strict(BaseModel):
    """A part of a phrase file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Rewrite(Strict):
    """One turn from document language to spoken language; `to` may hold groups such as `\\1`."""

    find: Regex
    to: str


class Label(Rewrite):
    """A label before a line (`适合：…`) and the sentence the line becomes."""

    care: bool = False
    """Whether such lines tell how to look after the thing: tips, not reasons to buy."""


class Hint(Strict):
    """When a customer's question holds one of `asks`, evidence whose field or wording holds one of `about` answers."""

    asks: list[str]
    about: list[str]
    roles: list[Role] = []
    price: bool = False


class ChoiceWords(Strict):
    """How products are laid beside each other."""

    price: str
    """One product's price: `{product}`, `{kind}`, `{amount}`."""
    other: str
    """Any other fact of one: `{product}`, `{kind}`, `{amount}`."""
    kinds: dict[str, str]
    joint: str


class Words(Strict):
    """Word lists that decide which sentences may be used and how they may be cut and respoken."""

    avoid: list[Regex]
    """Absolute words, clichés, health promises: a sentence holding one is left out, unless it is denied there."""
    unsafe: list[Regex]
    """Links, contacts, instructions, internal notes: never repeated."""
    denial: Regex
    """A negation that, just before an `avoid` word, makes the sentence honest instead."""
    condition: Regex
    """Words of negation or condition: what is cut off must hold none of them."""
    excepts: Regex
    """The stop before an exception: what it takes out has to stay with what it is taken from."""
    opens: Regex
    """Start of a clause that cannot stand without the next one."""
    follows: Regex
    """Start of a clause that leans on the one before it."""
    lead: Regex
    """Connectives at a sentence's start that can be dropped."""
    leans: Regex
    """Start of a sentence that cannot stand without the sentence before it."""
    pronoun: Regex
    """A leading pronoun that stands for the product."""
    pronoun_to: str
    named_again: Regex
    """The product's name at a later sentence's start, with `PRODUCT` for it; becomes `again_to`."""
    again_to: str
    whole: Regex
    """What a whole sentence has at least somewhere."""
    jargon: Regex
    life: Regex
    """Words of a user's daily life; sentences with them are preferred."""
    fits: Regex
    """Says for whom or for what a thing is."""
    limit: Regex
    """Says for whom or for what a thing is not, or what is less good about it."""
    tip: Regex
    """Says how to do something."""
    giving: Regex
    """What a line about an offer says that is one."""
    inviting: Regex
    """Promises about coming back, trying, returning."""
    asks: Regex
    """End of a sentence that asks."""
    advice: Regex
    """A question that leaves the choice to us: it wants advice, not something looked up."""
    chases: Regex
    """Asks after something that was promised."""
    business: Regex
    """A question about orders and terms: of no use to a reader who buys nothing."""
    sales: Regex
    """Marks a story that sells or names prices."""
    call: Regex
    """An address that calls several readers."""
    common_tails: str
    """Last characters of product names that are too common to tell one kind of product from another."""
    story_voice: Regex
    """First person in a sample that belongs to whoever wrote it."""
    labels: list[Label]
    """The first that matches is used; one that becomes nothing drops the line."""
    listed: str
    """What joins the parts of a labelled line, which lean on its label, in place of a semicolon."""
    discouraging: Regex
    """Conditions and charges: not what invites."""
    rewrites: list[Rewrite]
    hints: list[Hint]
    currency: dict[str, str]
    """Unit as written in a document → how the amount is said, with `{value}`."""
    per: str
    """How an amount for one of a unit is said: `{amount}`, `{unit}`."""
    until: list[str]
    """Ways to say an offer's last day: `{amount}`, `{month}`, `{mon}` (three letters), `{day}`."""
    of_variant: list[str]
    """Ways to say an amount that holds for one size or model, the shortest first: `{amount}`, `{variant}`."""
    price_lines: dict[str, list[str]]
    """How prices are said, by kind: `list`, `promotion`, `member`, `both`, `split`."""
    choices: ChoiceWords
    fact_line: list[str]
    """How any other fact is said: `{field}`, `{value}`."""
    months: list[str] = []
    year_units: list[str]
    """Units in which a guarantee or a span is counted in years."""
    stop_words: frozenset[str] = frozenset()
    address: dict[str, str]
    """Forms of address as they stand in documents → what they become; `{you}` is the persona's."""
    default_you: list[str]
    """Without a persona: in a reply (first) and in a text to many (last)."""
    statement_particles: list[str]
    question_particles: list[str]
    softening_particles: list[str]
    """They turn a statement into a guess, so they end advice only."""
    advises: Regex
    """A sentence that advises."""
    no_particle_after: str
    """Characters that end like a particle already."""
    long_sentence: int
    """Characters of a persona's mean sentence from which they run on."""
    runs_on_with: Regex
    """How a sentence begins that can be joined to the one before it."""
    run_on: str
    """What joins two of their sentences."""
    opening: int
    """Characters within which two openings count as the same."""
    quote_length: int
    """What a quotation should come to."""
    short_answer: int
    """An answer shorter than this (“能。”) is not left alone."""
    brief_answer: int
    """Most characters of an answer that only leads to another move."""
    comma: str
    question_mark: str
    between: str
    """What stands between two sentences."""
    full_stop: str
    quote_open: str
    quote_close: str
