"""The search bench: how well and how fast words, meaning and both find, and where they fail."""

import streamlit as st

from copilot.domain.bench import BenchFiles
from copilot.domain.brand import Brand
from copilot.ui.components import bench_report, empty
from copilot.ui.state import choose, current_brand, say, the_copilot

SOURCES = ["own", "files"]
FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")


def show() -> None:
    st.title(say("app.pages.bench"))
    brand = current_brand()
    if brand is None:
        empty.show(None)
        return
    page = f"bench.{brand.id}"
    st.markdown(say("bench.lead"))
    source = st.segmented_control(
        say("bench.source"), required=True, format_func=lambda name: say(f"bench.sources.{name}"),
        **choose(page, "source", SOURCES, SOURCES[0]),
    )  # fmt: skip
    st.caption(say(f"bench.{source}_help"))
    files = uploaded(page) if source == "files" else None
    if st.button(say("bench.run"), type="primary", key=f"{page}.run", icon=":material/play_arrow:"):
        st.session_state[kept_at(brand, source)] = bench_report.run(lambda: the_copilot().bench(brand, files))
    if report := st.session_state.get(kept_at(brand, source)):
        bench_report.show(report)


def uploaded(page: str) -> BenchFiles:
    """The test set that was uploaded, as far as it is there."""
    given = st.file_uploader(
        say("bench.upload"), type=["jsonl", "tsv"], accept_multiple_files=True, key=f"{page}.files"
    )
    contents = {file.name: file.getvalue() for file in given or []}
    return BenchFiles(*(contents.get(name) for name in FILES))


def kept_at(brand: Brand, source: str) -> str:
    """Where the last report of this visit is kept."""
    return f"bench.{brand.id}.report.{source}"


show()
