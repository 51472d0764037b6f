"""A persona's card proposed from their own posts: figures and counts, each entry with the posts it comes from."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median

from copilot.domain.language import Language
from copilot.domain.proposal import PersonaProposal, Proposed, Rhythm, Sample
from copilot.domain.word import CutWords
from copilot.writing.proposals.phrases import Ordinary, pet_words, topics
from copilot.writing.proposals.words import ProposalWords, VoiceForms, proposal_words

MOST_PROPOSED = 6
MOST_NEVER = 8
OFTEN = 0.4
"""The share of posts from which on a habit is one."""
QUIET, LOUD = 0.15, 0.8
"""Exclamation marks a post."""
COMMON_SHARE = 0.25
"""Of the forms of address somebody uses; a common one that is rarer is an accident."""
Find = Callable[[str], Iterable[str]]
"""What is looked for in a text."""
_SENTENCE = re.compile(r"(?:[^。！？!?\n….]|\.(?=\d))+[。！？!?….]*")
_LATIN_WORD = re.compile(r"[A-Za-z0-9'’-]+")
_EXCLAMATION = re.compile(r"[！!‼❗]")
_QUESTION = re.compile(r"[？?]")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What somebody's posts are compared with: other people's posts, what the brand and its goods are called."""

    others: tuple[str, ...] = ()
    matters: frozenset[str] = frozenset()


def propose_persona(
    samples: Sequence[Sample], language: Language, forms: VoiceForms, cut: CutWords, around: Surroundings
) -> PersonaProposal:
    """What the posts say about whoever wrote them. `samples` must not be empty."""
    words = proposal_words(language)
    rhythm = rhythm_of([s.text for s in samples], language, forms)
    own = _address(samples, forms, words)
    address = frozenset(a.text.casefold() for a in own)
    ordinary = Ordinary(words.ordinary | address, words.loose_ends)
    turns = pet_words(samples, around.others, cut, ordinary, around.matters)
    turned = {turn.text for turn in turns[:MOST_PROPOSED]}
    return PersonaProposal(
        samples=tuple(samples),
        rhythm=rhythm,
        who=tuple(_found(samples, words.about_self))[:3],
        tone=tone_of(rhythm, words),
        address=own,
        particles=_particles(samples, forms),
        emoji=tuple(_most_said(samples, lambda text: (m[0] for m in forms.emoji.finditer(text)))),
        pet_words=tuple(turns[:MOST_PROPOSED]),
        topics=tuple(t for t in topics(samples, cut, words) if t.text not in turned)[:MOST_PROPOSED],
        never=_never(samples, words, address),
    )


def rhythm_of(posts: Sequence[str], language: Language, forms: VoiceForms) -> Rhythm:
    """How long and how loud the posts are."""
    sentences = [m[0] for post in posts for m in _SENTENCE.finditer(post) if any(c.isalnum() for c in m[0])]
    lengths = [length(s, language) for s in sentences] or [0]
    posted = [length(post, language) for post in posts]
    return Rhythm(
        sentence=round(mean(lengths), 1),
        longest_sentence=max(lengths),
        post=round(median(posted)),
        shortest_post=min(posted),
        longest_post=max(posted),
        lines=round(mean(len([line for line in post.splitlines() if line.strip()]) for post in posts), 1),
        exclamations=round(mean(len(_EXCLAMATION.findall(post)) for post in posts), 2),
        questions=_share(posts, _QUESTION),
        emoji=_share(posts, forms.emoji),
    )


def length(text: str, language: Language) -> int:
    """Characters in Chinese, words in English."""
    if language is Language.ZH:
        return sum(1 for c in text if not c.isspace())
    return len(_LATIN_WORD.findall(text))


def tone_of(rhythm: Rhythm, words: ProposalWords) -> str:
    """The rhythm in words."""
    t, units = words.tone, words.units
    short, long = rhythm.sentence <= units.short_sentence, rhythm.sentence >= units.long_sentence
    said = [(t.short if short else t.long if long else t.middle).format(sentence=round(rhythm.sentence))]
    said.append(t.post.format(post=rhythm.post))
    said.append(t.lines if rhythm.lines >= 2 else t.one_line)
    said += [t.quiet] if rhythm.exclamations <= QUIET else [t.loud] if rhythm.exclamations >= LOUD else []
    said += [t.asks] if rhythm.questions >= OFTEN else []
    said.append(t.no_emoji if not rhythm.emoji else t.much_emoji if rhythm.emoji >= OFTEN else t.some_emoji)
    return t.between.join(said)


def _address(samples: Sequence[Sample], forms: VoiceForms, words: ProposalWords) -> tuple[Proposed, ...]:
    """Forms of address, the most used first; a common one only where it is a habit."""

    def addresses(text: str) -> Iterable[str]:
        taken = {at for m in forms.compounds.finditer(text.lower()) for at in range(m.start(), m.end())}
        called = [m for m in words.calls.finditer(text) if m[0] not in words.ordinary]
        within = {at for m in called for at in range(m.start(), m.end())}
        yield from (m[0].lower() for m in called)
        found = forms.address.finditer(text.lower())
        yield from (m[0] for m in found if not taken & {m.start()} and m.start() not in within)

    used = list(_most_said(samples, addresses))
    total = sum(len(p.samples) for p in used if p.text in forms.common)
    return tuple(p for p in used if p.text not in forms.common or len(p.samples) >= max(2, COMMON_SHARE * total))[:MOST_PROPOSED]  # fmt: skip


def _particles(samples: Sequence[Sample], forms: VoiceForms) -> tuple[Proposed, ...]:
    """Particles said in two posts or more; those of everybody only where they are a habit."""
    used = _most_said(samples, lambda text: (m[0] for m in forms.particles.finditer(text)))
    often = max(3, OFTEN * len(samples))
    return tuple(p for p in used if len(p.samples) >= (often if p.text in forms.plain_particles else 2))


def _never(samples: Sequence[Sample], words: ProposalWords, address: frozenset[str]) -> tuple[Proposed, ...]:
    """What others in the trade say and no sample does."""
    told = "\n".join(s.text for s in samples).casefold()
    free = (w for w in words.never if w.casefold() not in told and w.casefold() not in address)
    return tuple(Proposed(word) for word in free)[:MOST_NEVER]


def _most_said(samples: Sequence[Sample], find: Find) -> Iterable[Proposed]:
    said: Counter[str] = Counter()
    where: dict[str, list[int]] = {}
    for sample in samples:
        for text in find(sample.text):
            said[text] += 1
            if sample.number not in where.setdefault(text, []):
                where[text].append(sample.number)
    ranked = sorted(said, key=lambda text: (-len(where[text]), -said[text], text))
    return (Proposed(text, tuple(where[text])) for text in ranked[:MOST_PROPOSED])


def _found(samples: Sequence[Sample], pattern: re.Pattern[str]) -> Iterable[Proposed]:
    return (Proposed(m[0].strip(), (s.number,)) for s in samples for m in pattern.finditer(s.text))


def _share(posts: Sequence[str], pattern: re.Pattern[str]) -> float:
    return round(sum(bool(pattern.search(post)) for post in posts) / len(posts), 2)
