"""
The explorer's command line: start the app, write a view to a file, check the register, measure.

Exit codes: 0 done, 1 bad data (the problems are listed), 2 a bad call.
"""

import csv
import json
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl

import typer

from explorer.export.compare import COMPARE_FORMATS, write_compare
from explorer.export.compare_parts import report_compare
from explorer.export.compare_refusals import REFUSALS
from explorer.export.effort import EFFORT_FORMATS, report_effort, write_effort
from explorer.export.formats import FORMATS, write
from explorer.export.gaps import (
    GAP_FORMATS,
    report_board,
    report_gap,
    write_gaps,
)
from explorer.export.report import REPORT_FORMATS
from explorer.gap_answer import NO_ORDER, Question, Refused, answer
from explorer.gap_record import to_record, to_rows, to_text
from explorer.gap_words import UNFIT_SENTENCES
from explorer.i18n import SOURCE, languages, translator
from explorer.initiatives.kept import Unavailable
from explorer.initiatives.register import choose
from explorer.layers import build_layer, settle
from explorer.register_cli import Format, initiatives
from explorer.report_cli import Wanted, write_every, write_one
from explorer.settings import settings
from explorer.view import ViewState, from_query
from explorer.workspace import Workspace, known_names, load_workspace, with_kept_register
from geodata.areas import AreaLevel
from geodata.problems import DataError
from indicators.comparison import NotComparable
from indicators.gaps import SEED
from indicators.selection import NotAvailable

app = typer.Typer(no_args_is_help=True, help="The equality map of Gothenburg.")
export = typer.Typer(no_args_is_help=True, help="Write what a view shows to a file.")
app.add_typer(export, name="export")
app.add_typer(initiatives, name="initiatives")

ROOT = Path(__file__).resolve().parent.parent
# One form for each ending; the CSV is the plain one.
ENDINGS = tuple(dict.fromkeys(each.ending for each in FORMATS.values()))
GAP_ENDINGS = tuple(dict.fromkeys(each.ending for each in GAP_FORMATS.values()))
COMPARE_ENDINGS = tuple(dict.fromkeys(each.ending for each in COMPARE_FORMATS.values()))
EFFORT_ENDINGS = tuple(dict.fromkeys(each.ending for each in EFFORT_FORMATS.values()))


