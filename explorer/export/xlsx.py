"""Tables as an Excel workbook, and a view so: its figures, the initiatives shown, the sources."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

import pandas as pd
import xlsxwriter

from explorer.export.sources import Lines, source_lines
from explorer.export.table import Column, Table, area_facts, table_columns
from explorer.i18n import Translator
from explorer.initiatives.model import Initiative
from explorer.layers import MapLayer
from explorer.names import ORGANISER_NAMES, PRECISION_NAMES, STATUS_NAMES, TARGET_AREA_NAMES
from explorer.narrative import caption

# What a cell and the name of a sheet can hold at most.
MOST_CHARACTERS: Final = 32_767
MOST_SHEET_NAME: Final = 31
WIDEST: Final = 60
NARROWEST: Final = 8


def to_xlsx(
    layer: MapLayer,
    initiatives: Sequence[Initiative],
    t: Translator,
    *,
    made: date,
    link: str = "",
) -> bytes:
    """
    Write a workbook with three sheets: figures, initiatives, sources.

    Numbers are real numbers with the indicator's decimals as their format; a missing figure is an
    empty cell. Every text is written as a text, so that none can become a formula or a link.

    Parameters
    ----------
    initiatives
        Those shown, in the order of the register.
    made
        Day written into the file and its properties. The same input with the same day gives the
        same bytes.
    link
        Address that shows the same view.
    """
    return write_book(
        {
            t("Figures"): Table(table_columns(layer, t), area_facts(layer, t)),
            t("Initiatives"): Table(_initiative_columns(t), _initiative_facts(initiatives, t)),
        },
        {t("Sources"): source_lines(layer, t, link=link, made=made)},
        title=caption(layer, t),
        made=made,
    )


def write_book(
    tables: Mapping[str, Table],
    notes: Mapping[str, Lines],
    *,
    title: str,
    made: date,
) -> bytes:
    """
    Write tables and then pairs of a heading and a text, each on a sheet of its own.

    Parameters
    ----------
    tables, notes
        By the name of the sheet, all different ones.
    made
        Day written into the file's properties.
    """
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(content, options) as workbook:
        workbook.set_properties(
            {"title": _cut(title, 255), "created": datetime.combine(made, time(), tzinfo=UTC)}
        )
        for name, table in tables.items():
            _write_table(workbook, name, table)
        for name, lines in notes.items():
            _write_lines(workbook, name, lines)
    return content.getvalue()


def _initiative_columns(t: Translator) -> tuple[Column, ...]:
    return (
        Column("name", t("Name"), "text"),
        Column("description", t("Description"), "text"),
        Column("organisation", t("Organiser"), "text"),
        Column("organisation_type", t("Kind of organiser"), "text"),
        Column("target_area", t("Target area"), "text"),
        Column("target_group", t("For whom"), "text"),
        Column("status", t("Status"), "text"),
        Column("start_year", t("Start"), "year"),
        Column("end_year", t("End"), "year"),
        Column("place", t("Place"), "text"),
        Column("location_precision", t("On the map"), "text"),
        Column("primary_area_code", t("Primary area (code)"), "text"),
        Column("lon", t("Longitude"), "number", 5),
        Column("lat", t("Latitude"), "number", 5),
        Column("source_title", t("Source"), "text"),
        Column("source_url", t("Address of the source"), "text"),
        Column("source_year", t("Year of the source"), "year"),
    )


def _initiative_facts(initiatives: Sequence[Initiative], t: Translator) -> pd.DataFrame:
    columns = [column.key for column in _initiative_columns(t)]
    rows = []
    for each in initiatives:
        words = {
            "description": each.description(t.lang),
            "organisation_type": t(ORGANISER_NAMES[each.organisation_type]),
            "target_area": t(TARGET_AREA_NAMES[each.target_area]),
            "status": t(STATUS_NAMES[each.status]),
            "location_precision": t(PRECISION_NAMES[each.location_precision]),
        }
        rows.append([words[key] if key in words else getattr(each, key) for key in columns])
    return pd.DataFrame(rows, columns=columns, dtype="object")


def _write_table(workbook: Any, name: str, table: Table) -> None:
    """Write a header that stays in sight, a row for each row of facts, and a filter over them."""
    sheet = workbook.add_worksheet(_sheet_name(name))
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    forms: dict[str, Any] = {}
    columns, facts = table.columns, table.facts
    for place, column in enumerate(columns):
        values = facts[column.key]
        own = table.decimals.get(column.key, pd.Series(column.decimals, index=facts.index))
        sheet.write_string(0, place, _as_text(column.heading), head)
        for row, (value, decimals) in enumerate(zip(values, own, strict=True), 1):
            if pd.isna(value) or value == "":
                continue
            pattern = _number_format(column, int(decimals))
            if pattern not in forms:
                forms[pattern] = workbook.add_format({"valign": "top", "num_format": pattern})
            if column.kind == "text":
                sheet.write_string(row, place, _as_text(str(value)), forms[pattern])
            else:
                sheet.write_number(row, place, float(value), forms[pattern])
        sheet.set_column(place, place, _width(column, values))
    # The codes are texts made of digits; Excel would put a warning into every such cell.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(facts) + 1}"})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(facts), 1), len(columns) - 1)


def _write_lines(workbook: Any, name: str, lines: Lines) -> None:
    sheet = workbook.add_worksheet(_sheet_name(name))
    bold = workbook.add_format({"bold": True, "valign": "top", "text_wrap": True})
    wrapped = workbook.add_format({"valign": "top", "text_wrap": True})
    sheet.set_column(0, 0, WIDEST // 2)
    sheet.set_column(1, 1, WIDEST + WIDEST // 2)
    for row, (heading, text) in enumerate(lines):
        sheet.write_string(row, 0, _as_text(heading), bold)
        sheet.write_string(row, 1, _as_text(text), wrapped)


def _number_format(column: Column, decimals: int) -> str:
    if column.kind == "text":
        return "@"
    if column.kind == "year":
        return "0"
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f"+{digits};-{digits};{digits}" if column.kind == "difference" else digits


def _width(column: Column, values: pd.Series) -> int:
    longest_word = max(map(len, column.heading.split()), default=0)
    longest = max((len(str(each)) for each in values.dropna()), default=0)
    wanted = longest if column.kind == "text" else 0
    # A little room for the arrow of the filter.
    return max(NARROWEST, min(WIDEST, max(longest_word + 3, wanted + 1)))


def _sheet_name(name: str) -> str:
    """Make a name that Excel takes: some signs are not allowed, nor an apostrophe at an end."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:MOST_SHEET_NAME].strip("' ") or "1"


def _as_text(text: str) -> str:
    """Make a text that a cell can hold and that xlsxwriter takes for nothing but a text."""
    # It would copy a text of this form into the file as markup (its own form for rich texts), also
    # from write_string. A blank at the end is enough to prevent that.
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    return _cut(text, MOST_CHARACTERS)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
