"""Asks a model what a property is for its user, and believes only a sentence that the knowledge's own words carry."""

import re
from dataclasses import dataclass

from copilot.domain.chain import Chain, LinkKind
from copilot.domain.language import Language
from copilot.errors import ModelAnswerUnusable
from copilot.ports import ChatMessage, ChatModel, ChatRequest, TextDelta
from copilot.writing.fences import on_one_line
from copilot.writing.likeness import containment, pairs_of
from copilot.writing.prompt_book import Prompt

ID = "chain"
ANSWER_TOKENS = 120
LONGEST = {Language.ZH: 80, Language.EN: 220}
"""Characters of one sentence with room for a model that cannot count."""
CARRIED = 0.3
"""Share of a sentence's neighbouring characters (words) that stand in the links it is made of."""
COPIED = 0.6
"""Share from which a sentence is only the brand's own again."""
TOLD = (LinkKind.DOES, LinkKind.WORDS, LinkKind.PROOF)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_AROUND = "“”\"'「」『』 \t"


@dataclass(frozen=True, slots=True)
class ChainAsker:
    """Asks the model one chain at a time."""

    model: ChatModel
    prompt: Prompt

    def for_me(self, chain: Chain, language: Language) -> str:
        """A sentence for the link “for me”, for a person to look at.

        Raises `ModelFailed`, also for an answer that is not one sentence out of the links.
        """
        request = ChatRequest(self.render(chain, language), ANSWER_TOKENS, self.prompt.file.temperature)
        text = "".join(e.text for e in self.model.stream(request) if isinstance(e, TextDelta)).strip()
        sentence = text.splitlines()[-1].strip(_AROUND) if text else ""
        if not carried(sentence, chain, language):
            name = self.model.name
            raise ModelAnswerUnusable(f"{name}: not out of the links", model=name, status=200, detail=sentence[:80])
        return sentence

    def render(self, chain: Chain, language: Language) -> tuple[ChatMessage, ...]:
        """The messages; what others wrote is neutralised. Nothing of a private chat is sent."""
        example = getattr(self.prompt.file.example, language.value)
        links = {kind: link for kind in TOLD if (link := chain.link(kind)) and not link.private}
        told = {kind.value: on_one_line(links[kind].text) if kind in links else "" for kind in TOLD}
        shown = {"example_request": example.request, "example_answer": example.answer}
        return self.prompt.fill(language, {"claim": on_one_line(chain.claim.text), **told, **shown})


def carried(sentence: str, chain: Chain, language: Language) -> bool:
    """Whether a sentence says what the links say: no figure of its own, words of theirs, not the brand's again."""
    given = " ".join(link.text for kind in TOLD if (link := chain.link(kind)))
    if not 0 < len(sentence) <= LONGEST[language] or not given:
        return False
    if not set(_FIGURE.findall(sentence)) <= set(_FIGURE.findall(f"{given} {chain.claim.text}")):
        return False
    said = pairs_of(sentence)
    shared = len(said & pairs_of(given)) / len(said) if said else 0.0
    return shared >= CARRIED and containment(said, pairs_of(chain.claim.text)) < COPIED
