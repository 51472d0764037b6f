"""The JSON of fit and of operating models."""

from dataclasses import asdict
from typing import Any

from copilot.domain.fit import Answered, Fit, NodeFit
from copilot.domain.operating_model import Choice, Reckoned
from copilot.domain.text_form import InBoth


def fit_shape(fit: Fit) -> dict[str, Any]:
    """`{verdict, stopped_by, answers: {people, proposed, open}, nodes: […], questions: […]}`"""
    return {
        "verdict": fit.verdict,
        "stopped_by": _words(fit.stopped.why) if fit.stopped else None,
        "answers": {"people": fit.by_people, "proposed": fit.proposed, "open": len(fit.open)},
        "nodes": [_node(one) for one in fit.nodes],
        "questions": [_question(one) for one in fit.answered],
    }


def model_shape(one: Reckoned) -> dict[str, Any]:
    """`{id, name, what, suits, people, carriers: […], hours, available, items_a_week, cost, back, left, buyers, pays_from,
    fit, figures: […]}`; hours are a week's, money a month's."""
    model = one.model
    return {
        "id": model.id,
        **{name: _words(getattr(model, name)) for name in ("name", "what", "suits", "people")},
        "carriers": [
            {
                "channel": c.channel,
                "a_week": c.a_week,
                "minutes": c.minutes,
                "does": {node.value: _words(what) for node, what in c.does.items()},
            }
            for c in model.carriers
        ],
        "hours": one.hours,
        "content_hours": one.content_hours,
        "talk_hours": one.talk_hours,
        "available": one.available,
        "too_much": one.too_much,
        "items_a_week": model.items_a_week,
        "cost": one.cost,
        "back": one.back,
        "left": one.left,
        "buyers": one.buyers,
        "pays_from": one.pays_from,
        "fit": one.fit,
        "figures": [asdict(figure) for figure in one.assumptions],
    }


def choice_shape(choice: Choice) -> dict[str, Any]:
    """`{model, by, at, hours, available, paces: {channel: messages a week}, figures, undone_by, undone_at}`"""
    return {
        "model": choice.model_id,
        "by": choice.by,
        "at": choice.at.isoformat(),
        "hours": choice.hours,
        "available": choice.available,
        "paces": {channel.value: a_week for channel, a_week in choice.paces.items()},
        "figures": dict(choice.assumptions),
        "undone_by": choice.undone_by or None,
        "undone_at": choice.undone_at and choice.undone_at.isoformat(),
    }


def _node(one: NodeFit) -> dict[str, Any]:
    return {
        "node": one.node,
        "verdict": one.verdict,
        "score": one.score,
        "most": one.most,
        "why": one.why and _words(one.why),
        "conditions": [_words(condition) for condition in one.conditions],
        "parts": [
            {
                "question": part.answered.question.id,
                "option": part.answered.option and part.answered.option.id,
                "proposed": part.answered.answer is None,
                "points": part.points,
                "most": part.most,
                "why": part.answered.option and _words(part.answered.option.why),
            }
            for part in one.parts
        ],
        "open": [question.id for question in one.open],
    }


def _question(one: Answered) -> dict[str, Any]:
    question, proposal = one.question, one.proposal
    return {
        "id": question.id,
        **{name: _words(getattr(question, name)) for name in ("ask", "help", "why", "source")},
        "option": one.option and one.option.id,
        "by": one.answer and one.answer.by,
        "at": one.answer and one.answer.at.isoformat(),
        "proposed": proposal
        and {
            "option": proposal.option_id,
            "measure": proposal.measure,
            "value": proposal.measured and proposal.measured.value,
            "of": proposal.measured and proposal.measured.of,
        },
        "options": [
            {
                "id": o.id,
                "name": _words(o.name),
                "points": {n.value: p for n, p in o.points.items()},
                "why": _words(o.why),
            }
            for o in question.options
        ],
    }


def _words(words: InBoth) -> dict[str, str]:
    return asdict(words)
