"""What a reply costs before a word is written: its prompt's tokens, and how many are the same as in other replies of
the same brand and persona, which providers keep from call to call."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copilot.ports import ChatMessage, TokenCounter


@dataclass(frozen=True, slots=True)
class ReplyPrompt:
    """A rendered prompt as one text, and whose it is."""

    case: str
    voice: tuple[str, str]
    """Brand and persona."""
    text: str

    @classmethod
    def of(cls, case: str, voice: tuple[str, str], messages: Sequence[ChatMessage]) -> "ReplyPrompt":
        """The messages with their roles, as they lie in the order that is sent."""
        return cls(case, voice, "\n".join(f"<{m.role}>\n{m.content}" for m in messages))


def reply_costs(prompts: Sequence[ReplyPrompt], counter: TokenCounter) -> Mapping[str, dict[str, float]]:
    """By case: `reply_prompt_tokens`, and `stable_share` where its brand and persona have several replies."""
    by_voice: dict[tuple[str, str], list[ReplyPrompt]] = defaultdict(list)
    for prompt in prompts:
        by_voice[prompt.voice].append(prompt)
    costs: dict[str, dict[str, float]] = {}
    for those in by_voice.values():
        stable = counter.count(_common_beginning([p.text for p in those])) if len(those) > 1 else None
        for prompt in those:
            tokens = counter.count(prompt.text)
            share = {} if stable is None else {"stable_share": stable / tokens}
            costs[prompt.case] = {"reply_prompt_tokens": float(tokens), **share}
    return costs


def _common_beginning(texts: Sequence[str]) -> str:
    first, last = min(texts), max(texts)
    different = (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(different, len(first))]
