"""Pieces that several pages show. Each is a module with `show(…)` that owns its keys."""
