"""A paste is known to be the same chat a little later, or another customer's."""

import pytest

from copilot.conversation import continues

CHAT = "张姐：这个枕头多少钱\n桂姐：299一只\n张姐：有点贵"


@pytest.mark.parametrize(
    ("now", "same"),
    [
        (f"{CHAT}\n张姐：我再想想", True),
        ("张姐：那先这样吧\n桂姐：好的", True),
        ("李哥：这个枕头多少钱\n桂姐：299一只\n李哥：有点贵", False),
        ("李哥：能水洗吗\n桂姐：不能", False),
        ("", True),
    ],
)
def test_the_same_chat_is_told_from_another_customer_s(now: str, same: bool) -> None:
    assert continues(CHAT, now) is same


def test_without_names_likeness_tells() -> None:
    assert continues("客户：有点贵，我再看看", "客户：有点贵啊，我先再看看")
    assert not continues("客户：有点贵，我再看看", "客户：什么时候发货")
