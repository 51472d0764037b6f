"""A mark stays only where its source says what the sentence says."""

from copilot.domain.draft import Finding, Severity
from copilot.workflows.right_marks import with_right_marks, wrong_citations

TEXT = "枕头分两面[1]。它能治脖子[2]，30天能退[3]。"


def finding(
    quote: str, kind: str, rule: str = "r", severity: Severity = Severity.WARN, right: str | None = None
) -> Finding:
    start = TEXT.index(quote)
    return Finding(rule, kind, severity, start, start + len(quote), quote, "", "", replacement=right)


def test_a_citation_is_wrong_where_a_claim_before_it_is_found_wanting() -> None:
    assert wrong_citations(TEXT, [finding("能治脖子", "unsupported_claim")]) == ("它能治脖子[2]",)
    assert wrong_citations(TEXT, [finding("30天", "number")]) == ("，30天能退[3]",)
    assert wrong_citations(TEXT, [finding("枕头", "length")]) == ()


def test_a_mark_whose_source_does_not_say_it_goes_and_the_words_stay() -> None:
    text, changed = with_right_marks(TEXT, [finding("能治脖子", "unsupported_claim"), finding("30天", "number")])
    assert (text, changed) == ("枕头分两面[1]。它能治脖子，30天能退。", 2)


def test_a_mark_of_which_the_right_source_is_known_is_put_right() -> None:
    other = finding("[1]", "unsupported_claim", "claim_other_source", Severity.NOTE, right="[4]")
    assert with_right_marks(TEXT, [other]) == ("枕头分两面[4]。它能治脖子[2]，30天能退[3]。", 1)


def test_a_note_about_a_figure_takes_no_mark_away() -> None:
    assert with_right_marks(TEXT, [finding("30天", "number", severity=Severity.NOTE)]) == (TEXT, 0)
    assert with_right_marks(TEXT, []) == (TEXT, 0)


def test_the_blank_before_a_mark_goes_with_it() -> None:
    text = "It heals your neck [2]. Wash it cold [1]."
    claim = Finding("r", "unsupported_claim", Severity.WARN, 0, 18, text[:18], "", "")
    assert with_right_marks(text, [claim]) == ("It heals your neck. Wash it cold [1].", 1)
