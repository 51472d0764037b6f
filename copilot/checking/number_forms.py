"""Patterns of quantities that are written with more than one number or in a form of their own."""

import re
from collections.abc import Mapping

from copilot.checking.numerals import ARABIC, NUMBER

_NUMBER = f"({NUMBER})"
_OTHER = r"[^，。！？；：、,;:!?\n\d零一二两三四五六七八九十百千半]"
"""What may stand between the numbers of a deal: 买牛肉干3袋送山楂条1袋."""
_MONTH_END = "uary|ruary|ch|il|e|y|ust|t|tember|ober|ember"
_TIME = "[年月天周季晚日夜]"
_OPEN = "open|opens|close|closes|closed|closing"
_HOUR = r"\d{1,2}|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NO_HOUR = rf"(?!\.\d|[\d:%]|\s?(?:[ap]\.?m|days?|weeks?|minutes|hours|percent|of|items|st|nd|rd|th|{_MONTHS}))"
_PART_OF_DAY = "凌晨|清晨|早上|早|上午|中午|下午|傍晚|晚上|晚|夜里"


def compiled(words: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """All patterns by name. `words` holds alternatives: month, weekday, english_weekday, classifier, length."""
    return {
        name: re.compile(pattern)
        for name, pattern in {**_deals(words), **_days(words), **_hours(words), **_sums(words), **_sizes(words)}.items()
    }


def _deals(words: Mapping[str, str]) -> dict[str, str]:
    classifier = words["classifier"]
    return {
        "reduction": rf"(?:每?满\s?)?{_NUMBER}\s?[元块]?\s?(?:还|再|就|才|可以|可|能|立刻|又){{0,3}}(?:立?减|直减|省|(?<=\d)-)\s?{_NUMBER}\s?[元块]?",
        "multibuy": rf"买\s?{_NUMBER}\s?(?:{classifier})?\s?[，,]?\s?(?:就|再|即|立)?[送赠得免]\s?{_NUMBER}"
        rf"|\bbuy {_NUMBER},? get {_NUMBER}(?: free)?|\b{_NUMBER} for (one|two|1|2)\b(?! of)|\b(bogo)\b"
        rf"|(?:买|购|[购订]买|下单){_OTHER}{{0,10}}(?:满\s?)?{_NUMBER}\s?(?:{classifier}){_OTHER}{{0,4}}[，,]?\s?(?:就|再|即|立|加|另)?[送赠得]{_OTHER}{{0,10}}{_NUMBER}\s?(?:{classifier})"
        rf"|(?<![元块一二两三四五六七八九十百千\d])(?:满\s?)?{_NUMBER}\s?(?:{classifier})[，,]?\s?(?:就|再|即|立|加|另)?[送赠]{_OTHER}{{0,10}}{_NUMBER}\s?(?:{classifier})",
        "price_of": rf"\b{_NUMBER} (?:[a-z-]+ ){{0,4}}for the price of {_NUMBER}\b",
        "bundle": rf"\b{_NUMBER} (?:for|/)\s?[$£€]\s?({ARABIC})",
        "second_item": rf"第{_NUMBER}\s?(?:{classifier})\s?(半价|免费|0元|{NUMBER}\s?折|{NUMBER}\s?元)",
        "items_discount": rf"(?<![第\d]){_NUMBER}\s?(?:件|盒|瓶|支|套|只|罐|包|袋|箱|份)\s?(?:及以上|以上|起)?\s?(?:打|享)?\s?({NUMBER})\s?折",
        "discount": r"(\d{1,2}(?:\.\d)?|[一二三四五六七八九]{1,2}(?:点[一二三四五六七八九])?)\s?折(?!叠|腾|磨|扣|痕|线|射|中|返|断|页|纸|旧|算)"
        r"|(对折(?![着起过叠成放])|(?<!第二件)半价|half[- ]price|half off)|(\d{1,2}(?:\.\d)?)\s?(?:%|percent) (?:off|discount)|(?:立减|直降|减免|优惠)\s?(\d{1,2})\s?%",
        "threshold": rf"满\s?{_NUMBER}\s?(?:元|块)?(?=\s?[送包免可享即赠返打就升成]|自动)"
        rf"|\b(?:free|orders?|shipping|delivery|baskets?)\b[a-z ]{{0,16}}?\b(?:over|above|of at least|from) ([$£€]?{ARABIC})(?!\d)",
    }


def _days(words: Mapping[str, str]) -> dict[str, str]:
    month, weekday = words["month"], words["weekday"]
    return {
        "iso_date": r"(?<!\d)(20\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)",
        "date": r"(?:(20\d{2})\s?[年./-]\s?)?(\d{1,2}|[一二三四五六七八九十]{1,2})\s?月\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号]?"
        r"(?:\s?(?:-|–|—|~|至|到)+\s?(\d{1,2})\s?[日号])?",
        "dotted_date": r"(?<![\d.])(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])(?![\d%/]|\.\d|\s?(?:折|元|分|倍|寸|斤|kg|g|ml|l|cm|mm|m|万|米|块|%))",
        "day_of_month": r"(?:本月|这个月|当月|每个?月|截止到?|截至|[到至前])\s?(\d{1,2})\s?[号日](?![楼线店机院])"
        r"|(?<![\d月第年.])(\d{1,2})\s?[号日](?=\s?(?:前|之前|截止|结束|为止|止|开始|开抢|到期|恢复|过后|就?没|[（(]?(?:周|星期|礼拜)|早|晚|上午|下午|中午|凌晨|傍晚))",
        "english_date": rf"\b({month})(?:{_MONTH_END})?\.?\s(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(20\d{{2}}))?(?:\s?(?:-|–|to|through)\s?(\d{{1,2}})\b(?!\s?(?:%|am|pm)))?"
        rf"|\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|–|to|and)\s?(?:[a-z]{{3,6}}day,?\s)?)?(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?({month})(?:{_MONTH_END})?\b(?:,?\s(20\d{{2}}))?",
        "english_day": r"\b(?:the|until|by|through|on the) (\d{1,2})(?:st|nd|rd|th)\b",
        "month_end": r"(?:(\d{1,2})\s?月|本月|这个月|(?<!个)月)(?:底|末)|\b(?:the )?end of (?:the|this) month\b|\bmonth[- ]end\b",
        "year": r"((?:19|20)\d{2})\s?年|\b(?:since|in|from|est\.?|founded|established) ((?:19|20)\d{2})\b",
        "weekday": rf"(上|下)?[本这每]?(?:周|星期|礼拜)({weekday})(?![周期百千万])(?:\s?[)）]?\s?({_PART_OF_DAY}))?(?:\s?{_NUMBER}\s?点(半)?|(?<=[上午晚早晨里])\s?(\d{{1,2}})[:：](\d{{2}})(?!\d))?",
        "english_weekday": rf"\b(next |this |every |last )?({words['english_weekday']}|{words['weekday_word']}(?=s?\.?\s?(?:[-–&/,]\s?)?(?:and |to )?(?:\d|noon|{words['english_weekday']}|{words['weekday_word']}))|(?:(?<=[-–&/,])|(?<=[-–&/,]\s)|(?<=(?:nd|to)\s)){words['weekday_word']})s?\b\.?(?!\w)",
    }


def _hours(words: Mapping[str, str]) -> dict[str, str]:
    del words
    return {
        "clock": rf"({_PART_OF_DAY})?\s?(?<![\d.])(\d{{1,2}}|(?<=[上午晚早晨里])[一二两三四五六七八九十]{{1,3}}|[二两三四五六七八九十][一二]?(?=点(?:半|整|钟|多|左右|以?[前后]|[到至]|开|关|结束|就|入住|退房|上门|打烊|收|才|以))|一(?=点(?:半|整|钟)))\s?(?:点(?!\d*评|击|赞|心)(半)?|[:：](\d{{2}}))(?!\d)(?!\s?(?:am|pm))",
        "two_units": rf"{_NUMBER}\s?(?:个)?(小时|钟头|hours?|hrs?|h|分钟|分|minutes?|mins?)\s?(?:and\s|零)?{_NUMBER}\s?(分钟|分|minutes?|mins?|秒钟|秒|seconds?|secs?|s)(?![a-z])",
        "english_hours": rf"\b(?:{_OPEN}|hours)\b[^.!?\n\d]{{0,30}}?\b({_HOUR})\s?(?:to|till|until|til|-|–)\s?({_HOUR}){_NO_HOUR}"
        rf"|\b(?:{_OPEN})\b[^.!?\n\d]{{0,16}}?\b(?:till|until|til|at|from|by)\s({_HOUR}){_NO_HOUR}",
        "english_clock": r"(?<![\d.$])(\d{1,2})(?::(\d{2}))?\s?([ap])(?:m\b|\.m\.)",
    }


def _sums(words: Mapping[str, str]) -> dict[str, str]:
    classifier, length = words["classifier"], words["length"]
    return {
        "spaced": r"(?<![\d.] )(?<!\d)(\d(?: \d){1,5})(?=\s?(?:元|块|$|[，,。！；]))|(?<=[¥￥$])\s?(\d(?: \d){1,5})(?!\d)",
        "note": r"\b(?:a|one) (fiver|tenner)\b",
        "money_sign": rf"(?:rmb|usd|(?:(?<![a-z])(?:us|hk|nt|nz|[sac])(?=\$))?([¥￥$€£₹]))\s?({ARABIC})(?:\s?(?:-|–|~|至|到)\s?[¥￥$€£]?\s?({ARABIC}))?",
        "money_range": rf"{_NUMBER}\s?(?:-|–|—|~|至|到)\s?{_NUMBER}\s?(?:元|块)",
        "yuan_and_change": rf"{_NUMBER}\s?[块元]\s?([一二三四五六七八九\d])\s?(?:([毛角])(?:\s?([一二三四五六七八九\d])\s?分?)?)?(?![\d二三四五六七八九十百千万.]|一(?!{classifier}|{length}|{_TIME})|{classifier}|{length}|{_TIME})|{_NUMBER}\s?[毛角]\s?([一二三四五六七八九\d])\s?分?(?!\d)",
        "kuai": rf"{_NUMBER}\s?[多来]?块(?!儿|头|状|石|布|砖|木|地|区|肉|毛巾|手帕|巧克力|糖|蛋糕|表|屏)",
        "price_each": rf"(\d+(?:\.\d+)?)\s?(?:元|块)?\s?(?:(?:一|每|/)\s?(?:{classifier}|平米?|平方|公?斤|米)(?![a-z])|(?:一|/)\s?年(?![级代前后来]))",
        "roughly_hundreds": rf"([一二两三四五六七八九]百[一二三四五六七八九]?(?:十[一二三四五六七八九]?)?|[一二两三四五六七八九]千)\s?(?:块|元)?\s?(不到|出头|多|左右|以内|上下)(?!\s?(?:{classifier}|天|年|克|米|公))",
    }


def _sizes(words: Mapping[str, str]) -> dict[str, str]:
    length = words["length"]
    return {
        "range": rf"(?<![\d.])({ARABIC})\s?(?:-|–|—|~|至|到|to)\s?({ARABIC})\s?-?(?:(?:business|working)\s)?(?=({words['unit']}|{words['classifier']})(?![a-z]))",
        "and_a_half": rf"{_NUMBER}\s?(斤|公斤|两|米|升|个小时|小时|个月|年|天)半(?!价)|{_NUMBER}个半(月|小时|钟头|星期|礼拜)|([一二三四五六七八九])两(?=重|[，。；！,]|的茶|装)",
        "unit_and_tenths": rf"(?<!身高)(?<!体重)(?<!身高是){_NUMBER}\s?(?:(米)([一二三四五六七八九]{{1,2}}|\d{{1,2}})|(公?斤)([一二三四五六七八九\d])两?)(?!(?![床重])(?:{words['classifier']})|[\d.%两半十百千万元块折月天米厘]|\s?(?:cm|mm|kg|ml))",
        "pack": rf"({ARABIC})\s?({length})\s?[x×*]\s?(\d+)(?!\d)\s?({words['classifier']})?(?!\s?(?:{length})(?![a-z]))",
        "size": rf"({ARABIC})\s?({length})?\s?[x×*]\s?({ARABIC})\s?({length})?(?:\s?[x×*]\s?({ARABIC}))?\s?({length})?(?![a-z])",
        "amount_list": rf"(?<![\d.])({ARABIC})((?:\s?[/、]\s?{ARABIC}){{1,5}})\s?({length})(?![a-z])",
        "rank": rf"(?<![a-z])(top|no\.?|#)\s?(\d+)(?!\d)|(第|前)\s?{_NUMBER}\s?(名|位|代|大|届|版|强|家|批|单|个|件|份|组|户|桌)",
        "spf": r"(spf|pa|upf|vol|ph)\s?(?:值|为|是|=|:|：)?\s?(\d+(?:\.\d+)?)",
        "tenths": r"([一二两三四五六七八九])成(?!分|功|长|为|本|立|员|就|交|品|套|人|熟|年|都|了|绩|都|一)",
        "hundredth": rf"百分之({NUMBER})",
    }
