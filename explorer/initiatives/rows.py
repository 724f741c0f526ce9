"""Rows of a register file: checked cell by cell, turned into initiatives and written back."""

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from explorer.i18n import N_
from explorer.initiatives.cells import YEARS as YEARS
from explorer.initiatives.cells import Row
from explorer.initiatives.cells import is_web_address as is_web_address
from explorer.initiatives.coordinates import ALLOWED_DEGREES, read_position, write_degrees
from explorer.initiatives.coordinates import SURROUNDINGS as SURROUNDINGS
from explorer.initiatives.model import (
    POINT_PRECISIONS,
    Initiative,
    OrganisationType,
    Precision,
    Status,
)
from explorer.initiatives.places import read_places, read_served, write_places, write_served
from explorer.view import IDENTIFIER
from geodata.areas import AreaLevel, AreaRegister, check_code
from geodata.problems import Problem, shorten
from indicators.definitions import TargetArea

COLUMNS: Final = tuple(field.name for field in fields(Initiative))
# Columns that a file may leave out.
FURTHER: Final = (
    *("further_places", "serves", "budget_sek", "budget_of", "capacity", "capacity_of"),
    *("contact", "review_date"),
)
OPTIONAL: Final = frozenset(
    {"target_group", "start_year", "end_year", "primary_area_code", "lon", "lat"}
    | {"source_year", "remark", *FURTHER}
)
_WANTED: Final[Mapping[str, str]] = {
    "id": N_("a short name in small letters, digits and hyphens that no other row has"),
    "name": N_("the name of the initiative"),
    "place": N_("where it runs, in words"),
    "source_url": N_("a web address that begins with http:// or https://"),
}
_A_TEXT: Final = N_("a text")
_AMOUNTS: Final[Mapping[str, str]] = {
    "budget_sek": N_("kronor, and what they are for, such as “a year”"),
    "capacity": N_("how many it has room for, and of what"),
}


def check_row(
    cells: Mapping[str, str], areas: AreaRegister, *, file: str, number: int
) -> tuple[Initiative | None, list[Problem]]:
    """
    Turn one row into an initiative, or say everything that is wrong with it.

    Parameters
    ----------
    cells
        Stripped text of each column of `COLUMNS`, as `to_cells` writes it.
    areas
        The areas that `primary_area_code`, `further_places` and `serves` refer to.

    Returns
    -------
    initiative, problems
        The initiative is None exactly when there are problems, at most one for each column.
    """
    row = Row(cells, file=file, number=number)
    for column in COLUMNS:
        row.check_text(column)
        if column not in OPTIONAL and not cells[column]:
            row.add("value-missing", column, allowed=_WANTED.get(column, _A_TEXT))
    if cells["id"] and not re.fullmatch(IDENTIFIER, cells["id"], re.ASCII):
        row.add("value-not-allowed", "id", allowed=_WANTED["id"])
    organisation_type = row.choice("organisation_type", OrganisationType)
    target_area = row.choice("target_area", TargetArea, code="unknown-target-area")
    status = row.choice("status", Status)
    precision = row.choice("location_precision", Precision)
    start_year, end_year = row.year("start_year"), row.year("end_year")
    source_year = row.year("source_year")
    if start_year is not None and end_year is not None and end_year < start_year:
        row.add("year-order", "end_year", allowed=str(start_year))
    lon, lat = _check_position(row)
    _check_area(row, areas)
    further_places, serves = read_places(row, areas), read_served(row, areas)
    if precision is not None:
        _check_precision(row, precision)
    if cells["source_url"] and not is_web_address(cells["source_url"]):
        row.add("value-not-allowed", "source_url", allowed=_WANTED["source_url"])
    budget_sek = row.amount("budget_sek", "budget_of", wanted=_AMOUNTS["budget_sek"])
    capacity = row.amount("capacity", "capacity_of", wanted=_AMOUNTS["capacity"])
    review_date = row.day("review_date")
    if (
        row.problems
        or organisation_type is None
        or target_area is None
        or status is None
        or precision is None
    ):
        return None, row.problems
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
        further_places=further_places,
        serves=serves,
        budget_sek=budget_sek,
        budget_of=cells["budget_of"],
        capacity=capacity,
        capacity_of=cells["capacity_of"],
        contact=cells["contact"],
        review_date=review_date,
    )
    return initiative, []


def to_cells(initiative: Initiative) -> dict[str, str]:
    """
    Write an initiative as the text of its cells, by the columns of `COLUMNS`; "" for what is not known.

    Further places stand as “lon lat precision code label”, with “-” for no area and “ | ” between
    them; served areas as “level:code”, with “; ” between them; dates as 2026-05-31.
    """
    cells: dict[str, str] = {}
    for name in COLUMNS:
        value = getattr(initiative, name)
        match name:
            case "further_places":
                cells[name] = write_places(value)
            case "serves":
                cells[name] = write_served(value)
            case "lon" | "lat":
                cells[name] = "" if value is None else write_degrees(value)
            case _:
                cells[name] = "" if value is None else str(value)
    return cells


def _check_position(row: Row) -> tuple[float, float] | tuple[None, None]:
    lon, lat = row.cells["lon"], row.cells["lat"]
    if not (lon or lat) or row.is_faulty("lon") or row.is_faulty("lat"):
        return None, None
    reading = read_position(lon, lat)
    if reading.problem == "coordinates-incomplete":
        row.add(reading.problem, "lat" if lon else "lon")
    elif reading.problem:
        allowed = reading.proposal or ALLOWED_DEGREES
        row.add(reading.problem, "lon", value=f"{lon}, {lat}", allowed=allowed)
    elif reading.lon is not None and reading.lat is not None:
        return reading.lon, reading.lat
    return None, None


def _check_area(row: Row, areas: AreaRegister) -> None:
    code = row.cells["primary_area_code"]
    known = areas.codes(AreaLevel.PRIMARY_AREA)
    if not code or code in known:
        return
    wrong_form = check_code(
        AreaLevel.PRIMARY_AREA, code, file=row.file, row=row.number, column="primary_area_code"
    )
    if wrong_form is None:
        row.add("unknown-area", "primary_area_code", allowed=shorten(known))
    else:
        row.add("code-format", "primary_area_code", allowed=wrong_form.allowed)


def _check_precision(row: Row, precision: Precision) -> None:
    """Ask for a point where the precision promises one, and for none where it does not."""
    lon, lat = row.cells["lon"], row.cells["lat"]
    if precision in POINT_PRECISIONS:
        if not lon and not lat:
            allowed = N_("a position, or several_places or city_wide")
            row.add("precision-mismatch", "location_precision", allowed=allowed)
        return
    if lon or lat or row.cells["primary_area_code"]:
        allowed = N_("no position and no primary area")
        row.add("precision-mismatch", "location_precision", allowed=allowed)
    elif row.cells["further_places"]:
        allowed = N_("no further places unless the first one has a position")
        row.add("precision-mismatch", "location_precision", allowed=allowed)
    elif precision is Precision.CITY_WIDE and row.cells["serves"]:
        allowed = N_("no served areas, or several_places")
        row.add("precision-mismatch", "location_precision", allowed=allowed)
