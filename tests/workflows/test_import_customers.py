"""Importing lists of customers: what a preview promises is what importing does, again and again."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from copilot.domain.customer import Consent, Customer, EventKind
from copilot.domain.customer_import import ColumnUse, ImportPreview, MatchedBy
from copilot.errors import InvalidInput, UnreadableFile
from copilot.workflows.copilot import Copilot

LIST = """\
编号,姓名,手机,标签,订单数,消费金额,首单时间,最近下单,最近联系,同意营销,停发,生日,备注,来源
A1,安小姐,10000000001,老客；侧睡,3,"1,299.50",2025-03-02,2026-11-01,2026-11-20,是,,1988-05-01,早上联系,扫码
A2,白先生,10000000002 / demo_bai,,0,,,,2026年11月3日,未询问,,,,转介绍
A3,陈阿姨,10000000003,老客,1,99,,2026/6/1,,否,别发了,,,
"""


def run(shop: Copilot, content: str | bytes, name: str = "list.csv", **said: ColumnUse) -> ImportPreview:
    importing, brand = shop.people.customers.importing, shop.brand()
    file = importing.open(name, content if isinstance(content, bytes) else content.encode())
    uses = {int(k.removeprefix("c")): use for k, use in said.items()}
    promised = importing.preview(brand, file, uses)
    done = importing.run(brand, file, uses)
    assert (promised.added, promised.updated, promised.unchanged) == (done.added, done.updated, done.unchanged)
    assert (promised.stopped, promised.kept_stopped, promised.problems) == (
        done.stopped, done.kept_stopped, done.problems,
    )  # fmt: skip
    return done


def known(shop: Copilot) -> dict[str, Customer]:
    return {c.name: c for c in shop.people.customers.all(shop.brand())}


def test_every_column_comes_where_it_belongs(shop: Copilot) -> None:
    done = run(shop, LIST)
    assert (done.rows, done.added, done.stopped, done.problems) == (3, 3, 1, ())
    ann = known(shop)["安小姐"]
    assert (ann.code, ann.contacts, ann.tags) == ("A1", ("10000000001",), ("老客", "侧睡"))
    assert (ann.orders, ann.spent) == (3, Decimal("1299.5"))
    assert (ann.first_order, ann.last_order, ann.last_contact) == (
        date(2025, 3, 2), date(2026, 11, 1), date(2026, 11, 20),
    )  # fmt: skip
    assert (ann.consent, ann.birthday, ann.remark, ann.fields) == (
        Consent.GIVEN,
        "05-01",
        "早上联系",
        (("来源", "扫码"),),
    )
    bai, chen = known(shop)["白先生"], known(shop)["陈阿姨"]
    assert (bai.contacts, bai.consent, bai.stopped) == (("10000000002", "demo_bai"), Consent.UNKNOWN, False)
    assert (chen.consent, chen.stopped, chen.stop_words) == (Consent.REFUSED, True, "别发了")
    stop = shop.people.customers.card(chen.id).events[0]
    assert (stop.kind, stop.text, stop.by) == (EventKind.STOP, "别发了", "list.csv")


def test_importing_again_changes_nobody(shop: Copilot) -> None:
    run(shop, LIST)
    before = known(shop)
    done = run(shop, LIST)
    assert (done.added, done.touched, done.unchanged) == (0, 0, 3)
    assert known(shop) == before


def test_customers_are_found_by_number_then_contact_then_name(shop: Copilot) -> None:
    run(shop, LIST)
    run(shop, "姓名\n董小姐")
    done = run(shop, "编号,姓名,手机,订单数\nA1,安女士,,4\n,白,10000000002,1\n,董小姐,,2\n")
    assert done.updated == {MatchedBy.CODE: 1, MatchedBy.CONTACT: 1, MatchedBy.NAME: 1}
    assert done.added == 0
    found = known(shop)
    assert (found["安女士"].orders, found["安女士"].contacts) == (4, ("10000000001",))
    assert found["董小姐"].orders == 2


def test_two_people_of_one_name_stay_two(shop: Copilot) -> None:
    run(shop, "姓名,手机\n王芳,10000000007\n王芳,10000000008\n")
    assert shop.people.customers.count(shop.brand()) == 2
    done = run(shop, "姓名,订单数\n王芳,2\n")
    assert [(p.row, p.code, p.taken) for p in done.problems] == [(2, "several_of_that_name", False)]
    assert {c.orders for c in shop.people.customers.all(shop.brand())} == {0}


def test_an_import_never_takes_back_a_stop_or_a_refusal(shop: Copilot) -> None:
    run(shop, LIST)
    done = run(shop, "编号,姓名,停发,同意营销\nA3,陈阿姨,否,是\n")
    chen = known(shop)["陈阿姨"]
    assert (chen.stopped, chen.stop_words, chen.consent) == (True, "别发了", Consent.REFUSED)
    assert (done.kept_stopped, done.stopped) == (1, 0)


def test_what_cannot_be_read_is_told_row_by_row_and_kept(shop: Copilot) -> None:
    done = run(
        shop,
        "姓名,手机,订单数,最近下单,生日\n"
        "安,1.38E+10,三四单,下周二吧,1999\n"
        ",,5,,\n"
        "合计,,8,,\n"
        "白,10000000002,2,2026-11-01,5月1日\n",
    )
    assert [(p.row, p.code, p.column, p.taken) for p in done.problems] == [
        (2, "not_a_number", "订单数", True),
        (2, "not_a_date", "最近下单", True),
        (2, "not_a_date", "生日", True),
        (2, "rounded_number", "手机", True),
        (3, "nobody", "", False),
        (4, "total", "", False),
    ]
    assert dict(known(shop)["安"].fields) == {
        "订单数": "三四单", "最近下单": "下周二吧", "生日": "1999", "手机": "1.38E+10",
    }  # fmt: skip


def test_a_person_corrects_what_columns_are_for(shop: Copilot) -> None:
    content = "称,号,数\n安,x-1,3\n"
    with pytest.raises(InvalidInput) as refused:
        run(shop, content)
    assert refused.value.code == "no_identity_column"
    done = run(shop, content, c0=ColumnUse.NAME, c1=ColumnUse.CODE, c2=ColumnUse.ORDERS)
    assert done.added == 1
    assert (known(shop)["安"].code, known(shop)["安"].orders) == ("x-1", 3)


def test_two_columns_cannot_be_the_same_single_thing(shop: Copilot) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(shop, "姓名,昵称\n安,小安\n", c1=ColumnUse.NAME)
    assert refused.value.code == "column_twice"


def test_a_spreadsheet_is_read_as_a_person_sees_it(shop: Copilot) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "客户"
    page.append(["姓名", "手机", "最近下单", "累计消费"])
    page.append(["安小姐", 10000000001, date(2026, 11, 1), 1299.5])
    page["C2"].number_format = "yyyy/m/d"
    content = io.BytesIO()
    book.save(content)
    run(shop, content.getvalue(), "list.xlsx")
    ann = known(shop)["安小姐"]
    assert (ann.contacts, ann.last_order, ann.spent) == (("10000000001",), date(2026, 11, 1), Decimal("1299.5"))


@pytest.mark.parametrize(("name", "content", "code"), [
    ("list.csv", b"", "file_empty"), ("list.pdf", b"%PDF-1.4 x", "file_foreign"), ("note.md", "# 你好".encode(), "file_foreign"),
    ("list.xlsx", b"PK\x03\x04 broken", "file_broken"), ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_old"),
])  # fmt: skip
def test_what_is_no_list_is_refused_by_name(shop: Copilot, name: str, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        shop.people.customers.importing.open(name, content)
    assert refused.value.code == code


def test_ten_thousand_rows_are_imported_whole(shop: Copilot) -> None:
    rows = "\n".join(f"N{n},客{n},1{n:010},{n % 7},{n * 3},2026-0{n % 9 + 1}-11" for n in range(10_000))
    done = run(shop, f"编号,姓名,手机,订单数,累计消费,最近下单\n{rows}\n")
    assert (done.added, shop.people.customers.count(shop.brand())) == (10_000, 10_000)


def test_tags_said_by_hand_survive_importing_again(shop: Copilot) -> None:
    run(shop, LIST)
    ann = known(shop)["安小姐"]
    shop.people.customers.save(replace(ann, tags=("怕热", "老客")))
    assert run(shop, LIST).unchanged == 3
    assert known(shop)["安小姐"].tags == ("怕热", "老客")
    run(shop, LIST.replace("老客；侧睡", "金卡；侧睡"))
    assert known(shop)["安小姐"].tags == ("怕热", "金卡")


def test_an_old_list_does_not_bring_back_who_said_stop_and_was_deleted(shop: Copilot) -> None:
    run(shop, LIST)
    customers = shop.people.customers
    for customer in customers.all(shop.brand()):
        if customer.name in ("安小姐", "陈阿姨"):
            customers.delete(customer.id)
    done = run(shop, LIST.replace("别发了", "").replace(",否,", ",是,"))
    assert (done.added, done.stopped, done.remembered) == (2, 0, 1)
    assert {name: c.stopped for name, c in known(shop).items()} == {"白先生": False, "安小姐": False, "陈阿姨": True}


def test_an_import_is_taken_back_but_for_whom_somebody_edited_since(shop: Copilot) -> None:
    customers, brand = shop.people.customers, shop.brand()
    run(shop, LIST)
    before = known(shop)
    run(shop, LIST.replace("老客；侧睡,3", "金卡,5").replace("2026/6/1", "2026/6/9") + "A4,鹿鸣,1\nA5,霍小树,2\n")
    last = customers.importing.last(brand)
    assert last is not None
    assert (last.file, last.added, last.changed) == ("list.csv", 2, 2)
    customers.note(known(shop)["陈阿姨"].id, "腰不好")
    customers.own_drafts(known(shop)["霍小树"].id, [shop.reply("客户：在吗").draft.id])
    back = customers.importing.take_back(brand)
    assert (back.removed, back.restored, sorted(back.left)) == (1, 1, ["陈阿姨", "霍小树"])
    now = known(shop)
    assert now["安小姐"] == before["安小姐"]
    assert [e.kind for e in customers.card(now["安小姐"].id).events] == []
    assert "鹿鸣" not in now
    assert now["陈阿姨"].last_order == date(2026, 6, 9)
    with pytest.raises(InvalidInput):
        customers.importing.take_back(brand)
