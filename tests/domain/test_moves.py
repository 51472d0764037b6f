"""Which move a step is made by: only such a reply is held to what the step asks."""

import pytest

from copilot.domain.conversation import Move, step_asked_of
from copilot.domain.ladder import Step


@pytest.mark.parametrize(
    ("move", "step", "held_to"),
    [
        (Move.LOWER_COST, Step.ACTION, Step.ACTION),
        (Move.ASK, Step.ACTION, None),
        (Move.HOLD, Step.TRUST, None),
        (Move.PROVE, Step.TRUST, Step.TRUST),
        (Move.ASK, Step.NEED, Step.NEED),
        (Move.REASSURE, Step.INTEREST, Step.INTEREST),
        ("scene", Step.ACTION, Step.ACTION),
        (Move.ASK, None, None),
    ],
)
def test_a_reply_is_held_to_the_step_that_its_move_makes(move: object, step: Step | None, held_to: Step | None) -> None:
    assert step_asked_of(move, step) is held_to
