"""
What is wrong with data from outside, as a list for a person and not as a traceback.

Every sentence says what is wrong, what is allowed and what to do.
The file, row and column stand beside it (`str(problem)`), so a sentence does not repeat them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

# The one table of problem codes of all packages. The interface translates a sentence and fills it
# in with the same five names. A sentence that uses {allowed} needs a problem with `allowed` set.
HINTS: Mapping[str, str] = {
    # Files and tables
    "file-missing": "The file {file} is not there. Check the name and the folder, or restore it.",
    "file-unreadable": (
        "The file {file} cannot be read: {value}. Expected is {allowed}."
        " Save it again from the program that made it."
    ),
    "file-empty": "The file {file} holds no rows. Add at least one row below the header.",
    "column-missing": (
        "There is no column “{column}”. Needed are the columns {allowed}."
        " Add it, or give the column that holds it this name."
    ),
    "file-wrong-kind": (  # value: what it is, in words of ours
        "The file {file} is not what its name says. It is {value}. Expected is {allowed}."
        " Choose another file, or give this one the ending of what it holds."
    ),
    "file-ending": (
        "The name {file} does not say what the file holds. Allowed are the endings {allowed}."
        " Choose another file, or correct its name."
    ),
    "file-not-utf8": (
        "The file {file} is not text in UTF-8: its byte {value} belongs to another encoding."
        " Save it again as UTF-8; in Excel the form is called “CSV UTF-8”."
    ),
    "file-damaged": (
        "The file {file} is damaged or not complete and cannot be read. Expected is {allowed}."
        " Save it again from the program that made it, or fetch it anew."
    ),
    "upload-too-large": (
        "The file {file} is too large: {value}. Allowed is at most {allowed}."
        " Divide it into several files."
    ),
    "too-many-rows": (
        "The file {file} has more than {allowed} rows, and nothing of it was read."
        " Divide it into several files."
    ),
    "cell-too-long": (
        "A cell of this row has more than {allowed} characters. Is there a quotation mark that is"
        " never closed? Close it, or shorten the text."
    ),
    "quotation-marks": (
        "The quotation marks of this row do not come in pairs. A text with a comma, a line break or"
        " a quotation mark in it stands within quotation marks, and those in it are doubled."
        " Save the file again from the program that made it."
    ),
    "formula-in-cell": (
        "The cell holds a formula or the mark of one that failed: “{value}”. Formulas are not"
        " computed here. Put the value itself into the cell (copy, then paste as values)."
    ),
    "header-unknown": (
        "The first row should name the columns and does not: “{value}”. Needed are {allowed}."
        " Put these names above the columns, or choose another file."
    ),
    "value-missing": "The cell in column “{column}” is empty. Fill it in: {allowed}.",
    "not-a-number": (
        "“{value}” is not a number. Allowed are digits with a point as the decimal mark,"
        " such as 12.5. Write it without spaces and units."
    ),
    "value-not-allowed": (
        "“{value}” is not allowed in column “{column}”. Allowed are: {allowed}."
        " Choose one of them, spelt exactly so."
    ),
    "value-out-of-range": (
        "{value} is out of range for column “{column}”. Allowed is {allowed}."
        " Check the figure and its unit."
    ),
    "duplicate-row": (
        "“{value}” occurs more than once; this row repeats an earlier one."
        " Each may stand once. Delete one of the rows."
    ),
    "row-length": (
        "This row has {value} cells; the header has {allowed}, and every row must have as many."
        " Put a text that holds a comma within quotation marks."
    ),
    "duplicate-column": (
        "The column “{column}” occurs more than once. Each may stand once. Delete or rename one."
    ),
    "unknown-column": (
        "The column “{column}” is not used. Used are {allowed}."
        " Correct the name if it is misspelt; otherwise nothing needs to be done."
    ),
    # Codes and what they refer to
    "code-format": (  # allowed: the number of digits alone, such as "3"
        "“{value}” does not look like a code of this level: it should have {allowed} digits."
        " Did a spreadsheet drop a leading zero?"
        " Format the column as text and write the code in full."
    ),
    "unknown-area": (
        "There is no area with the code “{value}”. Allowed are {allowed}."
        " Check the code and its level."
    ),
    "unknown-parent": (
        "The area above has the code “{value}”, which is not in the list of areas."
        " Allowed are {allowed}. Correct the code, or add the area above."
    ),
    "unknown-indicator": (
        "There is no indicator “{value}”. Allowed are those in the list of indicators: {allowed}."
        " Correct it, or define the indicator first."
    ),
    "unknown-source": (
        "There is no source “{value}”. Allowed are those in the list of sources: {allowed}."
        " Correct it, or add the source first."
    ),
    "unknown-target-area": (
        "“{value}” is not a target area of the programme. Allowed are: {allowed}."
        " Choose one of them, spelt exactly so."
    ),
    # Figures
    "period-format": (
        "“{value}” is not a period. Allowed is {allowed}. Write the year with four digits."
    ),
    "status-without-reason": (
        "Value and status do not agree (“{value}”). Allowed is {allowed}."
        " Give the figure, or the status that says why it is missing."
    ),
    "decimal-comma": (
        "“{value}” has a decimal comma. Allowed is a decimal point: {allowed}."
        " Save the file with decimal points and without spaces between thousands."
    ),
    # Initiatives
    "year-order": (
        "The end ({value}) comes before the start. Allowed is {allowed} or later."
        " Correct one of the two years."
    ),
    "coordinates-outside": (
        "The position {value} is not in the area that the data cover. Allowed is {allowed}."
        " Longitude comes first (about 12), then latitude (about 57.7): are the two swapped?"
    ),
    "coordinates-incomplete": (
        "Only one of longitude and latitude is given. Allowed are both or neither."
        " Add the other one, or clear both."
    ),
    "coordinates-comma": (
        "The position {value} has decimal commas or blanks between its digits. Allowed are decimal"
        " points. Write it as {allowed}."
    ),
    "coordinates-swapped": (
        "The position {value} has the latitude first. Allowed is the longitude first."
        " Exchange the two: {allowed}."
    ),
    "coordinates-sweref99-tm": (
        "The position {value} is not in degrees; it looks like metres in SWEREF 99 TM (EPSG:3006)."
        " Allowed are degrees (WGS 84). In degrees it is {allowed}."
    ),
    "coordinates-sweref99-1200": (
        "The position {value} is not in degrees; it looks like metres in SWEREF 99 12 00"
        " (EPSG:3007). Allowed are degrees (WGS 84). In degrees it is {allowed}."
    ),
    "geometry-kind": (
        "The feature is of the kind {value}. Allowed are {allowed}, or no geometry at all."
        " Put a point in its place, or leave the geometry out."
    ),
    "geometry-disagrees": (
        "The point lies at {value}, but the columns lon and lat say {allowed}. Both must say the"
        " same. Correct one of them, or leave the two columns out."
    ),
    "position-without-area": (
        "The position {value} lies in none of the city's areas, so the initiative counts in none."
        " Correct the position if that is a mistake; otherwise nothing needs to be done."
    ),
    "area-differs": (
        "By the borders here the point lies in the area {allowed}, but the row says {value}. The"
        " borders are drawn to about 60 m. Correct the code unless the point is at a border."
    ),
    "initiative-withdrawn": (
        "The initiative “{value}” was withdrawn from the register. Restore it on its own page"
        " first, or give this row another id."
    ),
    "text-too-long": (
        "The text in column “{column}” has {value} characters. Allowed are at most {allowed}."
        " Shorten it, or check that the cell holds only what belongs to it."
    ),
    "markup-in-text": (
        "The text in column “{column}” holds markup or a script: “{value}”. Allowed is plain text."
        " Take out the tags, or write “less than” in words."
    ),
    "hidden-character": (
        "The text in column “{column}” holds a character that cannot be seen ({value})."
        " Allowed is plain text without it. Write the text anew, or paste it as plain text."
    ),
    "not-a-day": (
        "“{value}” is not a day of the calendar. Allowed is the form {allowed}."
        " Write the year, the month and the day with hyphens between them."
    ),
    "place-format": (
        "“{value}” cannot be read as a further place. Allowed is longitude, latitude, precision,"
        " primary area (or -) and a name, as in {allowed}. Put “|” between two places."
    ),
    "served-format": (
        "“{value}” cannot be read as an area that is served. Allowed is a level and a code with a"
        " colon between them, as in {allowed}. Put a semicolon between two areas."
    ),
    "precision-mismatch": (
        "The place does not fit its precision “{value}”. Allowed is {allowed}."
        " Correct the precision, or the coordinates and the area."
    ),
    # Boundaries
    "no-crs": (
        "The file does not say which coordinate system it uses. Allowed is {allowed}."
        " Export it again in that system, with the coordinate system included."
    ),
    "wrong-crs": (
        "The coordinates are in another system: {value}. Allowed is {allowed}."
        " Transform the file to that system, longitude first, and export it again."
    ),
    "not-polygon": (
        "The shape is of the kind {value}. Allowed are Polygon and MultiPolygon."
        " Close the lines into areas, or remove the feature."
    ),
    "invalid-geometry": (
        "The outline is not valid: {value}. Allowed are closed outlines that do not cross or touch"
        " themselves. Repair it in a GIS program (“fix geometries”)."
    ),
    "overlap": (
        "Two areas overlap: {value}. Allowed is at most {allowed}."
        " Let the two share one border (“snap geometries” in a GIS program)."
    ),
    "gap-in-coverage": (
        "The areas do not fit together edge to edge: {value}. Allowed are shared borders with the"
        " same corner points on both sides. Snap the borders together in a GIS program."
    ),
    "area-without-boundary": (
        "The area {value} has no boundary in the file; each of the {allowed} areas must have one."
        " Add its outline with that code."
    ),
    "boundary-without-area": (
        "The boundary “{value}” belongs to no area in the list. Allowed are {allowed}."
        " Correct its code, or remove the feature."
    ),
    # Shapes of one's own, drawn or uploaded
    "shape-empty": (
        "There is no outline with a surface. Allowed is one polygon or more."
        " Draw it again, or choose another file."
    ),
    "shape-crosses-itself": (
        "The outline crosses itself at {value}. Allowed are outlines that neither cross nor touch"
        " themselves. Draw it without crossing lines, or repair the file in a GIS program"
        " (“fix geometries”)."
    ),
    "shape-at-sea": (
        "The shape lies wholly at sea. Allowed are shapes that cover land in {allowed}."
        " Draw it so that it covers land."
    ),
    "shape-outside": (
        "The shape lies outside the city, where there are no figures. Allowed are shapes that cover"
        " land in {allowed}. Draw it within the city, or check the file's coordinate system."
    ),
    "shape-too-small": (
        "The shape covers less than {allowed} of every area, which is finer than the borders are"
        " drawn. Draw it larger, or choose the area that it lies in."
    ),
    "shape-too-detailed": (
        "The shape is too detailed: {value}. Allowed is at most {allowed}."
        " Simplify it in a GIS program, or draw it with fewer points."
    ),
    "file-too-large": (
        "The file is too large: {value}. Allowed is at most {allowed}."
        " Simplify the outline, or leave out what does not belong to it."
    ),
    "likely-crs": (
        "The coordinates {value} are not degrees. They look like {allowed}, but the file does not"
        " say so. Save it with its coordinate system, or transform it to WGS 84, longitude first."
    ),
    # Areas of one's own
    "name-not-allowed": (
        "The name “{value}” cannot be used. Allowed is {allowed}. Choose another name."
    ),
    "share-out-of-range": (
        "The share {value} of area {column} is out of range. Allowed is {allowed}."
        " Correct it, or leave the area out."
    ),
    "area-count": (
        "An area of one's own cannot be made of {value} areas. Allowed are {allowed}."
        " Choose at least one, each once."
    ),
    # A finer grid of where people live
    "cells-overlap": (
        "The cell at {value} lies over an earlier one, and its people would count twice."
        " Allowed are squares side by side. Delete one of the two, or correct its corner and size."
    ),
    # Settings of the one who runs the app
    "bad-setting": (
        "The setting {column} is “{value}”. Allowed is {allowed}."
        " Correct the environment variable or the file .env, and start the app again."
    ),
    # Links (warnings: the rest of the link is shown)
    "bad-link": (
        "The link asks for “{value}” in “{column}”, which does not exist; it was left out."
        " Allowed are: {allowed}. Choose it on the page and copy the link again."
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One thing that is wrong, where it is, what is allowed and what to do.

    Parameters
    ----------
    code
        A key of `HINTS`.
    file
        Name of the file, without its folder.
    row
        The row as a spreadsheet shows it (the header is row 1); for boundary files the number of
        the feature, from 1. None when the whole file or column is meant.
    column
        Name of the column, or of the query parameter of a link.
    value
        What was found, as text.
    allowed
        What may stand there, as text.
    severity
        An error stops the loading, a warning is shown and the rest is used.
    """

    code: str
    file: str = ""
    row: int | None = None
    column: str | None = None
    value: str = ""
    allowed: str = ""
    severity: Severity = "error"

    @property
    def hint(self) -> str:
        """English sentence that says what is wrong, what is allowed and what to do."""
        return HINTS[self.code].format(
            file=self.file,
            row="" if self.row is None else self.row,
            column=self.column or "",
            value=self.value,
            allowed=self.allowed,
        )

    def to_record(self) -> dict[str, str | int | None]:
        """Give code, severity, place, value, what is allowed and the hint, ready for JSON."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "allowed": self.allowed,
            "hint": self.hint,
        }

    def __str__(self) -> str:
        """Where it is, then the hint: `areas.csv, row 14, column area_code: …`."""
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.hint}" if place else self.hint


def shorten(values: Iterable[str], *, limit: int = 12) -> str:
    """
    Name allowed values in a sentence.

    All of them up to the limit, else the first ones, how many are left out, and the last.
    """
    names = list(values)
    if len(names) <= limit:
        return ", ".join(names)
    kept = names[: limit - 1]
    return f"{', '.join(kept)}, … (+{len(names) - limit}) …, {names[-1]}"


class DataError(Exception):
    """Data from outside cannot be used; `problems` holds every reason, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """One problem per line."""
        return "\n".join(str(problem) for problem in self.problems)
