"""What a person asks for, in the words they typed, made into a brief."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from copilot.domain.angles import REST
from copilot.domain.brand import Brand
from copilot.domain.calendar import Purpose
from copilot.domain.channel import Channel, ChannelForm
from copilot.domain.draft import Angle, Brief, Draft, Task, Wish
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.domain.text_form import TextForm
from copilot.errors import UnknownName
from copilot.store import Store
from copilot.store.drafts import ToldTo
from copilot.workflows.resolve import resolve_brand, resolve_persona, resolve_product, resolve_segment

DRAFTS_NOT_TO_REPEAT = 6
VARIANTS = 3
DRAFTS_NOT_TO_OPEN_LIKE = 120


@dataclass(frozen=True, slots=True)
class Ask:
    """Names as people type them; None means the usual. `brand` is an id or a name, the others likewise."""

    brand: str | None = None
    product: str | None = None
    segment: str | None = None
    persona: str | None = None
    channel: Channel | None = None
    step: Step | None = None
    node: Node | None = None
    topic: str = ""
    language: Language | None = None
    at: date | None = None
    wish: Wish | None = None
    offered: tuple[str, ...] = ()
    """Texts offered for the same purpose before, as they were shown; none of them is to come again."""
    text_form: str | None = None
    """The id of a form; None leaves the kind of text to the channel."""
    origin: str = ""
    """Where the person came from whom a text welcomes, by its id in the form."""


AS_USUAL = Ask()
"""The brand added last, and everything else as is usual for the task."""

USUAL_CHANNEL: Mapping[Task, Channel] = {
    Task.SELLING_POINTS: Channel.PRIVATE_CHAT,
    Task.POST: Channel.MOMENTS,
    Task.REPLY: Channel.PRIVATE_CHAT,
}


@dataclass(frozen=True, slots=True)
class Briefing:
    """Makes briefs: resolves names, fills in what is usual, remembers what was said before."""

    store: Store
    forms: Mapping[Channel, ChannelForm]
    text_forms: Mapping[str, TextForm] = field(default_factory=dict)

    def brief(self, task: Task, ask: Ask, today: date) -> Brief:
        """The brief for a draft; that of a reply still lacks what its conversation says. Raises `UnknownName`,
        `InvalidInput`."""
        brand = resolve_brand(self.store, ask.brand)
        language = ask.language or brand.language
        kind = self.text_form(ask.text_form, ask.origin)
        node = ask.node or (kind.node if kind else Node.OPERATE if task is Task.POST else Node.CONVERT)
        step = (ask.step or (kind.step if kind else None)) if node is Node.CONVERT else None
        if step is None and task is Task.SELLING_POINTS and node is Node.CONVERT:
            step = Step.INTEREST
        product, segment = resolve_product(brand, ask.product), resolve_segment(self.store, brand, ask.segment)
        persona, form = resolve_persona(self.store, brand, ask.persona), self.form(task, ask.channel, language, kind)
        audience = ToldTo(brand.id, product, form.channel, segment.id if segment else None) if product else None
        return Brief(
            task=task,
            brand=brand,
            language=language,
            at=ask.at or today,
            form=form,
            node=node,
            step=step,
            product=product,
            topic=ask.topic.strip(),
            segment=segment,
            persona=persona,
            said=(*ask.offered, *self.said(brand, task)),
            wish=ask.wish,
            variants=kind.variants if kind else VARIANTS,
            text_form=kind,
            opened=self.store.drafts.openings(brand.id, DRAFTS_NOT_TO_OPEN_LIKE),
            colleagues=tuple(p for p in self.store.brands.personas(brand.id) if persona and p.id != persona.id),
            told=self.told(audience, today) if audience and task is not Task.REPLY else (),
        )

    def brief_again(self, draft: Draft, today: date) -> Brief:
        """The brief a stored draft would have today, to check an edit of it by. Raises `UnknownName`."""
        brand = resolve_brand(self.store, draft.brand_id)
        kind = self.text_forms.get(draft.text_form)
        return Brief(
            task=draft.task,
            brand=brand,
            language=draft.language,
            at=today,
            form=self.form(draft.task, draft.channel, draft.language, kind),
            node=draft.node,
            step=draft.step,
            product=draft.product,
            topic=draft.topic,
            segment=next(
                (s for s in self.store.brands.segments(brand.id, retired=True) if s.id == draft.segment_id), None
            ),
            persona=next(
                (p for p in self.store.brands.personas(brand.id, retired=True) if p.id == draft.persona_id), None
            ),
            text_form=kind,
        )

    def form(
        self, task: Task, channel: Channel | None, language: Language, kind: TextForm | None = None
    ) -> ChannelForm:
        """What fits on the channel, or on the one usual for the kind of text or the task, for texts in that language."""
        form = self.forms[channel or (kind.channels[0] if kind else USUAL_CHANNEL[task])]
        return (kind.within(form) if kind else form).in_language(language)

    def form_of_item(self, purpose: Purpose, channel: Channel) -> TextForm | None:
        """The form an item of the calendar is written in; None where its channel alone says how."""
        return next((f for f in self.text_forms.values() if purpose in f.purposes and channel in f.channels), None)

    def text_form(self, form_id: str | None, origin: str = "") -> TextForm | None:
        """The form of that id for somebody from there; None for no id. Raises `UnknownName`."""
        if not form_id:
            return None
        if (form := self.text_forms.get(form_id)) is None:
            raise UnknownName("text_form", form_id, tuple(self.text_forms))
        try:
            return form.coming_from(origin)
        except KeyError as error:
            raise UnknownName("origin", origin, tuple(o.id for o in form.origins)) from error

    def told(self, audience: ToldTo, today: date) -> tuple[Angle, ...]:
        """The angles of what was drafted of a product for an audience within two weeks, the latest first."""
        return self.store.drafts.told(audience, datetime.combine(today, time(), UTC) - REST)

    def said(self, brand: Brand, task: Task) -> tuple[str, ...]:
        """Texts of the last drafts of this kind, so that the next does not open or run the same way.

        None for replies: they hold the personal data of other customers, and this goes to the model.
        """
        if task is Task.REPLY:
            return ()
        recent = self.store.drafts.recent(brand.id, task, DRAFTS_NOT_TO_REPEAT)
        return tuple(v.plain for draft in recent for v in draft.variants)
