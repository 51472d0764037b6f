"""What was sent as a spreadsheet: readable, and no cell of it a formula."""

import csv
import io
from datetime import UTC, datetime

from copilot.domain.conversation import Move
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.domain.sending import Outcome, Sending
from copilot.locales import load_locale
from copilot.reporting.sent_table import sent_csv

SENDING = Sending(
    1, "yun", "d1", 1, "亲，399", "=HYPERLINK(\"http://x\")", 0.5, datetime(2026, 11, 23, 4, 0, tzinfo=UTC),
    Outcome.BOUGHT, "c1", step=Step.TRUST, move=Move.PROVE, segment_id="side", persona_id="lin",
)  # fmt: skip


def test_a_row_says_who_where_what_and_with_what_outcome() -> None:
    made = sent_csv([SENDING], load_locale(Language.EN).say, personas={"lin": "Lin"}, segments={})
    head, row = csv.reader(io.StringIO(made.decode("utf-8-sig")))
    assert head[:3] == ["When (UTC)", "Persona", "Segment"]
    assert row == [
        "2026-11-23 04:00", "Lin", "side", "Trust", "Prove", "亲，399", "'=HYPERLINK(\"http://x\")", "0.50", "Bought",
        "c1", "offline",
    ]  # fmt: skip
