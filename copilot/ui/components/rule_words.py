"""How rules are called on a page: kinds, severities, who changed something and why."""

from collections.abc import Mapping, Sequence

from copilot.domain.brand import Category
from copilot.domain.brand_rules import RuleChange
from copilot.domain.channel import Reach
from copilot.domain.draft import Severity
from copilot.ui.components.findings import COLOURS, plain
from copilot.ui.moments import moment
from copilot.ui.state import kept, say


def who() -> str:
    """The name people gave, here or where they settle facts; "" for none."""
    return str(kept("facts").get("who") or "")


def kind_name(kind: str) -> str:
    """A kind as people call it."""
    return say(f"rules.kinds.{kind}")


def severity_name(severity: Severity) -> str:
    """A severity as people call it."""
    return say(f"rules.severities.{severity}")


def badge(severity: Severity) -> str:
    """A severity in its colour, as Markdown."""
    return f":{COLOURS[severity]}-badge[{severity_name(severity)}]"


def by_reach(severities: Mapping[Reach, Severity]) -> str:
    """How much a rule matters, by how far a text travels, as Markdown."""
    if len(set(severities.values())) == 1:
        return say("rules.everywhere", severity=badge(next(iter(severities.values()))))
    parts = (say("rules.at_reach", reach=say(f"rules.reaches.{r}"), severity=badge(s)) for r, s in severities.items())
    return "　".join(parts)


def trades(categories: Sequence[Category]) -> str:
    """Trades in a row."""
    return say("rules.comma").join(say(f"categories.{c}") for c in categories)


def state(change: RuleChange | None) -> str:
    """A badge for what was changed about a rule, as Markdown; "" for nothing."""
    if change is None:
        return ""
    if change.muted:
        return f" :gray-badge[:material/volume_off: {say('rules.muted')}]"
    return f" :blue-badge[{say('rules.changed', severity=severity_name(change.severity))}]" if change.severity else ""


def decided(change: RuleChange) -> str:
    """Why, who and when."""
    at = moment(change.at) if change.at else "–"
    return plain(say("rules.decided", why=change.reason or "–", by=change.by or say("label.somebody"), at=at))
