"""Rows of a register file: checked cell by cell and turned into initiatives."""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlsplit

from explorer.initiatives.model import (
    POINT_PRECISIONS,
    Initiative,
    OrganisationType,
    Precision,
    Status,
)
from geodata.areas import AreaLevel, check_code
from geodata.problems import Problem, shorten
from indicators.definitions import TargetArea

COLUMNS: Final = tuple(field.name for field in fields(Initiative))
OPTIONAL: Final = frozenset(
    {"target_group", "start_year", "end_year", "primary_area_code", "lon", "lat"}
    | {"source_year", "remark"}
)
YEARS: Final = range(1900, 2101)
# The city with its surroundings, about 15 km to each side: west, south, east, north.
SURROUNDINGS: Final = (11.4, 57.4, 12.4, 58.0)

Choice = TypeVar("Choice", bound=StrEnum)


def check_row(
    cells: Mapping[str, str], known_areas: Collection[str], *, file: str, number: int
) -> tuple[Initiative | None, list[Problem]]:
    """
    Turn one row into an initiative, or say everything that is wrong with it.

    Parameters
    ----------
    cells
        Stripped text of each column of `COLUMNS`.
    known_areas
        Codes of all primary areas.

    Returns
    -------
    initiative, problems
        The initiative is None exactly when there are problems.
    """
    checked = _Row(cells, file, number)
    for column in COLUMNS:
        if column not in OPTIONAL and not cells[column]:
            checked.add("value-missing", column, allowed=_WANTED.get(column, "a text"))
    organisation_type = checked.choice("organisation_type", OrganisationType)
    target_area = checked.choice("target_area", TargetArea, code="unknown-target-area")
    status = checked.choice("status", Status)
    precision = checked.choice("location_precision", Precision)
    start_year, end_year = checked.year("start_year"), checked.year("end_year")
    source_year = checked.year("source_year")
    if start_year is not None and end_year is not None and end_year < start_year:
        checked.add("year-order", "end_year", allowed=str(start_year))
    lon, lat = checked.position()
    _check_area(checked, known_areas)
    if precision is not None:
        _check_precision(checked, precision)
    if cells["source_url"] and not is_web_address(cells["source_url"]):
        checked.add("value-not-allowed", "source_url", allowed=_WANTED["source_url"])
    if (
        checked.problems
        or organisation_type is None
        or target_area is None
        or status is None
        or precision is None
    ):
        return None, checked.problems
    initiative = Initiative(
        id=cells["id"],
        name=cells["name"],
        description_sv=cells["description_sv"],
        description_en=cells["description_en"],
        organisation=cells["organisation"],
        organisation_type=organisation_type,
        target_area=target_area,
        target_group=cells["target_group"],
        status=status,
        start_year=start_year,
        end_year=end_year,
        place=cells["place"],
        primary_area_code=cells["primary_area_code"] or None,
        lon=lon,
        lat=lat,
        location_precision=precision,
        source_title=cells["source_title"],
        source_url=cells["source_url"],
        source_year=source_year,
        remark=cells["remark"],
    )
    return initiative, []


def is_web_address(text: str) -> bool:
    """
    Tell whether a text is an http or https address with a host and nothing hidden in it.

    Any other scheme (javascript:, data:, file:) could do something when it is clicked.
    """
    if re.search(r"[\s\x00-\x1f\x7f]", text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


_WANTED: Final[Mapping[str, str]] = {
    "id": "a short name in small letters that no other row has",
    "name": "the name of the initiative",
    "place": "where it runs, in words",
    "source_url": "a web address that begins with http:// or https://",
}


class _Row:
    """The cells of one row while they are checked, and the problems found so far."""

    def __init__(self, cells: Mapping[str, str], file: str, number: int) -> None:
        self.cells = cells
        self.problems: list[Problem] = []
        self.file = file
        self.number = number

    def add(self, code: str, column: str, *, value: str | None = None, allowed: str = "") -> None:
        found = self.cells[column] if value is None else value
        self.problems.append(Problem(code, self.file, self.number, column, found, allowed))

    def add_found(self, problem: Problem) -> None:
        self.problems.append(problem)

    def choice(
        self, column: str, choices: type[Choice], *, code: str = "value-not-allowed"
    ) -> Choice | None:
        text = self.cells[column]
        if text in set(choices):
            return choices(text)
        if text:
            self.add(code, column, allowed=", ".join(choices))
        return None

    def year(self, column: str) -> int | None:
        text = self.cells[column]
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]+", text):
            self.add("not-a-number", column)
        elif int(text) not in YEARS:
            allowed = f"{YEARS[0]}–{YEARS[-1]}"
            self.add("value-out-of-range", column, allowed=allowed)
        else:
            return int(text)
        return None

    def position(self) -> tuple[float, float] | tuple[None, None]:
        lon, lat = self._number_in("lon"), self._number_in("lat")
        if bool(self.cells["lon"]) != bool(self.cells["lat"]):
            self.add("coordinates-incomplete", "lat" if self.cells["lon"] else "lon")
        if lon is None or lat is None:
            return None, None
        west, south, east, north = SURROUNDINGS
        if not (west <= lon <= east and south <= lat <= north):
            allowed = f"longitude {west}–{east}, latitude {south}–{north}"
            self.add("coordinates-outside", "lon", value=f"{lon}, {lat}", allowed=allowed)
            return None, None
        return lon, lat

    def _number_in(self, column: str) -> float | None:
        text = self.cells[column]
        if not text:
            return None
        try:
            value = float(text) if "_" not in text else math.nan
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        self.add("not-a-number", column)
        return None


def _check_area(row: _Row, known_areas: Collection[str]) -> None:
    code = row.cells["primary_area_code"]
    if not code or code in known_areas:
        return
    wrong_form = check_code(
        AreaLevel.PRIMARY_AREA, code, file=row.file, row=row.number, column="primary_area_code"
    )
    if wrong_form is not None:
        row.add_found(wrong_form)
    else:
        row.add("unknown-area", "primary_area_code", allowed=shorten(known_areas))


def _check_precision(row: _Row, precision: Precision) -> None:
    """Ask for a point where the precision promises one, and for none where it does not."""
    lon, lat = row.cells["lon"], row.cells["lat"]
    if precision in POINT_PRECISIONS:
        if not lon and not lat:
            row.add(
                "precision-mismatch",
                "location_precision",
                allowed=f"a position, or {Precision.SEVERAL_PLACES} or {Precision.CITY_WIDE}",
            )
    elif lon or lat or row.cells["primary_area_code"]:
        row.add(
            "precision-mismatch",
            "location_precision",
            allowed="no position and no primary area",
        )
