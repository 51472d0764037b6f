"""Reading: files as brands have them → passages with roles and places, and typed facts with dates."""

from copilot.knowledge.reading.apart import SeparateReader
from copilot.knowledge.reading.cards import read_brand_card
from copilot.knowledge.reading.days import read_day
from copilot.knowledge.reading.folders import FoundFile, discover
from copilot.knowledge.reading.formats import MEDIA_TYPES, is_archive
from copilot.knowledge.reading.limits import Limits
from copilot.knowledge.reading.passages import passage_id
from copilot.knowledge.reading.places import likeness
from copilot.knowledge.reading.previews import preview_file
from copilot.knowledge.reading.reader import read_file
from copilot.knowledge.reading.sheets import read_sheets

__all__ = [
    "MEDIA_TYPES",
    "FoundFile",
    "Limits",
    "SeparateReader",
    "discover",
    "is_archive",
    "likeness",
    "passage_id",
    "preview_file",
    "read_brand_card",
    "read_day",
    "read_file",
    "read_sheets",
]
