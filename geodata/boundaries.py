"""The outlines of the areas on every level: the finest is read, the others are dissolved (reads)."""

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pandera.pandas as pa

from geodata.areas import CODE_DIGITS, AreaLevel, AreaRegister
from geodata.coverage import check_overlaps, check_slivers, dissolve, fit_borders
from geodata.features import METRES, read_features
from geodata.problems import DataError, Problem, shorten


@dataclass(frozen=True, eq=False)
class BoundarySet:
    """
    The outlines of one level, a valid coverage.

    Parameters
    ----------
    level
        Level of the areas.
    frame
        Index `area_code` (str, sorted), columns `name` and `geometry` (Polygon or MultiPolygon),
        EPSG:4326; every area of the register's level is there once.
    """

    level: AreaLevel
    frame: gpd.GeoDataFrame

    @cached_property
    def outlines_m(self) -> gpd.GeoSeries:
        """The same outlines in metres (EPSG:3006), for distances."""
        return self.frame.geometry.to_crs(METRES)


def load_boundaries(areas: AreaRegister, path: Path | None = None) -> dict[AreaLevel, BoundarySet]:
    """
    Read the primary areas' outlines and dissolve them to every level that holds them.

    Parameters
    ----------
    areas
        Register that names the areas and says how they nest.
    path
        GeoJSON with the property `area_code`; None reads the built-in Gothenburg file.
        Names come from the register.

    Returns
    -------
    boundaries
        One set per level that primary areas nest in, coarsest first; each a valid coverage.

    Raises
    ------
    DataError
        With every error that `check_boundaries` finds, or for an area of a coarser level that
        holds no primary area.
    """
    if path is None:
        with as_file(files("geodata") / "data" / "primary_areas.geojson") as built_in:
            return load_boundaries(areas, built_in)
    finest = AreaLevel.PRIMARY_AREA
    frame, problems = _read_boundaries(path, areas, finest)
    _raise_errors(problems)
    frame = frame.set_index("area_code")[["geometry"]].sort_index()
    boundaries: dict[AreaLevel, BoundarySet] = {}
    empty: list[Problem] = []
    for level in AreaLevel:
        holders = areas.ancestors(finest, level)
        if holders is None:
            continue
        outlines = frame if level is finest else dissolve(frame, holders)
        empty += _check_completeness(outlines.index, areas, level, path.name)
        outlines = outlines.assign(name=areas.names(level))[["name", "geometry"]]
        boundaries[level] = BoundarySet(level, outlines)
    _raise_errors(empty)
    return boundaries


def check_boundaries(path: Path, areas: AreaRegister, *, level: AreaLevel) -> list[Problem]:
    """
    Say everything that is wrong with a boundary file; the list is empty for a usable one.

    Parameters
    ----------
    path
        GeoJSON with the property `area_code`.
    areas
        Register whose areas the file should draw.
    level
        Level of the areas in the file.

    Returns
    -------
    problems
        In the order of the file: about the file, its columns, then row by row. Overlaps and
        borders are looked at once everything else is right, because they need it.
    """
    try:
        _, problems = _read_boundaries(path, areas, level)
    except DataError as error:
        return list(error.problems)
    return problems


def load_land(path: Path | None = None) -> gpd.GeoDataFrame:
    """
    Read the land around the city, a backdrop that also tells sea from land.

    Parameters
    ----------
    path
        GeoJSON of polygons; None reads the built-in file.

    Returns
    -------
    land
        Column `geometry`, one polygon or more per row, RangeIndex, EPSG:4326.

    Raises
    ------
    DataError
        With every problem found in the file.
    """
    if path is None:
        with as_file(files("geodata") / "data" / "land.geojson") as built_in:
            return load_land(built_in)
    frame, problems = read_features(path)
    _raise_errors(problems)
    return frame[["geometry"]].reset_index(drop=True)


def _raise_errors(problems: list[Problem]) -> None:
    if any(problem.severity == "error" for problem in problems):
        raise DataError(problems)


def _read_boundaries(
    path: Path, areas: AreaRegister, level: AreaLevel
) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    frame, problems = read_features(path)
    file = path.name
    if "area_code" not in frame.columns:
        allowed = "area_code"
        return frame, [*problems, Problem("column-missing", file, None, "area_code", "", allowed)]
    # A file whose codes are numbers has lost their zeros: as text, each is told what it lacks.
    frame["area_code"] = frame["area_code"].convert_dtypes().astype("str").str.strip()
    problems += _check_codes(frame["area_code"], areas, level, file)
    problems += _check_completeness(pd.Index(frame["area_code"]), areas, level, file)
    problems.sort(key=lambda problem: problem.row or 0)
    if problems:
        return frame, problems
    if overlaps := check_overlaps(frame, file):
        return frame, overlaps
    frame, misfits = fit_borders(frame, file)
    return frame, misfits or check_slivers(frame, file)


def _check_codes(
    codes: pd.Series, areas: AreaRegister, level: AreaLevel, file: str
) -> list[Problem]:
    """Check the codes with a schema, all rows at once, and put its findings in our words."""
    form = rf"[0-9]{{{CODE_DIGITS[level]}}}"
    known = areas.codes(level)
    allowed = {
        "value-missing": f"{known[0]} … {known[-1]}" if known else "",
        "code-format": str(CODE_DIGITS[level]),
        "boundary-without-area": shorten(known),
    }
    # A code that is malformed is not unknown on top of that.
    checks = [
        pa.Check(lambda column: column.str.fullmatch(form), error="code-format"),
        pa.Check(
            lambda column: column.isin(known) | ~column.str.fullmatch(form),
            error="boundary-without-area",
        ),
    ]
    schema = pa.SeriesSchema(
        str, checks, nullable=False, unique=True, report_duplicates="exclude_first"
    )
    try:
        schema.validate(codes.replace("", None), lazy=True)
    except pa.errors.SchemaErrors as error:
        found = error.failure_cases
    else:
        return []
    ours = {"not_nullable": "value-missing", "field_uniqueness": "duplicate-row"}
    problems: list[Problem] = []
    for check, value, row in zip(
        found["check"], found["failure_case"], found["index"], strict=True
    ):
        code = ours.get(check, check)
        text = "" if code == "value-missing" else str(value)
        if code == "duplicate-row" and pd.isna(value):
            continue
        problems.append(Problem(code, file, int(row), "area_code", text, allowed.get(code, "")))
    return problems


def _check_completeness(
    codes: pd.Index, areas: AreaRegister, level: AreaLevel, file: str
) -> list[Problem]:
    names = areas.names(level)
    missing = names.index.difference(codes)
    return [
        Problem(
            "area-without-boundary",
            file,
            column="area_code",
            value=f"{code} {names[code]}",
            allowed=str(len(names)),
        )
        for code in missing
    ]
