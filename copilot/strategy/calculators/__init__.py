"""Six calculators. What they ask, their formulas and their words are YAML; the formula shown is the one reckoned with."""

from copilot.strategy.calculators.shelf import load_calculators
from copilot.strategy.calculators.working import work_out

__all__ = ["load_calculators", "work_out"]
