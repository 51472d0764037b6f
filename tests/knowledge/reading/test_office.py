"""Slides and Word files with what makes them hard: groups, notes, charts, text boxes, footnotes, tracked changes."""

from collections.abc import Callable

from copilot.domain.document import ReadFile
from copilot.domain.evidence import Field
from tests.support.office import deck, drawn, group, letter, paragraph, shape, slide_table

Reader = Callable[..., ReadFile]


def _told(file: ReadFile) -> str:
    return "\n".join(p.text for p in file.passages)


def _facts(file: ReadFile) -> list[tuple[str, str, str]]:
    return [(f.product, f.value, f.source.locator) for f in file.facts if f.field in Field.PRICES]


def test_a_slide_gives_its_text_boxes_groups_table_and_notes_under_its_title(read: Reader) -> None:
    table = slide_table([["产品", "标价", "会员价"], ["护腰垫", "199元", "179元"]])
    boxed = group(shape("坐一天，腰后面空的那块能顶住。"), group(shape("出差也能卷起来带走。")))
    file = read("培训.pptx", deck(shape("护腰垫怎么讲", "title") + boxed + table, notes={1: "先问客人一天坐几小时。"}))
    assert {"坐一天，腰后面空的那块能顶住。", "出差也能卷起来带走。", "先问客人一天坐几小时。"} <= set(
        _told(file).split("\n")
    )
    assert all(p.heading.startswith("护腰垫怎么讲") for p in file.passages)
    assert _facts(file) == [
        ("松针护腰垫", "199", "slide 1 table 1 row 2"),
        ("松针护腰垫", "179", "slide 1 table 1 row 2"),
    ]


def test_merged_cells_of_a_slide_reach_every_row_they_cover(read: Reader) -> None:
    rows = [["产品", "规格", "标价"], ["护腰垫", "小号", "199元"], ["^", "大号", "259元"]]
    assert [(p, v) for p, v, _ in _facts(read("a.pptx", deck(slide_table(rows))))] == [
        ("松针护腰垫", "199"),
        ("松针护腰垫", "259"),
    ]


def test_feet_numbers_and_hidden_shapes_of_slides_are_left_out(read: Reader) -> None:
    slide = shape("护腰垫坐着不塌。") + shape("内部资料", "ftr") + shape("7", "sldNum") + shape("成本八十", hidden=True)
    assert _told(read("a.pptx", deck(slide))) == "护腰垫坐着不塌。"


def test_a_diagram_is_read_and_the_numbers_of_a_chart_are_left(read: Reader) -> None:
    diagram = "<root><dgm:pt><dgm:t><a:p><a:r><a:t>先量肩宽</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>再选高度</a:t></a:r></a:p></dgm:t></dgm:pt></root>"
    chart = "<root><c:title><a:p><a:r><a:t>复购的客人</a:t></a:r></a:p></c:title><c:v>31</c:v><c:v>47</c:v></root>"
    slide = shape("三步", "title") + drawn("dgm:relIds", "diagrams/data1.xml") + drawn("c:chart", "charts/chart1.xml")
    told = _told(read("a.pptx", deck(slide, parts={"diagrams/data1.xml": diagram, "charts/chart1.xml": chart})))
    assert "先量肩宽" in told
    assert "再选高度" in told
    assert "31" not in told


def test_tracked_changes_are_read_as_if_all_were_accepted(read: Reader) -> None:
    removed = "<w:del><w:r><w:delText>全国包邮</w:delText></w:r></w:del>"
    added = "<w:ins><w:r><w:t>满99元包邮</w:t></w:r></w:ins>"
    moved = "<w:moveFrom><w:r><w:t>旧的地方</w:t></w:r></w:moveFrom>"
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>整段删掉</w:delText></w:r></w:del></w:p>"
    told = _told(read("政策.docx", letter(paragraph("我们店里，", removed, added, moved, "，偏远地区除外。") + gone)))
    assert told == "我们店里，满99元包邮，偏远地区除外。"


def test_a_row_that_was_deleted_in_tracked_changes_is_no_price(read: Reader) -> None:
    def row(*cells: str, deleted: bool = False) -> str:
        mark = "<w:trPr><w:del/></w:trPr>" if deleted else ""
        return f"<w:tr>{mark}{''.join(f'<w:tc>{paragraph(c)}</w:tc>' for c in cells)}</w:tr>"

    table = f"<w:tbl>{row('产品', '标价')}{row('护腰垫', '199元')}{row('小夜灯', '89元', deleted=True)}</w:tbl>"
    assert _facts(read("a.docx", letter(table))) == [("松针护腰垫", "199", "table 1 row 2")]


def test_text_boxes_are_read_once(read: Reader) -> None:
    box = f"<w:txbxContent>{paragraph('套子拆下来洗，芯子别下水。')}</w:txbxContent>"
    drawing = f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    assert _told(read("a.docx", letter(paragraph("保养的办法见旁边。", drawing)))).count("芯子别下水") == 1


def test_a_footnote_stands_with_its_paragraph(read: Reader) -> None:
    notes = f"<root><w:footnote w:id='2'>{paragraph('偏远地区指西藏、新疆。')}</w:footnote></root>"
    body = paragraph("满99元包邮，偏远地区除外。", "<w:r><w:footnoteReference w:id='2'/></w:r>")
    file = read("a.docx", letter(body, footnotes=notes))
    assert "偏远地区指西藏、新疆" in _told(file)


def test_numbered_headings_of_plain_text_become_the_path(read: Reader) -> None:
    styles = "<root><w:style w:styleId='h1'><w:name w:val='heading 1'/></w:style><w:style w:styleId='h2'><w:name w:val='heading 2'/></w:style></root>"
    body = (
        paragraph("二、售后", style="h1") + paragraph("2.1 退换", style="h2") + paragraph("三十天内不合适可以退回来。")
    )
    assert [p.heading for p in read("a.docx", letter(body, styles=styles)).passages] == ["二、售后 > 2.1 退换"]


def test_nested_tables_and_merged_cells_of_word_become_rows(read: Reader) -> None:
    def cell(text: str, inside: str = "", merge: str = "", span: int = 1) -> str:
        down = f"<w:vMerge w:val='{merge}'/>" if merge else ""
        return f"<w:tc><w:tcPr><w:gridSpan w:val='{span}'/>{down}</w:tcPr>{paragraph(text)}{inside}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell('产品')}{cell('会员价')}</w:tr><w:tr>{cell('小夜灯')}{cell('79元')}</w:tr></w:tbl>"
    rows = [
        cell("产品") + cell("规格") + cell("标价"),
        cell("护腰垫", merge="restart") + cell("小号") + cell("199元"),
        cell("", merge="continue") + cell("大号") + cell("259元"),
        cell("另见", inner, span=3),
    ]
    table = f"<w:tbl>{''.join(f'<w:tr>{r}</w:tr>' for r in rows)}</w:tbl>"
    assert [(p, v) for p, v, _ in _facts(read("a.docx", letter(table)))] == [
        ("松针护腰垫", "199"),
        ("松针护腰垫", "259"),
        ("暖壶小夜灯", "79"),
    ]
