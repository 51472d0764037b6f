"""Unlawful wording by its build rather than by its words, beside lawful sentences of the same build."""

import pytest

from copilot.domain.brand import Category
from copilot.domain.draft import Severity
from tests.checking.conftest import Check, assert_found

G, F, C, M = Category.GENERAL, Category.FOOD, Category.COSMETICS, Category.MOTHER_BABY
WORDING = ("absolute", "medical", "guarantee", "price_fraud", "induced_share", "privacy", "mlm", "missing_gift_terms")

SAID = [
    ("喝半年，血糖、尿酸都稳下来了", "medical", "血糖", F),
    ("坚持做，结节慢慢都散掉", "medical", "结节慢慢都散掉", G),
    ("鼻炎头晕全甩掉", "medical", "鼻炎头晕全甩掉", G),
    ("例假不准的吃两个月，日子都准了", "medical", "日子都准了", F),
    ("结石也不会再犯", "medical", "结石也不会再犯", F),
    ("宝宝积食吃这个就行", "medical", "积食吃这个就行", M),
    ("这碗汤排淤血，子宫恢复得快", "medical", "排淤血", M),
    ("it makes the eczema settle right down, the rosacea calms down too", "medical", "rosacea calms", C),
    ("heals scrapes overnight", "medical", "heals scrapes", C),
    ("naturally antifungal", "medical", "antifungal", C),
    ("an hour on the mat and she sleeps without tablets", "medical", "sleeps without tablets", G),
    ("it will clear his bronchitis up", "medical", "clear his bronchitis up", G),
    ("relieves nervous disorders", "medical", "relieves nervous disorders", G),
    ("练不出来退学费", "guarantee", "练不出来退学费", G),
    ("if it isn't gone in a week you pay nothing", "guarantee", "you pay nothing", G),
    ("on time or your delivery is free", "guarantee", "or your delivery is free", G),
    ("我们这价比哪家都便宜", "price_fraud", "比哪家都便宜", G),
    ("nobody can match our price", "price_fraud", "nobody can match our price", G),
    ("add three colleagues to our chat and your next one is on us", "induced_share", "add three colleagues", G),
    ("您介绍来的都算您名下的", "mlm", "算您名下的", G),
    ("团队越大，拿得越多", "mlm", "团队越大，拿得越多", G),
    ("两份收入，躺着都有进账", "mlm", "两份收入", G),
    ("you get a commission on three tiers below you", "mlm", "commission on three tiers below", G),
    ("a percentage of what they and their helpers sell", "mlm", "they and their helpers", G),
    ("put in $200, bring in four and you've made it back", "mlm", "bring in four", G),
    ("感谢会员魏晓彤，刚做完手术就来了", "privacy", "魏晓彤", G),
    ("恭喜顾敏妈妈，上周顺产", "privacy", "顾敏妈妈", M),
    ("楼下那位大姐微信号lili_8812", "privacy", "lili_8812", G),
    ("well done to Tessa Morrow, back after her surgery", "privacy", "Tessa Morrow", G),
    ("the card you keep for her is 4012 3456 7890 1234", "privacy", "4012 3456 7890 1234", G),
    ("胃炎吃了两个月，去查，没有了", "medical", "胃炎", F),
    ("圆肩？二十次给您正回来", "medical", "圆肩", G),
    ("湿疹的孩子也能好起来", "medical", "湿疹的孩子也能好起来", M),
    ("我妈的药也减了一半", "medical", "药也减了一半", F),
    ("gentler than any steroid", "medical", "gentler than any steroid", C),
    ("the rash was nowhere to be seen", "medical", "rash was nowhere", C),
    ("不长两公分，免费再上一期", "guarantee", "不长两公分", G),
    ("spotless or we clean it again for nothing", "guarantee", "or we clean it again", G),
    ("新人带来的，您照样能拿一份", "mlm", "新人带来的", G),
    ("her income comes from the women she signs", "mlm", "income comes from the women she signs", G),
    ("杜雨桐、魏子涵又迟到，罚两块", "privacy", "杜雨桐、魏子涵", G),
    ("whoever tags us most wins a free season", "induced_share", "whoever tags us", G),
    ("帮我把活动转发到群，送您一只枕套", "induced_share", "转发到群", G),
    ("原先卖880的，如今399", "price_fraud", "原先卖880", G),
    ("no workshop sews faster", "absolute", "no workshop sews faster", G),
    ("presents for everyone who comes by", "missing_gift_terms", "presents for everyone", G),
    ("另外给您备了份心意", "missing_gift_terms", "心意", G),
    ("不管什么渍，到我们手里百分百洗干净", "guarantee", "百分百洗干净", G),
    ("照着做，娃当晚就能睡整觉，没有例外", "guarantee", "没有例外", M),
    ("nobody in her class comes back without one", "guarantee", "comes back without one", G),
    ("you'll be three shades whiter by the weekend", "medical", "shades whiter", C),
    ("抽奖人人必中，张张有奖", "price_fraud", "人人必中", G),
    ("the price is going up any minute now", "price_fraud", "price is going up any minute", G),
    ("开发商随时要提价", "price_fraud", "随时要提价", G),
    ("the grey hatchback, reg KV62 TWP, has its lights on", "privacy", "KV62 TWP", G),
    ("群码往小区群里扔一扔，扔了的下回给抹个零头", "induced_share", "扔了的下回给抹", G),
]


