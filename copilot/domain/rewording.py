"""Taking the rewording that a finding proposes."""

from copilot.domain.draft import Finding


def take(text: str, finding: Finding) -> str | None:
    """`text` with the finding's replacement where its quote stands; None where it proposes none, or where the text
    was changed since and does not say the quote there any more. Of two blanks that leaving words out brings together
    one goes."""
    before, after = text[: finding.start], text[finding.end :]
    if finding.replacement is None or text[finding.start : finding.end] != finding.quote or not finding.quote:
        return None
    if not finding.replacement and after.startswith(" ") and (not before or before[-1].isspace()):
        after = after[1:]
    return before + finding.replacement + after
