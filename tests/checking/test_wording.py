import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.brand import Category
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.evidence import Role
from copilot.domain.language import Language
from tests.checking.conftest import AT, BRAND, Check, assert_found, passage

UNLAWFUL = [
    ("这是全国最好的枕头", "absolute", "最好", Category.GENERAL),
    ("我们是最佳选择", "absolute", "最佳", Category.GENERAL),
    ("最*佳选择", "absolute", "最*佳", Category.GENERAL),
    ("zui好的枕头", "absolute", "zui好", Category.GENERAL),
    ("銷量第一的枕頭", "absolute", "銷量第一", Category.GENERAL),
    ("销量第①", "absolute", "第①", Category.GENERAL),
    ("蕞好的礼物", "absolute", "蕞好", Category.GENERAL),
    ("顶级面料，绝无仅有", "absolute", "顶级", Category.GENERAL),
    ("国家级品质", "absolute", "国家级", Category.GENERAL),
    ("行业唯一的七区枕", "absolute", "唯一", Category.GENERAL),
    ("史无前例的舒适", "absolute", "史无前例", Category.GENERAL),
    ("人民大会堂特供", "absolute", "特供", Category.GENERAL),
    ("中国驰名商标", "absolute", "驰名商标", Category.GENERAL),
    ("100%有效", "absolute", "100%有效", Category.GENERAL),
    ("the world's best kettle", "absolute", "world's best", Category.GENERAL),
    ("我们技术全球领先", "absolute", "全球领先", Category.GENERAL),
    ("这只枕头能治疗颈椎病", "medical", "治疗颈椎病", Category.GENERAL),
    ("睡一个月颈椎就不疼了，告别失眠", "medical", "失眠", Category.GENERAL),
    ("根治打鼾", "medical", "根治打鼾", Category.GENERAL),
    ("靠着它治颈椎", "medical", "治颈椎", Category.GENERAL),
    ("喝了血糖降下来了", "medical", "血糖降下来", Category.FOOD),
    ("这款茶能提高免疫力", "medical", "提高免疫力", Category.FOOD),
    ("排毒养颜，清肠瘦身", "medical", "排毒", Category.FOOD),
    ("长期食用可预防感冒", "medical", "预防感冒", Category.FOOD),
    ("三天见效的祛斑霜", "medical", "三天见效", Category.COSMETICS),
    ("药妆级修复", "medical", "药妆", Category.COSMETICS),
    ("媲美母乳的配方", "medical", "媲美母乳", Category.MOTHER_BABY),
    ("有效率98%的理疗仪", "medical", "有效率98%", Category.MEDICAL_DEVICE),
    ("this pillow cures insomnia", "medical", "cures insomnia", Category.GENERAL),
    ("每天一杯，解压又助眠", "medical", "解压", Category.ALCOHOL),
    ("保证一觉睡到天亮", "guarantee", "保证一觉", Category.GENERAL),
    ("无效全额退款", "guarantee", "无效全额退", Category.GENERAL),
    ("一定能让你睡好", "guarantee", "一定能让你睡好", Category.GENERAL),
    ("包治打呼", "guarantee", "包治", Category.GENERAL),
    ("本店保留最终解释权归本店所有", "guarantee", "解释权归", Category.GENERAL),
    ("特价商品概不退换", "guarantee", "概不退换", Category.GENERAL),
    ("签约保过，命题人亲授", "guarantee", "保过", Category.EDUCATION),
    ("30天提50分", "guarantee", "提50分", Category.EDUCATION),
    ("年化收益8%，保本", "guarantee", "保本", Category.FINANCE),
    ("地铁口，升值无限", "guarantee", "升值", Category.PROPERTY),
    ("results guaranteed", "guarantee", "results guaranteed", Category.GENERAL),
    ("全网最低价，错过等一年", "price_fraud", "全网最低", Category.GENERAL),
    ("亏本甩卖", "price_fraud", "亏本甩卖", Category.GENERAL),
    ("明天涨价", "price_fraud", "明天涨价", Category.GENERAL),
    ("仅剩3件，手慢无", "price_fraud", "仅剩3件", Category.GENERAL),
    ("转发朋友圈领红包", "induced_share", "转发朋友圈领红包", Category.GENERAL),
    ("集赞30个送眼罩", "induced_share", "集赞", Category.GENERAL),
    ("邀请3位好友进群就能免单", "induced_share", "邀请3位好友", Category.GENERAL),
    ("关注公众号领优惠券", "induced_share", "关注公众号领", Category.GENERAL),
    ("share this post to win a kettle", "induced_share", "share this post to win", Category.GENERAL),
    ("不转不是中国人", "induced_share", "不转不是", Category.GENERAL),
    ("发展下线拿团队提成", "mlm", "发展下线", Category.GENERAL),
    ("做代理躺赚，三级分销", "mlm", "躺赚", Category.GENERAL),
    ("拉一个人返佣金100，层层返利", "mlm", "拉一个人返佣", Category.GENERAL),
    ("build your downline", "mlm", "downline", Category.GENERAL),
    ("买就送精美礼品", "missing_gift_terms", "买就送精美礼品", Category.GENERAL),
    ("下单即送神秘好礼", "missing_gift_terms", "神秘好礼", Category.GENERAL),
    ("free gift with every order", "missing_gift_terms", "free gift", Category.GENERAL),
    ("别家的枕头都是智商税", "disparage", "智商税", Category.GENERAL),
    ("秒杀同行", "disparage", "秒杀同行", Category.GENERAL),
    ("开光转运枕", "superstition", "开光", Category.GENERAL),
    ("小朋友快让妈妈给你买", "minors", "让妈妈给你买", Category.GENERAL),
    ("五星好评返现5元", "fake_review", "好评返", Category.GENERAL),
    ("作为一个AI语言模型，我建议", "ai_voice", "作为一个AI", Category.GENERAL),
    ("加微信 abc_12345 聊", "external_contact", "abc_12345", Category.GENERAL),
    ("去 https://other-shop.com/x 看", "external_contact", "https://other-shop.com/x", Category.GENERAL),
    ("王女士电话13812345678", "privacy", "13812345678", Category.GENERAL),
    ("张女士138****5678昨天下单了", "privacy", "张女士138****5678", Category.GENERAL),
    ("138****5678的李阿姨又来了", "privacy", "138****5678的李阿姨", Category.GENERAL),
    ("陈姐 186xxxx7788 已付款", "privacy", "陈姐 186xxxx7788", Category.GENERAL),
    ("Thanks to Mrs. Miller (406-***-0142)", "privacy", "Mrs. Miller (406-***-0142", Category.GENERAL),
    ("身份证11010519491231002X", "privacy", "11010519491231002X", Category.GENERAL),
    ("卡号 6222 0212 3456 7890", "privacy", "6222 0212 3456 7890", Category.GENERAL),
    ("邮箱 wang@mail.com", "privacy", "wang@mail.com", Category.GENERAL),
    ("车牌沪A12B34", "privacy", "沪A12B34", Category.GENERAL),
    ("订单号 202611230001 的客人", "privacy", "202611230001", Category.GENERAL),
    ("寄到杭州市西湖区文三路88号3栋502室", "privacy", "文三路88号", Category.GENERAL),
    ("本品含蛋白质，增强体质", "missing_notice", "本品", Category.HEALTH_FOOD),
]


