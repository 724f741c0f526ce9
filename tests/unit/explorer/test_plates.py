"""Plates: numbers and kinds in classes that mean something, in colours that can be told apart."""

from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from explorer.i18n import translator
from explorer.palette import BLUE_GREY, BLUE_GREY_DARK, ORANGE, PURPLE
from explorer.plates import Plate, PlateSubject, PlateWords, plate_of_kinds, plate_of_numbers
from geodata.areas import AreaLevel
from tests.unit.explorer.test_palette import (
    CROWDED_NEIGHBOURS_APART,
    NEIGHBOURS_APART,
    VISIONS,
    apart,
    is_orange,
    is_purple,
    lab,
)

SV, EN = translator("sv"), translator("en")
ABOUT = PlateSubject("contribution.mdmw", AreaLevel.CITY_AREA, "low_economic_standard")
WORDS = PlateWords(
    title="Part of the average distance",
    caption="Part of the average distance, city areas, 2024",
    unit="percentage points",
    decimals=1,
    ends=("less", "more"),
)
NAMES = {"high": "More among more", "none": "No clear pattern"}
COLOURS = {"high": ("#a8540e", "#ffc078"), "none": ("#e9e7ea", "#3c444b")}


def numbers(*values: float) -> pd.Series:
    """Index values by made-up codes, rising."""
    return pd.Series(values, index=[f"{each:03}" for each in range(len(values))], dtype="float64")


def plate(*values: float, **how: Any) -> Plate:
    return plate_of_numbers(numbers(*values), about=ABOUT, words=WORDS, t=how.pop("t", EN), **how)


def figures(found: Plate) -> pd.Series:
    values = found.values  # noqa: PD011  a plate is no frame
    assert values is not None
    return values


def kinds(found: pd.Series, **how: Any) -> Plate:
    return plate_of_kinds(
        found,
        about=ABOUT,
        words=WORDS,
        names=how.get("names", NAMES),
        colours=how.get("colours", COLOURS),
    )


# Numbers


def test_classes_of_numbers_have_round_breaks() -> None:
    """What lies between the deciles, 1 and 9, takes four breaks: multiples of 2 about the middle, 5."""
    found = plate(*range(11))
    assert found.labels == ("under 2", "2–4", "4–6", "6–8", "over 8")
    # A number on a break belongs below it.
    assert found.classes.tolist() == [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert found.classes.dtype == "Int64"
    assert not found.signed


def test_labels_follow_the_language() -> None:
    swedish = plate(*np.arange(11) / 10, t=SV)
    assert swedish.labels == ("under 0,2", "0,2–0,4", "0,4–0,6", "0,6–0,8", "över 0,8")


def test_numbers_below_zero_are_not_joined_by_a_dash() -> None:
    found = plate(*range(-10, 1))
    assert found.labels == ("under −8", "−8 to −6", "−6 to −4", "−4 to −2", "over −2")


def test_every_area_with_a_figure_is_in_one_class_and_no_other() -> None:
    found = plate(0.1, np.nan, 0.4, np.inf, 2.0, 0.7)
    assert figures(found).isna().tolist() == [False, True, False, True, False, False]
    assert found.classes.isna().tolist() == [False, True, False, True, False, False]
    counts = found.classes.value_counts()
    assert counts.sum() == 4
    assert set(counts.index) <= set(range(len(found.labels)))
    assert len(found.labels) == len(found.light) == len(found.dark)


def test_areas_stand_in_the_order_of_their_codes() -> None:
    given = numbers(1.0, 2.0, 3.0)[::-1]
    found = plate_of_numbers(given, about=ABOUT, words=WORDS, t=EN)
    assert list(figures(found).index) == list(found.classes.index) == ["000", "001", "002"]
    assert figures(found).tolist() == [1.0, 2.0, 3.0]
    assert list(given.index) == ["002", "001", "000"]


@pytest.mark.parametrize("diverging", [False, True])
def test_equal_numbers_make_one_class_without_ends(diverging: bool) -> None:
    found = plate(0.5, 0.5, 0.5, diverging=diverging)
    assert (found.labels, found.ends) == (("all areas",), None)
    assert found.classes.tolist() == [0, 0, 0]


@pytest.mark.parametrize("diverging", [False, True])
def test_no_figures_at_all_are_drawn_as_none(diverging: bool) -> None:
    found = plate(np.nan, np.nan, diverging=diverging)
    assert found.classes.isna().all()
    assert len(found.light) == len(found.labels) == 1


def test_four_areas_get_four_classes_at_most() -> None:
    assert len(plate(1.0, 2.0, 3.0, 5.0, classes=7).labels) <= 4


def test_area_that_is_there_twice_is_refused() -> None:
    doubled = pd.concat([numbers(1.0, 2.0), numbers(3.0)])
    with pytest.raises(ValueError, match=r"more than once: \['000'\]"):
        plate_of_numbers(doubled, about=ABOUT, words=WORDS, t=EN)


# A change


def test_change_has_steps_about_zero_in_words_without_signs() -> None:
    """Four of five distances from zero are 2 or less, so the outer steps stand at 2, the inner at 1."""
    found = plate(-2.0, -1.0, 0.5, 2.0, 4.0, diverging=True)
    assert found.labels == (
        "more than 2 lower",
        "1–2 lower",
        "about the same (± 1)",
        "1–2 higher",
        "more than 2 higher",
    )
    # On a break, as −2 and −1, a number belongs below it.
    assert found.classes.tolist() == [0, 1, 2, 3, 4]
    assert found.signed
    assert found.ends == ("less", "more")


def test_smaller_gap_is_purple_and_larger_gap_orange() -> None:
    found = plate(-2.0, -1.0, 0.5, 2.0, 4.0, diverging=True)
    for colours in (found.light, found.dark):
        assert all(is_purple(each) for each in colours[:2])
        assert all(is_orange(each) for each in colours[3:])
    assert found.light[2] == PURPLE[0] == ORANGE[0]


def test_even_number_of_classes_about_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="odd in number, not 4"):
        plate(-1.0, 1.0, diverging=True, classes=4)


