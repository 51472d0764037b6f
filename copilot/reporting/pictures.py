"""Charts as pictures: a Vega-Lite specification → PNG or SVG. vl-convert stops here."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

FONTS = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, Noto Sans SC, sans-serif"
"""Of the first of these that is installed the letters of a picture are drawn."""
PNG_SCALE = 2.5

Spec = Mapping[str, Any]
T = TypeVar("T")


def svg_of(spec: Spec) -> str | None:
    """The chart as an `<svg>` element; None where it cannot be drawn here."""
    return _drawn(lambda convert, config: str(convert.vegalite_to_svg(dict(spec), **config)))


def png_of(spec: Spec) -> bytes | None:
    """The chart as a PNG for printing; None where it cannot be drawn here."""
    return _drawn(lambda convert, config: bytes(convert.vegalite_to_png(dict(spec), scale=PNG_SCALE, **config)))


def _drawn(draw: Callable[[Any, dict[str, Any]], T]) -> T | None:
    try:
        import vl_convert  # a JavaScript engine: loaded when the first picture is drawn

        # No address is allowed: a picture is made of what stands in its specification.
        return draw(vl_convert, {"config": {"font": FONTS}, "allowed_base_urls": []})
    except (ImportError, ValueError):
        logging.getLogger(__name__).warning("a chart was not drawn", exc_info=True)
        return None
