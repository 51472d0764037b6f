"""Pastes where the nickname and the time stand on lines of their own, one above the other."""

import re
from collections.abc import Callable, Sequence

from copilot.conversation.clocks import WHOLE_CLOCK
from copilot.conversation.headers import is_name_like
from copilot.conversation.tables import any_of, pasting

_LONGEST = 24


def unstack(lines: Sequence[str]) -> list[str]:
    """`lines` with each nickname and time put on one line, where the whole paste is stacked so; else as they are."""
    clocks = [i for i, line in enumerate(lines) if _is_clock(line)]
    if len(clocks) < 2:
        return list(lines)
    first = next(i for i, line in enumerate(lines) if line.strip())
    for step, opens in ((-1, clocks[0] - 1), (1, clocks[0])):
        names = [i + step for i in clocks]
        if opens == first and _are_names(lines, names, starts=[min(i, i + step) for i in clocks]):
            return _joined(lines, dict(zip(names, clocks, strict=True)))
    return list(lines)


def _are_names(lines: Sequence[str], names: Sequence[int], starts: Sequence[int]) -> bool:
    """Whether what stands beside every time is a nickname: somebody writes twice, or blank lines part the bubbles."""
    if not all(0 <= i < len(lines) and _is_name(lines[i]) for i in names):
        return False
    called = {lines[i].strip() for i in names}
    parted = all(not lines[i - 1].strip() for i in starts[1:])
    return len(called) < len(names) or (parted and len(called) > 1)


def _joined(lines: Sequence[str], clock_of: dict[int, int]) -> list[str]:
    used = set(clock_of.values())
    told: Callable[[int], str] = lambda i: f"{lines[i].strip()}  {lines[clock_of[i]].strip()}"  # noqa: E731
    return [told(i) if i in clock_of else line for i, line in enumerate(lines) if i not in used]


def _is_clock(line: str) -> bool:
    return bool(WHOLE_CLOCK.match(line.strip())) and bool(re.search(r"[:：]", line))


def _is_name(line: str) -> bool:
    name = line.strip()
    says = any_of((*pasting().rep_phrases, *pasting().customer_phrases)).search(name)
    ends = re.search(r"[吗呢吧呀啊]$", name)
    return 0 < len(name) <= _LONGEST and is_name_like(name) and not (says or ends or re.search(r"[:：]", name))
