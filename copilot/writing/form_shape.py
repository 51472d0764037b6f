"""The shape of a form as lines of a prompt: its parts in their order, laid out as the text is to be."""

from collections.abc import Iterator

from copilot.domain.language import Language
from copilot.domain.text_form import Part, TextForm
from copilot.writing.lines import Lines

SEMICOLON = {Language.ZH: "；", Language.EN: "; "}


def shape_of(form: TextForm, lines: Lines, language: Language) -> str:
    """The lines a writer is told about the form, to stand below those about the channel."""
    joint = SEMICOLON[language]
    origin = next((o for o in form.origins if o.id == form.origin), None)
    told = [lines.fill("form_is", title=form.title.of(language), does=form.does.of(language))]
    if origin:
        told.append(lines.fill("form_origin", title=origin.title.of(language), does=origin.does.of(language)))
    if form.laid_out:
        told += [
            lines.fill("form_laid_out"),
            *(line for p in form.parts for line in _laid_out(form, p, lines, language)),
        ]
    else:
        told.append(lines.fill("form_free", does=joint.join(p.does.of(language) for p in form.parts if p.required)))
    must, must_not = (joint.join(w.of(language) for w in words) for words in (form.must, form.must_not))
    told.append(lines.fill("form_advice", must=must, must_not=must_not))
    if form.needs or form.laid_out:
        told.append(lines.fill("form_open"))
    return "\n".join(["", *told])


def _laid_out(form: TextForm, part: Part, lines: Lines, language: Language) -> Iterator[str]:
    name, does = part.name.of(language), part.does.of(language)
    kind = f"form_part_{form.clock.value}" if part.takes and form.clock else "form_part"
    told = {"takes": str(part.takes)} if part.takes and form.clock else {"does": does}
    numbered = {"n": "1"} if part.most > 1 else {}
    yield lines.fill(f"{kind}_many" if numbered else kind, cited=(), **{"name": name, **told, **numbered})
    if part.lines:
        yield from (lines.fill("form_line", name=line.of(language)) for line in part.lines[:-1])
        yield _part_line(part, lines, language)
    if part.options:
        yield lines.fill("form_options")
    if part.most > 1:
        yield lines.fill("form_repeats", name=name, least=str(part.least), most=str(part.most))


def _part_line(part: Part, lines: Lines, language: Language) -> str:
    """The line that is said aloud, with what the part is for."""
    return lines.fill("form_part", name=part.lines[-1].of(language), does=part.does.of(language))
