"""Personal data out of a text before it goes anywhere, and back in afterwards.

A placeholder is `⟦电话A⟧` or `⟦phone A⟧`: a kind and a letter between brackets that people do not type. No digit, so that number
checks see none; not `[`, so that it is no citation. `restore` also knows it with the brackets a model may make of them.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from copilot.conversation.language import detect_language
from copilot.conversation.spotting import Kind, Spot, masking, spot
from copilot.conversation.tables import is_role_label
from copilot.domain.brand import Brand
from copilot.domain.conversation import Conversation, Speaker, Turn
from copilot.domain.language import Language


@dataclass(frozen=True, slots=True)
class MaskItem:
    """What was hidden: `original` stands where `placeholder` stood."""

    kind: Kind
    placeholder: str
    original: str


@dataclass(frozen=True, slots=True)
class Mask:
    """Everything hidden so far; the same original always gets the same placeholder."""

    language: Language = Language.ZH
    items: tuple[MaskItem, ...] = ()

    def restore(self, text: str) -> str:
        """`text` with the originals put back; unknown placeholders are left as they are."""
        originals = {_key(item.placeholder): item.original for item in self.items}
        if not originals:
            return text
        return _placeholder_like().sub(lambda m: originals.get(_key(m[0]), m[0]), text)

    def hide(self, text: str) -> str:
        """`text` with placeholders for what is known to be hidden: for a text whose originals were put back."""
        for item in sorted(self.items, key=lambda i: -len(i.original)):
            if item.kind is not Kind.LITERAL and len(item.original) > 1:
                text = text.replace(item.original, item.placeholder)
        return text

    @property
    def originals(self) -> tuple[str, ...]:
        """The personal data that was hidden."""
        return tuple(item.original for item in self.items if item.kind is not Kind.LITERAL)

    def placeholder(self, original: str) -> str:
        """What stands for `original`; `original` itself when it is not hidden."""
        return next((item.placeholder for item in self.items if item.original == original), original)

    @property
    def counts(self) -> dict[Kind, int]:
        """How many different things of each kind are hidden, for a person to see; what only looked like one of our
        placeholders is not among them."""
        return dict(Counter(item.kind for item in self.items if item.kind is not Kind.LITERAL))

    def add(self, kind: Kind, original: str) -> "Mask":
        """This mask with one more item, or itself when it is there already."""
        if any(item.kind is kind and item.original == original for item in self.items):
            return self
        label = masking().labels[self.language][kind]
        letters = _letters(sum(item.kind is kind for item in self.items))
        gap = " " if self.language is Language.EN else ""
        return replace(self, items=(*self.items, MaskItem(kind, f"⟦{label}{gap}{letters}⟧", original)))


NOTHING_MASKED = Mask()


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A text without personal data, and the mask that puts it back."""

    text: str
    mask: Mask


@dataclass(frozen=True, slots=True)
class Masked:
    """A conversation without personal data, and the mask that puts it back into an answer."""

    conversation: Conversation
    mask: Mask


def mask_text(
    text: str, mask: Mask | None = None, *, brand: Brand | None = None, names: Collection[str] = ()
) -> MaskedText:
    """Hide personal data in `text`. `names` are nicknames to hide; what `brand.contacts` lists stays.

    Give the mask of earlier texts to keep their placeholders. `mask.restore` of the result is `text` again.
    """
    mask = mask or Mask(brand.language if brand else Language.ZH)
    alike = [Spot(m.start(), m.end(), Kind.LITERAL) for m in _placeholder_like().finditer(text)]
    spots = spot(text, names=names, ours=brand.contacts if brand else ())
    # Data outweighs a look-alike it overlaps with: “地址A栋3单元501” is an address.
    look_alikes = [s for s in alike if _clear(s, spots)]
    pieces: list[str] = []
    done = 0
    for found in sorted([*spots, *look_alikes], key=lambda s: s.start):
        original = text[found.start : found.end]
        mask = mask.add(found.kind, original)
        pieces += (text[done : found.start], _of(mask, found.kind, original))
        done = found.end
    return MaskedText("".join([*pieces, text[done:]]), mask)


def mask_conversation(conversation: Conversation, brand: Brand) -> Masked:
    """Hide personal data in every turn, and the customers' nicknames wherever they stand."""
    names = _customer_names(conversation, brand)
    said = "\n".join(turn.text for turn in conversation.turns if turn.speaker is Speaker.CUSTOMER)
    introduced = [
        said[s.start : s.end] for s in spot(said, ours=brand.contacts) if s.kind is Kind.NAME and s.end - s.start > 1
    ]
    mask = Mask(detect_language(conversation))
    for name in names:
        mask = mask.add(Kind.NAME, name)
    turns: list[Turn] = []
    for turn in conversation.turns:
        masked = mask_text(turn.text, mask, brand=_with_own_names(brand, conversation), names=[*names, *introduced])
        mask = masked.mask
        name = turn.name if turn.speaker is Speaker.REP else mask.placeholder(turn.name)
        turns.append(replace(turn, text=masked.text, name=name))
    hidden = replace(conversation, turns=tuple(turns), answering=mask.placeholder(conversation.answering))
    return Masked(hidden, mask)


def restore_conversation(conversation: Conversation, mask: Mask) -> Conversation:
    """The conversation with originals put back into texts and names."""
    back: Callable[[str], str] = mask.restore
    turns = tuple(replace(t, text=back(t.text), name=back(t.name)) for t in conversation.turns)
    return replace(conversation, turns=turns, answering=back(conversation.answering))


def _customer_names(conversation: Conversation, brand: Brand) -> list[str]:
    reps = {turn.name for turn in conversation.turns if turn.speaker is Speaker.REP}
    product_words = [word.casefold() for product in brand.products for word in product.names]
    return [
        name
        for name in conversation.names
        if name not in reps and not is_role_label(name) and not any(name.casefold() in word for word in product_words)
    ]


def _with_own_names(brand: Brand, conversation: Conversation) -> Brand:
    """The reps' names are the brand's: “林姐” said to the rep is not a customer."""
    reps = {turn.name for turn in conversation.turns if turn.speaker is Speaker.REP and turn.name}
    return replace(brand, contacts=(*brand.contacts, *sorted(reps)))


def _clear(found: Spot, others: Sequence[Spot]) -> bool:
    return all(found.end <= other.start or other.end <= found.start for other in others)


def _of(mask: Mask, kind: Kind, original: str) -> str:
    return next(i.placeholder for i in mask.items if i.kind is kind and i.original == original)


def _letters(index: int) -> str:
    """A, B, …, Z, AA, AB, …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _key(placeholder: str) -> str:
    return re.sub(r"[^0-9A-Za-z一-鿿]", "", placeholder).casefold()


@cache
def _placeholder_like() -> re.Pattern[str]:
    """Placeholders, also in what a model may make of ours: other brackets, one of them or both lost, other letter case.

    Without any bracket only the letter case of ours counts: “name a price” is no placeholder.
    """
    labels = {label for by_kind in masking().labels.values() for label in by_kind.values()}
    words = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    opened, closed = r"(?:\[\[|[⟦\[【「〖<《])\s*", r"\s*(?:\]\]|[⟧\]】」〗>》])"
    marked = rf"(?:{words})\s*[A-Z]{{1,3}}"
    bare = rf"(?<![A-Za-z])(?:{words}) ?[A-Z]{{1,2}}(?![A-Za-z0-9])"
    return re.compile(rf"{opened}(?i:{marked}){closed}|⟦\s*(?i:{marked})(?![A-Za-z])|(?i:{marked})\s*⟧|{bare}")
