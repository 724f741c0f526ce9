"""Plates: maps of numbers that are computed here, or of kinds of areas, ready to draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from explorer.i18n import N_, Translator
from explorer.palette import colours as scale_colours
from explorer.scale import Interval, Scale, build_scale, intervals
from explorer.view import Scheme, Show
from geodata.areas import AreaLevel
from indicators.definitions import Direction

# A class travels to the map as one digit.
MOST_KINDS: Final = 10
# With fewer areas than classes some classes would be there for nobody.
FEWEST_CLASSES: Final = 3


@dataclass(frozen=True)
class PlateSubject:
    """
    What a plate is made from.

    `key` tells one plate from another, as "contribution.mdmw"; areas are those of `level`.
    """

    key: str
    level: AreaLevel
    indicator_id: str


@dataclass(frozen=True)
class PlateWords:
    """
    What is written at a plate, in the user's language.

    Parameters
    ----------
    title
        Over the legend, and over the column of the table: what the numbers or kinds are.
    caption
        What the whole map shows, for those who do not see it; over the table as well.
    unit
        Words after a number: "percentage points", "%"; "" for none, and for kinds.
    decimals
        How many a number is shown with.
    ends
        What the lowest and the highest class stand for, None where that goes without saying.
    """

    title: str
    caption: str
    unit: str = ""
    decimals: int = 0
    ends: tuple[str, str] | None = None


@dataclass(frozen=True, eq=False)
class Plate:
    """
    A map of numbers computed here, or of kinds, ready to draw.

    Parameters
    ----------
    values
        By area_code, sorted; NaN where there is no figure. None on a plate of kinds.
    signed
        Whether a plus stands before a positive number, as it does before a change.
    classes
        By area_code, Int64; NA where there is no figure.
    labels, light, dark
        For each class its name and its colours on light and on dark paper, lowest class first.
    """

    key: str
    level: AreaLevel
    indicator_id: str
    title: str
    caption: str
    values: pd.Series | None
    unit: str
    decimals: int
    classes: pd.Series
    labels: tuple[str, ...]
    light: tuple[str, ...]
    dark: tuple[str, ...]
    ends: tuple[str, str] | None
    signed: bool = False


def plate_of_numbers(
    values: pd.Series,
    *,
    about: PlateSubject,
    words: PlateWords,
    t: Translator,
    diverging: bool = False,
    classes: int = 5,
) -> Plate:
    """
    Make a map of one number for each area, in classes with round breaks.

    Parameters
    ----------
    values
        Indexed by area_code, all areas of the level in any order; what is not finite has no figure.
    diverging
        True for a change, where zero means none: round steps ±s, ±2s … about zero, purple below
        (less inequality than before) and orange above. Otherwise one neutral hue grows stronger
        with the number, and neither end is the better one.
    classes
        How many are asked for; about zero an odd number. Fewer where the data allow no more.

    Raises
    ------
    ValueError
        If an area is there twice, or an even number of classes is asked for about zero.
    """
    if diverging and classes % 2 == 0:
        raise ValueError(f"Classes about zero must be odd in number, not {classes}.")
    numbers = _sorted(values).astype("float64")
    numbers = numbers.where(numbers.abs() < float("inf"))
    scale = build_scale(
        numbers,
        scheme=Scheme.CITY,
        classes=classes if diverging else min(classes, max(FEWEST_CLASSES, len(numbers))),
        centre=0.0 if diverging else None,
        show=Show.DIFFERENCE if diverging else Show.VALUE,
    )
    direction = Direction.LOWER_BETTER if diverging else Direction.CONTEXT
    return Plate(
        key=about.key,
        level=about.level,
        indicator_id=about.indicator_id,
        title=words.title,
        caption=words.caption,
        values=numbers,
        unit=words.unit,
        decimals=words.decimals,
        classes=scale.assign(numbers),
        labels=_labels(scale, t, diverging=diverging),
        light=scale_colours(scale, direction=direction, dark=False),
        dark=scale_colours(scale, direction=direction, dark=True),
        # A single class has no two ends.
        ends=words.ends if scale.classes > 1 else None,
        signed=diverging,
    )


def plate_of_kinds(
    kinds: pd.Series,
    *,
    about: PlateSubject,
    words: PlateWords,
    names: Mapping[str, str],
    colours: Mapping[str, tuple[str, str]],
) -> Plate:
    """
    Make a map of the kind that each area is of.

    Parameters
    ----------
    kinds
        Text indexed by area_code, all areas of the level in any order; missing: no figure.
    names
        What each kind is called on screen, in the order of the legend; a kind that no area is of
        keeps its row there.
    colours
        Of each kind in `names`: hex on light and on dark paper.

    Raises
    ------
    ValueError
        If an area is there twice, a kind has no name or no colour, or there are more than ten kinds.
    """
    found = _sorted(kinds)
    unnamed = sorted(set(found.dropna()) - set(names))
    if unnamed:
        raise ValueError(f"Kinds without a name: {unnamed}; named are {list(names)}.")
    if set(names) - set(colours):
        raise ValueError(f"Kinds without a colour: {sorted(set(names) - set(colours))}.")
    if len(names) > MOST_KINDS:
        raise ValueError(f"A map shows at most {MOST_KINDS} kinds, not {len(names)}.")
    places = {kind: place for place, kind in enumerate(names)}
    return Plate(
        key=about.key,
        level=about.level,
        indicator_id=about.indicator_id,
        title=words.title,
        caption=words.caption,
        values=None,
        unit="",
        decimals=0,
        classes=found.map(places).astype("Int64").rename("map_class"),
        labels=tuple(names.values()),
        light=tuple(colours[kind][0] for kind in names),
        dark=tuple(colours[kind][1] for kind in names),
        ends=words.ends,
    )


def _sorted(values: pd.Series) -> pd.Series:
    """Order by area_code, as the outlines are; the map tells areas apart by their position alone."""
    doubled = sorted(set(values.index[values.index.duplicated()]))
    if doubled:
        raise ValueError(f"Areas that are there more than once: {doubled}.")
    return values.sort_index()


def _labels(scale: Scale, t: Translator, *, diverging: bool) -> tuple[str, ...]:
    if scale.classes == 1:
        return (t("all areas"),)
    name = _change_label if diverging else _label
    return tuple(name(interval, t) for interval in intervals(scale))


def _label(interval: Interval, t: Translator) -> str:
    low, high = _written(interval, t)
    if low is None:
        return t("under {high}", high=high)
    if high is None:
        return t("over {low}", low=low)
    # A dash between two numbers, the first with a minus, cannot be read.
    below_zero = interval.low is not None and interval.low < 0
    return t(N_("{low} to {high}") if below_zero else N_("{low}–{high}"), low=low, high=high)


def _change_label(interval: Interval, t: Translator) -> str:
    """Name one class of changes without signs: the words say lower or higher."""
    low, high = _written(Interval(*(None if end is None else abs(end) for end in interval)), t)
    if low is None:
        return t("more than {n} lower", n=high)
    if high is None:
        return t("more than {n} higher", n=low)
    if low == high:
        return t("about the same (± {n})", n=low)
    if interval.high is not None and interval.high < 0:
        return t("{low}–{high} lower", low=high, high=low)
    return t("{low}–{high} higher", low=low, high=high)


def _written(interval: Interval, t: Translator) -> tuple[str | None, str | None]:
    """Write the ends with as many decimals as they have: all breaks are round."""
    low, high = (None if end is None else t.number(end, None) for end in interval)
    return low, high
