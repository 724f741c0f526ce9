"""Made-up initiatives that hold whatever a sound register may hold, hostile texts among it."""

import re
from datetime import date
from typing import Final

from hypothesis import strategies as st

from explorer.initiatives.cells import LIMITS, MOST_NUMBER, YEARS
from explorer.initiatives.coordinates import KEPT_DECIMALS, SURROUNDINGS
from explorer.initiatives.model import (
    POINT_PRECISIONS,
    Initiative,
    OrganisationType,
    Place,
    Precision,
    ServedArea,
    Status,
)
from explorer.view import IDENTIFIER
from geodata.areas import AreaLevel, AreaRegister, load_areas
from indicators.definitions import TargetArea

AREAS: Final[AreaRegister] = load_areas()
WEST, SOUTH, EAST, NORTH = SURROUNDINGS
# What spreadsheets, CSV readers and browsers do something with.
HOSTILE: Final = (
    *("=1+1", "+46 31", "-5", "@SUM(A1)", "'=1", "''", '"', '""', "a,b", "a;b", "a | b", "#N/A"),
    *(
        "TRUE",
        "00123",
        "1,5",
        "1.50",
        "2026-05-31",
        "1e5",
        "NaN",
        "null",
        "-",
        "&lt;b&gt;",
        "{{7*7}}",
    ),
    *("_x0041_", "_x000D_", "=cmd|' /C calc'!A0", "Hjällbo – ”torget”", "😀", "\u2028x"),
)
_FORBIDDEN: Final = re.compile(r"<[a-zA-Z/!?]|script\s*:|data\s*:", re.IGNORECASE)
_letters: Final = st.characters(
    exclude_categories=["Cc", "Cs", "Cn", "Co"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)


def texts(
    column: str, *, empty: bool, without: str = "", lines: bool = False
) -> st.SearchStrategy[str]:
    """Make texts that a column may hold, without blanks at their ends."""
    letters = _letters | st.just("\n") if lines else _letters

    def sound(text: str) -> bool:
        return (
            (empty or bool(text))
            and not _FORBIDDEN.search(text)
            and not any(mark in text for mark in without)
            and len(text) <= LIMITS[column]
        )

    made = st.text(letters, max_size=40) | st.sampled_from(HOSTILE)
    return made.map(str.strip).filter(sound)


codes = st.none() | st.sampled_from(AREAS.codes(AreaLevel.PRIMARY_AREA))
longitudes = st.floats(WEST, EAST).map(lambda degrees: round(degrees, KEPT_DECIMALS))
latitudes = st.floats(SOUTH, NORTH).map(lambda degrees: round(degrees, KEPT_DECIMALS))
points = st.sampled_from(sorted(POINT_PRECISIONS))
places = st.builds(
    Place, texts("place", empty=True, without="|"), longitudes, latitudes, points, codes
)
years = st.none() | st.integers(YEARS[0], YEARS[-1])
numbers = st.integers(0, MOST_NUMBER)
addresses = st.sampled_from(
    ["https://example.org/a?b=c,d;e#f", "http://example.org", "https://exämple.org/å?x='=1'"]
)


@st.composite
def served_areas(draw: st.DrawFn) -> ServedArea:
    level = draw(st.sampled_from([each for each in AreaLevel if each != AreaLevel.MUNICIPALITY]))
    return ServedArea(level, draw(st.sampled_from(AREAS.codes(level))))


@st.composite
def initiatives(draw: st.DrawFn) -> Initiative:
    """Draw an initiative that `check_row` has nothing to say about."""
    precision = draw(st.sampled_from(Precision))
    pinned = precision in POINT_PRECISIONS
    start, end = sorted((draw(years), draw(years)), key=lambda year: (year is None, year or 0))
    capacity, budget = draw(st.none() | numbers), draw(st.none() | numbers)
    serves = draw(st.lists(served_areas(), max_size=3, unique=True))
    return Initiative(
        id=draw(st.from_regex(re.compile(IDENTIFIER, re.ASCII), fullmatch=True)),
        name=draw(texts("name", empty=False)),
        description_sv=draw(texts("description_sv", empty=False, lines=True)),
        description_en=draw(texts("description_en", empty=False, lines=True)),
        organisation=draw(texts("organisation", empty=False)),
        organisation_type=draw(st.sampled_from(OrganisationType)),
        target_area=draw(st.sampled_from(TargetArea)),
        target_group=draw(texts("target_group", empty=True)),
        status=draw(st.sampled_from(Status)),
        start_year=start,
        end_year=end,
        place=draw(texts("place", empty=False)),
        primary_area_code=draw(codes) if pinned else None,
        lon=draw(longitudes) if pinned else None,
        lat=draw(latitudes) if pinned else None,
        location_precision=precision,
        source_title=draw(texts("source_title", empty=False)),
        source_url=draw(addresses),
        source_year=draw(years),
        remark=draw(texts("remark", empty=True, lines=True)),
        further_places=tuple(draw(st.lists(places, max_size=3))) if pinned else (),
        serves=() if precision is Precision.CITY_WIDE else tuple(serves),
        budget_sek=budget,
        budget_of="" if budget is None else draw(texts("budget_of", empty=False)),
        capacity=capacity,
        capacity_of="" if capacity is None else draw(texts("capacity_of", empty=False)),
        contact=draw(texts("contact", empty=True)),
        review_date=draw(st.none() | st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))),
    )
