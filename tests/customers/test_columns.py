"""What the columns of lists from shop systems, WeCom exports and hand-made sheets are taken for."""

import pytest

from copilot.customers.columns import find_list
from copilot.domain.customer_import import ColumnUse
from copilot.domain.sheet import Sheet, SheetRow

Rows = list[list[str]]


def sheet(*rows: list[str], title: str = "") -> Sheet:
    width = max(map(len, rows))
    return Sheet(title, tuple(SheetRow(n, (*r, *[""] * (width - len(r)))) for n, r in enumerate(rows, start=1)))


def uses(*rows: list[str]) -> list[str]:
    return [column.use.value for column in find_list([sheet(*rows)]).columns]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            ["客户编号", "姓名", "手机号", "标签", "订单数", "累计消费（元）", "首次下单", "最近下单时间", "最后联系", "是否同意营销",
             "停发名单", "生日", "备注", "门店"],
            ["code", "name", "contact", "tags", "orders", "spent", "first_order", "last_order", "last_contact", "consent",
             "stop", "birthday", "remark", "field"],
        ),
        (
            ["external_userid", "客户昵称", "微信号", "企业标签", "添加时间"],
            ["code", "name", "contact", "tags", "field"],
        ),
        (
            ["Customer ID", "First Name", "Last Name", "Email", "Phone", "Total Spent", "Orders", "Accepts Email Marketing", "Tags", "Note"],
            ["code", "name", "family_name", "contact", "contact", "spent", "orders", "consent", "tags", "remark"],
        ),
        (
            ["Full name", "Mobile", "Last order date", "Lifetime value", "Do not contact", "Birthday", "Favourite colour"],
            ["name", "contact", "last_order", "spent", "stop", "birthday", "field"],
        ),
        (
            ["会员名", "联系电话", "会员等级", "购买次数", "消费总额", "上次购买日期", "买过什么", "退订"],
            ["name", "contact", "tags", "orders", "spent", "last_order", "bought", "stop"],
        ),
        (["#", "Client #", "Who", "Mobile", "# of orders", "#备注"], ["field", "code", "name", "contact", "orders", "remark"]),
        (["会员ID", "称呼", "累计单数", "上次买", "第一次买"], ["code", "name", "orders", "last_order", "first_order"]),
    ],
)  # fmt: skip
def test_headers_are_known(headers: list[str], expected: list[str]) -> None:
    assert uses(headers, ["x"] * len(headers)) == expected


def test_the_list_may_begin_below_a_title_and_notes() -> None:
    found = find_list(
        [sheet(["眠云老客名单"], ["导出时间", "2026-11-20"], ["姓名", "手机", "订单数"], ["安", "1", "2"])]
    )
    assert [c.header for c in found.columns] == ["姓名", "手机", "订单数"]
    assert [row.number for row in found.rows] == [4]


def test_without_headers_phones_are_still_found() -> None:
    found = find_list([sheet(["安小姐", "10000000001"], ["白先生", "10000000002"])])
    assert [c.use for c in found.columns] == [ColumnUse.FIELD, ColumnUse.CONTACT]
    assert len(found.rows) == 2


def test_of_two_columns_for_one_thing_the_second_stays_a_field() -> None:
    assert uses(["姓名", "昵称"], ["安", "小安"]) == ["name", "field"]


def test_the_sheet_with_customers_is_taken() -> None:
    other = sheet(["说明"], ["这张表每周更新", "x"], title="说明")
    found = find_list([other, sheet(["姓名", "手机"], ["安", "1"], title="客户")])
    assert found.title == "客户"


def test_a_person_says_what_a_column_is_for() -> None:
    listed = find_list([sheet(["称", "号"], ["安", "x1"])], {0: ColumnUse.NAME, 1: ColumnUse.CODE})
    assert [(c.use, c.read_as) for c in listed.columns] == [
        (ColumnUse.NAME, ColumnUse.FIELD),
        (ColumnUse.CODE, ColumnUse.FIELD),
    ]
