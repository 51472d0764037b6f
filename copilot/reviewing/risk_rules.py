"""The weights of risks and the wording of claims, read from their files and checked."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from copilot.domain.review import RiskKind
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

RISKS, CLAIMS = "risks.yaml", "claims.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Weight(_Strict):
    """What one kind of risk weighs, and why so."""

    weight: Annotated[int, Field(ge=1)]
    each: Annotated[int, Field(ge=0)]
    most: Annotated[int, Field(ge=1)]
    why: Annotated[str, Field(min_length=1)]

    def of(self, count: int) -> int:
        """The weight of so many cases, 1 or more."""
        return min(self.most, self.weight + self.each * (count - 1))


class LowEvidence(_Strict):
    """From how many claims on which share of them has to be cited."""

    claims: Annotated[int, Field(ge=1)]
    share: Annotated[float, Field(gt=0, le=1)]


class RisksFile(_Strict):
    """`risks.yaml`: each kind of risk has its weight."""

    weights: dict[RiskKind, Weight]
    graver: dict[str, int]
    promise_kinds: frozenset[str]
    unsupported_kinds: frozenset[str]
    promise_words: tuple[str, ...]
    low_evidence: LowEvidence

    @model_validator(mode="after")
    def all_are_weighed(self) -> "RisksFile":
        """Raises `ValueError` for a kind without a weight."""
        if missing := [kind.value for kind in RiskKind if kind not in self.weights]:
            raise ValueError(f"missing: {', '.join(missing)}")
        return self


class ClaimsFile(_Strict):
    """`claims.yaml`."""

    filler: tuple[str, ...]
    figure: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class RiskRules:
    """Both files, their patterns compiled."""

    risks: RisksFile
    promises: tuple[re.Pattern[str], ...]
    filler: tuple[re.Pattern[str], ...]
    figure: re.Pattern[str]
    claim_kinds: frozenset[str]
    version: str
    """A short name that changes with either file."""


@cache
def load_risk_rules() -> RiskRules:
    """The rules that ship. Raises `RulesInvalid` naming the file and its fault."""
    risks, claims = _read(RISKS, RisksFile), _read(CLAIMS, ClaimsFile)
    return RiskRules(
        risks=risks,
        promises=tuple(map(re.compile, risks.promise_words)),
        filler=tuple(map(re.compile, claims.filler)),
        figure=re.compile(claims.figure),
        claim_kinds=claims.kinds,
        version=_version(),
    )


def _version() -> str:
    content = b"\0".join((files(__package__) / name).read_bytes() for name in (RISKS, CLAIMS))
    return hashlib.sha256(content).hexdigest()[:10]


Shape = TypeVar("Shape", bound=BaseModel)


def _read(name: str, shape: type[Shape]) -> Shape:
    try:
        return shape.model_validate(read_yaml((files(__package__) / name).read_text("utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise RulesInvalid(f"{name}: {error}", file=name, detail=str(error)) from error
