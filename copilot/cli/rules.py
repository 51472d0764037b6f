"""`butterfly rules`: list the rules of checking, mute and weigh them, add rules of a brand's own, try a sentence."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.cli.options import BrandOption, ChannelOption, JsonOption, LanguageOption, ask
from copilot.cli.output import locale, open_copilot, print_json, read_text, say
from copilot.domain.brand import Category
from copilot.domain.brand_rules import OWN_KIND
from copilot.domain.draft import Severity
from copilot.errors import UnknownName

if TYPE_CHECKING:
    from copilot.domain.brand_rules import BrandRule, RuleChange
    from copilot.domain.shipped_rule import ShippedRule

app = typer.Typer(invoke_without_command=True)
RuleArgument = Annotated[str, typer.Argument(metavar="RULE", help="Its id, as `butterfly rules` prints it.")]
ByOption = Annotated[str, typer.Option("--by", help="Who decides.")]


@app.callback()
def rules(
    context: typer.Context,
    kind: Annotated[str | None, typer.Option(help="Only rules of this kind.")] = None,
    trade: Annotated[Category | None, typer.Option(help="Only rules that speak to this trade.")] = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the rules, the brand's own first, with what the brand changed."""
    if context.invoked_subcommand:
        return
    copilot, known = open_copilot(), locale()
    ruling = copilot.ruling
    if kind and kind not in ruling.kinds():
        raise UnknownName("rule_kind", kind, ruling.kinds())
    changed = ruling.of(copilot.brand(brand))
    own = [r for r in changed.own if not kind or r.kind == kind]
    shipped = [
        r for r in ruling.shipped(known.language) if kind in (None, r.kind) and (trade is None or r.speaks_to(trade))
    ]
    if as_json:
        print_json(
            [
                *(own_shape(r, changed.change_of(r.id)) for r in own),
                *(shipped_shape(r, changed.change_of(r.id)) for r in shipped),
            ]
        )
        return
    for rule in own:
        _line(
            rule.id,
            rule.kind,
            rule.severity,
            changed.change_of(rule.id),
            f"{' / '.join(rule.terms)}: {rule.message}",
        )
    for one in shipped:
        weights = "/".join(dict.fromkeys(one.severity.values()))
        _line(one.id, one.kind, weights, changed.change_of(one.id), one.title)


