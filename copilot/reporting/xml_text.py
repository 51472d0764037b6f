"""Text as XML can carry it."""

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry (section 2.2, Char)."""


def xml_text(text: str) -> str:
    """`text` without what XML cannot carry, its lines ending alike."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n"))
