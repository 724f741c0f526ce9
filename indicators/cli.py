"""The commands of `python -m indicators` (reads and prints)."""

import csv
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from geodata.areas import AreaLevel, load_areas
from geodata.problems import DataError
from indicators.measures.groups import Groups
from indicators.measures.interval import CONFIDENCE
from indicators.measures.simulation import DRAWS
from indicators.measures.subgroups import read_subgroups
from indicators.measures.toolkit import FURTHER, TOOLKIT, Summary, summarise
from indicators.selection import combinations
from indicators.table import check_directory, check_file, load_table

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Indicators: what they count, where and when there are figures, and whether a file fits.",
)


class CheckFormat(StrEnum):
    """Forms in which problems are printed."""

    TABLE = "table"
    JSON = "json"


class ListFormat(StrEnum):
    """Forms in which data are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command()
def check(
    path: Annotated[
        Path,
        typer.Argument(
            exists=True,
            metavar="FILE|DIR",
            help="A file of observations, indicators.csv or sources.csv;"
            " or a folder with indicators.csv, sources.csv and observations.csv.",
        ),
    ],
    output: Annotated[
        CheckFormat, typer.Option("--format", help="How the problems are printed.")
    ] = CheckFormat.TABLE,
) -> None:
    """
    Check a file or a folder of figures and list every problem, not only the first.

    A single file of observations may name the built-in indicators and sources;
    a folder is checked against its own lists.

    Exit code: 0 if the figures can be used (warnings may be listed), 1 if not, 2 for a bad call.
    """
    try:
        areas = load_areas()
        if path.is_dir():
            problems = check_directory(areas, path)
        else:
            problems = check_file(areas, path, table=load_table(areas))
    except DataError as error:
        problems = list(error.problems)
    errors = [problem for problem in problems if problem.severity == "error"]
    if output is CheckFormat.JSON:
        found = [problem.to_record() for problem in problems]
        _print_json({"path": str(path), "usable": not errors, "problems": found})
    else:
        for problem in problems:
            print(f"{problem.severity}: {problem}")
        warnings = len(problems) - len(errors)
        print(f"{path}: {_count(len(errors), 'error')}, {_count(warnings, 'warning')}.")
    raise typer.Exit(1 if errors else 0)


@app.command(name="list")
def list_indicators(
    output: Annotated[
        ListFormat, typer.Option("--format", help="How the list is printed.")
    ] = ListFormat.TABLE,
) -> None:
    """
    List the indicators with unit, direction, levels and periods.

    Levels and periods are those that can be shown, computed ones included.
    """
    try:
        areas = load_areas()
        table = load_table(areas)
    except DataError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from None
    rows: list[dict[str, str | list[str]]] = []
    for definition in table.definitions.values():
        shown = [
            found
            for found in combinations(table, areas, definition.indicator_id)
            if found.available
        ]
        levels = {found.level for found in shown}
        rows.append(
            {
                "indicator_id": definition.indicator_id,
                "name_en": definition.name_en,
                "unit": definition.unit,
                "direction": definition.direction.value,
                "levels": [level.value for level in AreaLevel if level in levels],
                "periods": sorted({found.period for found in shown}),
            }
        )
    if output is ListFormat.JSON:
        _print_json({"indicators": rows})
        return
    columns = list(rows[0])
    cells = [[_join(row[column]) for column in columns] for row in rows]
    if output is ListFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([columns, *cells])
    else:
        _print_table(columns, cells)


@app.command()
def measures(
    path: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            metavar="FILE",
            help="CSV file with the columns subgroup, estimate and population, and if you like"
            " subgroup_order (lowest for the least advantaged), se, favourable (1 or 0; 1 if it is"
            " left out), reference (1 in one row) and parent (the larger group it belongs to).",
        ),
    ],
    output: Annotated[
        ListFormat, typer.Option("--format", help="How the measures are printed.")
    ] = ListFormat.TABLE,
    seed: Annotated[
        int, typer.Option(min=0, help="Seed of the simulation that the intervals come from.")
    ] = 1,
) -> None:
    """
    Compute every measure of inequality between groups that applies to a table.

    First the 21 of the WHO Health Equity Assessment Toolkit, then this project's additions.
    Theil indices and mean log deviation are printed times 1000; coefficient of variation, indices of
    disparity and attributable fraction in percent. Lower and upper are 95 % intervals, not known
    without standard errors. Rows without an estimate or without people are left out and listed.
    METHODS.md has the formulas.

    Exit code: 0 if the table can be read (measures that do not apply are listed with the reason),
    1 if not, 2 for a bad call.
    """
    file, problems = read_subgroups(path)
    for problem in problems:
        print(f"{problem.severity}: {problem}", file=sys.stderr)
    if file is None:
        raise typer.Exit(1)
    summary = summarise(file.groups, rng=np.random.default_rng(seed), measures=(*TOOLKIT, *FURTHER))
    if output is ListFormat.JSON:
        order = file.groups.order
        _print_json(
            {
                "file": path.name,
                "groups": len(file.groups.estimates),
                "ordered": order is not None and order.nunique() > 1,
                "favourable": file.groups.favourable,
                "reference": file.groups.reference,
                "left_out": file.left_out,
                "intervals": _intervals(file.groups, seed),
                "measures": {name: one._asdict() for name, one in summary.measures.items()},
                "not_applicable": summary.not_applicable,
            }
        )
        return
    columns = ["measure", "name", "estimate", "lower", "upper", "not_applicable"]
    if output is ListFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([columns, *_measure_rows(summary, missing="", digits=None)])
        return
    _print_table(columns, _measure_rows(summary, missing="–", digits=6))
    if not isinstance(_intervals(file.groups, seed), dict):
        print("The intervals are not known: a standard error is missing, or all are 0.")
    for name, reason in file.left_out.items():
        print(f"Left out: “{name}”. {reason}")


def _intervals(groups: Groups, seed: int) -> dict[str, float] | None:
    """Say how the intervals are made; None if they are not known."""
    errors = groups.standard_error
    if errors is None or errors.isna().any() or not (errors > 0).any():
        return None
    return {"confidence": CONFIDENCE, "draws": DRAWS, "seed": seed}


def _measure_rows(summary: Summary, *, missing: str, digits: int | None) -> list[list[str]]:
    def show(number: float | None) -> str:
        if number is None:
            return missing
        return repr(number) if digits is None else f"{number:.{digits}g}"

    rows = []
    for measure in (*TOOLKIT, *FURTHER):
        name = measure.short_name
        one = summary.measures.get(name)
        cells = [show(cell) for cell in (one or (None, None, None))]
        rows.append([name, measure.name, *cells, summary.not_applicable.get(name, "")])
    return rows


def _print_json(payload: object) -> None:
    print(json.dumps(payload, ensure_ascii=False, indent=2, allow_nan=False))


def _print_table(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    for row in (columns, *cells):
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def _join(cell: str | list[str]) -> str:
    return cell if isinstance(cell, str) else " ".join(cell)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
