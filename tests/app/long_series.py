"""
A data folder with made-up figures for eighteen years, so that every word can be seen (writes).

“Employment rate” of the primary areas is made up; everything else is the built-in data. What becomes
of an area follows from its code alone: its last digit tells whether its distance to the city, 60
percent, shrinks, grows or stays, from 2012 on.
"""

import csv
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

INDICATOR: Final = "employment_rate"
YEARS: Final = range(2008, 2026)
TURN: Final = 2012
CITY: Final = 60.0
BELOW: Final = 20.0
# Half of the width of the interval that the made-up publisher gives.
HALF: Final = 0.2
STEP: Final = {"narrower": 1.0, "wider": -1.0, "unchanged": 0.0}


def word_of(code: str) -> str:
    """Say what becomes of the distance of an area."""
    return list(STEP)[int(code) % len(STEP)]


def value_of(code: str, year: int) -> float:
    """Make up a figure: twenty points below the city, and a point a year from `TURN` on."""
    return CITY - BELOW + STEP[word_of(code)] * max(0, year - TURN)


def write_long_series(folder: Path) -> Path:
    """Write the built-in observations with those of one indicator made up; returns the folder."""
    text = (files("indicators") / "data" / "observations.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    kept = [row for row in rows if row["indicator_id"] != INDICATOR]
    codes = sorted(
        {row["area_code"] for row in rows if row["indicator_id"] == "population"}
        & {row["area_code"] for row in rows if row["area_level"] == "primary_area"}
    )
    template = next(row for row in rows if row["indicator_id"] == INDICATOR)
    with (folder / "observations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*template, "lower", "upper"])
        writer.writeheader()
        writer.writerows([*kept, *_made_up(template, codes)])
    return folder


def _made_up(template: dict[str, str], codes: list[str]) -> Iterator[dict[str, str]]:
    for year in YEARS:
        common = template | {"period": str(year), "note": "", "quality": "published"}
        yield common | {"area_level": "municipality", "area_code": "1480", "value": f"{CITY}"}
        for code in codes:
            value = value_of(code, year)
            yield common | {
                "area_level": "primary_area",
                "area_code": code,
                "value": f"{value:.1f}",
                "lower": f"{value - HALF:.1f}",
                "upper": f"{value + HALF:.1f}",
            }
