"""Which of a persona's own posts a prompt shows, to give the voice."""

from collections.abc import Callable, Sequence

from copilot.domain.draft import Brief, Task
from copilot.errors import ModelFailed

SAMPLES = 3

Likeness = Callable[[Sequence[str], Sequence[str]], Sequence[float]]
"""`(subjects, texts)` → for each text its likeness to the nearest of the subjects."""


def choose_samples(brief: Brief, likeness: Likeness) -> tuple[str, ...]:
    """For a post those nearest to its subject, the nearest first; where nothing is known of it, and for every other
    task, the first ones always, so that the beginning of the prompt stays the same and can be cached by the provider."""
    samples = [s for s in (brief.persona.samples if brief.persona else ()) if s.strip()]
    if subject := subject_of(brief):
        near = _near(subject, samples, likeness)
        samples = [samples[i] for i in sorted(range(len(samples)), key=lambda i: (-near[i], i))]
    return tuple(samples[:SAMPLES])


def chosen_by_subject(brief: Brief) -> bool:
    """Whether the samples of one persona differ from text to text."""
    return brief.task is Task.POST


def subject_of(brief: Brief) -> str:
    """What samples should be near to; "" where they are the same for every text."""
    if not chosen_by_subject(brief):
        return ""
    idea = brief.assignment.idea if brief.assignment else ""
    return " ".join(dict.fromkeys(part for part in (brief.topic, idea, brief.product or "") if part))


def shared_pairs(subjects: Sequence[str], texts: Sequence[str]) -> Sequence[float]:
    """A `Likeness` without an embedder: how many pairs of neighbouring characters are shared, which works for Chinese
    without splitting words."""
    wanted = [_pairs(subject) for subject in subjects]
    return [max((float(len(_pairs(text) & pairs)) for pairs in wanted), default=0.0) for text in texts]


def _near(subject: str, samples: Sequence[str], likeness: Likeness) -> Sequence[float]:
    try:
        return likeness([subject], samples)
    except ModelFailed:
        # The embedder may be an endpoint; a text does not wait for it.
        return shared_pairs([subject], samples)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1) if not text[i : i + 2].isspace()}
