"""What a sentence as a whole reads like, where no single word gives it away: learned of labelled sentences.

`benchmarks/learn_sentence_kinds.py` makes the weights. They fit only the encoder they were learned with, the one that
comes with the program, and what the rules find: with new rules they still hold, and are better learned anew.
"""

import base64
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zlib import crc32

from copilot.errors import RulesInvalid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS_FILE = "sentence_kinds.json"
LAWFUL = ""
KINDS = (
    LAWFUL,
    "medical",
    "guarantee",
    "absolute",
    "price_fraud",
    "induced_share",
    "mlm",
    "missing_gift_terms",
    "privacy",
)
BUCKETS = 1 << 15
"""Places for words and cues; two that share one are learned together."""
CUE_WEIGHT = 0.3
SHORTEST_WITH_ENDING = 4
_ENDING = re.compile(r"(?:ing|ed|es|s|ly|er|e|'s)$")
_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"[a-z0-9']+|[\u4e00-\u9fff]|[^\s\w]")

Encode = Callable[[Sequence[str]], Sequence["Floats"]]
"""The vectors of some texts, by the encoder that comes with the program."""

LANGUAGES = ("zh", "en")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in plain form, and what the rules saw in it."""

    text: str
    cues: frozenset[str]


@dataclass(frozen=True, slots=True)
class Limits:
    """From which probability of anything unlawful a person is warned, and from which it is only noted."""

    sure: float
    likely: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Softmax over `kinds`: `meaning` has a row for each number of a vector, `signs` one for each bucket."""

    kinds: tuple[str, ...]
    meaning: "Floats"
    signs: "Floats"
    bias: "Floats"
    chinese: Limits
    english: Limits

    def limits(self, sentence: str) -> Limits:
        """The limits for a sentence of its language."""
        return self.chinese if _HAN.search(sentence) else self.english


class SentenceKinds:
    """Says how probable each kind is. Safe to share between threads."""

    def __init__(self, encode: Encode, weights: Weights) -> None:
        self._encode = encode
        self.weights = weights

    def shares(self, sentences: Sequence[Said]) -> list[Mapping[str, float]]:
        """For each sentence the probability of each kind."""
        import numpy as np

        if not sentences:
            return []
        vectors = np.stack(self._encode([s.text for s in sentences]))
        weights = self.weights
        odds = vectors @ weights.meaning + weights.bias
        odds += np.stack([_sum_of(weights.signs, s) for s in sentences])
        shares = np.exp(odds - odds.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return [dict(zip(weights.kinds, row, strict=True)) for row in shares.tolist()]


def signs_of(said: Said) -> Mapping[int, float]:
    """The buckets of a sentence's words, pairs and threes of them, and of its cues, with how much each counts."""
    words = _grams(said.text)
    found: dict[int, float] = {}
    for signs, weight in ((words, (len(words) + 1) ** -0.5), (said.cues, CUE_WEIGHT)):
        for sign in signs:
            bucket = crc32(sign.encode()) % BUCKETS
            found[bucket] = found.get(bucket, 0.0) + weight
    return found


def cues_of(
    findings: Iterable[tuple[str, str]], exempted: Iterable[tuple[str, str]], tags: Iterable[str], category: str
) -> frozenset[str]:
    """What rules see in a sentence: (rule, kind) of findings, (rule, exemption) of what passes, classes of the lexicon, and
    what the brand sells."""
    classes = sorted(set(tags))
    cues = {f"cat:{category}", *(f"tag:{name}" for name in classes)}
    cues |= {f"pair:{first}|{then}" for at, first in enumerate(classes) for then in classes[at + 1 :]}
    for rule, kind in findings:
        cues |= {f"rule:{rule}", f"kind:{kind}"}
    return frozenset(cues | {f"exempt:{rule}{exemption}" for rule, exemption in exempted})


def weights_for(fingerprint: str, file: str = WEIGHTS_FILE, kinds: tuple[str, ...] = KINDS) -> Weights | None:
    """The weights that come with the program; None for an encoder that they were not learned with."""
    made_with, weights = _load(file)
    if weights.kinds != kinds:
        raise RulesInvalid(f"{file} was learned of other kinds", file=file, detail="kinds")
    return weights if fingerprint == made_with else None


@cache
def _load(file: str) -> tuple[str, Weights]:
    import numpy as np

    data = json.loads((files(__package__) / file).read_text("utf-8"))
    kinds = tuple(data["kinds"])
    bias = np.array(data["bias"], dtype=np.float32)
    limits = (Limits(**data["limits"][language]) for language in LANGUAGES)
    meaning, signs = (_numbers(data[name], len(kinds)) for name in ("meaning", "signs"))
    return data["embedder"], Weights(kinds, meaning, signs, bias, *limits)


def _grams(text: str) -> set[str]:
    tokens = _TOKEN.findall(_DIGITS.sub("0", text))
    stems = [_ENDING.sub("", t) if len(t) > SHORTEST_WITH_ENDING else t for t in tokens]
    grams = {*tokens, *(f"~{stem}" for stem in stems), *(f"~{a}_{b}" for a, b in pairwise(stems))}
    grams |= {f"{a}_{b}" for a, b in pairwise(tokens)}
    grams |= {f"{a}_{b}_{c}" for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False)}
    return grams | {f"{a}__{b}" for a, b in zip(tokens, tokens[2:], strict=False)}


def _sum_of(rows: "Floats", said: Said) -> "Floats":
    import numpy as np

    signs = signs_of(said)
    return np.asarray(np.array(list(signs.values()), dtype=np.float32) @ rows[list(signs)], dtype=np.float32)


def _numbers(said: Mapping[str, Any], kinds: int) -> "Floats":
    """Rows of whole numbers from -127 to 127, times a scale."""
    import numpy as np

    whole = np.frombuffer(base64.b64decode(said["rows"]), dtype=np.int8).astype(np.float32)
    return np.asarray(whole.reshape(-1, kinds) * said["scale"], dtype=np.float32)
