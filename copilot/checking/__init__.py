"""Text to findings: numbers, names, claims, wording and length, by rules that are data. Pure."""

from copilot.checking.checker import Checker, Examination
from copilot.checking.request import CheckRequest
from copilot.checking.rulebook import RuleBook, channel_forms, load_rules
from copilot.checking.text_forms import text_forms
from copilot.checking.wording import Exempted
from copilot.domain.waiver import verdict

__all__ = [
    "CheckRequest",
    "Checker",
    "Examination",
    "Exempted",
    "RuleBook",
    "channel_forms",
    "load_rules",
    "text_forms",
    "verdict",
]
