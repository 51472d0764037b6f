"""Ages that goods are said to be fit for, held against those the knowledge gives for the product."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from copilot.checking.kept import Kept
from copilot.checking.ledger import Ledger
from copilot.checking.numerals import NUMBER, value_of
from copilot.checking.owners import NamedIn, told_of
from copilot.checking.quantity import Measure, Quantity
from copilot.checking.word_lists import Strict
from copilot.domain.brand import Brand
from copilot.domain.draft import Finding
from copilot.domain.evidence import EvidenceItem, Fact
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

FILE = "ages.yaml"
_YEAR = Decimal(12)
_EVER = Decimal(12 * 150)
_N = rf"(?:{NUMBER})"
_TO = r"\s?(?:-|–|—|~|至|到|to|through)\s?"
_AGE = re.compile(
    rf"(?P<first>{_N})\s?(?:岁|个月)?{_TO}(?P<last>{_N})\s?(?P<zh_unit>周?岁|个月)"
    rf"|\bage[sd]?\s(?:from\s)?(?P<en_first>{_N}){_TO}(?P<en_last>{_N})\b"
    rf"|(?:(?P<under>未满|不满|不到|小于)\s?)?(?P<one>{_N})\s?(?:(?P<unit>周?岁)(?P<half>半)?|(?P<months>个月)(?=大|龄|的?[宝婴孩娃]|以上|以下|以内|起|[+]))(?:大|龄)?\s?(?:的?(?:宝宝|孩子|儿童|娃))?(?P<bound>以上|及以上|起|开始|往上|[+]|以下|以内|之内|之前)?"
    rf"|(?:(?P<en_under>under|below|younger than|over|above|from|as young as)\s(?:the\s)?)?\bage[sd]?\s(?:of\s)?(?P<en_age>{_N})(?P<en_bound>\s?\+| and (?:up|over|older|above|under)| or (?:older|younger|under)| up)?"
    rf"|(?:(?P<en_low>under|over|from|as young as)\s)?(?P<en_one>{_N})[- ](?P<en_unit>years?|yrs?|months?)[- ]olds?\b(?P<en_more>\s?\+| and (?:up|over|older|above|under)| or (?:older|younger))?"
)
_SPOKEN_OF = re.compile(r"岁|个月|age|old")
_ABOVE = ("以上", "及以上", "起", "开始", "往上", "+", "up", "over", "older", "above", "from", "as young as")
_BELOW = ("以下", "以内", "之内", "之前", "under", "younger", "below", "未满", "不满", "不到", "小于")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_CLAUSE_END = re.compile(r"[，,。；;！!？?\n]")
_ASKS = re.compile(r"\s?[?？]")
_SHOWN = 3


class AgeWords(Strict):
    """The file `ages.yaml`."""

    forbids: str
    fits: str
    takes_back: str


@dataclass(frozen=True, slots=True)
class Ages:
    """From `low` up to `high` months, as written at `start` to `end`; `bounded` where it names a limit or a span."""

    low: Decimal
    high: Decimal
    start: int
    end: int
    quote: str
    bounded: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """The ages a product is for, and those it is not for."""

    fit: tuple[Ages, ...]
    unfit: tuple[Ages, ...]

    def holds(self, said: Ages) -> bool:
        """Whether a text may say that the product is for these ages."""
        if any(u.low <= said.low < u.high for u in self.unfit):
            return False
        if not self.fit:
            return True
        low, high = min(f.low for f in self.fit), max(f.high for f in self.fit)
        return low <= said.low < high and (not said.bounded or said.high == _EVER or said.high <= high)


class AgeCheck:
    """The check of ages, compiled. `plain` gives a text as rules read it."""

    def __init__(self, words: AgeWords, plain: Callable[[str], str]) -> None:
        self._forbids = re.compile(words.forbids)
        self._fits = re.compile(words.fits)
        self._takes_back = re.compile(words.takes_back)
        self._plain = plain
        self._limits = Kept(self._read)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Findings for ages outside what is known of the product spoken of. Products without known ages are passed."""
        plain, request = ledger.reading.surface.plain, ledger.reading.request
        said = [ages for ages in ages_in(plain) if self._says_fit(ledger, ages)]
        if not said or not (request.facts or request.evidence):
            return
        known: Mapping[str, Limits] = self._limits(request.brand, request.facts, request.evidence, ledger.named_in)
        for ages in said:
            limits = known.get(_product_of(ledger, ages))
            if limits and not limits.holds(ages):
                place = Quantity(Measure.COUNT, (), "", ages.start, ages.end, ages.quote)
                right = " / ".join(dict.fromkeys(a.quote for a in (*limits.fit, *limits.unfit)[:_SHOWN]))
                yield ledger.finding("age_outside", place, right=right)

    def _says_fit(self, ledger: Ledger, ages: Ages) -> bool:
        surface = ledger.reading.surface
        stretch = surface.sentence_at(ages.start)
        sentence = surface.plain[stretch.start : stretch.end]
        if _ASKS.match(surface.plain, stretch.end) or sentence.endswith("吗"):
            return False
        if ages.bounded:
            return not self._takes_back.search(_clause(surface.plain, ages))
        return bool(self._fits.search(sentence)) and not self._takes_back.search(sentence)

    def _read(
        self, brand: Brand, facts: tuple[Fact, ...], evidence: tuple[EvidenceItem, ...], named_in: NamedIn
    ) -> dict[str, Limits]:
        texts = [(f.product, self._plain(f"{f.field}：{f.value}{f.unit}；{f.note}")) for f in facts]
        texts += [told for item in evidence for told in told_of(item, self._plain, named_in)]
        found: dict[str, tuple[list[Ages], list[Ages]]] = {}
        names = {p.name for p in brand.products}
        for product, text in texts:
            for sentence in _SENTENCE.findall(text) if product in names else ():
                for ages in (a for a in ages_in(sentence) if a.bounded):
                    sides = found.setdefault(product, ([], []))
                    sides[self._is_unfit(sentence, ages)].append(ages)
        return {product: Limits(tuple(fit), tuple(unfit)) for product, (fit, unfit) in found.items()}

    def _is_unfit(self, sentence: str, ages: Ages) -> bool:
        """Whether an age is forbidden: in its own clause; in its sentence where only an upper limit is told."""
        told = sentence if not ages.low else _clause(sentence, ages)
        return bool(self._forbids.search(told))


