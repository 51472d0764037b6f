"""What a text said again may not do: lose or gain a figure, a quotation or a product, fall apart, or tell of something else."""

import re

from copilot.domain.draft import Brief, cited_numbers, without_marks
from copilot.domain.persona import Persona
from copilot.domain.text_form import TextForm
from copilot.writing.citations import clean_citations
from copilot.writing.kept_meanings import changed_meanings
from copilot.writing.likeness import pairs_of
from copilot.writing.sentence_guard import FIGURE

LEAST_SHARE = 0.5
"""Of the pairs of the new text that the old one has: with fewer, it tells of something nobody told it."""
SHORTEST, LONGEST = 0.5, 1.5
"""Of the old text's length."""
ROOM = 20
"""Characters that a short text may grow in any case."""
SHORTEST_TALK = 10
"""Characters from which a stretch of a laid-out form is worth saying otherwise: what is shorter is a title, a day, a price."""
_NO_TALK = re.compile(r"\[[^\]\d][^\]]*\]|【|^[^。！？!?.…]*$")
"""What a person has to bring, or a stretch without the end of a sentence: a title, a day."""
_LAST_END = re.compile(r"(?P<word>[一-鿿])(?P<after>(?:\[\d+\])*。(?:\[\d+\])*)(?=[^。]*$)")
"""The end of the last statement, where a particle can stand."""
_QUOTED = re.compile(r"“([^”\n]+)”|「([^」\n]+)」|\"([^\"\n]+)\"")


class NotTheSame(ValueError):
    """A text said again that is not the same text any more; the message says in what."""


def talk_in(text: str, form: TextForm | None) -> list[tuple[int, int]]:
    """Where in a text somebody talks: all of it, or of a form that is laid out under the names of its parts what stands under
    them, of parts with several lines the last, without what a person has to bring or may tick."""
    if form is None or not form.laid_out:
        return [(0, len(text))]
    told = {part.id: part for part in form.parts}
    found = []
    for at in form.parts_in(text):
        part = told[at.id]
        names = "|".join(re.escape(word) for line in part.lines[-1:] for word in (line.zh, line.en))
        label = re.search(rf"(?:{names})[：:]\s*", text[at.body : at.end]) if names else None
        start = at.body + label.end() if label else at.body
        stretch = text[start : at.end]
        start, end = start + len(stretch) - len(stretch.lstrip()), at.end - len(stretch) + len(stretch.rstrip())
        bare = without_marks(text[start:end])
        if len(bare) >= SHORTEST_TALK and "\n" not in bare and not _NO_TALK.search(bare) and not part.options:
            found.append((start, end))
    return found


def said_again(before: str, after: str, brief: Brief) -> str:
    """`after` with its marks in our form. Raises `NotTheSame`."""
    said = _calm(before, clean_citations(after, cited_numbers(before)).strip())
    bare, was = without_marks(said), without_marks(before)
    names = [name for product in brief.brand.products for name in product.names]
    wrong = {
        "figures": set(FIGURE.findall(was)) != set(FIGURE.findall(bare)),
        "quotes": any(quote not in said for found in _QUOTED.findall(before) for quote in found if quote),
        "products": {n for n in names if n in said and n not in before} != set(),
        "lines": before.count("\n") != said.count("\n"),
        "length": not SHORTEST * len(was) <= len(bare) <= max(LONGEST * len(was), len(was) + ROOM),
        "meaning": _kept_share(was, bare) < LEAST_SHARE,
    }
    if lost := [*(kind for kind, is_wrong in wrong.items() if is_wrong), *changed_meanings(was, bare)]:
        raise NotTheSame(", ".join(lost))
    return said


def voiced(before: str, said: str, persona: Persona | None, no_particle_after: str) -> str:
    """`said` with the particle that ended a sentence of `before` and its emoji, where it lost them. None comes after the
    characters `no_particle_after`."""
    if persona is None:
        return said
    particle = next((p for p in persona.particles if _ends_with(p, before)), "")
    end = _LAST_END.search(said)
    if (
        particle
        and end
        and end["word"] not in no_particle_after
        and not any(_ends_with(p, said) for p in persona.particles)
    ):
        said = f"{said[: end.start('after')]}{particle}{said[end.start('after') :]}"
    lost = next((e for e in persona.emoji if e in before), "")
    if lost and not any(e in said for e in persona.emoji):
        said = f"{said.rstrip()}{'' if re.search('[一-鿿]', said) else ' '}{lost}"
    return said


def keeps_turns(before: str, said: str, persona: Persona | None) -> bool:
    """Whether one of the persona's turns of phrase or calls stands in `said`, where one stood in `before`."""
    turns = [w.lower() for w in (*persona.pet_words, *persona.address) if len(w) > 1] if persona else []
    return not any(w in before.lower() for w in turns) or any(w in said.lower() for w in turns)


def _ends_with(particle: str, text: str) -> bool:
    """Whether a sentence of the text ends in the particle."""
    return re.search(rf"{re.escape(particle)}(?:\[\d+\])*[。？！?!]", text) is not None


def _calm(before: str, said: str) -> str:
    """Without exclamation marks where nobody exclaimed."""
    return said if "!" in before or "！" in before else said.replace("！", "。").replace("!", ".")


def _kept_share(was: str, now: str) -> float:
    old, new = pairs_of(was), pairs_of(now)
    return len(old & new) / len(new) if new else 0.0
