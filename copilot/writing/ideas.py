"""Chooses the angles or moves that the variants of a brief are built on."""

from collections.abc import Sequence
from dataclasses import dataclass

from copilot.domain.angles import fresh_first
from copilot.domain.conversation import Move, Objection
from copilot.domain.draft import Angle, Brief, Task
from copilot.domain.evidence import Evidence, EvidenceItem, Role
from copilot.domain.language import Language
from copilot.writing.lines import Lines
from copilot.writing.prompt_files import IdeaEntry, IdeasFile, PurposeEntry, Wording
from copilot.writing.segment_moves import in_order_for

POINTED_TO = 2
AS_THEY_COME = ("stop", "escalation", Objection.DISTURBED.value)
"""Situations in which no kind of customer wants anything else first."""


@dataclass(frozen=True, slots=True)
class Idea:
    """An angle or a move with its name and what it does, in the language of the brief."""

    kind: Angle | Move
    name: str
    do: str
    suits: tuple[Role, ...] = ()
    """Roles of the evidence it can be built on, best first."""

    def evidence_for(self, items: Sequence[EvidenceItem]) -> tuple[EvidenceItem, ...]:
        """The few items among `items` that suit it best."""
        fitting = [i for i in items if i.role in self.suits]
        return tuple(sorted(fitting, key=lambda i: (self.suits.index(i.role), i.n))[:POINTED_TO])


def choose_ideas(file: IdeasFile, brief: Brief, evidence: Evidence) -> tuple[Idea, ...]:
    """As many different ideas as the brief wants variants, most fitting first, passing over those whose evidence is
    missing. Angles come last that this audience was told of late, and before them those that no evidence suits. Where
    the customer wants no more messages there is only one thing to do, and only one idea."""
    choices: dict[str, tuple[Angle, ...]] | dict[str, tuple[Move, ...]] = getattr(file.choices, brief.task.value)
    situation = next((s for s in _situations(brief) if s in choices), "otherwise")
    wanted: list[Angle | Move] = list(choices[situation])
    if situation != "stop":
        wanted += choices["otherwise"]
        if brief.task is Task.REPLY and situation not in AS_THEY_COME:
            wanted = [*in_order_for(brief.segment, (k for k in wanted if isinstance(k, Move)))]
        rest: list[Angle | Move] = list(file.moves if brief.task is Task.REPLY else file.angles)
        wanted += [k for k in rest if k not in (Move.LET_GO, Move.HOLD)]
    # Prices stand in the evidence of such a text only where its topic asks for them.
    asked = any(item.fact is not None and item.role is Role.OFFER for item in evidence.items)
    never = () if asked else file.never.get(str(brief.step or brief.node), ())
    possible = [k for k in dict.fromkeys(wanted) if k not in never and _can(_entry(file, k), evidence)]
    return tuple(_idea(file, kind, brief.language) for kind in _in_turn(file, possible, brief, evidence))


def _in_turn(
    file: IdeasFile, possible: Sequence[Angle | Move], brief: Brief, evidence: Evidence
) -> Sequence[Angle | Move]:
    if brief.task is Task.REPLY:
        return possible[: brief.variants]
    angles = [k for k in possible if isinstance(k, Angle)]
    carried = [k for k in angles if not (suits := file.angles[k].suits) or evidence.of_role(*suits)]
    return fresh_first([*carried, *angles], brief.told)[: brief.variants]


def idea_of_purpose(entry: PurposeEntry, file: IdeasFile, brief: Brief, evidence: Evidence, lines: Lines) -> Idea:
    """What a text of the calendar is to do: from the angle that is its turn, where the evidence carries it."""
    wording: Wording = getattr(entry, brief.language.value)
    wanted = fresh_first([*([brief.angle] if brief.angle else []), *entry.serving], brief.told)
    angle = next((angle for angle in wanted if _can(file.angles[angle], evidence)), entry.angle)
    if angle is entry.angle:
        return Idea(angle, wording.name, wording.do, entry.suits)
    how: Wording = getattr(file.angles[angle], brief.language.value)
    suits = tuple(dict.fromkeys((*file.angles[angle].suits, *entry.suits)))
    return Idea(angle, wording.name, lines.fill("idea_of_purpose", do=wording.do, how=how.do), suits)


def missing_ideas(ideas: Sequence[Idea], done: Sequence[Angle | Move | None]) -> tuple[Idea, ...]:
    """The ideas that no text has been written for yet."""
    return tuple(i for i in ideas if i.kind not in done)


def _situations(brief: Brief) -> list[str]:
    """Keys of `choices` that fit the brief, the most telling first."""
    found: list[str] = []
    if brief.task is Task.REPLY and (reading := brief.reading):
        found += ["stop"] if reading.says_stop else []
        found += ["escalation"] if reading.escalation else []
        found += [reading.objection.value] if reading.objection else []
        found += [] if brief.step else [reading.stand.value]
    return [*found, *([brief.step.value] if brief.step else []), brief.node.value]


def _can(entry: IdeaEntry, evidence: Evidence) -> bool:
    return not entry.needs or bool(evidence.of_role(*entry.needs))


def _entry(file: IdeasFile, kind: Angle | Move) -> IdeaEntry:
    return file.moves[kind] if isinstance(kind, Move) else file.angles[kind]


def _idea(file: IdeasFile, kind: Angle | Move, language: Language) -> Idea:
    wording: Wording = getattr(_entry(file, kind), language.value)
    return Idea(kind, wording.name, wording.do, _entry(file, kind).suits)
