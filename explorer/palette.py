"""Colours: diverging around the city, one neutral hue for context, and the target areas' marks."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from explorer.scale import Scale
from indicators.definitions import Direction, TargetArea

# From neutral outwards, after the hues of ColorBrewer's PuOr: purple is the more favourable side,
# orange the less favourable one. On dark paper the ends are the bright ones.
PURPLE: Final = ("#e9e7ea", "#b9b0d6", "#7c6aa8", "#3f2a72")
ORANGE: Final = ("#e9e7ea", "#f4d1a4", "#e29a46", "#a8540e")
PURPLE_DARK: Final = ("#3c444b", "#675c96", "#9788cc", "#d2c4ff")
ORANGE_DARK: Final = ("#3c444b", "#7d5a2b", "#c28540", "#ffc078")
# From low to high values, where neither end is the better one.
BLUE_GREY: Final = ("#c3d0d8", "#6b8998", "#1d4557")
BLUE_GREY_DARK: Final = ("#2c3a43", "#6b8996", "#c6e3ee")
# How far out a side reaches that has one or two classes only; a side with more reaches the end.
REACH: Final[Mapping[int, float]] = {1: 0.6, 2: 0.85}


@dataclass(frozen=True)
class Mark:
    """How a target area is drawn: shape, and colour on light and on dark paper."""

    shape: str
    light: str
    dark: str


# Chosen to stay apart from each other and from purple and orange, with and without colour vision.
TARGET_AREA_MARKS: Final[Mapping[TargetArea, Mark]] = {
    TargetArea.EARLY_YEARS: Mark("circle", "#287a86", "#22c3c3"),
    TargetArea.SCHOOLING: Mark("square", "#1243d6", "#1e89ee"),
    TargetArea.WORK: Mark("triangle", "#0d1013", "#fdfdfe"),
    TargetArea.LIVING_ENVIRONMENT: Mark("diamond", "#334d0f", "#a6f0aa"),
    TargetArea.PARTICIPATION_TRUST: Mark("hexagon", "#732946", "#f34e8b"),
}


def colours(scale: Scale, *, direction: Direction, dark: bool) -> tuple[str, ...]:
    """
    Give each class of a scale its colour.

    Where the indicator has a better end and the city a position, purple lies on the better side of
    the city and orange on the other one, whichever is higher. A class takes its colour by its
    distance from the city, counted in classes; the side with more classes sets the steps of both,
    so that equal distances look equal. Otherwise one neutral hue grows stronger with the value.

    Returns
    -------
    colours
        Hex, one for each class, lowest first.
    """
    if direction is Direction.CONTEXT or scale.middle is None:
        ramp = BLUE_GREY_DARK if dark else BLUE_GREY
        steps = max(scale.classes - 1, 1)
        shares = [place / steps for place in range(scale.classes)] if scale.breaks else [0.5]
        found = tuple(_along(ramp, share) for share in shares)
        return found[::-1] if scale.descending else found
    better, worse = (PURPLE_DARK, ORANGE_DARK) if dark else (PURPLE, ORANGE)
    low_is_better = (direction is Direction.LOWER_BETTER) != scale.descending
    below, above = (better, worse) if low_is_better else (worse, better)
    # With the city between two classes both of these are one step from neutral.
    distances = [place - scale.middle for place in range(scale.classes)]
    steps_out = [math.ceil(abs(distance)) for distance in distances]
    farthest = max(1, *steps_out)
    reach = REACH.get(farthest, 1.0) / farthest
    return tuple(
        _along(below if distance < 0 else above, steps * reach)
        for distance, steps in zip(distances, steps_out, strict=True)
    )


def _along(ramp: Sequence[str], share: float) -> str:
    """Mix the two neighbouring colours of a ramp at a share of its length, 0 to 1."""
    place = share * (len(ramp) - 1)
    first = min(int(place), len(ramp) - 2)
    pairs = zip(_channels(ramp[first]), _channels(ramp[first + 1]), strict=True)
    mixed = (round(low + (high - low) * (place - first)) for low, high in pairs)
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
