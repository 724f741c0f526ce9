"""Colours can be told apart and put in order by eye, with and without full colour vision."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from explorer.palette import (
    ORANGE,
    ORANGE_DARK,
    PURPLE,
    PURPLE_DARK,
    TARGET_AREA_MARKS,
    colours,
)
from explorer.scale import Scale
from explorer.view import Scheme
from indicators.definitions import Direction, TargetArea

Vector = NDArray[np.float64]

# sRGB to XYZ, IEC 61966-2-1.
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
# Linear RGB as seen with a missing kind of cone: Machado, G. M., Oliveira, M. M. and Fernandes,
# L. A. F. (2009). A physiologically-based model for simulation of color vision deficiency. IEEE
# Transactions on Visualization and Computer Graphics 15(6), 1291–1298, severity 1.0.
# doi:10.1109/TVCG.2009.113
VISIONS = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
# A difference of about 2.3 in CIELAB is just noticeable side by side (Mahy, M. and others (1994).
# Evaluation of uniform color spaces developed after the adoption of CIELAB and CIELUV. Color
# Research and Application 19(2), 105–121). Classes may lie far apart on the map: more is asked.
NEIGHBOURS_APART = 11.0
CROWDED_NEIGHBOURS_APART = 5.5
MARKS_APART = 20.0
SEA_APART = 7.5
PAPER = {False: "#ffffff", True: "#10181f"}
MIDDLES = [(classes, middle / 2) for classes in range(2, 10) for middle in range(-1, 2 * classes)]


def linear(colour: str) -> Vector:
    channels = np.array(list(bytes.fromhex(colour[1:]))) / 255
    low = channels / 12.92
    return np.where(channels <= 0.04045, low, ((channels + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str = "full") -> Vector:
    seen = np.clip(VISIONS[vision] @ linear(colour), 0, 1)
    ratio = (TO_XYZ @ seen) / TO_XYZ.sum(axis=1)
    x, y, z = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one: str, other: str, vision: str) -> float:
    """Colour difference CIE76: the distance in CIELAB."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    darker, lighter = sorted(float(TO_XYZ[1] @ linear(each)) for each in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def scale_of(classes: int, middle: float | None, *, descending: bool = False) -> Scale:
    breaks = tuple(float(each) for each in range(classes - 1))
    return Scale(breaks, middle, Scheme.CITY, descending)


def paint(
    classes: int, middle: float | None, direction: Direction = Direction.LOWER_BETTER, **how: bool
) -> tuple[str, ...]:
    scale = scale_of(classes, middle, descending=how.get("descending", False))
    return colours(scale, direction=direction, dark=how.get("dark", False))


def is_purple(colour: str) -> bool:
    red, _, blue = bytes.fromhex(colour[1:])
    return blue > red + 5


def is_orange(colour: str) -> bool:
    red, _, blue = bytes.fromhex(colour[1:])
    return red > blue + 5


# The tools of this file, against published values


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_lab_of_pure_red_is_the_published_one() -> None:
    """Lindbloom, B. (2017). CIE Color Calculator: sRGB 255, 0, 0 under D65."""
    assert lab("#ff0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


def test_grey_is_grey_in_every_vision() -> None:
    for vision in VISIONS:
        assert lab("#808080", vision)[1:] == pytest.approx([0, 0], abs=0.1)


# Diverging


def test_seven_classes_have_the_colours_of_the_design() -> None:
    assert paint(7, 3) == (
        *("#3f2a72", "#7c6aa8", "#b9b0d6"),
        "#e9e7ea",
        *("#f4d1a4", "#e29a46", "#a8540e"),
    )


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("direction", "descending", "purple_first"),
    [
        (Direction.LOWER_BETTER, False, True),
        (Direction.HIGHER_BETTER, False, False),
        # Rank 1 is the highest value.
        (Direction.LOWER_BETTER, True, False),
        (Direction.HIGHER_BETTER, True, True),
    ],
)
def test_purple_is_the_better_end_whichever_that_is(
    direction: Direction, descending: bool, purple_first: bool, dark: bool
) -> None:
    found = paint(5, 2, direction, descending=descending, dark=dark)
    better, worse = (found[:2], found[3:]) if purple_first else (found[3:], found[:2])
    assert all(is_purple(each) for each in better)
    assert all(is_orange(each) for each in worse)


@pytest.mark.parametrize("dark", [False, True])
def test_no_end_is_red(dark: bool) -> None:
    """Hue from 0 (red) to 360 degrees; orange lies about 30, purple about 260."""
    for colour in (paint(9, 4, dark=dark)[0], paint(9, 4, dark=dark)[-1]):
        red, green, blue = (int(each) for each in bytes.fromhex(colour[1:]))
        hue = np.degrees(np.arctan2(np.sqrt(3) * (green - blue), 2 * red - green - blue)) % 360
        assert 20 < hue < 300


@pytest.mark.parametrize("dark", [False, True])
def test_class_of_the_city_is_neutral(dark: bool) -> None:
    for classes, middle in MIDDLES:
        found = paint(classes, middle, dark=dark)
        neutral = [place for place, colour in enumerate(found) if colour == PURPLE[0]]
        neutral += [place for place, colour in enumerate(found) if colour == PURPLE_DARK[0]]
        assert neutral == ([int(middle)] if middle == int(middle) else [])


