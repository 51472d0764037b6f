"""Text and moments on their way into a database."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from copilot.errors import StoreFailed
from copilot.store import open_store
from copilot.store.columns import storable, to_json


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("侧睡 옆으로 🙂", "侧睡 옆으로 🙂"),
        ("a\x00b", "a\ufffdb"),
        ("half \ud83d.", "half \ufffd."),
        ("whole \ud83d\ude42.", "whole 🙂."),
        ("", ""),
    ],
)
def test_only_what_a_database_refuses_is_changed(given: str, stored: str) -> None:
    assert storable(given) == stored


def test_json_keeps_chinese_readable_and_escapes_nuls() -> None:
    assert to_json({"话": ["多少\x00钱", None, {"\ud83d": 1.5}]}) == '{"话":["多少\\u0000钱",null,{"\ufffd":1.5}]}'


def test_moments_of_any_zone_mean_the_same(tmp_path: Path) -> None:
    beijing = timezone(timedelta(hours=8))
    noon = datetime(2026, 11, 23, 12, tzinfo=beijing)
    with open_store(f"sqlite:///{tmp_path / 'shop.sqlite3'}", clock=lambda: noon) as store:
        store.forms.save("ann", "reply", {"chat": "hi"})
        assert store.forms.prune(before=datetime(2026, 11, 23, 11, 59, tzinfo=beijing)) == 0
        assert store.forms.prune(before=datetime(2026, 11, 23, 12, 1, tzinfo=beijing)) == 1


def test_a_moment_without_a_zone_is_refused(tmp_path: Path) -> None:
    with (
        open_store(f"sqlite:///{tmp_path / 'shop.sqlite3'}") as store,
        pytest.raises(StoreFailed, match="time zone"),
    ):
        store.forms.prune(before=datetime(2026, 11, 23, 12))
