"""The writer that needs no model: evidence, phrases kept as data, and a seeded choice."""

import re
from collections.abc import Iterator

from copilot.domain.draft import Brief, Candidate, CandidateVariant, Task
from copilot.domain.evidence import Evidence
from copilot.ports import TextDelta
from copilot.writing.events import WriteEvent
from copilot.writing.offline.chains import told_from
from copilot.writing.offline.compose import Composer
from copilot.writing.offline.dice import dice_for
from copilot.writing.offline.form_phrases import form_phrases
from copilot.writing.offline.forms import Still, Tools, forms
from copilot.writing.offline.items import items
from copilot.writing.offline.material import Material
from copilot.writing.offline.phrasebook import PhraseBook
from copilot.writing.offline.posts import posts
from copilot.writing.offline.replies import replies
from copilot.writing.offline.selling import selling_points
from copilot.writing.offline.voice import Voice

NAME = "offline"


class OfflineWriter:
    """A `Writer`. The same brief and evidence always give the same texts. `part_of_another` finds where a word that a
    persona never says is only part of another word, as checking has it."""

    def __init__(self, phrases: PhraseBook, part_of_another: re.Pattern[str]) -> None:
        self._phrases, self._part_of_another = phrases, part_of_another

    def write(self, brief: Brief, evidence: Evidence) -> Iterator[WriteEvent]:
        """Yield each variant's text in pieces, variants parted by an empty line, and at last one `Candidate`.

        There may be fewer variants than asked for where the evidence carries no more; never none.
        """
        variants: list[CandidateVariant] = []
        for variant in self._variants(brief, evidence):
            if variants:
                yield TextDelta("\n\n")
            yield from _in_pieces(variant.text)
            variants.append(variant)
        yield Candidate(tuple(variants), NAME)

    def _variants(self, brief: Brief, evidence: Evidence) -> Iterator[CandidateVariant]:
        phrases = self._phrases.of(brief.language)
        dice = dice_for(brief)
        voice = Voice(brief, phrases, dice, self._part_of_another)
        material = Material(brief, evidence, phrases, voice, dice)
        composer = Composer(brief, phrases, material, voice, dice)
        said = form_phrases()[brief.language]
        if brief.text_form is not None and brief.text_form.id in said.forms:
            still = Still(brief, phrases, dice, self._part_of_another)
            return forms(brief, brief.text_form, said, Tools(phrases, material, voice, still, dice))
        if brief.task is Task.SELLING_POINTS:
            told = told_from(evidence, lambda only: Material(brief, only, phrases, voice, dice))
            return selling_points(brief, composer, phrases, told)
        if brief.task is Task.POST and brief.assignment is not None:
            return items(brief, brief.assignment, composer, phrases, voice, dice)
        if brief.task is Task.POST:
            return posts(brief, composer, phrases, voice, dice)
        return replies(brief, composer, phrases)


def _in_pieces(text: str, size: int = 12) -> Iterator[TextDelta]:
    for start in range(0, len(text), size):
        yield TextDelta(text[start : start + size])