# Colours


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISIONS)
def test_stronger_colour_means_a_larger_number(vision: str, dark: bool) -> None:
    found = plate(*range(11))
    colours = found.dark if dark else found.light
    ramp = BLUE_GREY_DARK if dark else BLUE_GREY
    assert (colours[0], colours[-1]) == (ramp[0], ramp[-1])
    lightness = [float(lab(each, vision)[0]) for each in colours]
    assert lightness == sorted(lightness, reverse=not dark)
    assert min(apart(*pair, vision) for pair in pairwise(colours)) >= NEIGHBOURS_APART


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("classes", [3, 5, 7, 9])
def test_changes_can_be_told_apart(classes: int, vision: str, dark: bool) -> None:
    found = plate(-2.0, -1.0, 0.5, 2.0, 4.0, diverging=True, classes=classes)
    colours = found.dark if dark else found.light
    assert len(colours) == classes
    assert min(apart(*pair, vision) for pair in pairwise(colours)) >= CROWDED_NEIGHBOURS_APART
    for one, other in combinations(range(classes), 2):
        if one + other == classes - 1:
            assert apart(colours[one], colours[other], vision) >= NEIGHBOURS_APART


# Kinds


def test_kinds_stand_in_the_order_of_their_names() -> None:
    found = kinds(pd.Series({"002": "none", "000": "high", "001": None}))
    assert found.values is None  # noqa: PD011  a plate is no frame
    assert found.classes.index.tolist() == ["000", "001", "002"]
    assert found.classes.isna().tolist() == [False, True, False]
    assert found.classes.dropna().tolist() == [0, 1]
    assert found.classes.dtype == "Int64"
    assert found.labels == ("More among more", "No clear pattern")
    assert (found.light, found.dark) == (("#a8540e", "#e9e7ea"), ("#ffc078", "#3c444b"))
    assert found.unit == ""


def test_kind_without_areas_keeps_its_row_in_the_legend() -> None:
    found = kinds(pd.Series({"000": "none", "001": "none"}))
    assert len(found.labels) == 2
    assert found.classes.tolist() == [1, 1]


def test_no_area_of_any_kind_is_drawn_as_no_figure() -> None:
    found = kinds(pd.Series([None, None], index=["000", "001"], dtype="object"))
    assert found.classes.isna().all()


def test_kind_that_nobody_named_is_refused() -> None:
    with pytest.raises(ValueError, match=r"without a name: \['odd'\]"):
        kinds(pd.Series({"000": "odd"}))


def test_kind_without_a_colour_is_refused() -> None:
    with pytest.raises(ValueError, match=r"without a colour: \['high'\]"):
        kinds(pd.Series({"000": "none"}), colours={"none": COLOURS["none"]})


def test_more_kinds_than_digits_are_refused() -> None:
    many = {str(each): str(each) for each in range(11)}
    with pytest.raises(ValueError, match="at most 10 kinds, not 11"):
        kinds(pd.Series({"000": "1"}), names=many, colours=dict.fromkeys(many, ("#000", "#fff")))
