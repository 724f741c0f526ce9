"""The command line of the areas: where a point lies, and what is wrong with a boundary file."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from geodata.areas import Area, AreaLevel, load_areas
from geodata.boundaries import check_boundaries, load_boundaries, load_land
from geodata.location import locate
from geodata.problems import DataError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Areas and boundaries of Gothenburg. Exit code 0: fine, 1: problems in the data (listed), "
    "2: the call itself is wrong.",
)


class Format(StrEnum):
    """How a command prints its answer."""

    TABLE = "table"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="For people, or one JSON object.")]


# A negative longitude such as -3.2 must not be taken for an option.
@app.command("locate", context_settings={"ignore_unknown_options": True})
def print_location(
    lon: Annotated[float, typer.Argument(help="Longitude in degrees, WGS 84, such as 12.0342.")],
    lat: Annotated[float, typer.Argument(help="Latitude in degrees, WGS 84, such as 57.7806.")],
    level: Annotated[
        AreaLevel | None, typer.Option(help="Only this level; every level without it.")
    ] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """
    Name the areas that a point lies in.

    The place is: inside an area, on the border of several (the smallest code is named), at the
    shore (at most 150 m off an area: the nearest is named), at sea, or outside (no area).

    Example: python -m geodata locate 12.0342 57.7806 --level primary_area
    """
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise typer.BadParameter(
            f"{lon:g} {lat:g} is no position. Longitude goes from -180 to 180 and comes first,"
            " latitude from -90 to 90. Are these metres of another coordinate system?"
        )
    try:
        areas = load_areas()
        boundaries = load_boundaries(areas)
        land = load_land()
    except DataError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    west, south, east, north = land.total_bounds
    if west <= lat <= east and south <= lon <= north:
        raise typer.BadParameter(
            f"{lon:g} {lat:g} looks like latitude first. Give the longitude first: {lat:g} {lon:g}."
        )
    found = locate(lon, lat, boundaries, areas, land).iloc[0]
    place = str(found["place"])
    named = {
        each: None
        if (code := found[each.value]) is None
        else Area(each, code, areas.name(each, code))
        for each in AreaLevel
    }
    if output is Format.JSON:
        answer: dict[str, Any] = {
            "lon": lon,
            "lat": lat,
            "place": place,
            "areas": {
                each.value: area and {"code": area.code, "name": area.name}
                for each, area in named.items()
            },
        }
        if level is not None:
            area = named[level]
            answer["area"] = area and {"level": level.value, "code": area.code, "name": area.name}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    typer.echo(f"{'place':<18}{place}")
    for each, area in named.items():
        if level in (None, each):
            text = "–" if area is None else f"{area.code:<6}{area.name}"
            typer.echo(f"{each.value:<18}{text}")


@app.command("check")
def print_problems(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="GeoJSON file with area_code.")
    ],
    level: Annotated[AreaLevel, typer.Option(help="Level of the areas in the file.")],
    output: FormatOption = Format.TABLE,
) -> None:
    """
    List everything that is wrong with a boundary file.

    Rows count the features from 1.

    Example: python -m geodata check boundaries.geojson --level primary_area
    """
    try:
        problems = check_boundaries(file, load_areas(), level=level)
    except DataError as error:
        problems = list(error.problems)
    usable = all(problem.severity != "error" for problem in problems)
    if output is Format.JSON:
        answer = {
            "file": file.name,
            "level": level.value,
            "usable": usable,
            "problems": [problem.to_record() for problem in problems],
        }
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            typer.echo(f"{problem.severity} {problem.code}: {problem}")
        typer.echo(f"Problems in {file.name}: {len(problems) or 'none'}.")
    if not usable:
        raise typer.Exit(1)
