"""What a text says of a thing's powers, parts and terms that the knowledge says the opposite of."""

import re
from collections.abc import Iterator, Mapping

from copilot.checking.asserting import Asserting
from copilot.checking.kept import Kept
from copilot.checking.ledger import Ledger
from copilot.checking.sieve import sieved
from copilot.checking.support import Matcher, Support
from copilot.domain.draft import Finding

_OWN_CLAUSE = re.compile(r"[，,。；;\n]|\.(?=\s|$)")
_SENTENCE = re.compile(r"[。；;！!\n]|\.(?=\s|$)")

Objects = dict[str, tuple[set[str], set[str]]]


class Contradictions:
    """The check, compiled. `verbs` are patterns by name, whose groups say what is affirmed and what is denied."""

    def __init__(self, verbs: Mapping[str, str], matcher: Matcher) -> None:
        self._matcher = matcher
        self._polarity = [(name, sieved(p)) for name, p in verbs.items()]
        self._objects = Kept(_objects)

    def check(self, ledger: Ledger, asserting: Asserting, support: Support) -> Iterator[Finding]:
        """Findings where the text affirms what the knowledge denies of the same thing, or the other way round."""
        read: dict[str | None, tuple[str, str]] = {}
        for name, pattern in self._polarity:
            matches = [match for match, _ in asserting.matches(pattern)]
            known = self._objects(support.stated, pattern.pattern) if matches else {}
            for match in matches if known else ():
                if any(m.start < match.end() <= m.end for m in ledger.mentions):
                    continue
                word, negative = _sides(match)
                product = _spoken_of(ledger, match.start())
                if product not in read:
                    read[product] = self._own(ledger, product)
                named, own = read[product]
                of_it = (s for text in (named, own) if (s := _objects(text, pattern.pattern).get(word)))
                elsewhere = {} if own else known
                sides = next(of_it, None) or elsewhere.get(word, (set[str](), set[str]()))
                same, opposite = sides[int(negative)], sides[int(not negative)]
                if (
                    negative
                    and name.startswith("contain")
                    and self._matcher.denies(match[0])
                    and (has := self._has(own, word))
                ):
                    same, opposite = set[str](), {has}
                if opposite and not same:
                    notice = ledger.notices["claim_contradicted"]
                    yield ledger.reading.finding(notice, match.start(), match.end(), right=min(opposite))

    def _has(self, own: str, word: str) -> str:
        """The clause of a product's own passages that says it has what a text denies; "" where none does."""
        clauses = (c.strip() for c in _OWN_CLAUSE.split(own) if _stands_in(word, c))
        found = next(clauses, "")
        return found if found and not self._matcher.denies(found) else ""

    def _own(self, ledger: Ledger, product: str | None) -> tuple[str, str]:
        """What is said of a product: the sentences that name it, and the passages about it."""
        if not product:
            return "", ""
        named = ledger.plain(product)
        passages = [(i.passage, ledger.plain(i.text)) for i in ledger.reading.request.evidence if i.passage]
        about = (t for p, t in passages if p.product == product or ledger.plain(p.heading).endswith(named))
        return "\n".join(_naming(t, named) for _, t in passages if named in t), "\n".join(about)


def _stands_in(word: str, clause: str) -> bool:
    """Whether a clause has a word; an English one by its beginning: unscented has no scent."""
    return bool(re.search(rf"(?<![a-z]){re.escape(word)}", clause)) if word.isascii() else word in clause


def _spoken_of(ledger: Ledger, at: int) -> str | None:
    """The product named last before `at`, or the one that was asked about."""
    before = [m for m in ledger.mentions if m.start <= at]
    return before[-1].product if before else ledger.reading.request.product


def _naming(text: str, named: str) -> str:
    """The sentences of a text that name a product."""
    return "\n".join(s for s in _SENTENCE.split(text) if named in s)


def _objects(text: str, pattern: re.Pattern[str]) -> Objects:
    found: Objects = {}
    for match in pattern.finditer(text):
        word, negative = _sides(match)
        found.setdefault(word, (set(), set()))[int(negative)].add(match[0])
    return found


def _sides(match: re.Match[str]) -> tuple[str, bool]:
    positive = match["positive"]
    return (positive, False) if positive else (match[match.lastgroup or 0], True)
