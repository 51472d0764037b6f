"""The one place where the parts are joined: settings in, a working copilot out."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache, partial
from urllib.parse import urlsplit
from uuid import uuid4

from copilot.bootstrap.assisting import build_assistance, build_refining
from copilot.bootstrap.calendar import Parts, build_calendar
from copilot.bootstrap.desk import (
    Clock,
    build_asker,
    build_chaining,
    build_drafting,
    packaged_checker,
    packaged_encoder,
    packaged_phrases,
)
from copilot.bootstrap.models import Models, build_models, names_of
from copilot.bootstrap.people import build_people
from copilot.bootstrap.sentences import build_sentences
from copilot.bootstrap.strategy import build_butterfly
from copilot.checking import channel_forms, load_rules, text_forms
from copilot.checking.label_words import load_label_words
from copilot.conversation import ConversationReader, Prototypes, mask_text
from copilot.domain.bench import BenchEvent, BenchFiles
from copilot.domain.brand import Brand
from copilot.domain.conversation import Conversation, Speaker, Turn
from copilot.errors import IndexFailed, ModelFailed
from copilot.knowledge.nearness import QuestionNearness
from copilot.knowledge.reading import Limits, SeparateReader
from copilot.knowledge.search import KnowledgeIndex, UnavailableEmbedder, open_vectors
from copilot.llm import make_embedder, make_former_embedder
from copilot.ports import Embedder
from copilot.settings import Settings
from copilot.store import Store, open_store
from copilot.workflows.ask import Briefing
from copilot.workflows.assistance import Assistance
from copilot.workflows.check import Checking
from copilot.workflows.copilot import Copilot
from copilot.workflows.correct import Correcting
from copilot.workflows.disputes import Disputing
from copilot.workflows.draft import Desk
from copilot.workflows.follow import Following
from copilot.workflows.freshness import Freshness
from copilot.workflows.gaps import Gapping
from copilot.workflows.inspect import Inspecting
from copilot.workflows.keep_up import KeepingUp
from copilot.workflows.knowing import Knowing
from copilot.workflows.labels import Labelling
from copilot.workflows.learn import Learning
from copilot.workflows.opining import Opining
from copilot.workflows.plan import Planning
from copilot.workflows.reply import Replying
from copilot.workflows.rules import Ruling
from copilot.workflows.scripts import Scripting
from copilot.workflows.search import Searching
from copilot.workflows.send import SendKeeping
from copilot.workflows.shelve import Shelving
from copilot.writing import ModelWriter

WORDS_LOADED = 4
"""Brands, the last added, whose dictionaries are loaded at the start: each takes 25 MB."""


def build_copilot(
    settings: Settings, clock: Clock | None = None, embedder: Embedder | None = None, ledger: Store | None = None
) -> Copilot:
    """Join the parts; `embedder` may be one that is loaded already, and `ledger` another store than the configured one,
    which counts what calls of models cost. Raises `StoreFailed`, `Misconfigured`."""
    clock = clock or _now
    store = open_store(settings.resolved_database_url, clock)
    embedder = embedder or build_embedder(settings)
    keeping = build_keeping(settings, store, embedder)
    return join(settings, keeping, embedder, build_models(settings, ledger or store, clock), clock)


def join(
    settings: Settings, keeping: KeepingUp, embedder: Embedder, models: Models, clock: Callable[[], datetime]
) -> Copilot:
    """The workflows on what was opened."""
    store, today = keeping.store, partial(_today, clock)
    learning = Learning(store, keeping, today, build_file_reader(settings))
    knowing, nearness = Knowing(store), QuestionNearness(embedder)
    reader, labelling = ConversationReader(embedder, packaged_prototypes()), Labelling(store, load_label_words())
    assistance = build_assistance(settings, knowing, models.meter)
    searching = Searching(store, keeping.ready, knowing, nearness, assistance, nearness.of_claims)
    checking, briefing = Checking(store, searching, packaged_checker()), Briefing(store, channel_forms(), text_forms())
    chaining = build_chaining(settings, store, knowing, embedder, models)
    drafting = build_drafting(settings, searching, models, clock, chaining)
    people = build_people(store, nearness, Scripting(store, learning, checking, briefing, today), clock)
    parts = Parts(
        settings, store, knowing, drafting, checking, briefing, labelling, learning.reader, clock, today, models
    )
    calendar = build_calendar(parts)
    return Copilot(
        store=store,
        learning=learning,
        searching=searching,
        briefing=briefing,
        drafting=drafting,
        replying=Replying(reader, drafting, build_refining(settings, models.meter), people.sending.examples),
        checking=checking,
        disputing=Disputing(store, today),
        inspecting=build_inspecting(settings, keeping, models, embedder, assistance),
        shelving=Shelving(store, learning),
        correcting=Correcting(store, learning),
        chaining=chaining,
        freshness=Freshness(store),
        gapping=Gapping(store, learning, nearness),
        ruling=Ruling(store, checking, briefing, load_rules(), today, lambda: uuid4().hex),
        labelling=labelling,
        opining=Opining(searching, briefing, build_asker(settings, models.opinion), today),
        spending=models.spending,
        sentences=build_sentences(parts, calendar.review, packaged_phrases()),
        bench=lambda brand, files: run_search_bench(store, embedder, brand, files, assistance),
        people=people,
        calendar=calendar,
        butterfly=build_butterfly(parts, calendar, people.segments),
        today=today,
        demo_dir=settings.knowledge_dir,
        warm_up=lambda: warm_up(store, keeping, reader, drafting.desk, people.sending, calendar.planning),
    )


def build_keeping(settings: Settings, store: Store, embedder: Embedder) -> KeepingUp:
    """The indexes beside the store, and the former embedder's while they are filled."""
    vectors = open_vectors(settings.data_dir / "chroma", settings.chroma_url)
    words = settings.data_dir / "words"

    def open_former(fingerprint: str) -> KnowledgeIndex:
        return KnowledgeIndex(build_former_embedder(fingerprint, settings), vectors, words)

    return KeepingUp(store, Following(store, KnowledgeIndex(embedder, vectors, words)), open_former)


