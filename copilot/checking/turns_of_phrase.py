"""Turns of phrase by which a sum or a day follows from another: the schema of `turns` in `rules/numbers.yaml`."""

import re

from pydantic import BaseModel, ConfigDict


class Turns(BaseModel):
    """Patterns over lower-case, half-width text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ordered_then: re.Pattern[str]
    """The days of the sentence are those of one order: 周六以后下的单."""
    remainder: re.Pattern[str]
    """The sum behind it is the rest of another: the other $680."""
    half: re.Pattern[str]
    """A sum of the sentence is half of another: half back."""
    was: re.Pattern[str]
    """The sentence tells of what was: that £79 was in May."""
    of_month: re.Pattern[str]
    """The sum before it is a month's."""
    own_measure: re.Pattern[str]
    """How heavy, tall or old somebody's animal or child is."""
    one_before: re.Pattern[str]
    """The sum behind it is what one costs: 平均一袋."""
    one_after: re.Pattern[str]
    """The sum before it is what one costs: a bag, 一袋."""
