"""Joins the writers with what they write from: phrases, prompts, rules, chains."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from functools import cache
from uuid import uuid4

from copilot.bootstrap.models import Models
from copilot.checking import Checker, load_rules
from copilot.checking.jargon import Jargon
from copilot.checking.sentence_kinds import SentenceKinds, weights_for
from copilot.checking.stated_facts import KINDS as STATED
from copilot.checking.stated_facts import WEIGHTS_FILE as STATED_FILE
from copilot.checking.stated_facts import StatedFacts
from copilot.checking.voice_rules import load_voice_rules
from copilot.conversation import what_we_say
from copilot.domain.language import Language
from copilot.domain.spending import CallPurpose
from copilot.knowledge.nearness import KeptVectors
from copilot.knowledge.search import BuiltInEmbedder
from copilot.llm.size import is_small
from copilot.ports import ChatModel, Embedder
from copilot.settings import Settings
from copilot.store import Store
from copilot.workflows.chains import Chaining
from copilot.workflows.draft import Desk, Drafting
from copilot.workflows.knowing import Knowing
from copilot.workflows.search import Searching
from copilot.writing import ExactTokenCounter, ModelWriter, PromptBook
from copilot.writing.chain_asker import ChainAsker
from copilot.writing.events import Writer
from copilot.writing.guided_writer import PROMPT_ID as VOICE_PROMPT
from copilot.writing.guided_writer import GuidedWriter
from copilot.writing.offline import OfflineWriter, PhraseBook, load_phrases
from copilot.writing.prompt_book import load_prompt
from copilot.writing.samples import Likeness, shared_pairs
from copilot.writing.second_opinion import OpinionAsker, load_opinion_prompt

Clock = Callable[[], datetime]


@cache
def packaged_checker() -> Checker:
    """The checker of the rules that ship, one for the process: compiling them takes longer than all else here. What it
    encodes stays in the process, whatever embedder is configured for the knowledge."""
    encoder = packaged_encoder()
    vectors = KeptVectors(encoder)
    weights = weights_for(encoder.fingerprint)
    stated = weights_for(encoder.fingerprint, STATED_FILE, STATED)
    return Checker(
        load_rules(),
        SentenceKinds(vectors, weights) if weights else None,
        StatedFacts(SentenceKinds(vectors, stated)) if stated else None,
    )


@cache
def packaged_encoder() -> BuiltInEmbedder:
    """The encoder that comes with the program, one for the process: it takes 100 MB."""
    return BuiltInEmbedder()


@cache
def packaged_phrases() -> PhraseBook:
    """The phrases that ship."""
    return load_phrases()


def build_chaining(settings: Settings, store: Store, knowing: Knowing, embedder: Embedder, models: Models) -> Chaining:
    """Who builds chains, tells the jargon that texts made of them leave behind, and asks the model, where there is one,
    what a property is for its user."""
    model = models.drafting.called_for(CallPurpose.CHAIN) if models.drafting else None
    asker = ChainAsker(model, load_prompt(settings.prompts_dir / "chain.yaml", "chain")) if model else None
    return Chaining(store, knowing, embedder, Jargon(load_voice_rules()), asker)


def build_drafting(
    settings: Settings, searching: Searching, models: Models, clock: Clock, chaining: Chaining
) -> Drafting:
    """Who writes drafts, with what, at which prices."""
    model = models.drafting
    desk, prices = build_desk(settings, model, searching.nearness), model.prices if model else None
    return Drafting(searching.store, searching, desk, packaged_checker(), clock, lambda: uuid4().hex, prices, chaining)


def build_desk(settings: Settings, model: ChatModel | None, likeness: Likeness = shared_pairs) -> Desk:
    """The writers: the offline one always, the model's where there is a model."""
    offline = OfflineWriter(packaged_phrases(), load_voice_rules().persona.address.other)
    if model is None:
        return Desk(offline)
    guided = settings.model_writes == "guided" or (settings.model_writes == "auto" and is_small(model.name))
    writer = ModelWriter(
        model,
        PromptBook.load(settings.prompts_dir),
        ExactTokenCounter(),
        budget_tokens=settings.prompt_budget_tokens,
        answer_tokens=settings.answer_budget_tokens,
        attempts=settings.model_attempts,
        structured=settings.structured_output != "off",
        likeness=likeness,
        what_we_say=what_we_say,
    )
    return Desk(offline, _guided(writer, offline, settings) if guided else writer)


def _guided(writer: ModelWriter, base: Writer, settings: Settings) -> GuidedWriter:
    """The same writer, saying again what `base` drafts."""
    voice = load_prompt(settings.prompts_dir / f"{VOICE_PROMPT}.yaml", VOICE_PROMPT)
    unparticled = packaged_phrases().of(Language.ZH).words.no_particle_after
    own = {field.name: getattr(writer, field.name) for field in fields(writer)}
    return GuidedWriter(**own, base=base, voice=voice, no_particle_after=unparticled)


def build_asker(settings: Settings, model: ChatModel | None) -> OpinionAsker | None:
    """Who gives second opinions; nobody without a model."""
    return OpinionAsker(model, load_opinion_prompt(settings.prompts_dir)) if model else None
