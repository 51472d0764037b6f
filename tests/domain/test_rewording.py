"""Taking rewordings and cutting texts at their findings."""

from copilot.domain.draft import Finding, Severity
from copilot.domain.rewording import rewording
from copilot.domain.segments import segments


def finding(start: int, end: int, quote: str, replacement: str | None, severity: Severity = Severity.WARN) -> Finding:
    return Finding("r", "k", severity, start, end, quote, "", "", replacement=replacement)


def test_a_rewording_stands_where_the_quote_stood_and_can_be_taken_back() -> None:
    edit = rewording("茶是最好的", finding(2, 4, "最好", "很好"))
    assert edit is not None
    assert (edit.on("茶是最好的"), edit.back.on("茶是很好的")) == ("茶是很好的", "茶是最好的")


def test_nothing_is_taken_where_the_text_has_moved_on() -> None:
    assert rewording("今天茶是最好的", finding(2, 4, "最好", "很好")) is None
    assert rewording("茶是最好的", finding(2, 4, "最好", None)) is None


def test_leaving_words_out_leaves_one_blank() -> None:
    edit = rewording("the very best tea", finding(4, 8, "very", ""))
    assert edit is not None
    assert edit.on("the very best tea") == "the best tea"


def test_segments_cover_the_whole_text_and_the_worst_wins() -> None:
    note, block = finding(0, 4, "", None, Severity.NOTE), finding(2, 4, "", None, Severity.BLOCK)
    cut = segments("全国第一吗", [note, block])
    assert [(s.start, s.end, s.worst) for s in cut] == [(0, 2, note), (2, 4, block), (4, 5, None)]
