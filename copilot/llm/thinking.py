"""Drops the `<think>…</think>` blocks that reasoning models send before their answer, while it streams."""

OPENING = "<think>"
CLOSING = "</think>"


class ThinkFilter:
    """Feed it pieces as they come; it returns what of them belongs to the answer."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._answered = False

    def feed(self, piece: str) -> str:
        """The part of the answer that is certain by now."""
        self._held += piece
        out: list[str] = []
        while True:
            mark = CLOSING if self._thinking else OPENING
            before, found, after = self._held.partition(mark)
            if not found:
                break
            if not self._thinking:
                out.append(before)
            self._thinking = not self._thinking
            self._held = after
        kept = _possible_start(self._held, mark)
        sure = self._held[: len(self._held) - kept]
        self._held = self._held[len(sure) :]
        if not self._thinking:
            out.append(sure)
        return self._begin("".join(out))

    def finish(self) -> str:
        """What was held back in case it became a tag. A block that never closed is dropped."""
        rest, self._held = ("" if self._thinking else self._held), ""
        return self._begin(rest)

    def _begin(self, text: str) -> str:
        """Without the blank lines that stand between a thought and its answer."""
        if not self._answered:
            text = text.lstrip()
            self._answered = bool(text)
        return text


def _possible_start(text: str, mark: str) -> int:
    """How many characters at the end of `text` could be the beginning of `mark`."""
    return next((n for n in range(min(len(text), len(mark) - 1), 0, -1) if mark.startswith(text[-n:])), 0)
