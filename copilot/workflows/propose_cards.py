"""Proposes cards from texts: a persona's from posts they wrote, a segment's from what customers wrote."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from copilot.checking.voice_rules import load_voice_rules
from copilot.conversation import mask_text, read_paste, with_rep
from copilot.conversation.masking import Mask
from copilot.domain.brand import Brand
from copilot.domain.conversation import Conversation, Speaker
from copilot.domain.evidence import Passage
from copilot.domain.proposal import PersonaProposal, Sample, SegmentProposal
from copilot.domain.word import CutWords
from copilot.errors import InvalidInput, ModelFailed
from copilot.knowledge.reading.text_encoding import decode
from copilot.store import Store
from copilot.writing.proposals.persona_card import Surroundings, propose_persona
from copilot.writing.proposals.segment_card import propose_segment
from copilot.writing.proposals.splitting import split_posts
from copilot.writing.proposals.words import VoiceForms
from copilot.writing.samples import Likeness, shared_pairs

FEWEST, MOST = 5, 20
"""Posts that a persona's card is proposed from."""
FEWEST_VOICES, MOST_VOICES = 3, 80
"""Customers' texts that a segment's card is proposed from."""
SHORTEST_MESSAGE = 6
"""Characters; of a chat, less says nothing about a voice."""
MESSAGES_A_SPEAKER = 2
OMITTED = "…"
_CUSTOMERS = ("rating:", "from:chat")
"""Tags of passages in customers' own words."""


@dataclass(frozen=True, slots=True)
class CardProposing:
    """Reads texts and proposes. Personal data is taken out of every text first; nothing is kept."""

    store: Store
    cutter: Callable[[Brand], CutWords]
    likeness: Likeness

    def persona(self, brand: Brand, text: str, speaker: str = "", but: str = "") -> PersonaProposal:
        """A card from 5 to 20 posts in a pasted text, or from what `speaker`, or the rep, says in a pasted chat.

        `but` is the persona whose card it will be, so that their own samples are not held against them. Raises
        `InvalidInput` (`samples_few`).
        """
        posts = posts_in(text, speaker)
        if len(posts) < FEWEST:
            raise InvalidInput("too few posts", code="samples_few", found=len(posts), fewest=FEWEST)
        others = [p for p in self.store.brands.personas(brand.id) if p.id != but]
        around = Surroundings(
            tuple(s for p in others for s in p.samples),
            frozenset(name.casefold() for p in brand.products for name in p.names) | {brand.name.casefold()},
        )
        samples = without_personal_data(posts[:MOST], brand)
        proposal = propose_persona(samples, brand.language, voice_forms(), self.cutter(brand), around)
        return replace(proposal, left_out=max(0, len(posts) - MOST))

    def text_of(self, name: str, content: bytes) -> str:
        """What an uploaded text file says. Raises `UnreadableFile`."""
        return decode(name, content)

    def segment(self, brand: Brand, text: str) -> SegmentProposal:
        """A card from customers' texts: reviews parted by lines, or a pasted chat. Raises `InvalidInput` (`samples_few`)."""
        chat = _as_chat(text)
        said = (
            [t.text for t in chat.turns if t.speaker is Speaker.CUSTOMER] if chat else split_posts(text, by_line=True)
        )
        return self._of_voices(brand, said)

    def segment_of_knowledge(self, brand: Brand, product: str | None = None, about: str = "") -> SegmentProposal:
        """A card from the reviews and chats that were learned, of one product or any, those nearest to `about` first.

        Raises `InvalidInput` (`samples_few`)."""
        said = [
            passage
            for batch in self.store.documents.batches(brand.id)
            for passage in batch
            if is_customers(passage) and (product is None or passage.product == product)
        ]
        said.sort(key=lambda p: (p.source.document, _number(p.source.locator)))
        voices = [p.text for p in said]
        if about.strip():
            near = self._likeness([about.strip()], voices)
            voices = [voices[i] for i in sorted(range(len(voices)), key=lambda i: (-near[i], i))]
        return self._of_voices(brand, voices)

    def _of_voices(self, brand: Brand, voices: Sequence[str]) -> SegmentProposal:
        if len(voices) < FEWEST_VOICES:
            raise InvalidInput("too few texts", code="voices_few", found=len(voices), fewest=FEWEST_VOICES)
        samples = without_personal_data(voices[:MOST_VOICES], brand)
        proposal = propose_segment(samples, brand.language, self._likeness)
        return replace(proposal, left_out=max(0, len(voices) - MOST_VOICES))

    def _likeness(self, subjects: Sequence[str], texts: Sequence[str]) -> Sequence[float]:
        try:
            return self.likeness(subjects, texts)
        except ModelFailed:
            return shared_pairs(subjects, texts)


def posts_in(text: str, speaker: str = "") -> list[str]:
    """The posts in a pasted text, or what `speaker`, else the rep, says in a pasted chat."""
    chat = _as_chat(text, speaker)
    if chat is None:
        return split_posts(text)
    if speaker:
        chat = with_rep(chat, speaker)
    said = (line.strip() for t in chat.turns if t.speaker is Speaker.REP for line in t.text.splitlines())
    return list(dict.fromkeys(line for line in said if len(line) >= SHORTEST_MESSAGE))


def without_personal_data(texts: Sequence[str], brand: Brand) -> tuple[Sample, ...]:
    """The texts, numbered, with “…” where a phone number, an address or the like stood."""
    samples: list[Sample] = []
    for number, text in enumerate(texts, start=1):
        masked = mask_text(text, Mask(brand.language), brand=brand)
        bare, hidden = masked.text, sum(masked.mask.counts.values())
        for item in masked.mask.items:
            bare = bare.replace(item.placeholder, OMITTED)
        samples.append(Sample(number, bare, hidden))
    return tuple(samples)


def is_customers(passage: Passage) -> bool:
    """Whether a passage is in a customer's own words."""
    return any(tag.startswith(_CUSTOMERS) for tag in passage.tags)


def voice_forms() -> VoiceForms:
    """Forms of address, particles and emoji, as checking knows them."""
    book = load_voice_rules()
    persona = book.persona
    return VoiceForms(
        address=persona.address.forms,
        compounds=persona.address.other,
        common=frozenset(persona.address.common),
        particles=persona.particles.forms,
        plain_particles=frozenset(persona.particles.plain),
        emoji=re.compile(f"(?:{book.machine.emoji.pattern})\ufe0f?"),
    )


def _as_chat(text: str, speaker: str = "") -> Conversation | None:
    """The chat a text is: each who speaks does so more than once, or the named one is among them; else None."""
    try:
        chat = read_paste(text)
    except InvalidInput:
        return None
    turns = [t.name for t in chat.turns if t.name]
    if speaker:
        return chat if speaker in turns else None
    talk = len(set(turns)) > 1 and len(turns) >= MESSAGES_A_SPEAKER * len(set(turns))
    return chat if talk else None


def _number(locator: str) -> int:
    found = re.search(r"\d+", locator)
    return int(found[0]) if found else 0
