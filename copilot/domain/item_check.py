"""What a check of an item's text came to, kept with the wording and with the state of everything it was held against."""

from dataclasses import dataclass

from copilot.domain.calendar import UsedFact
from copilot.domain.draft import Finding


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a text stands on: facts it cites or whose figures it says, the live passages it cites (ids), its sums of
    money as written, and what it claims in words that are not those of the evidence it cites (`reviewing.claims`). Of
    all its `claimed` sentences that claim something, `cited` cite evidence."""

    facts: tuple[UsedFact, ...] = ()
    passages: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    claimed: int = 0
    cited: int = 0


@dataclass(frozen=True, slots=True)
class ItemCheck:
    """The check of one wording of an item. `state` is equal exactly while rules, knowledge, the brand's card, and day
    and place of the item are; an older one says nothing about today."""

    item_id: str
    text_hash: str
    state: str
    findings: tuple[Finding, ...]
    grounds: Grounds = Grounds()


@dataclass(frozen=True, slots=True)
class Passed:
    """What a reviewer read and passed with a wording: what it claimed, and the ids of the rules that found something."""

    claims: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
