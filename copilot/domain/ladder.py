"""The butterfly's five nodes and, inside `convert`, the ladder that a purchase climbs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from copilot.domain.evidence import Role


class Node(StrEnum):
    """A place on the butterfly, from the widest part of the left wing to the widest of the right."""

    ACQUIRE = "acquire"
    OPERATE = "operate"
    CONVERT = "convert"
    REFER = "refer"
    REPURCHASE = "repurchase"


class Step(StrEnum):
    """What stands between this customer and the purchase; exists only inside `convert`."""

    INTEREST = "interest"
    NEED = "need"
    TRUST = "trust"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Rung:
    """What a message on one step needs: `asks_for` are the evidence roles, most wanted first."""

    step: Step
    asks_for: tuple[Role, ...]
    must_have: tuple[Role, ...]
    """At least one of these has to be found, or the draft says what knowledge is missing."""


LADDER: Mapping[Step, Rung] = MappingProxyType(
    {
        Step.INTEREST: Rung(
            Step.INTEREST, (Role.BENEFIT, Role.SCENE, Role.STORY, Role.FAQ), (Role.BENEFIT, Role.SCENE)
        ),
        Step.NEED: Rung(Step.NEED, (Role.PAIN, Role.SCENE, Role.FAQ, Role.SPEC, Role.BENEFIT), (Role.PAIN, Role.SCENE)),
        Step.TRUST: Rung(Step.TRUST, (Role.PROOF, Role.POLICY, Role.STORY, Role.FAQ), (Role.PROOF,)),
        Step.ACTION: Rung(Step.ACTION, (Role.OFFER, Role.POLICY, Role.FAQ, Role.SPEC), (Role.OFFER, Role.POLICY)),
    }
)
