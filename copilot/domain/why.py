"""Why a passage was found: what it shares with the question, in words and meaning, and what was preferred."""

from dataclasses import dataclass

from copilot.domain.ladder import Step

NEAR_ENOUGH = 0.33
"""Cosine from which a passage is about what was asked. Below it, shared words still may tell."""


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A word that question and passage share, as it stands in the passage."""

    text: str
    product: str | None = None
    """Full name of the product it names, by name or alias; None for any other word."""
    asked: str = ""
    """What the question calls that product, where it calls it by another name."""
    partly: bool = False
    """Whether the question has only a character of it, in another word: 怀孕 and 孕妇."""


@dataclass(frozen=True, slots=True)
class SharedIdea:
    """Something that question and passage speak of in different words."""

    asked: str
    """How the question puts it."""
    told: str
    """How the passage puts it."""


@dataclass(frozen=True, slots=True)
class Why:
    """What spoke for a passage. Nearness is a cosine, comparable over searches with one embedder."""

    shared: tuple[SharedWord, ...] = ()
    """Products first, then the rarest word first."""
    ideas: tuple[SharedIdea, ...] = ()
    """What both speak of in different words, the rarest first."""
    nearness: float | None = None
    """How near the passage as a whole is in meaning; None while meanings cannot be compared."""
    sentence: str = ""
    """The sentence that is nearest in meaning; "" in a passage of one sentence."""
    sentence_nearness: float | None = None
    step: Step | None = None
    """The ladder step the search was for."""
    preferred: bool = False
    """Whether that step asks for the passage's role."""
    lifted: int = 0
    """How many places the preference brought it up; below zero where others were preferred."""
    narrowed_to: tuple[str, ...] = ()
    """Full names of the products the search was narrowed to."""
    folded: int = 0
    """How many other passages that were found say the same and are not shown."""
    reranked_from: int | None = None
    """Its place, from 1, before a reranking endpoint put the passages in order; None where none did."""
    found_by: str = ""
    """The rewording of the question that it was found by best; "" where that is the question itself."""

    @property
    def near(self) -> bool:
        """Whether the passage as a whole is near enough in meaning to be about what was asked."""
        return self.nearness is not None and self.nearness >= NEAR_ENOUGH
