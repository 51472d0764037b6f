"""Kinds of a product by which a text calls it right before a price: 月卡158, 大束349, uprights are $260."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from copilot.checking.names import Mention
from copilot.checking.numerals import singular
from copilot.domain.evidence import Fact, Field

_PART = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z]{4,}")
_NOTE_END = re.compile(r"[；;]")
_LISTED = (Field.LIST_PRICE, Field.UNIT_PRICE, Field.MEMBER_PRICE)
"""Prices whose note names a kind; that of an offer names the offer."""
_SIZES = frozenset("大中小")
_LONGEST = 10
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEADS = r"(?:\s?(?:是|要|卖|也要|也是|就|只要|现在|is|are|costs?))?\s?(?=[¥￥$£€]?\d)(?!\d+\s?[-~到至]?\d*\s?(?:%|[天日月年点分小周号岁]))"

Spoken = Callable[[str], bool]
"""Whether a word says more than which kind it is: a price's name, or a common word."""


class Kinds:
    """The kinds that the price list tells of one product only. Pure."""

    def __init__(self, facts: Iterable[Fact], plain: Callable[[str], str], spoken: Spoken) -> None:
        owners: dict[str, set[str]] = defaultdict(set)
        for fact in facts:
            if fact.product and fact.field in _LISTED and not (fact.valid_from or fact.valid_to):
                for kind in _kinds(plain(_NOTE_END.split(fact.note)[0]), plain(fact.product)):
                    owners[kind].add(fact.product)
        self._owner = {k: next(iter(o)) for k, o in owners.items() if len(o) == 1 and not spoken(k)}
        words = sorted(self._owner, key=len, reverse=True)
        either = "|".join(rf"(?<![a-z]){re.escape(w)}" if w.isascii() else re.escape(w) for w in words)
        self._pattern = re.compile(rf"({either})s?{_LEADS}") if words else None

    def mentions(self, plain: str, named: Sequence[Mention]) -> tuple[Mention, ...]:
        """`named` and the kinds that stand right before a number, by their places."""
        if self._pattern is None:
            return tuple(named)
        taken = [(m.start, m.end) for m in named]
        found = (
            Mention(self._owner[m[1]], *m.span(1))
            for m in self._pattern.finditer(plain)
            if not any(start < m.end(1) and m.start(1) < end for start, end in taken)
        )
        return tuple(sorted((*named, *found), key=lambda m: m.start))


def _kinds(note: str, product: str) -> Iterator[str]:
    """The words of a variant; a size is called with the noun of its product: 大束."""
    if note in _SIZES and _HAN.match(product[-1:]):
        yield f"{note}{product[-1]}"
    if len(note) > _LONGEST or (note.isascii() and not note.isalpha()):
        return
    for part in _PART.findall(note):
        word = singular(part) if part.isascii() else part
        if word not in product:
            yield word
