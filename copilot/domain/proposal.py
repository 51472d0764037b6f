"""A card proposed from texts somebody wrote, each entry with the texts it comes from."""

from dataclasses import dataclass

from copilot.domain.audience import Segment
from copilot.domain.persona import Persona

BETWEEN = " / "
SITUATIONS = 3
"""How many clauses are put together as the situation, for a person to word."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text a card is proposed from, without personal data; `hidden` is how many pieces of it were taken out."""

    number: int
    text: str
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Proposed:
    """One entry, and the numbers of the samples it comes from; none for one that no sample says."""

    text: str
    samples: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long and how loud somebody writes; lengths are in characters in Chinese and in words in English."""

    sentence: float
    """On average."""
    longest_sentence: int
    post: int
    """The median."""
    shortest_post: int
    longest_post: int
    lines: float
    """Lines a post, on average."""
    exclamations: float
    """A post, on average."""
    questions: float
    """The share of posts with a question."""
    emoji: float
    """The share of posts with an emoji."""


@dataclass(frozen=True, slots=True)
class PersonaProposal:
    """What a person's own posts say about their voice. `never` is what others in the trade say and they did not:
    nothing of it holds before somebody confirms it. `left_out` are texts beyond those that were read."""

    samples: tuple[Sample, ...]
    rhythm: Rhythm
    who: tuple[Proposed, ...]
    """What they say about themselves, for a person to word."""
    tone: str
    """Worded from the rhythm."""
    address: tuple[Proposed, ...]
    particles: tuple[Proposed, ...]
    emoji: tuple[Proposed, ...]
    pet_words: tuple[Proposed, ...]
    topics: tuple[Proposed, ...]
    never: tuple[Proposed, ...]
    left_out: int = 0

    @property
    def card(self) -> Persona:
        """The card without a name, and without what somebody has to word or to confirm."""
        return Persona(
            "", "", tone=self.tone, address=_texts(self.address), particles=_texts(self.particles),
            emoji=_texts(self.emoji), pet_words=_texts(self.pet_words), topics=_texts(self.topics),
            samples=tuple(s.text for s in self.samples),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SegmentProposal:
    """What customers' own words say about them: the wording of the largest groups first."""

    samples: tuple[Sample, ...]
    situation: tuple[Proposed, ...]
    pains: tuple[Proposed, ...]
    words: tuple[Proposed, ...]
    convinces: tuple[Proposed, ...]
    repels: tuple[Proposed, ...]
    left_out: int = 0

    @property
    def card(self) -> Segment:
        """The card without a name and without who they are."""
        return Segment(
            "", "", situation=BETWEEN.join(_texts(self.situation[:SITUATIONS])), pains=_texts(self.pains),
            words=_texts(self.words), convinces=_texts(self.convinces), repels=_texts(self.repels),
        )  # fmt: skip


Proposal = PersonaProposal | SegmentProposal


def _texts(entries: tuple[Proposed, ...]) -> tuple[str, ...]:
    return tuple(entry.text for entry in entries)
