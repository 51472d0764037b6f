"""Fit and operating models in sentences, for pages and commands."""

from collections.abc import Callable

from copilot.domain.brand import Brand
from copilot.domain.fit import Answered, Fit, Measure, NodeFit, Part, Proposal
from copilot.domain.language import Language
from copilot.domain.operating_model import WEEKS_A_MONTH, Choice, Reckoned
from copilot.domain.text_form import InBoth
from copilot.reporting.day_words import day_words

Say = Callable[..., str]
PER_CENT = 100


def overall(fit: Fit, say: Say, language: Language) -> str:
    """What all answers come to."""
    if fit.stopped:
        return say("fit.stopped", why=fit.stopped.why.of(language))
    return say(f"fit.overall.{fit.verdict}")


def stands_on(fit: Fit, say: Say) -> str:
    """How many answers that is."""
    return say("fit.stands_on", people=fit.by_people, proposed=fit.proposed, open=len(fit.open))


def score(node: NodeFit, say: Say) -> str:
    """A node's points, and from how many answers."""
    if not node.most:
        return say("fit.no_score")
    answers = len(node.parts)
    return say("fit.score", score=node.score, most=node.most, answers=answers, all=answers + len(node.open))


def parts(node: NodeFit, say: Say, language: Language) -> tuple[str, ...]:
    """Each answer with its points, then the questions without one."""
    told = [_part(one, say, language) for one in sorted(node.parts, key=lambda one: -one.most)]
    return (*told, *(say("fit.part_open", question=one.ask.of(language)) for one in node.open))


def proposed_from(proposal: Proposal, brand: Brand, say: Say) -> str:
    """Where a proposed answer comes from."""
    if proposal.measured is None:
        return say(f"fit.from.{proposal.measure}", category=say(f"categories.{brand.category}"))
    factor = PER_CENT if proposal.measure is Measure.REPEAT_SHARE else 1
    return say(f"fit.from.{proposal.measure}", value=number(proposal.measured.value * factor), of=proposal.measured.of)


def origin(answered: Answered, brand: Brand, say: Say, language: Language) -> str:
    """Who answered and when, or where the proposal comes from, or that nobody did."""
    proposal = answered.proposal
    if answered.answer is None:
        return say("fit.proposed", **{"from": proposed_from(proposal, brand, say)}) if proposal else say("fit.open")
    told = say("fit.by_person", name=answered.answer.by, day=day_words(answered.answer.at.astimezone().date(), say))
    if proposal and proposal.option_id != answered.answer.option_id:
        was = answered.question.option(proposal.option_id)
        name = was.name.of(language) if was else proposal.option_id
        told += " · " + say("fit.overruled", option=name, **{"from": proposed_from(proposal, brand, say)})
    return told


def takes(one: Reckoned, say: Say) -> tuple[str, ...]:
    """What a model takes and may bring, line by line."""
    key = "operating_model.too_much" if one.too_much else "operating_model.hours"
    hours = {"hours": number(one.hours), "available": number(one.available)}
    more = {} if one.too_much else {"content": number(one.content_hours), "talks": number(one.talk_hours)}
    return (
        say(key, **hours, **more),
        say("operating_model.items", items=number(one.model.items_a_week)),
        say("operating_model.cost", cost=number(one.cost)),
        say("operating_model.back", back=number(one.back), buyers=number(one.buyers)),
        say("operating_model.left", left=number(one.left)),
        say("operating_model.never_pays")
        if one.pays_from is None
        else say("operating_model.pays_from", contacts=number(one.pays_from)),
        say("operating_model.no_fit")
        if one.fit is None
        else say("operating_model.fit", share=number(one.fit * PER_CENT)),
    )


def carriers(one: Reckoned, say: Say, language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each carrier with its pace, and what it does at each node."""
    return tuple(
        (
            say(
                "operating_model.carrier", channel=say(f"channels.{carrier.channel}"), a_week=number(carrier.a_week),
                minutes=number(carrier.minutes),
            ),
            tuple(
                say("operating_model.node_does", node=say(f"nodes.{node}"), what=what.of(language))
                for node, what in carrier.does.items()
            ),
        )
        for carrier in one.model.carriers
    )  # fmt: skip


def formula(say: Say) -> str:
    """How cost and return are reckoned."""
    return say("operating_model.formula", weeks=f"{WEEKS_A_MONTH:.2f}")


def kept_choice(choice: Choice, name: InBoth | None, say: Say, language: Language) -> str:
    """A choice as it is remembered: which, by whom and when, and who took it back."""
    facts = {
        "model": name.of(language) if name else choice.model_id,
        "name": choice.by,
        "day": day_words(choice.at.astimezone().date(), say),
    }
    if choice.undone_at is None:
        return say("operating_model.was_chosen", **facts)
    undone = day_words(choice.undone_at.astimezone().date(), say)
    return say("operating_model.was_undone", **facts, undone_by=choice.undone_by, undone=undone)


def number(value: float) -> str:
    """A figure as people write it: large ones whole, small ones with one digit after the point."""
    return f"{value:,.0f}" if abs(value) >= PER_CENT or value == int(value) else f"{value:,.1f}"


def _part(part: Part, say: Say, language: Language) -> str:
    option = part.answered.option
    if option is None:
        raise ValueError("a part without an answer")
    key = "fit.part" if part.answered.answer else "fit.part_proposed"
    question, name, why = (words.of(language) for words in (part.answered.question.ask, option.name, option.why))
    return say(key, points=part.points, most=part.most, question=question, option=name, why=why)