class RowFormat(StrEnum):
    """Forms of printed rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


OutFile = Annotated[Path, typer.Option(help="File to write; its ending decides the form.")]
Query = Annotated[str, typer.Option(help="The part of a link after the question mark.")]


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
def table(out: OutFile, view: Query = "") -> None:
    """Write the figures of a view as CSV, XLSX or GeoJSON."""
    ending = _ending(out, ENDINGS)
    workspace = _load()
    wish = _view(workspace, view)
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
    _save(out, content)


@export.command(name="gaps")
def export_gaps(out: OutFile, view: Query = "") -> None:
    """Write the gap of a view: area by area as CSV, everything with its sources as XLSX."""
    ending = _ending(out, GAP_ENDINGS)
    workspace = _load()
    wish = _view(workspace, view)
    try:
        report = report_gap(workspace, wish)
    except NotAvailable as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(2) from None
    except NotComparable as refusal:
        sentence = UNFIT_SENTENCES[refusal.reason]
        typer.echo(translator(SOURCE)(sentence, indicator=wish.indicator), err=True)
        raise typer.Exit(2) from None
    _save(out, write_gaps(ending, report, t=translator(wish.lang)))


@export.command()
def board(out: OutFile, view: Query = "") -> None:
    """Write the gaps of all headline indicators as CSV or XLSX."""
    ending = _ending(out, GAP_ENDINGS)
    workspace = _load()
    wish = _view(workspace, view)
    report = report_board(workspace, wish)
    _save(out, write_gaps(f"board_{ending}", report, t=translator(wish.lang)))


@export.command(name="compare")
def export_compare(out: OutFile, view: Query = "") -> None:
    """Write what a part of the page that compares shows: as CSV, or with its sources as XLSX."""
    ending = _ending(out, COMPARE_ENDINGS)
    workspace = _load()
    wish = _view(workspace, view)
    try:
        report = report_compare(workspace, wish)
    except REFUSALS as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(2) from None
    _save(out, write_compare(ending, report, t=translator(wish.lang)))


@export.command(name="effort")
def export_effort(out: OutFile, view: Query = "") -> None:
    """Write what a part of the page about effort and need shows: as CSV, or with its sources as XLSX."""
    ending = _ending(out, EFFORT_ENDINGS)
    workspace = _load()
    wish = _view(workspace, view)
    try:
        report = report_effort(workspace, wish)
    except NotAvailable as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(2) from None
    _save(out, write_effort(ending, report, t=translator(wish.lang)))


@export.command(name="report")
def export_report(
    out: Annotated[Path, typer.Option(help="File to write (pdf or png); a folder with --all.")],
    view: Query = "",
    every: Annotated[
        bool, typer.Option("--all", help="A PDF of every area of the view's level.")
    ] = False,
    lang: Annotated[
        list[str] | None,
        typer.Option(help="Language, instead of the view's; may be repeated with --all."),
    ] = None,
    site: Annotated[
        str, typer.Option(metavar="URL", help="Where the app is: for the link and its QR code.")
    ] = "",
) -> None:
    """Write about one area: two pages as PDF (PDF/UA), or a picture to share as PNG; or about all."""
    unknown = sorted({*(lang or ())} - {*languages()})
    if unknown:
        typer.echo(f"Unknown: {', '.join(unknown)}. Languages: {', '.join(languages())}.", err=True)
        raise typer.Exit(2)
    ending = "pdf" if every else _ending(out, tuple(REPORT_FORMATS))
    workspace = _load()
    wish = _view(workspace, view)
    wanted = Wanted(workspace, wish, tuple(dict.fromkeys(lang or [wish.lang])), site)
    if every:
        write_every(out, wanted)
    else:
        write_one(out, ending, wanted)


@app.command()
def gaps(
    indicator: Annotated[str, typer.Argument(help="As `python -m indicators list` names it.")],
    level: Annotated[
        AreaLevel, typer.Option(help="Level of the areas that are compared.")
    ] = AreaLevel.PRIMARY_AREA,
    period: Annotated[str | None, typer.Option(help="Period; the newest if left out.")] = None,
    order_by: Annotated[
        str | None,
        typer.Option(
            metavar="INDICATOR",
            help="Orders the areas for the measures that need it; median_economic_standard if left"
            f" out and the level has it, “{NO_ORDER}” for no order.",
        ),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(
            metavar="AREA_CODE",
            help="Area that others are held against; the middle one if left out.",
        ),
    ] = None,
    base: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="Period that the change is counted from.")
    ] = None,
    measure: Annotated[
        str, typer.Option(help="Short name of the measure that is followed over time.")
    ] = ViewState.measure,
    lang: Annotated[str, typer.Option(help="Language of names and sentences.")] = "en",
    form: Annotated[RowFormat, typer.Option("--format", help="How to print.")] = RowFormat.TABLE,
    seed: Annotated[
        int, typer.Option(min=0, help="Seed of the simulation that the intervals come from.")
    ] = SEED,
) -> None:
    """
    Print every measure of one indicator's gap, with 95 % intervals.

    Exactly what is asked for is compared. Where it does not exist or cannot be compared (a count,
    the whole city), a sentence says what there is instead, with exit code 2; bad data give 1.
    """
    if lang not in languages():
        typer.echo(f"There is no language “{lang}”. There are: {', '.join(languages())}.", err=True)
        raise typer.Exit(2)
    question = Question(
        indicator, level, period, order_by, reference, base, measure=measure, seed=seed
    )
    try:
        found = answer(_load(), question)
    except Refused as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(2) from None
    t = translator(lang)
    if form is RowFormat.JSON:
        record = to_record(found, t)
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False))
    elif form is RowFormat.CSV:
        csv.writer(sys.stdout, lineterminator="\n").writerows(to_rows(found, t))
    else:
        typer.echo(to_text(found, t))


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
    """Load the data, with the register as its database has it where there is one."""
    try:
        workspace = load_workspace(settings().data_dir)
        url = settings().register_url
    except DataError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    try:
        return with_kept_register(workspace, url)
    except Unavailable as fault:
        typer.echo(
            f"The database of the register does not answer ({fault.reason.strip()})."
            " The initiatives are those that came with the program.",
            err=True,
        )
        return workspace


def _view(workspace: Workspace, query: str) -> ViewState:
    """Read a view from the command line, where nothing is passed over."""
    wish, problems = from_query(dict(parse_qsl(query.lstrip("?"))), known=known_names(workspace))
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(2)
    return wish


def _ending(out: Path, endings: tuple[str, ...]) -> str:
    ending = out.suffix.lower().lstrip(".")
    if ending not in endings:
        typer.echo(f"Cannot write “{out.name}”: the endings are {', '.join(endings)}.", err=True)
        raise typer.Exit(2)
    return ending


def _save(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        typer.echo(f"Cannot write “{out}”: {error.strerror}.", err=True)
        raise typer.Exit(2) from error
    typer.echo(f"{out}: {len(content):,} bytes")
