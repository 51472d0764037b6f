"""Finds what people do to a persona's texts again and again, and that may become a rule for the persona's card.

A word counts only where it could have been kept: the share is taken of the different drafts it stood in. Drafts that
were written anew count on neither side, since everything in them has changed; figures, names of goods and personal
data are what a reply is about and no habit.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from copilot.domain.habit import Habit, HabitKind, HabitProposal
from copilot.domain.persona import Persona
from copilot.writing.edits import Change, changes, core, is_emoji, is_sign, is_word, joined, tokens

LEAST_DRAFTS = 3
LEAST_SHARE = 0.6
LEAST_SHARED = 0.4
"""Of the shorter text's tokens: with fewer in common, a text was written anew and tells nothing about single words."""
LONGEST_TAKEN_OUT, LONGEST_PUT_IN = 10, 6
"""Tokens of a phrase: a stock phrase that goes may be longer than a greeting; what is longer still is about something."""
EXAMPLES = 3

_BETWEEN = "\0"

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditedText:
    """A text as it was suggested and as it was sent."""

    draft_id: str
    before: str
    after: str


@dataclass(frozen=True)
class Vocabulary:
    """Words known to be forms of address or particles, and words that are no habit: names of goods and the brand.

    `compounds` finds a form of address where it is part of another word (母亲).
    """

    address: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    compounds: re.Pattern[str] | None = None

    @cached_property
    def matter_tokens(self) -> tuple[tuple[str, ...], ...]:
        """Each of the words that are no habit, in tokens."""
        return tuple(tokens(matter) for matter in self.matters)


@dataclass(frozen=True, slots=True)
class _Side:
    """A text and its tokens."""

    raw: str
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class _Text:
    """One edited text."""

    edit: EditedText
    before: _Side
    after: _Side
    changes: tuple[Change, ...]


@dataclass(slots=True)
class _Seen:
    """The texts in which something was done, and what came instead in each."""

    texts: list[_Text] = field(default_factory=list)
    instead: Counter[str] = field(default_factory=Counter)


def find_habits(persona: Persona, edits: Iterable[EditedText], known: Vocabulary) -> tuple[HabitProposal, ...]:
    """Habits in the texts of one persona that are not on its card yet, those done most often first."""
    texts = _comparable(edits)
    found = [*_removed(persona, texts, known), *_put_in(persona, texts, known)]
    return tuple(sorted(found, key=lambda p: (-p.times, -p.times / p.of, p.habit.word)))


def _comparable(edits: Iterable[EditedText]) -> list[_Text]:
    """Each draft and each suggestion once: a script that was suggested ten times is one text."""
    kept: dict[str, _Text] = {}
    drafts: set[str] = set()
    for edit in edits:
        before, after = _side(edit.before), _side(edit.after)
        text = _Text(edit, before, after, tuple(changes(before.tokens, after.tokens)))
        name = " ".join(edit.before.split())
        if edit.draft_id in drafts or name in kept or _rewritten(text):
            continue
        drafts.add(edit.draft_id)
        kept[name] = text
    return list(kept.values())


def _rewritten(text: _Text) -> bool:
    before, after = len(text.before.tokens), len(text.after.tokens)
    shared = before - sum(len(change.before) for change in text.changes)
    return shared < LEAST_SHARED * min(before, after)


def _side(raw: str) -> _Side:
    return _Side(raw.lower(), tokens(raw))


def _removed(persona: Persona, texts: Sequence[_Text], known: Vocabulary) -> list[HabitProposal]:
    seen: dict[Tokens, _Seen] = defaultdict(_Seen)
    for text in texts:
        for word, instead in _taken_out(text, known).items():
            seen[word].texts.append(text)
            seen[word].instead[instead] += 1
    found = []
    for word, case in seen.items():
        if len(case.texts) < LEAST_DRAFTS:
            continue
        could = sum(1 for t in texts if _stands(word, t.before, known))
        name = joined(word)
        if name in persona.never or not _often(len(case.texts), could):
            continue
        instead, times = case.instead.most_common(1)[0]
        replaced = instead if instead and times >= LEAST_SHARE * len(case.texts) else ""
        kind = HabitKind.REPLACED if replaced else HabitKind.REMOVED
        if {name, replaced} <= known.address:
            kind = HabitKind.READDRESSED
        found.append(_proposal(Habit(persona.id, kind, name, replaced), case.texts, could))
    return _without_parts(found)


