"""Times what a person waits for, with the demo brand and the offline writer; prints one table.

`python benchmarks/speed.py` — medians over repeated calls, warm, in one process; `--help` as a process of its own.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from copilot.bootstrap import build_copilot
from copilot.domain.draft import Task
from copilot.llm.scripted import ScriptedModel
from copilot.ports import TextDelta
from copilot.settings import Settings
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.writing import ExactTokenCounter, ModelWriter, PromptBook

ROUNDS = 30
PASTED = "今天降温，记得把冬天的被子拿出来晒一晒。枕头睡久了塌了就换，别硬撑。不合适的三十晚之内能退。" * 10


def main() -> None:
    """Measure and print."""
    rows: list[tuple[str, float | None, float]] = [("butterfly --help", 500.0, median_of(run_help, rounds=5))]
    with tempfile.TemporaryDirectory() as folder:
        copilot = build_copilot(Settings(data_dir=Path(folder), model=""))
        started = time.perf_counter()
        for _ in copilot.learn_demo():
            pass
        learned_ms = (time.perf_counter() - started) * 1000
        writer = prompt_writer()
        chat = sorted((copilot.demo_dir / "yunmian" / "chats").iterdir())[0].read_text("utf-8")
        ask = Ask(brand="yunmian")
        product = copilot.brand("yunmian").products[0].name
        rows += [
            ("learn both demo brands", None, learned_ms),
            ("search", None, median_of(lambda: copilot.search("怀孕了能用吗", ask))),
            ("check a pasted text, evidence looked up", None, median_of(lambda: copilot.check(PASTED, ask))),
            ("offline selling points", None, median_of(lambda: copilot.selling_points(Ask("yunmian", product)))),
            ("offline reply, end to end", 150.0, median_of(lambda: copilot.reply(chat, ask))),
            ("own time before the model's first token", 60.0, median_of(lambda: first_token(copilot, writer, product))),
        ]
    print(f"{'what':<42}{'bar ms':>10}{'median ms':>12}")
    for name, bar, milliseconds in rows:
        print(f"{name:<42}{bar if bar is not None else '':>10}{milliseconds:>12.1f}")


def median_of(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median milliseconds of `act`, after one unmeasured call."""
    act()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def run_help() -> None:
    """`butterfly --help` in a process of its own."""
    subprocess.run([Path(sys.executable).parent / "butterfly", "--help"], check=True, capture_output=True)


def prompt_writer() -> ModelWriter:
    """A writer whose model answers at once, so that what is left is our own time."""
    settings = Settings()
    return ModelWriter(
        ScriptedModel(["…"] * (ROUNDS + 1)),
        PromptBook.load(settings.prompts_dir),
        ExactTokenCounter(),
        budget_tokens=settings.prompt_budget_tokens,
        answer_tokens=settings.answer_budget_tokens,
        attempts=1,
    )


def first_token(copilot: Copilot, writer: ModelWriter, product: str) -> None:
    """Everything of ours that runs before the model's first piece: brief, facts, evidence, prompt."""
    brief = copilot.briefing.brief(Task.SELLING_POINTS, Ask("yunmian", product), copilot.today())
    evidence = copilot.searching.gather(brief, copilot.searching.known_facts(brief.brand))
    next(event for event in writer.write(brief, evidence) if isinstance(event, TextDelta))


if __name__ == "__main__":
    main()
