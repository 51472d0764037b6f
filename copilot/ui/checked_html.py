"""What was found in a text as HTML: verdict, the text with its findings underlined, what the lines mean.

The pages and the route that answers while somebody types (`live_check`) show the same, made here.
"""

import hashlib
import re
from collections.abc import Sequence
from html import escape

from copilot.domain.draft import Citation, Finding, Severity
from copilot.domain.segments import WORST_FIRST
from copilot.domain.waiver import Judged, standing, verdict
from copilot.locales import Locale, load_locale
from copilot.ui.live_ask import Asked, seal
from copilot.ui.marked_text import marked_html

ICONS = {"pass": "check_circle", "warn": "warning", "block": "block"}


def live_html(key: str, asked: Asked, found: str) -> str:
    """`found` where `live.js` finds it: beside it stands what the browser may ask about the field in the container
    `live-<key>`."""
    question = asked.question
    data = {"field": _class_of(f"live-{key}"), "question": question, "seal": seal(question)}
    told = " ".join(f'data-{name}="{escape(value, quote=True)}"' for name, value in data.items())
    return f'<div class="bf-live" {told}>{found}</div>'


def found_html(asked: Asked, text: str, judged: Sequence[Judged], citations: Sequence[Citation] = ()) -> str:
    """What was found in `text`. `data-about` names that very text, so that an older answer is known as such.

    An edit of a draft in which nothing was found is not shown a second time below its field."""
    told = load_locale(asked.language)
    left = standing(judged)
    if text.strip():
        shown = asked.ask is not None or judged
        inner = verdict_html(left, told) + (_marked(text, left, citations, told) if shown else "")
    else:
        inner = f'<p class="bf-quiet">{escape(told.say("check.empty"))}</p>' if asked.ask is not None else ""
    return f'<div class="bf-found" data-about="{_name(text)}">{inner}</div>'


def legend_html(present: set[Severity], told: Locale) -> str:
    """What each kind of line under a text means; "" where there are none."""
    kinds = "".join(
        f'<span><u class="bf-{s}">{escape(told.say(f"check.lines.{s}"))}</u> {escape(told.say(f"severities.{s}"))}</span>'
        for s in WORST_FIRST
        if s in present
    )
    return f'<p class="bf-legend">{kinds}</p>' if kinds else ""


def verdict_html(left: Sequence[Finding], told: Locale) -> str:
    """One line: may it go out as it is, and how much was found."""
    word = verdict(left)
    counted = [(s, sum(f.severity is s for f in left)) for s in WORST_FIRST]
    counts = [told.say("check.count", what=told.say(f"severities.{s}"), count=n) for s, n in counted if n]
    said = f'<i aria-hidden="true" translate="no">{ICONS[word]}</i> <b>{escape(told.say(f"check.verdicts.{word}"))}</b>'
    return (
        f'<p class="bf-verdict bf-{word}">{said}{"".join(f" <small>{escape(count)}</small>" for count in counts)}</p>'
    )


def _marked(text: str, left: Sequence[Finding], citations: Sequence[Citation], told: Locale) -> str:
    marked = marked_html(text, left, citations, told)
    return f'<div class="bf-checked">{marked}</div>{legend_html({f.severity for f in left}, told)}'


def _name(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _class_of(key: str) -> str:
    """The class that Streamlit gives to what was drawn under `key`."""
    return f"st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', key.strip())}"
