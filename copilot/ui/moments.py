"""Moments and days as people read them, in the visitor's own time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def zone() -> str:
    """The name of the visitor's time zone; UTC where their browser does not tell."""
    name = st.context.timezone or "UTC"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"
    return name


def moment(at: datetime) -> str:
    """Day and minute, such as `2026-11-23 14:05`."""
    return f"{at.astimezone(ZoneInfo(zone())):%Y-%m-%d %H:%M}"
