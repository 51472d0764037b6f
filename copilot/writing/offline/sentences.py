"""Cuts passages into sentences that can stand alone, shortens them at clause ends, and says them the spoken way."""

import re
from dataclasses import dataclass

from copilot.domain.language import Language
from copilot.writing.offline.words import Label, Words

_DIGITS = re.compile(r"\d+(?:[.,:：/]\d+)*")
_MARKUP = re.compile(r"^\s*(?:#{1,6}\s+|[-*•·>]\s+|\d{1,2}[.)、]\s*|[（(]\d{1,2}[）)]\s*)|\*\*|__|`")
_ENDS_ZH = re.compile(r"(?<=[。！？!?；;…])(?![”’」』）)])|(?<=[。！？!?；…][”’」』])")
_ENDS_EN = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“A-Z0-9])|(?<=;)\s+")
_CLAUSES_ZH = re.compile(r"[，,；;]|——")
_CLAUSES_EN = re.compile(r",\s+|;\s+|\s+—\s+|\s+-\s+")
_TRAILING = "。．.！!；;，,、…~～ \t　"
_HELD = "\0"
"""Stands for a semicolon at which a labelled line must not be split."""
_TERMINAL = '。．.！!？?；;…”’"）)'


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its final stop; `raw` is exactly how it stands in the source."""

    text: str
    raw: str
    asks: bool = False
    care: bool = False
    """It stood under a label for care and use."""


def sentences(text: str, words: Words, language: Language) -> list[Sentence]:
    """The sentences of `text` in order. Hard line breaks inside a sentence are healed; markup is dropped."""
    found: list[Sentence] = []
    ends = _ENDS_ZH if language is Language.ZH else _ENDS_EN
    for line in _lines(text, language):
        label = next((known for known in words.labels if re.match(known.find, line)), None)
        whole = re.sub(words.excepts, _HELD, _unlabelled(line, label) if label else line)
        for part in ends.split(whole):
            raw = part.replace(_HELD, words.comma if label and label.care else words.listed).strip()
            bare = raw.rstrip(_TRAILING)
            if bare:
                found.append(Sentence(bare, raw, bare[-1] in "？?", bool(label and label.care)))
    return found


def sayable_sentences(text: str, words: Words, language: Language) -> tuple[tuple[int, Sentence], ...]:
    """Those of the sentences of `text` that can be said at all, each with its place among all of them."""
    found = enumerate(sentences(text, words, language))
    return tuple((place, sentence) for place, sentence in found if is_sayable(sentence.text, words))


def _lines(text: str, language: Language) -> list[str]:
    """Lines with markup removed, joined where a line plainly goes on in the next."""
    joint = "" if language is Language.ZH else " "
    full = 24 if language is Language.ZH else 55
    lines: list[str] = []
    goes_on = False
    for line in text.splitlines():
        bare = _MARKUP.sub("", line).strip()
        starts_anew = bare != line.strip()
        if bare and goes_on and not starts_anew:
            lines[-1] += joint + bare
        elif bare:
            lines.append(bare)
        goes_on = bool(bare) and len(bare) >= full and bare[-1] not in _TERMINAL
    return lines


def _unlabelled(line: str, label: Label) -> str:
    """A labelled line as the sentence it means; its parts stay together, for they lean on the label."""
    whole = re.sub(label.find, label.to, re.sub(r"[；;]\s*(?=\S)", _HELD, line))
    return whole[:1].upper() + whole[1:]


def shorten(text: str, limit: int, words: Words, language: Language) -> str | None:
    """`text` if it fits in `limit` characters, else its leading clauses that do, else None.

    What is cut off holds no negation, condition or figure, so nothing that is kept changes its meaning.
    """
    if len(text) <= limit:
        return text
    best = None
    for cut in (_CLAUSES_ZH if language is Language.ZH else _CLAUSES_EN).finditer(text):
        if cut.start() > limit:
            break
        kept, dropped = text[: cut.start()], text[cut.end() :]
        if _may_cut(kept, dropped, words, language):
            best = kept
    return best


def _may_cut(kept: str, dropped: str, words: Words, language: Language) -> bool:
    shortest = 6 if language is Language.ZH else 18
    if len(kept) < shortest or re.search(words.condition, dropped) or _DIGITS.search(dropped):
        return False
    if re.match(words.follows, dropped) or re.match(words.opens, re.split(r"[，,]\s*", kept)[-1]):
        return False
    if language is Language.EN and not re.match(r"(and|so|then|which|with|you|it|they|we|I)\b", dropped):
        return False
    return _balanced(kept) and bool(re.search(words.whole, kept))


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("“”", "（）", "()", "《》", "「」"))


def stands_alone(sentence: Sentence, words: Words, language: Language) -> bool:
    """Whether the sentence can be read without what stood around it: no table row, heading or leaning start."""
    text = sentence.text
    if not _balanced(text) or "|" in text or "\t" in text or text[-1] in "：:" or re.match(words.leans, text):
        return False
    if language is Language.ZH:
        return len(text) >= 6 and bool(re.search(words.whole, text)) and len(re.findall(r"[一-鿿]", text)) >= 5
    finished = sentence.raw[-1] in '.!?”"' or bool(re.search(words.whole, text))
    return len(text.split()) >= 4 and text[0].upper() == text[0] and finished


def is_sayable(text: str, words: Words) -> bool:
    """Whether the text is free of links, instructions, clichés, absolute words and promises about health."""
    if any(re.search(p, text, re.IGNORECASE) for p in words.unsafe):
        return False
    for pattern in words.avoid:
        for hit in re.finditer(pattern, text, re.IGNORECASE):
            if not re.search(words.denial, text[max(0, hit.start() - 24) : hit.start()], re.IGNORECASE):
                return False
    return True


def speak(text: str, words: Words) -> str:
    """The sentence in spoken language. Figures and the number of negations stay; otherwise it is left as it was."""
    spoken = re.sub(words.lead, "", text)
    for rewrite in words.rewrites:
        spoken = re.sub(rewrite.find, rewrite.to, spoken)
    same_figures = _DIGITS.findall(spoken) == _DIGITS.findall(text)
    if not spoken or not same_figures or _denials(spoken) != _denials(text):
        return text
    return spoken if spoken[0] == text[0] else spoken[0].upper() + spoken[1:]


_DENIALS = re.compile(r"[不没无勿别未非莫]|n't\b|\b(?:not|no|never|without|cannot)\b", re.IGNORECASE)


def _denials(text: str) -> int:
    return len(_DENIALS.findall(text))


def has_figure(text: str) -> bool:
    """Whether a figure stands in the text."""
    return bool(_DIGITS.search(text))
