"""From a brief and its evidence to a candidate: prompts within a token budget, answers read leniently."""

from copilot.writing.model_writer import ModelWriter
from copilot.writing.prompt_book import PromptBook
from copilot.writing.tokens import ApproximateTokenCounter, ExactTokenCounter

__all__ = ["ApproximateTokenCounter", "ExactTokenCounter", "ModelWriter", "PromptBook"]
