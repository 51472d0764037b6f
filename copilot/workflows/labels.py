"""Labelling texts as made with AI: a choice for each variant of a draft, logged, and the words that go with it."""

from dataclasses import dataclass

from copilot.checking.label_words import LabelWords
from copilot.domain.ai_label import AiLabel, LabelChoice, variant_asset
from copilot.domain.draft import Draft
from copilot.domain.language import Language
from copilot.errors import InvalidInput
from copilot.store import Store


@dataclass(frozen=True, slots=True)
class Labelling:
    """Keeps the choices. Variants are numbered from 1."""

    store: Store
    words: LabelWords

    def choose(self, draft: Draft, number: int, label: AiLabel, *, by: str = "", reason: str = "") -> LabelChoice:
        """Log how a variant is labelled. Raises `InvalidInput` for no label without a reason."""
        if label is AiLabel.NONE and not reason.strip():
            raise InvalidInput("leaving the label out needs a reason", code="reason_missing")
        asset = variant_asset(draft.id, number)
        return self.store.labels.choose(draft.brand_id, asset, label, by=by.strip(), reason=reason.strip())

    def current(self, draft: Draft, number: int) -> LabelChoice | None:
        """The choice that holds for a variant, or None when nobody chose."""
        return self.store.labels.current(draft.brand_id, variant_asset(draft.id, number))

    def log(self, draft: Draft) -> tuple[tuple[int, LabelChoice], ...]:
        """Every choice for the draft with the number of its variant, each variant's oldest first."""
        numbers = range(1, len(draft.variants) + 1)
        return tuple(
            (n, choice) for n in numbers for choice in self.store.labels.log(draft.brand_id, variant_asset(draft.id, n))
        )

    def outgoing(self, draft: Draft, text: str, label: AiLabel | None) -> str:
        """`text` as it is copied: with the words of a visible label on a line of their own, once."""
        words = self.words.text(draft.channel, draft.language)
        if label is not AiLabel.VISIBLE or text.rstrip().endswith(words):
            return text
        return f"{text.rstrip()}\n{words}"

    def declaration(self, draft: Draft, language: Language) -> str:
        """What to declare where the draft is published, told in `language`."""
        return self.words.declare(draft.channel, language)
