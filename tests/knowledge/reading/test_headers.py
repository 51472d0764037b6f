"""Headers as people write them, and as programs export them."""

from datetime import date

import pytest

from copilot.knowledge.reading.headers import header_kind, read_header
from copilot.knowledge.reading.lexicon import Kind

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("valid_from", Kind.PERIOD_FROM),
        ("valid_to", Kind.PERIOD_TO),
        ("Member_Price", Kind.MEMBER_PRICE),
        ("list_price_usd", Kind.LIST_PRICE),
        ("start_date", Kind.PERIOD_FROM),
        ("job", Kind.PRODUCT),
        ("Treatment name", Kind.PRODUCT),
        ("net_zero_notes", None),
    ],
)
def test_what_a_program_joins_with_underscores_is_read_as_words(header: str, kind: Kind | None) -> None:
    assert header_kind(header) is kind


def test_a_currency_at_the_end_of_an_exported_header_is_that_of_its_prices() -> None:
    read = read_header(["regular_usd"], TODAY)
    assert (read.kind, read.currency, read.path) == (Kind.LIST_PRICE, "USD", ("regular",))
