"""Rows of a register file for tests, made up; the codes of areas are real."""

from typing import Final

from explorer.initiatives.rows import COLUMNS

# In Nordost, and the neighbour of it.
HAMMARKULLEN, HJALLBO = "606", "612"
ROW: Final = dict.fromkeys(COLUMNS, "") | {
    "id": "laxhjalp",
    "name": "Läxhjälp i Hammarkullen",
    "description_sv": "Studenter hjälper elever med läxorna efter skolan.",
    "description_en": "Students help pupils with their homework after school.",
    "organisation": "Föreningen Läxan",
    "organisation_type": "civil society",
    "target_area": "schooling",
    "target_group": "Elever i årskurs 6–9",
    "status": "running",
    "start_year": "2017",
    "place": "Hammarkulletorget",
    "primary_area_code": HAMMARKULLEN,
    "lon": "12.0342",
    "lat": "57.7806",
    "location_precision": "place",
    "source_title": "Läxhjälpen växer",
    "source_url": "https://example.org/laxhjalp",
    "source_year": "2019",
}
WHOLE_CITY: Final = ROW | {
    "id": "bokstart",
    "name": "Bokstart",
    "primary_area_code": "",
    "lon": "",
    "lat": "",
    "location_precision": "city_wide",
    "place": "Hela staden",
}
