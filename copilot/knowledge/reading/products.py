"""Which of the brand's products a cell, a heading or a sentence speaks of."""

import re
from dataclasses import dataclass

from copilot.domain.brand import Brand
from copilot.knowledge.reading.lexicon import fold, lexicon


@dataclass(frozen=True, slots=True)
class ProductNames:
    """The names of a brand's products; longer names win, so `云朵记忆枕 Pro` is never read as `云朵记忆枕`."""

    full: dict[str, str]
    """Compact name or alias → full name."""
    pattern: re.Pattern[str] | None

    @staticmethod
    def of(brand: Brand | None) -> "ProductNames":
        """Names and aliases of `brand`; of no brand, none."""
        products = brand.products if brand else ()
        full = {_compact(name): p.name for p in reversed(products) for name in reversed(p.names) if _compact(name)}
        names = sorted((n for p in products for n in p.names if _compact(n)), key=lambda n: -len(_compact(n)))
        pattern = re.compile("|".join(_spaced(n) for n in names)) if names else None
        return ProductNames(full, pattern)

    def mentioned(self, text: str) -> tuple[str, ...]:
        """Full names of the products in `text`, in order, each once."""
        if not self.pattern:
            return ()
        found = (self.full.get(_compact(m[0])) for m in self.pattern.finditer(fold(text)))
        return tuple(dict.fromkeys(name for name in found if name))

    def only(self, text: str) -> str | None:
        """The one product `text` is about; None for none or several."""
        names = self.mentioned(text)
        return names[0] if len(names) == 1 else None

    def named_by(self, cell: str) -> tuple[str, str]:
        """Product and variant that a cell of a product column names.

        A known name alone, or beside a size, colour or bracket, is that product. Anything else is a product of its
        own: `云朵记忆枕 替换枕套` is not the pillow.
        """
        written = " ".join(cell.split())
        exact = self.full.get(_compact(written))
        if exact or not self.pattern:
            return exact or written, ""
        folded = fold(written)
        matches = list(self.pattern.finditer(folded))
        if len({self.full.get(_compact(m[0])) for m in matches}) != 1:
            return written, ""
        match = matches[0]
        rest = (folded[: match.start()] + " " + folded[match.end() :]).strip()
        bare = re.sub(r"[(\[【「《][^)\]】」》]*[)\]】」》]", " ", rest)
        bare = re.sub(r"(?<=\d) (?=[a-z]{1,3}\b)", "", bare)  # 60 ml is one word
        words = [w for w in re.split(r"[\s\-–—_/·,，、:]+", bare) if w and not lexicon().codes.fullmatch(w)]
        if all(lexicon().variants.fullmatch(w) for w in words):
            variant = " ".join(w for w in rest.split() if not lexicon().codes.fullmatch(w))
            return self.full[_compact(match[0])], variant.strip(" -–—_/·,，、:()[]【】「」《》")
        return written, ""


def _compact(text: str) -> str:
    return re.sub(r"[\s\-_·.]+", "", fold(text))


def _spaced(name: str) -> str:
    """A pattern for `name` in folded text that allows any spaces or hyphens where the name has some, or a script changes."""
    folded = fold(name)
    parts = re.findall(r"[a-z0-9]+|[^\sa-z0-9\-_·.]+", folded)
    inner = r"[\s\-_·.]*".join(re.escape(p) for p in parts)
    before = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", parts[0]) else ""
    # English names come in the plural; a Chinese name may be followed by anything.
    after = (
        r"(?:e?s)?(?![a-z0-9])"
        if re.search(r"[a-z]$", parts[-1])
        else (r"(?![0-9])" if parts[-1][-1:].isdigit() else "")
    )
    return f"{before}{inner}{after}"
