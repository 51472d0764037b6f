"""What checking found in a text: one line each, the worst first, with how to say it instead."""

from collections.abc import Sequence
from string import punctuation

import streamlit as st

from copilot.domain.draft import Finding, Severity
from copilot.ui.state import say

ORDER = (Severity.BLOCK, Severity.WARN, Severity.NOTE)
ICONS = {Severity.BLOCK: ":material/block:", Severity.WARN: ":material/warning:", Severity.NOTE: ":material/info:"}
COLOURS = {Severity.BLOCK: "red", Severity.WARN: "orange", Severity.NOTE: "gray"}


def show(findings: Sequence[Finding]) -> None:
    """List the findings."""
    for finding in sorted(findings, key=lambda f: ORDER.index(f.severity)):
        with st.container(gap="xxsmall"):
            st.markdown(f":{COLOURS[finding.severity]}[{ICONS[finding.severity]} {_what(finding)}")
            details = (("findings.instead", finding.suggestion), ("findings.basis", finding.basis))
            st.caption("  \n".join(say(key, text=plain(text)) for key, text in details if text))


def _what(finding: Finding) -> str:
    """The spot and why; most messages name the spot themselves. Closes the coloured part."""
    if not finding.quote or finding.quote in finding.message:
        return f"] {plain(finding.message)}"
    return f"**“{plain(finding.quote)}”**] {plain(finding.message)}"


def plain(text: str) -> str:
    """`text` with every character that Markdown might act on made harmless, on one line."""
    return "".join(rf"\{c}" if c in punctuation else c for c in " ".join(text.split()))
