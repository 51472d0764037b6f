from collections.abc import Sequence

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.brand import Brand, Product
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.evidence import EvidenceItem, Role
from copilot.domain.language import Language
from tests.checking.conftest import AT, BRAND, Check, assert_found, passage

CARE = passage(1, "外套可以拆下来机洗，芯子不能水洗，晒半天就好。", Role.FAQ)
LATEX = passage(2, "选用泰国进口乳胶，通过 OEKO-TEX 认证，不含荧光剂。", Role.SPEC)
SKIN = passage(3, "配方含微量酒精，敏感肌先在耳后试。", Role.SPEC)
EVIDENCE = (CARE, LATEX, SKIN)


def claims(check: Check, text: str, **more: object) -> list[tuple[str, str]]:
    findings = check(text, **{"evidence": EVIDENCE, **more})
    return [(f.rule, f.quote) for f in findings if f.kind == "unsupported_claim" and f.severity is not Severity.NOTE]


UNSUPPORTED = [
    ("这款获得国家发明专利", "claim_unsupported", "这款获得国家发明专利"),
    ("通过SGS检测认证", "claim_unsupported", "SGS"),
    ("全国包邮，顺丰当天发货", "claim_unsupported", "全国包邮"),
    ("德国进口乳胶", "claim_unsupported", "德国进口"),
    ("面料防水又防螨", "claim_unsupported", "防水"),
    ("终身质保", "claim_unsupported", "终身质保"),
    ("枕芯加了石墨烯", "claim_unsupported", "石墨烯"),
    ("央视推荐过的牌子", "claim_unsupported", "央视"),
    ("芯子可以水洗", "claim_contradicted", "可以水洗"),
    ("配方不含酒精", "claim_contradicted", "不含酒精"),
    ("it comes with a lifetime warranty", "claim_unsupported", "lifetime warranty"),
]


@pytest.mark.parametrize(("text", "rule", "words"), UNSUPPORTED)
def test_an_assertion_nobody_made_is_found(check: Check, text: str, rule: str, words: str) -> None:
    at = text.index(words)
    hits = [(r, q) for r, q in claims(check, text) if r == rule]
    assert any(text.index(q) < at + len(words) and at < text.index(q) + len(q) for _, q in hits), hits


SUPPORTED = [
    "2021年加入这个行当",
    "外套可以机洗，芯子不能水洗",
    "泰国进口乳胶，不含荧光剂",
    "有OEKO-TEX认证",
    "能不能包邮？",
    "如果要顺丰，得补差价",
    "这款没有专利",
    "早上起来脖子不酸",
    "您平时侧睡多还是仰睡多？",
    "外套拆下来机洗，晒半天就好[1]。",
]


@pytest.mark.parametrize("text", SUPPORTED)
def test_what_the_knowledge_says_may_be_said(check: Check, text: str) -> None:
    assert claims(check, text) == []


@pytest.mark.parametrize("way", ["未添加", "没加", "不放", "零", "0添加"])
def test_that_something_is_left_out_may_be_said_in_any_way(check: Check, way: str) -> None:
    assert claims(check, f"泰国进口乳胶，{way}荧光剂") == []


def test_what_is_left_out_is_not_what_is_in_it(check: Check) -> None:
    assert claims(check, "泰国进口乳胶，添加了荧光剂") != []


def test_a_citation_that_says_something_else_is_found(check: Check) -> None:
    text = "双层纱布夏天透气又凉快，出汗也不黏[1]。"
    assert [r for r, _ in claims(check, text)] == ["claim_not_in_citation"]


def test_the_right_citation_is_proposed(check: Check) -> None:
    finding = next(
        f for f in check("选用泰国进口乳胶，不含荧光剂[1]。", evidence=EVIDENCE) if f.rule == "claim_other_source"
    )
    assert "[2]" in finding.suggestion
    assert (finding.quote, finding.replacement) == ("[1]", "[2]"), "one press puts the mark right, and only the mark"
    assert finding.severity is Severity.NOTE


def test_a_mark_without_evidence_is_found(check: Check) -> None:
    assert claims(check, "外套可以机洗[9]。") == [("claim_citation_missing", "[9]")]


def test_materials_are_not_doubted_where_nothing_is_known(check: Check) -> None:
    assert claims(check, "真丝裙摆，防风面料", facts=(), evidence=()) == []


