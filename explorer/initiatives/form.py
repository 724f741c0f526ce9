"""A form about an initiative: what is typed as text, what is wrong with it at each field."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from explorer.i18n import N_
from explorer.initiatives.model import Initiative, Precision
from explorer.initiatives.rows import COLUMNS, OPTIONAL, check_row, to_cells
from geodata.areas import AreaRegister
from geodata.problems import Problem

# What the places of the form become.
PLACE_COLUMNS: Final = (
    *("place", "primary_area_code", "lon", "lat"),
    *("location_precision", "further_places"),
)
# A form is no file: its problems are told by their field.
NO_FILE: Final = ""
NO_ROW: Final = 1
# Stands between two further places in their cell.
BAR: Final = "|"
ALLOWED_LABEL: Final = N_("a name without “|”")
REQUIRED: Final = frozenset(COLUMNS) - OPTIONAL - {"id"}


@dataclass(frozen=True)
class PlaceFields:
    """
    One place as it is typed.

    `code` is the primary area of the position, "" outside all of them, None until it is found.
    """

    label: str = ""
    lon: str = ""
    lat: str = ""
    precision: str = Precision.PLACE.value
    code: str | None = None


@dataclass(frozen=True)
class Form:
    """
    What is typed: the cells of all columns but those of places, and the places.

    Parameters
    ----------
    cells
        By column, whatever was typed; those of `PLACE_COLUMNS` hold what `places` does not say:
        `place` and `location_precision` of an initiative without a point.
    places
        Empty for one that runs in the whole city, or in several places without a known point.
    """

    cells: Mapping[str, str]
    places: tuple[PlaceFields, ...] = ()

    def with_cell(self, column: str, text: str) -> "Form":
        """Give the form with another text in a column."""
        return replace(self, cells={**self.cells, column: text})

    def with_place(self, number: int, place: PlaceFields) -> "Form":
        """Give the form with another place at a number, or one more."""
        places = list(self.places)
        places[number : number + 1] = [place]
        return replace(self, places=tuple(places))

    def without_place(self, number: int) -> "Form":
        """Give the form without one of its places."""
        return replace(self, places=self.places[:number] + self.places[number + 1 :])


def empty_form() -> Form:
    """Give the form for a new initiative, with one place that is not known yet."""
    return Form(dict.fromkeys(COLUMNS, ""), (PlaceFields(),))


def fill_form(initiative: Initiative) -> Form:
    """Write an initiative into the form."""
    places = tuple(
        PlaceFields(
            each.label,
            repr(each.lon),
            repr(each.lat),
            each.precision.value,
            each.primary_area_code or "",
        )
        for each in initiative.places
    )
    return Form(to_cells(initiative), places)


def read_form(form: Form) -> dict[str, str]:
    """
    Give the cells that a form stands for, stripped, with its places in their columns.

    Without any place it stands for an initiative without a point, and its own words say where.
    """
    cells = {column: form.cells.get(column, "").strip() for column in COLUMNS}
    if not form.places:
        blank = dict.fromkeys(("primary_area_code", "lon", "lat", "further_places"), "")
        return cells | blank
    first, *further = (_stripped(each) for each in form.places)
    return cells | {
        "place": first.label,
        "primary_area_code": first.code or "",
        "lon": first.lon,
        "lat": first.lat,
        "location_precision": first.precision,
        "further_places": " | ".join(map(_further, further)),
    }


def check_form(
    form: Form, areas: AreaRegister
) -> tuple[Initiative | None, dict[str, tuple[Problem, ...]]]:
    """
    Turn a form into an initiative, or say at each column what is wrong.

    Returns
    -------
    initiative, problems
        The initiative is None exactly when there are problems. Problems of a further place stand
        at `further_places`.
    """
    cells = read_form(form)
    initiative, found = check_row(cells, areas, file=NO_FILE, number=NO_ROW)
    found = [*found, *map(_barred, [each for each in form.places[1:] if BAR in each.label])]
    if found:
        initiative = None
    problems: dict[str, tuple[Problem, ...]] = {}
    for told in found:
        # Who chose a place on the map has none to choose otherwise: its position is missing.
        unplaced = form.places and told.code == "precision-mismatch"
        problem = Problem("value-missing", column="lon") if unplaced else told
        column = problem.column or ""
        problems[column] = (*problems.get(column, ()), problem)
    return initiative, problems


def _barred(place: PlaceFields) -> Problem:
    return Problem(
        "value-not-allowed", column="further_places", value=place.label[:100], allowed=ALLOWED_LABEL
    )


def _stripped(place: PlaceFields) -> PlaceFields:
    return replace(place, label=place.label.strip(), lon=place.lon.strip(), lat=place.lat.strip())


def _further(place: PlaceFields) -> str:
    return f"{place.lon} {place.lat} {place.precision} {place.code or '-'} {place.label}".rstrip()
