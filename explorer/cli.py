"""
The explorer's command line: start the app, write a view to a file, check the register, measure.

Exit codes: 0 done, 1 bad data (the problems are listed), 2 a bad call.
"""

import json
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl

import typer

from explorer.export.formats import FORMATS, write
from explorer.i18n import translator
from explorer.initiatives.register import choose, load_register
from explorer.layers import build_layer, settle
from explorer.settings import settings
from explorer.view import from_query
from explorer.workspace import Workspace, known_names, load_workspace
from geodata.areas import load_areas
from geodata.problems import DataError, Problem

app = typer.Typer(no_args_is_help=True, help="The equality map of Gothenburg.")
export = typer.Typer(no_args_is_help=True, help="Write what a view shows to a file.")
initiatives = typer.Typer(no_args_is_help=True, help="The register of initiatives.")
app.add_typer(export, name="export")
app.add_typer(initiatives, name="initiatives")

ROOT = Path(__file__).resolve().parent.parent
# One form for each ending; the CSV is the plain one.
ENDINGS = tuple(dict.fromkeys(each.ending for each in FORMATS.values()))


class Format(StrEnum):
    """Forms of printed data."""

    TABLE = "table"
    JSON = "json"


@app.command()
def run(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
    address: Annotated[str, typer.Option(help="Address to listen on.")] = "localhost",
    browser: Annotated[bool, typer.Option(help="Open the app in a browser.")] = True,
) -> None:
    """Start the app and open it in the browser."""
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(ROOT / "streamlit_app.py")),
        *("--server.port", str(port), "--server.address", address),
    ]
    if not browser:
        command += ["--server.headless", "true"]
    try:
        # The folder decides which .streamlit/config.toml holds: the theme is in ours.
        code = subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603  our own command
    except KeyboardInterrupt:
        code = 0
    raise typer.Exit(code)


@export.command()
def table(
    out: Annotated[Path, typer.Option(help="File to write; its ending decides the form.")],
    view: Annotated[str, typer.Option(help="The part of a link after the question mark.")] = "",
) -> None:
    """Write the figures of a view as CSV, XLSX or GeoJSON."""
    ending = out.suffix.lower().lstrip(".")
    if ending not in ENDINGS:
        typer.echo(f"Cannot write “{out.name}”: the endings are {', '.join(ENDINGS)}.", err=True)
        raise typer.Exit(2)
    workspace = _load()
    wish, problems = from_query(dict(parse_qsl(view.lstrip("?"))), known=known_names(workspace))
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(2)
    layer = build_layer(workspace, wish)
    shown = choose(
        workspace.register,
        target_areas=wish.initiatives,
        statuses=wish.status,
        organisers=wish.organiser,
        words=wish.words,
    )
    selection, _ = settle(workspace, wish)
    content = write(
        ending,
        layer,
        boundaries=workspace.boundaries[selection.level],
        initiatives=shown,
        t=translator(wish.lang),
        link="",
    )
    try:
        out.write_bytes(content)
    except OSError as error:
        typer.echo(f"Cannot write “{out}”: {error.strerror}.", err=True)
        raise typer.Exit(2) from error
    typer.echo(f"{out}: {len(content):,} bytes")


@initiatives.command()
def check(
    file: Path,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Check a file of initiatives and list every problem in it."""
    try:
        count = len(load_register(load_areas(), file).initiatives)
        problems: tuple[Problem, ...] = ()
    except DataError as error:
        count, problems = 0, error.problems
    if form is Format.JSON:
        rows = [each.to_record() for each in problems]
        typer.echo(json.dumps({"initiatives": count, "problems": rows}, ensure_ascii=False))
    elif problems:
        for each in problems:
            typer.echo(str(each))
    else:
        typer.echo(f"{file.name}: {count} initiatives, no problems.")
    raise typer.Exit(1 if problems else 0)


@app.command()
def bench(
    rounds: Annotated[int, typer.Option(min=1, max=50, help="Recolourings to measure.")] = 11,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Measure first paint, recolouring and bytes: this app beside a plain folium.GeoJson page."""
    # Needs a browser and Playwright, which only the development requirements bring.
    from explorer.bench import measure_both, table_of

    try:
        results = measure_both(rounds=rounds)
    except RuntimeError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    typer.echo(json.dumps(results) if form is Format.JSON else table_of(results))


def _load() -> Workspace:
    try:
        return load_workspace(settings().data_dir)
    except DataError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
