"""Files made to harm: each is refused by code within its bounds, the site's own process stays small, the others are learned."""

import io
import resource
import zipfile
from pathlib import Path

import pytest

from copilot.workflows.copilot import Copilot
from tests.support.office import letter, packed, paragraph
from tests.workflows.conftest import OpenCopilot

MB = 1_000_000


def _looping_pdf() -> bytes:
    """A page tree whose only child is itself."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"]
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj{o}endobj\n" for n, o in enumerate(objects, start=1))
    return (body + f"trailer<</Root 1 0 R/Size 3>>\nstartxref\n{len(body)}\n%%EOF").encode()


def _bomb() -> bytes:
    """A workbook of 100 kB that unfolds to 100 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 100 * MB)
    return stream.getvalue()


def _entities() -> bytes:
    """A Word file whose text would be a billion words."""
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    document = (
        f'<?xml version="1.0"?><!DOCTYPE d [{levels}]><document><body><p><r><t>&a9;</t></r></p></body></document>'
    )
    return packed({"word/document.xml": document})


def _anchors() -> str:
    """A YAML file whose aliases unfold to a billion values."""
    lines = ['a0: &a0 ["ha","ha"]', *(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10))]
    return "\n".join(lines)


@pytest.fixture
def bounded(tmp_path: Path, open_copilot: OpenCopilot) -> Copilot:
    return open_copilot(
        tmp_path / "shop", max_file_seconds=10, max_unpacked_bytes=20 * MB, max_file_memory_bytes=300 * MB
    )


def test_hostile_files_cost_themselves_and_no_other(bounded: Copilot, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    with (folder / "sparse.csv").open("wb") as sparse:
        sparse.truncate(1000 * MB)
    (folder / "bomb.xlsx").write_bytes(_bomb())
    (folder / "entities.docx").write_bytes(_entities())
    (folder / "loop.pdf").write_bytes(_looping_pdf())
    (folder / "deep.docx").write_bytes(letter("<w:sdt>" * 30_000 + paragraph("深") + "</w:sdt>" * 30_000))
    (folder / "deep.html").write_text("<div>" * 100_000 + "deep", "utf-8")
    (folder / "anchors.yaml").write_text(_anchors(), "utf-8")
    (folder / "brackets.md").write_text("[" * 200_000 + "](" * 200_000, "utf-8")
    (folder / "好.md").write_text("## 茶会几点开始？\n每周六下午三点，在店里二楼。\n", "utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bounded.add_brand("山雀茶")
    report = bounded.learn([folder])
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert {Path(f.path).name: f.code for f in report.failed} == {
        "sparse.csv": "file_too_large",
        "bomb.xlsx": "file_too_large",
        "entities.docx": "file_broken",
        "loop.pdf": "file_broken",
        "deep.docx": "file_empty",
        "deep.html": "file_broken",
        "anchors.yaml": "file_broken",
    }
    assert any("每周六下午三点" in hit.passage.text for hit in bounded.search("茶会几点开始", k=3))
    assert grown_mb < 600
