"""Taking the rewording that a finding proposes, and taking it back."""

from dataclasses import dataclass

from copilot.domain.draft import Finding


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a text: at `start` it said `was` and says `now`."""

    start: int
    was: str
    now: str

    @property
    def back(self) -> "Edit":
        """The change that takes this one back."""
        return Edit(self.start, self.now, self.was)

    def on(self, text: str) -> str | None:
        """`text` changed; None where it does not say `was` there (any more)."""
        if not text.startswith(self.was, self.start):
            return None
        return text[: self.start] + self.now + text[self.start + len(self.was) :]


def rewording(text: str, finding: Finding) -> Edit | None:
    """What taking the finding's replacement changes; None where there is none or the text says something else there.

    Of two blanks that leaving words out brings together one goes.
    """
    if finding.replacement is None or not finding.quote or text[finding.start : finding.end] != finding.quote:
        return None
    before, after = text[: finding.start], text[finding.end :]
    doubled = not finding.replacement and after.startswith(" ") and (not before or before[-1].isspace())
    return Edit(finding.start, finding.quote + " " * doubled, finding.replacement)
