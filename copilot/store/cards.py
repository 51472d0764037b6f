"""The cards that documents declare: segments and personas."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from copilot.domain.audience import Segment
from copilot.domain.persona import Persona
from copilot.store.packing import Value, pack, unpack
from copilot.store.rows import LIVE
from copilot.store.schema import cards, document_versions, documents

KINDS: dict[type[object], str] = {Segment: "segment", Persona: "persona"}


def write_cards(
    connection: Connection, document_id: str, segments: Sequence[Segment], personas: Sequence[Persona]
) -> None:
    """Let `document_id` declare these cards and no others."""
    connection.execute(delete(cards).where(cards.c.document_id == document_id))
    rows = [
        {"document_id": document_id, "kind": KINDS[type(card)], "position": position, "card": pack(card)}
        for position, card in enumerate((*segments, *personas))
    ]
    if rows:
        connection.execute(insert(cards), rows)


def read_cards(connection: Connection, brand_id: str, kind: type[Value]) -> tuple[Value, ...]:
    """Cards of live documents, in the order they were learned; of two with one id the later learned counts."""
    statement = (
        select(cards.c.card)
        .join_from(cards, documents, documents.c.id == cards.c.document_id)
        .join(document_versions, LIVE)
        .where(documents.c.brand_id == brand_id, cards.c.kind == KINDS[kind])
        .order_by(document_versions.c.id, cards.c.position)
    )
    by_id = {packed["id"]: packed for packed in connection.execute(statement).scalars()}
    return tuple(unpack(kind, packed) for packed in by_id.values())
