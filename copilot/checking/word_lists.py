"""The schemas of the rule files that hold words and patterns rather than rules."""

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

LaidOut = Annotated[re.Pattern[str], BeforeValidator(lambda p: re.compile(p, re.VERBOSE))]


class Strict(BaseModel):
    """A part of a rule file; keys that are not declared are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
    plain_marks: list[str]
    generic: list[str]
    used: str
    for_whom: str
    """Characters before and after a name that is cut short."""
    not_alone: list[str]
    card: str
    """How names of cards and memberships end; a regular expression."""


class ClaimFrame(Strict):
    """A way of asserting something; what its patterns name `what` must be said by the knowledge.

    `firm` frames assert whoever speaks; the others are silent in clauses that speak of people.
    """

    id: str
    firm: bool = False
    aside: bool = False
    """What the knowledge does not say is noted only, not warned of."""
    reworded: bool = False
    """Noted only where the knowledge says something near it: terms are told in many ways."""
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
    forms: dict[str, str]
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
    worked_out: LaidOut
    of_all: LaidOut
    gift_number: LaidOut
    gift_period: LaidOut
    given: LaidOut
    giving: str
    """How a text gives away what stands in place of `GIFT`."""
    code: LaidOut
    titled: LaidOut
    """The name of an offer that begins the line with its days."""
    offer_name: LaidOut
    offer_field: LaidOut
    """What price lists call the column of their offers' names."""
    events: list[str]
    same_price: LaidOut
    """What follows a product that is said to cost as much as the one before."""
    offered: LaidOut
    """What makes a clause one that gives something."""
    begun: LaidOut
    """What says that something runs already."""
    feast_prices: LaidOut
    """What tells prices as those of a feast."""
    later: LaidOut
    """What puts it off."""
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
    places: list[str]
    after_verb: list[str]
    not_names: list[str]
