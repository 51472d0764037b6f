"""Wording that says the unlawful thing without its usual words, and lawful sentences built like it."""

import pytest

from copilot.domain.brand import Category
from copilot.domain.draft import Severity
from tests.checking.conftest import Check, assert_found

G, F, C, E, M = Category.GENERAL, Category.FOOD, Category.COSMETICS, Category.EDUCATION, Category.MOTHER_BABY
A, FIN = Category.ALCOHOL, Category.FINANCE
WORDING = ("absolute", "medical", "guarantee", "price_fraud", "induced_share", "privacy", "mlm", "missing_gift_terms")

INDIRECT = [
    ("翻遍市面找不出第二只这么稳的枕头", "absolute", "找不出第二只", G),
    ("没有哪家比得过松风的手艺", "absolute", "没有哪家比得过松风", G),
    ("全国能把荞麦洗这么干净的就一家", "absolute", "就一家", G),
    ("说第二，没人敢说第一", "absolute", "说第二，没人敢说第一", G),
    ("全无锡第一的小笼", "absolute", "全无锡第一", F),
    ("you won't find a softer pillow anywhere", "absolute", "won't find a softer", G),
    ("nothing else even gets near it", "absolute", "nothing else", G),
    ("睡这只枕头绝不落枕", "guarantee", "绝不落枕", G),
    ("班上个个都能考上重点", "guarantee", "个个都能考上重点", E),
    ("一滴都不会漏，漏了算我的", "guarantee", "一滴都不会漏", M),
    ("没有一个孩子没进步的", "guarantee", "没有一个孩子没进步的", E),
    ("三个月不瘦十斤，退全款", "guarantee", "不瘦十斤，退全款", G),
    ("睡不惯我把枕头吃了它", "guarantee", "吃了它", G),
    ("放三年价钱起码翻一番", "guarantee", "价钱起码翻一番", A),
    ("一年少说六个点，老板兜着", "guarantee", "少说六个点", FIN),
    ("she'll look younger, I'd bet the shop on it", "guarantee", "I'd bet the shop", C),
    ("湿疹垫上两天就退下去了", "medical", "湿疹垫上两天就退下去", M),
    ("血管里的垃圾都给您冲干净", "medical", "血管里的垃圾", F),
    ("比吃布洛芬管用", "medical", "比吃布洛芬", F),
    ("血压从160降到120", "medical", "从160降到", F),
    ("流感病毒一洗就死，洗死大肠杆菌", "medical", "洗死大肠杆菌", M),
    ("高低肩练几次给您掰正", "medical", "高低肩练几次给您掰正", G),
    ("喝两口，第二天浑身是劲", "medical", "浑身是劲", A),
    ("换了这只，一个礼拜没落枕", "medical", "一个礼拜没落枕", G),
    ("我爸从此不起夜", "medical", "从此不起夜", F),
    ("大夫都建议腰不好的人睡棕垫", "medical", "大夫都建议腰不好", G),
    ("nurses swear by it for eczema", "medical", "swear by it for eczema", G),
    ("a cup a day keeps away the flu", "medical", "keeps away the flu", F),
    ("the best sleep you'll ever get", "absolute", "best sleep you'll ever", G),
    ("three times the life of any other pillow", "absolute", "three times the life of any other", G),
    ("my psoriasis was gone in a week", "medical", "psoriasis was gone", C),
    ("ditch the steroid cream", "medical", "ditch the steroid", C),
    ("这只枕头商场里要卖899", "price_fraud", "商场里要卖899", G),
    ("活动今晚十点截止，明天就按399收了", "price_fraud", "今晚十点截止", G),
    ("就剩今天一天", "price_fraud", "就剩今天", G),
    ("荞麦枕价值880元，今天199", "price_fraud", "价值880", G),
    ("Worth $300, yours for $199", "price_fraud", "Worth $300", G),
    ("把这条丢到业主群，截图来领一只眼罩", "induced_share", "截图来领", G),
    ("拉两个同事组个小队，每人减五十", "induced_share", "拉两个同事组个小队", G),
    ("满五十个赞的来店里抱走一只", "induced_share", "满五十个赞", G),
    ("stick it in your family chat and a pillow is yours", "induced_share", "stick it in your family chat", G),
    ("你招的人再招人，每单都给你留差价", "mlm", "你招的人再招人", G),
    ("您拉来的客人下单您还有三块", "mlm", "您拉来的客人下单您还有", G),
    ("you get a cut of what you sell and of whatever their friends sell", "mlm", "their friends", G),
    ("今日下单送神秘睡眠礼", "missing_gift_terms", "送神秘睡眠礼", G),
    ("到店的都有一份伴手礼", "missing_gift_terms", "伴手礼", G),
    ("order today and we'll tuck a surprise in", "missing_gift_terms", "tuck a surprise", G),
    ("谢谢湖滨花都3幢1102的邻居", "privacy", "湖滨花都3幢1102", G),
    ("恭喜会员陈思雨，在城东那家银行上班，体重少了六斤", "privacy", "陈思雨", G),
    ("for Ann Reed, 4 Fell View, Kendal LA9 4QX", "privacy", "4 Fell View", G),
    ("想要国内顶级的支撑，就看这只枕头", "absolute", "顶级", G),
    ("想入手顶级枕头的看过来", "absolute", "顶级", G),
    ("任何宝宝都不会过敏", "guarantee", "任何宝宝都不会过敏", M),
    ("多敏感的皮肤都不刺激", "guarantee", "多敏感的皮肤都不刺激", C),
    ("零刺激，放心涂", "guarantee", "零刺激", C),
    ("1OO%安全", "guarantee", "1OO%安全", G),
    ("it's 100% safe for every skin type", "guarantee", "100% safe", C),
    ("it never stings or irritates", "guarantee", "never stings", C),
    ("suitable for absolutely everyone", "guarantee", "suitable for absolutely everyone", C),
    ("every single seed will sprout", "guarantee", "every single seed will", G),
    ("you have our word on it", "guarantee", "you have our word", G),
    ("不转发不是松风人", "induced_share", "不转发不是", G),
    ("看到的都转一下", "induced_share", "看到的都转一下", G),
    ("火速扩散！", "induced_share", "火速扩散", G),
    ("招城市合伙人，团队裂变", "mlm", "团队裂变", G),
    ("他卖的枕头你抽两成", "mlm", "他卖的枕头你抽", G),
    ("她再拉人你还抽", "mlm", "再拉人你还抽", G),
    ("pay the starter fee and sign up three people, the income rolls in", "mlm", "starter fee", G),
    ("just recruit four friends and watch the money roll in", "mlm", "recruit four friends", G),
    ("囤枕头送眼罩啦", "missing_gift_terms", "送眼罩", G),
    ("抢到枕头就送枕套", "missing_gift_terms", "送枕套", G),
    ("a pillow mist comes free with every order", "missing_gift_terms", "comes free with", G),
    ("we'll add a little something to your bag", "missing_gift_terms", "a little something", G),
    ("退款打到6222021001112223338了", "privacy", "6222021001112223338", G),
    ("5432 1098 7654 3210 这张银行卡已退", "privacy", "5432 1098 7654 3210", G),
    ("李雨桐妈妈说宝宝湿疹又犯了", "privacy", "李雨桐妈妈", M),
]

