"""What is told about a file that was learned, in both languages."""

from copilot.domain.document import Notice
from copilot.domain.language import Language
from copilot.errors import UnreadableFile
from copilot.locales import load_locale


def test_scanned_pages_are_named_as_people_count_pages() -> None:
    notice = Notice("pages_scanned", "3, 7-9")
    assert load_locale(Language.ZH).tell("手册.pdf", notice).startswith("手册.pdf 第 3、7-9 页是扫描图片，没有文字")
    assert "pages 3, 7-9" in load_locale(Language.EN).tell("book.pdf", notice)


def test_an_old_file_says_what_to_save_it_as() -> None:
    assert ".xlsx" in load_locale(Language.ZH).explain(UnreadableFile("价格.xls", "file_old"))
    assert ".pptx" in load_locale(Language.EN).explain(UnreadableFile("deck.ppt", "file_old"))
