"""The store as one object: opened by URL, brought to the newest migration, made of its parts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from copilot.store.ai_labels import AiLabels
from copilot.store.audit_trail import AuditTrail
from copilot.store.brand_rules import RulesOfBrands
from copilot.store.brands import Brands
from copilot.store.calculations import Calculations
from copilot.store.calendar_items import CalendarItems
from copilot.store.calendar_plans import Audiences, CalendarCards, Plans
from copilot.store.card_book import CardBook
from copilot.store.chains import Chains
from copilot.store.comments import Comments
from copilot.store.connection import Database, connect
from copilot.store.corrections import CorrectionBook
from copilot.store.customer_books import CustomerBooks
from copilot.store.customer_imports import CustomerImports
from copilot.store.customers import Customers
from copilot.store.documents import Documents
from copilot.store.drafts import Drafts
from copilot.store.fatigue_notes import FatigueNotes
from copilot.store.figures import Figures
from copilot.store.fit import FitBook
from copilot.store.forms import Forms
from copilot.store.gaps import Gaps
from copilot.store.habits import Habits
from copilot.store.index_log import IndexLog
from copilot.store.insight_deeds import InsightDeeds
from copilot.store.item_checks import ItemChecks
from copilot.store.knowledge_states import KnowledgeStates
from copilot.store.members import Members
from copilot.store.migrate import bring_up_to_date
from copilot.store.model_calls import ModelCalls
from copilot.store.script_proposals import ScriptProposals
from copilot.store.sendings import Sendings
from copilot.store.settlements import Settlements
from copilot.store.waivers import Waivers
from copilot.store.writing_runs import WritingRuns


@dataclass(frozen=True, slots=True)
class Store:
    """Everything that must not be lost. Shared by threads; other processes may open the same database."""

    brands: Brands
    cards: CardBook
    documents: Documents
    corrections: CorrectionBook
    index: IndexLog
    states: KnowledgeStates
    drafts: Drafts
    forms: Forms
    settlements: Settlements
    gaps: Gaps
    rules: RulesOfBrands
    waivers: Waivers
    labels: AiLabels
    customers: Customers
    customer_imports: CustomerImports
    customer_books: CustomerBooks
    sendings: Sendings
    habits: Habits
    scripts: ScriptProposals
    audiences: Audiences
    plans: Plans
    calendar: CalendarItems
    calendar_cards: CalendarCards
    audit: AuditTrail
    comments: Comments
    runs: WritingRuns
    item_checks: ItemChecks
    members: Members
    chains: Chains
    model_calls: ModelCalls
    insight_deeds: InsightDeeds
    calculations: Calculations
    fatigue: FatigueNotes
    figures: Figures
    fit: FitBook
    db: Database

    def close(self) -> None:
        """Let go of the database."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def utc_now() -> datetime:
    """The moment, with its zone."""
    return datetime.now(UTC)


def open_store(url: str, clock: Callable[[], datetime] = utc_now) -> Store:
    """Open the database at `url` (`sqlite:///…`, `postgresql://…`), making or migrating it where needed.

    Raises `Misconfigured` for a URL of no use, `StoreFailed` when the database cannot be reached or is from a newer
    version. `clock` must give moments with a zone.
    """
    db = connect(url)
    try:
        bring_up_to_date(db)
    except BaseException:
        db.close()
        raise
    return Store(
        brands=Brands(db, clock),
        cards=CardBook(db, clock),
        documents=Documents(db, clock),
        corrections=CorrectionBook(db, clock),
        index=IndexLog(db),
        states=KnowledgeStates(db),
        drafts=Drafts(db, clock),
        forms=Forms(db, clock),
        settlements=Settlements(db, clock),
        gaps=Gaps(db, clock),
        rules=RulesOfBrands(db, clock),
        waivers=Waivers(db, clock),
        labels=AiLabels(db, clock),
        customers=Customers(db, clock),
        customer_imports=CustomerImports(db, clock),
        customer_books=CustomerBooks(db),
        sendings=Sendings(db, clock),
        habits=Habits(db, clock),
        scripts=ScriptProposals(db, clock),
        audiences=Audiences(db),
        plans=Plans(db),
        calendar=CalendarItems(db, clock),
        calendar_cards=CalendarCards(db, clock),
        audit=AuditTrail(db, clock),
        comments=Comments(db, clock),
        runs=WritingRuns(db, clock),
        item_checks=ItemChecks(db),
        members=Members(db, clock),
        chains=Chains(db, clock),
        model_calls=ModelCalls(db, clock),
        insight_deeds=InsightDeeds(db, clock),
        calculations=Calculations(db, clock),
        fatigue=FatigueNotes(db, clock),
        figures=Figures(db, clock),
        fit=FitBook(db, clock),
        db=db,
    )
