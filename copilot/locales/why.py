"""Why a passage was found, in one plain sentence of a person's language."""

from collections.abc import Callable, Iterator

from copilot.domain.evidence import SearchHit
from copilot.domain.why import SharedWord, Why

Say = Callable[..., str]
LONGEST_SENTENCE = 80


def why_sentence(hit: SearchHit, say: Say) -> str:
    """The reasons that were given for a hit, one after the other; "" where it has none."""
    if hit.choice is not None:
        return say(f"why.choice.{hit.choice}")
    if hit.why is None:
        return ""
    return say("why.between").join(
        _reasons(hit.why, say(f"roles.{hit.passage.role}"), hit.passage.product, say)
    ) or say("why.weak")


def _reasons(why: Why, role: str, product: str | None, say: Say) -> Iterator[str]:
    if names := [word for word in why.shared if word.product]:
        yield say("why.names", names=_listed(dict.fromkeys(_name(word, say) for word in names), say))
    if whole := [word.text for word in why.shared if not word.product and not word.partly]:
        yield say("why.words", words=_listed(whole, say))
    if parts := [word.text for word in why.shared if word.partly]:
        yield say("why.parts", words=_listed(parts, say))
    for idea in why.ideas:
        yield say("why.idea", asked=idea.asked, told=idea.told)
    if why.found_by:
        yield say("why.found_by", text=why.found_by)
    if why.sentence:
        yield say("why.sentence", text=_short(why.sentence))
    elif why.near:
        yield say("why.whole")
    if why.step:
        yield say("why.step" if why.preferred else "why.other_step", step=say(f"steps.{why.step}"), role=role)
    if why.narrowed_to and not names:
        yield say("why.narrowed" if product else "why.for_all", names=_listed(why.narrowed_to, say))
    if why.folded:
        yield say("why.folded", count=why.folded)
    if why.reranked_from is not None:
        yield say("why.reranked", place=why.reranked_from)


def _name(word: SharedWord, say: Say) -> str:
    if word.asked:
        return say("why.called", name=word.product, asked=word.asked)
    return word.product or word.text


def _listed(words: "dict[str, None] | list[str] | tuple[str, ...]", say: Say) -> str:
    return say("why.and").join(words)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SENTENCE else f"{line[:LONGEST_SENTENCE]}…"
