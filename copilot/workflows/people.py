"""Whom a brand writes to and what went out to them, as one part of the copilot."""

from dataclasses import dataclass

from copilot.workflows.scripts import Scripting
from copilot.workflows.send import SendKeeping


@dataclass(frozen=True, slots=True)
class People:
    """What the reply desk needs beside the writers."""

    sending: SendKeeping
    scripts: Scripting
