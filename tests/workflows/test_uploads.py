"""What people upload, through the whole of learning: archives with everything in them, and what is told about files."""

import io
import zipfile
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from copilot.domain.document import LearnReport, Notice
from copilot.workflows.ask import Ask
from copilot.workflows.belonging import NamedFile
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome
from tests.support.office import deck, shape, slide_table


def _zip(files: dict[str, bytes], encoding: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr("x" * len(name.encode(encoding)) if encoding else name, content)
    packed = stream.getvalue()
    for name in files if encoding else ():
        raw = name.encode(encoding)
        packed = packed.replace(b"x" * len(raw), raw)
    return packed


def _learned(shop: Copilot, name: str, content: bytes) -> LearnReport:
    return outcome(shop.learn_files([NamedFile(name, lambda: content)], "shanque"), LearnReport)


def _half_scanned() -> bytes:
    from PIL import Image

    picture, stream = io.BytesIO(), io.BytesIO()
    Image.new("L", (40, 56), 230).save(picture, "PNG")
    canvas = Canvas(stream, pagesize=A4)
    canvas.drawString(72, 700, "The white tea of the high mountain keeps for three years in its tin.")
    canvas.showPage()
    canvas.drawImage(ImageReader(picture), 10, 10, A4[0] - 20, A4[1] - 20)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_an_archive_with_folders_rubbish_and_an_archive_in_it_is_learned_member_by_member(shop: Copilot) -> None:
    slides = deck(shape("高山白茶", "title") + slide_table([["产品", "礼盒价"], ["高山白茶", "398元"]]))
    content = _zip(
        {
            "资料/泡茶.md": "# 泡茶\n\n玻璃杯要先温一温，茶叶才舒展得开。\n".encode(),
            "资料/培训.pptx": slides,
            "__MACOSX/资料/._泡茶.md": b"\0\0",
            ".DS_Store": b"\0",
            "inner.zip": _zip({"a.md": b"a"}),
        }
    )
    report = _learned(shop, "打包.zip", content)
    assert (report.documents, [(Path(f.path).name, f.code) for f in report.failed]) == (
        2,
        [("inner.zip", "file_nested")],
    )
    assert "打包.zip/资料/培训.pptx" in [d.name for d in shop.documents()]
    assert "398" in {f.value for f in shop.facts(Ask(product="高山白茶"))}
    assert any("先温一温" in hit.passage.text for hit in shop.search("玻璃杯要不要温", k=3))


def test_chinese_names_from_a_windows_computer_are_right(shop: Copilot) -> None:
    _learned(shop, "a.zip", _zip({"茶器/盖碗.md": "盖碗别用洗洁精，开水烫一下就好。".encode()}, "gbk"))
    assert "a.zip/茶器/盖碗.md" in [d.name for d in shop.documents()]


def test_pages_that_are_pictures_are_told_and_the_rest_is_found(shop: Copilot) -> None:
    report = _learned(shop, "old.pdf", _half_scanned())
    assert [(n.path, n.notice) for n in report.notices] == [("old.pdf", Notice("pages_scanned", "2"))]
    assert any("three years" in hit.passage.text for hit in shop.search("how long does white tea keep", k=3))
