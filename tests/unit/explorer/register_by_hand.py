"""Made-up initiatives for tests of the register's list and form."""

from dataclasses import replace
from typing import Any

from explorer.initiatives.model import Initiative, OrganisationType, Precision, Status
from indicators.definitions import TargetArea

# Made up from start to end; the place is real.
ONE = Initiative(
    id="laxhjalp",
    name="Läxhjälp",
    description_sv="Studenter hjälper elever.",
    description_en="Students help pupils.",
    organisation="Föreningen Läxan",
    organisation_type=OrganisationType.CIVIL_SOCIETY,
    target_area=TargetArea.SCHOOLING,
    target_group="",
    status=Status.RUNNING,
    start_year=2017,
    end_year=None,
    place="Hammarkulletorget",
    primary_area_code="606",
    lon=12.0342,
    lat=57.7806,
    location_precision=Precision.PLACE,
    source_title="Läxhjälpen växer",
    source_url="https://example.org/laxhjalp",
    source_year=2019,
    remark="",
)


def make(record_id: str, **fields: Any) -> Initiative:
    """Make an initiative that differs from `ONE` in its id, its name and what is given."""
    return replace(ONE, **{"id": record_id, "name": record_id, **fields})
