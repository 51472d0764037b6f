"""The JSON of documents, previews and corrections."""

from datetime import date
from typing import Any

from copilot.domain.correction import ColumnCorrection, Correction, PassageCorrection, RowCorrection
from copilot.domain.document import Document
from copilot.domain.evidence import Fact, Passage
from copilot.domain.preview import ColumnPreview, Preview, RowPreview, TablePreview
from copilot.json_shapes import notice

Json = dict[str, Any]


def document_row(document: Document) -> Json:
    """`{id, name, version, size_bytes, sha256, media_type, learned_at, passages, facts, corrected, deleted_at}`"""
    return {
        "id": document.id,
        "name": document.name,
        "version": document.version,
        "size_bytes": document.size_bytes,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "learned_at": document.learned_at.isoformat(),
        "passages": document.passages,
        "facts": document.facts,
        "corrected": document.corrected,
        "deleted_at": document.deleted_at.isoformat() if document.deleted_at else None,
    }


def preview(value: Preview) -> Json:
    """`{document, tables: […], passages: […], facts, corrections: […], lost: [id], notices: […]}`; `facts` is how many."""
    return {
        "document": value.file.name,
        "tables": [_table(t) for t in value.tables],
        "passages": [_passage(p, value.said.get(p.id)) for p in value.file.passages],
        "facts": len(value.file.facts),
        "corrections": [correction(c) for c in value.corrections.said],
        "lost": [c.id for c in value.lost],
        "notices": [notice(n) for n in value.file.notices],
    }


def correction(said: Correction) -> Json:
    """`{id, place: column|row|passage, …}` with what was said about it."""
    if isinstance(said, ColumnCorrection):
        dates = said.dates and {"from": _iso(said.dates.valid_from), "to": _iso(said.dates.valid_to)}
        return {
            "id": said.id,
            "place": "column",
            "table": said.table,
            "header": said.header,
            "kind": said.kind or None,
            "dates": dates,
        }
    if isinstance(said, RowCorrection):
        return {"id": said.id, "place": "row", "sheet": said.sheet, "row": said.words, "kind": said.kind.value}
    return _said_of_passage(said)


def _said_of_passage(said: PassageCorrection) -> Json:
    return {
        "id": said.id,
        "place": "passage",
        "passage_id": said.passage_id,
        "text": said.text,
        "role": said.role.value if said.role else None,
        "product": said.product,
    }


def _table(table: TablePreview) -> Json:
    return {
        "key": table.key,
        "sheet": table.sheet,
        "title": table.title,
        "columns": [_column(c) for c in table.columns],
        "rows": [_row(r) for r in table.rows],
    }


def _column(column: ColumnPreview) -> Json:
    return {
        "key": column.key,
        "path": list(column.path),
        "kind": column.kind,
        "read_as": column.read_as,
        "unit": column.unit,
        "currency": column.currency,
        "per": column.per,
        "valid_from": _iso(column.valid_from),
        "valid_to": _iso(column.valid_to),
        "samples": list(column.samples),
        "correction": column.correction or None,
    }


def _row(row: RowPreview) -> Json:
    return {
        "kind": row.kind.value,
        "cells": list(row.cells),
        "locator": row.locator,
        "facts": [_fact(f) for f in row.facts],
        "correction": row.correction or None,
    }


def _fact(fact: Fact) -> Json:
    return {
        "product": fact.product,
        "field": fact.field,
        "value": fact.value,
        "unit": fact.unit,
        "valid_from": _iso(fact.valid_from),
        "valid_to": _iso(fact.valid_to),
    }


def _passage(passage: Passage, said: str | None) -> Json:
    return {
        "passage_id": passage.id,
        "role": passage.role.value,
        "product": passage.product,
        "heading": passage.heading,
        "locator": passage.source.locator,
        "text": passage.text,
        "correction": said,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
