from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from geodata.areas import AreaLevel
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


class Place(NamedTuple):
    """
    One place where an initiative is delivered.

    `precision` is one of `POINT_PRECISIONS`; with `area` the point stands for a neighbourhood.
    `lon` and `lat` are degrees (WGS 84); the area is the primary area, None outside all of them.
    """

    label: str
    lon: float
    lat: float
    precision: Precision
    primary_area_code: str | None


class ServedArea(NamedTuple):
    """An area that an initiative serves, on any level."""

    level: AreaLevel
    code: str


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
    further_places
        Places beside the first one; empty for those without a point.
    serves
        Areas that it serves as a whole, as its source says; each once, in the order of the source.
    budget_sek, budget_of
        Swedish kronor, and what they are for in words ("a year", "2018–2020"); None and "" when
        not known.
    capacity, capacity_of
        How many it has room for, and of what in words; None and "" when not known.
    contact
        Whom to ask: a mailbox or telephone number of the organiser, no private person's.
    review_date
        When the entry should be looked at again.
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
    further_places: tuple[Place, ...] = ()
    serves: tuple[ServedArea, ...] = ()
    budget_sek: int | None = None
    budget_of: str = ""
    capacity: int | None = None
    capacity_of: str = ""
    contact: str = ""
    review_date: date | None = None

    def description(self, lang: str) -> str:
        """Give the description in Swedish for "sv", in English for any other language."""
        return self.description_sv if lang == "sv" else self.description_en

    @property
    def has_point(self) -> bool:
        """True when it can be drawn on the map; `area` ones never as if they were an address."""
        return self.location_precision in POINT_PRECISIONS and None not in (self.lon, self.lat)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place where it is delivered, the first one first; none for those without a point."""
        if self.lon is None or self.lat is None or self.location_precision not in POINT_PRECISIONS:
            return ()
        first = Place(
            self.place, self.lon, self.lat, self.location_precision, self.primary_area_code
        )
        return (first, *self.further_places)

    @property
    def is_band(self) -> bool:
        """True when it runs in the whole city or in several places: a band beside the map."""
        return self.location_precision not in POINT_PRECISIONS
