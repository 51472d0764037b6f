"""Items of the calendar with texts of one's own, and the people who review them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from copilot.domain.ai_label import AiLabel
from copilot.domain.calendar import Item, ItemState, Purpose, Slot
from copilot.domain.channel import Channel
from copilot.domain.draft import Draft, Task, Usage, Variant, without_marks
from copilot.domain.evidence import EvidenceItem, Fact, Role
from copilot.domain.ladder import Node
from copilot.domain.language import Language
from copilot.domain.review import Actor, Deed, Duty
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from copilot.workflows.draft import cite

BRAND = "shanque"
SOON = date(2026, 11, 25)
"""Two days after the shop's noon; the white tea's promotion runs."""
PLAIN = "今天起风了，煮一壶茶，门口的猫也进来了。"
"""A text with nothing in it to find, and no claim."""
MEI = Actor("mei@example.com", "小美", Duty.AUTHOR)
LIN = Actor("lin@example.com", "林姐", Duty.REVIEWER)
BO = Actor("bo@example.com", "老薄", Duty.REVIEWER)
BOSS = Actor("boss@example.com", "老板", Duty.ADMIN)
ALONE = Actor("local", "local", Duty.ADMIN, alone=True)


def a_slot(item_id: str, day: date = SOON, at: time = time(20, 30)) -> Slot:
    return Slot(item_id, day, at, "g2", Channel.GROUP, Node.OPERATE, None, Purpose.TIP, "起风了")


def a_draft(item_id: str, text: str, evidence: Sequence[EvidenceItem] = ()) -> Draft:
    only = Variant(text, without_marks(text), None, None, "", cite(text, evidence), ())
    return Draft(
        id=f"draft-{item_id}",
        brand_id=BRAND,
        task=Task.POST,
        channel=Channel.GROUP,
        node=Node.OPERATE,
        language=Language.ZH,
        created_at=datetime(2026, 11, 23, tzinfo=UTC),
        text=text,
        variants=(only,),
        evidence=tuple(evidence),
        gaps=(),
        notices=(),
        model="offline",
        prompt=None,
        usage=Usage(),
    )


def written(
    store: Store, item_id: str, text: str = PLAIN, *, evidence: Sequence[EvidenceItem] = (), slot: Slot | None = None,
    by: Actor = MEI,
) -> Item:  # fmt: skip
    """An item with that text, a draft by `by`."""
    draft = a_draft(item_id, text, evidence)
    item = Item(slot or a_slot(item_id), BRAND, ItemState.DRAFT, draft_id=draft.id, author=by.id)
    store.calendar.add([item], Done(by.id, Deed.WRITTEN), [draft])
    return item


def about(product: str, item_id: str, day: date = SOON) -> Slot:
    """A slot that is about a product."""
    return replace(a_slot(item_id, day), product=product)


def citing(fact: Fact, n: int = 1) -> EvidenceItem:
    return EvidenceItem(n, f"{fact.product} {fact.value}{fact.unit}", Role.OFFER, fact.source, fact=fact)


def approved(copilot: Copilot, item_id: str, text: str = PLAIN, slot: Slot | None = None) -> Item:
    """An item that one person wrote and another approved."""
    written(copilot.store, item_id, text, slot=slot)
    copilot.calendar.review.submit(item_id, 1, MEI)
    return copilot.calendar.review.approve(item_id, 2, LIN)


def labelled(copilot: Copilot, item: Item, label: AiLabel = AiLabel.METADATA) -> None:
    """Say how its text is labelled."""
    copilot.calendar.exporting.label(copilot.brand(BRAND), [item], label, MEI, "没有用 AI 写")
