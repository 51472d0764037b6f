"""Joins the parts that measure drafts: a copilot on a copy of the knowledge, so that a run leaves nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot import bootstrap
from copilot.errors import IndexFailed
from copilot.evaluation.drafts import OFFLINE, DraftBench
from copilot.knowledge.nearness import QuestionNearness
from copilot.settings import Settings
from copilot.store import open_store
from copilot.store.copying import copy_knowledge
from copilot.workflows.copilot import Copilot
from copilot.writing import ExactTokenCounter, ModelWriter, PromptBook
from copilot.writing.prompter import Prompter


@contextmanager
def draft_bench(settings: Settings) -> Iterator[DraftBench]:
    """A bench on a copy of the configured database's knowledge. A brand that is not in it is learned from the folder of
    its id among the demo brands. What calls of a model cost is booked where all calls are, and kept within the budget.
    Raises `StoreFailed`, `Misconfigured`."""
    embedder = bootstrap.build_embedder(settings)
    with TemporaryDirectory(prefix="butterfly-bench-") as folder, open_store(settings.resolved_database_url) as known:
        copied = settings.model_copy(update={"data_dir": Path(folder), "database_url": "", "chroma_url": ""})
        with open_store(copied.resolved_database_url) as copy:
            copy_knowledge(known.db, copy.db)
        copilot = bootstrap.build_copilot(copied, embedder=embedder, ledger=known)
        try:
            # The copy begins with empty indexes: without them the first cases would be written from half the knowledge.
            if not copilot.warm_up():
                raise IndexFailed("the copy's indexes could not be filled", detail=folder)
            prompter = _prompter(copilot, settings, QuestionNearness(embedder))
            model = settings.model or OFFLINE
            yield DraftBench(copilot, prompter, embedder, model, lambda brand: _learned(copilot, brand))
        finally:
            copilot.close()


def _prompter(copilot: Copilot, settings: Settings, likeness: QuestionNearness) -> Prompter:
    """What renders the prompts of the model that writes, or would render them if one were configured."""
    writer = copilot.drafting.desk.model
    if isinstance(writer, ModelWriter):
        return writer.prompter
    book, counter = PromptBook.load(settings.prompts_dir), ExactTokenCounter()
    return Prompter(book, counter, settings.prompt_budget_tokens, settings.answer_budget_tokens, likeness)


def _learned(copilot: Copilot, brand: str) -> None:
    papers = copilot.demo_dir / brand
    if copilot.store.brands.get(brand) is None and brand and papers.is_dir():
        copilot.learn([papers])