@pytest.mark.parametrize(("text", "kind", "quote", "category"), UNLAWFUL)
def test_unlawful_wording_is_found_at_its_place(
    check: Check, text: str, kind: str, quote: str, category: Category
) -> None:
    assert_found(check(text, category=category), text, kind, quote)


LAWFUL = [
    ("好多人问最软的枕头是哪只，得您自己躺", Category.GENERAL),
    ("三家店唯一相同的，是门口那盆绿萝", Category.GENERAL),
    ("还不到五次的，剩下的次数都能退", Category.EDUCATION),
    ("蓝色的毛巾永远不进厨房", Category.GENERAL),
    ("最近降温，荞麦枕记得晒一晒", Category.GENERAL),
    ("最后一步，把外套套回去", Category.GENERAL),
    ("顾客第一是我们的老规矩", Category.GENERAL),
    ("我们想做最好的自己", Category.GENERAL),
    ("我最喜欢早上开窗那一阵", Category.GENERAL),
    ("本店首款侧睡枕", Category.GENERAL),
    ("特级初榨橄榄油", Category.FOOD),
    ("最佳赏味期是开封后三周", Category.FOOD),
    ("第一次睡会不习惯", Category.GENERAL),
    ("第一时间回复您", Category.GENERAL),
    ("我们家最大的一款", Category.GENERAL),
    ("最多叠两层，最少放一层", Category.GENERAL),
    ("最好先量一下肩宽", Category.GENERAL),
    ("最重要的是高度合适", Category.GENERAL),
    ("最大的区别是两边高", Category.GENERAL),
    ("这不是最好的枕头，只是适合侧睡", Category.GENERAL),
    ("唯一的缺点是味道要散两天", Category.GENERAL),
    ("国家级非遗扎染", Category.GENERAL),
    ("100%羊毛", Category.GENERAL),
    ("手工染色，每一件都独一无二", Category.GENERAL),
    ("不敢说治好颈椎，枕头没有这个功能", Category.GENERAL),
    ("脖子一直疼的话先去看医生", Category.GENERAL),
    ("治愈系的小灯", Category.GENERAL),
    ("显瘦又显高，遮住赘肉", Category.GENERAL),
    ("可以高温杀菌的奶瓶", Category.GENERAL),
    ("有助于维持正常的食欲", Category.FOOD),
    ("清凉解渴", Category.FOOD),
    ("钙有助于骨骼的生长发育", Category.FOOD),
    ("保证正品，当天发货", Category.GENERAL),
    ("没法保证人人都合适", Category.GENERAL),
    ("最低消费两只起订", Category.GENERAL),
    ("觉得有用欢迎分享给朋友", Category.GENERAL),
    ("今天跟大家分享一个晒枕头的办法", Category.GENERAL),
    ("不用转发，不用集赞，直接来领", Category.GENERAL),
    ("我们不做下线那一套，也没有团队提成", Category.GENERAL),
    ("线下门店周末照常", Category.GENERAL),
    ("张女士昨天下单了两只", Category.GENERAL),
    ("中奖的是138****5678，记得来领", Category.GENERAL),
    ("荞麦枕40*60，李阿姨也买的这个", Category.GENERAL),
    ("送货上门，免费搬上楼", Category.GENERAL),
    ("买来送爸妈挺合适", Category.GENERAL),
    ("11月30日前下单，每单送枕套1只，送完为止", Category.GENERAL),
    ("快递已到转运中心", Category.GENERAL),
    ("客服电话 400-820-1234", Category.GENERAL),
    ("去 songfeng.example 看说明", Category.GENERAL),
    ("加客服 sf_kefu01", Category.GENERAL),
    ("尺寸62 0000 0000", Category.GENERAL),
    ("酒后请勿开车", Category.ALCOHOL),
    ("投资有风险，本产品不保本", Category.FINANCE),
    ("建筑面积89平米", Category.PROPERTY),
    ("本品不能代替药物，每日两粒", Category.HEALTH_FOOD),
    ("保湿清洁，温和不紧绷", Category.COSMETICS),
    ("brew at your best pace", Category.GENERAL),
]


