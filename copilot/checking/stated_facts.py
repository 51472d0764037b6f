"""Which clauses assert something of goods, services or the shop that a reviewer would want a source for.

Learned of labelled clauses by `benchmarks/learn_asserting.py`, for people assert in more ways than patterns can list. What the
knowledge says is another question: `claims` asks it.
"""

from collections.abc import Sequence

from copilot.checking.sentence_kinds import Said, SentenceKinds
from copilot.errors import ModelFailed

WEIGHTS_FILE = "stated_facts.json"
TALK, FACT = KINDS = ("talk", "fact")


class StatedFacts:
    """Tells them from talk. Safe to share between threads."""

    def __init__(self, kinds: SentenceKinds) -> None:
        self._kinds = kinds

    def among(self, clauses: Sequence[tuple[str, bool]]) -> list[bool]:
        """For each clause, in plain form, whether it likely asserts, or surely where that is asked. None does while nothing
        can be encoded."""
        try:
            shares = self._kinds.shares([Said(clause.strip(), frozenset()) for clause, _ in clauses])
        except ModelFailed:
            return [False] * len(clauses)
        limits = [(self._kinds.weights.limits(clause), surely) for clause, surely in clauses]
        return [
            share[FACT] >= (limit.sure if surely else limit.likely)
            for share, (limit, surely) in zip(shares, limits, strict=True)
        ]
