"""A text is shown with what was taken out and put in, safe from markup."""

from copilot.ui.changed_text import changed_html


def test_what_went_is_struck_through_and_what_came_is_underlined() -> None:
    assert (
        changed_html("亲，能退的", "能退呀")
        == '<p class="bf-changed"><del>亲，</del>能退<del>的</del><ins>呀</ins></p>'
    )


def test_words_of_letters_change_whole_and_markup_stays_text() -> None:
    assert changed_html("it's <b>", "is <b>") == '<p class="bf-changed"><del>it&#x27;s</del><ins>is</ins> &lt;b&gt;</p>'


def test_what_lies_far_from_a_change_is_cut_away() -> None:
    long = "一二三四五六七八九十百千万"
    assert changed_html(f"亲，{long}", long, whole=False) == (
        '<p class="bf-changed"><del>亲，</del>一二三四五六七八九十…</p>'
    )
    assert changed_html("亲，能退", "能退", whole=False) == '<p class="bf-changed"><del>亲，</del>能退</p>'
