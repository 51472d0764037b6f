"""A brand's knowledge in another database: what is known and who speaks, without anything people did with it."""

from sqlalchemy import Table, insert, select

from copilot.store.connection import Database
from copilot.store.customer_tables import (
    customer_books,
    customer_events,
    customer_months,
    customers,
    import_changes,
    stop_traces,
)
from copilot.store.schema import draft_versions, drafts, forms, gap_questions, gaps, index_marks, metadata, waivers
from copilot.store.schema_calendar import (
    audit_trail,
    calendar_cards,
    calendar_items,
    comments,
    item_checks,
    members,
    plans,
    writing_jobs,
    writing_runs,
)
from copilot.store.schema_figures import figure_imports, figures
from copilot.store.schema_fit import fit_answers, model_choices
from copilot.store.schema_insights import insight_deeds
from copilot.store.schema_numbers import calculations, quiet_weeks, week_notes
from copilot.store.schema_sending import sendings
from copilot.store.schema_spending import budgets, model_calls

ROWS_AT_ONCE = 200
"""Few enough for what one statement may carry on SQLite."""
OF_PEOPLE: frozenset[Table] = frozenset(
    {
        *(drafts, draft_versions, forms, gaps, gap_questions, waivers, sendings),
        *(customers, customer_events, customer_months, customer_books, stop_traces, import_changes),
        *(calendar_cards, calendar_items, comments, item_checks, members, plans, audit_trail),
        *(writing_jobs, writing_runs, model_calls, budgets, index_marks),
        *(calculations, week_notes, quiet_weeks, insight_deeds, figures, figure_imports),
        *(fit_answers, model_choices),
    }
)
"""What was written, planned, reckoned, sent and by whom, what it cost, the customers, and how far indexes elsewhere have
read."""


def copy_knowledge(source: Database, target: Database) -> None:
    """Fill the fresh database `target` with the brands of `source`: their cards, papers, facts and rules.

    Drafts, customers, calendars and people stay behind. Raises `StoreFailed`."""
    for table in metadata.sorted_tables:
        if table in OF_PEOPLE:
            continue
        with source.reading() as reading, target.writing() as writing:
            for rows in reading.execute(select(table)).mappings().partitions(ROWS_AT_ONCE):
                writing.execute(insert(table), [dict(row) for row in rows])
