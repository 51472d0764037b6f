"""How a text is spelt before it is cut: one width, one case, one script, and Latin words by their stems."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from copilot.knowledge.search.scripts import simplified

RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
"""A stretch of CJK characters, or one word of other letters and digits."""
CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
REMEMBERED_WORDS = 50_000


def plain(text: str) -> str:
    """Full-width forms made half-width, letters made small, traditional characters simplified."""
    return simplified(unicodedata.normalize("NFKC", text).casefold())


@lru_cache(REMEMBERED_WORDS)
def stems(word: str) -> tuple[str, ...]:
    """The stem of a Latin word; more than one where the word falls apart."""
    return tuple(_stemmer().analyze(word))


@cache
def _stemmer() -> Any:
    import tantivy

    simple = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return simple.filter(tantivy.Filter.stemmer("english")).build()
