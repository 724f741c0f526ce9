"""Files about gaps: what stands in them, that they add up, and what must not be in them."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest

from explorer.export.gap_tables import area_intervals, areas_table, development_table
from explorer.export.gaps import GAP_FORMATS, GapReport, measure_view, report_gap, write_gaps
from explorer.i18n import translator
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel, AreaRegister
from indicators.comparison import LeftOut
from indicators.gaps import MEASURES
from indicators.table import IndicatorTable
from tests.unit.explorer.conftest import ReadFigures

SV, EN = translator("sv"), translator("en")
DAY = date(2026, 3, 9)
LINK = "http://localhost:8501/?page=gaps"
PUPILS = ViewState(indicator="upper_secondary_eligible")
TURNOUT = ViewState(indicator="turnout_municipal", level=AreaLevel.CITY_AREA, base="2014")


@pytest.fixture(scope="module")
def whole(workspace: Workspace) -> GapReport:
    """Return everything about the view that opens first, with the board."""
    return report_gap(workspace, ViewState(), link=LINK)


def report_of(workspace: Workspace, view: ViewState) -> GapReport:
    return GapReport(workspace, view, measure_view(workspace, view))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def test_workbook_has_measures_areas_periods_indicators_and_sources(whole: GapReport) -> None:
    book = opened(write_gaps("xlsx", whole, t=EN, made=DAY))
    assert book.sheetnames == ["Measures", "Areas", "Over time", "All indicators", "Sources"]
    assert len(opened(write_gaps("xlsx", whole, t=SV, made=DAY)).sheetnames) == 5


def test_every_measure_has_a_row_with_its_interval_or_the_reason(whole: GapReport) -> None:
    assert whole.measured is not None
    summary = whole.measured.gap.result.summary
    rows = rows_of(opened(write_gaps("xlsx", whole, t=EN, made=DAY))["Measures"])
    assert [row["Short name"] for row in rows] == list(MEASURES)
    for row in rows:
        one = summary.measures.get(row["Short name"])
        cells = [row[head] for head in ("Value", "Lower end (95%)", "Upper end (95%)")]
        if one is None:
            assert cells == [None] * 3
            assert row["Why there is no figure"].endswith(".")
        else:
            assert cells == pytest.approx(list(one), rel=1e-11)
            assert row["Why there is no figure"] is None
        assert row["Unit"]


def test_measures_are_shown_with_the_decimals_of_their_own_unit(whole: GapReport) -> None:
    sheet = opened(write_gaps("xlsx", whole, t=EN, made=DAY))["Measures"]
    formats = {row[0].value: row[2].number_format for row in sheet.iter_rows(2)}
    assert formats["d"] == "#,##0.0"
    assert formats["gini"] == "#,##0.000"


@pytest.mark.parametrize("measure", ["mdmw", "d", "gini", "sii"])
def test_parts_of_the_areas_sum_to_the_measure(workspace: Workspace, measure: str) -> None:
    report = report_of(workspace, ViewState(measure=measure))
    assert report.measured is not None
    estimate = report.measured.gap.result.summary.measures[measure].estimate
    rows = csv_rows(write_gaps("csv", report, t=EN, made=DAY))
    (heading,) = (name for name in rows[0] if name.startswith("Part of “"))
    parts = [float(row[heading]) for row in rows if row[heading]]
    assert len(rows) == 96
    assert len(parts) == 94
    assert sum(parts) == pytest.approx(estimate, rel=1e-9)


def test_measure_that_is_no_sum_has_no_column_of_parts(workspace: Workspace) -> None:
    rows = csv_rows(write_gaps("csv", report_of(workspace, ViewState(measure="r")), t=EN))
    assert not any(name.startswith("Part of “") for name in rows[0])


def test_areas_that_share_a_figure_share_place_and_interval_and_divide_the_part(
    whole: GapReport,
) -> None:
    rows = {row["Area code"]: row for row in csv_rows(write_gaps("csv", whole, t=EN))}
    first, second = rows["609"], rows["610"]
    for heading in ("Value (percent)", "Value, lower end (95%)", "Place from the highest"):
        assert first[heading] == second[heading] != ""
    (heading,) = (name for name in first if name.startswith("Part of “"))
    parts = [float(row[heading]) for row in (first, second)]
    people = [float(row["People that it is weighed by"]) for row in (first, second)]
    # By residents of one year, where the people are of another.
    assert parts[0] / parts[1] == pytest.approx(people[0] / people[1], rel=0.1)


def test_interval_of_a_share_is_wilsons(workspace: Workspace) -> None:
    """All 17 pupils: the lower end is n / (n + z²) = 17 / (17 + 1.96²)."""
    rows = csv_rows(write_gaps("csv", report_of(workspace, PUPILS), t=EN))
    (row,) = (row for row in rows if row["Area"] == "Änggården")
    assert (row["Value (percent)"], row["People that it is weighed by"]) == ("100", "17")
    assert float(row["Value, lower end (95%)"]) == pytest.approx(100 * 17 / (17 + 3.8415), abs=1e-3)
    assert row["Value, upper end (95%)"] == "100"


def test_interval_that_is_not_known_is_empty_and_never_zero_wide(workspace: Workspace) -> None:
    report = report_of(workspace, TURNOUT)
    assert report.measured is not None
    assert area_intervals(report.measured.gap.comparison).isna().to_numpy().all()
    for row in csv_rows(write_gaps("csv", report, t=EN)):
        assert row["Value (percent)"]
        assert row["Value, lower end (95%)"] == row["Place, first (95%)"] == ""


def test_published_interval_goes_before_ours(workspace: Workspace) -> None:
    report = report_of(workspace, PUPILS)
    assert report.measured is not None
    comparison = report.measured.gap.comparison
    frame = comparison.selected.frame.copy()
    frame.loc["106", ["lower", "upper"]] = [70.0, 99.0]
    changed = replace(comparison, selected=replace(comparison.selected, frame=frame))
    assert list(area_intervals(changed).loc["106"]) == [70.0, 99.0]
    others = frame.index.drop("106")
    pd.testing.assert_frame_equal(
        area_intervals(changed).loc[others], area_intervals(comparison).loc[others]
    )


def test_withheld_area_has_its_name_and_the_reason_alone(workspace: Workspace) -> None:
    report = report_of(workspace, PUPILS)
    assert report.measured is not None
    withheld = [
        code
        for code, why in report.measured.gap.comparison.left_out.items()
        if why.value == "withheld"
    ]
    assert withheld
    sheet = opened(write_gaps("xlsx", report, t=EN, made=DAY))["Areas"]
    rows = {row["Area code"]: row for row in rows_of(sheet)}
    for code in withheld:
        told = {name for name, cell in rows[code].items() if cell is not None}
        assert told == {"Area code", "Area", "Part of", "Not compared"}


@pytest.mark.parametrize("key", ["csv", "xlsx"])
def test_withheld_figure_leaves_no_trace_in_the_bytes(
    workspace: Workspace, read_figures: ReadFigures, key: str
) -> None:
    """Another figure in its place, and the file is the same to the last byte."""
    report = report_of(workspace, PUPILS)
    assert report.measured is not None
    raw = read_figures(PUPILS.indicator, AreaLevel.PRIMARY_AREA, "2022")
    hidden = sorted(set(report.measured.gap.comparison.left_out) & set(raw))
    assert hidden
    rows = workspace.table.observations.copy()
    own = (rows["indicator_id"] == PUPILS.indicator) & rows["area_code"].isin(hidden)
    rows.loc[own, "value"] = 12.34
    known = workspace.table
    table = IndicatorTable(known.definitions, rows, known.sources, known.breaks, known.reported)
    other = report_of(replace(workspace, table=table), PUPILS)
    assert write_gaps(key, other, t=EN, made=DAY) == write_gaps(key, report, t=EN, made=DAY)


def test_area_without_people_keeps_its_published_figure(workspace: Workspace) -> None:
    report = report_of(workspace, PUPILS)
    assert report.measured is not None
    gap, _, split = report.measured
    comparison = gap.comparison
    members = {unit: codes for unit, codes in comparison.members.items() if unit != "106"}
    assert split.parts is not None
    changed = replace(
        comparison,
        members=members,
        left_out={**comparison.left_out, "106": LeftOut.NO_PEOPLE},
    )
    result = replace(gap.result, comparison=changed)
    table = areas_table(workspace, replace(gap, result=result), split, "mdmw", EN)
    row = table.facts.loc["106"]
    assert row["value"] == 100
    assert pd.isna(row[["lower", "upper", "people"]]).all()
    assert row["left_out"] == "number of people not known"


def test_periods_have_their_breaks_and_the_newest_the_verdict(workspace: Workspace) -> None:
    report = report_of(workspace, TURNOUT)
    assert report.measured is not None
    gap, movement, _ = report.measured
    facts = development_table(workspace, gap, movement, EN).facts
    assert facts["measure"].to_list() == ["mdmw"] * 3 + ["idisw"] * 3
    assert facts["period"].to_list() == ["2014", "2018", "2022"] * 2
    assert [bool(text) for text in facts["break"]] == [False, False, True] * 2
    assert [bool(text) for text in facts["verdict"]] == [False, False, True] * 2
    assert facts["verdict"].iloc[2] == "cannot be said"
    assert facts["base"].iloc[2] == "2014"
    readings = facts["estimate"]
    assert facts["change"].iloc[2] == pytest.approx(readings[2] - readings[0])
    assert facts["change"].isna().to_list() == [True, True, False] * 2


def test_board_has_every_headline_indicator_that_is_no_count(whole: GapReport) -> None:
    definitions = whole.workspace.table.definitions.values()
    wanted = [each.name_en for each in definitions if each.headline and each.kind != "count"]
    rows = csv_rows(write_gaps("board_csv", whole, t=EN))
    assert [row["Indicator"] for row in rows] == wanted
    for row in rows:
        ends = float(row["Lowest: value"]), float(row["Highest: value"])
        assert float(row["Difference"]) == pytest.approx(ends[1] - ends[0])
        assert row["Lowest: area"]
        assert row["Highest: area"]
        assert row["Source"]
        assert row["Verdict"] in {
            "narrower", "wider", "unchanged", "too early to say", "cannot be said",
        }  # fmt: skip
        assert row["Why"] or row["Verdict"] in {"narrower", "wider", "unchanged"}
    first = rows[0]
    assert (first["Lowest: area"], first["Highest: area"]) == ("Grimmered", "Norra Biskopsgården")
    assert (first["Lowest: value"], first["Highest: value"]) == ("1.46", "46.03")


def test_board_has_a_workbook_of_its_own(whole: GapReport) -> None:
    alone = replace(whole, measured=None)
    book = opened(write_gaps("board_xlsx", alone, t=EN, made=DAY))
    assert book.sheetnames == ["All indicators", "Sources"]
    lines = {row[0].value: row[1].value for row in book["Sources"].iter_rows()}
    assert lines["This view"] == LINK
    sheet = book["All indicators"]
    medians = next(row for row in sheet.iter_rows(2) if row[4].value == "thousand SEK")
    assert medians[6].number_format == "#,##0"


def test_gap_of_an_indicator_is_not_made_up_where_there_is_none(whole: GapReport) -> None:
    with pytest.raises(ValueError, match="no gap"):
        write_gaps("csv", replace(whole, measured=None), t=EN)
    with pytest.raises(KeyError):
        write_gaps("pdf", whole, t=EN)


def test_sources_say_what_the_figures_and_their_intervals_rest_on(whole: GapReport) -> None:
    sheet = opened(write_gaps("xlsx", whole, t=EN, made=DAY))["Sources"]
    lines = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert lines["Indicator"] == "Low economic standard"
    assert lines["Level"] == "Primary areas"
    assert lines["Period"] == "2024"
    assert lines["Ordered by"] == "Median economic standard, 2024"
    assert lines["Weighed by"] == "residents in 2024"
    assert "2,000 times with the seed 1" in lines["Intervals"]
    assert "residents in 2024" in lines["Intervals"]
    assert lines["Reference area"]
    assert lines["Publisher"]
    assert lines["This view"] == LINK
    assert lines["File made on"] == "9 March 2026"


def test_sources_say_that_intervals_are_not_known(workspace: Workspace) -> None:
    book = opened(write_gaps("xlsx", report_of(workspace, TURNOUT), t=EN, made=DAY))
    lines = {row[0].value: row[1].value for row in book["Sources"].iter_rows()}
    assert lines["Intervals"].startswith("Not known")
    assert lines["Counted from"] == "2014"
    # The board was not asked for.
    assert "All indicators" not in book.sheetnames


def test_excel_csv_has_semicolons_and_the_decimal_mark_of_the_language(whole: GapReport) -> None:
    content = write_gaps("csv_excel", whole, t=SV, made=DAY)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    (row,) = (row for row in rows if row[0] == "101")
    assert "15,69" in row
    assert write_gaps("board_csv_excel", whole, t=SV).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("key", GAP_FORMATS)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_file_has_what_is_not_a_number(whole: GapReport, key: str, lang: str) -> None:
    content = write_gaps(key, whole, t=translator(lang), made=DAY)
    if GAP_FORMATS[key].ending == "csv":
        text = content.decode("utf-8-sig").lower()
        cells = {cell for row in csv.reader(io.StringIO(text)) for cell in row}
        assert not cells & {"nan", "none", "<na>", "inf", "-inf"}
        return
    for sheet in opened(content):
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}
            assert not {str(cell.value).lower() for cell in row} & {"nan", "<na>", "inf"}


def test_same_report_and_day_give_the_same_bytes(whole: GapReport) -> None:
    def made(day: date) -> bytes:
        return write_gaps("xlsx", whole, t=SV, made=day)

    assert made(DAY) == made(DAY)
    assert made(DAY) != made(date(2026, 3, 10))
    assert opened(made(DAY)).properties.created.date() == DAY


HOSTILE = ('=HYPERLINK("http://example.org")', "+cmd|' /C calc'!A0", "@SUM(1)", "<r><t>x</t></r>")


@pytest.fixture(scope="module")
def hostile(workspace: Workspace) -> GapReport:
    """Return the report of a city whose areas have names that a spreadsheet would run."""
    frame = workspace.areas.frame.copy()
    places = frame.index.get_level_values("area_level") == AreaLevel.CITY_AREA
    frame.loc[places, "name"] = list(HOSTILE)
    named = replace(workspace, areas=AreaRegister(frame))
    return report_gap(named, replace(TURNOUT, base=None), link='=HYPERLINK("x")')


def test_hostile_names_stay_texts_in_the_workbook(hostile: GapReport) -> None:
    content = write_gaps("xlsx", hostile, t=EN, made=DAY)
    names = {row["Area"] for row in rows_of(opened(content)["Areas"])}
    # The markup of rich texts gets a blank at its end, so that it is not taken for markup.
    assert names == {*HOSTILE[:3], HOSTILE[3] + " "}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "sheet" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


@pytest.mark.parametrize("key", ["csv", "csv_excel", "board_csv", "board_csv_excel"])
def test_hostile_names_get_an_apostrophe_in_csv(hostile: GapReport, key: str) -> None:
    text = write_gaps(key, hostile, t=EN, made=DAY).decode("utf-8-sig")
    mark = ";" if key.endswith("excel") else ","
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=mark) for cell in row]
    assert any(name in cell for cell in cells for name in HOSTILE)
    # A negative number alone may begin with such a sign.
    risky = [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))]
    assert [cell for cell in risky if not (cell[0] == "-" and cell[1].isdigit())] == []
