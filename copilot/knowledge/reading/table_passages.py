"""Readable passages from the rows of a table: products, offers, questions with answers, reviews."""

import re
from collections.abc import Iterator

from copilot.domain.evidence import Passage, Role
from copilot.knowledge.reading.amounts import find_prices, is_number
from copilot.knowledge.reading.blocks import Cell, row_locator
from copilot.knowledge.reading.context import FileContext
from copilot.knowledge.reading.lexicon import PERIODS, PRICES, Kind
from copilot.knowledge.reading.passages import Place, cut, make_passage, period_tags
from copilot.knowledge.reading.periods import Period
from copilot.knowledge.reading.regions import distinct
from copilot.knowledge.reading.roles import roles
from copilot.knowledge.reading.table_facts import price_unit, without_periods
from copilot.knowledge.reading.table_view import TableView
from copilot.knowledge.reading.tables import Record

_UNSEEN = frozenset({Kind.INTERNAL, Kind.PERSONAL, Kind.IGNORED, Kind.CURRENCY, Kind.SALE_UNIT})
_OF_OFFERS = frozenset({Kind.PROMOTION_PRICE, Kind.OFFER}) | PERIODS
_SAY_LITTLE = frozenset({Kind.VARIANT, Kind.MODEL, Kind.CONDITION, Kind.PRODUCT})


def table_passages(view: TableView, context: FileContext, headings: tuple[str, ...]) -> list[Passage]:
    """One passage for each row, and one more for each offer in it; then the notes around the table."""
    table = view.table
    headings = (*headings, *(c.text for c in table.titles[:1] if len(c.text) <= 60))
    passages: list[Passage] = []
    for record in table.records:
        if not record.filled:
            continue
        path = (*headings, record.section) if record.section else headings
        if table.columns(Kind.QUESTION) and table.columns(Kind.ANSWER):
            passages += _question(view, record, context, path)
        elif _is_review_table(view):
            passages += _review(view, record, context, headings)
        else:
            passages += _row(view, record, context, path)
    passages += _notes(view, context, headings)
    return passages


def _is_review_table(view: TableView) -> bool:
    table = view.table
    beside = table.columns(Kind.RATING, Kind.PERSONAL, Kind.DATE)
    return bool(table.columns(Kind.REVIEW) and beside and not table.columns(*PRICES))


def _row(view: TableView, record: Record, context: FileContext, headings: tuple[str, ...]) -> Iterator[Passage]:
    table = view.table
    locator = row_locator(record.filled)
    product = view.owner(record).product
    about = _about(view, record, context)
    if not table.headers:
        text = " ".join(c.text for c in distinct(record.cells))
        role = roles().classify(text, headings, context.name, Role.STORY)
        yield from (make_passage(context, t, role, Place(locator, headings)) for t in cut(text))
        return
    offers = table.columns(Kind.PROMOTION_PRICE)
    plain = [i for i in range(len(table.headers)) if not offers or table.headers[i].kind not in _OF_OFFERS]
    tells = [
        i for i in plain if i != view.key and record.cells[i] and table.headers[i].kind not in _SAY_LITTLE | _UNSEEN
    ]
    if tells or not offers:
        text = _say(view, record, plain)
        prices = any(table.headers[i].kind in PRICES for i in tells)
        default = Role.SPEC if product else Role.STORY
        role = Role.OFFER if prices else roles().classify(text, headings, context.name, default)
        for piece in cut(text):
            yield make_passage(context, piece, role, Place(locator, headings), product=about)
    for column in offers:
        if record.cells[column]:
            beside = [i for i in range(len(table.headers)) if i == view.key or table.headers[i].kind in _SAY_LITTLE]
            of_offer = [i for i in table.columns(Kind.OFFER, *PERIODS) if _same_offer(view, i, column)]
            periods = view.periods(record, column)
            text = _say(view, record, sorted({*beside, column, *of_offer}), column, periods)
            # A section (“running now”) may have ended rows ago; an offer's own dates are what counts.
            place = Place(locator, headings[:-1] if record.section else headings)
            yield make_passage(context, text, Role.OFFER, place, tags=period_tags(periods), product=about)


def _same_offer(view: TableView, beside: int, column: int) -> bool:
    headers = view.table.headers
    if len(view.table.columns(Kind.PROMOTION_PRICE)) == 1 or not headers[beside].group:
        return True
    return headers[beside].group == headers[column].group


