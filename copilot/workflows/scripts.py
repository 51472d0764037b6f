"""Quick replies: finding approved scripts, and making a good reply one of them through review."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import yaml

from copilot.conversation import mask_text, traced
from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.conversation import Move
from copilot.domain.document import LearnReport, document_id
from copilot.domain.draft import Draft, Task, without_marks
from copilot.domain.evidence import Passage, Role
from copilot.domain.ladder import Step
from copilot.domain.query import SearchQuery
from copilot.domain.script_proposal import QuickReply, ScriptProposal, ScriptState
from copilot.errors import Conflict, InvalidInput, UnknownName, UnreadableFile
from copilot.store import Store
from copilot.workflows.ask import Ask, Briefing
from copilot.workflows.belonging import NamedFile
from copilot.workflows.check import Checked, Checking
from copilot.workflows.learn import Learning
from copilot.workflows.of_item import require_no_item
from copilot.workflows.outcome import outcome
from copilot.workflows.resolve import resolve_brand, resolve_product
from copilot.workflows.send import move_of

FOUND = 8
LISTED = 200
SITUATION = 80
SCRIPTS_FOLDER = "scripts"


@dataclass(frozen=True, slots=True)
class ScriptWording:
    """A script as a reviewer wants it; None leaves a part as it was proposed. `product` "" means any."""

    text: str | None = None
    situation: str | None = None
    product: str | None = None


AS_PROPOSED = ScriptWording()


@dataclass(frozen=True, slots=True)
class Scripting:
    """Finds scripts, and keeps the queue of replies proposed as scripts. Variants are numbered from 1."""

    store: Store
    learning: Learning
    checking: Checking
    briefing: Briefing
    today: Callable[[], date]

    def search(self, brand: Brand, text: str, k: int = FOUND, *, product: str | None = None) -> tuple[QuickReply, ...]:
        """The approved scripts that fit `text` best; without a text, the first ones as the documents have them.

        Personal data in `text` is masked before anything is looked up. `{product}` in a script becomes the product it
        is about, else `product`; other blanks stay (see `QuickReply.blanks`).
        """
        found = self._found(brand, text, k) if text.strip() else self.all(brand)[:k]
        return tuple(_about(quick, quick.product or product) for quick in found)

    def _found(self, brand: Brand, text: str, k: int) -> tuple[QuickReply, ...]:
        query = SearchQuery(brand, mask_text(text.strip(), brand=brand).text, k, roles=(Role.SCRIPT,), at=self.today())
        return tuple(quick_reply(hit.passage) for hit in self.checking.searching.search(query))

    def all(self, brand: Brand) -> tuple[QuickReply, ...]:
        """The brand's scripts, at most 200."""
        return tuple(quick_reply(p) for p in self.store.documents.passages_for(brand.id, (Role.SCRIPT,), limit=LISTED))

    def propose(self, draft: Draft, number: int, text: str | None = None) -> ScriptProposal:
        """Propose a variant, as it is now or reworded as `text`, as a script; the same variant is proposed once.

        Personal data becomes placeholders, which a reviewer has to reword. Raises `UnknownName` for a variant there is
        not, `InvalidInput` for an empty text, and for a draft of the calendar (`goes_with_item`).
        """
        require_no_item(draft)
        if not 1 <= number <= len(draft.variants):
            raise UnknownName("variant", str(number), tuple(str(n) for n in range(1, len(draft.variants) + 1)))
        variant = draft.variants[number - 1]
        words = without_marks(variant.text if text is None else text).strip()
        if not words:
            raise InvalidInput("nothing to propose", code="text_empty")
        brand = self.store.brands.get(draft.brand_id)
        return self.store.scripts.propose(
            ScriptProposal(
                id=0,
                brand_id=draft.brand_id,
                draft_id=draft.id,
                variant=number,
                text=mask_text(words, brand=brand, names=traced(words, draft.traces, draft.id)).text,
                situation=" ".join(draft.customer_words.split())[:SITUATION],
                proposed_at=draft.created_at,
                product=draft.product,
                step=draft.step,
                move=move_of(variant.idea),
            )
        )

    def proposed(self, brand: Brand, state: ScriptState = ScriptState.PROPOSED) -> tuple[ScriptProposal, ...]:
        """What waits for a reviewer, or was decided, the oldest first."""
        return self.store.scripts.of(brand.id, state)

    def check(self, proposal: ScriptProposal, wording: ScriptWording = AS_PROPOSED) -> Checked:
        """What checking finds in the script as it would be approved. Raises `InvalidInput` for an empty text."""
        script = self._worded(proposal, wording)
        ask = Ask(script.brand_id, script.product, channel=Channel.PRIVATE_CHAT, step=script.step)
        return self.checking.check(script.text, self.briefing.brief(Task.REPLY, ask, self.today()))

    def personal_data(self, proposal: ScriptProposal, wording: ScriptWording = AS_PROPOSED) -> tuple[str, ...]:
        """Personal data, or placeholders for it, in the script as it would be approved. Raises `InvalidInput` for an
        empty text."""
        script = self._worded(proposal, wording)
        brand, draft = self.store.brands.get(script.brand_id), self.store.drafts.get(script.draft_id)
        said = f"{script.text}\n{script.situation}"
        names = traced(said, draft.traces, draft.id) if draft else ()
        masks = (mask_text(text, brand=brand, names=names).mask for text in (script.text, script.situation))
        return tuple(dict.fromkeys(item.original for mask in masks for item in mask.items))

    def approve(self, proposal_id: int, by: str = "", wording: ScriptWording = AS_PROPOSED) -> ScriptProposal:
        """Make it a script, found at once. Raises `InvalidInput` for a text or situation that is empty, for personal
        data in them (script_personal), for a `block` nobody waived (script_blocked); `Conflict` when it is decided."""
        script = self._worded(self.store.scripts.get(proposal_id), wording)
        if script.state is not ScriptState.PROPOSED:
            raise Conflict(f"proposal {proposal_id} is decided", kind="script_proposal", id=proposal_id)
        if not script.situation:
            raise InvalidInput("a script needs a situation", code="situation_empty")
        if found := self.personal_data(script):
            raise InvalidInput("personal data in a script", code="script_personal", found="、".join(found))
        if self.check(script).verdict == "block":
            raise InvalidInput("a finding blocks it", code="script_blocked")
        brand = resolve_brand(self.store, script.brand_id)
        name = script_name(script)
        approved = replace(
            script, state=ScriptState.APPROVED, by=by.strip(), document_id=document_id(script.brand_id, name)
        )
        self._learn(brand, name, script)
        try:
            return self.store.scripts.decide(approved)
        except Conflict:
            if self.store.scripts.get(proposal_id).state is ScriptState.REJECTED:
                self.learning.delete(brand, document_id(brand.id, name))
            raise

    def reject(self, proposal_id: int, why: str, by: str = "") -> ScriptProposal:
        """Leave it. Raises `InvalidInput` without a reason, `Conflict` when it is decided, `UnknownName`."""
        if not why.strip():
            raise InvalidInput("rejecting needs a reason", code="reason_missing")
        proposal = self.store.scripts.get(proposal_id)
        return self.store.scripts.decide(
            replace(proposal, state=ScriptState.REJECTED, why=why.strip(), by=by.strip())
        )  # fmt: skip

    def reopen(self, proposal_id: int) -> ScriptProposal:
        """Take a decision back; what was approved is no script any more. Raises `UnknownName`."""
        decided = self.store.scripts.get(proposal_id)
        if decided.state is ScriptState.PROPOSED:
            return decided
        open_again = replace(decided, state=ScriptState.PROPOSED, why="", by="", document_id=None)
        reopened = self.store.scripts.decide(open_again, decided.state)
        if decided.document_id:
            self.learning.delete(resolve_brand(self.store, decided.brand_id), decided.document_id)
        return reopened

    def _worded(self, proposal: ScriptProposal, wording: ScriptWording) -> ScriptProposal:
        text = proposal.text if wording.text is None else wording.text
        situation = proposal.situation if wording.situation is None else wording.situation
        product = proposal.product
        if wording.product is not None:
            product = resolve_product(resolve_brand(self.store, proposal.brand_id), wording.product)
        if not text.strip():
            raise InvalidInput("a script needs a text", code="text_empty")
        return replace(proposal, text=text.strip(), situation=" ".join(situation.split()), product=product)

    def _learn(self, brand: Brand, name: str, script: ScriptProposal) -> None:
        content = script_document(script).encode()
        report = outcome(self.learning.learn_files([NamedFile(name, lambda: content)], brand), LearnReport)
        for failure in report.failed:
            raise UnreadableFile(failure.path, failure.code, failure.reason)


def quick_reply(passage: Passage) -> QuickReply:
    """A script passage as a rep finds it."""
    step, move = passage.tag("step"), passage.tag("move")
    return QuickReply(
        passage.id,
        passage.text,
        passage.tag("question") or passage.heading,
        passage.source.document,
        passage.product,
        Step(step) if step else None,
        Move(move) if move else None,
    )


def _about(quick: QuickReply, product: str | None) -> QuickReply:
    return replace(quick, text=quick.text.replace("{product}", product)) if product else quick


def script_name(script: ScriptProposal) -> str:
    """The name of the document that a script becomes: `scripts/12 有点贵.yaml`."""
    words = re.sub(r"[^\w ]+", " ", script.situation).strip()[:40].strip()
    return f"{SCRIPTS_FOLDER}/{script.id} {words}.yaml"


def script_document(script: ScriptProposal) -> str:
    """The script as a document that is read as one script passage."""
    card = {"id": f"reply-{script.id}", "when": script.situation, "say": script.text}
    optional = {"move": script.move, "step": script.step, "product": script.product}
    card |= {key: str(value) for key, value in optional.items() if value}
    return str(yaml.safe_dump({"scripts": [card]}, allow_unicode=True, sort_keys=False, width=1000))