def ages_in(plain: str) -> Iterator[Ages]:
    """Every age and span of ages in a plain text, in months."""
    for match in _AGE.finditer(plain) if _SPOKEN_OF.search(plain) else ():
        group = match.groupdict()
        first = value_of(
            group["first"] or group["en_first"] or group["one"] or group["en_age"] or group["en_one"] or ""
        )
        if first is None:
            continue
        unit = group["zh_unit"] or group["unit"] or group["months"] or group["en_unit"] or "year"
        each = Decimal(1) if "月" in unit or "month" in unit else _YEAR
        low, high = first * each, (first + 1) * each
        bound = " ".join(group[g] or "" for g in ("under", "bound", "en_under", "en_bound", "en_low", "en_more"))
        last = value_of(group["last"] or group["en_last"] or "") if group["last"] or group["en_last"] else None
        if last is not None:
            high = (last + 1) * each
        elif any(b in bound for b in _BELOW):
            low, high = Decimal(0), low
        elif any(b in bound for b in _ABOVE):
            high = _EVER
        elif group["half"]:
            low += _YEAR / 2
        bounded = last is not None or high == _EVER or not low
        yield Ages(low, high, *match.span(), match[0].strip(), bounded)


def _clause(plain: str, ages: Ages) -> str:
    start = max((m.end() for m in _CLAUSE_END.finditer(plain, 0, ages.start)), default=0)
    end = _CLAUSE_END.search(plain, ages.end)
    return plain[start : end.start() if end else len(plain)]


def _product_of(ledger: Ledger, ages: Ages) -> str:
    """The product named nearest to an age in its sentence, else the last one named before, else the one asked for."""
    surface = ledger.reading.surface
    stretch = surface.sentence_at(ages.start)
    here: Sequence[tuple[int, str]] = [
        (max(m.start - ages.end, ages.start - m.end), m.product)
        for m in ledger.mentions
        if stretch.start <= m.start < stretch.end
    ]
    if here:
        return min(here)[1]
    if begun := ledger.begun_in(surface.plain[stretch.start : stretch.end]):
        return begun
    earlier = [m.product for m in ledger.mentions if m.end <= stretch.start]
    return earlier[-1] if earlier else ledger.reading.request.product or ""


@cache
def load_age_words() -> AgeWords:
    """Read and check the packaged file. Raises `RulesInvalid`."""
    try:
        return AgeWords.model_validate(read_yaml((files(__package__) / "rules" / FILE).read_text("utf-8")))
    except ValidationError as error:
        raise RulesInvalid(f"{FILE}: {error}", file=FILE, detail=str(error)) from error
