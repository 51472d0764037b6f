"""The copilot: every verb of the product on one object. Pages and commands are thin skins over it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from copilot.domain.bench import BenchEvent, BenchFiles
from copilot.domain.brand import Brand, Category
from copilot.domain.conversation import AS_PASTED, Conversation, PasteChoices, Reading, step_asked_of
from copilot.domain.correction import CorrectionChange
from copilot.domain.document import Document, LearnProgress, LearnReport
from copilot.domain.draft import Draft, Finding, Task
from copilot.domain.evidence import Fact, Passage, Role, SearchHit
from copilot.domain.gap import KnowledgeGap
from copilot.domain.language import Language
from copilot.domain.preview import Preview
from copilot.domain.query import SearchQuery
from copilot.domain.staleness import Stale
from copilot.domain.waiver import Waiver
from copilot.errors import InvalidInput
from copilot.knowledge.models import Difference, differences, families, siblings
from copilot.knowledge.timeline import Timeline, make_timeline
from copilot.store import Store
from copilot.workflows.aliases import with_alias, without_alias
from copilot.workflows.ask import AS_USUAL, Ask, Briefing
from copilot.workflows.belonging import NamedFile
from copilot.workflows.butterfly import Butterfly
from copilot.workflows.calendar import Calendar
from copilot.workflows.chains import Chaining
from copilot.workflows.check import Checked, Checking
from copilot.workflows.correct import Correcting
from copilot.workflows.demo import demo_events
from copilot.workflows.disputes import Disputing
from copilot.workflows.draft import DraftEvent, Drafting
from copilot.workflows.freshness import Freshness
from copilot.workflows.gaps import Gapping
from copilot.workflows.inspect import Inspecting
from copilot.workflows.labels import Labelling
from copilot.workflows.learn import Learning
from copilot.workflows.opining import Opining
from copilot.workflows.outcome import outcome
from copilot.workflows.people import People
from copilot.workflows.reply import Replied, ReplyEvent, Replying, Understood
from copilot.workflows.resolve import find, resolve_brand, resolve_product
from copilot.workflows.rewrite_sentence import SentenceRewriting
from copilot.workflows.rules import Ruling
from copilot.workflows.search import PLAINLY, Manner, Searching
from copilot.workflows.shelve import Shelving
from copilot.workflows.spend import Spending

BRAND_PASSAGES = 4


@dataclass(frozen=True, slots=True)
class Copilot:
    """Made by `bootstrap.build_copilot`. Every verb takes names as people type them."""

    store: Store
    learning: Learning
    searching: Searching
    briefing: Briefing
    drafting: Drafting
    replying: Replying
    checking: Checking
    disputing: Disputing
    inspecting: Inspecting
    shelving: Shelving
    correcting: Correcting
    chaining: Chaining
    freshness: Freshness
    gapping: Gapping
    ruling: Ruling
    labelling: Labelling
    opining: Opining
    spending: Spending
    sentences: SentenceRewriting
    people: People
    calendar: Calendar
    butterfly: Butterfly
    bench: Callable[[Brand, BenchFiles | None], Iterator[BenchEvent]]
    """Measures search with own files, or without any with the brand's own questions. Raises `InvalidInput`."""
    today: Callable[[], date]
    demo_dir: Path
    warm_up: Callable[[], bool]
    """Load what the first request would otherwise wait for, finish what a crash interrupted, and move to another
    embedder; False where something did not answer and it should be called again."""

    def brand(self, name: str | None = None) -> Brand:
        """The brand of that id or name, or the one added last. Raises `UnknownName`, `InvalidInput`."""
        return resolve_brand(self.store, name)

    def add_alias(self, product: str, alias: str, brand: str | None = None) -> Brand:
        """Let a product be called `alias`, too, wherever facts and passages are asked for; another product's full name
        makes both one.

        Raises `UnknownName`, `InvalidInput` for an empty one or one that is another product's alias.
        """
        owner = self.brand(brand)
        name = resolve_product(owner, product) or ""
        return self._renamed(owner, lambda card: with_alias(card, name, alias))

    def remove_alias(self, product: str, alias: str, brand: str | None = None) -> Brand:
        """Let a product no longer be called `alias`. Raises `UnknownName`."""
        owner = self.brand(brand)
        name = resolve_product(owner, product) or ""
        known = {fact.product for fact in self.store.documents.facts(owner.id)}
        return self._renamed(owner, lambda card: without_alias(card, name, alias, known=known))

    def _renamed(self, before: Brand, change: Callable[[Brand], Brand]) -> Brand:
        if self.store.brands.change(before.id, change) != before:
            self.learning.products_renamed(before)
        return self.brand(before.id)

    def add_brand(self, name: str, category: Category | None = None, language: Language | None = None) -> Brand:
        """Add a brand, or change what is given of the card of the one called so. A new brand becomes the default.

        Raises `InvalidInput`.
        """
        if not name.strip():
            raise InvalidInput("a brand needs a name", code="text_empty")
        card = find(name, self.store.brands.all()) or Brand(id=name.strip(), name=name.strip())
        brand = replace(card, category=category or card.category, language=language or card.language)
        self.store.brands.save(brand)
        return brand

    def learn(self, paths: Sequence[Path | str], brand: str | None = None) -> LearnReport:
        """Learn files and folders to their end."""
        return outcome(self.learn_events(paths, brand), LearnReport)

    def learn_events(
        self, paths: Sequence[Path | str], brand: str | None = None
    ) -> Iterator[LearnProgress | LearnReport]:
        """Learn files and folders, telling progress. Without a name, a brand card among them names the brand of the
        files beside and below it; without a card, it is the brand added last."""
        return self.learning.learn_paths([Path(p) for p in paths], self._named_brand(brand))

    def learn_files(
        self, files: Sequence[NamedFile], brand: str | None = None
    ) -> Iterator[LearnProgress | LearnReport]:
        """Learn uploaded files."""
        return self.learning.learn_files(files, self._named_brand(brand))

    def learn_demo(self) -> Iterator[LearnProgress | LearnReport]:
        """Learn the invented brands that ship with the program, and import their customers; the Chinese one becomes the
        default."""
        return demo_events(self.demo_dir, self.learn_events, self.store.brands.get, self.people)

    def documents(self, brand: str | None = None, *, deleted: bool = False) -> tuple[Document, ...]:
        """The live documents by name, or those that are deleted."""
        return self.shelving.all(self.brand(brand), deleted=deleted)

    def versions(self, name: str, brand: str | None = None) -> tuple[Document, ...]:
        """Every version of a document, the first first."""
        return self.shelving.versions(self.brand(brand), name)

    def delete(self, name: str, brand: str | None = None) -> Document:
        """Delete a document; nothing of it is found or cited any more, and it can be restored."""
        return self.shelving.delete(self.brand(brand), name)

    def restore(self, name: str, version: int | None = None, brand: str | None = None) -> Document:
        """Take a deletion back, or let the file of an old version be the newest."""
        return self.shelving.restore(self.brand(brand), name, version)

    def preview(self, file: Path | str, brand: str | None = None) -> Preview:
        """What reading makes of a file on disk, or of the learned document of that name. Nothing is kept."""
        whose = self.brand(brand)
        if (path := Path(file)).is_file():
            return self.correcting.preview_file(whose, path.name, self.learning.reader.load(path, path.name))
        return self.correcting.preview(whose, self.shelving.find(whose, str(file)))

    def correct(self, name: str, change: CorrectionChange, brand: str | None = None) -> Document | None:
        """Say how a document is to be read, now and whenever it is learned again; its new version, where it is live."""
        return self.correcting.correct(self.brand(brand), name, change)

    def stale(self, draft: Draft) -> tuple[Stale, ...]:
        """What the draft cites that the knowledge does not say any more, and what it says instead."""
        return self.freshness.of(draft)

    def brand_words(self, brand: Brand, product: str) -> tuple[Passage, ...]:
        """How the brand's own documents put a product: its specification and its claims."""
        roles = (Role.BENEFIT, Role.SPEC)
        return self.store.documents.passages_for(brand.id, roles, product=product, limit=BRAND_PASSAGES)

    def revise(self, draft: Draft, number: int, text: str) -> Draft:
        """Store an edited variant and check it again. Raises `Conflict` when somebody edited it first."""
        return self.drafting.revise(draft, number, text, self.briefing.brief_again(draft, self.today()))

    def search(
        self,
        text: str,
        ask: Ask = AS_USUAL,
        k: int = 5,
        *,
        context: str | Conversation | None = None,
        manner: Manner = PLAINLY,
    ) -> tuple[SearchHit, ...]:
        """The `k` best passages for `text`, within the product and for the step of `ask`; a question for a price range
        gets the prices in it first. `context` is the chat before it. Raises `InvalidInput`, `UnknownName`."""
        brand = self.brand(ask.brand)
        before = self.replying.masked(context, brand).turns if context else ()
        query = SearchQuery(
            brand, text, k, resolve_product(brand, ask.product), ask.step, at=ask.at or self.today(), context=before
        )
        hits = self.searching.answer(self.searching.in_manner(query, manner))
        self.gapping.note_search(query, hits)
        return hits

    def timeline(self, ask: Ask = AS_USUAL) -> Timeline:
        """What is in force on the day of `ask`, what ends within the week, what starts next, what has ended."""
        brand = self.brand(ask.brand)
        facts = self.searching.facts(brand, resolve_product(brand, ask.product), None)
        return make_timeline(facts, ask.at or self.today())

    def families(self, brand: Brand) -> tuple[tuple[str, ...], ...]:
        """Products with their near-namesakes, each family once."""
        return families(brand.products)

    def compare(self, products: Sequence[str], ask: Ask = AS_USUAL) -> tuple[Difference, ...]:
        """What differs between products on the day of `ask`; of one product, between it and its near-namesakes."""
        brand = self.brand(ask.brand)
        names = [name for p in products if (name := resolve_product(brand, p))]
        family = (*names, *siblings(names[0], brand.products)) if len(names) == 1 else names
        known = self.searching.known_facts(brand)
        doubtful, day = known.disputes.doubtful, ask.at or self.today()
        return differences(family, [f for f in known.standing if f.in_force(day) and f not in doubtful])

    def facts(self, ask: Ask = AS_USUAL) -> tuple[Fact, ...]:
        """Facts of the brand or a product; with `ask.at`, only those in force on that day."""
        brand = self.brand(ask.brand)
        return self.searching.facts(brand, resolve_product(brand, ask.product), ask.at)

    def gaps(self, brand: str | None = None) -> tuple[KnowledgeGap, ...]:
        """What was asked and the knowledge could not answer, most asked first."""
        return self.gapping.gaps(self.brand(brand))

    def answer_gap(self, gap_id: int, text: str, ask: Ask = AS_USUAL) -> KnowledgeGap:
        """Answer a gap: the text becomes an approved FAQ passage (about `ask.product`), found at once."""
        brand = self.brand(ask.brand)
        return self.gapping.answer(brand, gap_id, text, resolve_product(brand, ask.product))

    def selling_points(self, ask: Ask) -> Draft:
        """Selling points of `ask.product`, told from the user's side."""
        return outcome(self.write(Task.SELLING_POINTS, ask), Draft)

    def post(self, ask: Ask) -> Draft:
        """A post in the voice of `ask.persona`."""
        return outcome(self.write(Task.POST, ask), Draft)

    def write(self, task: Task, ask: Ask) -> Iterator[DraftEvent]:
        """Selling points or a post, streamed."""
        return self.gapping.noting(self.drafting.draft(self.briefing.brief(task, ask, self.today())))

    def reply(self, chat: str | Conversation, ask: Ask = AS_USUAL, reading: Reading | None = None) -> Replied:
        """Replies to a pasted chat (or JSON turns). `reading` is a person's own."""
        events = list(self.reply_events(chat, ask, reading))
        return Replied(outcome(events, Understood), outcome(events, Draft))

    def reply_events(
        self, chat: str | Conversation, ask: Ask = AS_USUAL, reading: Reading | None = None
    ) -> Iterator[ReplyEvent]:
        """Replies to a chat, streamed. `reading` is a person's own, when they overrode ours."""
        brief = self.briefing.brief(Task.REPLY, ask, self.today())
        understood = self.replying.understand(self.replying.read_chat(chat, brief.brand), brief.brand, reading)
        reply = self.replying.reply(understood, replace(brief, language=ask.language or understood.language))
        return self.gapping.noting(reply)

    def read_chat(self, text: str, brand: str | None = None, choices: PasteChoices = AS_PASTED) -> Conversation:
        """Who said what in a pasted chat (or JSON turns). Raises `InvalidInput`, `UnknownName`."""
        return self.replying.read_chat(text, self.brand(brand), choices)

    def understand(self, chat: str | Conversation, ask: Ask = AS_USUAL) -> Understood:
        """Where the customer stands, without writing anything. Raises `InvalidInput` for what is no chat."""
        brand = self.brand(ask.brand)
        return self.replying.understand(self.replying.read_chat(chat, brand), brand)

    def check(self, text: str, ask: Ask = AS_USUAL) -> Checked:
        """What is wrong with a text somebody wrote. `ask.language` is the language of the findings."""
        brief = self.briefing.brief(Task.POST, ask, self.today())
        return self.checking.check(text, brief)

    def check_edit(self, draft: Draft, text: str, idea: object = None) -> Checked:
        """What would be found in a variant of the draft with this idea if it said `text`; nothing is kept."""
        brief = self.briefing.brief_again(draft, self.today())
        return self.checking.check_edit(draft, text, replace(brief, step=step_asked_of(idea, brief.step)))

    def waive(self, text: str, finding: Finding, brand: str | None = None, *, why: str, by: str) -> Waiver:
        """Let a finding pass in this wording of the text. Raises `InvalidInput` without a reason."""
        return self.checking.waive(self.brand(brand).id, text, finding, why=why, by=by)

    def close(self) -> None:
        """Let items that are being written come to their end, and let go of the database and the indexes."""
        self.calendar.writing.close()
        self.learning.keeping.close()
        self.store.close()

    def _named_brand(self, name: str | None) -> Brand | None:
        return resolve_brand(self.store, name) if name else None
