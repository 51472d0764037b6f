"""No text that is not approved, for these very words and on the facts of now, leaves in any kind of file."""

import ast
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from copilot.domain.calendar import Approval, Audience, Item, ItemState, Sent
from copilot.domain.language import Language
from copilot.domain.outgoing import GOES_OUT
from copilot.domain.review import Deed, ReviewPolicy, RiskKind
from copilot.domain.waiver import text_hash
from copilot.errors import InvalidInput
from copilot.locales import load_locale
from copilot.reporting.calendar_files import FILE_KINDS, ExportedFile, FileWanted, export_file
from copilot.store.audit_trail import Done
from copilot.store.calendar_items import WithText
from copilot.workflows.copilot import Copilot
from tests.support.calendar import BOSS, LIN, MEI, SOON, a_draft, about, approved, labelled, written
from tests.support.shop import NOON, PRICES

PACKAGE = Path(__file__).resolve().parents[2] / "copilot"
SECRET = "门口那只橘猫今天不吃鱼"
PRICED = f"{SECRET}。高山白茶 100 克标价 168 元。"
KINDS = sorted(FILE_KINDS)
LOCKED = sorted(set(ItemState) - GOES_OUT)
Tampering = Callable[[Copilot, Item, Path], None]
BEHIND = Done("somebody", Deed.CHANGED)


@pytest.fixture
def shop(shop: Copilot) -> Copilot:
    shop.store.audiences.save("shanque", Audience("g2", "新客2群", sender="小林"))
    return shop


def exported(shop: Copilot, kind: str) -> ExportedFile:
    wanted = FileWanted(kind, SOON, SOON if kind == "html" else SOON + timedelta(days=7))
    return export_file(shop.calendar.exporting, shop.brand(), wanted, MEI, load_locale(Language.ZH).say)


