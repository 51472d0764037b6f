"""What a person has to send on a day, as one web page that needs nothing else: to copy from on a phone, or to print."""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files

from copilot.domain.language import Language
from copilot.domain.outgoing import Outgoing, OutgoingCalendar
from copilot.reporting.day_words import day_words
from copilot.reporting.html_report import LANGUAGES
from copilot.reporting.outgoing_columns import local
from copilot.reporting.outline import Say
from copilot.reporting.xml_text import xml_text


def send_sheet(
    calendar: OutgoingCalendar, day: date, say: Say, *, person: str | None = None, language: Language = Language.ZH
) -> bytes:
    """The page for that day, UTF-8: of one person ("" for what nobody is named for), or of everybody, each under their
    name. Where it is opened on the day itself or on the day before, it says today or tomorrow."""
    by_sender: dict[str, list[Outgoing]] = defaultdict(list)
    for one in calendar.in_order:
        if one.item.slot.day == day and person in (None, one.sender):
            by_sender[one.sender].append(one)
    title = say("exports.sheet.title", day=day_words(day, say))
    sections = [_section(sender, by_sender[sender], say) for sender in sorted(by_sender, key=lambda s: (not s, s))]
    at = f"{local(calendar.made_at, calendar):%Y-%m-%d %H:%M}"
    body = [
        f"<h1>{_text(title)}</h1>",
        *(sections or [f"<p>{_text(say('exports.sheet.none'))}</p>"]),
        f"<footer>{_text(say('exports.sheet.foot', brand=calendar.brand, at=at))}</footer>",
        f"<script>{_script()}</script>",
    ]
    return (_head(title, say, calendar, language) + "\n".join(body) + "\n</body></html>\n").encode("utf-8", "replace")


def _head(title: str, say: Say, calendar: OutgoingCalendar, language: Language) -> str:
    told = {name: say(f"exports.sheet.{name}") for name in ("today", "tomorrow", "copied", "copy_failed")}
    keywords = f'<meta name="keywords" content="{_text(say("exports.ai_made"))}">' if calendar.ai_made else ""
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_fingerprint()}'"
    return (
        f'<!doctype html>\n<html lang="{LANGUAGES[language]}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{keywords}<title>{_text(title)}</title><style>{_asset('send_sheet.css')}</style></head><body{_data(told)}>\n"
    )


def _section(sender: str, items: list[Outgoing], say: Say) -> str:
    name = sender or say("exports.sheet.nobody")
    head = f"<h2>{_text(say('exports.sheet.of', sender=name, count=len(items)))}</h2>"
    return f"<section>{head}{''.join(_article(one, say) for one in items)}</section>"


def _article(one: Outgoing, say: Say) -> str:
    slot = one.item.slot
    day = f'<span data-day="{slot.day.isoformat()}">{_text(day_words(slot.day, say))}</span>'
    words = say("exports.sheet.to", day="\0", time=f"{slot.time:%H:%M}", audience=one.audience)
    heading = day.join(_text(part) for part in words.split("\0", 1))
    notes = [(say("exports.sheet.bring"), say("exports.between").join(slot.requests))] if slot.requests else []
    notes += [(say("exports.sheet.declare"), one.declaration)] if one.declaration else []
    told = "".join(f"<dt>{_text(label)}</dt><dd>{_text(value)}</dd>" for label, value in notes)
    about = " · ".join(part for part in (say(f"channels.{one.channel}"), one.persona, slot.idea) if part)
    return (
        f'<article data-item="{_text(one.item.id)}"><h3>{heading}</h3><p class="about">{_text(about)}</p>'
        f'<pre class="text">{_text(one.text)}</pre>{f"<dl>{told}</dl>" if told else ""}'
        f'<p class="act"><button type="button">{_text(say("exports.sheet.copy"))}</button>'
        f'<label><input type="checkbox"> {_text(say("exports.sheet.sent"))}</label></p></article>'
    )


def _data(told: Mapping[str, str]) -> str:
    return "".join(f' data-{name.replace("_", "-")}="{_text(words)}"' for name, words in told.items())


def _text(text: str) -> str:
    return escape(xml_text(text), quote=True)


@cache
def _asset(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


@cache
def _script() -> str:
    return _asset("send_sheet.js")


@cache
def _fingerprint() -> str:
    return base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode()