TERMS = passage(4, "江浙沪包邮，其他地区运费 12 元，新疆西藏除外。进水不在保修里。", Role.POLICY)
MAKE = passage(5, "防潮垫两层，坐 90 公斤没问题。", Role.SPEC)

UNSAID = [
    ("新疆也包邮", "包邮"),
    ("全国包邮", "全国包邮"),
    ("进水也保修", "进水也保修"),
    ("防潮垫有三层结构", "三层"),
    ("能坐两百公斤", "两百公斤"),
    ("已经卖出八十多万只", "八十多万"),
    ("面料获国际金奖", "金奖"),
    ("由三甲医院的医生研发", "研发"),
    ("免费上门安装", "免费上门"),
    ("Over 200,000 sold", "200,000"),
    ("it is 100% vegan", "vegan"),
]


@pytest.mark.parametrize(("text", "words"), UNSAID)
def test_quantity_exception_and_denial_count_against_a_claim(check: Check, text: str, words: str) -> None:
    assert_found(check(text, evidence=(*EVIDENCE, TERMS, MAKE)), text, "unsupported_claim", words)


@pytest.mark.parametrize("text", ["江浙沪包邮", "防潮垫两层，坐着不凉", "坐九十公斤没问题", "进水不保修，先跟您说清楚"])
def test_the_same_said_in_other_words_is_supported(check: Check, text: str) -> None:
    assert claims(check, text, evidence=(*EVIDENCE, TERMS, MAKE)) == []


@pytest.mark.parametrize(
    "text", ["早上好，今天降温了", "我昨天在店里遇到一位老师", "我帮您问一下仓库再回您", "周末带孩子去溪边"]
)
def test_talk_asserts_nothing(check: Check, text: str) -> None:
    assert [f for f in check(text, evidence=EVIDENCE) if f.kind == "unsupported_claim"] == []


def test_where_nothing_is_known_a_term_is_a_note(check: Check) -> None:
    findings = check("全国包邮", facts=(), evidence=())
    assert [(f.rule, f.severity) for f in findings] == [("claim_no_knowledge", Severity.NOTE)]


LID = passage(1, "盖子可以放洗碗机洗。", Role.FAQ)
Asked = Sequence[tuple[str, Sequence[str]]]


def near_checked(checker: Checker, text: str, evidence: EvidenceItem, nearness: float) -> tuple[set[str], Asked]:
    """The rules of claims that speak when every claim is so near to the knowledge, and what was compared."""
    compared: list[tuple[str, Sequence[str]]] = []

    def near(claims: Asked) -> list[float]:
        compared.extend(claims)
        return [nearness for _ in claims]

    request = CheckRequest(
        text, BRAND, channel_forms()[Channel.MOMENTS], Language.ZH, AT, evidence=(evidence,), nearness=near
    )
    return {f.rule for f in checker.check(request) if f.rule.startswith("claim_")}, compared


def test_nearness_in_meaning_supports_what_words_leave_open(checker: Checker) -> None:
    text = "支持扔进洗碗机里高温洗"
    assert near_checked(checker, text, LID, 0.5) == ({"claim_unsupported"}, [(text, ["盖子可以放洗碗机洗"])])
    assert near_checked(checker, text, LID, 0.9) == (set(), [(text, ["盖子可以放洗碗机洗"])])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("支持扔进洗碗机里洗500次", "盖子可以放洗碗机洗。"),
        ("支持扔进洗碗机里高温洗", "盖子别放洗碗机洗。"),
        ("全部支持扔进洗碗机里高温洗", "盖子可以放洗碗机洗。"),
        ("支持冷冻", "支持冷藏。"),
    ],
    ids=["another figure", "a denial", "how many", "one word for another"],
)
def test_what_differs_in_more_than_words_is_not_left_to_meaning(checker: Checker, text: str, said: str) -> None:
    rules, compared = near_checked(checker, text, passage(1, said, Role.FAQ), 0.99)
    assert compared == []
    assert rules


def test_a_condition_is_no_denial(check: Check) -> None:
    returns = passage(6, "未拆封七天内可以退，已拆封不退。", Role.POLICY)
    assert claims(check, "没拆封的七天内可以退", evidence=(returns,)) == []


