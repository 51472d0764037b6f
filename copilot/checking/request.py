"""What a check is asked, and the one way a finding is made of a notice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from copilot.checking.rulebook import Notice
from copilot.checking.surface import Surface
from copilot.checking.word_lists import OfferPatterns
from copilot.domain.audience import Segment
from copilot.domain.brand import Brand
from copilot.domain.brand_rules import AS_SHIPPED, BrandRules
from copilot.domain.channel import ChannelForm
from copilot.domain.conflict import Disputes
from copilot.domain.draft import Finding, Task
from copilot.domain.evidence import EvidenceItem, Fact
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.domain.text_form import TextForm

_NOTHING = {Language.ZH: "（资料里没有）", Language.EN: "(nothing on record)"}


Nearness = Callable[[Sequence[tuple[str, Sequence[str]]]], Sequence[float]]
"""For each claim, how near in meaning it is to the nearest of some texts, 0..1."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """A text and everything it is held against.

    `facts` are all facts of the brand, whatever their dates, so that an expired one can be told from an unknown one;
    those that a person decided against are left out. `disputes` say which these are, and what sources disagree about.
    `evidence` is what `[n]` cites, or what a search found for the text. `language` is that of the messages.
    """

    text: str
    brand: Brand
    form: ChannelForm
    language: Language
    at: date
    product: str | None = None
    facts: tuple[Fact, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    step: Step | None = None
    persona: Persona | None = None
    segment: Segment | None = None
    task: Task | None = None
    disputes: Disputes = field(default_factory=Disputes)
    nearness: Nearness | None = None
    """Compares meanings; without it claims are compared by their words."""
    rules: BrandRules = AS_SHIPPED
    """What the brand changed about the rules."""
    heard: tuple[str, ...] = ()
    """What the customer wrote that the text answers, with placeholders for personal data."""
    field: str = ""
    """Which field of the channel the text is for; "" for its text."""
    text_form: TextForm | None = None
    """The kind of text; its parts and their limits are checked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A request together with its text as rules read it."""

    request: CheckRequest
    surface: Surface
    offers: OfferPatterns

    @property
    def last_sentence(self) -> tuple[int, int]:
        """Where the text's last sentence stands: the place of a finding about what is missing."""
        sentences = self.surface.sentences
        start, end = (sentences[-1].start, sentences[-1].end) if sentences else (0, len(self.request.text))
        while start < end - 1 and self.request.text[start].isspace():
            start += 1
        return start, end

    def finding(self, notice: Notice, start: int, end: int, **facts: object) -> Finding:
        """A finding about `text[start:end]`; `facts` fill the notice's sentences, and `right` may replace the quote."""
        text, language = self.request.text, self.request.language
        right = str(facts.get("right") or "")
        facts = {"quote": text[start:end], **facts}
        facts["right"] = facts.get("right") or _NOTHING[language]
        return Finding(
            rule=notice.id,
            kind=notice.kind,
            severity=notice.severity.at(self.request.form.reach),
            start=start,
            end=end,
            quote=text[start:end],
            message=notice.message.say(language, **facts),
            basis=notice.basis.say(language),
            suggestion=notice.suggestion.say(language, **facts),
            replacement=right or None,
        )
