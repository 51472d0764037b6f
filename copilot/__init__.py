"""Butterfly Copilot: grounded, checked, human-approved drafts for people who sell through relationships."""

__version__ = "0.1.0"