@app.command()
def mute(
    rule: RuleArgument,
    why: Annotated[str, typer.Option("--why", help="Why; it is kept.")] = "",
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let a rule be silent for the brand."""
    copilot = open_copilot()
    change = copilot.ruling.mute(copilot.brand(brand), rule, why, by)
    _told(as_json, change_shape(change), "rules.muted_now", rule=rule)


@app.command()
def unmute(rule: RuleArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Let a muted rule speak again."""
    copilot = open_copilot()
    copilot.ruling.unmute(copilot.brand(brand), rule, by)
    _told(as_json, {"rule": rule, "muted": False}, "rules.unmuted_now", rule=rule)


@app.command()
def severity(
    rule: RuleArgument,
    level: Annotated[str, typer.Argument(metavar="block|warn|note|shipped", help="`shipped`: as it came.")],
    why: Annotated[str, typer.Option("--why", help="Why; it is kept.")] = "",
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set how much a rule matters to the brand."""
    if level not in (*Severity, "shipped"):
        raise typer.BadParameter("give block, warn, note or shipped")
    copilot = open_copilot()
    chosen = None if level == "shipped" else Severity(level)
    copilot.ruling.weigh(copilot.brand(brand), rule, chosen, reason=why, by=by)
    named = locale().say(f"rules.severities.{level}")
    _told(as_json, {"rule": rule, "severity": chosen}, "rules.weighed_now", rule=rule, severity=named)


@app.command()
def add(
    terms: Annotated[list[str], typer.Argument(metavar="TERM...", help="Words; * stands for up to 12 characters.")],
    message: Annotated[str, typer.Option(help="What to tell whoever wrote it.")] = "",
    rewording: Annotated[str, typer.Option(help="What to say instead.")] = "",
    kind: Annotated[str, typer.Option(help="A kind, as `butterfly rules` prints them.")] = OWN_KIND,
    level: Annotated[Severity, typer.Option("--severity", help="How much it matters.")] = Severity.WARN,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a rule of the brand's own."""
    from copilot.domain.brand_rules import BrandRule

    copilot = open_copilot()
    wanted = BrandRule("", tuple(terms), message, level, rewording, by, kind=kind)
    added = copilot.ruling.add(copilot.brand(brand), wanted)
    _told(as_json, own_shape(added), "rules.added_now", rule=added.id)


@app.command()
def remove(rule: RuleArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Remove a rule of the brand's own."""
    copilot = open_copilot()
    removed = copilot.ruling.remove(copilot.brand(brand), rule)
    _told(as_json, own_shape(removed.rule), "rules.removed_now", rule=rule)


@app.command("test")
def try_sentence(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The sentence: a file, or - for standard input.")],
    rule: Annotated[str | None, typer.Option(help="Only this rule; else all.")] = None,
    channel: ChannelOption = None,
    language: LanguageOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Try a sentence against one rule or all, with what the brand changed."""
    from copilot.domain.waiver import verdict
    from copilot.json_shapes import check_result

    wanted = ask(brand=brand, channel=channel, language=language)
    tried = open_copilot().ruling.test(read_text(file), rule, wanted)
    if as_json:
        passed = [{"rule": e.rule, "context": e.exemption, "quote": e.quote, "basis": e.basis} for e in tried.exempted]
        print_json(
            {**check_result(verdict(tried.findings), tried.findings), "exempted": passed, "silent": tried.silent}
        )
        return
    if tried.silent:
        say(f"rules.silent.{tried.silent}")
    for finding in tried.findings:
        typer.echo(f"{finding.severity}  {finding.rule}  “{finding.quote}”: {finding.message}")
    for passing in tried.exempted:
        say("rules.passes", quote=passing.quote, rule=passing.rule, basis=passing.basis)
    if not (tried.silent or tried.findings or tried.exempted):
        say("rules.finds_nothing")


def change_shape(change: "RuleChange | None") -> dict[str, Any] | None:
    """`{rule, muted, severity, reason, by, at}` or None"""
    if change is None:
        return None
    return {
        "rule": change.rule,
        "muted": change.muted,
        "severity": change.severity,
        "reason": change.reason,
        "by": change.by,
        "at": change.at.isoformat() if change.at else None,
    }


def own_shape(rule: "BrandRule", change: "RuleChange | None" = None) -> dict[str, Any]:
    """`{id, own, kind, severity, terms, message, suggestion, by, change}`"""
    return {
        "id": rule.id,
        "own": True,
        "kind": rule.kind,
        "severity": rule.severity,
        "terms": list(rule.terms),
        "message": rule.message,
        "suggestion": rule.rewording,
        "by": rule.by,
        "change": change_shape(change),
    }


def shipped_shape(rule: "ShippedRule", change: "RuleChange | None" = None) -> dict[str, Any]:
    """`{id, own, title, kind, severity by reach, basis, source, message, suggestion, categories, contexts, change}`"""
    return {
        "id": rule.id,
        "own": False,
        "title": rule.title,
        "kind": rule.kind,
        "severity": dict(rule.severity),
        "basis": rule.basis,
        "source": rule.source,
        "message": rule.message,
        "suggestion": rule.suggestion,
        "categories": list(rule.categories),
        "not_categories": list(rule.not_categories),
        "contexts": [{"id": c.id, "basis": c.basis} for c in rule.contexts],
        "change": change_shape(change),
    }


def _line(rule: str, kind: str, severity: str, change: "RuleChange | None", message: str) -> None:
    state = ""
    if change:
        state = "muted" if change.muted else f"→{change.severity}"
    typer.echo(f"{rule:<28} {kind:<18} {severity:<16} {state:<7} {message}")


def _told(as_json: bool, value: Any, key: str, **facts: str) -> None:
    if as_json:
        print_json(value)
    else:
        typer.echo(locale().say(key, **facts))
