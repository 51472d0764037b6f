"""Says one sentence otherwise without a model: by leaving out and by replacing, never by inventing."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

from copilot.domain.draft import Brief
from copilot.domain.language import Language
from copilot.domain.sentences import SentenceWish
from copilot.writing.offline.dice import dice_for
from copilot.writing.offline.phrasebook import PhraseBook
from copilot.writing.offline.tidy import tidy
from copilot.writing.offline.voice import Voice
from copilot.yaml_text import read_yaml

_KEPT = re.compile(r"\d|\[\d")
_SHOUT = re.compile(r"[！!]+")
_MARKS = r"(?:\s?\[\d{1,3}\])*"


class SentenceWords(BaseModel):
    """What is left out or replaced, in one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fillers: tuple[str, ...]
    spare_clauses: tuple[str, ...]
    pushing: tuple[str, ...]
    plain: dict[str, str]
    soften: dict[str, str]
    joints: str
    particles: str


class OfflineSentences:
    """Rewrites sentences for the wishes that can be met honestly without a model."""

    def __init__(self, phrases: PhraseBook, part_of_another: re.Pattern[str]) -> None:
        self._phrases, self._part_of_another = phrases, part_of_another

    def rewrite(self, sentence: str, wish: SentenceWish, brief: Brief) -> str | None:
        """The sentence said otherwise; None where that takes a model, also where nothing in it could be changed."""
        ways: dict[SentenceWish, Callable[[str, Brief], str]] = {
            SentenceWish.SHORTER: self._shorter,
            SentenceWish.PLAINER: self._plainer,
            SentenceWish.LESS_SALESY: self._less_salesy,
            SentenceWish.WARMER: self._warmer,
            SentenceWish.IN_PERSONA: self._in_persona,
        }
        if wish not in ways:
            return None
        said = tidy(ways[wish](sentence, brief), brief.language).strip()
        said = said if said[:1].isalnum() or said[:1] in "“「\"'" else re.sub(r"^[\W_]+", "", said)
        same = re.sub(r"\s", "", said) == re.sub(r"\s", "", sentence)
        return None if same or not any(c.isalnum() for c in said) else said

    def _shorter(self, sentence: str, brief: Brief) -> str:
        """Without fillers; then without clauses that only lead up to something, as long as another is left."""
        words = words_of(brief.language)
        lean = _without(sentence, words.fillers)
        clauses = _clauses(lean, words.joints)
        kept = [c for c in clauses if _KEPT.search(c) or not _begins(c, words.spare_clauses)]
        return "".join(kept) if kept else lean

    def _plainer(self, sentence: str, brief: Brief) -> str:
        names = [name for product in brief.brand.products for name in product.names]
        return _replaced(sentence, words_of(brief.language).plain, names)

    def _less_salesy(self, sentence: str, brief: Brief) -> str:
        """Without clauses that only push, without pushing words in others, and without shouting."""
        words = words_of(brief.language)
        kept = [c for c in _clauses(sentence, words.joints) if _KEPT.search(c) or _says(_without(c, words.pushing))]
        calm = _without("".join(kept), words.pushing)
        return _SHOUT.sub("。" if brief.language is Language.ZH else ".", calm)

    def _warmer(self, sentence: str, brief: Brief) -> str:
        softened = _replaced(sentence, words_of(brief.language).soften, ())
        return self._in_persona(_SHOUT.sub("。" if brief.language is Language.ZH else ".", softened), brief)

    def _in_persona(self, sentence: str, brief: Brief) -> str:
        """The persona's form of address, and one of their particles where a Chinese sentence ends without any."""
        if brief.persona is None:
            return sentence
        dice = dice_for(brief)
        voice = Voice(brief, self._phrases.of(brief.language), dice, self._part_of_another)
        said = voice.readdress(sentence)
        words = words_of(brief.language)
        own = [p for p in brief.persona.particles if p in words.particles and p]
        end = re.search(rf"(?<!\d)[\u4e00-\u9fff](?={_MARKS}[。.]?{_MARKS}$)", said)
        if not own or end is None or end[0] in words.particles:
            return said
        return said[: end.end()] + dice.one("sentence-particle", own) + said[end.end() :]


@cache
def words_of(language: Language) -> SentenceWords:
    """The words of one language, which ship with us."""
    content: Any = read_yaml(files(__package__).joinpath("sentence_words.yaml").read_text("utf-8"))
    return SentenceWords.model_validate(content[language.value])


def _clauses(sentence: str, joints: str) -> list[str]:
    """The clauses, each with the joint behind it."""
    return [c for c in re.split(rf"(?<=[{re.escape(joints)}])(?!\d)", sentence) if c]


def _begins(clause: str, openings: Sequence[str]) -> bool:
    bare = clause.strip().lower()
    return any(bare.startswith(opening.lower()) for opening in openings)


def _says(clause: str) -> bool:
    return any(c.isalnum() for c in clause)


def _without(text: str, words: Sequence[str]) -> str:
    return _whole(words).sub("", text) if words else text


def _replaced(text: str, words: dict[str, str], names: Sequence[str]) -> str:
    """`text` with words replaced, but not within names of products."""
    lower = {word.lower(): instead for word, instead in words.items()}
    kept = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(f"(?P<kept>{kept})|{_whole(words).pattern}" if kept else _whole(words).pattern, re.IGNORECASE)

    def turned(found: re.Match[str]) -> str:
        if kept and found["kept"]:
            return found[0]
        instead = lower[found[0].lower()]
        return instead[:1].upper() + instead[1:] if found[0][:1].isupper() else instead

    return pattern.sub(turned, text)


def _whole(words: Sequence[str] | dict[str, str]) -> re.Pattern[str]:
    """Finds the words, the longest first; those in Latin script only as whole words."""
    longest_first = sorted(words, key=len, reverse=True)
    patterns = (rf"(?<![A-Za-z]){re.escape(w)}(?![A-Za-z])" if w.isascii() else re.escape(w) for w in longest_first)
    return re.compile("|".join(patterns), re.IGNORECASE)
