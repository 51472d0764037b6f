"""Customers and their events as rows and back."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from copilot.domain.conversation import Objection, Stand
from copilot.domain.customer import Consent, Customer, CustomerEvent, EventKind
from copilot.domain.ladder import Step
from copilot.store.customer_tables import customers

OVERWRITTEN = tuple(column.name for column in customers.columns if column.name not in ("place", "id", "brand_id"))
"""What saving a customer again may change."""
AnyRow = Row[*tuple[Any, ...]]


def customer_row(customer: Customer) -> dict[str, Any]:
    """The columns of a customer but for when it was saved."""
    return {
        "id": customer.id,
        "brand_id": customer.brand_id,
        "name": customer.name,
        "code": customer.code,
        "contacts": list(customer.contacts),
        "tags": list(customer.tags),
        "orders": customer.orders,
        "spent_cents": int(customer.spent * 100),
        "first_order": customer.first_order,
        "last_order": customer.last_order,
        "last_contact": customer.last_contact,
        "consent": customer.consent.value,
        "stopped_at": customer.stopped_at,
        "stop_words": customer.stop_words,
        "birthday": customer.birthday,
        "bought": list(customer.bought),
        "remark": customer.remark,
        "fields": [list(field) for field in customer.fields],
        "stand": customer.stand.value if customer.stand else None,
        "step": customer.step.value if customer.step else None,
        "objection": customer.objection.value if customer.objection else None,
        "listed_tags": list(customer.listed_tags),
    }


def customer_of(row: AnyRow) -> Customer:
    return Customer(
        id=row.id,
        brand_id=row.brand_id,
        name=row.name,
        code=row.code,
        contacts=tuple(row.contacts),
        tags=tuple(row.tags),
        orders=row.orders,
        spent=Decimal(row.spent_cents) / 100,
        first_order=row.first_order,
        last_order=row.last_order,
        last_contact=row.last_contact,
        consent=Consent(row.consent),
        stopped_at=row.stopped_at,
        stop_words=row.stop_words,
        birthday=row.birthday,
        bought=tuple(row.bought),
        remark=row.remark,
        fields=tuple((name, value) for name, value in row.fields),
        stand=Stand(row.stand) if row.stand else None,
        step=Step(row.step) if row.step else None,
        objection=Objection(row.objection) if row.objection else None,
        listed_tags=tuple(row.listed_tags or ()),
    )


def event_row(customer_id: str, event: CustomerEvent) -> dict[str, Any]:
    """The columns of an event that is new."""
    return {
        "customer_id": customer_id,
        "kind": event.kind.value,
        "at": event.at,
        "text": event.text,
        "stand": event.stand.value if event.stand else None,
        "step": event.step.value if event.step else None,
        "objection": event.objection.value if event.objection else None,
        "overridden": event.overridden,
        "about": event.about,
        "said_by": event.by,
    }


def event_of(row: AnyRow) -> CustomerEvent:
    return CustomerEvent(
        kind=EventKind(row.kind),
        at=row.at,
        text=row.text,
        id=row.id,
        stand=Stand(row.stand) if row.stand else None,
        step=Step(row.step) if row.step else None,
        objection=Objection(row.objection) if row.objection else None,
        overridden=bool(row.overridden),
        about=row.about,
        by=row.said_by,
    )
