"""The calendar's colours can be read, and told apart by people with any kind of colour vision."""

from itertools import combinations

import pytest

from copilot.domain.calendar import ItemState
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node
from copilot.ui.palette import Colour, load_palette

COLOURS = list(load_palette().colours.values())
Rgb = tuple[float, float, float]
# Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# severity 1.0, on linear RGB.
SEEN_BY: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "everybody else": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopes": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for text of usual size."""
LEAST_DISTANCE = 9.0
"""CIE76; about 2.3 is just noticed side by side."""


def linear(colour: str) -> Rgb:
    def one(at: int) -> float:
        value = int(colour[at : at + 2], 16) / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return one(1), one(3), one(5)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lab(rgb: Rgb) -> Rgb:
    """CIE L*a*b* under D65."""
    red, green, blue = rgb
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: Colour, by: str) -> Rgb:
    rgb = linear(colour.fill)
    red, green, blue = (min(1.0, max(0.0, sum(m * v for m, v in zip(row, rgb, strict=True)))) for row in SEEN_BY[by])
    return lab((red, green, blue))


@pytest.mark.parametrize("colour", COLOURS, ids=lambda c: c.id)
def test_a_text_can_be_read_on_its_colour(colour: Colour) -> None:
    light, dark = sorted((luminance(colour.fill), luminance(colour.text)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST


@pytest.mark.parametrize("by", SEEN_BY)
def test_no_two_colours_look_alike(by: str) -> None:
    alike = [
        (one.id, other.id)
        for one, other in combinations(COLOURS, 2)
        if sum((a - b) ** 2 for a, b in zip(seen(one, by), seen(other, by), strict=True)) ** 0.5 < LEAST_DISTANCE
    ]
    assert alike == []


@pytest.mark.parametrize(("by", "values"), [("node", Node), ("state", ItemState), ("channel", Channel)])
def test_every_value_has_a_colour_of_its_own(by: str, values: type[Node]) -> None:
    given = load_palette().chosen[by]
    assert given.keys() == {v.value for v in values}
    assert len(set(given.values())) == len(given)
