"""A mark stays only where its source says what the sentence says."""

from copilot.domain.draft import Finding, Severity
from copilot.domain.evidence import EvidenceItem, Role, Source
from copilot.workflows.right_marks import with_missing_marks, with_right_marks, wrong_citations

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


def item(n: int, text: str) -> EvidenceItem:
    return EvidenceItem(n, text, Role.FAQ, Source("d", "faq.md", 1, "L1"))


DRYING = item(1, "每季挑个干爽天倒出来晒两小时，筛掉碎末，凉透再装回去。一旦看见虫眼，整包壳换掉。")
RETURNS = item(2, "45 days from delivery, used or not, as long as it is clean and complete.")


def test_a_sentence_taken_from_a_source_gets_the_mark_the_model_forgot() -> None:
    text = "今朝太阳好。每季挑个干爽天倒出来晒两小时，筛掉碎末，凉透再装。"
    assert (
        with_missing_marks(text, [DRYING, RETURNS])
        == "今朝太阳好。每季挑个干爽天倒出来晒两小时，筛掉碎末，凉透再装[1]。"
    )
    english = "You have 45 days from delivery, used or not, as long as it is clean. Take your time."
    assert with_missing_marks(english, [DRYING, RETURNS]) == (
        "You have 45 days from delivery, used or not, as long as it is clean[2]. Take your time."
    )


def test_sentences_in_a_row_from_one_source_share_a_mark() -> None:
    text = "每季挑个干爽天倒出来晒两小时，筛掉碎末。一旦看见虫眼，就把整包壳换掉。"
    assert (
        with_missing_marks(text, [DRYING])
        == "每季挑个干爽天倒出来晒两小时，筛掉碎末。一旦看见虫眼，就把整包壳换掉[1]。"
    )


def test_what_is_marked_short_or_ones_own_is_left_as_it_is() -> None:
    for text in (
        "每季挑个干爽天倒出来晒两小时，筛掉碎末，凉透再装[3]。",
        "晒两小时。",
        "昨天隔壁阿姨抱了三只枕头来问我怎么洗，我说先看看标签。",
        "",
    ):
        assert with_missing_marks(text, [DRYING, RETURNS]) == text
