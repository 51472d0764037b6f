"""Reading the data of this package and what has its form: strict files, with every word in both languages."""

from collections.abc import Callable
from importlib.resources import files
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from yaml import YAMLError

from copilot.domain.text_form import InBoth
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

Read = TypeVar("Read")
Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """A part of a file; keys that are not declared are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Strict):
    """The same words in both languages."""

    zh: Text
    en: Text

    def in_both(self) -> InBoth:
        """As the domain has them."""
        return InBoth(self.zh, self.en)


def read_file(name: str) -> Any:
    """What a file of this package says."""
    return read_yaml((files(__package__) / name).read_text("utf-8"))


def checked(name: str, read: Callable[[], Read]) -> Read:
    """What `read` makes of the file `name`. Raises `RulesInvalid`."""
    try:
        return read()
    except (ValidationError, ValueError, YAMLError) as error:
        raise RulesInvalid(f"{name}: {error}", file=name, detail=str(error)) from error
