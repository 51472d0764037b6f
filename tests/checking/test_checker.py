import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.bootstrap.desk import packaged_checker
from copilot.checking import CheckRequest, channel_forms, verdict
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.language import Language
from tests.checking.conftest import AT, BRAND, FACTS, Check

CHECKER = packaged_checker()
PIECES = st.sampled_from(
    [
        "最",
        "佳",
        "治",
        "疗",
        "399",
        "元",
        "听松枕",
        "荞麦枕",
        "[1]",
        "满",
        "减",
        "-",
        "×",
        "÷",
        "=",
        "11",
        "月",
        "日",
        "％",
        "半",
        "万",
        "点",
        "分",
        "\n",
        "。",
        "，",
        " ",
        "zui",
        "①",
        "0",
        ".",
        "@",
        "13812345678",
        "买",
        "送",
        "折",
        "约",
        "第",
        "half price",
        "nov 31",
    ]
)

CLEAN = [
    "侧睡的人换枕头，最怕肩膀没地方放。这只两边高中间低，翻过去脖子还是平的。您平时侧睡多还是仰睡多？",
    "今天降温。荞麦枕记得晒一晒再收，别装塑料袋，会闷出味儿。",
    "脖子疼先别急着换枕头。您是早上起来疼，坐一天下午疼，还是一直疼？早上疼多半跟高度有关，后两种换枕头帮助不大。",
    "可以先试睡 30 天，不合适退回来。真要试，建议先睡满一周再判断，头三天多数人不习惯。",
    "好的，不再给您发这类消息了。之前买的有问题随时叫我。",
    "听松枕 399 一只，按用三年算一天三毛六。今年先换一只自己睡，好再给爸妈换。",
    "周六带娃去看了场电影，散场下雨，三个人挤一把伞。",
    "荞麦枕感恩季149元，到11月30日，和满300减50能一起用。",
    "昨晚十点半收到一位老顾客的照片，枕头睡了五年，外套洗得发白。",
    "Slept badly? Try a towel under the pillow for two nights before you buy anything.",
]


def test_clean_texts_pass(check: Check) -> None:
    assert {text: [(f.rule, f.quote) for f in check(text)] for text in CLEAN if verdict(check(text)) != "pass"} == {}


def test_findings_come_in_the_order_of_the_text(check: Check) -> None:
    findings = check("最佳选择，听松枕 389 元，治疗失眠，电话13812345678")
    assert [f.start for f in findings] == sorted(f.start for f in findings)
    assert len(findings) >= 4


def test_one_kind_is_said_once_about_a_place(check: Check) -> None:
    findings = [f for f in check("全国销量第一的顶级枕头") if f.kind == "absolute"]
    assert all(a.end <= b.start for a, b in pairwise(findings))


def test_the_verdict_is_the_worst_finding(check: Check) -> None:
    assert verdict(()) == "pass"
    assert verdict(check("听松枕 389 元")) == "block"
    assert verdict([f for f in check("买就送精美礼品") if f.severity is Severity.WARN]) == "warn"


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=120))
def test_no_text_makes_it_fail(text: str) -> None:
    request = CheckRequest(text, BRAND, channel_forms()[Channel.GROUP], Language.EN, AT, facts=FACTS)
    for finding in CHECKER.check(request):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.quote


def test_long_awkward_texts_are_checked_in_time() -> None:
    for unit in ("转发", "1", "最 ", "买", "9.", "喝了", "a@", "第一", "不", "送"):
        text = unit * (5000 // len(unit))
        request = CheckRequest(text, BRAND, channel_forms()[Channel.GROUP], Language.ZH, AT, facts=FACTS)
        started = time.process_time()
        CHECKER.check(request)
        assert time.process_time() - started < 3, unit
