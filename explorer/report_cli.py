"""Reports of areas from the command line: one file, or a folder of them in parallel (writes)."""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlencode

import typer

from explorer.area.sheet import build_sheet
from explorer.export.report import today, write_report
from explorer.export.report_print import print_file, save_whole
from explorer.export.report_words import AreaReport, report_area, words_of
from explorer.i18n import translator
from explorer.view import ViewState, to_query
from explorer.workspace import Workspace


@dataclass(frozen=True, eq=False)
class Wanted:
    """What is to be written: of which view, in which languages; `site` is the app's address, "" for no link."""

    workspace: Workspace
    view: ViewState
    languages: tuple[str, ...]
    site: str = ""


def write_one(out: Path, ending: str, wanted: Wanted) -> None:
    """
    Write the file about the view's area.

    Raises
    ------
    typer.Exit
        With 2 where it is not one area and one language, or the file cannot be written.
    """
    view = wanted.view
    if len(view.area) != 1:
        raise _refused("Name one area in the view, as in --view “area=306”, or use --all.")
    if len(wanted.languages) != 1:
        raise _refused("One file has one language; more of them go with --all.")
    (lang,) = wanted.languages
    sheet = build_sheet(wanted.workspace, view.level)
    report = report_area(
        wanted.workspace,
        sheet,
        view.area[0],
        easy=view.easy,
        link=_link(wanted, view.area[0], lang),
    )
    content = write_report(ending, report, t=translator(lang))
    try:
        save_whole(out, content)
    except OSError as error:
        raise _refused(f"Cannot write “{out}”: {error.strerror}.") from error
    typer.echo(f"{out}: {len(content):,} bytes")


def write_every(folder: Path, wanted: Wanted) -> None:
    """
    Write a PDF about every area of the view's level into a folder, in each language.

    Raises
    ------
    typer.Exit
        With 2 where the folder or a file cannot be written.
    """
    made = today()
    count = len(wanted.workspace.areas.codes(wanted.view.level)) * len(wanted.languages)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Each process only sets pages, so all reports are of one state of the register. They start
        # afresh: a copy of this process would copy the locks that other threads hold.
        workers = min(count, os.cpu_count() or 1)
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            running = [
                pool.submit(
                    print_file, folder / name, words_of(report, translator(lang), made=made), made
                )
                for name, report, lang in _reports(wanted)
            ]
            with typer.progressbar(
                as_completed(running), length=count, label="Printing", file=sys.stderr
            ) as done:
                try:
                    for each in done:
                        each.result()
                except OSError:
                    pool.shutdown(cancel_futures=True)
                    raise
    except OSError as error:
        raise _refused(f"Cannot write into “{folder}”: {error.strerror}.") from error
    typer.echo(f"{folder}: {count} files")


def _reports(wanted: Wanted) -> Iterator[tuple[str, AreaReport, str]]:
    """Give each report with its file's name and its language."""
    workspace, view = wanted.workspace, wanted.view
    sheet = build_sheet(workspace, view.level)
    for code in workspace.areas.codes(view.level):
        report = report_area(workspace, sheet, code, easy=view.easy)
        for lang in wanted.languages:
            link = _link(wanted, code, lang)
            yield f"{code}_{lang}.pdf", replace(report, link=link), lang


def _link(wanted: Wanted, code: str, lang: str) -> str:
    if not wanted.site:
        return ""
    view = replace(wanted.view, page="area", area=(code,), lang=lang)
    return f"{wanted.site.rstrip('/')}/?{urlencode(to_query(view), safe=',')}"


def _refused(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(2)
