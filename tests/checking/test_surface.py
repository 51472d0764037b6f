import pytest

from copilot.checking import load_rules
from copilot.checking.surface import Surface, SurfaceTables


@pytest.fixture(scope="module")
def tables() -> SurfaceTables:
    words = load_rules().surface
    pairs = dict(zip(words.traditional, words.simplified, strict=True))
    return SurfaceTables(pairs, words.look_alikes, words.spelled)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("１９９元", "199元"),
        ("療效", "疗效"),
        ("ＶＩＰ", "vip"),
        ("看这里[12]。", "看这里    。"),
        ("蕞佳", "最佳"),
        ("аbс", "abc"),
    ],
)
def test_plain_text_keeps_its_length(tables: SurfaceTables, text: str, plain: str) -> None:
    surface = Surface(text, tables)
    assert surface.plain == plain
    assert len(surface.plain) == len(text)


@pytest.mark.parametrize(
    ("text", "tight"),
    [
        ("最*佳", "最佳"),
        ("最 佳", "最佳"),
        ("最·佳", "最佳"),
        ("zui好", "最好"),
        ("第①", "第1"),
        ("最\u200b佳", "最佳"),
        ("a b", "a b"),
    ],
)
def test_what_is_put_between_characters_is_dropped(tables: SurfaceTables, text: str, tight: str) -> None:
    assert Surface(text, tables).tight == tight


def test_a_span_leads_back_to_the_text_as_given(tables: SurfaceTables) -> None:
    text = "这是最*佳之选"
    surface = Surface(text, tables)
    at = surface.tight.index("最佳")
    start, end = surface.span(at, at + 2)
    assert text[start:end] == "最*佳"


def test_lines_and_stops_end_sentences_but_points_in_figures_do_not(tables: SurfaceTables) -> None:
    text = "高 4.5 厘米。合适吗？\nIt fits. Yes"
    surface = Surface(text, tables)
    assert [text[s.start : s.end].strip() for s in surface.sentences] == ["高 4.5 厘米", "合适吗", "It fits", "Yes"]
