"""A table of areas by indicators, each cell with its distance from the city in words and a tone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from explorer.charts.paper import name_units
from explorer.charts.strips import Strip
from explorer.i18n import N_, Translator

# Tones begin at these distances from the city, in standard deviations of the areas about it.
STEPS: Final = (0.5, 1.0, 2.0)
# Fewer figures than these have no spread to speak of, so no cell has a tone.
FEWEST: Final = 3
DIRECTION_WORDS: Final[Mapping[bool | None, str]] = {
    True: N_("higher is more favourable"),
    False: N_("lower is more favourable"),
    None: N_("neither end is more favourable"),
}
# Classes of the style sheet by the letter of the side: better, worse, and higher or lower where
# neither end is the better one.
BETTER, WORSE, HIGHER, LOWER = "b", "w", "h", "l"
SIDE_WORDS: Final[Mapping[str, str]] = {
    BETTER: N_("more favourable than the city"),
    WORSE: N_("less favourable than the city"),
    HIGHER: N_("higher than the city"),
    LOWER: N_("lower than the city"),
}


@dataclass(frozen=True)
class Sorting:
    """By which indicator the rows stand; by name without one. What is missing is always last."""

    indicator_id: str = ""
    descending: bool = False


@dataclass(frozen=True)
class HeatColumn:
    """
    A column's head.

    Parameters
    ----------
    sorted
        As in `aria-sort`: "ascending", "descending" or "".
    """

    indicator_id: str
    title: str
    unit: str
    direction: str
    city: str
    sorted: str = ""


@dataclass(frozen=True)
class HeatCell:
    """
    A figure beside the city.

    Parameters
    ----------
    text
        The figure, or in words why there is none.
    difference
        From the city, with its sign; "" where one of the two is missing.
    tone
        −3 to 3; positive is more favourable, or higher where neither end is; 0 is near the city or
        not known.
    style
        Class of the style sheet, "" without a tone.
    key
        What the rows are sorted by, None without a figure.
    """

    text: str
    difference: str
    tone: int
    style: str
    key: float | None

    @property
    def missing(self) -> bool:
        """Whether there is no figure."""
        return self.key is None


@dataclass(frozen=True)
class HeatRow:
    """An area with a cell for each column."""

    code: str
    name: str
    cells: tuple[HeatCell, ...]
    chosen: bool = False


@dataclass(frozen=True)
class Heat:
    """
    The table as `heat.html` draws it.

    Parameters
    ----------
    legend
        Sides that occur: their words and their three classes, the faintest first.
    sorted_name
        As in `aria-sort`, for the column of names.
    """

    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    legend: tuple[tuple[str, tuple[str, ...]], ...]
    sorted_name: str
    caption: str
    note: str
    words: Mapping[str, str]


def heat(
    profile: Sequence[Strip],
    names: Mapping[str, str],
    t: Translator,
    *,
    areas: Collection[str] | None = None,
    sorting: Sorting | None = None,
    chosen: Collection[str] = (),
) -> Heat:
    """
    Put areas and indicators into a table, with distances from the city.

    A tone is the distance from the city in standard deviations of all areas that have a figure:
    s = √(Σ(value − city)² / n) about the city, every area alike; from 0.5, 1 and 2 s on. Without
    a value of the city, or with fewer than three figures, there are no tones.

    Parameters
    ----------
    areas
        Codes of the rows, all by default. Others still count in the spread, so that a tone means
        the same whichever rows are shown.
    """
    sorting = sorting or Sorting()
    codes = list(dict.fromkeys(str(code) for each in profile for code in each.figures.index))
    if areas is not None:
        codes = list(dict.fromkeys(str(code) for code in areas))
    spreads = [find_spread(each.figures, each.city) for each in profile]
    rows = [
        HeatRow(
            code,
            name_units(code, names),
            tuple(
                _cell(each, code, spread, t) for each, spread in zip(profile, spreads, strict=True)
            ),
            code in chosen,
        )
        for code in codes
    ]
    at = next(
        (at for at, each in enumerate(profile) if each.indicator_id == sorting.indicator_id), None
    )
    way = "descending" if sorting.descending else "ascending"
    sides = dict.fromkeys(
        side
        for each in profile
        for side in ((HIGHER, LOWER) if each.higher_is_better is None else (BETTER, WORSE))
    )
    return Heat(
        columns=tuple(
            HeatColumn(
                each.indicator_id,
                each.title,
                each.quantity.words(t),
                t(DIRECTION_WORDS[each.higher_is_better]),
                t("no figure") if each.city is None else each.quantity.number(each.city, t),
                way if place == at else "",
            )
            for place, each in enumerate(profile)
        ),
        rows=tuple(_sort(rows, at, descending=sorting.descending)),
        legend=tuple(
            (t(SIDE_WORDS[side]), tuple(f"{side}{step}" for step in (1, 2, 3)))
            for side in SIDE_WORDS
            if side in sides
        ),
        sorted_name="" if at is not None else way,
        caption=t("Areas beside the whole city: the figure, and its difference from the city"),
        note=_note(t),
        words={"area": t("Area"), "city": t("Whole city")},
    )


def find_spread(values: pd.Series, city: float | None) -> float:
    """Find the standard deviation of areas about the city; 0 where there is none to speak of."""
    known = values.dropna().to_numpy(dtype="float64")
    if city is None or not np.isfinite(city) or len(known) < FEWEST:
        return 0.0
    return float(np.sqrt(np.mean((known - city) ** 2)))


def find_tone(difference: float, spread: float, *, higher_is_better: bool | None) -> int:
    """
    Find the tone of a difference from the city, −3 to 3.

    Positive is more favourable; where neither end is, positive is higher.
    """
    if not spread:
        return 0
    # What is 0.5 by hand may be a hair less in floating point.
    distance = abs(difference) / spread + 1e-9
    strength = sum(distance >= step for step in STEPS)
    side = 1 if difference > 0 else -1
    return strength * (-side if higher_is_better is False else side)


def _cell(strip: Strip, code: str, spread: float, t: Translator) -> HeatCell:
    value = strip.figures.get(code)
    if value is None or not np.isfinite(value):
        return HeatCell(strip.absence(code, t), "", 0, "", None)
    value = float(value)
    text = strip.quantity.number(value, t)
    if strip.city is None or not np.isfinite(strip.city):
        return HeatCell(text, "", 0, "", value)
    difference = value - strip.city
    tone = find_tone(difference, spread, higher_is_better=strip.higher_is_better)
    sides = (HIGHER, LOWER) if strip.higher_is_better is None else (BETTER, WORSE)
    style = f"{sides[tone < 0]}{abs(tone)}" if tone else ""
    written = t.number(difference, strip.quantity.decimals, signed=True)
    return HeatCell(text, written, tone, style, value)


def _sort(rows: Sequence[HeatRow], at: int | None, *, descending: bool) -> list[HeatRow]:
    named = sorted(rows, key=lambda row: (_collated(row.name), row.code))
    if at is None:
        return named[::-1] if descending else named
    known = [row for row in named if not row.cells[at].missing]
    missing = [row for row in named if row.cells[at].missing]
    # Equal figures keep the order of their names, whichever way.
    known.sort(key=lambda row: row.cells[at].key or 0.0, reverse=descending)
    return known + missing


def _collated(name: str) -> str:
    """Give the order of the Swedish alphabet: å, ä and ö after z, other letters without accents."""
    return name.casefold().translate(str.maketrans("åäöéü", "{|}eu"))


def _note(t: Translator) -> str:
    steps = [t.number(step, None) for step in STEPS]
    return t(
        "A tone begins {first}, {second} and {third} standard deviations of the areas from the city."
        " A missing figure has no tone and is never zero.",
        first=steps[0],
        second=steps[1],
        third=steps[2],
    )
