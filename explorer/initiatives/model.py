from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from indicators.definitions import TargetArea


class OrganisationType(StrEnum):
    """Kind of organiser; `partnership` when several of different kinds run it together."""

    MUNICIPAL_ADMINISTRATION = "municipal administration"
    MUNICIPAL_COMPANY = "municipal company"
    REGION = "region"
    UNIVERSITY = "university"
    CIVIL_SOCIETY = "civil society"
    BUSINESS = "business"
    PARTNERSHIP = "partnership"


class Status(StrEnum):
    """Whether an initiative runs, as far as its source tells."""

    RUNNING = "running"
    PLANNED = "planned"
    ENDED = "ended"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How exactly the place is known, most exact first; the last two have no point at all."""

    ADDRESS = "address"
    PLACE = "place"
    AREA = "area"
    SEVERAL_PLACES = "several_places"
    CITY_WIDE = "city_wide"


POINT_PRECISIONS: Final = frozenset({Precision.ADDRESS, Precision.PLACE, Precision.AREA})


@dataclass(frozen=True)
class Initiative:
    """
    One initiative for a more equal city, as its public source describes it.

    Parameters
    ----------
    id
        Unique and lasting; for machines.
    name
        Proper name, the same in every language.
    description_sv, description_en
        One or two plain sentences in each language.
    target_area
        Target area of the programme; growing up is split into the early years and schooling.
    start_year, end_year
        Calendar years, None when the source does not tell.
    place
        In words; for an initiative without a point it says where it runs.
    primary_area_code
        Primary area of the point; None without a point.
    lon, lat
        WGS 84 degrees, both or neither. With the precision `area` they stand for a neighbourhood.
    source_title, source_url, source_year
        Where it was read; the address is always http or https.
    remark
        Weak spots of the row, for those who keep the register.
    """

    id: str
    name: str
    description_sv: str
    description_en: str
    organisation: str
    organisation_type: OrganisationType
    target_area: TargetArea
    target_group: str
    status: Status
    start_year: int | None
    end_year: int | None
    place: str
    primary_area_code: str | None
    lon: float | None
    lat: float | None
    location_precision: Precision
    source_title: str
    source_url: str
    source_year: int | None
    remark: str

    def description(self, lang: str) -> str:
        """Give the description in Swedish for "sv", in English for any other language."""
        return self.description_sv if lang == "sv" else self.description_en

    @property
    def has_point(self) -> bool:
        """True when it can be drawn on the map; `area` ones never as if they were an address."""
        return self.location_precision in POINT_PRECISIONS and None not in (self.lon, self.lat)

    @property
    def is_band(self) -> bool:
        """True when it runs in the whole city or in several places: a band beside the map."""
        return self.location_precision not in POINT_PRECISIONS