@pytest.mark.parametrize(("text", "category"), LAWFUL)
def test_lawful_wording_raises_no_alarm(check: Check, text: str, category: Category) -> None:
    loud = [f for f in check(text, category=category) if f.severity is not Severity.NOTE]
    assert [(f.rule, f.quote) for f in loud if f.kind not in ("number", "price", "date", "unsupported_claim")] == []


def test_what_passes_by_its_context_is_recorded_with_its_basis(checker: Checker) -> None:
    request = CheckRequest("顾客第一，做最好的自己。", BRAND, channel_forms()[Channel.MOMENTS], Language.ZH, AT)
    exempted = checker.examine(request).exempted
    assert any("第五条" in e.basis for e in exempted)


def test_severity_follows_the_reach_of_the_channel(check: Check) -> None:
    public = next(f for f in check("这是最好的枕头", channel=Channel.MOMENTS) if f.kind == "absolute")
    private = next(f for f in check("这是最好的枕头", channel=Channel.PRIVATE_CHAT) if f.kind == "absolute")
    assert (public.severity, private.severity) == (Severity.BLOCK, Severity.WARN)


def test_a_finding_says_what_why_and_how_to_say_it_instead(check: Check) -> None:
    finding = next(f for f in check("这是最好的枕头") if f.kind == "absolute")
    assert "最好" in finding.message
    assert "《广告法》第九条" in finding.basis
    assert finding.suggestion


