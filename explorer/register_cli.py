"""
The commands about the register of initiatives: check a file, take one in, write one (reads and writes).

Exit codes: 0 done, 1 bad data or no answer from the database, 2 a bad call.
"""

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from explorer.export.register import REGISTER_FORMATS, write_initiatives
from explorer.i18n import SOURCE, translator
from explorer.initiatives.database import Absent
from explorer.initiatives.draft import Draft, Ground, Repair, plan_import
from explorer.initiatives.files import FileRow, Upload, check_size, check_upload, read_upload
from explorer.initiatives.kept import Conflict, Kept, Plan, Unavailable
from explorer.initiatives.model import Status
from explorer.initiatives.register import Register, choose, load_register
from explorer.initiatives.store import Store
from explorer.settings import settings
from explorer.workspace import open_store, own_file
from geodata.areas import AreaRegister, load_areas
from geodata.boundaries import load_boundaries, load_land
from geodata.problems import DataError, Problem
from indicators.definitions import TargetArea

initiatives = typer.Typer(no_args_is_help=True, help="The register of initiatives.")

ENDINGS: Final = tuple(dict.fromkeys(each.ending for each in REGISTER_FORMATS.values()))
# A bar is drawn for what takes longer than this.
PATIENCE_S: Final = 1.0
MOST_LISTED: Final = 50


class Format(StrEnum):
    """Forms of printed data."""

    TABLE = "table"
    JSON = "json"


HowToPrint = Annotated[Format, typer.Option("--format", help="How to print.")]


@initiatives.command()
def check(file: Path, form: HowToPrint = Format.TABLE) -> None:
    """Check a file of initiatives (CSV, XLSX or GeoJSON) and list every problem in it."""
    areas, _, _ = _areas()
    found, problems = check_upload(_read(file), areas)
    bad = any(each.severity == "error" for each in problems)
    count = 0 if bad else len(found)
    if form is Format.JSON:
        rows = [each.to_record() for each in problems]
        typer.echo(json.dumps({"initiatives": count, "problems": rows}, ensure_ascii=False))
    else:
        for each in problems:
            typer.echo(str(each))
        if not bad:
            typer.echo(f"{file.name}: {_count(count, 'initiative')}, no problems.")
    raise typer.Exit(1 if bad else 0)


@initiatives.command(name="import")
def take_in(
    file: Path,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")
    ] = False,
    accept: Annotated[
        bool,
        typer.Option("--accept-proposals", help="Use what is proposed for positions."),
    ] = False,
    who: Annotated[
        str, typer.Option(metavar="NAME", help="Whose name the history shows; asked for if needed.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before writing.")] = False,
    form: HowToPrint = Format.TABLE,
) -> None:
    """
    Take a file of initiatives (CSV, XLSX or GeoJSON) into the register: all of it or nothing.

    First it says what would be new, changed and unchanged, and what is wrong in which row. Then it
    asks; without a terminal, and with --format json, it writes only with --yes. Rows that the file
    does not have stay in the register.
    """
    if yes and not dry_run and not who.strip():
        typer.echo("Give the name for the history with --who.", err=True)
        raise typer.Exit(2)
    upload = _read(file)
    ground, store, seed = _open()
    draft = plan_import(upload, _kept(store, seed), ground, accept=accept, watch=_watch)
    plan = draft.plan
    if form is Format.TABLE:
        typer.echo(_describe(draft, file.name))
    asked = form is Format.TABLE and not yes and not dry_run and _is_terminal()
    written = None
    if plan is not None and draft.writes and not dry_run and (yes or asked):
        if asked and not typer.confirm(f"Write {_count(draft.writes, 'row')}?"):
            raise typer.Exit(0)
        name = who.strip() or typer.prompt("Your name, for the history")
        written = _apply(store, plan, name)
    if form is Format.JSON:
        typer.echo(json.dumps(_record(draft, written), ensure_ascii=False))
    elif written is not None:
        typer.echo(f"Written: {_count(written, 'row')}.")
    elif draft.writes and plan is not None:
        typer.echo("Nothing has been written. Write with --yes and --who NAME.")
    raise typer.Exit(1 if plan is None else 0)


@initiatives.command()
def export(
    file: Path,
    target_area: Annotated[
        list[TargetArea] | None, typer.Option(help="Only those of this one; may be repeated.")
    ] = None,
    status: Annotated[
        list[Status] | None, typer.Option(help="Only those of this status; may be repeated.")
    ] = None,
) -> None:
    """Write the register as CSV, XLSX or GeoJSON, by the ending of FILE; it can be read in again."""
    ending = file.suffix.lower().lstrip(".")
    if ending not in ENDINGS:
        typer.echo(f"Cannot write “{file.name}”: the endings are {', '.join(ENDINGS)}.", err=True)
        raise typer.Exit(2)
    chosen = choose(
        _register(),
        target_areas=target_area or tuple(TargetArea),
        statuses=status or tuple(Status),
    )
    content = write_initiatives(ending, chosen, t=translator(SOURCE))
    try:
        file.write_bytes(content)
    except OSError as error:
        typer.echo(f"Cannot write “{file}”: {error.strerror}.", err=True)
        raise typer.Exit(2) from error
    typer.echo(f"{file}: {_count(len(chosen), 'initiative')}, {len(content):,} bytes")