def said(content: bytes) -> str:
    """All that a file says, packed or not, with folded lines and escapes undone."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    text = unescape(content.decode("utf-8", "replace"))
    return json.dumps(json.loads(text), ensure_ascii=False) if text.startswith("{") else text.replace("\r\n ", "")


def changed(shop: Copilot, **to: object) -> None:
    """Write into the item past every workflow."""
    now = shop.store.calendar.get("a")
    shop.store.calendar.change("a", now.version, lambda i: replace(i, **to), BEHIND)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_approved_goes_out_in_every_kind(shop: Copilot, kind: str) -> None:
    labelled(shop, approved(shop, "a", SECRET))
    file = exported(shop, kind)
    assert SECRET in said(file.content)
    assert (file.count, file.mime) == (1, FILE_KINDS[kind])
    assert shop.store.calendar.get("a").state is ItemState.EXPORTED


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", LOCKED)
def test_no_other_state_goes_out_even_with_an_approval_in_it(shop: Copilot, state: ItemState, kind: str) -> None:
    item = written(shop.store, "a", SECRET)
    labelled(shop, item)
    changed(shop, state=state, approvals=(Approval(LIN.id, NOON, text_hash(SECRET)),))
    file = exported(shop, kind)
    assert (SECRET in said(file.content), file.count) == (False, 0)


def text_was_swapped(shop: Copilot, item: Item, _: Path) -> None:
    draft = shop.store.drafts.get(str(item.draft_id))
    assert draft is not None
    shop.store.drafts.revise(draft.id, f"{SECRET}，也不吃饭", expected_version=draft.version)


def draft_was_swapped(shop: Copilot, item: Item, _: Path) -> None:
    other = a_draft("other", f"{SECRET}，换了一份")
    store = shop.store.calendar
    store.change("a", item.version, lambda i: replace(i, draft_id=other.id), BEHIND, WithText(draft=other))
    labelled(shop, store.get("a"))


def approvals_were_lost(shop: Copilot, _: Item, __: Path) -> None:
    changed(shop, approvals=())


def price_has_changed(shop: Copilot, _: Item, folder: Path) -> None:
    (folder / "价格.csv").write_text(PRICES.replace("168,", "188,"), "utf-8")
    shop.learn([folder / "价格.csv"], "山雀茶")


def item_was_removed(shop: Copilot, item: Item, _: Path) -> None:
    shop.calendar.planning.remove("a", item.version, MEI)


def two_are_asked_for(shop: Copilot, _: Item, __: Path) -> None:
    shop.calendar.review.set_policy(shop.brand(), ReviewPolicy((RiskKind.PRICE,)), BOSS)


def approval_was_withdrawn(shop: Copilot, item: Item, _: Path) -> None:
    shop.calendar.review.withdraw_approval("a", item.version, LIN)


def text_was_edited(shop: Copilot, item: Item, _: Path) -> None:
    shop.calendar.review.edit("a", item.version, f"{PRICED}。", MEI)


def day_has_passed(shop: Copilot, item: Item, _: Path) -> None:
    changed(shop, slot=replace(item.slot, day=NOON.date() - timedelta(days=1)))


TAMPERINGS: list[Tampering] = [
    text_was_swapped, draft_was_swapped, approvals_were_lost, price_has_changed, item_was_removed, two_are_asked_for,
    approval_was_withdrawn, text_was_edited, day_has_passed,
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda t: t.__name__)
def test_an_approval_that_does_not_hold_any_more_lets_nothing_out(
    shop: Copilot, tmp_path: Path, tampering: Tampering, kind: str
) -> None:
    item = approved(shop, "a", PRICED, about("高山白茶", "a"))
    labelled(shop, item)
    tampering(shop, item, tmp_path)
    file = exported(shop, kind)
    assert (SECRET in said(file.content), file.count) == (False, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_exported_once_does_not_go_out_again_on_another_price(
    shop: Copilot, tmp_path: Path, kind: str
) -> None:
    labelled(shop, approved(shop, "a", PRICED, about("高山白茶", "a")))
    assert exported(shop, kind).count == 1
    price_has_changed(shop, shop.store.calendar.get("a"), tmp_path)
    assert SECRET not in said(exported(shop, kind).content)


@pytest.mark.parametrize("kind", KINDS)
def test_an_approved_text_without_a_choice_of_its_label_stays(shop: Copilot, kind: str) -> None:
    approved(shop, "a", SECRET)
    file = exported(shop, kind)
    assert SECRET not in said(file.content)
    assert [i.id for i in file.left.unlabelled] == ["a"]


def test_a_copy_of_what_does_not_hold_is_not_marked_as_sent(shop: Copilot) -> None:
    item = approved(shop, "a", SECRET)
    text_was_swapped(shop, item, Path())
    exporting = shop.calendar.exporting
    with pytest.raises(InvalidInput) as refused:
        exporting.mark_sent("a", item.version, Sent(MEI.id, NOON), MEI)
    assert refused.value.code == "not_approved"


def test_an_unknown_kind_marks_nothing(shop: Copilot) -> None:
    labelled(shop, approved(shop, "a", SECRET))
    with pytest.raises(InvalidInput):
        exported(shop, "pdf")
    assert shop.store.calendar.get("a").state is ItemState.APPROVED


def test_only_the_one_door_makes_what_writers_of_files_take() -> None:
    """Writers take `Outgoing` values; whoever could make one elsewhere could let any text out."""
    makers = {_place(file) for file in PACKAGE.rglob("*.py") if {"Outgoing", "OutgoingCalendar"} & _called(file)}
    assert makers == {"workflows/export.py", "reporting/calendar_files.py"}


def test_only_one_place_writes_files_of_the_calendar() -> None:
    writers = {
        "calendar_file",
        "send_sheet",
        "outgoing_xlsx",
        "outgoing_csv",
        "outgoing_ics",
        "outgoing_docx",
        "outgoing_json",
    }
    users = {_place(file) for file in PACKAGE.rglob("*.py") if writers & _called(file)}
    assert users == {"reporting/calendar_files.py", "reporting/outgoing_files.py"}


def _called(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}


def _place(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()
