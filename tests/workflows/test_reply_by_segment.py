"""Whose chat it is decides how the reply is written: the demo's newcomer, comparer and loyal customer ask the same.

An approved wording that is about the question stays first for all of them; what stands beside it is theirs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.demo import take_in_people
from tests.support.shop import ROOT

QUESTION = "客户：枕头真的有用吗，怕买了没用"


@pytest.fixture
def bedding(tmp_path: Path, open_copilot: Callable[..., Copilot]) -> Copilot:
    copilot = open_copilot(tmp_path / "data")
    copilot.learn([ROOT / "knowledge" / "yunmian"])
    take_in_people(ROOT / "knowledge", copilot.brand(), copilot.people)
    return copilot


def test_a_newcomer_a_comparer_and_a_loyal_customer_get_different_replies(bedding: Copilot) -> None:
    customers, brand = bedding.people.customers, bedding.brand()
    written: dict[str, tuple[str, ...]] = {}
    for code in ("YM017", "YM001", "YM016"):
        segment = customers.segment_of(customers.named(brand, code))
        assert segment is not None
        draft = bedding.reply(QUESTION, Ask(segment=segment.id)).draft
        assert draft.segment_id == segment.id
        written[segment.id] = tuple(v.text for v in draft.variants)
    assert set(written) == {"newcomer", "comparing", "member"}
    assert len({frozenset(texts) for texts in written.values()}) == 3