def _taken_out(text: _Text, known: Vocabulary) -> dict[Tokens, str]:
    """Words that stood in the suggestion and nowhere in what was sent, with what took their place ("" for nothing)."""
    found: dict[Tokens, str] = {}
    for change in text.changes:
        word, instead = core(change.before), core(change.after)
        for one in (word, *((e,) for e in word if is_emoji(e))):
            if (
                _may_be_habit(one, known, LONGEST_TAKEN_OUT)
                and _stands(one, text.before, known)
                and not _stands(one, text.after, known)
            ):
                put = joined(instead) if one == word and _may_be_habit(instead, known, LONGEST_PUT_IN) else ""
                found[one] = put
    return found


def _put_in(persona: Persona, texts: Sequence[_Text], known: Vocabulary) -> list[HabitProposal]:
    openings: dict[Tokens, list[_Text]] = defaultdict(list)
    endings: dict[Tokens, list[_Text]] = defaultdict(list)
    for text in texts:
        for change in text.changes:
            came = core(change.after)
            if (
                core(change.before)
                or not _may_be_habit(came, known, LONGEST_PUT_IN)
                or _stands(came, text.before, known)
            ):
                continue
            if change.start == 0:
                openings[came].append(text)
            elif joined(came) in known.particles:
                endings[came].append(text)
    found = []
    for word, done in openings.items():
        kind = HabitKind.ADDRESSED if joined(word) in known.address else HabitKind.OPENED
        found += _proposed(persona, Habit(persona.id, kind, joined(word)), done, texts)
    for word, done in endings.items():
        found += _proposed(persona, Habit(persona.id, HabitKind.ENDED, joined(word)), done, texts)
    return found


def _proposed(persona: Persona, habit: Habit, done: Sequence[_Text], texts: Sequence[_Text]) -> list[HabitProposal]:
    """The habit of putting a word in, if it is one; it could have been done wherever the word was not there before."""
    if len(done) < LEAST_DRAFTS:
        return []
    word = tokens(habit.word)
    could = sum(1 for t in texts if not _within(word, t.before.tokens))
    on_card = habit.word in (*persona.address, *persona.pet_words, *persona.particles)
    return [_proposal(habit, done, could)] if not on_card and _often(len(done), could) else []


def _proposal(habit: Habit, done: Sequence[_Text], could: int) -> HabitProposal:
    examples = tuple((t.edit.before, t.edit.after) for t in done[:EXAMPLES])
    return HabitProposal(habit, len(done), could, examples)


def _often(times: int, could: int) -> bool:
    return times >= LEAST_DRAFTS and times >= LEAST_SHARE * could


def _may_be_habit(word: Tokens, known: Vocabulary, longest: int) -> bool:
    """Whether a span may be a matter of voice: short, made of words or one emoji, and not about goods or figures."""
    if not word or len(word) > longest:
        return False
    if len(word) == 1 and is_emoji(word[0]):
        return True
    return all(is_word(token) for token in word) and not any(_share(word, m) for m in known.matter_tokens)


def _share(word: Tokens, matter: Tokens) -> bool:
    """Whether one is the other or part of it."""
    return _within(word, matter) or _within(matter, word)


def _stands(word: Tokens, side: _Side, known: Vocabulary) -> bool:
    """Whether a word stands in a text. A single Chinese sign may be part of any word: a form of address counts where it
    makes no other word, a particle at the end of a clause, any other sign only alone between two borders."""
    if len(word) > 1 or not is_sign(word[0]):
        return _within(word, side.tokens)
    sign = word[0]
    if sign in known.address:
        parts = {m.start() for m in known.compounds.finditer(side.raw)} if known.compounds else set()
        return any(m.start() not in parts for m in re.finditer(sign, side.raw))
    alone = [n for n, token in enumerate(side.tokens) if token == sign and _is_border(side.tokens, n + 1)]
    return any(sign in known.particles or _is_border(side.tokens, n - 1) for n in alone)


def _is_border(text: Tokens, at: int) -> bool:
    return not 0 <= at < len(text) or not is_word(text[at])


def _within(word: Tokens, text: Tokens) -> bool:
    return _BETWEEN.join(("", *word, "")) in _BETWEEN.join(("", *text, ""))


def _without_parts(found: Collection[HabitProposal]) -> list[HabitProposal]:
    """Of phrases of which one holds the other in as many drafts, the longer one is what people take out."""
    return [
        p for p in found if not any(p is not q and p.habit.word in q.habit.word and q.times >= p.times for q in found)
    ]
