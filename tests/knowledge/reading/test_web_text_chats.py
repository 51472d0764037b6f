"""Web pages, delimited text and exported chats as they come out of the programs people use."""

from collections.abc import Callable

import pytest

from copilot.domain.document import ReadFile
from copilot.domain.evidence import Field
from copilot.errors import UnreadableFile

Reader = Callable[..., ReadFile]


def _told(file: ReadFile) -> str:
    return "\n".join(p.text for p in file.passages)


def _prices(file: ReadFile) -> list[tuple[str, str, str]]:
    return [(f.product, f.field, f.value) for f in file.facts if f.field in Field.PRICES]


def test_spanning_cells_of_a_web_table_reach_all_they_cover(read: Reader) -> None:
    page = """<table><tr><th rowspan=2>产品</th><th colspan=2>价格（元）</th></tr><tr><th>标价</th><th>会员价</th></tr>
    <tr><td rowspan=2>护腰垫</td><td>199</td><td>179</td></tr><tr><td>259</td><td>229</td></tr></table>"""
    assert _prices(read("价格.html", page)) == [
        ("松针护腰垫", "list_price", "199"),
        ("松针护腰垫", "member_price", "179"),
        ("松针护腰垫", "list_price", "259"),
        ("松针护腰垫", "member_price", "229"),
    ]


def test_what_a_visitor_of_a_page_does_not_see_is_not_read(read: Reader) -> None:
    page = """<html><head><title>x</title><style>p{}</style></head><body><script>var price = 1</script>
    <p>护腰垫坐着不塌。</p><p style="display: none">成本八十。</p><div hidden>内部说明。</div><!-- 备注 -->
    <noscript>请打开脚本</noscript><template><p>模板</p></template><p aria-hidden="true" style="visibility:hidden">暗</p></body></html>"""
    assert _told(read("a.html", page)) == "护腰垫坐着不塌。"


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig", "utf-16-le"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_delimited_text_is_read_in_each_encoding_and_with_each_sign(read: Reader, encoding: str, sign: str) -> None:
    rows = [
        ["产品", "说明", "标价（元）"],
        ["护腰垫", f'"坐着不塌{sign}\n也能拆洗"', "199"],
        ["小夜灯", "起夜不晃眼", "89"],
    ]
    content = "\r\n".join(sign.join(row) for row in rows).encode(encoding)
    file = read("价格.csv", content)
    assert _prices(file) == [("松针护腰垫", "list_price", "199"), ("暖壶小夜灯", "list_price", "89")]
    assert "也能拆洗" in _told(file)


CHATS = {
    "of WeChat on a computer": """岚山客服 2026/11/20 10:01:12
您好，有什么可以帮您
小熊 2026/11/20 10:02:30
[图片]
小熊 2026/11/20 10:02:41
坐一天腰酸得不行，这个垫子能顶住吗
小熊撤回了一条消息
岚山客服 2026/11/20 10:03:05
您一般一天坐几个小时呢
小熊 2026/11/20 10:03:50
十来个小时吧，中间不怎么起来
""",
    "of WeCom": """小熊@微信 11-20 10:02:30
坐一天腰酸得不行，这个垫子能顶住吗

岚山-林姐 11-20 10:03:05
您一般一天坐几个小时呢

小熊@微信 11-20 10:03:50
十来个小时吧，中间不怎么起来
""",
    "with lines of dates": """—————  2026-11-20  —————

小熊  10:02

坐一天腰酸得不行，这个垫子能顶住吗

岚山客服  10:03

您一般一天坐几个小时呢

小熊  10:05

[语音] 12"

小熊  10:06

十来个小时吧，中间不怎么起来

—————  2026-11-21  —————

岚山客服  09:00

早上好
""",
    "copied from a phone": """小熊:
坐一天腰酸得不行，这个垫子能顶住吗

岚山客服:
您一般一天坐几个小时呢

小熊:
十来个小时吧，中间不怎么起来
""",
    "of yesterday": """小熊 昨天 22:32
坐一天腰酸得不行，这个垫子能顶住吗
岚山客服 昨天 22:33
您一般一天坐几个小时呢
小熊 昨天 22:40
十来个小时吧，中间不怎么起来
以上是打招呼的内容
""",
    "of a program that saves them": """2026-11-20 10:02:30 小熊
坐一天腰酸得不行，这个垫子能顶住吗

2026-11-20 10:03:05 岚山客服
您一般一天坐几个小时呢

2026-11-20 10:03:50 小熊
十来个小时吧，中间不怎么起来
""",
}


@pytest.mark.parametrize("name", CHATS)
def test_what_customers_said_in_an_exported_chat_is_read_and_nothing_else(name: str, read: Reader) -> None:
    file = read("聊天.txt", CHATS[name])
    lines = [line for p in file.passages for line in p.text.split("\n")]
    assert lines == ["坐一天腰酸得不行，这个垫子能顶住吗", "十来个小时吧，中间不怎么起来"]
    assert file.facts == ()


ENGLISH = {
    "of yesterday": """Mia  Yesterday 10:32 PM
my back hurts after a day at the desk, does it help?
Ridge Support  Yesterday 10:35 PM
How long do you sit a day?
Mia  Yesterday 10:36 PM
[Photo]
Mia  Yesterday 10:37 PM
ten hours, hardly ever getting up
Mia recalled a message
""",
    "of WhatsApp": """[11/20/26, 10:32:01 PM] Mia: my back hurts after a day at the desk, does it help?
[11/20/26, 10:35:10 PM] Ridge Support: How long do you sit a day?
[11/20/26, 10:37:22 PM] Mia: <Media omitted>
[11/20/26, 10:37:30 PM] Mia: ten hours, hardly ever getting up
""",
}


@pytest.mark.parametrize("name", ENGLISH)
def test_what_english_customers_said_is_read_and_nothing_else(name: str, read: Reader, english_brand: object) -> None:
    lines = [line for p in read("chat.txt", ENGLISH[name], brand=english_brand).passages for line in p.text.split("\n")]
    assert lines == ["my back hurts after a day at the desk, does it help?", "ten hours, hardly ever getting up"]


@pytest.mark.parametrize(("name", "wanted"), [("价格.xls", ".xlsx"), ("手册.doc", ".docx"), ("培训.PPT", ".pptx")])
def test_a_file_of_an_old_office_says_what_to_save_it_as(name: str, wanted: str, read: Reader) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert (refused.value.code, refused.value.facts["save_as"]) == ("file_old", wanted)