RANGE = (
    passage(1, "The Barrier Balm contains beeswax, so it is not vegan. The rest of the range is vegan.", Role.FAQ),
    passage(2, "The day cream is not water resistant.", Role.SPEC),
    passage(3, "吸盘适合光滑桌面，木纹桌吸不牢。用完擦干，别泡水过夜。可进洗碗机。", Role.SPEC),
    passage(4, "防晒是物化结合。孕期可以用洁面；精华建议先问医生。", Role.FAQ),
    passage(6, "湖滨店周二到周日开门，周一休息。", Role.POLICY),
    passage(7, "The oolong contains caffeine. Hand wash the teapot. Not for the stove.", Role.SPEC),
    passage(8, "US shipping is $4.50, free over $45.", Role.POLICY),
    passage(5, "李老师教龄9年，浙江师范大学毕业。全场满99元包邮。Free US shipping over $50.", Role.FAQ),
)
BALM = Brand("fen", "Fen", products=(Product("Barrier Balm", ()),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the day cream is fully water resistant", "is fully water"),
        ("木纹桌也没问题", "木纹桌也没问题"),
        ("泡水过夜也没事", "泡水过夜也没事"),
        ("什么桌子都吸得牢", "什么桌子都吸得牢"),
        ("防晒是纯物理防晒", "纯物理"),
        ("怀孕也可以用精华的", "怀孕也可以用精华"),
        ("李老师在谷歌干过七年", "谷歌"),
        ("湖滨店周一也开门", "周一也开门"),
        ("the oolong is caffeine free", "caffeine free"),
        ("you can put the teapot straight on the stove", "straight on the stove"),
    ],
)
def test_what_the_knowledge_denies_or_never_said_is_found(check: Check, text: str, words: str) -> None:
    loud = [f for f in check(text, evidence=RANGE) if f.severity is not Severity.NOTE]
    assert_found(loud, text, "unsupported_claim", words)


@pytest.mark.parametrize(
    "text",
    [
        "光滑桌面也没问题",
        "放洗碗机也没问题",
        "晚一点也没关系",
        "什么问题都可以问我",
        "所有宝宝都欢迎来",
        "孕妇可以用洁面",
        "还差10块包邮",
        "you're two dollars short of free shipping",
        "李老师是浙江师范大学毕业的",
        "湖滨店周二开门",
        "keep the teapot off the stove",
        "that's nine dollars more for free shipping",
        "three assams are on the shelf",
        "the day cream is not water resistant",
    ],
)
def test_neighbours_of_such_claims_pass(check: Check, text: str) -> None:
    assert claims(check, text, evidence=RANGE) == []


def test_what_is_said_of_a_product_by_name_outweighs_what_is_said_of_the_rest(checker: Checker) -> None:
    def found(text: str) -> list[str]:
        request = CheckRequest(text, BALM, channel_forms()[Channel.GROUP], Language.EN, AT, evidence=RANGE)
        return [f.rule for f in checker.check(request) if f.rule == "claim_contradicted"]

    assert found("The Barrier Balm is vegan.") == ["claim_contradicted"]
    assert found("The rest is vegan.") == []


SERVICE = (
    passage(1, "定制款不退。每天上门前一小时打电话确认，上门只在东城。阁楼我们不擦。", Role.POLICY),
    passage(2, "有地下车库吗？\n没有，车停路边。", Role.FAQ),
    passage(3, "The wagon is not for beach sand. In the valley since 2013.", Role.FAQ),
)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("定制也能全额退", "定制也能全额退"),
        ("阁楼我们也擦洗", "阁楼我们也擦洗"),
        ("有地下车库的", "有地下车库"),
        ("the wagon is great for beach sand", "great for beach sand"),
        ("店长是国家队退下来的教练", "国家队退下来"),
        ("official outfitters to the royal parks", "official outfitters"),
    ],
)
def test_what_is_done_though_the_knowledge_denies_it_is_found(check: Check, text: str, quote: str) -> None:
    assert_found(check(text, evidence=SERVICE), text, "unsupported_claim", quote)


@pytest.mark.parametrize("text", ["上门前会先给个电话", "we've been in the valley since 2013"])
def test_terms_told_in_other_words_are_no_more_than_noted(check: Check, text: str) -> None:
    assert claims(check, text, evidence=SERVICE) == []
