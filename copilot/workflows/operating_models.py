"""Operating models side by side, and the one a brand chose: it sets on which channels and how often its calendar plans."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from copilot.domain.brand import Brand
from copilot.domain.calendar import AudienceKind
from copilot.domain.channel import Channel
from copilot.domain.operating_model import Choice, Reckoned
from copilot.domain.review import Actor, Deed, Duty
from copilot.domain.text_form import InBoth
from copilot.errors import InvalidInput, UnknownName
from copilot.planning.rules import load_planning_rules, with_changes
from copilot.planning.usual_channels import usual_channels
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.store.fit import Card
from copilot.strategy.operating_models import load_models, reckon_all
from copilot.workflows.fit import Fitting
from copilot.workflows.members import require
from copilot.workflows.plan_rules import CARD, PlanRuling

NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)
BY_WEEKDAY = frozenset({Channel.LIVE})
"""Lives are planned by their weekday, not by a pace."""


@dataclass(frozen=True, slots=True)
class ModelChoosing:
    """The workflow."""

    store: Store
    fitting: Fitting
    ruling: PlanRuling

    def compare(self, brand: Brand, own: Mapping[str, float] | None = None) -> tuple[Reckoned, ...]:
        """The models with the brand's figures, `own` ones by id before all others; those that there are hours for first,
        of these the best fitting. Without `own`, those of the choice that holds are taken.

        Raises `UnknownName` for a figure that no model has, `InvalidInput` (`figure_out_of_bounds`: `name`, `least`, `most`).
        """
        # What was kept with an older choice may name a figure that no longer ships: only what is said now is held to.
        measured = self.fitting.measured(brand)
        found = reckon_all(self.fitting.look(brand, measured), measured, self._given(brand, own))
        _refuse(own or {}, found)
        return found

    def channels(self, brand: Brand, kind: AudienceKind) -> tuple[Channel, ...]:
        """Where an audience of that kind is spoken to: on the chosen model's channels that reach one, else on the usual
        ones."""
        chosen, reaches = self.store.fit.chosen(brand.id), load_models().reaches
        own = tuple(channel for channel in chosen.channels if reaches[channel] is kind) if chosen else ()
        return own or usual_channels().get(kind, ())

    def names(self) -> Mapping[str, InBoth]:
        """What the models are called, by id."""
        return {model_id: line.in_both() for model_id, line in load_models().models.items()}

    def source(self) -> InBoth:
        """Where the figures come from that ship."""
        return load_models().source.in_both()

    def chosen(self, brand: Brand) -> Choice | None:
        """The choice that holds."""
        return self.store.fit.chosen(brand.id)

    def history(self, brand: Brand) -> tuple[Choice, ...]:
        """What was chosen, the newest first, also what was taken back."""
        return self.store.fit.choices(brand.id)

    def choose(self, brand: Brand, model_id: str, actor: Actor, own: Mapping[str, float] | None = None) -> Choice:
        """Choose a model: its channels are planned for as often as it says, the others not at all. Raises `UnknownName`,
        and `InvalidInput` where only an admin may."""
        require(actor, Duty.ADMIN)
        found = {one.model.id: one for one in self.compare(brand, own)}
        if model_id not in found:
            raise UnknownName("operating_model", model_id, tuple(found))
        reckoned, before = found[model_id], self.ruling.changes(brand)
        paces = dict.fromkeys(Channel, 0.0) | {one.channel: one.a_week for one in reckoned.model.carriers}
        choice = Choice(
            model_id=model_id,
            by=actor.name,
            at=NOT_YET,
            hours=reckoned.hours,
            available=reckoned.available,
            paces=paces,
            before=_paces(before),
            assumptions=dict(self._given(brand, own)),
        )
        return self.store.fit.choose(brand.id, choice, _card(actor, before, _with_paces(before, paces, model_id)))

    def undo(self, brand: Brand, actor: Actor) -> Choice:
        """Take the choice that holds back, and what it set, as far as nobody changed that since; returns it. Raises
        `UnknownName` where none holds."""
        require(actor, Duty.ADMIN)
        choice = self.store.fit.chosen(brand.id)
        if choice is None:
            raise UnknownName("model_choice", "")
        now = self.ruling.changes(brand)
        untouched = [c for c, pace in _paces(now).items() if c not in BY_WEEKDAY and pace == choice.paces.get(c)]
        self.store.fit.undo(brand.id, choice.id, actor.name, _card(actor, now, _as_before(now, choice, untouched)))
        return choice

    def _given(self, brand: Brand, own: Mapping[str, float] | None) -> Mapping[str, float]:
        chosen = self.store.fit.chosen(brand.id) if own is None else None
        return chosen.assumptions if chosen else own or {}


def _refuse(own: Mapping[str, float], found: tuple[Reckoned, ...]) -> None:
    known = {figure.id: figure for one in found for figure in one.assumptions}
    for name, value in own.items():
        if name not in known:
            raise UnknownName("figure", name, tuple(known))
        least, most = known[name].least, known[name].most
        # False for what is no number, too.
        if not least <= value <= most:
            raise InvalidInput(f"{name} is {value}", code="figure_out_of_bounds", name=name, least=least, most=most)


def _paces(changes: Mapping[str, Any]) -> dict[Channel, float]:
    """The paces that a brand changed."""
    told = changes.get("channels", {}).items()
    return {Channel(name): float(rule["pace"]["a_week"]) for name, rule in told if "a_week" in rule.get("pace", {})}


def _with_paces(changes: Mapping[str, Any], paces: Mapping[Channel, float], model_id: str) -> dict[str, Any]:
    after = deepcopy(dict(changes))
    for channel in paces.keys() - BY_WEEKDAY:
        rule = after.setdefault("channels", {}).setdefault(channel.value, {})
        rule["pace"] = {"a_week": paces[channel], "source": model_id}
    with_changes(load_planning_rules(), after)
    return after


def _as_before(now: Mapping[str, Any], choice: Choice, channels: list[Channel]) -> dict[str, Any]:
    after = deepcopy(dict(now))
    for channel in channels:
        rule = after["channels"][channel.value]
        if channel in choice.before:
            rule["pace"] = {**rule["pace"], "a_week": choice.before[channel]}
            continue
        del rule["pace"]
        if not rule:
            del after["channels"][channel.value]
    if not after.get("channels", True):
        del after["channels"]
    return after


def _card(actor: Actor, before: Mapping[str, Any], after: Mapping[str, Any]) -> Card:
    told = [json.dumps(card, ensure_ascii=False, sort_keys=True) for card in (before, after)]
    return Card(CARD, after, Done(actor.id, Deed.PLAN_RULES, before=told[0], after=told[1]))
