"""Says what a passage is good for, by patterns kept in `roles.yaml`."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from copilot.domain.evidence import Role
from copilot.knowledge.reading.lexicon import fold
from copilot.yaml_text import read_yaml

_LONGEST_READ = 2000
"""Patterns look at this many characters; a passage has fewer, a hostile cell may have millions."""


class _RoleWords(BaseModel):
    model_config = ConfigDict(extra="forbid")
    role: Role
    file: list[str]
    heading: list[str]
    text: list[str]


class _RolesFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    roles: list[_RoleWords]
    complaint: list[str]
    question: list[str]
    question_mark: list[str]
    answer_mark: list[str]
    answer_within: list[str]
    separate: list[str]


@dataclass(frozen=True, slots=True)
class _RolePatterns:
    role: Role
    file: re.Pattern[str] | None
    heading: re.Pattern[str] | None
    text: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """Compiled patterns; use `roles()`."""

    patterns: tuple[_RolePatterns, ...]
    complaint: re.Pattern[str]
    question: re.Pattern[str]
    question_mark: re.Pattern[str]
    answer_mark: re.Pattern[str]
    answer_within: re.Pattern[str]
    separate: re.Pattern[str]

    def classify(self, text: str, headings: tuple[str, ...], file_name: str, default: Role) -> Role:
        """The role with most hits; the first listed wins a tie; `default` where nothing hits."""
        folded, path = fold(text[:_LONGEST_READ]), [fold(h) for h in headings]
        stem = fold(file_name.rpartition("/")[2])
        best, best_score = default, 0
        for p in self.patterns:
            score = sum(min(3, len({m[0] for m in t.finditer(folded)})) for t in p.text)
            score += 3 if p.file and p.file.search(stem) else 0
            if p.heading and path:
                score += 4 if p.heading.search(path[-1]) else 1 if any(p.heading.search(h) for h in path[:-1]) else 0
            if score > best_score:
                best, best_score = p.role, score
        return best

    def is_faq_file(self, file_name: str) -> bool:
        """Whether a file's name says that it holds questions and answers."""
        stem = fold(file_name.rpartition("/")[2])
        return any(p.role is Role.FAQ and p.file is not None and p.file.search(stem) for p in self.patterns)

    def is_question(self, text: str) -> bool:
        """Whether a line asks something."""
        return bool(self.question.search(fold(text[-_LONGEST_READ:])))

    def experience(self, text: str, rating: float | None) -> Role:
        """Customers' words: proof when they tell a good experience, pain when they complain or rate 3 or less."""
        if rating is not None:
            return Role.PAIN if rating <= 3 else Role.PROOF
        return Role.PAIN if self.complaint.search(fold(text[:_LONGEST_READ])) else Role.PROOF


@cache
def roles() -> Roles:
    """The one set of patterns, compiled on first use."""
    file = _RolesFile.model_validate(read_yaml((files(__package__) / "roles.yaml").read_text("utf-8")))
    return Roles(
        tuple(
            _RolePatterns(r.role, _any(r.file), _any(r.heading), tuple(re.compile(t) for t in r.text))
            for r in file.roles
        ),
        complaint=_all(file.complaint),
        question=_all(file.question),
        question_mark=_all(file.question_mark),
        answer_mark=_all(file.answer_mark),
        answer_within=_all(file.answer_within),
        separate=_all(file.separate),
    )


def _any(patterns: list[str]) -> re.Pattern[str] | None:
    return _all(patterns) if patterns else None


def _all(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
