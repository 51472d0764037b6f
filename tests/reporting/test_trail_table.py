"""The audit trail as a file for spreadsheets."""

import csv
import io
from datetime import UTC, date, datetime, time

from copilot.domain.language import Language
from copilot.domain.review import AuditEntry, Deed
from copilot.locales import load_locale
from copilot.reporting.trail_table import trail_csv
from tests.support.outgoing import item

AT = datetime(2026, 11, 27, 2, 30, tzinfo=UTC)


def rows(*entries: AuditEntry) -> list[list[str]]:
    known = {"i1": item("i1", date(2026, 12, 3), time(9, 30))}
    made = trail_csv(
        entries, known, load_locale(Language.ZH).say, people={"lin": "林姐"}, moment=lambda at: f"{at:%m-%d %H:%M}",
        why=lambda why: why,
    )  # fmt: skip
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))


def test_a_line_says_who_did_what_to_which_item_and_why() -> None:
    entry = AuditEntry(7, "yun", "i1", AT, "lin", Deed.SENT_BACK, "submitted", "changes_requested", "太长", 3, "h", "m")
    assert rows(entry)[1] == [
        "7", "11-27 02:30", "林姐 (lin)", "退回修改", "i1", "2026-12-03 09:30 雨天怎么晾枕头", "待审", "退回修改", "太长",
        "3", "h", "m",
    ]  # fmt: skip


def test_no_cell_is_taken_for_a_formula() -> None:
    entry = AuditEntry(8, "yun", "", AT, "=lin", Deed.POLICY, "-1", "+2", "@SUM(A1)")
    cells = rows(entry)[1]
    assert [cells[n] for n in (2, 6, 7, 8)] == ["'=lin", "'-1", "'+2", "'@SUM(A1)"]
