"""The copilot: every verb of the product on one object. Pages and commands are thin skins over it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from copilot.checking import Exempted
from copilot.conversation import read_paste
from copilot.domain.brand import Brand, Category
from copilot.domain.conversation import Conversation, Reading
from copilot.domain.document import LearnProgress, LearnReport
from copilot.domain.draft import Draft, Finding, Scores, Task
from copilot.domain.evidence import Fact, Passage, Role, SearchHit
from copilot.domain.language import Language
from copilot.domain.query import SearchQuery
from copilot.domain.waiver import Judged, Waiver, judge, verdict_after_waivers
from copilot.errors import InvalidInput
from copilot.store import Store
from copilot.workflows.ask import AS_USUAL, Ask, Briefing
from copilot.workflows.belonging import NamedFile
from copilot.workflows.check import Checking
from copilot.workflows.draft import DraftEvent, Drafting
from copilot.workflows.inspect import Inspecting
from copilot.workflows.learn import Learning
from copilot.workflows.outcome import outcome
from copilot.workflows.reply import ReplyEvent, Replying, Understood
from copilot.workflows.resolve import find, resolve_brand, resolve_product
from copilot.workflows.search import Searching

BRAND_PASSAGES = 4


@dataclass(frozen=True, slots=True)
class Replied:
    """What came of replying: where the customer stands, and the draft whose variants are the replies."""

    reading: Reading
    draft: Draft


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking. `verdict` is `pass`, `warn` or `block`, on what nobody waived."""

    verdict: str
    findings: tuple[Finding, ...]
    judged: tuple[Judged, ...] = ()
    """The same findings, each with the waiver that lets it pass, if any."""
    exempted: tuple[Exempted, ...] = ()
    scores: Scores | None = None


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
    inspecting: Inspecting
    today: Callable[[], date]
    demo_dir: Path
    warm_up: Callable[[], None]
    """Load what the first request would otherwise wait for, and finish what a crash interrupted."""

    def brand(self, name: str | None = None) -> Brand:
        """The brand of that id or name, or the one added last. Raises `UnknownName`, `InvalidInput`."""
        return resolve_brand(self.store, name)

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
        """Learn the invented brands that ship with the program; the Chinese one becomes the default."""
        total = LearnReport(0, 0, 0, 0)
        for folder in sorted(p for p in self.demo_dir.iterdir() if p.is_dir()):
            for event in self.learn_events([folder]):
                if isinstance(event, LearnReport):
                    total += event
                else:
                    yield event
        yield total

    def brand_words(self, brand: Brand, product: str) -> tuple[Passage, ...]:
        """How the brand's own documents put a product: its specification and its claims."""
        roles = (Role.BENEFIT, Role.SPEC)
        return self.store.documents.passages_for(brand.id, roles, product=product, limit=BRAND_PASSAGES)

    def revise(self, draft: Draft, number: int, text: str) -> Draft:
        """Store an edited variant and check it again. Raises `Conflict` when somebody edited it first."""
        return self.drafting.revise(draft, number, text, self.briefing.brief_again(draft, self.today()))

    def search(self, text: str, ask: Ask = AS_USUAL, k: int = 5) -> tuple[SearchHit, ...]:
        """The `k` best passages for `text`, within the product and for the step of `ask`."""
        brand = self.brand(ask.brand)
        product = resolve_product(brand, ask.product)
        return self.searching.search(SearchQuery(brand, text, k, product, ask.step, at=ask.at or self.today()))

    def facts(self, ask: Ask = AS_USUAL) -> tuple[Fact, ...]:
        """Facts of the brand or a product; with `ask.at`, only those in force on that day."""
        brand = self.brand(ask.brand)
        return self.searching.facts(brand, resolve_product(brand, ask.product), ask.at)

    def selling_points(self, ask: Ask) -> Draft:
        """Selling points of `ask.product`, told from the user's side."""
        return outcome(self.write(Task.SELLING_POINTS, ask), Draft)

    def post(self, ask: Ask) -> Draft:
        """A post in the voice of `ask.persona`."""
        return outcome(self.write(Task.POST, ask), Draft)

    def write(self, task: Task, ask: Ask) -> Iterator[DraftEvent]:
        """Selling points or a post, streamed."""
        return self.drafting.draft(self.briefing.brief(task, ask, self.today()))

    def reply(self, chat: str | Conversation, ask: Ask = AS_USUAL) -> Replied:
        """Replies to a pasted chat (or JSON turns)."""
        events = list(self.reply_events(chat, ask))
        return Replied(outcome(events, Understood).reading, outcome(events, Draft))

    def reply_events(
        self, chat: str | Conversation, ask: Ask = AS_USUAL, reading: Reading | None = None
    ) -> Iterator[ReplyEvent]:
        """Replies to a chat, streamed. `reading` is a person's own, when they overrode ours."""
        brief = self.briefing.brief(Task.REPLY, ask, self.today())
        understood = self.replying.understand(self._conversation(chat, brief.brand), brief.brand, reading)
        return self.replying.reply(understood, replace(brief, language=ask.language or understood.language))

    def understand(self, chat: str | Conversation, ask: Ask = AS_USUAL) -> Understood:
        """Where the customer stands, without writing anything. Raises `InvalidInput` for what is no chat."""
        brand = self.brand(ask.brand)
        return self.replying.understand(self._conversation(chat, brand), brand)

    def check(self, text: str, ask: Ask = AS_USUAL) -> Checked:
        """What is wrong with a text somebody wrote. `ask.language` is the language of the findings."""
        brief = self.briefing.brief(Task.POST, ask, self.today())
        seen = self.checking.check(text, brief)
        judged = judge(text, seen.findings, self.store.waivers.of(brief.brand.id, text))
        return Checked(verdict_after_waivers(judged), seen.findings, judged, seen.exempted, seen.scores)

    def waive(self, text: str, finding: Finding, brand: str | None = None, *, why: str, by: str) -> Waiver:
        """Let a finding pass in this wording of the text. Raises `InvalidInput` without a reason."""
        if not why.strip():
            raise InvalidInput("a waiver needs a reason", code="reason_missing")
        return self.store.waivers.add(self.brand(brand).id, text, finding, why=why.strip(), by=by)

    def close(self) -> None:
        """Let go of the database and the indexes."""
        self.learning.index.close()
        self.store.close()

    def _conversation(self, chat: str | Conversation, brand: Brand) -> Conversation:
        reps = [brand.name, *(persona.name for persona in self.store.brands.personas(brand.id))]
        return read_paste(chat, rep_names=reps) if isinstance(chat, str) else chat

    def _named_brand(self, name: str | None) -> Brand | None:
        return resolve_brand(self.store, name) if name else None
