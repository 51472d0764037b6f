"""What columns say about each other: a header alone may mean several things, its neighbours settle which."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from copilot.knowledge.reading.headers import Header
from copilot.knowledge.reading.lexicon import PERIODS, PRICES, Kind, fold, lexicon


def seen_together(headers: Sequence[Header]) -> tuple[Header, ...]:
    """The headers, each as its neighbours let it be understood."""
    for rule in (
        _dates_of_offers,
        _words_of_offers,
        _words_beside_prices,
        _prices_for_trade,
        _cost_of_services,
        _sums_of_lines,
        _prices_by_day,
        _price_of_one,
        _prices_for_a_while,
    ):
        headers = [rule(h, headers) for h in headers]
    return tuple(headers)


def _dates_of_offers(header: Header, all_headers: Sequence[Header]) -> Header:
    """In a table of offers a column called `时间` or `Dates` says when they hold."""
    kinds = {h.kind for h in all_headers}
    offers = kinds & {Kind.PROMOTION_PRICE, Kind.OFFER} and Kind.REVIEW not in kinds
    own = header.kind in (None, Kind.ATTRIBUTE) and _is_time_of_offer(header)
    return replace(header, kind=Kind.PERIOD) if offers and (own or header.kind is Kind.DATE) else header


def _words_of_offers(header: Header, all_headers: Sequence[Header]) -> Header:
    """Beside named offers and their days, `内容` is what each offer gives, and holds as long."""
    kinds = {h.kind for h in all_headers}
    offers = Kind.OFFER in kinds and bool(kinds & PERIODS) and not kinds & {Kind.RATING, Kind.QUESTION}
    own = header.kind in (None, Kind.ATTRIBUTE, Kind.REVIEW) and fold(header.label) in lexicon().generic
    return replace(header, kind=Kind.OFFER) if offers and own else header


def _words_beside_prices(header: Header, all_headers: Sequence[Header]) -> Header:
    """Beside prices, and without ratings, `内容` is what is sold, not what a customer wrote."""
    kinds = {h.kind for h in all_headers}
    if header.kind is not Kind.REVIEW or not kinds & PRICES or Kind.RATING in kinds:
        return header
    label = fold(header.label)
    if label in ("comment", "comments") and not kinds & {Kind.PERSONAL, Kind.DATE}:
        return replace(header, kind=Kind.CONDITION)
    return replace(header, kind=Kind.ATTRIBUTE) if label in lexicon().generic else header


def _prices_for_trade(header: Header, all_headers: Sequence[Header]) -> Header:
    """Beside what customers pay, the wholesale price is not for them."""
    trade = lexicon().wholesale.search
    others = any(h.kind in PRICES and not any(trade(fold(w)) for w in h.path) for h in all_headers)
    own = header.kind in PRICES and any(trade(fold(w)) for w in header.path)
    return replace(header, kind=Kind.INTERNAL) if own and others else header


def _cost_of_services(header: Header, all_headers: Sequence[Header]) -> Header:
    """Beside services and ways of delivery `Cost` is what customers pay for them, if nothing else is called a price."""
    own = header.kind is Kind.INTERNAL and lexicon().costs.fullmatch(fold(header.label))
    served = any(lexicon().services.fullmatch(fold(h.label)) for h in all_headers)
    if not own or not served or any(h.kind in PRICES for h in all_headers):
        return header
    return replace(header, kind=Kind.ATTRIBUTE)


def _sums_of_lines(header: Header, all_headers: Sequence[Header]) -> Header:
    """Beside a price and a quantity `金额` is what the line of a quote comes to, not what one costs."""
    if header.kind not in PRICES or not lexicon().line_sums.fullmatch(fold(header.label)):
        return header
    counted = any(lexicon().counts.fullmatch(fold(h.label)) for h in all_headers)
    priced = any(h.kind in PRICES and not lexicon().line_sums.fullmatch(fold(h.label)) for h in all_headers)
    return replace(header, kind=Kind.IGNORED) if counted and priced else header


def under_an_offer(headers: Sequence[Header]) -> tuple[Header, ...]:
    """The headers under a title that names an offer and its days: their one price that is not the usual one is the offer's."""
    named = [
        h
        for h in headers
        if h.kind is Kind.LIST_PRICE
        and (not lexicon().is_usual_price(h.label) or lexicon().plain_prices.fullmatch(fold(h.label)))
    ]
    if len(named) != 1 or any(h.kind is Kind.PROMOTION_PRICE for h in headers):
        return tuple(headers)
    return tuple(replace(h, kind=Kind.PROMOTION_PRICE) if h is named[0] else h for h in headers)


def _prices_by_day(header: Header, all_headers: Sequence[Header]) -> Header:
    """`周末价` beside `平日价` is what a weekend costs, not an offer."""
    usual = lexicon().usual_days.search
    if header.kind is not Kind.PROMOTION_PRICE or header.periods or not _names(header, lexicon().weekend.search):
        return header
    return replace(header, kind=Kind.LIST_PRICE) if any(_names(h, usual) for h in all_headers) else header


def _prices_for_a_while(header: Header, all_headers: Sequence[Header]) -> Header:
    """A price of certain days beside one that always holds is an offer, whatever it is called."""
    listed = [h for h in all_headers if h.kind is Kind.LIST_PRICE]
    always = any(not h.periods for h in listed)
    ends = header.kind is Kind.LIST_PRICE and any(p.valid_from and p.valid_to for p in header.periods)
    if not always or not (ends or _is_offer_beside(header, all_headers)):
        return header
    return replace(header, kind=Kind.PROMOTION_PRICE, note=header.note or header.label)


def _is_offer_beside(header: Header, all_headers: Sequence[Header]) -> bool:
    """Beside a price by a listed name and a column of last days, a price of another name (`焕新价`) is what ends then."""
    kinds = {h.kind for h in all_headers}
    if header.kind is not Kind.LIST_PRICE or not kinds & {Kind.PERIOD, Kind.PERIOD_TO} or Kind.PROMOTION_PRICE in kinds:
        return False
    usual = [lexicon().is_usual_price(h.label) for h in all_headers if h.kind is Kind.LIST_PRICE]
    return any(usual) and not lexicon().is_usual_price(header.label)


def _price_of_one(header: Header, all_headers: Sequence[Header]) -> Header:
    """`单瓶价` is the price of the thing itself unless a price by a listed name stands beside it."""
    if header.kind is not Kind.UNIT_PRICE or header.per or not is_of_one(header.label):
        return header
    usual = any(h.kind is Kind.LIST_PRICE and lexicon().is_usual_price(h.label) for h in all_headers)
    return header if usual else replace(header, kind=Kind.LIST_PRICE, note=header.note or header.label)


def is_of_one(label: str) -> bool:
    """Whether a label says that one is sold (`单瓶`), other than `单价`."""
    return bool(re.match(r"单(?!价)", fold(label)))


def _is_time_of_offer(header: Header) -> bool:
    label = fold(header.label)
    return bool(re.search(r"(时间|日期|期间|\bdates?)$", label) and lexicon().promotional.search(label))


def _names(header: Header, search: Callable[[str], object]) -> bool:
    return bool(header.kind in PRICES and search(fold(header.label)))
