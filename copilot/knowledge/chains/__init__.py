"""Chains: a brand's properties told from the user's side, built out of its own files."""

from copilot.knowledge.chains.build import ChainMaterial, Embed, build_chains
from copilot.knowledge.chains.words import load_chain_words

__all__ = ["ChainMaterial", "Embed", "build_chains", "load_chain_words"]