def _say(view: TableView, record: Record, columns: list[int], offer: int = -1, periods: tuple[Period, ...] = ()) -> str:
    """`产品：云朵记忆枕 Pro；规格：60×40cm；会员价：359元/只`, with the product under its full name."""
    parts: list[tuple[str, str]] = []
    for i in columns:
        header, cell = view.table.headers[i], record.cells[i]
        if cell is None or header.kind in _UNSEEN:
            continue
        owner = view.owner(record)
        value = owner.product if i == view.key and not owner.variant else _shown(view, record, i, cell)
        parts.append((header.label or header.group, " ".join(value.split())))
    if view.key is None and view.heading_product:
        parts.insert(0, ("", view.heading_product))
    stated = any(view.table.headers[i].kind in PERIODS and record.cells[i] for i in columns)
    if offer >= 0 and periods and not stated:
        text = "，".join(t for p in periods if (t := _period_text(p)))
        parts += [("", text)] if text else []
    words = "".join(label for label, _ in parts) or "".join(value for _, value in parts)
    chinese = re.search(r"[\u4e00-\u9fff]", words)
    colon, comma = ("：", "；") if chinese else (": ", "; ")
    return comma.join(f"{label}{colon}{value}" if label else value for label, value in parts)


def _shown(view: TableView, record: Record, column: int, cell: Cell) -> str:
    """The cell's text; a bare number with the unit that its column gives it."""
    header = view.table.headers[column]
    if header.kind in PRICES:
        prices = find_prices(without_periods(view, cell.text))
        if len(prices) == 1 and (is_number(cell.text) or "起" in prices[0].note):
            price = prices[0]
            return f"{price.value}{_gap(unit := price_unit(view, record, header, cell, price))}{unit}{price.note}"
        return cell.text
    unit = header.unit or cell.unit
    bare = re.fullmatch(r"[\d.,×x*~\-–]+", cell.text.strip())
    return f"{cell.text}{unit}" if unit and bare else cell.text


def _gap(unit: str) -> str:
    return " " if unit and unit[0].isascii() else ""


def _period_text(period: Period) -> str:
    first, last = period.valid_from, period.valid_to
    if first and last:
        return f"{first} ~ {last}"
    return f"{first} ~" if first else f"~ {last}" if last else ""


def _question(view: TableView, record: Record, context: FileContext, headings: tuple[str, ...]) -> Iterator[Passage]:
    questions = [c.text.strip() for i in view.table.columns(Kind.QUESTION) if (c := record.cells[i])]
    answers = [c.text.strip() for i in view.table.columns(Kind.ANSWER) if (c := record.cells[i])]
    if not answers:
        return
    asked = "\n".join(questions)
    first = asked.split("\n")[0].strip()
    path = (*headings, first) if first else headings
    tags = tuple(f"question:{q.strip()}" for q in asked.split("\n")[:8] if q.strip())
    product = _about(view, record, context)
    for piece in cut("\n".join(answers)):
        text = f"{first}\n{piece}" if first else piece
        yield make_passage(context, text, Role.FAQ, Place(row_locator(record.filled), path), tags=tags, product=product)


def _review(view: TableView, record: Record, context: FileContext, headings: tuple[str, ...]) -> Iterator[Passage]:
    table = view.table
    words = [c.text.strip() for i in table.columns(Kind.REVIEW) if (c := record.cells[i])]
    text = "\n".join(dict.fromkeys(words))
    if not text:
        return
    stars = next((c.text for i in table.columns(Kind.RATING) if (c := record.cells[i])), "")
    rating = read_rating(stars)
    dates = [c.text for i in table.columns(Kind.DATE) if (c := record.cells[i])]
    stars_tag = [f"rating:{rating:g}"] if rating is not None else []
    tags = (*stars_tag, *(f"date:{d}" for d in dates[:1]))
    named = view.owner(record).product
    role = roles().experience(text, rating)
    path = (*headings, named) if named else headings
    for piece in cut(text):
        place = Place(row_locator(record.filled), path)
        yield make_passage(context, piece, role, place, tags=tags, product=_about(view, record, context))


def read_rating(text: str) -> float | None:
    """Stars out of five: `4`, `4.5 / 5`, `★★★★☆`, `好评`; a score out of ten or a hundred is scaled."""
    if "★" in text:
        return float(text.count("★"))
    words = {"好评": 5.0, "中评": 3.0, "差评": 1.0}
    if text.strip() in words:
        return words[text.strip()]
    found = re.search(r"\d+(?:\.\d+)?", text)
    if not found:
        return None
    rating = float(found[0])
    return rating if rating <= 5 else rating / 2 if rating <= 10 else rating / 20 if rating <= 100 else None


def _notes(view: TableView, context: FileContext, headings: tuple[str, ...]) -> Iterator[Passage]:
    """What stands above, between and below the rows, where it says something."""
    for cell in [*view.table.titles[1:], *view.table.notes]:
        text = cell.text.strip(" ▲★※●*-—–")
        if len(text) < 8:
            continue
        role = roles().classify(text, (), "", Role.POLICY)
        for piece in cut(text):
            yield make_passage(context, piece, role, Place(cell.locator, headings))


def _about(view: TableView, record: Record, context: FileContext) -> str | None:
    """The row's product where the brand knows it, "" where a column names something else; None leaves it to the text."""
    products = view.products(record)
    known = [p for p in products if p in context.names.full.values()]
    if known or len(products) > 1:
        return known[0] if len(products) == 1 else ""
    return "" if view.key is not None and record.cells[view.key] and view.is_about_products else None
