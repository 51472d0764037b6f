"""A file of the calendar from its one door: what is in it, what it is called, what stayed behind."""

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from copilot.domain.calendar import Audience
from copilot.domain.language import Language
from copilot.locales import load_locale
from copilot.reporting.calendar_files import ExportedFile, FileWanted, export_file
from copilot.workflows.copilot import Copilot
from tests.support.calendar import ALONE, MEI, PLAIN, SOON, a_slot, approved, labelled, written
from tests.support.shop import a_copilot


@pytest.fixture
def shop(tmp_path: Path, learned_shop: Path) -> Iterator[Copilot]:
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        for number, sender in ((2, "小林"), (3, "小美")):
            copilot.store.audiences.save("shanque", Audience(f"g{number}", f"新客{number}群", sender=sender))
        yield copilot


def exported(shop: Copilot, wanted: FileWanted, language: Language = Language.ZH) -> ExportedFile:
    say = load_locale(language).say
    return export_file(shop.calendar.exporting, shop.brand(), wanted, MEI, say, language=language)


def test_a_file_is_named_by_its_brand_and_days(shop: Copilot) -> None:
    file = exported(shop, FileWanted("csv", SOON, SOON + timedelta(days=6)))
    assert (file.name, file.mime, file.count) == ("山雀茶-内容日历-2026-11-25-2026-12-01.csv", "text/csv", 0)


def test_a_sheet_of_one_person_marks_only_theirs_as_exported(shop: Copilot) -> None:
    labelled(shop, approved(shop, "a"))
    labelled(shop, approved(shop, "b", "水烧到九十度就关火。", replace(a_slot("b"), audience_id="g3")))
    file = exported(shop, FileWanted("html", SOON, SOON, "小美"))
    assert (PLAIN in file.content.decode(), file.count) == (False, 1)
    assert [shop.store.calendar.get(i).state for i in ("a", "b")] == ["approved", "exported"]


def test_the_one_user_of_a_machine_has_a_name_in_the_file(shop: Copilot) -> None:
    written(shop.store, "a", by=ALONE)
    review = shop.calendar.review
    item = review.approve("a", review.submit("a", 1, ALONE).version, ALONE)
    labelled(shop, item)
    content = exported(shop, FileWanted("csv", SOON, SOON), Language.EN).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert "the user of this machine" in row.values()


def test_what_stayed_behind_is_told(shop: Copilot) -> None:
    written(shop.store, "a")
    approved(shop, "b", "水烧到九十度就关火。")
    file = exported(shop, FileWanted("json", SOON, SOON))
    assert ([i.id for i in file.left.waiting], [i.id for i in file.left.unlabelled]) == (["a"], ["b"])
