"""Every error of ours, in one tree, sorted by who has to act.

ButterflyError
├── InvalidInput             the person: what was typed or asked for cannot be used
│   ├── UnknownName            no brand, product, persona, segment or draft of that name
│   └── UnreadableFile         a file cannot be learned, and why
├── Misconfigured            the owner: a setting, a prompt file or a rule file is wrong
│   ├── PromptInvalid
│   └── RulesInvalid
├── ModelFailed              the endpoint: a model call gave nothing usable
│   ├── ModelUnreachable       no connection, too slow, or a server error; may pass
│   ├── ModelRateLimited       asked to wait; may pass
│   ├── ModelRefused           key, name or request refused; will not pass by waiting
│   ├── ModelCutOff            the answer stopped before its end
│   ├── ModelAnswerUnusable    empty, or not what was asked for
│   ├── BudgetReached          nothing was sent: the month's budget does not hold the call
│   └── StrayModelCall         a real call where only scripted ones are allowed (tests)
├── Conflict                 two at once: somebody changed it first
└── StoreFailed              the database: cannot be reached, or is from a newer version
    └── IndexFailed            the vector or word index cannot be reached or is broken

`code` names the sentence in the locale files, the attributes of `facts` fill it. The text of an exception is for
developers; people read the sentence.
"""


class ButterflyError(Exception):
    """Base of the tree. `facts` are named values for the sentence that a person will read."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, **facts: object) -> None:
        super().__init__(message)
        self.code = code or type(self).code
        self.facts: dict[str, object] = facts


class InvalidInput(ButterflyError):
    """What was typed or asked for cannot be used as it is."""

    code = "invalid_input"


class UnknownName(InvalidInput):
    """Nothing of that kind is called so. Facts: `kind`, `name`, `known` (a few names that exist)."""

    code = "unknown_name"

    def __init__(self, kind: str, name: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(
            f"no {kind} called {name!r}; known: {', '.join(known) or 'none'}",
            code=f"unknown_{kind}",
            kind=kind,
            name=name,
            known=", ".join(known[:8]),
        )


class UnreadableFile(InvalidInput):
    """A file cannot be learned. Codes: `file_empty`, `file_encrypted`, `file_broken`, `file_foreign`,
    `file_nested`, `file_old`, `file_too_large`, `file_too_slow`, `file_too_hungry`, `file_scanned`, `file_missing`. Facts: `path`,
    `detail`, and `save_as`, the format of today for one of an old Office."""

    code = "file_broken"

    def __init__(self, path: str, code: str, detail: str = "") -> None:
        super().__init__(
            f"{path}: {code} {detail}".strip(), code=code, path=path, detail=detail, save_as=_save_as(path)
        )


class Misconfigured(ButterflyError):
    """A setting cannot be used. Facts: `setting`, `detail`."""

    code = "misconfigured"


class PromptInvalid(Misconfigured):
    """A prompt file breaks its schema, or an input it declares was not given. Facts: `prompt`, `detail`."""

    code = "prompt_invalid"


class RulesInvalid(Misconfigured):
    """A rule file breaks its schema. Facts: `file`, `detail`."""

    code = "rules_invalid"


class ModelFailed(ButterflyError):
    """A model call gave nothing usable. `passes` says whether waiting and asking again may help."""

    code = "model_failed"
    passes = False


class ModelUnreachable(ModelFailed):
    """No connection, no answer in time, or an error of the server itself."""

    code = "model_unreachable"
    passes = True


class ModelRateLimited(ModelFailed):
    """The endpoint asks to wait. Facts: `retry_after_seconds` where it said how long."""

    code = "model_rate_limited"
    passes = True


class ModelRefused(ModelFailed):
    """The endpoint refuses the key, the model's name or the request."""

    code = "model_refused"


class ModelCutOff(ModelFailed):
    """The stream broke before the answer ended. Facts: `received` characters."""

    code = "model_cut_off"
    passes = True


class ModelAnswerUnusable(ModelFailed):
    """The answer is empty or has nothing of what was asked for."""

    code = "model_answer_unusable"
    passes = True


class BudgetReached(ModelFailed):
    """A call was not made, because it could cost more than is left of a month's budget. Codes: `budget_reached`,
    `budget_unpriced` where there is a budget but the model's prices are not set. Facts: `limit`, `spent`, `currency`,
    `scope` (a brand's id, "" for all brands)."""

    code = "budget_reached"


class StrayModelCall(ModelFailed):
    """A real call was about to leave where `BUTTERFLY_ALLOW_MODEL_CALLS` is off."""

    code = "stray_model_call"


class Conflict(ButterflyError):
    """Somebody else changed the same thing first. Facts: `kind`, `id`."""

    code = "conflict"


class StoreFailed(ButterflyError):
    """The database cannot be reached or was written by a newer version. Facts: `detail`."""

    code = "store_failed"


class IndexFailed(StoreFailed):
    """The vector or word index cannot be reached or is broken; `butterfly doctor --repair` makes it anew."""

    code = "index_failed"


def _save_as(path: str) -> str:
    """The format that replaced the one a name ends in."""
    ending = path.rpartition(".")[2].lower()
    formats = {"xls": ".xlsx", "et": ".xlsx", "doc": ".docx", "wps": ".docx", "ppt": ".pptx", "dps": ".pptx"}
    return formats.get(ending, ".xlsx / .docx / .pptx")
