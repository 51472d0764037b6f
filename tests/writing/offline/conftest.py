"""The writer with the phrases that ship, and the two made-up shops."""

from collections.abc import Callable

import pytest

from copilot.checking.voice_rules import load_voice_rules
from copilot.domain.draft import Brief, Candidate
from copilot.domain.evidence import Evidence
from copilot.writing.offline import OfflineWriter, load_phrases
from tests.writing.offline.shops import EN, ZH, Shop


@pytest.fixture(scope="session")
def writer() -> OfflineWriter:
    return OfflineWriter(load_phrases(), load_voice_rules().persona.address.other)


@pytest.fixture(params=[ZH, EN], ids=["zh", "en"])
def shop(request: pytest.FixtureRequest) -> Shop:
    chosen: Shop = request.param
    return chosen


Write = Callable[[Brief, Evidence], Candidate]


@pytest.fixture(scope="session")
def write(writer: OfflineWriter) -> Write:
    """The candidate at the end of writing."""

    def written(brief: Brief, evidence: Evidence) -> Candidate:
        last = list(writer.write(brief, evidence))[-1]
        assert isinstance(last, Candidate)
        return last

    return written
