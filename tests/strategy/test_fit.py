"""Fit: every point goes back to an answer, what is proposed gives way to a person, and "not now" is said."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest

from copilot.domain.brand import Category
from copilot.domain.fit import Answer, Fit, Measure, Measured, Verdict
from copilot.domain.ladder import Node
from copilot.errors import RulesInvalid
from copilot.strategy.data_files import read_file
from copilot.strategy.fit import find_fit
from copilot.strategy.fit_questions import FILE, checked_fit_rules, load_fit_rules

TEA = {
    "frequency": "month", "price": "small", "margin": "rich", "decision": "days", "advice": "much", "repeat": "same",
    "shareable": "gladly", "buyer": "self", "reach": "hundreds", "hours": "some", "content": "steady",
}  # fmt: skip
MATTRESS = {
    "frequency": "years", "price": "large", "margin": "fair", "decision": "weeks", "advice": "much", "repeat": "none",
    "shareable": "rarely", "buyer": "self", "reach": "few", "hours": "some", "content": "some",
}  # fmt: skip
CANDY = {
    "frequency": "year", "price": "tiny", "margin": "thin", "decision": "minutes", "advice": "none", "repeat": "none",
    "shareable": "rarely", "buyer": "company", "reach": "few", "hours": "few", "content": "none",
}  # fmt: skip
AT = datetime(2026, 11, 23, tzinfo=UTC)


def fit_of(
    answers: dict[str, str], measured: dict[Measure, Measured] | None = None, category: Category = Category.FOOD
) -> Fit:
    said = {question: Answer(question, option, "桂姐", AT) for question, option in answers.items()}
    return find_fit(category, said, measured or {})


def test_a_dozen_questions_ship_with_reasons_and_sources_in_both_languages() -> None:
    asked = load_fit_rules().asked()
    assert len(asked) == 12
    words = [
        w for q in asked for w in (q.ask, q.help, q.why, q.source, *(x for o in q.options for x in (o.name, o.why)))
    ]
    assert all(w.zh and w.en and w.zh != w.en for w in words)


@pytest.mark.parametrize("node", Node)
def test_a_score_is_the_sum_of_the_answers_that_made_it(node: Node) -> None:
    found = fit_of(TEA).node(node)
    assert found.score == sum(part.points for part in found.parts) > 0
    assert found.most == sum(part.most for part in found.parts) >= found.score
    assert all(part.answered.option and part.points == part.answered.option.points.get(node, 0) for part in found.parts)


def test_hand_worked_points_of_tea_at_repurchase() -> None:
    # month 4, small 2, rich 3, much 3, same 4, self 2, hundreds 2, some 2, steady 2, light 1
    found = fit_of(TEA).node(Node.REPURCHASE)
    assert (found.score, found.most) == (25, 27)
    assert found.verdict is Verdict.YES


def test_tea_fits_and_a_mattress_fits_where_it_is_sold_by_advice_only() -> None:
    tea, mattress = fit_of(TEA), fit_of(MATTRESS, category=Category.GENERAL)
    assert tea.verdict is Verdict.YES
    assert mattress.node(Node.CONVERT).verdict is Verdict.YES
    assert mattress.node(Node.REPURCHASE).verdict is Verdict.NO
    assert mattress.node(Node.REFER).verdict is Verdict.NO
    assert mattress.verdict is Verdict.PARTLY
    refer = mattress.node(Node.REFER)
    assert refer.stopped
    assert refer.why == refer.stopped.why
    assert refer.score > 0


def test_not_now_is_said_where_it_helps_nowhere() -> None:
    found = fit_of(CANDY)
    assert {one.verdict for one in found.nodes} == {Verdict.NO}
    assert found.verdict is Verdict.NO
    node = found.node(Node.REFER)
    assert node.why is not None
    assert "提起" in node.why.zh
    assert node.conditions


def test_without_anybody_to_answer_it_is_not_now_whatever_else_holds() -> None:
    found = fit_of({**TEA, "hours": "none"})
    assert found.stopped is not None
    assert found.verdict is Verdict.NO
    assert {one.verdict for one in found.nodes} == {Verdict.NO}
    assert found.nodes[0].why == found.stopped.why


def test_what_is_not_answered_counts_on_neither_side_and_too_little_says_nothing() -> None:
    one = fit_of({"frequency": "month"})
    assert one.verdict is Verdict.UNKNOWN
    repurchase = one.node(Node.REPURCHASE)
    assert (repurchase.score, repurchase.most, len(repurchase.parts), len(repurchase.open)) == (5, 5, 2, 8)
    assert repurchase.verdict is Verdict.UNKNOWN
    assert repurchase.why is None


def test_nothing_at_all_is_no_division_by_zero() -> None:
    rules = deepcopy(read_file(FILE))
    del rules["questions"]["compliance"]["proposed"]
    found = find_fit(Category.FOOD, {}, {}, checked_fit_rules(rules))
    assert found.verdict is Verdict.UNKNOWN
    assert [one.share for one in found.nodes] == [None] * 5


@pytest.mark.parametrize(
    ("measure", "value", "of", "question", "option"),
    [
        (Measure.GAP_DAYS, 10.0, 20, "frequency", "week"),
        (Measure.GAP_DAYS, 10.1, 20, "frequency", "month"),
        (Measure.GAP_DAYS, 4000.0, 20, "frequency", "years"),
        (Measure.GAP_DAYS, 10.0, 19, "frequency", ""),
        (Measure.REPEAT_SHARE, 0.0, 20, "repeat", "none"),
        (Measure.REACHABLE, 0, 1, "reach", "few"),
        (Measure.REACHABLE, 1_000_000, 1_000_000, "reach", "thousands"),
        (Measure.PRICE, 200, 1, "price", "small"),
    ],
)
def test_what_is_there_proposes_an_answer(measure: Measure, value: float, of: int, question: str, option: str) -> None:
    found = fit_of({}, {measure: Measured(value, of)})
    assert found.option_of(question) == option
    assert found.by_people == 0


def test_the_category_proposes_and_a_person_overrules() -> None:
    proposed = fit_of({}, category=Category.FINANCE)
    assert proposed.option_of("compliance") == "heavy"
    overruled = fit_of({"compliance": "light"}, category=Category.FINANCE)
    one = next(a for a in overruled.answered if a.question.id == "compliance")
    assert one.option
    assert one.option.id == "light"
    assert one.proposal
    assert one.proposal.option_id == "heavy"
    assert (overruled.by_people, overruled.proposed, len(overruled.open)) == (1, 0, 11)


def test_an_answer_that_no_longer_ships_counts_as_none() -> None:
    found = fit_of({"hours": "gone", "old": "x"})
    assert found.option_of("hours") == ""
    assert found.by_people == 0


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("bounds", "partly"), 0.7),
        (("questions", "price", "proposed", "bands"), [{"option": "tiny", "most": 5}]),
        (("questions", "price", "proposed", "bands"), [{"option": "nowhere"}]),
        (("questions", "hours", "options"), [{"id": "one", "zh": "一", "en": "one", "points": {}, "why": {"zh": "x", "en": "x"}}]),
        (("questions", "compliance", "proposed", "category"), {"food": "light"}),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_is_refused(path: tuple[str, ...], value: Any) -> None:
    rules = deepcopy(read_file(FILE))
    place = rules
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(RulesInvalid):
        checked_fit_rules(rules)
