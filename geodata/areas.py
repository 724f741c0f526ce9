"""The areas of the city and how they nest: five levels, their codes, names and parents (reads)."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from geodata.problems import DataError, Problem, shorten


class AreaLevel(StrEnum):
    """The levels of area, coarsest first; the district division of 2011 stands beside the others."""

    MUNICIPALITY = "municipality"
    CITY_AREA = "city_area"
    INTERMEDIATE_AREA = "intermediate_area"
    PRIMARY_AREA = "primary_area"
    DISTRICT_2011 = "district_2011"


class Area(NamedTuple):
    """One area: its level, its code with leading zeros, its name."""

    level: AreaLevel
    code: str
    name: str


CODE_DIGITS: Final[Mapping[AreaLevel, int]] = {
    AreaLevel.MUNICIPALITY: 4,
    AreaLevel.CITY_AREA: 2,
    AreaLevel.INTERMEDIATE_AREA: 2,
    AreaLevel.PRIMARY_AREA: 3,
    AreaLevel.DISTRICT_2011: 3,
}
PARENT_LEVEL: Final[Mapping[AreaLevel, AreaLevel]] = {
    AreaLevel.CITY_AREA: AreaLevel.MUNICIPALITY,
    AreaLevel.INTERMEDIATE_AREA: AreaLevel.CITY_AREA,
    AreaLevel.PRIMARY_AREA: AreaLevel.INTERMEDIATE_AREA,
    AreaLevel.DISTRICT_2011: AreaLevel.MUNICIPALITY,
}
COLUMNS: Final = ("area_level", "area_code", "name", "parent_code", "district_2011_code")


@dataclass(frozen=True, eq=False)
class AreaRegister:
    """
    All areas, validated: every parent exists and every code occurs once on its level.

    Parameters
    ----------
    frame
        MultiIndex (area_level, area_code), sorted, both `str`; columns `name`, `parent_code`
        (missing for the municipality) and `district_2011_code` (primary areas alone).
    """

    frame: pd.DataFrame
    _by_level: dict[AreaLevel, pd.DataFrame] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        present = set(self.frame.index.get_level_values("area_level"))
        by_level = {
            level: self.frame.xs(level.value, level="area_level").sort_index()
            if level.value in present
            else self.frame.iloc[:0].droplevel("area_level")
            for level in AreaLevel
        }
        object.__setattr__(self, "_by_level", by_level)

    def codes(self, level: AreaLevel) -> tuple[str, ...]:
        """Codes of a level, sorted."""
        return tuple(self._by_level[level].index)

    def names(self, level: AreaLevel) -> pd.Series:
        """Names of a level, indexed by area_code, sorted by code."""
        return self._by_level[level]["name"]

    def name(self, level: AreaLevel, code: str) -> str:
        """
        Name of one area.

        Raises
        ------
        KeyError
            If the level has no such code.
        """
        return str(self._row(level, code)["name"])

    def parents(self, level: AreaLevel, code: str) -> tuple[Area, ...]:
        """
        Areas that hold this one, nearest first, the municipality last.

        The 2011 district of a primary area is not among them: see `district_2011`.

        Raises
        ------
        KeyError
            If the level has no such code.
        """
        found: list[Area] = []
        row = self._row(level, code)
        while (above := PARENT_LEVEL.get(level)) is not None:
            level, code = above, str(row["parent_code"])
            row = self._row(level, code)
            found.append(Area(level, code, str(row["name"])))
        return tuple(found)

    def ancestors(self, level: AreaLevel, ancestor_level: AreaLevel) -> pd.Series | None:
        """
        For every area of a level the code of the area that holds it on another level.

        Parameters
        ----------
        level
            Level whose areas are the index.
        ancestor_level
            The same level (each area holds itself) or a coarser one.

        Returns
        -------
        codes
            Named `ancestor_level`, indexed by area_code in sorted order, none missing;
            None where the two levels do not nest.
        """
        return self._ancestors.get((level, ancestor_level))

    def children(self, level: AreaLevel, code: str, child_level: AreaLevel) -> tuple[str, ...]:
        """
        Codes on a finer level of the areas that this one holds, sorted; () without nesting.

        Raises
        ------
        KeyError
            If the level has no such code.
        """
        self._row(level, code)
        holders = self.ancestors(child_level, level)
        return () if holders is None else tuple(holders.index[holders == code])

    def district_2011(self, code: str) -> Area | None:
        """
        District of the 2011 division that a primary area lay in; None if the register has none.

        Raises
        ------
        KeyError
            If there is no such primary area.
        """
        district = self._row(AreaLevel.PRIMARY_AREA, code)["district_2011_code"]
        if pd.isna(district):
            return None
        level = AreaLevel.DISTRICT_2011
        return Area(level, str(district), self.name(level, str(district)))

    @cached_property
    def _ancestors(self) -> dict[tuple[AreaLevel, AreaLevel], pd.Series]:
        found: dict[tuple[AreaLevel, AreaLevel], pd.Series] = {}
        for level in AreaLevel:
            frame = self._by_level[level]
            codes = pd.Series(frame.index, index=frame.index, dtype="str")
            found[level, level] = codes.rename(level.value)
            below = level
            while (above := PARENT_LEVEL.get(below)) is not None:
                codes = codes.map(self._by_level[below]["parent_code"])
                found[level, above] = codes.rename(above.value)
                below = above
        districts = self._by_level[AreaLevel.PRIMARY_AREA]["district_2011_code"]
        if districts.notna().all():
            pair = (AreaLevel.PRIMARY_AREA, AreaLevel.DISTRICT_2011)
            found[pair] = districts.rename(AreaLevel.DISTRICT_2011.value)
        return found

    def _row(self, level: AreaLevel, code: str) -> dict[Hashable, Any]:
        frame = self._by_level[level]
        if code not in frame.index:
            raise KeyError(f"There is no {level.value} with the code {code!r}.")
        return frame.loc[[code]].iloc[0].to_dict()


def load_areas(path: Path | None = None) -> AreaRegister:
    """
    Read the register of areas.

    Parameters
    ----------
    path
        CSV file in UTF-8 with the columns of `COLUMNS`; None reads the built-in Gothenburg file.

    Raises
    ------
    DataError
        With every problem found in the file, not only the first.
    """
    if path is None:
        with as_file(files("geodata") / "data" / "areas.csv") as built_in:
            return load_areas(built_in)
    frame = read_rows(path, COLUMNS)
    if problems := _check_rows(frame, path.name):
        raise DataError(problems)
    frame = frame.astype("str").replace("", None)
    return AreaRegister(frame.set_index(["area_level", "area_code"]).sort_index())


def read_rows(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Read the named cells as stripped text; the index is the row as a spreadsheet shows it."""
    try:
        frame = pd.read_csv(
            path, dtype="str", keep_default_na=False, skip_blank_lines=False, encoding="utf-8-sig"
        )
    except FileNotFoundError:
        raise DataError([Problem("file-missing", path.name)]) from None
    except pd.errors.EmptyDataError:
        raise DataError([Problem("file-empty", path.name)]) from None
    except (OSError, UnicodeDecodeError, pd.errors.ParserError) as error:
        problem = Problem(
            "file-unreadable", path.name, value=str(error).strip(), allowed="CSV, UTF-8"
        )
        raise DataError([problem]) from error
    frame = frame.fillna("").apply(lambda column: column.str.strip())
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        allowed = ", ".join(columns)
        raise DataError(
            Problem("column-missing", path.name, column=column, allowed=allowed)
            for column in missing
        )
    rows: pd.DataFrame = frame.loc[(frame != "").any(axis="columns"), list(columns)]
    if rows.empty:
        raise DataError([Problem("file-empty", path.name)])
    return rows


