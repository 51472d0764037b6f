"""How much of a stranger's file is read: sizes, pages, cells, what archives unfold to, time and memory."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file; each is a setting of its own (`BUTTERFLY_MAX_…`)."""

    file_bytes: int = 20_000_000
    pages: int = 2000
    cells: int = 600_000
    """Filled cells of all sheets and tables of a file together."""
    unpacked_bytes: int = 160_000_000
    """What the parts of an Office file, or the members of an archive, may come to together."""
    members: int = 1000
    """Files in an archive that are learned."""
    seconds: float = 60
    """Processor time."""
    memory_bytes: int = 1_000_000_000
    """Address space that reading a file may take beyond what the reading process has anyway."""


DEFAULT_LIMITS = Limits()