def _read(file: Path) -> Upload:
    """Read a file, unless its size says that it need not be tried."""
    try:
        problem = check_size(file.name, file.stat().st_size)
        if problem is None:
            return read_upload(file.name, file.read_bytes())
    except FileNotFoundError:
        problem = Problem("file-missing", file.name)
    except OSError as error:
        reason = error.strerror or "the system gives no reason"
        problem = Problem("file-unreadable", file.name, value=reason, allowed="CSV, XLSX, GeoJSON")
    return Upload(file.name, (), (problem,))


def _areas() -> tuple[AreaRegister, str, Path | None]:
    """Give the areas, the database's address and the folder of one's own data."""
    try:
        folder = settings().data_dir
        return load_areas(own_file(folder, "areas.csv")), settings().register_url, folder
    except DataError as error:
        raise _bad_data(error) from error


def _open() -> tuple[Ground, Store, Path | None]:
    """Give what rows are held against, the register's database, and the file that would fill it."""
    areas, url, folder = _areas()
    try:
        ground = Ground(
            areas,
            load_boundaries(areas, own_file(folder, "primary_areas.geojson")),
            load_land(own_file(folder, "land.geojson")),
        )
    except DataError as error:
        raise _bad_data(error) from error
    return ground, open_store(url, areas, data_dir=folder), own_file(folder, "initiatives.csv")


def _kept(store: Store, seed: Path | None) -> Mapping[str, Kept]:
    """Read the register; before there is one it is what its first start would put into it."""
    try:
        kept = store.initiatives()
    except Absent:
        areas, _, _ = _areas()
        try:
            kept = tuple(Kept(each, 1) for each in load_register(areas, seed).initiatives)
        except DataError as error:
            raise _bad_data(error) from error
    except Unavailable as fault:
        raise _no_answer(fault) from fault
    return {each.content.id: each for each in kept}


def _register() -> Register:
    areas, url, folder = _areas()
    try:
        return open_store(url, areas, data_dir=folder).register()
    except Absent:
        try:
            return load_register(areas, own_file(folder, "initiatives.csv"))
        except DataError as error:
            raise _bad_data(error) from error
    except Unavailable as fault:
        raise _no_answer(fault) from fault


def _apply(store: Store, plan: Plan, who: str) -> int:
    try:
        store.prepare()
        return store.apply(plan, who=who)
    except Conflict as conflict:
        typer.echo(
            f"{conflict.change.who} changed “{conflict.change.record_id}” in the meantime."
            " Nothing has been written. Import the file again and look at what it would do now.",
            err=True,
        )
        raise typer.Exit(1) from conflict
    except DataError as error:
        raise _bad_data(error) from error
    except Unavailable as fault:
        raise _no_answer(fault) from fault


def _watch(rows: Sequence[FileRow]) -> Iterator[FileRow]:
    """Hand out the rows; draw a bar on stderr once that takes long."""
    started = time.monotonic()
    remaining = iter(rows)
    for done, row in enumerate(remaining, start=1):
        yield row
        if time.monotonic() - started > PATIENCE_S:
            with typer.progressbar(length=len(rows), label="Checking", file=sys.stderr) as bar:
                bar.update(done)
                for left in remaining:
                    yield left
                    bar.update(1)


def _describe(draft: Draft, file: str) -> str:
    """Say what an import would do, for a terminal."""
    lines = [str(each) for each in draft.problems]
    for heading, repairs in (("Proposed", draft.repairs), ("Accepted", draft.repaired)):
        lines += [
            f"{heading}, row {each.number}: {each.found} -> {each.proposal}" for each in repairs
        ]
    lines += [
        f"Row {each.number}, {each.record_id}: “{each.label}” lies in primary area"
        f" {each.primary_area_code}"
        for each in draft.derived
    ]
    lines += [f"New: {each.id}" for each in draft.new[:MOST_LISTED]]
    if len(draft.new) > MOST_LISTED:
        lines.append(f"New: … and {len(draft.new) - MOST_LISTED} more")
    lines += [
        f"Row {each.number}, {each.record_id}, {each.column}: “{each.before}” -> “{each.after}”"
        for each in draft.differences
    ]
    errors = sum(each.severity == "error" for each in draft.problems)
    summary = (
        f"{file}: {len(draft.new)} new, {len(draft.changed)} changed,"
        f" {len(draft.unchanged)} unchanged, {_count(errors, 'problem')}."
    )
    if errors:
        summary += " Nothing can be written until they are gone."
        if draft.repairs:
            summary += " --accept-proposals uses what is proposed."
    return "\n".join([*lines, summary])


def _record(draft: Draft, written: int | None) -> dict[str, Any]:
    return {
        "new": [each.id for each in draft.new],
        "changed": [each.id for each, _ in draft.changed],
        "unchanged": list(draft.unchanged),
        "differences": [each._asdict() for each in draft.differences],
        "problems": [each.to_record() for each in draft.problems],
        "proposals": [_repair_record(each, accepted=False) for each in draft.repairs]
        + [_repair_record(each, accepted=True) for each in draft.repaired],
        "derived": [each._asdict() for each in draft.derived],
        "written": written,
    }


def _repair_record(repair: Repair, *, accepted: bool) -> dict[str, Any]:
    return {**repair._asdict(), "cells": dict(repair.cells), "accepted": accepted}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _bad_data(error: DataError) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(1)


def _no_answer(fault: Unavailable) -> typer.Exit:
    typer.echo(
        f"The database of the register does not answer ({fault.reason.strip()})."
        " Nothing has been written.",
        err=True,
    )
    return typer.Exit(1)
