"""Files of the page about effort and need: the same counts as on the page, and the rows behind them."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from explorer.effort.blanks import build_blanks
from explorer.effort.matching import Rule
from explorer.effort.together import build_together
from explorer.export.effort import EFFORT_FORMATS, report_effort, tables_of, write_effort
from explorer.export.effort_notes import effort_notes
from explorer.i18n import translator
from explorer.initiatives.model import Status
from explorer.view import EffortPart, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea
from tests.unit.explorer.effort.made_up import made, whole_city
from tests.unit.explorer.effort.town import make_town

ENGLISH = translator("en")
DAY = date(2026, 2, 3)
ALL = Rule(tuple(TargetArea))
PRIMARY = AreaLevel.PRIMARY_AREA


def view_of(part: EffortPart, **changes: object) -> ViewState:
    changes = {"effort_level": PRIMARY, "indicator": "jobs"} | changes
    return ViewState(lang="en", effort=part, **changes)  # type: ignore[arg-type]


def sheets(content: bytes) -> dict[str, list[dict[str, object]]]:
    """Read every sheet of a workbook but the last as rows by heading."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for sheet in book.worksheets[:-1]:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def notes_of(workspace: Workspace, view: ViewState) -> dict[str, str]:
    report = report_effort(workspace, view)
    return dict(effort_notes(workspace, report.subject, ENGLISH, link="https://x/", made=DAY))


@pytest.mark.parametrize("level", [PRIMARY, AreaLevel.INTERMEDIATE_AREA])
def test_blank_spots_in_the_file_are_those_of_the_page(
    workspace: Workspace, level: AreaLevel
) -> None:
    view = ViewState(lang="en", effort=EffortPart.BLANKS, effort_level=level)
    found = build_blanks(workspace, level, ALL)
    content = write_effort("xlsx", report_effort(workspace, view), t=ENGLISH, made=DAY)
    rows = sheets(content)["Blank spots"]
    cells = [cell for row in found.rows for cell in row.cells]
    assert len(rows) == len(cells)
    assert [row["Running initiatives"] for row in rows] == [cell.running for cell in cells]
    assert sum(str(row["Blank spot"]).startswith("yes") for row in rows) == len(found.spots)
    assert [row["Difference from the city"] is None for row in rows] == [
        cell.difference is None for cell in cells
    ]


def test_every_count_can_be_counted_again_in_the_rows_of_the_same_file(
    workspace: Workspace,
) -> None:
    level = AreaLevel.INTERMEDIATE_AREA
    view = ViewState(lang="en", effort=EffortPart.BLANKS, effort_level=level)
    found = sheets(write_effort("xlsx", report_effort(workspace, view), t=ENGLISH, made=DAY))
    for row in found["Blank spots"]:
        here = [
            each
            for each in found["Initiatives"]
            if each["Target area"] == row["Target area"]
            and f"{row['Area code']} {row['Area']}"
            in str(each["Areas where it is counted"]).split("; ")
        ]
        running = [each for each in here if each["Counts as running"] == "yes"]
        assert len(running) == row["Running initiatives"]
        assert "; ".join(str(each["Name"]) for each in running) == (
            row["Names of those running"] or ""
        )
        planned = [each for each in here if each["Counts as running"] == "no, planned"]
        assert len(planned) == row["Planned initiatives"]


def test_filter_of_the_page_holds_in_the_file_and_is_told() -> None:
    school = made("school", "201", target_area=TargetArea.SCHOOLING)
    town = make_town([made("job", "101"), school])
    view = view_of(EffortPart.BLANKS, blank=True, themes=(TargetArea.WORK,))
    rows = sheets(write_effort("xlsx", report_effort(town, view), t=ENGLISH, made=DAY))
    assert {row["Area code"] for row in rows["Blank spots"]} == {"201", "202"}
    # Of another target area than those that are picked, it stands behind no count.
    assert [row["Name"] for row in rows["Initiatives"]] == ["job"]
    assert notes_of(town, view)["Filter"] == (
        "Only areas with a large gap, nothing running and nothing planned"
    )
    assert "Filter" not in notes_of(town, view_of(EffortPart.BLANKS))


def test_missing_figure_is_an_empty_cell_and_a_count_of_none_is_a_zero() -> None:
    town = make_town([made("job", "101")])
    view = view_of(EffortPart.BLANKS, themes=(TargetArea.SCHOOLING,))
    report = report_effort(town, view)
    text = write_effort("csv", report, t=ENGLISH, made=DAY).decode()
    for row in csv.DictReader(io.StringIO(text)):
        assert (row["Value"], row["Difference from the city"]) == ("", "")
        assert row["Running initiatives"] == "0"
        assert row["Gap in words"] == "no indicator stands for it"


