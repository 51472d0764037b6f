"""Selling points: one idea each, told from the user's side, ending as the ladder step asks."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from copilot.domain.angles import fresh_first
from copilot.domain.draft import Angle, Brief, CandidateVariant
from copilot.domain.ladder import Step
from copilot.writing.offline.chains import Told
from copilot.writing.offline.compose import Composed, Composer
from copilot.writing.offline.phrasebook import Phrases, slots_in

LEAST = 3
"""Where the evidence carries fewer, honest questions make up the number."""
ROOM_FOR_TWO_PARTS = 45
"""Forms with fewer characters hold one clause only."""
MONEY = frozenset({"price", "offer", "split"})
"""Slots that name a price; a text names it once."""
STEP_NEEDS = {
    Step.TRUST: frozenset({"voice", "voice_bad", "proof"}),
    Step.ACTION: frozenset({"price", "offer", "policy", "split"}),
}
"""Slots of which a text on that step has to fill one, where the evidence can."""


@dataclass(frozen=True, slots=True)
class How:
    """`strict`: with what the step must have. `again`: also in words that another variant has."""

    strict: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Which text is wanted."""

    step: Step
    angle: Angle
    how: How


HOW: Mapping[Step, tuple[How, ...]] = {
    Step.INTEREST: (How(strict=True), How(strict=False)),
    Step.NEED: (How(strict=True), How(strict=False)),
    Step.TRUST: (How(strict=True), How(strict=False)),
    Step.ACTION: (How(strict=True), How(strict=False), How(strict=True, again=True)),
}
"""In what order a step's angles are tried: in words another variant has only where there is nothing else to say."""


def selling_points(
    brief: Brief, composer: Composer, phrases: Phrases, told: Sequence[Told] = ()
) -> Iterator[CandidateVariant]:
    """Up to `brief.variants` texts of different angle; fewer where the evidence carries no more. An angle is told from a
    chain where one carries it, each chain once, else from the whole of the evidence."""
    step, left = brief.step or Step.INTEREST, list(told)
    taken: set[Angle] = set()
    angles = fresh_first(phrases.selling.angles[step], brief.told)
    for how in HOW[step]:
        for angle in angles:
            if len(taken) == brief.variants:
                return
            if angle in taken or not (taken or how.strict):
                continue
            if made := _best(left, Place(step, angle, how), composer, phrases):
                taken.add(angle)
                yield CandidateVariant(made.text, angle, phrases.selling.why[angle])
    yield from without_evidence(brief, phrases.selling.thin, taken, composer, phrases.selling.why)


def without_evidence(
    brief: Brief, thin: Mapping[Angle, list[str]], taken: Set[Angle], composer: Composer, why: Mapping[Angle, str]
) -> Iterator[CandidateVariant]:
    """Honest questions, each on another idea than those `taken`, so that there are `LEAST` texts; one at least, said
    before or not."""
    written = len(taken)
    angles = fresh_first([angle for angle in thin if angle not in taken], brief.told)
    for angle in angles:
        if written >= min(brief.variants, LEAST):
            return
        if made := composer.best(f"thin-{angle}", thin[angle]):
            composer.accept(made)
            written += 1
            yield CandidateVariant(made.text, angle, why[angle])
    for angle in angles:
        if written == 0 and (made := composer.any(f"thin-{angle}", thin[angle])):
            written += 1
            yield CandidateVariant(made.text, angle, why[angle])


def _best(told: list[Told], place: Place, composer: Composer, phrases: Phrases) -> Composed | None:
    """The text of an angle out of the first chain that carries it, which is spent then, or out of everything."""
    whole = composer.material
    for one in (*told, None):
        composer.material = one.material if one else whole
        patterns = list(_patterns(place.step, place.angle, composer, phrases, strict=place.how.strict))
        if made := composer.best(f"sell-{place.angle}", patterns, again=place.how.again):
            composer.accept(made)
            told[:] = [other for other in told if other is not one]
            break
    composer.material = whole
    return made


def _patterns(step: Step, angle: Angle, composer: Composer, phrases: Phrases, *, strict: bool = True) -> Iterator[str]:
    """Bodies of the angle with the step's closers; only those that hold what the step must have, where `strict`.

    A later variant need not hold it: the first one said it, and saying it again would be the same text.
    """
    if composer.limit < ROOM_FOR_TWO_PARTS:
        yield from phrases.selling.short.get(angle, [])
        return
    must = frozenset(s for s in STEP_NEEDS.get(step, ()) if strict and composer.material.has(s))
    if strict and not must and step is Step.TRUST and composer.material.has("policy"):
        must = frozenset({"policy"})
    joint = "" if phrases.words.comma == "，" else " "
    for body in phrases.selling.bodies.get(angle, []):
        for closer in phrases.selling.closers[step]:
            pattern = f"{body}{joint}{closer}"
            if MONEY & slots_in(body, phrases) and MONEY & slots_in(closer, phrases):
                continue
            held = must & slots_in(pattern, phrases)
            # One price or way back a text leaves another for the next one.
            if not must or len(held) == 1 or (held and step is not Step.ACTION):
                yield pattern
        if must & slots_in(body, phrases) and step is Step.TRUST:
            yield body
