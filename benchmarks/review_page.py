"""How long a reviewer waits from an approval to the next text: `python benchmarks/review_page.py [ITEMS]`."""

import statistics
import sys
import tempfile
import time as clock
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from streamlit.testing.v1 import AppTest

from benchmarks.without_browser import FRAME, site_of
from copilot.domain.calendar import Audience, Item, ItemState
from copilot.domain.review import Deed
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from tests.support.calendar import BRAND, a_draft, a_slot
from tests.support.shop import a_copilot, write_shop

ITEMS, BAR_SECONDS, RUNS = 120, 0.5, 15
FIRST = date(2026, 11, 25)
PAGE = f"review.{BRAND}"
TEXTS = (
    "今天起风了，煮一壶茶，门口的猫也进来了。第 {n} 壶。",
    "高山白茶 100 克标价 168 元，先看看喜不喜欢这个味道。老客说第 {n} 泡最好。",
    "桂花乌龙杯底能看到花，闻着像院子里那棵树。这是第 {n} 罐。",
)


def main() -> None:
    """Open the page and approve one after another; every answer is one run, its queue and its next text drawn."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else ITEMS
    with tempfile.TemporaryDirectory() as folder, a_copilot(Path(folder) / "data") as copilot:
        copilot.learn([write_shop(Path(folder) / "shop")])
        fill(copilot, items)
        with site_of(copilot):
            measure(items)
        approved = copilot.store.calendar.of(BRAND, states=(ItemState.APPROVED,))
        assert len(approved) == RUNS, len(approved)


def fill(copilot: Copilot, count: int) -> None:
    """So many that wait, in the fortnight from the shop's day on."""
    copilot.store.audiences.save(BRAND, Audience("g2", "茶友2群"))
    drafts = [a_draft(f"i{n}", TEXTS[n % len(TEXTS)].format(n=n)) for n in range(count)]
    slots = [a_slot(f"i{n}", FIRST + timedelta(days=n % 14)) for n in range(count)]
    pairs = zip(slots, drafts, strict=True)
    items = [Item(slot, BRAND, ItemState.SUBMITTED, draft_id=draft.id, author="mei") for slot, draft in pairs]
    copilot.store.calendar.add(items, Done("bench", Deed.WRITTEN), drafts)


def measure(items: int) -> None:
    """Print the median and the longest run of each deed, and the processor's time of it."""
    at = AppTest.from_file(FRAME, default_timeout=120)
    at.session_state["frame.language"] = "zh"
    at.run()
    at.switch_page("screens/review.py").run()  # what is imported and checked once
    print(f"{'with ' + str(items) + ' waiting':<28}{'median s':>10}{'longest s':>11}{'processor s':>13}")
    report("open the page", lambda: at.switch_page("screens/review.py").run())
    report("approve, and the next", lambda: at.button(key=f"{PAGE}.approve").click().run())
    report("the next without", lambda: at.button(key=f"{PAGE}.press-j").click().run())
    assert not at.exception
    assert not at.error
    print(f"bar: {BAR_SECONDS} s an answer")


def report(name: str, act: Callable[[], object]) -> None:
    walls, worked = [], []
    for _ in range(RUNS):
        started, before = clock.perf_counter(), clock.process_time()
        act()
        walls.append(clock.perf_counter() - started)
        worked.append(clock.process_time() - before)
    print(f"{name:<28}{statistics.median(walls):>10.3f}{max(walls):>11.3f}{statistics.median(worked):>13.3f}")


if __name__ == "__main__":
    main()