def _check_rows(frame: pd.DataFrame, file: str) -> list[Problem]:
    known = {
        level: frozenset(frame.loc[frame["area_level"] == level.value, "area_code"])
        for level in AreaLevel
    }
    levels = ", ".join(AreaLevel)
    seen: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for row, cells in zip(frame.index, frame.to_dict("records"), strict=True):
        level_name, code = cells["area_level"], cells["area_code"]
        if level_name not in set(AreaLevel):
            problem = Problem("value-not-allowed", file, row, "area_level", level_name, levels)
            problems.append(problem)
            continue
        level = AreaLevel(level_name)
        if (level_name, code) in seen:
            value = f"{level_name} {code}"
            problems.append(Problem("duplicate-row", file, row, "area_code", value))
        seen.add((level_name, code))
        if (malformed := check_code(level, code, file=file, row=row)) is not None:
            problems.append(malformed)
        if not cells["name"]:
            problems.append(Problem("value-missing", file, row, "name", allowed="Göteborg, …"))
        district_level = AreaLevel.DISTRICT_2011 if known[AreaLevel.DISTRICT_2011] else None
        above = {
            "parent_code": PARENT_LEVEL.get(level),
            "district_2011_code": district_level if level is AreaLevel.PRIMARY_AREA else None,
        }
        for column, parent_level in above.items():
            parent = cells[column]
            if parent_level is None and parent:
                problems.append(Problem("value-not-allowed", file, row, column, parent, "“”"))
            elif parent_level is not None and parent not in known[parent_level]:
                allowed = shorten(sorted(known[parent_level]))
                problems.append(Problem("unknown-parent", file, row, column, parent, allowed))
    return problems


def check_code(
    level: AreaLevel,
    code: str,
    *,
    file: str = "",
    row: int | None = None,
    column: str = "area_code",
) -> Problem | None:
    """Say what is wrong with the form of a code on its level; None when nothing is."""
    digits = CODE_DIGITS[level]
    if len(code) == digits and code.isascii() and code.isdigit():
        return None
    return Problem("code-format", file, row, column, code, str(digits))
