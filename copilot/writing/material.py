"""What goes into a prompt and may be left out again, and in which order it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from copilot.domain.chain import CitedChain
from copilot.domain.conversation import Conversation, Turn
from copilot.domain.draft import Brief
from copilot.domain.evidence import Choice, Evidence, EvidenceItem
from copilot.domain.ladder import LADDER
from copilot.domain.language import Language
from copilot.writing.samples import Likeness, choose_samples, shared_pairs

SAID = 5
TURNS = 12
OTHERS = 4
"""Turns of other people in a group that are shown even where there is much to show of the one to answer."""
LONGEST_EXAMPLE = 200
LONGEST_ITEM = 400
TIGHT_ITEM = 160
"""Characters of an item where room is short: the beginnings of several answer more than one passage to its end."""
LONGEST_SAMPLE = 200
OPENING = {Language.ZH: 12, Language.EN: 28}
"""Characters of an earlier text that are shown: a small model copies whatever it sees more of."""
LONGEST_TURN = 500
KEPT_EVIDENCE = 4
KEPT_WITH_SAMPLES = 3
"""Items below which samples go first: they stand in the part of a prompt that is the same for all replies of a voice, and
where one goes, a server that kept that part has to read it anew."""
KEPT_TURNS = 2
SHORTEST_TURN = 40
SENTENCE_ENDS = "。！？；.!?\n"


@dataclass(frozen=True, slots=True)
class Material:
    """The parts of a prompt that can shrink. `evidence` stands in the order of its numbers."""

    evidence: tuple[EvidenceItem, ...]
    turns: tuple[Turn, ...]
    said: tuple[str, ...]
    samples: tuple[str, ...]
    example: bool = True
    choice: Choice | None = None
    sent: tuple[str, ...] = ()
    """Replies that did well in a like situation."""
    chains: tuple[CitedChain, ...] = ()
    """How the evidence hangs together."""


def gather(brief: Brief, evidence: Evidence, likeness: Likeness = shared_pairs) -> Material:
    """What the prompt would hold if there were room for everything worth sending."""
    turns = _latest(brief.conversation) if brief.conversation else ()
    return Material(
        evidence=tuple(replace(i, text=shortened(i.text, LONGEST_ITEM)) for i in evidence.items),
        turns=tuple(replace(t, text=shortened(t.text, LONGEST_TURN)) for t in turns),
        said=tuple(f"{s.strip()[: OPENING[brief.language]]}…" for s in brief.said[:SAID]),
        samples=tuple(shortened(s, LONGEST_SAMPLE) for s in choose_samples(brief, likeness)),
        choice=evidence.choice,
        chains=evidence.chains,
        sent=tuple(shortened(s, LONGEST_EXAMPLE) for s in brief.examples),
    )


def shrinking(material: Material, brief: Brief) -> Iterator[Material]:
    """Ever smaller material: replies sent before first, then the ends of long evidence, the least valuable evidence,
    older turns, what was said, one more item, samples, the rest."""
    while material.sent:
        material = replace(material, sent=material.sent[:-1])
        yield material
    if any(len(item.text) > TIGHT_ITEM for item in material.evidence):
        tight = tuple(replace(item, text=shortened(item.text, TIGHT_ITEM)) for item in material.evidence)
        material = replace(material, evidence=tight)
        yield material
    for kept in range(len(material.evidence) - 1, KEPT_EVIDENCE - 1, -1):
        material = _keep_evidence(material, brief, kept)
        yield material
    while len(material.turns) > KEPT_TURNS:
        material = replace(material, turns=_without_one(material.turns, brief.conversation))
        yield material
    while material.said:
        material = replace(material, said=material.said[:-1])
        yield material
    for kept in range(min(len(material.evidence), KEPT_EVIDENCE) - 1, KEPT_WITH_SAMPLES - 1, -1):
        material = _keep_evidence(material, brief, kept)
        yield material
    while len(material.samples) > 1:
        material = replace(material, samples=material.samples[:-1])
        yield material
    for kept in range(min(len(material.evidence), KEPT_WITH_SAMPLES) - 1, 0, -1):
        material = _keep_evidence(material, brief, kept)
        yield material
    material = replace(material, example=False)
    yield material
    material = replace(material, samples=(), turns=_last_of(material.turns, brief))
    yield material
    length = LONGEST_TURN
    while material.turns and length > SHORTEST_TURN:
        length //= 2
        material = replace(material, turns=tuple(replace(t, text=shortened(t.text, length)) for t in material.turns))
        yield material
    yield replace(material, evidence=())


def with_less_evidence(material: Material, brief: Brief) -> Material | None:
    """Without the least valuable item; None where the rest is needed."""
    spare = len(material.evidence) > KEPT_EVIDENCE
    return _keep_evidence(material, brief, len(material.evidence) - 1) if spare else None


def shortened(text: str, limit: int) -> str:
    """`text` itself, or its beginning up to `limit` characters, to the end of a sentence where one is near."""
    text = text.strip()
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    whole = up_to_a_sentence_end(head)
    return whole if whole != head and len(whole) >= limit // 2 else f"{head}…"


def up_to_a_sentence_end(text: str) -> str:
    """`text` without the sentence it breaks off in; `text` itself where it holds no whole sentence."""
    end = max(text.rfind(mark) for mark in SENTENCE_ENDS)
    return text[: end + 1].rstrip() if end >= 0 else text


def _keep_evidence(material: Material, brief: Brief, kept: int) -> Material:
    """The `kept` most valuable items. Evidence comes numbered by relevance, so the last is worth least; the first
    item of a role that the step cannot do without is worth most."""
    needed = LADDER[brief.step].must_have if brief.step else ()
    vital = next((i for i in material.evidence if i.role in needed), None)
    by_value = sorted(material.evidence, key=lambda i: (i is not vital, i.n))
    chosen = {i.n for i in by_value[:kept]}
    return replace(material, evidence=tuple(i for i in material.evidence if i.n in chosen))


def _latest(conversation: Conversation) -> tuple[Turn, ...]:
    """The latest turns; in a group those with the customer to answer are not pushed out by what others write."""
    turns = conversation.turns
    if not conversation.answering:
        return turns[-TURNS:]
    own = {id(turn) for turn in conversation.exchange[-(TURNS - OTHERS) :]}
    others = [id(turn) for turn in turns if id(turn) not in own][-(TURNS - len(own)) :]
    return tuple(turn for turn in turns if id(turn) in own or id(turn) in others)


def _last_of(turns: tuple[Turn, ...], brief: Brief) -> tuple[Turn, ...]:
    """The one turn to keep."""
    while len(turns) > 1:
        turns = _without_one(turns, brief.conversation)
    return turns


def _without_one(turns: tuple[Turn, ...], conversation: Conversation | None) -> tuple[Turn, ...]:
    """`turns` less the oldest of other people in the group, or else the oldest."""
    own = conversation.exchange if conversation and conversation.answering else turns
    said = {(turn.name, turn.at, turn.text[:SHORTEST_TURN]) for turn in own}
    least = next((i for i, t in enumerate(turns) if (t.name, t.at, t.text[:SHORTEST_TURN]) not in said), 0)
    return (*turns[:least], *turns[least + 1 :])
