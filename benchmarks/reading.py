"""Reads large files of the everyday kinds and prints seconds of work and peak memory for each.

`python benchmarks/reading.py [NAME…]` — names: pdf, sheet, csv, slides, word (all when left out). Each file is made first and read in a
process of its own; seconds are processor time, so that a busy machine does not spoil them.
"""

import argparse
import io
import random
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot.domain.brand import Brand
from copilot.domain.document import Known
from copilot.knowledge.reading import read_file

_CLAUSES = (
    "云朵枕两边高中间低", "侧睡和仰睡都垫得住", "头一个星期会觉得高", "多数客人第三天就习惯了", "肩宽的人先量肩", "枕套可以机洗",
    "芯子不要泡水", "晒的时候别对着太阳", "换季时拿出来透气", "打鼾的人换边睡", "孩子的枕头要矮一半", "睡前半小时不看手机",
)  # fmt: skip


def main() -> None:
    """Make the files that are asked for, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MAKERS, []])
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.read:
        _read(asked.read)
        return
    print(f"{'file':24}{'bytes':>12}{'seconds':>10}{'peak MB':>10}{'passages':>10}{'facts':>8}")
    with TemporaryDirectory() as folder:
        for name in asked.names or MAKERS:
            title, ending, make = MAKERS[name]
            path = Path(folder) / f"{name}{ending}"
            path.write_bytes(make())
            ran = subprocess.run([sys.executable, __file__, "--read", path], capture_output=True, text=True, check=True)
            print(f"{title:24}{path.stat().st_size:>12,}{ran.stdout.rstrip()}")


def _read(path: Path) -> None:
    content = path.read_bytes()
    begin = time.process_time()
    file = read_file(path.name, content, Known("b", Brand("b", "B")), today=date(2026, 11, 23))
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:>10.1f}{peak:>10.0f}{len(file.passages):>10,}{len(file.facts):>8,}")


def pdf_of_300_pages() -> bytes:
    """Prose under chapter headings, a head and a foot on every page, a ruled table on each tenth."""
    from make_demo_files import report_bytes

    pages = [
        [{"heading": f"{_numeral(n)}、睡在第{n}张床上", "text": [_prose(n * 10 + i, 20) for i in range(6)]}]
        + ([{"table": [["产品", "标价", "会员价"], [f"枕头{n}", 299 + n, 269 + n]]}] if n % 10 == 0 else [])
        for n in range(1, 301)
    ]
    return report_bytes({"title": "产品手册", "pages": pages, "column_widths": [90] * 3})


def sheet_of_1000_rows() -> bytes:
    """1,000 products with four prices, a stock and a remark each."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.append(["产品", "规格", "标价（元）", "会员价", "双12价（12.1-12.12）", "单价（元/片）", "库存", "备注"])
    for n in range(1, 1001):
        page.append([f"面膜{n}号", "5片装", 99 + n, 89 + n, 79 + n, 19.8 + n, n, "满2件包邮"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_of_10000_rows() -> bytes:
    """10,000 reviews."""
    rows = [f'{n},{n % 5 + 1},"{_prose(n, 4)}"' for n in range(10_000)]
    return "\n".join(["编号,评分,评价内容", *rows]).encode()


def deck_of_60_slides() -> bytes:
    """60 slides with a title, a text box and a table each."""
    drawing, main_ns = "http://schemas.openxmlformats.org/drawingml/2006/main", "presentationml/2006/main"
    spaces = f'xmlns:a="{drawing}" xmlns:p="http://schemas.openxmlformats.org/{main_ns}" xmlns:r="{_RELATIONS}"'
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    shape = "<p:sp><p:nvSpPr><p:cNvPr/><p:nvPr>{}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    parts = {}
    for n in range(1, 61):
        rows = [["产品", "标价"], *[[f"枕头{n}-{i}", f"{200 + i}元"] for i in range(8)]]
        table = "".join(f"<a:tr>{''.join(cell.format(t) for t in row)}</a:tr>" for row in rows)
        tree = shape.format('<p:ph type="title"/>', f"第{n}讲") + shape.format("", _prose(n, 12))
        tree += f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{table}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        parts[f"ppt/slides/s{n}.xml"] = f"<p:sld {spaces}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>"
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, 61))
    links = "".join(f'<Relationship Id="r{n}" Target="slides/s{n}.xml"/>' for n in range(1, 61))
    parts["ppt/presentation.xml"] = f"<p:presentation {spaces}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    parts["ppt/_rels/presentation.xml.rels"] = f"<Relationships>{links}</Relationships>"
    parts["[Content_Types].xml"] = "<Types/>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for part, text in parts.items():
            package.writestr(part, text)
    return stream.getvalue()


def word_of_200_pages() -> bytes:
    """200 chapters of about a page, each with a table."""
    from make_demo_files import handbook_bytes

    blocks = [
        {
            "heading": f"{_numeral(n)}、第{n}种睡法",
            "text": [_prose(n * 10 + i, 16) for i in range(6)],
            "table": [["产品", "标价"], [f"枕头{n}", 299 + n]],
        }
        for n in range(1, 201)
    ]
    return handbook_bytes({"title": "产品手册", "blocks": blocks})


def _prose(seed: int, clauses: int) -> str:
    return "，".join(random.Random(seed).choices(_CLAUSES, k=clauses)) + "。"


def _numeral(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAKERS: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "pdf": ("300 pages, PDF", ".pdf", pdf_of_300_pages),
    "sheet": ("1,000 rows, xlsx", ".xlsx", sheet_of_1000_rows),
    "csv": ("10,000 rows, csv", ".csv", csv_of_10000_rows),
    "slides": ("60 slides, pptx", ".pptx", deck_of_60_slides),
    "word": ("200 pages, docx", ".docx", word_of_200_pages),
}


if __name__ == "__main__":
    main()