LAWFUL_LOOKALIKES = [
    ("我们想要做行业第一的国货", G),
    ("我妈用荞麦枕用了半辈子，就认这个味道", G),
    ("半夜醒三四回，熬过去就好啦", M),
    ("胀气慢慢就好了，别急", M),
    ("nothing is 100% safe for everyone, so test it first", C),
    ("I've never had a reaction with it, but patch test first", C),
    ("不转发也没关系，自己看看就好", G),
    ("我把您的话转给同事了", G),
    ("看完就忘了哈哈", G),
    ("no joining fee, no team, nothing to earn: just good pillows", G),
    ("invite two friends along on Saturday", G),
    ("it's free of fragrance", C),
    ("囤好的枕头送给朋友也行", G),
    ("预约送货时间可以找我", G),
    ("条码6921234567890可以查", G),
    ("我的会员卡尾号0012", G),
    ("有妈妈说宝宝湿疹，先去看医生", M),
    ("洗完头发半干的时候抹最好", C),
    ("腰疼先听医生的，枕头管不了这个", G),
    ("医生说的是您体质的事，吃什么您问他", F),
    ("三天没回您消息，抱歉", G),
    ("is it the best time to order? you'll ever so slightly save", G),
    ("doctors from the clinic next door buy their coffee here", F),
    ("我们店里绝不用隔夜的豆浆", F),
    ("有问题随时找我", G),
    ("路上碎了算我们的", G),
    ("没有第二家分店", G),
    ("目前就这一款，没有别的颜色", G),
    ("血糖高的长辈别送这个，里面有糖", F),
    ("湿疹先去医院看，别自己垫", M),
    ("能不能瘦要看吃和睡，我们不承诺", G),
    ("人人都能来听，不用报名费", E),
    ("不满意第二节课前可以全退", E),
    ("转给客服处理，明天回您", G),
    ("买枕头送枕套1只，11月30日前", G),
    ("请问是3幢的快递吗", G),
    ("昨天有位客人在群里发了照片，大家都笑了", G),
    ("It is a cosmetic, not a treatment, so please ask your doctor about the eczema", C),
    ("it won't fade if you wash it cold, we can't promise more", G),
]


@pytest.mark.parametrize(("text", "kind", "quote", "category"), INDIRECT)
def test_what_is_said_in_other_words_is_found_at_its_place(
    check: Check, text: str, kind: str, quote: str, category: Category
) -> None:
    assert_found(check(text, category=category), text, kind, quote)


@pytest.mark.parametrize(("text", "category"), LAWFUL_LOOKALIKES)
def test_lawful_sentences_of_the_same_build_pass(check: Check, text: str, category: Category) -> None:
    loud = [f for f in check(text, category=category) if f.severity is not Severity.NOTE and f.kind in WORDING]
    assert [(f.rule, f.quote) for f in loud] == []
