"""The version of the rules a text was checked by: what the rule files say, and what a brand changed."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from copilot.domain.brand_rules import AS_SHIPPED, BrandRules

LENGTH = 10


def rules_version(rules: BrandRules = AS_SHIPPED) -> str:
    """A short name that changes with any rule file, followed by another for the brand's changes where there are any."""
    if rules == AS_SHIPPED:
        return _shipped()
    return f"{_shipped()}+{hashlib.sha256(repr(rules).encode('utf-8', 'surrogatepass')).hexdigest()[:LENGTH]}"


@cache
def _shipped() -> str:
    content = hashlib.sha256()
    for file in _rule_files(files(__package__) / "rules"):
        content.update(file.name.encode() + b"\0" + file.read_bytes())
    return content.hexdigest()[:LENGTH]


def _rule_files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += _rule_files(entry)
        elif entry.name.endswith(".yaml"):
            found.append(entry)
    return found
