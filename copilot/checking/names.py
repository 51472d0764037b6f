"""Which products a text speaks about, and names that look like a product's but are nobody's."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from copilot.checking.partial_names import partial_names
from copilot.checking.request import Reading
from copilot.checking.rulebook import Notice
from copilot.checking.surface import SurfaceTables
from copilot.checking.word_lists import NameWords
from copilot.domain.brand import Brand
from copilot.domain.draft import Finding

_LATIN = re.compile(r"[a-z0-9]")
_MODEL = re.compile(r"\s?([a-z]+[-.]?\d*[a-z]*\+?|第?[一二三四五\d]代)(?![a-z0-9%.'])")
_TWO_LETTERS = 2
_MANY = re.compile(r" [a-z]*[a-rt-z]s$")
"""The end of an English name of several words that is given in the plural: oat bars."""
_HAN_HEAD = re.compile(r"[\u3400-\u9fff]{4}")
_HAN_END = re.compile(r"[\u3400-\u9fff]{2}$")
_ROW = re.compile(r"\s?[,，·:：(（]|\s[-–—]\s")
"""What parts a product's name from what tells a row of it from others."""
_NOUN = 2
_SHORTEST_NOUN = 3
_FIRST_WORD = 4
_AND = "plus"
"""Written small it joins two things; written large it is a model's mark."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A product named in a text, by its full name."""

    product: str
    start: int
    end: int


class ProductNames:
    """The names of one brand's products, ready to be found."""

    def __init__(self, brand: Brand, tables: SurfaceTables, words: NameWords) -> None:
        self._words = words
        self._full = _all_names(brand, tables, words)
        self._partial = partial = partial_names(self._full, words.not_alone)
        ordered = sorted((n for n in {**partial, **self._full} if n.strip()), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_spaced, ordered)) or r"(?!)")
        self._by_blankless = {_blankless(n): full for n, full in {**partial, **self._full}.items()}
        self.kinds = frozenset(_kind(p.name.translate(tables.same_length).casefold()) for p in brand.products) - {""}
        self._nouns = frozenset(c for n in self._full if _HAN_END.search(n) for c in n[-_NOUN:])
        heads = [(n[:_NOUN], full) for n, full in self._full.items() if _HAN_HEAD.match(n)]
        self._heads = {h: p for h, p in heads if all(p == other for head, other in heads if head == h)}
        self._called = self._heads | _first_words(self._full, words)
        begun = "|".join(map(re.escape, self._heads)) or "(?!)"
        self._begun = re.compile(rf"[{words.used}]了?({begun})|({begun})(?=[{words.for_whom}])")
        self._card = re.compile(words.card)
        self._rows = _rows([p.name for p in brand.products])
        suffixes = "|".join(sorted(map(re.escape, words.suffixes), key=len, reverse=True))
        self._suffix = re.compile(rf"\s?({suffixes})(?![a-z])")

    def with_rows(self, products: frozenset[str]) -> frozenset[str]:
        """Products, and those that are rows of theirs in a price list: Cheese Club, monthly is one of Cheese Club."""
        return products.union(*(self._rows.get(p, ()) for p in products))

    def mentions(self, plain: str) -> tuple[Mention, ...]:
        """Products named in lower-case, half-width text, longest names first, none overlapping."""
        return tuple(Mention(self._named(_blankless(m[0])), *m.span()) for m in self._pattern.finditer(plain))

    def is_goods(self, noun: str) -> bool:
        """Whether a Chinese noun is one for goods of the brand: it ends like a product's name."""
        return any(c in self._nouns for c in noun[-_NOUN:])

    def begun_in(self, plain: str) -> str:
        """The product that a text calls by the first two characters of its name, as friends of the shop do: 睡小满.

        "" for none. Such a piece is often an ordinary word: a word for using goods must stand beside it."""
        found = self._begun.search(plain)
        return self._heads[found[1] or found[2]] if found else ""

    def called_in(self, plain: str) -> frozenset[str]:
        """The products that a text may call by how their names begin, be it by chance."""
        return frozenset(product for head, product in self._called.items() if head in plain)

    def is_card(self, product: str) -> bool:
        """Whether a product is a card or a membership, which earns prices of other products."""
        return bool(self._card.search(product.casefold()))

    def named_in(self, plain: str) -> frozenset[str]:
        """The products named in a text."""
        return frozenset(m.product for m in self.mentions(plain))

    def taken_out(self, plain: str) -> str:
        """A text without the products named in it."""
        return self._pattern.sub(" ", plain)

    def _named(self, written: str) -> str:
        names = self._by_blankless
        forms = (written, written.removesuffix("s"), f"{written}s", written.removesuffix("es"))
        return next(names[form] for form in forms if form in names)

    def near_misses(self, reading: Reading, mentions: tuple[Mention, ...], notice: Notice) -> Iterator[Finding]:
        """Findings for names that are a product's with another model mark, or with a character changed.

        `mentions` are those of the text."""
        plain = reading.surface.plain
        for mention in mentions:
            model = _MODEL.match(plain, mention.end) or self._suffix.match(plain, mention.end)
            joins = model and model[1] == _AND and reading.surface.text[model.start(1) : model.end(1)] == _AND
            if model and not joins and self._is_other_model(plain[mention.start : mention.end], model[1]):
                yield reading.finding(notice, mention.start, model.end(), right=self._closest(mention, model[1]))
        yield from self._misspelled(reading, notice, mentions)

    def _is_other_model(self, name: str, model: str) -> bool:
        if model in self._words.generic or _blankless(name + model) in self._by_blankless:
            return False
        return model in self._words.suffixes or bool(
            re.fullmatch(r"[a-z]{1,3}-?\d+[a-z]*|[a-z]\d*\+?|第?[一二三四五\d]代", model)
        )

    def _closest(self, mention: Mention, model: str) -> str:
        family = [f for n, f in self._full.items() if n.startswith(mention.product.casefold()[:3])]
        others = [f for f in family if f != mention.product and not f.casefold().endswith(model)]
        return " / ".join(dict.fromkeys([mention.product, *others]))

    def _misspelled(self, reading: Reading, notice: Notice, mentions: tuple[Mention, ...]) -> Iterator[Finding]:
        plain = reading.surface.plain
        covered = bytearray(len(plain))
        for m in mentions:
            if plain[m.start : m.end] in self._partial:
                continue
            covered[m.start : m.end] = b"\1" * (m.end - m.start)
        for name, full in self._full.items():
            if len(name) < 4 or _LATIN.match(name):
                continue
            for start, end in _one_character_off(name, plain):
                if not any(covered[start:end]) and plain[start:end] not in self._full:
                    covered[start:end] = b"\1" * (end - start)
                    yield reading.finding(notice, start, end, right=full)


