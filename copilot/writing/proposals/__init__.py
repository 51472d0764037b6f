"""Texts somebody wrote → a card that describes them or those they come from. Pure; nothing asks a model."""
