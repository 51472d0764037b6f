"""Facts from prose: `字段：值` lines, and prices that a sentence names outright."""

import re
from collections.abc import Iterator
from dataclasses import replace

from copilot.domain.evidence import Fact, Field, Source
from copilot.domain.language import Language
from copilot.knowledge.reading.amounts import Price, currency_in, find_prices, split_quantity
from copilot.knowledge.reading.blocks import Prose, ProseKind
from copilot.knowledge.reading.context import FileContext
from copilot.knowledge.reading.headers import read_header
from copilot.knowledge.reading.lexicon import PRICES, Kind, fold, lexicon
from copilot.knowledge.reading.passages import about, width
from copilot.knowledge.reading.periods import Period, find_periods, without_periods
from copilot.knowledge.reading.roles import roles

_LINE = re.compile(r"^[\s\-*•·▪◆●○\d.、()（）]*([^:：=\n]{1,24}?)\s*[:：]\s*(\S[^\n]{0,79})$")
_PROSE_VALUE = re.compile(r"[。！？!?；;]|[.,，]\s.*[.,，]\s")
_PRICE_WORDS = re.compile(
    r"([\u4e00-\u9fffA-Za-z0-9]{0,8}?价|(?:\b[a-z]+\s){0,3}price)\s*(?:格)?\s*(?:是|为|才|只要|仅需?|is|of|now)?\s*[:：]?\s*"
    r"((?:[¥￥$€£]|us\$|usd|rmb)?\s*\d[\d,]*(?:\.\d+)?\s*(?:元|块|usd|rmb|起)?(?:\s*/\s*[\u4e00-\u9fffa-z]{1,8})?)",
    re.IGNORECASE,
)
_LONGEST_KNOWN, _LONGEST_UNKNOWN = 30, 14
"""Widths of a value under a listed field and under any other: longer ones are prose, and already passages."""
_LONGEST_LINE = 2000
_SENTENCE = re.compile(r"[^。！？!?\n；;]+")
_NO_FIELD = frozenset({Kind.PERSONAL, Kind.INTERNAL, Kind.QUESTION, Kind.ANSWER, Kind.REVIEW})


def line_facts(paragraphs: list[Prose], context: FileContext) -> list[Fact]:
    """Facts of one file's prose. Chats and stories (posts, diaries) tell no facts: their prices may be long past."""
    facts: dict[tuple[object, ...], Fact] = {}
    product = ""
    path: tuple[str, ...] = ()
    for paragraph in paragraphs:
        if paragraph.kind is not ProseKind.TEXT or _is_story(paragraph, context):
            continue
        if paragraph.headings != path:
            path, product = paragraph.headings, ""
        for line in paragraph.text.split("\n"):
            found = list(_of_line(line, paragraph, product, context))
            named = _names_product(line)
            product = context.names.named_by(named)[0] if named else product
            for fact in found:
                facts.setdefault((fact.product, fact.field, fact.value, fact.unit, fact.valid_from), fact)
    return list(facts.values())


def _is_story(paragraph: Prose, context: FileContext) -> bool:
    return any(roles().separate.search(fold(t)) for t in (*paragraph.headings, context.name))


def _names_product(line: str) -> str:
    """The product that a `品名：…` line opens a list of lines about."""
    found = _LINE.match(line) if len(line) <= _LONGEST_LINE else None
    return found[2].strip() if found and lexicon().kind(found[1]) is Kind.PRODUCT else ""


def _of_line(line: str, paragraph: Prose, product: str, context: FileContext) -> Iterator[Fact]:
    if len(line) > _LONGEST_LINE:
        return
    found = _LINE.match(line)
    owner = about(context, line, paragraph.headings) or product
    if found and _is_pair(found[1], found[2]):
        yield from _pair(found[1], found[2], owner, paragraph, context)
        return
    if roles().is_question(line):
        return
    for sentence in _SENTENCE.findall(line):
        who = context.names.only(sentence) or ("" if context.names.mentioned(sentence) else owner)
        if who:
            yield from _stated_prices(sentence, who, paragraph, context)


def _is_pair(name: str, value: str) -> bool:
    kind = lexicon().kind(name)
    if kind in _NO_FIELD or kind is Kind.PRODUCT or fold(name) in lexicon().corner:
        return False
    marked = roles().question_mark.match(fold(name) + ":") or roles().answer_mark.match(fold(name) + ":")
    if (
        marked
        or lexicon().notes.search(fold(name))
        or re.search(r"[,，。、?？\d]{1}\s*\S*\s", name)
        or "//" in value[:2]
    ):
        return False
    return len(value) <= 60 and not _PROSE_VALUE.search(value.rstrip("。.；;")) and len(name.split()) <= 4


def _pair(name: str, value: str, owner: str, paragraph: Prose, context: FileContext) -> Iterator[Fact]:
    header = read_header([name], context.today)
    value = value.strip().rstrip("。；;")
    periods = find_periods(value, context.today)
    if header.kind in PRICES and owner:
        prices = find_prices(without_periods(value, periods))
        period = (periods or header.periods or (Period(None, None),))[0]
        for price in prices:
            unit = price.unit(header.currency or _currency(name + value, context), header.per)
            source = context.source(paragraph.locator)
            yield _price_fact(header.kind, owner, replace(price, currency=unit), source, period)
        if prices:
            return
    if lexicon().is_blank(value) or (not owner and header.kind is None and context.names.full):
        # Without a product only known words (运费：…, Warranty: …) are facts about the brand.
        return
    if width(value) > (_LONGEST_KNOWN if header.kind else _LONGEST_UNKNOWN):
        return
    shown, unit = split_quantity(value)
    period = periods[0] if len(periods) == 1 and header.kind is Kind.OFFER else Period(None, None)
    source = context.source(paragraph.locator)
    field, unit = header.label or name.strip(), unit or header.unit
    yield Fact(owner, field, shown, unit, source, period.valid_from, period.valid_to)


def _stated_prices(sentence: str, owner: str, paragraph: Prose, context: FileContext) -> Iterator[Fact]:
    """`云朵记忆枕 Pro 日常价 399 元/只，会员价 359 元，11.1-11.11 双11价 329 元`."""
    periods = find_periods(sentence, context.today)
    for found in _PRICE_WORDS.finditer(without_periods(sentence, periods)):
        words = fold(found[1])
        kinds = (lexicon().kind(words[i:]) for i in range(max(0, len(words) - 2)))
        kind = next((k for k in kinds if k in PRICES), None)
        prices = find_prices(found[2])
        if kind is None or len(prices) != 1:
            continue
        period = periods[0] if periods and kind is Kind.PROMOTION_PRICE else Period(None, None)
        unit = prices[0].unit(_currency(sentence, context), "")
        source = context.source(paragraph.locator)
        yield _price_fact(kind, owner, replace(prices[0], currency=unit), source, period)


def _price_fact(kind: Kind, owner: str, price: Price, source: Source, period: Period) -> Fact:
    """`price.currency` holds the whole unit by now."""
    field = {
        Kind.LIST_PRICE: Field.LIST_PRICE,
        Kind.MEMBER_PRICE: Field.MEMBER_PRICE,
        Kind.PROMOTION_PRICE: Field.PROMOTION_PRICE,
    }.get(kind, Field.UNIT_PRICE)
    return Fact(owner, field, price.value, price.currency, source, period.valid_from, period.valid_to, price.note)


def _currency(text: str, context: FileContext) -> str:
    chinese = bool(re.search(r"[\u4e00-\u9fff]", text)) and context.language is not Language.EN
    return currency_in(text) or ("元" if chinese else "")
