"""Whatever bytes come under whatever ending: a reading, or an error that says what is wrong with the file."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot.domain.document import Known, ReadFile
from copilot.errors import UnreadableFile
from copilot.knowledge.reading import Limits, read_file
from copilot.knowledge.reading.formats import MEDIA_TYPES

KNOWLEDGE = Path(__file__).resolve().parents[3] / "knowledge" / "trailkettle"
REAL = [
    (KNOWLEDGE / name).read_bytes() for name in ("price-list.xlsx", "handbook.docx", "policies.html", "reviews.csv")
]
ENDINGS = sorted(MEDIA_TYPES)
SMALL = Limits(file_bytes=500_000, unpacked_bytes=4_000_000)
OFTEN = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def _is_read_or_refused(name: str, content: bytes) -> None:
    with suppress(UnreadableFile):
        read = read_file(name, content, Known("b"), today=date(2026, 11, 23), limits=SMALL)
        assert isinstance(read, ReadFile)


@OFTEN
@given(content=st.binary(max_size=400), ending=st.sampled_from(ENDINGS))
def test_any_bytes_are_read_or_refused(content: bytes, ending: str) -> None:
    _is_read_or_refused(f"a{ending}", content)


@OFTEN
@given(data=st.data(), content=st.sampled_from(REAL), ending=st.sampled_from(ENDINGS))
def test_a_damaged_file_is_read_or_refused(data: st.DataObject, content: bytes, ending: str) -> None:
    start = data.draw(st.integers(0, len(content) - 1))
    junk = data.draw(st.binary(max_size=60))
    cut = data.draw(st.booleans())
    _is_read_or_refused(f"a{ending}", content[:start] + junk + (b"" if cut else content[start + len(junk) :]))


@pytest.mark.parametrize("ending", [".xlsx", ".tsv"])
def test_tab_separated_text_is_a_table_also_under_a_wrong_ending(ending: str) -> None:
    content = "产品\t标价（元）\n云朵枕\t299\n星光灯\t89\n".encode()
    name = f"价格{ending}" if ending == ".tsv" else "价格.xls"
    read = read_file(name, content, Known("b"), today=date(2026, 11, 23))
    assert [(f.product, f.value) for f in read.facts] == [("云朵枕", "299"), ("星光灯", "89")]
