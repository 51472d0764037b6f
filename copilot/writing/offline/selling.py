"""Selling points: one idea each, told from the user's side, ending as the ladder step asks."""

from collections.abc import Iterator

from copilot.domain.draft import Angle, Brief, CandidateVariant
from copilot.domain.ladder import Step
from copilot.writing.offline.compose import Composer
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


def selling_points(brief: Brief, composer: Composer, phrases: Phrases) -> Iterator[CandidateVariant]:
    """Up to `brief.variants` texts of different angle; fewer where the evidence carries no more."""
    step = brief.step or Step.INTEREST
    written = 0
    for angle in phrases.selling.angles[step]:
        if written == brief.variants:
            return
        wanted = list(_patterns(step, angle, composer, phrases))
        freely = list(_patterns(step, angle, composer, phrases, strict=False)) if written else []
        if made := composer.best(f"sell-{angle}", wanted) or composer.best(f"sell-{angle}", freely):
            composer.accept(made)
            written += 1
            yield CandidateVariant(made.text, angle, phrases.selling.why[angle])
    while written < min(brief.variants, LEAST) and (made := composer.least(written, phrases.selling.thin)):
        composer.accept(made)
        written += 1
        yield CandidateVariant(made.text, Angle.QUESTION, phrases.selling.why[Angle.QUESTION])


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
            if not must or must & slots_in(pattern, phrases):
                yield pattern
        if must & slots_in(body, phrases) and step is Step.TRUST:
            yield body
