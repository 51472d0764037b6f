"""Times checking while a text is typed: the server's part, and from the pause to the shown findings in a browser.

`python benchmarks/live_checking.py` starts the real site with the demo brands, and beside it a page of the same
framework that checks nothing and only shows what was typed: what a script run takes by itself.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page

from copilot.bootstrap import build_copilot
from copilot.settings import Settings
from copilot.ui.components.page_script import LIVE_PAUSE_MILLISECONDS
from copilot.workflows.ask import Ask
from tests.support.chromium import chromium, visit
from tests.support.site import running_site

TEXT = (
    "侧睡的人换枕头，最怕肩膀没地方放。云感枕 269 一只，两边高中间低，翻过去脖子还是平的。30 天内不合适能退，运费我们出。"
    "按用三年算，一天两毛五。周三晚8点直播拆给大家看，最后一步怎么晒也讲。昨天来了位阿姨，抱着睡了八年的荞麦枕，就想问问能不能拆洗。"
) * 4
WORDS = ("今天晒", "比较软", "九十九元", "很省心", "全国最好", "下周见", "洗得掉", "第二件半价")
ROUNDS = 32
EMPTY_PAGE = """
import html, streamlit as st
from copilot.ui.components import page_script
page_script.show()
st.title("floor")

@st.fragment
def work():
    with st.container(key="live-floor"):
        text = st.text_area("text", key="text")
    st.html(f'<div class="bf-text">{html.escape(text)}</div>')

work()
"""
WATCH = """(wanted) => new Promise((done) => {
  const shown = () => [...document.querySelectorAll(".bf-text")].some((box) => box.textContent === wanted);
  const look = () => { if (shown()) { observer.disconnect(); done(performance.now() - window.typedAt); } };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
})"""


def main() -> None:
    """Measure and print."""
    print(f"{'milliseconds':<52}{'median':>10}{'p95':>10}")
    with tempfile.TemporaryDirectory() as folder:
        data, floor = Path(folder) / "data", Path(folder) / "floor.py"
        floor.write_text(EMPTY_PAGE, "utf-8")
        data.mkdir()
        with chromium() as browser:
            with running_site(data) as address:
                report("from the pause to the findings, in a browser", follow(visit(browser, f"{address}/check")))
            with running_site(data, demo=False, page=floor) as address:
                report("the same of a page that checks nothing", follow(visit(browser, address)))
        report("the check itself, on the server", checked(data))


def report(name: str, times: list[float]) -> None:
    """One line of the table; the first calls warm up."""
    ordered = sorted(times[3:])
    print(f"{name:<52}{statistics.median(ordered):>10.0f}{ordered[int(len(ordered) * 0.95)]:>10.0f}", flush=True)


def follow(page: Page) -> list[float]:
    """Milliseconds from the end of each pause in typing to the text being shown as checked."""
    field = page.locator("textarea")
    field.fill(TEXT[:480])
    page.locator(".bf-text").wait_for()
    page.evaluate("document.addEventListener('input', () => { window.typedAt = performance.now(); }, true)")
    times = []
    for n in range(ROUNDS):
        page.wait_for_timeout(400)
        field.press("End")
        field.press_sequentially(WORDS[n % len(WORDS)], delay=5)
        times.append(page.evaluate(WATCH, field.input_value()) - LIVE_PAUSE_MILLISECONDS)
    return times


def checked(data: Path) -> list[float]:
    """Milliseconds of checking a text at every change of it."""
    copilot = build_copilot(Settings(data_dir=data, model=""))
    times, text, ask = [], TEXT[:480], Ask(brand="yunmian")
    for n in range(ROUNDS * 2):
        text = f"{text}{WORDS[n % len(WORDS)]}"
        start = time.perf_counter()
        copilot.check(text, ask)
        times.append((time.perf_counter() - start) * 1000)
    copilot.close()
    return times


if __name__ == "__main__":
    main()
