"""What gives a machine away besides single phrases: their density, and the shape of the text."""

from collections.abc import Iterable, Iterator

from copilot.checking.request import Reading
from copilot.checking.voice_rules import VoiceBook
from copilot.domain.draft import Finding

CLICHE = "cliche"


class MachineVoice:
    """Shapes and density."""

    def __init__(self, book: VoiceBook) -> None:
        self._shapes = book.machine
        self._notices = book.notices

    def check(self, reading: Reading, worded: Iterable[Finding]) -> Iterator[Finding]:
        """Findings; `worded` are those the wording rules made of the same text."""
        shapes = list(self._odd_shapes(reading))
        yield from shapes
        stock = sorted((f for f in (*worded, *shapes) if f.kind == CLICHE), key=lambda f: f.start)
        dense = self._shapes.dense
        most = dense.phrases * max(1.0, len(reading.request.text) / dense.per_characters)
        if len(stock) >= most:
            first = stock[0]
            yield reading.finding(self._notices["machine_dense"], first.start, first.end, count=len(stock))

    def _odd_shapes(self, reading: Reading) -> Iterator[Finding]:
        in_chat = reading.request.form.channel in self._shapes.chat_channels
        notice = self._notices["machine_shape"]
        for shape in self._shapes.shapes:
            if shape.in_chat and not in_chat:
                continue
            if found := shape.pattern.search(reading.request.text):
                start, end = found.span()
                blanks = len(found[0]) - len(found[0].lstrip("\n"))
                yield reading.finding(notice, start + blanks, end)
        if in_chat and (span := self._emoji_in_every_line(reading.request.text)):
            yield reading.finding(notice, *span)

    def _emoji_in_every_line(self, text: str) -> tuple[int, int] | None:
        lines = [line for line in text.split("\n") if line.strip()]
        habit = len(lines) >= self._shapes.every_line_emoji and all(self._shapes.emoji.search(line) for line in lines)
        last = list(self._shapes.emoji.finditer(text))[-1] if habit else None
        return last.span() if last else None
