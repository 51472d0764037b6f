"""Answers → whether private domain helps, at each node and at all. Every point goes back to an answer."""

from collections.abc import Mapping

from copilot.domain.brand import Category
from copilot.domain.fit import (
    Answer,
    Answered,
    Fit,
    Measure,
    Measured,
    NodeFit,
    Option,
    Part,
    Proposal,
    Question,
    Verdict,
)
from copilot.domain.ladder import Node
from copilot.strategy.fit_questions import FitRules, Proposing, load_fit_rules


def find_fit(
    category: Category,
    answers: Mapping[str, Answer],
    measured: Mapping[Measure, Measured],
    rules: FitRules | None = None,
) -> Fit:
    """Where a brand stands by the newest answer of each question, and by what was measured where nobody answered."""
    rules = rules or load_fit_rules()
    answered = tuple(_answered(question, category, answers, measured, rules) for question in rules.asked())
    stopped = next((one.option for one in answered if one.option and one.option.stops), None)
    nodes = tuple(_node(node, answered, rules) for node in Node)
    return Fit(answered, nodes, _verdict(nodes, rules, stopped), stopped)


def _answered(
    question: Question,
    category: Category,
    answers: Mapping[str, Answer],
    measured: Mapping[Measure, Measured],
    rules: FitRules,
) -> Answered:
    proposing = rules.questions[question.id].proposed
    proposal = _proposal(proposing, category, measured) if proposing else None
    answer = answers.get(question.id)
    said = question.option(answer.option_id) if answer else None
    # An answer whose option no longer ships counts as none.
    return Answered(
        question,
        said or (question.option(proposal.option_id) if proposal else None),
        answer if said else None,
        proposal,
    )


def _proposal(proposing: Proposing, category: Category, measured: Mapping[Measure, Measured]) -> Proposal | None:
    if proposing.measure is Measure.CATEGORY:
        return Proposal(proposing.category[category], Measure.CATEGORY)
    found = measured.get(proposing.measure)
    if found is None or found.of < proposing.least:
        return None
    band = next(one for one in proposing.bands if one.most is None or found.value <= one.most)
    return Proposal(band.option, proposing.measure, found)


def _node(node: Node, answered: tuple[Answered, ...], rules: FitRules) -> NodeFit:
    stopped = next((one.option for one in answered if one.option and node in one.option.rules_out), None)
    bearing = [one for one in answered if one.question.most(node)]
    parts = tuple(Part(a, a.option.points.get(node, 0), a.question.most(node)) for a in bearing if a.option)
    score, most = sum(one.points for one in parts), sum(one.most for one in parts)
    total = sum(one.question.most(node) for one in bearing)
    unanswered = tuple(one.question for one in bearing if one.option is None)
    if stopped:
        verdict = Verdict.NO
    elif not most or most < rules.bounds.least_share * total:
        verdict = Verdict.UNKNOWN
    elif score >= rules.bounds.helps * most:
        verdict = Verdict.YES
    else:
        verdict = Verdict.PARTLY if score >= rules.bounds.partly * most else Verdict.NO
    return NodeFit(node, verdict, score, most, parts, unanswered, stopped)


def _verdict(nodes: tuple[NodeFit, ...], rules: FitRules, stopped: Option | None) -> Verdict:
    """All in all: yes from so many nodes on, no where it helps nowhere, and nothing while the unknown could decide it."""
    if stopped:
        return Verdict.NO
    found = [one.verdict for one in nodes]
    if found.count(Verdict.YES) >= rules.bounds.nodes_yes:
        return Verdict.YES
    if Verdict.UNKNOWN in found:
        return Verdict.UNKNOWN
    return Verdict.PARTLY if Verdict.YES in found else Verdict.NO