def test_equal_distances_from_the_city_are_equally_far_out() -> None:
    """With the city in the second of seven classes the one below is one step out, as the one above."""
    found = paint(7, 1)
    assert found[0] == paint(11, 5)[4]
    assert found[2] == paint(11, 5)[6]


def test_city_between_two_classes_leaves_both_one_step_from_neutral() -> None:
    assert paint(6, 2.5) == (
        *("#3f2a72", "#7c6aa8", "#b9b0d6"),
        *("#f4d1a4", "#e29a46", "#a8540e"),
    )


def test_city_beyond_all_values_leaves_one_side() -> None:
    assert all(is_orange(each) for each in paint(3, -0.5))
    assert all(is_purple(each) for each in paint(3, 2.5))


@pytest.mark.parametrize("dark", [False, True])
def test_lightness_runs_one_way_from_neutral_outwards(dark: bool) -> None:
    """Darker outwards on light paper, lighter on dark: the order can be read without any hue."""
    for classes, middle in MIDDLES:
        lightness = [float(lab(colour)[0]) for colour in paint(classes, middle, dark=dark)]
        above = [each for place, each in enumerate(lightness) if place >= middle]
        below = [each for place, each in enumerate(lightness) if place <= middle][::-1]
        for side in (above, below):
            outwards = [(far - near) * (1 if dark else -1) for near, far in pairwise(side)]
            assert all(step > 0 for step in outwards), (classes, middle)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("dark", [False, True])
def test_neighbouring_classes_can_be_told_apart(dark: bool, vision: str) -> None:
    for classes, middle in MIDDLES:
        farthest = max(middle, classes - 1 - middle)
        least = NEIGHBOURS_APART if farthest <= 4 else CROWDED_NEIGHBOURS_APART
        for one, other in pairwise(paint(classes, middle, dark=dark)):
            assert apart(one, other, vision) >= least, (classes, middle)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("dark", [False, True])
def test_two_sides_of_the_city_can_be_told_apart(dark: bool, vision: str) -> None:
    """What lies equally far above and below must not look the same to anyone."""
    found = paint(9, 4, dark=dark)
    for steps in range(1, 5):
        assert apart(found[4 - steps], found[4 + steps], vision) >= NEIGHBOURS_APART


# Sequential


@pytest.mark.parametrize("middle", [None, 2])
def test_context_has_one_hue_and_no_better_end(middle: float | None) -> None:
    found = paint(5, middle, Direction.CONTEXT)
    assert found == paint(5, None, Direction.HIGHER_BETTER)
    assert all(is_purple(each) and lab(each)[1] < 3 for each in found)  # blue, no red in it


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("classes", range(3, 10))
def test_context_grows_stronger_with_the_value(classes: int, vision: str, dark: bool) -> None:
    found = paint(classes, None, Direction.CONTEXT, dark=dark)
    lightness = [float(lab(colour, vision)[0]) for colour in found]
    assert lightness == sorted(lightness, reverse=not dark)
    assert min(apart(*pair, vision) for pair in pairwise(found)) >= CROWDED_NEIGHBOURS_APART


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISIONS)
def test_no_context_class_is_taken_for_sea(vision: str, dark: bool, project_root: Path) -> None:
    style = (project_root / "explorer/ui/static/frame.css").read_text(encoding="utf-8")
    seas = re.findall(r"--sea: (#[0-9a-f]{6})", style)
    assert len(seas) == 2
    found = paint(9, None, Direction.CONTEXT, dark=dark)
    assert min(apart(each, seas[dark], vision) for each in found) >= SEA_APART


def test_highest_value_is_the_strongest_as_a_rank_too() -> None:
    ranks = paint(5, None, Direction.CONTEXT, descending=True)
    assert ranks == paint(5, None, Direction.CONTEXT)[::-1]


def test_single_class_is_neither_low_nor_high() -> None:
    assert paint(1, None, Direction.CONTEXT) == paint(3, None, Direction.CONTEXT)[1:2]
    assert paint(1, 0) == paint(7, 3)[3:4]


# Marks of the target areas


def test_every_target_area_has_a_shape_and_colours_of_its_own() -> None:
    assert set(TARGET_AREA_MARKS) == set(TargetArea)
    for part in ("shape", "light", "dark"):
        assert len({getattr(mark, part) for mark in TARGET_AREA_MARKS.values()}) == len(TargetArea)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("area", TargetArea)
def test_marks_stand_out_from_the_paper(area: TargetArea, dark: bool) -> None:
    """WCAG 2.2, success criterion 1.4.11: at least 3 to 1 for graphics."""
    mark = TARGET_AREA_MARKS[area]
    assert contrast(mark.dark if dark else mark.light, PAPER[dark]) >= 3


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISIONS)
def test_marks_can_be_told_apart(vision: str, dark: bool) -> None:
    marks = [mark.dark if dark else mark.light for mark in TARGET_AREA_MARKS.values()]
    assert min(apart(*pair, vision) for pair in combinations(marks, 2)) >= MARKS_APART


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISIONS)
def test_marks_can_be_told_from_the_areas_under_them(vision: str, dark: bool) -> None:
    marks = [mark.dark if dark else mark.light for mark in TARGET_AREA_MARKS.values()]
    under = set((PURPLE_DARK, ORANGE_DARK) if dark else (PURPLE, ORANGE))
    areas = {colour for ramp in under for colour in ramp}
    areas |= {colour for each in MIDDLES for colour in paint(*each, dark=dark)}
    assert min(apart(mark, area, vision) for mark in marks for area in areas) >= NEIGHBOURS_APART
