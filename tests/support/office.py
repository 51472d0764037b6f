"""Office files from their XML, for what no library writes: groups, notes, charts, text boxes, tracked changes."""

import io
import zipfile

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PPT = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    f'xmlns:r="{_RELATIONS}" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def packed(parts: dict[str, str]) -> bytes:
    """A zip of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {"[Content_Types].xml": "<Types/>", **parts}.items():
            package.writestr(name, content)
    return stream.getvalue()


def shape(text: str, placeholder: str = "", hidden: bool = False) -> str:
    """A shape on a slide, a paragraph for each line of `text`."""
    kind = f'<p:ph type="{placeholder}"/>' if placeholder else ""
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    seen = ' hidden="1"' if hidden else ""
    return f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="s"{seen}/><p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:txBody>{lines}</p:txBody></p:sp>'


def slide_table(rows: list[list[str]]) -> str:
    """A table on a slide; `>` is a cell merged with the one on its left, `^` with the one above."""
    merged = {">": ' hMerge="1"', "^": ' vMerge="1"'}

    def cell(text: str) -> str:
        shown = "" if text in merged else text
        return f"<a:tc{merged.get(text, '')}><a:txBody><a:p><a:r><a:t>{shown}</a:t></a:r></a:p></a:txBody></a:tc>"

    body = "".join(f"<a:tr>{''.join(map(cell, row))}</a:tr>" for row in rows)
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{body}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def group(*shapes: str) -> str:
    """Shapes in a group."""
    return f"<p:grpSp>{''.join(shapes)}</p:grpSp>"


def drawn(kind: str, relation: str) -> str:
    """The frame of a chart (`c:chart`) or a diagram (`dgm:relIds`) whose content stands in another part."""
    link = f'r:id="{relation}"' if kind == "c:chart" else f'r:dm="{relation}"'
    return f"<p:graphicFrame><a:graphic><a:graphicData><{kind} {link}/></a:graphicData></a:graphic></p:graphicFrame>"


def deck(*slides: str, notes: dict[int, str] | None = None, parts: dict[str, str] | None = None) -> bytes:
    """A presentation of slides (their shapes), notes by slide, and other parts, each linked to slide 1 by its name."""
    made: dict[str, str] = {}
    for n, shapes in enumerate(slides, start=1):
        made[f"ppt/slides/slide{n}.xml"] = f"<p:sld {_PPT}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
        links = ""
        if notes and n in notes:
            links += f'<Relationship Id="n" Target="../notesSlides/notes{n}.xml"/>'
            note = shape(notes[n], "body") + shape("1", "sldNum")
            made[f"ppt/notesSlides/notes{n}.xml"] = (
                f"<p:notes {_PPT}><p:cSld><p:spTree>{note}</p:spTree></p:cSld></p:notes>"
            )
        for name, content in (parts or {}).items() if n == 1 else ():
            links += f'<Relationship Id="{name}" Target="../{name}"/>'
            made[f"ppt/{name}"] = content.replace("<root", f"<root {_PPT}", 1)
        made[f"ppt/slides/_rels/slide{n}.xml.rels"] = f"<Relationships>{links}</Relationships>"
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    targets = (f'<Relationship Id="r{n}" Target="slides/slide{n}.xml"/>' for n in range(1, len(slides) + 1))
    made["ppt/presentation.xml"] = f"<p:presentation {_PPT}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    made["ppt/_rels/presentation.xml.rels"] = f"<Relationships>{''.join(targets)}</Relationships>"
    return packed(made)


def letter(body: str, **parts: str) -> bytes:
    """A Word file of `body`, and more parts of the folder `word` by their names without ending."""
    more = {f"word/{name}.xml": content.replace("<root", f"<root {_WORD}", 1) for name, content in parts.items()}
    return packed({"word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>", **more})


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of runs; a run that begins with `<` is XML of its own."""
    inside = "".join(r if r.startswith("<") else f"<w:r><w:t>{r}</w:t></w:r>" for r in runs)
    return f"<w:p>{f'<w:pPr><w:pStyle w:val={chr(34)}{style}{chr(34)}/></w:pPr>' if style else ''}{inside}</w:p>"
