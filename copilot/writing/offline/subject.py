"""What a brief is about: its product by all its names, and the words that tell one matter from another."""

import re
from functools import cached_property

from copilot.domain.conversation import Speaker
from copilot.domain.draft import Brief
from copilot.domain.language import Language
from copilot.writing.likeness import terms
from copilot.writing.offline.dice import Dice
from copilot.writing.offline.words import Words


class Subject:
    """The product of a brief (or none) among the brand's others."""

    def __init__(self, brief: Brief, words: Words, dice: Dice) -> None:
        self._brief, self._words, self._dice = brief, words, dice
        read = brief.reading.products if brief.reading else ()
        self.wanted = brief.product or next(iter(read), "")
        """The product asked for, or the one the conversation is about; "" for none."""

    @cached_property
    def name(self) -> str:
        """How the product is called in a message: its name, or a short alias when the name is long."""
        known = self._brief.brand.product(self.wanted) if self.wanted else None
        if known is None:
            return self.wanted
        short = [a for a in known.aliases if re.fullmatch(r"[一-鿿]{3,7}", a)]
        return self._dice.one("name", short) if len(known.name) > 8 and short else known.name

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All names of the product."""
        known = self._brief.brand.product(self.wanted) if self.wanted else None
        return known.names if known else ((self.wanted,) if self.wanted else ())

    @cached_property
    def focus(self) -> frozenset[str]:
        """Terms of what the text is about: topic, the customer's words, the segment's pains and words."""
        brief = self._brief
        told = [brief.topic, *((brief.segment.pains + brief.segment.words) if brief.segment else ())]
        told += [brief.conversation.customer_words] if brief.conversation else []
        return frozenset().union(*(terms(t, self._words.stop_words) for t in told)) - self.name_terms

    @cached_property
    def wishes(self) -> frozenset[str]:
        """Terms of what convinces the segment."""
        told = self._brief.segment.convinces if self._brief.segment else ()
        return frozenset().union(*(terms(t, self._words.stop_words) for t in told)) - self.name_terms

    @cached_property
    def name_terms(self) -> frozenset[str]:
        """Terms of every product's names: they do not tell one question from another."""
        names = [n for p in self._brief.brand.products for n in p.names] + [self.wanted]
        return frozenset().union(*(terms(n, self._words.stop_words) for n in names))

    def is_named_in(self, question: str) -> bool:
        """Whether a question names the product, by an alias or a part of its name."""
        asked = question.casefold()
        if self._brief.language is Language.ZH:
            return any(n[i:] in asked for n in self.names for i in range(max(1, len(n) - 2)))
        return any(w in asked for n in self.names for w in n.casefold().split() if len(w) > 3)

    def names_others(self, text: str) -> bool:
        """Whether the text names another product of the brand."""
        mine = " ".join(self.names).casefold()
        others = (n.casefold() for p in self._brief.brand.products for n in p.names)
        return any(n in text.casefold() and n not in mine for n in others)

    def names_other_kind(self, text: str) -> bool:
        """Whether the text speaks of another kind of product (枕, 垫; kettle, mug) and not of this one's."""
        found = self.kinds_in(text)
        return bool(found) and (self._kind(self.names[0]) if self.names else "") not in found

    def kinds_in(self, text: str) -> frozenset[str]:
        """The kinds of product that a text speaks of."""
        return kinds_in(text, self._brief, self._words)

    @cached_property
    def kinds_meant(self) -> frozenset[str]:
        """The kinds the customer speaks of in this chat, or that of the product."""
        chat = self._brief.conversation
        said = " ".join(t.text for t in chat.exchange if t.speaker is Speaker.CUSTOMER) if chat else ""
        return self.kinds_in(f"{said} {self.wanted}")

    @cached_property
    def has_several_kinds(self) -> bool:
        """Whether the brand sells more than one kind of thing."""
        return len(kinds_of(self._brief, self._words)) > 1

    def _kind(self, name: str) -> str:
        return kind_of(name, self._brief.language)


def kinds_in(text: str, brief: Brief, words: Words) -> frozenset[str]:
    """The kinds of the brand's products (枕, 垫; kettle, mug) that a text speaks of, by whatever name."""
    kinds = kinds_of(brief, words)
    named = {
        kind_of(p.name, brief.language)
        for p in brief.brand.products
        for n in p.names
        if n.casefold() in text.casefold()
    }
    return frozenset(k for k in kinds if k in named or _speaks_of(text.casefold(), k))


def kinds_of(brief: Brief, words: Words) -> frozenset[str]:
    """The kinds of all the brand's products."""
    kinds = {kind_of(p.name, brief.language) for p in brief.brand.products}
    return frozenset(kinds - set(words.common_tails) - {""})


def kind_of(name: str, language: Language) -> str:
    """What kind of thing a product is, by the end of its name."""
    if language is Language.ZH:
        return re.sub(r"[\sA-Za-z0-9]+$", "", name)[-1:]
    return name.casefold().rsplit(" ", 1)[-1]


def _speaks_of(text: str, kind: str) -> bool:
    return bool(re.search(rf"\b{re.escape(kind)}s?\b", text)) if kind.isascii() else kind in text