def test_messages_speak_the_language_asked_for(checker: Checker) -> None:
    request = CheckRequest("这是最好的枕头", BRAND, channel_forms()[Channel.MOMENTS], Language.EN, AT)
    assert "absolute term" in checker.check(request)[0].message


def test_figures_with_a_region_and_a_birthday_are_an_id_number_whatever_their_check_sign(check: Check) -> None:
    assert [f.quote for f in check("编号 110105194912310021") if f.rule == "privacy_id_number"] == [
        "110105194912310021"
    ]
    assert not [f for f in check("编号 110105194913310021") if f.rule == "privacy_id_number"]


REFUSED = [
    "我们不承诺根治，也没有保过班",
    "没有什么投资是稳赚的",
    "警惕保本高收益的群，都是骗局",
    "祛斑这件事，请去正规医院看",
    "宝宝湿疹请看医生",
    "母乳当然是最好的",
    "山里的星星真的很治愈",
    "下单前先看保证金条款",
]


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("category", [Category.GENERAL, Category.EDUCATION, Category.FINANCE, Category.COSMETICS])
def test_refusing_warning_and_sending_to_a_doctor_are_lawful(check: Check, text: str, category: Category) -> None:
    assert [f for f in check(text, category=category, facts=()) if f.severity is not Severity.NOTE] == []


def test_the_words_of_an_approved_function_pass_for_health_food_only(check: Check) -> None:
    text = "批准的功能是有助于增强免疫力。本品不能代替药物"
    assert not [f for f in check(text, category=Category.HEALTH_FOOD) if f.kind == "medical"]
    assert [f for f in check(text, category=Category.FOOD) if f.kind == "medical"]


def test_a_notice_is_missed_where_a_text_promotes_and_travels(check: Check) -> None:
    kinds = {f.kind for f in check("热敷仪今天特价", category=Category.MEDICAL_DEVICE)}
    assert "missing_notice" in kinds
    talk = check("天冷了，老人早上起床慢一点", category=Category.MEDICAL_DEVICE)
    reply = check("热敷仪今天特价", category=Category.MEDICAL_DEVICE, channel=Channel.PRIVATE_CHAT)
    assert "missing_notice" not in {f.kind for f in (*talk, *reply)}


@pytest.mark.parametrize(
    "number", ["一三八六七四五一二九零", "139一二三四五六七八", "壹叁捌零零壹叁捌零零零", "13８ 6745 1290"]
)
def test_a_mobile_number_is_seen_however_it_is_written(check: Check, number: str) -> None:
    findings = [f for f in check(f"电话{number}，找她") if f.kind == "privacy"]
    assert [f.quote for f in findings] == [number]


CARD = passage(1, "颈部热敷仪备案用途是对颈部热敷。\n能治颈椎病吗？\n不能这样说，请看医生。", Role.FAQ)


@pytest.mark.parametrize("text", ["热敷仪能治颈椎病", "敷一敷能治干眼", "消炎又活血"])
def test_a_device_may_not_claim_to_treat_what_it_is_not_registered_for(check: Check, text: str) -> None:
    findings = check(text, category=Category.MEDICAL_DEVICE, evidence=(CARD,))
    assert [f for f in findings if f.kind == "medical" and f.severity is not Severity.NOTE]


def test_what_a_device_is_registered_for_may_be_said(check: Check) -> None:
    card = passage(1, "注册证写明：用于缓解肩颈酸痛。", Role.SPEC)
    findings = check("用于缓解肩颈酸痛", category=Category.MEDICAL_DEVICE, evidence=(card,))
    assert not [f for f in findings if f.rule == "medical_device_treats"]


def test_a_rule_finds_no_more_in_a_text_than_anybody_would_read(check: Check) -> None:
    assert len(check("不痛" * 2_000)) < 2_000
