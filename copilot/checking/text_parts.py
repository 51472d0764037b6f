"""Whether a text has the parts of its form, each within its limits and its time, and what is still to be filled in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from copilot.checking.length import counted, cut, sourced
from copilot.checking.request import CheckRequest, Reading
from copilot.checking.voice_rules import VoiceBook, load_voice_rules
from copilot.domain.channel import ENGLISH_LENGTH
from copilot.domain.draft import Finding, without_marks
from copilot.domain.language import Language
from copilot.domain.text_form import Clock, FormLimit, Part, PartFound, TextForm

OWN_KINDS = ("form", "length", "channel")
_BEGINS = re.compile(r"\W*[A-Z]?[a-z']*")
"""What begins a sentence right behind a name (`Say: Look`): together they read like the name of something."""


class TextParts:
    """Checks of a text's parts. Pure."""

    def __init__(self, book: VoiceBook) -> None:
        self._notices, self._marks, self._units = book.notices, book.marks, book.counting.units

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Findings about the form; none for a text of no form, or one field of a channel."""
        form = reading.request.text_form
        if form is None or reading.request.field:
            return
        found = form.parts_in(reading.request.text)
        yield from self._missing(reading, form, found)
        for at in found:
            part = form.part(at.id)
            assert part is not None
            yield from self._lines(reading, part, at)
            yield from self._limits(reading, part, at)
            if form.clock is Clock.SECONDS:
                yield from self._speed(reading, part, at)
        yield from self._overtime(reading, form, found)
        yield from self._open(reading)

    def _missing(self, reading: Reading, form: TextForm, found: Sequence[PartFound]) -> Iterator[Finding]:
        """One finding for all parts that are not there, at the last sentence."""
        text, language = reading.request.text, reading.request.language
        told = [at.id for at in found if at.says(text)]
        missing = [
            p
            for p in form.parts
            if p.required
            and (
                told.count(p.id) < p.least
                if p.labelled
                else bool(p.sign) and not re.search(p.sign, text, re.IGNORECASE)
            )
        ]
        if missing:
            names = _joined([p.name.of(language) for p in missing], language)
            yield self._found(
                reading, "form_part_missing", *reading.last_sentence, parts=names, does=missing[0].does.of(language)
            )

    def _lines(self, reading: Reading, part: Part, at: PartFound) -> Iterator[Finding]:
        language, says = reading.request.language, at.says(reading.request.text)
        lacking = [n.of(language) for n in part.lines if not _line(says, (n.zh, n.en))]
        name = _name(part, at, language)
        if lacking:
            yield self._found(
                reading, "form_lines_missing", at.start, at.body, part=name, parts=_joined(lacking, language)
            )
        given = sum(bool(self._marks.option.match(line)) for line in says.splitlines())
        if given < part.options:
            yield self._found(reading, "form_options", at.start, at.body, part=name, least=part.options)

    def _limits(self, reading: Reading, part: Part, at: PartFound) -> Iterator[Finding]:
        """The gravest limit a part is over; marks do not go out and are not counted."""
        text, language = reading.request.text, reading.request.language
        says = without_marks(at.says(text))
        for limit in sorted(part.limits, key=lambda m: not m.hard):
            limit = _in_language(limit, reading.request.brand.language)
            count = counted(says, limit.measure.value)
            facts: dict[str, object] = {
                "part": _name(part, at, language), "count": count, "limit": limit.most, "over": count - limit.most,
                "unit": self._units[limit.measure.value].say(language), "least": limit.least, "source": limit.source,
            }  # fmt: skip
            if count > limit.most:
                notice = self._notices["form_part_too_long" if limit.hard else "form_part_long"]
                kept = text.index(at.says(text), at.body) + len(cut(says, limit.most, limit.measure.value))
                yield sourced(reading, notice, min(kept, at.end - 1), at.end, facts)
                return
            if says and count < limit.least:
                yield sourced(reading, self._notices["form_part_too_short"], at.start, at.end, facts)

    def _speed(self, reading: Reading, part: Part, at: PartFound) -> Iterator[Finding]:
        """A line that cannot be spoken in the seconds it has."""
        language, seconds = reading.request.language, at.takes or part.takes
        if not part.lines or not seconds:
            return
        spoken = _line(at.says(reading.request.text), (part.lines[-1].zh, part.lines[-1].en))
        count, most = len(without_marks(spoken)), int(seconds * self._marks.speech[reading.request.brand.language])
        if count > most:
            facts = {"part": _name(part, at, language), "limit": seconds, "count": count, "most": most}
            yield self._found(reading, "form_too_fast", at.start, at.body, **facts)

    def _overtime(self, reading: Reading, form: TextForm, found: Sequence[PartFound]) -> Iterator[Finding]:
        total = sum(at.takes for at in found)
        if form.lasts and total > form.lasts:
            start, end = reading.last_sentence
            facts = {"count": total, "limit": form.lasts, "over": total - form.lasts}
            yield self._found(reading, "form_overtime", start, end, **facts)

    def _open(self, reading: Reading) -> Iterator[Finding]:
        """What is still missing, and what a person has to bring."""
        text = reading.request.text
        for hole in self._marks.hole.finditer(text):
            yield self._found(reading, "form_hole", *hole.span(), what=hole[1].strip())
        if requests := list(self._marks.request.finditer(text)):
            yield self._found(reading, "form_request", *requests[0].span(), count=len(requests))

    def _found(self, reading: Reading, notice: str, start: int, end: int, **facts: object) -> Finding:
        form = reading.request.text_form
        assert form is not None
        return sourced(
            reading, self._notices[notice], start, end, {"form": form.title.of(reading.request.language), **facts}
        )


def said_to_readers(request: CheckRequest, findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those about the names of parts, their times, and what a person is asked to bring: none of
    that is said to anybody."""
    if request.text_form is None:
        return list(findings)
    marks, text = load_voice_rules().marks, request.text
    names = request.text_form.names_in(text)
    asked = [m.span() for pattern in (marks.hole, marks.request) for m in pattern.finditer(text)]
    return [
        f
        for f in findings
        if f.kind in OWN_KINDS
        or not (
            any(s <= f.start and f.end <= e for s, e in (*names, *asked))
            or any(s <= f.start < e and _begins(text[e : f.end], request) for s, e in names)
        )
    ]


def _begins(words: str, request: CheckRequest) -> bool:
    """Whether what stands right behind a name is an ordinary word, or begins the name of a product."""
    named = words.strip().lower().removeprefix("the ")
    products = (name.lower() for product in request.brand.products for name in product.names)
    return bool(_BEGINS.fullmatch(words)) or any(name.startswith(named) for name in products)


def _in_language(limit: FormLimit, language: Language) -> FormLimit:
    """A rule of thumb counts Chinese characters; a platform's limit stays what it is."""
    if limit.hard or language is not Language.EN:
        return limit
    return replace(limit, most=limit.most * ENGLISH_LENGTH)


def _line(says: str, names: Sequence[str]) -> str:
    """What stands in the line of that name within a part; "" where there is none."""
    found = re.search(rf"^[ \t*-]*(?:{'|'.join(map(re.escape, names))})[ \t*]*[:：][ \t]*(\S[^\n]*)", says, re.M | re.I)
    return found[1].strip() if found else ""


def _name(part: Part, at: PartFound, language: Language) -> str:
    """The part's name, with its number where it may come several times."""
    return f"{part.name.of(language)} {at.number}" if part.most > 1 else part.name.of(language)


def _joined(names: Sequence[str], language: Language) -> str:
    return ("、" if language is Language.ZH else ", ").join(names)
