"""Correcting how a document is read: at once, again after a change, undone, by two people at once."""

from dataclasses import replace
from datetime import date

import pytest

from copilot.domain.correction import (
    ColumnCorrection,
    CorrectionChange,
    PassageCorrection,
    RowCorrection,
    RowKind,
    Span,
)
from copilot.domain.document import LearnReport, document_id
from copilot.domain.evidence import Role
from copilot.errors import Conflict, InvalidInput, UnknownName, UnreadableFile
from copilot.workflows.ask import Ask
from copilot.workflows.belonging import NamedFile
from copilot.workflows.copilot import Copilot
from copilot.workflows.correct import about_passage
from copilot.workflows.outcome import outcome

PRICES = "产品,标价,老友专享\n高山白茶,168,139\n茉莉银针,188,159\n"
NAME = "活动.csv"


def learned(copilot: Copilot, text: str, name: str = NAME) -> LearnReport:
    return outcome(copilot.learn_files([NamedFile(name, text.encode)], "shanque"), LearnReport)


def member_price(copilot: Copilot, label: str = "老友专享") -> ColumnCorrection:
    table = copilot.preview(NAME).tables[0]
    return ColumnCorrection(table.key, next(c.key for c in table.columns if c.label == label), "member_price")


def prices(copilot: Copilot, field: str) -> dict[str, str]:
    brand = copilot.brand("shanque")
    facts = copilot.store.documents.facts_of(brand.id, document_id(brand.id, NAME))
    return {f.product: f.value for f in facts if f.field == field}


def test_a_correction_makes_a_new_version_whose_facts_are_found_at_once(shop: Copilot) -> None:
    learned(shop, PRICES)
    corrected = shop.correct(NAME, CorrectionChange((member_price(shop),)))
    assert corrected is not None
    assert (corrected.version, corrected.corrected) == (2, 1)
    assert prices(shop, "member_price") == {"高山白茶": "139", "茉莉银针": "159"}
    facts = shop.facts(Ask(product="茉莉银针"))
    assert [(f.value, f.source.version) for f in facts if f.field == "member_price"] == [("159", 2)]
    hit = next(h for h in shop.search("茉莉银针 老友专享") if h.passage.source.document == NAME)
    assert (hit.passage.source.version, "159元" in hit.passage.text) == (2, True)


def test_it_holds_when_the_changed_file_is_learned_and_is_gone_once_undone(shop: Copilot) -> None:
    learned(shop, PRICES)
    said = member_price(shop)
    shop.correct(NAME, CorrectionChange((said,)))
    assert learned(shop, PRICES).unchanged == 1
    learned(shop, PRICES.replace("139", "129"))
    assert prices(shop, "member_price")["高山白茶"] == "129"
    shop.correct(NAME, CorrectionChange((), (said.id,), seen=1))
    assert prices(shop, "member_price") == {}
    assert prices(shop, "老友专享")["高山白茶"] == "129"
    assert [v.corrected for v in shop.versions(NAME)] == [0, 1, 1, 2]


def test_what_is_said_in_a_preview_holds_when_the_file_is_learned(shop: Copilot) -> None:
    brand = shop.brand()
    table = shop.correcting.preview_file(brand, NAME, PRICES.encode()).tables[0]
    said = ColumnCorrection(table.key, table.columns[2].key, "member_price")
    assert shop.correct(NAME, CorrectionChange((said,))) is None
    learned(shop, PRICES)
    assert prices(shop, "member_price")["茉莉银针"] == "159"


def test_the_role_of_a_passage_changes_in_search_and_back(shop: Copilot) -> None:
    found = shop.search("桂花乌龙里的桂花是真的吗")[0].passage
    said = replace(about_passage(found), role=Role.PROOF, product="乌龙")
    shop.correct("faq.md", CorrectionChange((said,)))
    again = shop.search("桂花乌龙里的桂花是真的吗")[0].passage
    assert (again.id, again.role, again.product, again.source.version) == (found.id, Role.PROOF, "桂花乌龙", 2)
    shop.correct("faq.md", CorrectionChange((), (said.id,), seen=1))
    assert shop.search("桂花乌龙里的桂花是真的吗")[0].passage.role is found.role


def test_two_people_at_once_are_told_or_both_hold(shop: Copilot) -> None:
    learned(shop, PRICES)
    said = member_price(shop)
    other_column = replace(member_price(shop, "标价"), kind="promotion_price")
    shop.correct(NAME, CorrectionChange((said,), seen=0))
    shop.correct(NAME, CorrectionChange((other_column,), seen=0))
    with pytest.raises(Conflict):
        shop.correct(NAME, CorrectionChange((replace(said, kind="unit_price"),), seen=0))
    assert prices(shop, "member_price")["高山白茶"] == "139"
    assert prices(shop, "promotion_price")["高山白茶"] == "168"


def test_a_correction_made_while_the_file_is_read_is_not_lost(shop: Copilot) -> None:
    learned(shop, PRICES)
    waiting = [member_price(shop)]

    def today() -> date:
        """Asked for when a reading begins; the first time somebody corrects the document just then."""
        if waiting:
            shop.correct(NAME, CorrectionChange((waiting.pop(),)))
        return shop.today()

    learning = replace(shop.learning, today=today)
    kept = learning.take_in("shanque", NAME, PRICES.replace("139", "129").encode())
    assert (kept.document.version, kept.document.corrected) == (3, 1)
    assert prices(shop, "member_price") == {"高山白茶": "129", "茉莉银针": "159"}


def test_what_cannot_be_meant_is_refused_and_nothing_is_kept(shop: Copilot) -> None:
    learned(shop, PRICES)
    said = member_price(shop)
    with pytest.raises(InvalidInput, match="no choice"):
        shop.correct(NAME, CorrectionChange((replace(said, kind="nonsense"),)))
    days = Span(date(2026, 11, 2), date(2026, 11, 1))
    with pytest.raises(InvalidInput, match="last day"):
        shop.correct(NAME, CorrectionChange((replace(said, dates=days),)))
    with pytest.raises(UnknownName):
        shop.correct(NAME, CorrectionChange((PassageCorrection("x", "x", role=Role.FAQ, product="没有的茶"),)))
    with pytest.raises(UnknownName):
        shop.correct(NAME, CorrectionChange((), ("nothing",)))
    rows = shop.preview(NAME).tables[0].rows
    nothing_left = tuple(RowCorrection("", row.key, RowKind.SKIPPED) for row in rows)
    with pytest.raises(UnreadableFile):
        shop.correct(NAME, CorrectionChange(nothing_left))
    assert shop.correcting.said(shop.brand(), NAME).said == ()
