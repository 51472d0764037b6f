"""How much a ladder step prefers the roles of evidence it asks for."""

from collections.abc import Mapping

from copilot.domain.evidence import Role
from copilot.domain.ladder import LADDER, Step

STEP_BONUS = 1.0
STEP_BONUS_FALL = 0.1
"""What the role a step wants most adds to a score, in standard deviations of the candidates' scores, and how much
less each role after it adds."""


def preference(step: Step) -> Mapping[Role, float]:
    """What each role that `step` asks for adds; nothing for the others."""
    return {role: STEP_BONUS - STEP_BONUS_FALL * i for i, role in enumerate(LADDER[step].asks_for)}