@pytest.mark.parametrize(("text", "kind", "quote", "category"), SAID)
def test_it_is_found_in_any_words(check: Check, text: str, kind: str, quote: str, category: Category) -> None:
    assert_found(check(text, category=category), text, kind, quote)


LAWFUL = [
    ("血糖高的人先问大夫", F),
    ("胃炎的话先去复查，别自己停药", G),
    ("这周二十节课排好了，肩颈的在周四", G),
    ("有过敏的孩子也能来，告诉老师就行", G),
    ("瘦不瘦看自己，我们退课按规则来", G),
    ("他带来的朋友也想试试", G),
    ("she makes her living from the boats", G),
    ("陈皮、杜仲都没到货", G),
    ("whoever shares the table gets to know each other", G),
    ("no bakery opens earlier on this street", G),
    ("每批都查，没检出抗生素，也没检出激素", F),
    ("感冒了多喝水，过两天就好了", G),
    ("落枕的话先歇两天，别硬扳", G),
    ("这话听着有点难受，说开就好了", G),
    ("过敏的客人七天内都能退", G),
    ("孩子发烧就先别来上课了", G),
    ("催乳师周三来讲课", M),
    ("we won't treat your eczema, it's only soap", C),
    ("cut flowers want clean water", G),
    ("never mix it with antibacterial sprays", C),
    ("课程没上过的话三十天内全退", G),
    ("if it isn't opened we'll refund it within 14 days", G),
    ("今天比昨天便宜一些的是枣花", F),
    ("prices match the list on our door", G),
    ("add three spoons to the pot and stir", F),
    ("转课可以，转给一位朋友，收一次手续费", G),
    ("业绩算在店里头上，不算谁的", G),
    ("团队大了，厨房也跟着换了", G),
    ("our kitchen is below the bakery, down two flights", G),
    ("老师沈青，练了二十年", G),
    ("常见的情况是温度低，住在北方的客人问得多", G),
    ("thanks to everyone who came after work", G),
    ("转一个房间就看见窗台上的猫", G),
    ("两层纸箱，缝里塞纸", G),
    ("试睡30晚，不满意退，只收清洁费", G),
    ("定制的不退不换，尺寸量准", G),
    ("nobody can promise what prices will do", G),
    ("this product cannot replace medicine", F),
    ("对坚果过敏的麻烦备注", F),
    ("冷藏的话三天内吃口感最佳", F),
    ("您在吃降压药的话，先问问给您看病的医生", F),
    ("not everyone wins at our fair", G),
    ("a shade lighter than the oak", G),
]


@pytest.mark.parametrize(("text", "category"), LAWFUL)
def test_lawful_sentences_of_the_same_build_are_silent(check: Check, text: str, category: Category) -> None:
    findings = check(text, category=category)
    assert [(f.rule, f.quote) for f in findings if f.kind in WORDING and f.severity is not Severity.NOTE] == []


def test_the_last_day_of_a_month_is_no_last_chance(check: Check) -> None:
    assert [f.rule for f in check("The last day of the month is always busy.") if f.rule.startswith("urgency")] == []
    assert [f.rule for f in check("Last day for the pillow!") if f.rule.startswith("urgency")] != []


def test_what_several_cost_by_themselves_is_no_reference_price_where_it_tells_a_saving(check: Check) -> None:
    assert [f.rule for f in check("一次拿三只，比单买便宜9块") if f.rule.startswith("reference")] == []
