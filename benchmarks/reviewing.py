"""How fast a reviewer is served: a queue of 1,000 items beside 1,000 that are approved, one look, one approval.

python benchmarks/reviewing.py
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from copilot.domain.calendar import Approval, Item, ItemState
from copilot.domain.review import Deed
from copilot.domain.waiver import text_hash
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from tests.support.calendar import BRAND, LIN, MEI, PLAIN, SOON, a_draft, about
from tests.support.shop import NOON, PRICES, a_copilot, write_shop

ITEMS, TIMES = 1_000, 5
PRICED = "高山白茶 100 克标价 168 元，第{n}位客人说下午三点泡一杯。用九十度的水，第一泡等二十秒。"


def fill(copilot: Copilot, state: ItemState, first: int) -> None:
    """Items in that state, half of them with a price."""
    items, drafts = [], []
    for n in range(first, first + ITEMS):
        text = PLAIN + (PRICED.format(n=n) if n % 2 else f"今天第{n}壶。")
        draft = a_draft(str(n), text)
        approvals = (Approval(LIN.id, NOON, text_hash(text)),) if state is ItemState.APPROVED else ()
        slot = about("高山白茶", str(n), SOON + timedelta(days=n % 28))
        items.append(Item(slot, BRAND, state, draft_id=draft.id, author=MEI.id, approvals=approvals))
        drafts.append(draft)
    copilot.store.calendar.add(items, Done(MEI.id, Deed.WRITTEN), drafts)


def milliseconds(act: Callable[[], object], times: int = TIMES) -> str:
    """The median and the slowest of some runs."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        took.append(1000 * (time.perf_counter() - began))
    return f"{median(took):8.0f} ms   (slowest {max(took):.0f})"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, a_copilot(Path(folder) / "data") as copilot:
        shop = write_shop(Path(folder) / "shop")
        copilot.learn([shop])
        for state, first in ((ItemState.SUBMITTED, 0), (ItemState.APPROVED, ITEMS)):
            fill(copilot, state, first)
        review, brand = copilot.calendar.review, copilot.brand()
        print("1,000 waiting, 1,000 approved")
        print("first check of all       ", milliseconds(lambda: review.standing.refresh(brand), 1))
        print("first queue              ", milliseconds(lambda: review.queue(brand), 1))
        print("queue                    ", milliseconds(lambda: review.queue(brand)))
        (shop / "价格.csv").write_text(PRICES.replace("98,88", "96,86"), "utf-8")
        copilot.learn([shop / "价格.csv"])
        print("queue after a new price  ", milliseconds(lambda: review.queue(brand), 3))
        print("one look                 ", milliseconds(lambda: review.look("1")))
        ids = iter(range(0, ITEMS, 2))
        print("one approval             ", milliseconds(lambda: review.approve(str(next(ids)), 1, LIN), 50))


if __name__ == "__main__":
    main()
