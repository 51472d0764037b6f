"""What can be put in place of a finding's quote by one press, as data says it; for the rest a person finds the words."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict

from copilot.checking.word_lists import Strict
from copilot.domain.draft import Finding
from copilot.yaml_text import read_yaml

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
        said = self._said_plainly(finding)
        if said is not None:
            return said
        right = finding.replacement or ""
        fits = finding.rule in self.right and 0 < len(right) <= self.longest and not self.several.search(right)
        return right if fits and right != finding.quote else None

    def _said_plainly(self, finding: Finding) -> str | None:
        """The quote with each of its kind's words replaced, the longest first; None where it has none of them."""
        words = self.words.get(finding.kind, {})
        if not words or not _any_of(tuple(words)).search(finding.quote):
            return None
        said = _any_of(tuple(words)).sub(lambda m: words[m[0].lower()], finding.quote)
        said = re.sub(r" {2,}", " ", said).strip()
        return said[:1].upper() + said[1:] if finding.quote[:1].isupper() else said


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    whole = (rf"\b{re.escape(w)}\b" if w[0].isascii() and w[0].isalpha() else re.escape(w) for w in longest_first)
    return re.compile("|".join(whole), re.IGNORECASE)


@cache
def load_rewordings() -> Rewordings:
    """Read the packaged file."""
    return Rewordings.model_validate(
        read_yaml((files(__package__) / "rules" / "voice" / "rewordings.yaml").read_text("utf-8"))
    )
