"""Texts of the calendar: each does what its purpose is, in the phrases of that purpose."""

from collections.abc import Iterator, Sequence

from copilot.domain.assignment import Assignment
from copilot.domain.draft import Brief, CandidateVariant
from copilot.writing.offline.compose import Composed, Composer
from copilot.writing.offline.dice import Dice
from copilot.writing.offline.phrasebook import SLOT, Phrases, PurposePhrases
from copilot.writing.offline.posts import ROOM_FOR_PARAGRAPHS, paragraphs, with_emoji
from copilot.writing.offline.slots import angle_of
from copilot.writing.offline.voice import Voice


def items(
    brief: Brief, assignment: Assignment, composer: Composer, phrases: Phrases, voice: Voice, dice: Dice
) -> Iterator[CandidateVariant]:
    """Up to `brief.variants` texts for the purpose; where the evidence carries none, an honest one that needs none."""
    says = phrases.items.purposes[assignment.purpose]
    for number in range(brief.variants):
        made = _made(brief, number, says, composer, phrases)
        if made is None:
            return
        if says.long and made.keys and composer.target >= ROOM_FOR_PARAGRAPHS:
            made = paragraphs(made, f"long-{says.angle}", composer, dice, phrases.items.middle)
        composer.accept(made)
        yield CandidateVariant(with_emoji(made, brief, composer, voice), angle_of(made.slots, says.angle), says.why)


def _made(brief: Brief, number: int, says: PurposePhrases, composer: Composer, phrases: Phrases) -> Composed | None:
    """The most fitting new text; one without evidence where all others were said before."""
    place = f"item-{number}"
    own = says.about if brief.product else []
    # Of an offer without its product's name nobody knows what it is for.
    fitting = [*own, *(pattern for pattern in says.any if not own or "{deal}" not in pattern)]
    deals = [pattern for pattern in fitting if "{deal}" in pattern]
    for patterns in _in_turn(deals, brief, says):
        if made := composer.fresh(place, patterns):
            return made
    if made := composer.new(place, deals):
        return made
    for patterns in (*_in_turn(own, brief, says), *_in_turn(fitting, brief, says), says.thin):
        if made := composer.fresh(place, patterns):
            return made
    thin = [*says.thin, *(pattern for some in phrases.posts.thin.values() for pattern in some)]
    if made := composer.new(place, [*fitting, *says.thin]) or composer.new(place, thin):
        return made
    return composer.any(place, [*fitting, *thin]) if number == 0 else None


def _in_turn(patterns: Sequence[str], brief: Brief, says: PurposePhrases) -> Iterator[list[str]]:
    """The patterns in groups: by the angle that is their turn, by those the audience has not had of late, the rest."""
    groups: dict[int, list[str]] = {}
    for pattern in patterns:
        angle = angle_of(SLOT.findall(pattern), says.angle)
        groups.setdefault(0 if angle is brief.angle else 1 if angle not in brief.told else 2, []).append(pattern)
    yield from (groups[number] for number in sorted(groups))
