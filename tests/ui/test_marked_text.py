"""Marked text is HTML that holds nothing but our own tags."""

from copilot.domain.draft import Citation, Finding, Severity
from copilot.ui.components.findings import plain
from copilot.ui.marked_text import marked_html

HOSTILE = '<img src=x onerror="alert(1)">'


def finding(start: int, end: int, severity: Severity = Severity.WARN) -> Finding:
    return Finding("r", "k", severity, start, end, "", f"why {HOSTILE}", "basis")


def cited(quote: str) -> Citation:
    return Citation(1, "p", quote, "a.md", "L3", 1)


def test_text_and_messages_and_quotes_are_escaped() -> None:
    html = marked_html(f"{HOSTILE}好[1]", [finding(0, 4)], [cited(HOSTILE)])
    assert "<img" not in html
    assert html.count("&lt;img") >= 2


def test_the_worst_finding_wins_where_two_overlap() -> None:
    html = marked_html("全国第一", [finding(0, 4, Severity.NOTE), finding(2, 4, Severity.BLOCK)])
    assert 'class="bf-note"' in html
    assert '<mark class="bf-block" title="why' in html


def test_a_mark_that_cites_nothing_opens_nothing() -> None:
    assert marked_html("好[7]") == '<div class="bf-text">好<sup>[7]</sup></div>'


def test_line_breaks_stay_and_a_finding_outside_the_text_is_left_out() -> None:
    assert marked_html("一\n二", [finding(1, 99)]) == '<div class="bf-text">一<br>二</div>'


def test_markdown_in_a_document_is_shown_as_it_is_written() -> None:
    assert plain("[点我](http://x) **粗**\n# 题") == "\\[点我\\]\\(http\\:\\/\\/x\\) \\*\\*粗\\*\\* \\# 题"
