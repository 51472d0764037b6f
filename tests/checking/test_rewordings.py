"""What can be put in place of unlawful words by one press."""

import pytest

from copilot.checking.rewordings import load_rewordings
from copilot.domain.draft import Finding, Severity


@pytest.mark.parametrize(
    ("quote", "instead"),
    [
        ("The best kettle ever made", "A good kettle"),
        ("最好的枕头", "很好的枕头"),
        ("全网最低价", "现在的价"),
        ("顶级面料，唯一", "讲究的面料，少见"),
        ("绝不退换", None),
    ],
)
def test_every_word_of_the_kind_is_said_plainly(quote: str, instead: str | None) -> None:
    finding = Finding("absolute_best", "absolute", Severity.BLOCK, 0, len(quote), quote, "", "")
    assert load_rewordings().apply(finding).replacement == instead