def _first_words(names: Mapping[str, str], words: NameWords) -> dict[str, str]:
    """The first words of English names that begin the names of one product only."""
    begins = [(n.split()[0], full) for n, full in names.items() if " " in n and n.isascii()]
    own = {w: f for w, f in begins if len(w) >= _FIRST_WORD and w.isalpha() and w not in words.not_alone}
    return {w: f for w, f in own.items() if all(f == other for word, other in begins if word == w)}


def _kind(name: str) -> str:
    """The noun a name ends in: its last word of letters, or its last Chinese character; "" for a mark."""
    last = name.split()[-1] if name.split() else ""
    if last.isascii():
        return last if last.isalpha() and len(last) >= _SHORTEST_NOUN else ""
    return last[-1] if _HAN_END.search(last) else ""


def _all_names(brand: Brand, tables: SurfaceTables, words: NameWords) -> dict[str, str]:
    """Every way a product is named: its names, those without the brand's, and a sister's short name with its mark."""

    def plain(name: str) -> str:
        return name.translate(tables.same_length).casefold()

    names = {plain(name): p.name for p in brand.products for name in p.names}
    shorter = {n.removeprefix(plain(brand.name)).strip(): full for n, full in names.items()}
    marks: dict[str, str] = {}
    sisters: set[str] = set()
    for product in brand.products:
        own = plain(product.name)
        mark = next((s for s in sorted(words.suffixes, key=len, reverse=True) if own.endswith(s) and own != s), "")
        base = own.removesuffix(mark).strip()
        if not mark or base not in names:
            continue
        sister = names[base]
        sisters.add(sister)
        derived = {f"{n}{' ' if mark[0].isascii() else ''}{mark}" for n, full in names.items() if full == sister}
        shorter |= dict.fromkeys(derived, product.name)
        marks[mark] = "" if mark in marks or mark not in words.alone else product.name
    shorter |= {mark: sister for mark in words.plain_marks for sister in sisters if len(sisters) == 1}
    shorter |= {mark: full for mark, full in marks.items() if full and brand.language != "en"}
    return {**{n: full for n, full in shorter.items() if len(n) > 1}, **names}


def _one_character_off(name: str, plain: str) -> Iterator[tuple[int, int]]:
    """Stretches that are `name` with exactly one inner character replaced, left out or added."""
    first, last, size = name[0], name[-1], len(name)
    at = plain.find(first)
    while at >= 0:
        for length in (size, size - 1, size + 1):
            piece = plain[at : at + length]
            if len(piece) == length and piece[-1] == last and _one_edit(name[1:-1], piece[1:-1]):
                yield at, at + length
                break
        at = plain.find(first, at + 1)


def _one_edit(a: str, b: str) -> bool:
    if len(a) == len(b):
        return len(a) > 1 and b.isalnum() and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    if len(short) < _TWO_LETTERS or not long.isalnum():
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _spaced(name: str) -> str:
    """A pattern for `name` with or without its blanks, or blanks at the border of scripts, and for one or many of it."""
    if _MANY.search(name):
        return _spaced(name[:-1])
    pieces = [re.escape(c) for c in name if not c.isspace()]
    inner = r"[ \-]?".join(pieces) if _LATIN.search(name) else "".join(pieces)
    start = r"(?<![a-z0-9])" if _LATIN.match(name) else ""
    plural = "(?:s|es)?" if name[-1].isascii() and name[-1].isalpha() and len(name) > _TWO_LETTERS else ""
    return rf"{start}{inner}{plural}{'(?![a-z0-9])' if _LATIN.match(name[-1]) else ''}"


def _blankless(name: str) -> str:
    return re.sub(r"[ \-]", "", name)


def _rows(names: list[str]) -> dict[str, frozenset[str]]:
    """By name of a product the names that go on behind it with a comma, a dash or in brackets."""
    rows = {name: frozenset(n for n in names if n.startswith(name) and _ROW.match(n, len(name))) for name in names}
    return {name: others for name, others in rows.items() if others}
