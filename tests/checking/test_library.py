"""What is read of facts and passages is kept, and still tells one day and one list of facts from another."""

from dataclasses import replace
from datetime import date

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.channel import Channel
from copilot.domain.evidence import Role
from copilot.domain.language import Language
from tests.checking.conftest import AT, BRAND, FACTS, fact, passage

GIVEN = passage(1, "双十二：12月1日到12月3日，买荞麦枕送安神香囊。", Role.OFFER)
DURING, AFTER = date(2026, 12, 2), date(2026, 12, 20)
REQUEST = CheckRequest("", BRAND, channel_forms()[Channel.MOMENTS], Language.ZH, AT)


@pytest.mark.parametrize("days", [(DURING, AFTER, DURING), (AFTER, DURING, AFTER)])
def test_a_passage_is_held_against_the_day_a_text_is_told(checker: Checker, days: tuple[date, ...]) -> None:
    for day in days:
        found = checker.check(replace(REQUEST, text="买荞麦枕送安神香囊。", at=day, evidence=(GIVEN,)))
        assert ("offer_expired" in [f.rule for f in found]) == (day == AFTER), day


def test_a_fact_that_comes_and_goes_leaves_the_others_as_they_are(checker: Checker) -> None:
    more = (*FACTS, fact("听松记忆枕", "list_price", "288", "元"))
    for facts, known in ((FACTS, False), (more, True), (FACTS, False)):
        found = checker.check(replace(REQUEST, text="听松记忆枕288元，荞麦枕199元。", facts=facts))
        assert [f.quote for f in found if f.rule == "price_unmatched"] == ([] if known else ["288元"]), found


def test_an_offer_whose_last_day_is_moved_is_over_or_running_as_it_is_now(checker: Checker) -> None:
    offer = replace(fact("山谷荞麦枕", "promotion_price", "129", "元"), valid_from=date(2026, 10, 1), note="国庆特惠")
    for last, over in ((date(2026, 10, 7), True), (date(2026, 12, 31), False), (date(2026, 10, 7), True)):
        facts = (replace(offer, valid_to=last),)
        found = checker.check(replace(REQUEST, text="国庆特惠还在，荞麦枕喜欢的来。", facts=facts))
        assert [f.quote for f in found if f.kind == "expired_offer"] == (["国庆特惠还在"] if over else []), last
