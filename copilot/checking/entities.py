"""Names of people, places and works: one that answers a question, or completes a known sentence, must be known too."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from copilot.checking.context import ContextReader
from copilot.checking.kept import Kept
from copilot.checking.ledger import Ledger
from copilot.checking.numerals import value_of
from copilot.checking.quantity import Measure, Quantity
from copilot.checking.sums import worked_out
from copilot.checking.surface import Stretch
from copilot.checking.word_lists import EntityWords
from copilot.domain.brand import Brand
from copilot.domain.draft import Finding
from copilot.domain.evidence import EvidenceItem, Fact
from copilot.domain.persona import Persona

_HAN = re.compile(r"[\u3400-\u9fff]")
_JOINTS = re.compile(r"[\s·•・.\-'’,，]+")
_LATIN_NAME = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-z&-]*\.?(?::?\s+(?:(?:de|da|of|the|van|von)\s+){0,2}[A-Z][A-Za-z&-]*\.?)*(?![a-z])"
)
_QUESTION = re.compile(r"[?？]")
_LEAD = re.compile(r"^[\s:：—\-–,，]+")
_LATIN_WORD = re.compile(r"[a-z]{2,}")
_ABBREVIATION = re.compile(r"[A-Z]{2,5}|of|the")
_QUOTED = re.compile(r"[“《«][^”》»]*$")
_DAY = re.compile(r"\d[年月日号点]")
_COUNTED = re.compile(r"[\d一二两三四五六七八九十几][个页只件张本条次位份层块双对遍]")
_WHERE = "上里中下后前时内外"
"""What ends a place or a time, and no name: 备案上写的."""
_BESIDE = 4
"""Characters before 是 and its like: what the name is said to be."""
_LONG, _MOST = 5, 0.6
_ANSWERS = (Measure.BARE, Measure.COUNT, Measure.DATE)
_CLOSES = re.compile(r"[人个位名年]?的?\s*(?:[。，,！!；;\n]|\.(?!\d)|$)")
_GIVES = re.compile(r"(?:是|为|有|达|:|：|\bis|\bwas|\bare)\s*$")
_MOST_HAN, _MOST_WORDS = 14, 7
_COVERED = 0.5
_COVERED_WORDS = 2
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_SHORTEST_STEM = 4
_NO_NAME = re.compile(r"(?:ly|est|er|ing|ed|less|ful|ness)$")
"""How words end that are seldom names, though they begin a sentence: Honestly, Better."""
_LARGE = re.compile(r"[A-Z\d]")
_DENIES = re.compile(r"\b(?:not|no|never|cannot|nor|neither)\b|n't\b")
_SET_APART = re.compile(r"\s?[,:;—–]|\s(?:and|or|but)\b")
_TEXTS = 10_000


@dataclass(frozen=True, slots=True)
class Text:
    """Some text of the knowledge without joints, and its Latin words."""

    bare: str
    latin: frozenset[str]


class Sources:
    """What the knowledge says: as one text without joints, its Latin words, and the words of each passage."""

    def __init__(self, texts: Sequence[Text], passages: Sequence[frozenset[str]]) -> None:
        self.bare = "".join(t.bare for t in texts)
        self.latin = frozenset[str]().union(*(t.latin for t in texts))
        self._passages = passages
        self._holding: dict[str, list[int]] = {}
        for n, words in enumerate(passages):
            for word in words:
                self._holding.setdefault(word, []).append(n)

    def knows(self, name: str) -> bool:
        """Whether a name stands in the knowledge: all its Latin words; a part between dots; most of a long one."""
        if _JOINTS.sub("", name) in self.bare:
            return True
        if not _HAN.search(name):
            words = _LATIN_WORD.findall(name)
            return bool(words) and all(w in self.latin for w in words)
        if any(joint in name for joint in "·•・"):
            return re.split(r"[·•・]", name)[-1] in self.bare
        if any(c.isdigit() for c in name):
            return False
        pairs = [name[i : i + 2] for i in range(len(name) - 1)]
        return len(name) >= _LONG and sum(p in self.bare for p in pairs) >= _MOST * len(pairs)

    def knows_stem(self, word: str) -> bool:
        """Whether the knowledge has a word in another form: Folded, where it says that they fold."""
        stem = _ENDING.sub("", word)
        return len(stem) >= _SHORTEST_STEM and any(w.startswith(stem) for w in self.latin)

    def covers(self, words: frozenset[str], one_of: frozenset[str] = frozenset()) -> bool:
        """Whether one passage speaks of most of `words`, and of `one_of` others."""
        counts = Counter(n for word in words for n in self._holding.get(word, ()))
        enough = max(1.0, _COVERED * len(words))
        return any(c >= enough and (not one_of or one_of & self._passages[n]) for n, c in counts.items())


class Entities:
    """The check of names, compiled. `plain` gives a text as rules read it."""

    def __init__(self, words: EntityWords, contexts: ContextReader, plain: Callable[[str], str]) -> None:
        self._contexts = contexts
        self._plain = plain
        self._passage_words = lru_cache(maxsize=_TEXTS)(self._words)
        self._text = lru_cache(maxsize=_TEXTS)(_text)
        self._stated = Kept(self._read_stated)
        self._sources = Kept(self._read)
        self._answer_words = frozenset(words.answer_words)
        self._not_names = frozenset(words.not_names)
        self._places = frozenset(words.places)
        self._after_verb = re.compile(rf"\s+(?:[\d$£€]|(?:{'|'.join(words.after_verb)})\b)")
        span = rf"(?P<name>[^\W{re.escape(words.no_name)}]{{2,12}}?(?:·[^\W{re.escape(words.no_name)}]{{1,8}})*)"
        self._ends = re.compile(rf"{words.before_name}{span}(?=的?(?:[。，,！!；;\s]|$|{words.after_name}))")
        self._starts = re.compile(rf"(?:^|(?<=[。，,！!；;\s年月日]))由?(?!\d){span}{words.after_name}")
        self._no_word = re.compile(rf"[{re.escape(words.no_word)}]")
        self._no_name = re.compile(rf"[{re.escape(words.no_name)}]")

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Findings for names that nothing known holds, where the knowledge speaks of what they are said to be."""
        request = ledger.reading.request
        if not request.evidence:
            return
        sources = self._sources(request.brand, request.facts, request.evidence)
        yield from self._amounts(ledger, sources)
        yield from self._bare_answer(ledger, sources)
        for start, end in dict.fromkeys(self._unknown(ledger, sources)):
            name = ledger.reading.surface.plain[start:end]
            if value_of(name) is not None or self._is_own_phrase(name, request.persona, sources):
                continue
            if not any(
                q.start < end and start < q.end and (q.strong or q.end - q.start == end - start)
                for q in ledger.quantities
            ):
                yield ledger.reading.finding(ledger.notices["entity_unknown"], start, end)

    def _is_own_phrase(self, name: str, persona: Persona | None, sources: Sources) -> bool:
        """Whether it is how the persona talks: a form of address, a turn of phrase, a known name with their particle."""
        if persona is None:
            return False
        phrases = self._plain("\n".join((*persona.address, *persona.pet_words, *persona.emoji)))
        bare = name.rstrip("".join(persona.particles)) if persona.particles else name
        return name in phrases or (bare != name and sources.knows(bare))

    def _bare_answer(self, ledger: Ledger, sources: Sources) -> Iterator[Finding]:
        """A text that is a name or a number and nothing else answers a question we do not see: only a note."""
        surface = ledger.reading.surface
        if len(surface.sentences) != 1:
            return
        start, end = surface.sentences[0].start, surface.sentences[0].end
        said = surface.plain[start:end]
        number = next((q for q in ledger.quantities if q.start == start and q.end == end), None)
        if number is not None:
            known = any(ledger.known.agreeing(number))
        else:
            latin = _LATIN_NAME.match(surface.text, start, end)
            known = not self._is_name(said) or not (_HAN.search(said) or latin) or sources.knows(said)
        if not known:
            yield ledger.reading.finding(ledger.notices["entity_aside"], start, end)

    def _amounts(self, ledger: Ledger, sources: Sources) -> Iterator[Finding]:
        """A number given as the answer, which no source of it has."""
        plain = ledger.reading.surface.plain
        for quantity in ledger.quantities:
            if ledger.phrases.computes(ledger.sentence(quantity)):
                continue
            if quantity.strong or quantity.measure not in _ANSWERS or not _CLOSES.match(plain, quantity.end):
                continue
            asked = self._asked(ledger, quantity)
            if len(asked) < _COVERED_WORDS or not sources.covers(asked):
                continue
            sum_of_money = replace(quantity, measure=Measure.MONEY)
            if not any(ledger.known.agreeing(quantity)) and not worked_out(sum_of_money, ledger):
                yield ledger.finding("unmatched", quantity)

    def _asked(self, ledger: Ledger, quantity: Quantity) -> frozenset[str]:
        """The words of what a number answers: a question before it, or the statement it ends with 是."""
        surface = ledger.reading.surface
        stretch = surface.sentence_at(quantity.start)
        before = surface.plain[stretch.start : quantity.start]
        if not before.strip():
            asked = [s for s in surface.sentences if s.end <= stretch.start][-1:]
            marked = asked and _QUESTION.match(surface.plain, asked[0].end)
            return self._words(surface.plain[asked[0].start : asked[0].end]) if marked else frozenset()
        return self._words(before) if _GIVES.search(before) else frozenset()

    def _read(self, brand: Brand, facts: tuple[Fact, ...], evidence: tuple[EvidenceItem, ...]) -> Sources:
        passages = [self._plain(f"{i.passage.heading if i.passage else ''} {i.text}") for i in evidence]
        texts = (*map(self._text, passages), self._stated(brand, facts))
        return Sources(texts, [self._passage_words(t) for t in passages])

    def _read_stated(self, brand: Brand, facts: tuple[Fact, ...]) -> Text:
        stated = (self._plain(f"{f.product} {f.field} {f.value} {f.note}") for f in facts)
        names = (self._plain(n) for n in (*(n for p in brand.products for n in p.names), brand.name))
        return _text("\n".join((*stated, *names)))

    def _words(self, text: str) -> frozenset[str]:
        """The words of a text without pairs that a grammatical character makes."""
        return frozenset(w for w in self._contexts.words(text) if w.isascii() or not self._no_word.search(w))

    def _unknown(self, ledger: Ledger, sources: Sources) -> Iterator[tuple[int, int]]:
        surface = ledger.reading.surface
        question: Stretch | None = None
        for stretch in surface.sentences:
            mark = surface.plain[stretch.end : stretch.end + 1]
            if question is not None:
                yield from self._answer(ledger, sources, question, stretch)
            elif not _QUESTION.match(mark):
                yield from self._said_names(ledger, sources, stretch)
            question = stretch if _QUESTION.match(mark) else None

    def _answer(self, ledger: Ledger, sources: Sources, question: Stretch, said: Stretch) -> Iterator[tuple[int, int]]:
        """A short answer to a question the knowledge speaks of."""
        plain = ledger.reading.surface.plain
        asked = plain[question.start : question.end]
        lead = _LEAD.match(plain[said.start : said.end])
        start = said.start + (lead.end() if lead else 0)
        if not sources.covers(self._words(asked)):
            return
        answer = plain[start : said.end].rstrip()
        written = ledger.reading.surface.text[start : start + len(answer)]
        large = not answer.isascii() or " " not in answer or bool(_LARGE.search(written, 1))
        if large and self._is_name(answer) and not sources.knows(answer):
            yield start, start + len(answer)
        else:
            yield from self._said_names(ledger, sources, said)

    def _is_name(self, answer: str) -> bool:
        if _HAN.search(answer):
            pairs = {answer[i : i + 2] for i in range(len(answer) - 1)}
            return len(answer) <= _MOST_HAN and not self._no_name.search(answer) and not pairs & self._contexts.common
        if not any(c.isalnum() for c in answer) or len(answer.split()) > _MOST_WORDS:
            return False
        return not any(w in self._not_names for w in answer.split()[1:-1])

    def _said_names(self, ledger: Ledger, sources: Sources, stretch: Stretch) -> Iterator[tuple[int, int]]:
        """A name in a statement whose other words one passage covers."""
        surface = ledger.reading.surface
        plain = surface.plain[stretch.start : stretch.end]
        for pattern in (self._ends, self._starts):
            for found in pattern.finditer(plain):
                rest = self._words(f"{plain[: found.start('name')]} {plain[found.end('name') :]}")
                beside = self._words(plain[max(0, found.start() - _BESIDE) : found.start()]) - self._answer_words
                told = pattern is self._starts or sources.covers(rest, beside)
                if (
                    _DAY.search(found["name"])
                    or _COUNTED.search(found["name"])
                    or found["name"][-1] in _WHERE
                    or found["name"] in self._places
                    or not told
                    or len(rest) < _COVERED_WORDS
                ):
                    continue
                if sources.covers(rest) and not sources.knows(found["name"]):
                    yield stretch.start + found.start("name"), stretch.start + found.end("name")
        for found in _LATIN_NAME.finditer(surface.text, stretch.start, stretch.end):
            yield from self._latin(ledger, sources, stretch, found)

    def _is_no_name(self, word: str) -> bool:
        """Whether a word written large is none for all that, be it one or many: Sundays."""
        return word in self._not_names or word.removesuffix("s") in self._not_names

    def _latin(
        self, ledger: Ledger, sources: Sources, stretch: Stretch, found: re.Match[str]
    ) -> Iterator[tuple[int, int]]:
        written = found[0].rstrip(".").removesuffix(" I")
        words = [w for w in written.split() if not _ABBREVIATION.fullmatch(w)]
        name = " ".join(words).casefold()
        if not words or self._is_no_name(words[0].casefold().strip(".")) or sources.knows(name):
            return
        plain = ledger.reading.surface.plain
        if _DENIES.search(plain, stretch.start, stretch.end):
            return
        first = len(words) == 1 and not plain[stretch.start : found.start()].strip()
        if first and (
            sources.knows_stem(name)
            or _NO_NAME.search(name)
            or _SET_APART.match(plain, found.end())
            or self._after_verb.match(plain, found.end(), stretch.end)
        ):
            return
        if _QUOTED.search(ledger.reading.surface.text, stretch.start, found.start()):
            return
        rest = self._words(f"{plain[stretch.start : found.start()]} {plain[found.end() : stretch.end]}")
        enough = _COVERED_WORDS if len(words) > 1 or found.start() > stretch.start else _COVERED_WORDS + 1
        if len(rest) >= enough and sources.covers(rest):
            yield found.start(), found.start() + len(written)


def _text(text: str) -> Text:
    return Text(_JOINTS.sub("", text), frozenset(_LATIN_WORD.findall(text)))
