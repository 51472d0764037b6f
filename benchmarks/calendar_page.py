"""How long the calendar page takes to answer with 1,000 items in sight: `python benchmarks/calendar_page.py`."""

import statistics
import sys
import tempfile
import time as clock
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from streamlit.testing.v1 import AppTest

from benchmarks.without_browser import FRAME, site_of
from copilot.domain.calendar import Approval, Audience, Item, ItemState, Purpose, Slot
from copilot.domain.channel import Channel
from copilot.domain.draft import Draft
from copilot.domain.ladder import Node
from copilot.domain.outgoing import GOES_OUT
from copilot.domain.review import Deed
from copilot.domain.waiver import text_hash
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from tests.support.calendar import PLAIN as TEXT
from tests.support.calendar import a_draft
from tests.support.shop import NOON, a_copilot, write_shop

ITEMS, BAR_SECONDS, RUNS = 1_000, 1.0, 7
FIRST = date(2026, 11, 23)
PAGE = "calendar.shanque"


def main() -> None:
    """Open the page, then change the view, a filter and the month, as a person does; every answer is one run."""
    with tempfile.TemporaryDirectory() as folder, a_copilot(Path(folder) / "data") as copilot:
        copilot.learn([write_shop(Path(folder) / "shop")])
        fill(copilot)
        with site_of(copilot):
            measure()


def fill(copilot: Copilot) -> None:
    """All of them in the two weeks from today on, so that a month shows every one, in all states."""
    for n in range(5):
        copilot.store.audiences.save("shanque", Audience(f"g{n}", f"茶友{n}群"))
    states, channels, nodes = list(ItemState), list(Channel), list(Node)
    drafts = [a_draft(f"i{n}", f"{TEXT}第 {n} 壶。") for n in range(ITEMS)]
    items = [
        Item(
            Slot(
                f"i{n}", FIRST + timedelta(days=n % 14), time(8 + n % 12, 5 * (n % 12)), f"g{n % 5}",
                channels[n % len(channels)], nodes[n % len(nodes)], None, Purpose.TIP, f"水烧到九十度就关火 {n}",
            ),
            "shanque", states[n % len(states)], draft_id=drafts[n].id, approvals=approvals(drafts[n], states[n % len(states)]),
        )
        for n in range(ITEMS)
    ]  # fmt: skip
    copilot.store.calendar.add(items, Done("bench", Deed.PLANNED), drafts)


def approvals(draft: Draft, state: ItemState) -> tuple[Approval, ...]:
    """That somebody approved it, where its state says so."""
    return (Approval("lin", NOON, text_hash(draft.text)),) if state in GOES_OUT else ()


def measure() -> None:
    """Print the median and the longest run of each deed."""
    at = AppTest.from_file(FRAME, default_timeout=60)
    at.session_state["frame.language"] = "zh"
    at.run()
    at.switch_page("screens/calendar.py").run()  # what is imported and checked once
    print(f"{'with ' + str(ITEMS) + ' items':<28}{'median s':>10}{'longest s':>11}")
    report("open the page", [timed(lambda: at.switch_page("screens/calendar.py").run()) for _ in range(RUNS)])
    for view in ("month", "week", "list", "board"):
        report(f"see as {view}", [timed(partial(seen_as, at, view)) for _ in range(RUNS)])
    at.session_state[f"{PAGE}.export"] = True
    report("with the export open", [timed(lambda: seen_as(at, "month")) for _ in range(RUNS)])
    at.session_state[f"{PAGE}.export"] = False
    at.run()
    report(
        "set a filter",
        [timed(partial(filtered, at, f"g{n % 5}")) for n in range(RUNS)],
    )
    report(
        "another month and back",
        [timed(partial(gone, at, to)) for to in ("after", "before") * 3],
    )
    assert not at.exception
    assert not at.error
    print(f"bar: {BAR_SECONDS} s an answer")


def seen_as(at: AppTest, view: str) -> None:
    at.segmented_control(key=f"{PAGE}.view").set_value(view).run()


def filtered(at: AppTest, audience: str) -> None:
    at.multiselect(key=f"{PAGE}.filter.audience").set_value([audience]).run()


def gone(at: AppTest, to: str) -> None:
    at.button(key=f"{PAGE}.{to}").click().run()


def timed(act: Callable[[], object]) -> float:
    started = clock.perf_counter()
    act()
    return clock.perf_counter() - started


def report(name: str, seconds: list[float]) -> None:
    print(f"{name:<28}{statistics.median(seconds):>10.3f}{max(seconds):>11.3f}")


if __name__ == "__main__":
    main()
