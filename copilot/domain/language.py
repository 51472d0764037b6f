"""The two languages the product speaks."""

from enum import StrEnum


class Language(StrEnum):
    """A language of the interface, of prompts and of what is written to customers."""

    ZH = "zh"
    EN = "en"
