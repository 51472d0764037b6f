"""What can be put in place of a finding's quote by one press, as data says it; for the rest a person finds the words."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BeforeValidator, ConfigDict

from copilot.checking.rulebook import Strict
from copilot.domain.draft import Finding

Pattern = Annotated[re.Pattern[str], BeforeValidator(re.compile)]


class Rewordings(Strict):
    """The file `rewordings.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    right: list[str]
    several: Pattern
    longest: int
    remove: list[str]
    words: dict[str, dict[str, str]]

    def apply(self, finding: Finding) -> Finding:
        """The finding with what can stand in its place, or with nothing."""
        return replace(finding, replacement=self._replacement(finding))

    def _replacement(self, finding: Finding) -> str | None:
        if finding.rule in self.remove:
            return ""
        quote = finding.quote.strip().lower()
        words = self.words.get(finding.kind, {})
        if quote in words:
            return words[quote]
        longest = max((w for w in words if w in quote), key=len, default=None)
        if longest is not None:
            return finding.quote.lower().replace(longest, words[longest], 1)
        right = finding.replacement or ""
        fits = finding.rule in self.right and 0 < len(right) <= self.longest and not self.several.search(right)
        return right if fits and right != finding.quote else None


@cache
def load_rewordings() -> Rewordings:
    """Read the packaged file."""
    return Rewordings.model_validate(
        yaml.safe_load((files(__package__) / "rules" / "voice" / "rewordings.yaml").read_text("utf-8"))
    )