@cache
def packaged_prototypes() -> Prototypes:
    """The example sentences that ship; each embedder encodes them once."""
    return Prototypes.load()


def build_embedder(settings: Settings) -> Embedder:
    """The configured embeddings endpoint, or the encoder that comes with us."""
    return make_embedder(settings) or packaged_encoder()


def build_former_embedder(fingerprint: str, settings: Settings) -> Embedder:
    """The embedder of that fingerprint, which is not the configured one, as far as the settings still lead to it."""
    built_in = packaged_encoder()
    if built_in.fingerprint == fingerprint:
        return built_in
    return make_former_embedder(fingerprint, settings) or UnavailableEmbedder(fingerprint)


def build_reader(settings: Settings) -> ConversationReader:
    """The reader of chats alone, for measuring it."""
    return ConversationReader(build_embedder(settings))


def build_file_reader(settings: Settings) -> SeparateReader:
    """The reader of files in a process of its own, within the configured limits."""
    return SeparateReader(
        Limits(
            file_bytes=settings.max_file_bytes,
            pages=settings.max_pages,
            cells=settings.max_cells,
            unpacked_bytes=settings.max_unpacked_bytes,
            members=settings.max_archive_members,
            seconds=settings.max_file_seconds,
            memory_bytes=settings.max_file_memory_bytes,
        )
    )


def build_inspecting(
    settings: Settings, keeping: KeepingUp, models: Models, embedder: Embedder, assistance: Assistance
) -> Inspecting:
    """Who looks at the parts."""
    told = configured(settings, embedder)
    return Inspecting(keeping.store, keeping, models.tested, told, assistance, others=models.others_tested)


def configured(settings: Settings, embedder: Embedder) -> dict[str, str]:
    """What is configured, for people to read: no key, no password."""
    return {
        "model": settings.model,
        "base_url": without_secrets(settings.base_url),
        **names_of(settings),
        "database": without_secrets(settings.resolved_database_url),
        "vectors": without_secrets(settings.chroma_url) or str(settings.data_dir / "chroma"),
        "embedder": embedder.fingerprint,
        "reranker": settings.rerank_model,
        "rerank_url": without_secrets(settings.rerank_base_url or settings.base_url) if settings.rerank_model else "",
        "rewrite": "on" if settings.rewrite and settings.model else "",
        "data_dir": str(settings.data_dir),
    }


def without_secrets(url: str) -> str:
    """`url` without user, password and query, where keys hide."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{place}{parts.path}" if parts.scheme else url


def warm_up(
    store: Store, keeping: KeepingUp, reader: ConversationReader, desk: Desk, sending: SendKeeping, planning: Planning
) -> bool:
    """Do before the first visitor what they would otherwise wait for; mend indexes that lag or were lost, and fill
    those of another embedder. False where something failed and is to be tried again."""
    steps: list[Callable[[], object]] = [
        lambda: reader.read(Conversation((Turn(Speaker.CUSTOMER, "…"),))),
        lambda: mask_text("…"),
    ]
    if isinstance(desk.model, ModelWriter):
        steps.append(desk.model.warm)
    brands = store.brands.all()
    steps += [partial(_index, keeping, brand) for brand in brands]
    steps += [partial(_load_words, keeping, brand) for brand in brands[-WORDS_LOADED:]]
    steps += [partial(sending.warm, brand) for brand in brands]
    steps.append(planning.warm)
    done = [_done(step) for step in steps]
    return all(done)


def _index(keeping: KeepingUp, brand: Brand) -> None:
    for _ in keeping.catch_up(brand):
        pass
    keeping.bring_up_to_date(brand)


def _load_words(keeping: KeepingUp, brand: Brand) -> None:
    keeping.serving(brand).index.warm(brand)


def _done(step: Callable[[], object]) -> bool:
    try:
        step()
    except (IndexFailed, ModelFailed):
        logging.getLogger(__name__).warning("warming up was not completed", exc_info=True)
        return False
    return True


def run_search_bench(
    store: Store, embedder: Embedder, brand: Brand, files: BenchFiles | None, assistance: Assistance
) -> Iterator[BenchEvent]:
    """Measure search with those files, or without any with the questions in the brand's own knowledge."""
    from copilot.evaluation.bench import run_bench, set_of_brand, set_of_files

    if files is not None:
        return run_bench(set_of_files(files), embedder, assistance)
    passages = [passage for batch in store.documents.batches(brand.id) for passage in batch]
    return run_bench(set_of_brand(brand, passages), embedder, assistance)


def _today(clock: Clock) -> date:
    return clock().astimezone().date()


def _now() -> datetime:
    return datetime.now(UTC)
