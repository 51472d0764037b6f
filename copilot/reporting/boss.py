"""The page for the boss as a file, made of what the copilot knows of a brand."""

from typing import Any

from copilot.domain.brand import Brand
from copilot.domain.language import Language
from copilot.reporting.boss_page import BossFigures, BossPage, boss_page
from copilot.reporting.outline import Say
from copilot.reporting.wings_chart import wings_chart
from copilot.workflows.copilot import Copilot
from copilot.workflows.insights import Standing


def boss_report(copilot: Copilot, brand: Brand, kind: str, say: Say, language: Language) -> bytes:
    """The page as a file of that kind (of `FORMATS`), in `language`, that of `say`."""
    told = gathered(copilot, brand, say, language)
    if kind == "html":
        from copilot.reporting.boss_html import boss_html

        return boss_html(told, language)
    from copilot.reporting.boss_word import boss_word  # slow to import, and seldom needed

    return boss_word(told, language)


def gathered(copilot: Copilot, brand: Brand, say: Say, language: Language) -> BossPage:
    """What the page says."""
    look = copilot.butterfly.insights.look(brand)
    figures = BossFigures(
        brand=brand.name,
        insights=look.insights,
        now=look.standing.now,
        before=look.standing.before,
        crossings=look.standing.crossings,
        chart=_chart(look.standing, say),
        outcomes=tuple((one.outcome, one.name(language)) for one in look.done),
        made_up=(copilot.demo_dir / brand.id).is_dir(),
    )
    return boss_page(figures, say, language)


def _chart(standing: Standing, say: Say) -> dict[str, Any] | None:
    if standing.now is None:
        return None
    leaking = [one.crossing for one in standing.leaks]
    return wings_chart(standing.now, standing.crossings, say, before=standing.before, leaks=leaking)
