"""Puts the joints of a composed text right: stops, spaces and capitals where pieces meet."""

import re

from copilot.domain.language import Language

_MARKS = r"(?:\[\d+\])+"


def tidy(text: str, language: Language) -> str:
    """The text with one stop where several met, none lost, and no doubled mark or blank."""
    text = text.strip()
    return _tidy_zh(text) if language is Language.ZH else _tidy_en(text)


def _tidy_zh(text: str) -> str:
    text = re.sub(rf"([。！？…]”{_MARKS})[。，；！]", r"\1", text)
    text = re.sub(rf"([。！？…])({_MARKS})([。，；])", r"\1\2", text)
    text = re.sub(r"([，。；：！？、])(?:[，。；、])+", r"\1", text)
    text = re.sub(r"[，、；](?=\s*$)", "。", text)
    return re.sub(r"(\[\d+\])(?:\1)+", r"\1", text)


def _tidy_en(text: str) -> str:
    text = re.sub(rf"([.!?…]”{_MARKS})[.,;](?=\s|$)", r"\1", text)
    text = re.sub(rf"([.!?])({_MARKS})([.,;])(?=\s|$)", r"\1\2", text)
    text = re.sub(r"([,.;:!?])[,.;](?=\s|$)", r"\1", text)
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r"(\[\d+\])(?:\1)+", r"\1", text)
    return re.sub(rf"(^|[.!?](?:{_MARKS})?[ \n]+|\n)([a-z])", lambda m: m[1] + m[2].upper(), text)
