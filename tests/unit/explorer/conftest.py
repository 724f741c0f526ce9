import csv
from collections.abc import Callable
from importlib.resources import files

import pytest

from explorer.workspace import Workspace, load_workspace
from geodata.areas import AreaLevel

ReadFigures = Callable[[str, AreaLevel, str], dict[str, float]]


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    """Return the built-in data, loaded once; nothing changes them."""
    return load_workspace()


@pytest.fixture(scope="session")
def read_figures() -> ReadFigures:
    """Return what reads an indicator's figures straight from the file, past all of our code."""
    text = (files("indicators") / "data" / "observations.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))

    def read(indicator: str, level: AreaLevel, period: str) -> dict[str, float]:
        wanted = (indicator, level.value, period)
        return {
            row["area_code"]: float(row["value"])
            for row in rows
            if (row["indicator_id"], row["area_level"], row["period"]) == wanted and row["value"]
        }

    return read
