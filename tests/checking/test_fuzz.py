"""No text makes a check fail, point beside its quote, or take long."""

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot.bootstrap.desk import packaged_checker
from copilot.checking import CheckRequest, channel_forms
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from tests.checking.conftest import BRAND, FACTS, passage

CHECKER = packaged_checker()
EVIDENCE = (
    passage(1, "实测 1200 位顾客，退货率 3.2%。30 天内可退，周三晚8点直播。"),
    passage(2, "Opens 9 am, since 2011."),
)
PIECES = st.sampled_from(
    [*"0123456789零一二三百千万亿半点折元块毛分%¥$×*/-~.:：，。、 \n第满减买送件天月日号周年ml", "kg", "½", "③", "１９９", "🎉", "👩‍👩‍👧", "שלום", "\u202e", "\u0301", "𝟗𝟗", "听松枕", "双11", "最后一天", "half price", "buy 2 get 1", "nineteen", "11/11", "[1]", "的", "是", "不到", "原价"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=80).map("".join), st.text(max_size=120))
_NO_FASTER = 9
"""Four times the characters: linear is 4, quadratic 16."""
HEAVY = {
    "figures": "1234567890",
    "chinese figures": "一百二十三万",
    "one figure and a blank": "1 ",
    "figures and commas": "1,234,",
    "figures with units": "199元3件",
    "units only": "元个件天",
    "dashes": "1-2-3-",
    "times": "1x2x3x",
    "english numbers": "one hundred and two ",
    "offers": "满300减50买二送一第二件半价",
    "dates": "11月11日11/11周三晚8点",
    "products": "听松枕199，荞麦枕",
    "prices": "¥199",
    "percents": "9.9折95%",
    "letters": "a1b2c3",
    "clauses": "原价199现价99立省100，",
    "one digit": "9",
    "hundreds": "百",
    "dots": "1.",
    "colons": "12:34:",
    "line breaks": "\n",
    "circled figures": "①",
    "keycaps": "1️⃣",
    "dots and letters": "a.",
}


def checked(text: str) -> None:
    request = CheckRequest(
        text, BRAND, channel_forms()[Channel.MOMENTS], Language.ZH, date(2026, 11, 23), facts=FACTS, evidence=EVIDENCE
    )
    for finding in CHECKER.check(request):
        assert text[finding.start : finding.end] == finding.quote
        assert finding.start < finding.end


def seconds(text: str) -> float:
    start = time.process_time()
    checked(text)
    return time.process_time() - start


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_checked_and_every_finding_points_at_its_quote(text: str) -> None:
    checked(text)


@pytest.mark.parametrize("piece", HEAVY.values(), ids=HEAVY.keys())
def test_the_time_a_text_takes_grows_with_its_length_and_no_faster(piece: str) -> None:
    text = piece * (10_000 // len(piece) + 1)
    short = min(seconds(text[:2_500]) for _ in range(2))
    assert min(seconds(text[:10_000]) for _ in range(2)) < _NO_FASTER * max(short, 0.01)
