"""Ailments said to get better or to be diagnosed at home, in either language; and sympathy, limits and advice beside them."""

import pytest

from copilot.domain.brand import Category
from copilot.domain.draft import Severity
from tests.checking.conftest import Check, assert_found

G, F, D, H = Category.GENERAL, Category.FOOD, Category.MEDICAL_DEVICE, Category.HEALTH_FOOD

CLAIMED = [
    ("雾化做三天，咳嗽哮喘都能好", "咳嗽哮喘都能好", D),
    ("贴着睡，肩周炎会好的", "肩周炎会好", D),
    ("坚持敷，腰椎间盘突出可以除根", "突出可以除根", D),
    ("天天泡，痛风能断根", "痛风能断根", G),
    ("高血压能给您稳住", "高血压能给您稳住", D),
    ("护膝敷一敷，关节炎熬一阵子就好了", "关节炎熬一阵子就好了", D),
    ("在家一测就能确诊糖尿病", "能确诊糖尿病", D),
    ("它可以直接诊断心律失常", "诊断心律失常", D),
    ("一量就知道是不是高血压", "就知道是不是高血压", D),
    ("有了它，代替医院化验", "代替医院化验", D),
    ("省了跑医院抽血", "跑医院抽血", D),
    ("不用去医院，咳嗽都能好", "咳嗽都能好", D),
    ("no need to see a doctor, it cures coughs", "cures coughs", F),
    ("自己就能看出有没有房颤", "能看出有没有房颤", D),
    ("our syrup cures coughs", "cures coughs", F),
    ("a cup a day keeps away hay fever", "keeps away hay fever", F),
    ("It's good for a sore throat", "good for a sore throat", F),
    ("garlic gets your blood pressure down", "gets your blood pressure down", F),
    ("it keeps the gout at bay", "keeps the gout at bay", F),
    ("my asthma cleared up in a week", "asthma cleared up", F),
    ("his knee pain went away", "knee pain went away", G),
    ("her cholesterol dropped", "cholesterol dropped", F),
    ("Mum came off her heart pills thanks to it", "came off her heart pills", F),
    ("you can stop taking your statins", "stop taking your statins", F),
    ("dad no longer needs his inhaler", "no longer needs his inhaler", F),
    ("腰椎的老毛病跟着轻了", "毛病跟着轻了", D),
    ("三次就退烧，娃少遭罪", "三次就退烧", D),
    ("一喝就止咳", "一喝就止咳", F),
    ("热敷专治老寒腰", "专治老寒腰", D),
    ("从此不用打胰岛素", "不用打胰岛素", D),
    ("停了降压药也没事", "停了降压药", G),
    ("起痱子的娃穿上就好了", "痱子的娃穿上就好", G),
    ("红疹擦两天就退了", "红疹擦两天就退了", G),
    ("my sugar levels are normal since I eat it", "sugar levels are normal", F),
    ("honey heals wounds", "heals wounds", F),
    ("坐骨神经痛一个月就没感觉了", "坐骨神经痛一个月就没感觉", D),
    ("肺气肿也好了", "肺气肿也好了", D),
    ("一测就知道孩子是不是肺炎", "就知道孩子是不是肺炎", D),
    ("穿着睡觉手脚冰凉都好了", "手脚冰凉都好了", G),
    ("老人穿了不再胃疼", "不再胃疼", G),
    ("换了它再也不腰酸", "再也不腰酸", G),
    ("almonds protect against heart disease", "protect against heart disease", F),
    ("One bar a day keeps the doctor away", "keeps the doctor away", F),
    ("honey is nature's own antibiotic", "nature's own antibiotic", F),
    ("doctors recommend it for diabetics", "doctors recommend it", F),
    ("eat it and forget about constipation", "forget about constipation", F),
    ("no more migraines with our mint tea", "no more migraines", F),
]

LAWFUL = [
    ("感冒很快会好的，多喝热水", G),
    ("祝您咳嗽早日能好", D),
    ("这个毛病能好解决，寄回来修就行", D),
    ("发烧能好好睡一觉最要紧", D),
    ("血糖仪不能确诊糖尿病", D),
    ("它只是测量，不能诊断心律失常", D),
    ("是不是高血压要医生诊断", D),
    ("医生确诊之后再决定用哪款", D),
    ("读数不能代替医院检查", D),
    ("能看出有没有拆封", D),
    ("这件能好看也能好穿", G),
    ("这个款的老毛病是容易起球", G),
    ("专治选择困难，两个颜色都带走", G),
    ("胰岛素不能停，听医生的", D),
    ("别停降压药", D),
    ("不能不吃降压药，护腰管不了血压", D),
    ("一喝就停不下来的酸梅汤", F),
    ("再也不头疼穿什么了", G),
    ("累了就睡觉，睡一觉头疼就好了", G),
    ("the tin protects the biscuits from damp", F),
    ("our doctor friends ordered three boxes", F),
    ("forget about the queue, order here", F),
    ("no more cold mornings: a scarf will do", G),
    ("Hope your cough is better today", F),
    ("Sorry to hear the flu got you down", F),
    ("咳嗽不见好就去医院，别拖", D),
    ("How's your back pain? If it's not better, see a doctor", G),
    ("honey won't cure a cough, it's just honey", F),
    ("please don't stop taking your tablets", F),
    ("it can't bring your cholesterol down", F),
    ("we cleared up the mess from the party", F),
    ("the price went down, and the colder days are here", G),
    ("good for a cold morning", F),
    ("ask your doctor before you come off your tablets", H),
    ("第三回她把两只都抱来，说要是能叠着用就好了", G),
]


@pytest.mark.parametrize(("text", "quote", "category"), CLAIMED)
def test_an_ailment_said_to_heal_or_to_be_diagnosed_is_found(
    check: Check, text: str, quote: str, category: Category
) -> None:
    assert_found(check(text, category=category), text, "medical", quote)


@pytest.mark.parametrize(("text", "category"), LAWFUL)
def test_sympathy_limits_and_advice_pass(check: Check, text: str, category: Category) -> None:
    found = [f for f in check(text, category=category) if f.kind == "medical" and f.severity is not Severity.NOTE]
    assert [(f.rule, f.quote) for f in found] == []


@pytest.mark.parametrize(
    "text",
    [
        "These crackers will never go stale",
        "it will never ever let you down",
        "the colour will never wear out",
        "this pan will never warp",
        "They'll stay crisp for months, promise.",
        "it stays soft forever",
        "it always works",
        "用坏了终身免费换",
        "绝对零色差",
        "有一个算我的",
        "围巾戴十年还跟新的一样，我敢保证",
        "敢打赌您一戴就不想摘",
        "测得绝对准",
        "差一点都算我输",
    ],
)
def test_what_will_never_happen_is_promised(check: Check, text: str) -> None:
    assert "guarantee" in {f.kind for f in check(text)}


@pytest.mark.parametrize(
    "text",
    [
        "we will never share your number",
        "I will never push you to buy",
        "crackers will never replace bread, of course",
        "a photo will never show how it smells, we promise to reply with more",
        "it will never be cheaper than a diet of toast",
        "我不敢保证，每个人感觉不一样",
        "敢保证正品，假了您投诉",
        "没人敢保证不起球",
        "绝对无套路，不买也欢迎来坐",
        "it always works well with toast",
        "路上碎了算我们的",
        "下棋输了算我的，哈哈",
    ],
)
def test_what_the_shop_never_does_is_no_promise_of_goods(check: Check, text: str) -> None:
    assert [f.quote for f in check(text) if f.kind == "guarantee"] == []