def test_doubtful_ones_make_a_blank_spot_one_as_far_as_is_known() -> None:
    town = make_town([made("perhaps", "101", status=Status.UNKNOWN)])
    report = report_effort(town, view_of(EffortPart.BLANKS, themes=(TargetArea.WORK,)))
    rows = sheets(write_effort("xlsx", report, t=ENGLISH, made=DAY))["Blank spots"]
    marks = {row["Area code"]: row["Blank spot"] for row in rows}
    assert marks == {
        "101": "yes, as far as is known",
        "201": "yes",
        "202": "yes",
        "102": "no",
        "103": "no",
    }


def test_kinds_of_organiser_add_up_to_the_rows_of_the_same_file(workspace: Workspace) -> None:
    view = ViewState(lang="en", effort=EffortPart.TOGETHER)
    found = sheets(write_effort("xlsx", report_effort(workspace, view), t=ENGLISH, made=DAY))
    *kinds, total = found["Kinds of organiser"]
    counted = [each for each in found["Initiatives"] if each["Counts as running"] == "yes"]
    for row in kinds:
        here = [e for e in counted if e["Kind of organiser"] == row["Kind of organiser"]]
        assert row["All target areas"] == len(here)
        for area in ("Work", "Living environment"):
            assert row[area] == sum(each["Target area"] == area for each in here)
    running = [each for each in workspace.register.initiatives if each.status is Status.RUNNING]
    assert total["All target areas"] == len(counted) == build_together(running, ALL).total


def test_city_wide_and_lost_ones_say_how_they_are_counted() -> None:
    town = make_town([whole_city("office"), made("lost", None), made("job", "101")])
    report = report_effort(town, view_of(EffortPart.TOGETHER, city_wide=25))
    rows = sheets(write_effort("xlsx", report, t=ENGLISH, made=DAY))["Initiatives"]
    assert {row["Name"]: row["How it is counted by area"] for row in rows} == {
        "office": "in the whole city, 25% in every area",
        "lost": "in no area, because nobody knows which",
        "job": "once in each of its areas",
    }


def test_notes_say_which_initiatives_count_where_they_are_known_and_when_it_was_made() -> None:
    town = make_town([made("job", "101"), whole_city("office")])
    notes = notes_of(town, view_of(EffortPart.BLANKS, doubtful=True, city_wide=50))
    assert notes["What it shows"] == "Blank spots: areas by target areas"
    assert notes["Level"] == "Primary areas"
    assert notes["Initiatives that count"] == "2"
    assert notes["Those of which nobody knows whether they still run"] == "count"
    assert notes["How much a city-wide initiative counts in each area"] == "50%"
    assert notes["How well their places are known"].startswith("Where the 2 initiatives counted")
    assert notes["Indicator for Work"].startswith("Jobs, 2024 (percent)")
    assert notes["Indicator for School years (6–18)"] == ("no indicator with a better end")
    assert notes["Publisher"] == "Town office"
    assert notes["This view"] == "https://x/"
    assert notes["File made on"] == "3 February 2026"
    assert notes["State of the register"] == "as read from its file"


@pytest.mark.parametrize("part", EffortPart)
@pytest.mark.parametrize("key", EFFORT_FORMATS)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_part_is_written_in_every_format_with_the_same_bytes_each_time(
    workspace: Workspace, part: EffortPart, key: str, lang: str
) -> None:
    report = report_effort(workspace, ViewState(lang=lang, effort=part))
    first, second = (write_effort(key, report, t=translator(lang), made=DAY) for _ in range(2))
    assert first == second
    assert len(first) > 100


@pytest.mark.parametrize("part", EffortPart)
def test_every_part_brings_the_initiatives_behind_its_counts(
    workspace: Workspace, part: EffortPart
) -> None:
    report = report_effort(workspace, ViewState(lang="en", effort=part))
    *first, last = tables_of(report, ENGLISH)
    assert first
    assert last == "Initiatives"
    rows = tables_of(report, ENGLISH)[last].facts
    assert (rows["counts"] == "yes").sum() == len(report.subject.running)
    assert report.name == f"effort_{part.value}_intermediate_area"


def test_names_from_the_register_never_become_formulas() -> None:
    town = make_town([made("=HYPERLINK(1)", "101", organisation="+1")])
    view = view_of(EffortPart.BLANKS, themes=(TargetArea.WORK,))
    report = report_effort(town, view)
    text = write_effort("csv", report, t=ENGLISH, made=DAY).decode()
    assert "'=HYPERLINK(1)" in text
    book = openpyxl.load_workbook(io.BytesIO(write_effort("xlsx", report, t=ENGLISH, made=DAY)))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}


def test_unknown_format_is_refused(workspace: Workspace) -> None:
    report = report_effort(workspace, ViewState(effort=EffortPart.TOGETHER))
    with pytest.raises(KeyError):
        write_effort("pdf", report, t=ENGLISH)
