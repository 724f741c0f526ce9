"""Made-up initiatives in the made-up town of tests.unit.indicators.made_up."""

from dataclasses import replace
from typing import Any, Final

from explorer.initiatives.model import Initiative, OrganisationType, Place, Precision, Status
from indicators.definitions import TargetArea

PLAIN: Final = Initiative(
    id="plain",
    name="Made up",
    description_sv="Påhittad.",
    description_en="Made up.",
    organisation="Town",
    organisation_type=OrganisationType.MUNICIPAL_ADMINISTRATION,
    target_area=TargetArea.WORK,
    target_group="",
    status=Status.RUNNING,
    start_year=2015,
    end_year=None,
    place="Hilltop square",
    primary_area_code="101",
    lon=12.0,
    lat=57.7,
    location_precision=Precision.PLACE,
    source_title="Made up",
    source_url="https://example.org/",
    source_year=2020,
    remark="",
)


def made(name: str, code: str | None = "101", **changes: Any) -> Initiative:
    """Make an initiative at a place in one primary area, or without any place."""
    placed = {"primary_area_code": code, "id": name, "name": name}
    if code is None:
        placed |= {"lon": None, "lat": None, "location_precision": Precision.SEVERAL_PLACES}
    return replace(PLAIN, **(placed | changes))


def whole_city(name: str, **changes: Any) -> Initiative:
    """Make one that runs in the whole city."""
    return made(name, None, location_precision=Precision.CITY_WIDE, **changes)


def place_in(code: str | None) -> Place:
    """Make a further place in a primary area."""
    return Place("A further one", 12.01, 57.71, Precision.PLACE, code)
