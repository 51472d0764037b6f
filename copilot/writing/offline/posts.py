"""Persona posts: a tip, a story, a customer's voice, a question; useful to someone who buys nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from copilot.domain.angles import fresh_first
from copilot.domain.channel import Channel
from copilot.domain.draft import Angle, Brief, CandidateVariant
from copilot.writing.likeness import near
from copilot.writing.offline.compose import Composed, Composer
from copilot.writing.offline.dice import Dice
from copilot.writing.offline.phrasebook import Phrases
from copilot.writing.offline.selling import without_evidence
from copilot.writing.offline.voice import Voice

ROOM_FOR_PARAGRAPHS = 260
"""Channels where a text of at least this many characters is welcome get paragraphs."""
ROOM_FOR_A_CLOSER = 45
EMOJI_CHANNELS = frozenset({Channel.MOMENTS, Channel.GROUP, Channel.VIDEO_CHANNEL, Channel.PRIVATE_CHAT})


def posts(brief: Brief, composer: Composer, phrases: Phrases, voice: Voice, dice: Dice) -> Iterator[CandidateVariant]:
    """Up to `brief.variants` posts of different kind; thin evidence gives an honest short one that asks."""
    taken: set[Angle] = set()
    kinds = phrases.posts.kinds[brief.node]
    turn = int(dice.roll("kind") * 2)
    for kind in fresh_first(kinds[turn : turn + 2] + kinds[:turn] + kinds[turn + 2 :], brief.told):
        if len(taken) == brief.variants:
            return
        if made := composer.best(f"post-{kind}", _patterns(kind, composer, phrases)):
            if composer.target >= ROOM_FOR_PARAGRAPHS:
                long = phrases.posts.long
                made = paragraphs(made, f"long-{kind}", composer, dice, long.middle)
                made = _ended(made, f"end-{kind}", composer, long.ending)
            composer.accept(made)
            taken.add(kind)
            yield CandidateVariant(with_emoji(made, brief, composer, voice), kind, phrases.posts.why[kind])
    for plain in without_evidence(brief, phrases.posts.thin, taken, composer, phrases.posts.why):
        asked = Composed(plain.text, frozenset(), frozenset())
        yield replace(plain, text=with_emoji(asked, brief, composer, voice))


def _patterns(kind: Angle, composer: Composer, phrases: Phrases) -> list[str]:
    says = phrases.posts.says.get(kind, [])
    if composer.limit < ROOM_FOR_A_CLOSER:
        return phrases.posts.short.get(kind, [])
    if composer.target >= ROOM_FOR_PARAGRAPHS:
        return says
    joint = "" if phrases.words.comma == "，" else " "
    closed = [f"{s}{joint}{c}" for s in says for c in phrases.posts.closers.get(kind, [])]
    return [*says, *closed]


def paragraphs(opening: Composed, place: str, composer: Composer, dice: Dice, middle: Sequence[str]) -> Composed:
    """The opening, then paragraphs of what no earlier variant told.

    No variant takes more than its share of the evidence, so that the others have something left to say.
    """
    text, keys, parts = opening.text, opening.keys, 1
    most = max(2, len(composer.material.items) // 3)
    for pattern in dice.shuffled(place, middle):
        made = composer.fill(place, pattern, before=keys) if composer.fillable(pattern) else None
        told = made is None or bool(made.keys & composer.material.spent) or near(text, made.text)
        if made and not told and parts < most and composer.length(text) + made.length < composer.target:
            text, keys, parts = f"{text}\n\n{made.text}", keys | made.keys, parts + 1
    return Composed(text, keys, opening.slots)


def _ended(made: Composed, place: str, composer: Composer, endings: Sequence[str]) -> Composed:
    """The paragraphs with an ending, where there are several."""
    ending = composer.best(place, endings) if "\n\n" in made.text else None
    return replace(made, text=f"{made.text}\n\n{ending.text}") if ending else made


def with_emoji(made: Composed, brief: Brief, composer: Composer, voice: Voice) -> str:
    """The text with one of the persona's emoji now and then, where the channel and the room allow it."""
    emoji = voice.emoji(made.text) if brief.channel in EMOJI_CHANNELS else ""
    return made.text + emoji if made.length + len(emoji) <= composer.limit else made.text
