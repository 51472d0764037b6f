"""The same topic in several voices, and how far each text is from each of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from copilot.domain.draft import Draft, Task
from copilot.domain.persona import Persona
from copilot.errors import InvalidInput
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.draft import DraftEvent
from copilot.workflows.outcome import outcome
from copilot.workflows.resolve import resolve_persona

FEWEST, MOST = 2, 3


@dataclass(frozen=True, slots=True)
class InVoice:
    """One text, and its distance to each of the voices, 0 to 1, by the persona's id."""

    persona: Persona
    draft: Draft
    distances: Mapping[str, float]

    @property
    def own(self) -> float:
        """The distance to the voice it is meant for."""
        return self.distances[self.persona.id]

    @property
    def nearest(self) -> str:
        """The id of the voice it is nearest to; its own where two are."""
        return min(self.distances, key=lambda p: (self.distances[p], p != self.persona.id))


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Writes one post for each of some voices. Every brief is made first, so that none is told what another said."""

    copilot: Copilot
    personas: tuple[Persona, ...]
    ask: Ask

    @staticmethod
    def of(copilot: Copilot, names: Sequence[str], ask: Ask) -> "SideBySide":
        """For the personas of those ids or names. Raises `UnknownName`, `InvalidInput` for another number than 2 or 3."""
        brand = copilot.brand(ask.brand)
        found = (resolve_persona(copilot.store, brand, name) for name in names)
        personas = tuple({p.id: p for p in found if p is not None}.values())
        if not FEWEST <= len(personas) <= MOST:
            raise InvalidInput("two or three voices", code="voices_number", fewest=FEWEST, most=MOST)
        return SideBySide(copilot, personas, ask)

    def events(self) -> Iterator[tuple[Persona, Iterator[DraftEvent]]]:
        """For each voice the events of its draft, to be followed to their end one after the other."""
        asks = [replace(self.ask, persona=persona.id) for persona in self.personas]
        briefs = [self.copilot.briefing.brief(Task.POST, ask, self.copilot.today()) for ask in asks]
        for persona, brief in zip(self.personas, briefs, strict=True):
            yield persona, self.copilot.drafting.draft(replace(brief, variants=1))

    def written(self) -> tuple[InVoice, ...]:
        """All of them, written to their end."""
        return tuple(self.heard(persona, outcome(events, Draft)) for persona, events in self.events())

    def heard(self, persona: Persona, draft: Draft) -> InVoice:
        """How far a draft, as it reads now, is from each of the voices."""
        brief = self.copilot.briefing.brief_again(draft, self.copilot.today())
        distances: dict[str, float] = {}
        for other in self.personas:
            checked = self.copilot.checking.check_edit(draft, draft.variants[0].text, replace(brief, persona=other))
            distances[other.id] = (checked.scores.persona_distance if checked.scores else None) or 0.0
        return InVoice(persona, draft, distances)
