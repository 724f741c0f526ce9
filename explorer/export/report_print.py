"""
Printing a report: Typst sets a template with the report's words (reads templates, writes files).

The words reach the template as data, never as a part of its text: no name can become a command.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

import typst

TEMPLATES: Final = "templates"
# 600 × 315 points at this many dots an inch are 1200 × 630 pixels.
CARD_PPI: Final = 144
READABLE: Final = 0o644


def print_pdf(words: Mapping[str, Any], *, made: date) -> bytes:
    """
    Set a report as tagged PDF (PDF/UA-1); the same words and day give the same bytes.

    Raises
    ------
    typst.TypstError
        If the page breaks a rule of PDF/UA that Typst checks, such as a picture without words.
    """
    return typst.compile(
        _template("report.typ"),
        format="pdf",
        ignore_system_fonts=True,  # those that come with Typst are the same everywhere
        sys_inputs={"words": json.dumps(words)},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(made, time(), UTC),
    )


def print_card(words: Mapping[str, Any]) -> bytes:
    """Set the picture for sharing: PNG, 1200 by 630 pixels."""
    return typst.compile(
        _template("card.typ"),
        format="png",
        ppi=CARD_PPI,
        ignore_system_fonts=True,
        sys_inputs={"words": json.dumps(words)},
    )


def print_file(path: Path, words: Mapping[str, Any], made: date) -> None:
    """Set a report as PDF and save it: what a process of its own does for one of many."""
    save_whole(path, print_pdf(words, made=made))


def save_whole(path: Path, content: bytes) -> None:
    """
    Write a file that is there whole or not at all.

    Raises
    ------
    OSError
        If it cannot be written; what was there before then stays.
    """
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=path.suffix, delete=False) as file:
        unfinished = Path(file.name)
        try:
            file.write(content)
            file.flush()
            # Such a file is its owner's alone; a report is to be read by others.
            unfinished.chmod(READABLE)
            unfinished.replace(path)
        except OSError:
            unfinished.unlink()
            raise


@cache
def _template(name: str) -> bytes:
    return (files("explorer.export") / TEMPLATES / name).read_bytes()
