"""Files about comparisons: what stands in each part's, that it adds up, and what must not be in it."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import numpy as np
import openpyxl
import pandas as pd
import pytest

from explorer.export.compare import COMPARE_FORMATS, write_compare
from explorer.export.compare_parts import CompareReport, report_compare
from explorer.export.compare_refusals import (
    REFUSALS,
    Nothing,
    NothingToCompare,
    refusal_sentence,
)
from explorer.i18n import translator
from explorer.view import ComparePart, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel, AreaRegister
from indicators.composite import Normalisation
from indicators.definitions import Kind
from indicators.measures.groups import MeasureError
from indicators.own_area import OwnArea
from indicators.selection import NotAvailable, Refusal, Selection
from indicators.table import IndicatorTable
from tests.unit.explorer.conftest import ReadFigures
from tests.unit.explorer.test_disclosure_traces import (
    FAILED,
    PASSED,
    PERIOD,
    SHARE,
    SMALL,
    Values,
    list_numbers,
    tell,
)
from tests.unit.explorer.test_disclosure_traces import figures as figures
from tests.unit.explorer.test_disclosure_traces import made_up as made_up

SV, EN = translator("sv"), translator("en")
DAY: Final = date(2026, 3, 9)
LINK: Final = "http://localhost:8501/?page=compare"
PRIMARY: Final = AreaLevel.PRIMARY_AREA
CITY_AREA: Final = AreaLevel.CITY_AREA
TURNOUT: Final = "turnout_municipal"
WEST: Final = OwnArea("Väster", (("101", 1.0), ("102", 1.0), ("103", 1.0)))
PARTLY: Final = OwnArea("Delvis", (("103", 1.0), ("306", 0.5)))
WANTED: Final[Mapping[ComparePart, ViewState]] = {
    ComparePart.MAPS: ViewState(),
    ComparePart.CHANGE: ViewState(indicator=TURNOUT),
    ComparePart.TABLE: ViewState(own=(WEST,)),
    ComparePart.SCATTER: ViewState(own=(WEST,)),
    ComparePart.SIMILAR: ViewState(area=("306", "101")),
    ComparePart.INDEX: ViewState(),
    ComparePart.OWN: ViewState(own=(WEST, PARTLY)),
}
PARTS: Final = list(ComparePart)


def view_of(part: ComparePart, **changes: Any) -> ViewState:
    return replace(WANTED[part], compare=part, **changes)


@pytest.fixture(scope="module")
def reports(workspace: Workspace) -> dict[ComparePart, CompareReport]:
    """Return a report of every part of the page."""
    return {part: report_compare(workspace, view_of(part), link=LINK) for part in PARTS}


def csv_rows(report: CompareReport, lang: str = "en") -> list[dict[str, str]]:
    content = write_compare("csv", report, t=translator(lang), made=DAY)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def by_code(report: CompareReport) -> dict[str, dict[str, str]]:
    return {row["Area code"]: row for row in csv_rows(report)}


def opened(report: CompareReport, t: Any = EN) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_compare("xlsx", report, t=t, made=DAY)))


def notes_of(report: CompareReport) -> dict[str, str]:
    return {row[0].value: row[1].value for row in opened(report)["Sources"].iter_rows()}


def number(text: str) -> float | None:
    return float(text) if text else None


# --- maps --------------------------------------------------------------------------------------


def test_maps_have_both_figures_of_every_area_and_their_difference(
    reports: Mapping[ComparePart, CompareReport], read_figures: ReadFigures
) -> None:
    rows = by_code(reports[ComparePart.MAPS])
    first = read_figures("low_economic_standard", PRIMARY, "2024")
    second = read_figures("employment_rate", PRIMARY, "2024")
    assert len(rows) == 96 + 1
    heads = [
        "1. Low economic standard, 2024 (percent)",
        "2. Employment rate, ages 20–64, 2024 (percent)",
    ]
    difference = "Difference, the second less the first (percentage points)"
    for code in rows.keys() - {"1480"}:
        row = rows[code]
        found = [number(row[head]) for head in heads]
        assert found == [first.get(code), second.get(code)]
        if None in found:
            assert row[difference] == ""
    # 64.11 less 39.14.
    assert rows["306"][difference] == "24.97"
    assert rows["306"]["1. Quality"] == "Approximate figure"
    assert rows["707"]["1. Quality"] == "No figure"
    assert (rows["1480"]["Kind of row"], rows["306"]["Kind of row"]) == ("the whole city", "area")


def test_figures_in_different_units_have_no_difference(workspace: Workspace) -> None:
    view = view_of(ComparePart.MAPS, beside="median_income")
    (row, *_) = csv_rows(report_compare(workspace, view))
    assert any(name.startswith("2. Median earned income") for name in row)
    assert not any(name.startswith("Difference") for name in row)


def test_same_indicator_in_two_periods_stands_beside_itself(workspace: Workspace) -> None:
    view = view_of(ComparePart.MAPS, indicator=TURNOUT, period="2014", beside=TURNOUT, then="2018")
    row = by_code(report_compare(workspace, view))["101"]
    assert row["1. Turnout in the municipal election, 2014 (percent)"] == "83.04"
    assert row["2. Turnout in the municipal election, 2018 (percent)"] == "83.93"
    assert row["Difference, the second less the first (percentage points)"] == "0.89"


# --- change ------------------------------------------------------------------------------------


def test_change_is_the_later_less_the_earlier_figure(
    reports: Mapping[ComparePart, CompareReport], read_figures: ReadFigures
) -> None:
    rows = by_code(reports[ComparePart.CHANGE])
    before, after = (read_figures(TURNOUT, PRIMARY, period) for period in ("2014", "2018"))
    told = 0
    for code, row in rows.items():
        if code in before and code in after and row["Change (percentage points)"]:
            change = float(row["Change (percentage points)"])
            assert change == pytest.approx(after[code] - before[code], abs=1e-6)
            assert row["What the change is"]
            assert row["Why there is no change"] == ""
            told += 1
    assert told > 80
    assert rows["1480"]["Change (percentage points)"] == "1.85"
    assert rows["707"]["Why there is no change"] == "no figure in one of the periods"
    assert rows["707"]["What the change is"] == rows["707"]["Change (percentage points)"] == ""


def test_change_has_the_breaks_between_its_periods_as_notes(workspace: Workspace) -> None:
    view = view_of(ComparePart.CHANGE, indicator=TURNOUT, level=CITY_AREA, base="2014")
    report = report_compare(workspace, view)
    notes = notes_of(report)
    assert (notes["Counted from"], notes["Period"]) == ("2014", "2022")
    assert notes["Break in the series, 2022"]
    assert notes["Intervals"].startswith("Not known")
    assert len(csv_rows(report)) == 4 + 1


def test_change_within_its_interval_is_told_apart_from_one_beyond_it(workspace: Workspace) -> None:
    view = view_of(ComparePart.CHANGE, indicator="foreign_born_share")
    report = report_compare(workspace, view)
    seen = set()
    for row in csv_rows(report):
        kind, lower = row["What the change is"], number(row["Change, lower end (95%)"])
        upper = number(row["Change, upper end (95%)"])
        if lower is None or upper is None:
            assert kind in {"", "uncertainty not known"}
            continue
        wanted = {(True, True): "higher than before", (False, False): "lower than before"}
        assert kind == wanted.get((lower > 0, upper > 0), "within the uncertainty of the figures")
        seen.add(kind)
    assert len(seen) > 1
    assert "independent" in notes_of(report)["Intervals"]


@pytest.mark.parametrize(("base", "first"), [(None, "2020"), ("2022", "2022"), ("1999", "2020")])
def test_change_counts_from_the_base_that_exists_or_from_the_oldest(
    workspace: Workspace, base: str | None, first: str
) -> None:
    view = view_of(ComparePart.CHANGE, indicator="foreign_born_share", base=base)
    report = report_compare(workspace, view)
    assert notes_of(report)["Counted from"] == first
    assert f"Foreign-born, {first} (percent)" in csv_rows(report)[0]


# --- many indicators ---------------------------------------------------------------------------


def test_table_has_every_headline_indicator_with_its_distance_from_the_city(
    workspace: Workspace, reports: Mapping[ComparePart, CompareReport]
) -> None:
    rows = csv_rows(reports[ComparePart.TABLE])
    city = rows[-1]
    assert (city["Area code"], city["Kind of row"]) == ("1480", "the whole city")
    for definition in workspace.table.definitions.values():
        (away,) = [
            head for head in rows[0] if head.startswith(f"{definition.name_en}, difference")
        ] or [""]
        assert bool(away) == (definition.headline and definition.kind is not Kind.COUNT)
        if not away:
            continue
        (head,) = (
            name for name in rows[0] if name.startswith(f"{definition.name_en}, ") and name != away
        )
        assert city[away] == ""
        for row in rows[:-1]:
            if row[head]:
                wanted = float(row[head]) - float(city[head])
                assert float(row[away]) == pytest.approx(wanted, abs=1e-5)
            else:
                assert row[away] == ""


def test_own_areas_are_rows_that_are_marked_so(
    reports: Mapping[ComparePart, CompareReport],
) -> None:
    for part in (ComparePart.TABLE, ComparePart.SCATTER):
        (own,) = (row for row in csv_rows(reports[part]) if row["Kind of row"] == "own area")
        assert (own["Area code"], own["Area"]) == ("", "Väster")
    (own,) = (row for row in csv_rows(reports[ComparePart.TABLE]) if row["Area"] == "Väster")
    assert "Low economic standard" in own["Approximate figure"]


def test_withheld_figure_is_empty_and_named_as_such(
    reports: Mapping[ComparePart, CompareReport],
) -> None:
    row = by_code(reports[ComparePart.TABLE])["101"]
    name = "Eligible for upper secondary school (year 9)"
    assert row["Withheld to protect small groups"] == name
    assert [cell for head, cell in row.items() if head.startswith(name)] == ["", ""]


# --- two indicators ----------------------------------------------------------------------------


def test_correlation_is_that_of_the_rows_in_the_file(
    reports: Mapping[ComparePart, CompareReport],
) -> None:
    """By numpy's weighted covariance, which shares nothing with our own."""
    report = reports[ComparePart.SCATTER]
    kept: dict[str, list[list[float]]] = {}
    for row in csv_rows(report):
        if row["Kind of row"] == "area" and not row["Not in the correlation"]:
            unit = row["Counted as one with"] or row["Area code"]
            kept.setdefault(unit, []).append([float(each) for each in list(row.values())[4:7]])
    assert [len(each) for unit, each in kept.items() if "+" in unit] == [2]
    x, y = (np.array([each[0][place] for each in kept.values()]) for place in (0, 1))
    people = np.array([sum(area[2] for area in each) for each in kept.values()])
    spread = np.cov(x, y, aweights=people)
    wanted = spread[0, 1] / np.sqrt(spread[0, 0] * spread[1, 1])
    notes = notes_of(report)
    assert notes["Correlation, weighted by people"].startswith(EN.number(wanted, 3))
    assert "95% interval" in notes["Correlation, weighted by people"]
    assert "95% interval" in notes["Correlation of the ranks (Spearman), weighted by people"]
    counted = notes["Figures in the correlation (areas that share one count once)"]
    assert counted == str(len(kept)) == "93"
    assert notes["Areas that lack one of the two"] == "2"
    slope = spread[0, 1] / spread[0, 0]
    intercept = np.average(y, weights=people) - slope * np.average(x, weights=people)
    assert notes["Straight line, weighted by people"] == (
        f"second indicator = {EN.number(intercept, 4)} − {EN.number(abs(slope), 4)} × first indicator"
    )


def test_area_that_does_not_count_says_why(reports: Mapping[ComparePart, CompareReport]) -> None:
    rows = {
        row["Area"]: row["Not in the correlation"] for row in csv_rows(reports[ComparePart.SCATTER])
    }
    assert rows["Arendal"] == "no figure for either indicator"
    assert rows["Väster"].startswith("area of one’s own")
    assert rows["Majorna"] == ""


# --- similar areas -----------------------------------------------------------------------------


def test_similar_areas_follow_the_first_chosen_one_with_the_figures_compared(
    reports: Mapping[ComparePart, CompareReport], read_figures: ReadFigures
) -> None:
    rows = csv_rows(reports[ComparePart.SIMILAR])
    assert (rows[0]["Area code"], rows[0]["Distance (standard deviations)"]) == ("306", "0")
    distances = [float(row["Distance (standard deviations)"]) for row in rows]
    assert distances == sorted(distances)
    assert [row["Order (0 is the area asked for)"] for row in rows] == list("012345")
    known = read_figures("low_economic_standard", PRIMARY, "2024")
    for row in rows:
        assert float(row["Low economic standard, 2024 (percent)"]) == known[row["Area code"]]


def test_own_area_can_be_what_others_are_like(workspace: Workspace) -> None:
    view = view_of(ComparePart.SIMILAR, area=(), own=(PARTLY, WEST))
    assert csv_rows(report_compare(workspace, view))[0]["Area"] == "Delvis"
    report = report_compare(workspace, view, like="own:Väster")
    assert csv_rows(report)[0]["Area"] == "Väster"
    gone = report_compare(workspace, view, like="own:Borta")
    assert csv_rows(gone)[0]["Area"] == "Delvis"


# --- index -------------------------------------------------------------------------------------


def test_index_of_one_indicator_is_its_place_between_the_ends(workspace: Workspace) -> None:
    """From 46.03 % (Norra Biskopsgården, 0) to 1.46 % (Grimmered, 1); 39.14 % in Östra Bergsjön."""
    view = view_of(
        ComparePart.INDEX,
        weights=(("low_economic_standard", 3.0),),
        scaling=Normalisation.MIN_MAX,
    )
    rows = {row["Area"]: row for row in csv_rows(report_compare(workspace, view))}
    assert rows["Norra Biskopsgården"]["Index"] == "0"
    assert rows["Grimmered"]["Index"] == "1"
    wanted = (46.03 - 39.14) / (46.03 - 1.46)
    assert float(rows["Östra Bergsjön"]["Index"]) == pytest.approx(wanted, abs=1e-6)
    assert rows["Grimmered"]["Place (1 is the most favourable)"] == "1"


def test_parts_sum_to_the_index_and_areas_without_one_say_what_they_lack(
    reports: Mapping[ComparePart, CompareReport],
) -> None:
    report = reports[ComparePart.INDEX]
    rows = csv_rows(report)
    places = [number(row["Place (1 is the most favourable)"]) for row in rows]
    known = [place for place in places if place is not None]
    assert len(rows) == 96
    assert places == sorted(known) + [None] * (96 - len(known))
    for row in rows:
        parts = [row[head] for head in row if head.startswith("Part of the index")]
        if row["Has no figure for"]:
            assert {*parts, row["Index"], row["Place, first (95%)"]} == {""}
        else:
            total = sum(map(float, parts))
            assert total == pytest.approx(float(row["Index"]), abs=1e-5)
            ends = [float(row[f"Place, {end} (95%)"]) for end in ("first", "last")]
            assert ends[0] <= float(row["Place (1 is the most favourable)"]) <= ends[1]
    notes = notes_of(report)
    assert notes["Areas that lack a figure and have no index"] == str(96 - len(known))
    assert notes["Weight of “Low economic standard”"] == "12.5%"
    assert notes["Common scale"] == "Standard deviations from the mean"
    assert "1,000 weightings" in notes["Places"]
    assert "seed 1" in notes["Places"]


# --- own areas ---------------------------------------------------------------------------------


def test_own_area_has_every_indicator_with_how_it_was_made(
    workspace: Workspace, reports: Mapping[ComparePart, CompareReport], read_figures: ReadFigures
) -> None:
    rows = csv_rows(reports[ComparePart.OWN])
    assert len(rows) == 2 * len(workspace.table.definitions)
    people = read_figures("population", PRIMARY, "2025")
    (west,) = (
        row
        for row in rows
        if (row["Own area"], row["Indicator"], row["Unit"]) == ("Väster", "Population", "people")
    )
    assert float(west["Value"]) == people["101"] + people["102"] + people["103"]
    assert (west["Period"], west["Its parts (code, share)"]) == ("2025", "101, 102, 103")
    assert west["Residents covered (percent)"] == "100"
    (partly,) = (
        row for row in rows if (row["Own area"], row["Indicator"]) == ("Delvis", "Population")
    )
    assert float(partly["Value"]) == people["103"] + people["306"] / 2
    assert partly["Its parts (code, share)"] == "103, 306 (50.00%)"
    assert partly["Quality"] == "Approximate figure"
    for row in rows:
        assert row["How it was made"]
        assert bool(row["Value"]) == bool(row["Quality"]) == bool(row["Source"])


def test_workbook_of_own_areas_has_the_shares_that_they_are_made_of(
    reports: Mapping[ComparePart, CompareReport],
) -> None:
    book = opened(reports[ComparePart.OWN])
    assert book.sheetnames == ["Own areas", "Parts", "Sources"]
    _, *rows = book["Parts"].iter_rows(values_only=True)
    assert rows == [
        ("Väster", "101", "Kungsladugård", 100),
        ("Väster", "102", "Sanna", 100),
        ("Väster", "103", "Majorna", 100),
        ("Delvis", "103", "Majorna", 100),
        ("Delvis", "306", "Östra Bergsjön", 50),
    ]


# --- all parts ---------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
def test_workbook_names_sources_link_and_day(
    reports: Mapping[ComparePart, CompareReport], part: ComparePart
) -> None:
    book = opened(reports[part])
    assert book.sheetnames[-1] == "Sources"
    notes = notes_of(reports[part])
    assert notes["Publisher"]
    assert notes["Read from"]
    assert notes["This view"] == LINK
    assert notes["File made on"] == "9 March 2026"
    if part is not ComparePart.OWN:
        assert notes["Level"] == "Primary areas"
    assert len(opened(reports[part], SV).sheetnames) == len(book.sheetnames)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("key", COMPARE_FORMATS)
def test_no_file_has_what_is_not_a_number(
    reports: Mapping[ComparePart, CompareReport], part: ComparePart, key: str
) -> None:
    content = write_compare(key, reports[part], t=SV, made=DAY)
    if COMPARE_FORMATS[key].ending == "csv":
        mark = ";" if key == "csv_excel" else ","
        text = content.decode("utf-8-sig").lower()
        cells = {cell for row in csv.reader(io.StringIO(text), delimiter=mark) for cell in row}
        assert not cells & {"nan", "none", "<na>", "inf", "-inf"}
        return
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}
            assert not {str(cell.value).lower() for cell in row} & {"nan", "<na>", "inf"}


@pytest.mark.parametrize("part", PARTS)
def test_headings_of_a_table_are_all_different(
    reports: Mapping[ComparePart, CompareReport], part: ComparePart
) -> None:
    for t in (SV, EN):
        text = write_compare("csv", reports[part], t=t, made=DAY).decode("utf-8")
        head = next(csv.reader(io.StringIO(text)))
        assert len(set(head)) == len(head)


def test_same_report_and_day_give_the_same_bytes(
    workspace: Workspace, reports: Mapping[ComparePart, CompareReport]
) -> None:
    for part in PARTS:
        again = report_compare(workspace, view_of(part), link=LINK)
        first = write_compare("xlsx", reports[part], t=SV, made=DAY)
        assert write_compare("xlsx", again, t=SV, made=DAY) == first
        assert write_compare("xlsx", again, t=SV, made=date(2026, 3, 10)) != first


@pytest.mark.parametrize("level", list(AreaLevel))
@pytest.mark.parametrize("part", PARTS)
def test_every_level_has_a_file_or_a_sentence(
    workspace: Workspace, part: ComparePart, level: AreaLevel
) -> None:
    codes = workspace.areas.codes(level)
    view = view_of(part, indicator=TURNOUT, beside="population", level=level, area=codes[:1])
    said = ""
    try:
        report = report_compare(workspace, view)
    except REFUSALS as refusal:
        said = refusal_sentence(refusal, EN)
    if said:
        assert said.endswith(".")
        return
    for key in COMPARE_FORMATS:
        assert write_compare(key, report, t=EN, made=DAY)


def test_city_alone_is_one_row_and_not_two(workspace: Workspace) -> None:
    for part in (ComparePart.MAPS, ComparePart.CHANGE, ComparePart.TABLE):
        view = view_of(part, indicator=TURNOUT, level=AreaLevel.MUNICIPALITY, own=())
        (row,) = csv_rows(report_compare(workspace, view))
        assert row["Kind of row"] == "the whole city"


def test_excel_csv_has_semicolons_and_the_decimal_mark_of_the_language(
    reports: Mapping[ComparePart, CompareReport],
) -> None:
    content = write_compare("csv_excel", reports[ComparePart.MAPS], t=SV, made=DAY)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert any("24,97" in row for row in rows)


# --- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (ViewState(compare=ComparePart.OWN), Nothing.NO_OWN),
        (ViewState(compare=ComparePart.SIMILAR), Nothing.NO_AREA),
        (ViewState(compare=ComparePart.CHANGE), Nothing.NO_EARLIER),
        (
            ViewState(indicator=TURNOUT, level=CITY_AREA, beside="median_income"),
            Nothing.NO_SECOND,
        ),
    ],
)
def test_part_with_nothing_to_compare_says_so(
    workspace: Workspace, view: ViewState, reason: Nothing
) -> None:
    with pytest.raises(NothingToCompare) as refused:
        report_compare(workspace, view)
    assert refused.value.reason is reason
    assert refusal_sentence(refused.value, EN) == str(refused.value)


def test_table_without_any_headline_indicator_is_refused(workspace: Workspace) -> None:
    known = workspace.table
    plain = {name: replace(each, headline=False) for name, each in known.definitions.items()}
    table = IndicatorTable(plain, known.observations, known.sources, known.breaks, known.reported)
    with pytest.raises(NothingToCompare) as refused:
        report_compare(replace(workspace, table=table), view_of(ComparePart.TABLE))
    assert refused.value.reason is Nothing.NO_INDICATORS


def test_index_without_a_weight_is_refused(workspace: Workspace) -> None:
    view = view_of(ComparePart.INDEX, weights=(("low_economic_standard", 0.0),))
    with pytest.raises(MeasureError) as refused:
        report_compare(workspace, view)
    assert (
        refusal_sentence(refused.value, EN) == "All weights are 0, so there is nothing to add up."
    )


def test_pair_without_figures_on_the_level_is_refused(workspace: Workspace) -> None:
    view = view_of(ComparePart.SCATTER, indicator=TURNOUT, level=CITY_AREA, beside="median_income")
    with pytest.raises(NotAvailable) as refused:
        report_compare(workspace, view)
    assert refusal_sentence(refused.value, EN).startswith("No file: ")
    other = NotAvailable(Selection(TURNOUT, CITY_AREA, "2018"), Refusal.NOT_ADDED_UP)
    assert refusal_sentence(other, EN) == "No file: medians cannot be added up from smaller areas."


def test_unknown_format_is_refused(reports: Mapping[ComparePart, CompareReport]) -> None:
    with pytest.raises(KeyError):
        write_compare("pdf", reports[ComparePart.MAPS], t=EN)


# --- hostile names -----------------------------------------------------------------------------

HOSTILE: Final = (
    '=HYPERLINK("http://example.org")',
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "<r><t>x</t></r>",
)


@pytest.fixture(scope="module")
def hostile(workspace: Workspace) -> Callable[[ComparePart], CompareReport]:
    """Return what makes reports with names of areas that a spreadsheet would run."""
    frame = workspace.areas.frame.copy()
    levels = frame.index.get_level_values("area_level")
    frame.loc[levels == CITY_AREA, "name"] = list(HOSTILE)
    named = replace(workspace, areas=AreaRegister(frame))
    own = (OwnArea(HOSTILE[0], WEST.pairs), OwnArea(HOSTILE[3], PARTLY.pairs))

    def make(part: ComparePart) -> CompareReport:
        view = view_of(part, indicator=TURNOUT, level=CITY_AREA, own=own, area=())
        view = replace(
            view, beside="employment_rate", base=None, weights=(("employment_rate", 1.0),)
        )
        return report_compare(named, view, link='=HYPERLINK("x")')

    return make


# The correlation takes five areas.
RISKY: Final = [part for part in PARTS if part is not ComparePart.SCATTER]


@pytest.mark.parametrize("part", RISKY)
def test_hostile_names_stay_texts_in_the_workbook(
    hostile: Callable[[ComparePart], CompareReport], part: ComparePart
) -> None:
    content = write_compare("xlsx", hostile(part), t=EN, made=DAY)
    cells = [
        cell.value
        for sheet in openpyxl.load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
    ]
    # The markup of rich texts gets a blank at its end, so that it is not taken for markup.
    assert {HOSTILE[0], HOSTILE[3] + " "} <= set(cells)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "sheet" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


@pytest.mark.parametrize("part", RISKY)
@pytest.mark.parametrize("key", ["csv", "csv_excel"])
def test_hostile_names_get_an_apostrophe_in_csv(
    hostile: Callable[[ComparePart], CompareReport], part: ComparePart, key: str
) -> None:
    text = write_compare(key, hostile(part), t=EN, made=DAY).decode("utf-8-sig")
    mark = ";" if key.endswith("excel") else ","
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=mark) for cell in row]
    assert "'" + HOSTILE[0] in cells
    # A negative number alone may begin with such a sign.
    risky = [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))]
    assert [cell for cell in risky if not (cell[0] == "-" and cell[1].isdigit())] == []


# --- withheld ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two_periods(made_up: Workspace) -> Workspace:
    """Return the made-up pupils in two years, the same areas withheld in both."""
    rows = made_up.table.observations
    earlier = rows.assign(period="2021", value=rows["value"] * 0.875)
    table = IndicatorTable(
        {
            name: replace(each, smallest_base=50_000)
            for name, each in made_up.table.definitions.items()
        },
        pd.concat([rows, earlier], ignore_index=True),
        made_up.table.sources,
    )
    return replace(made_up, table=table)


# The first holds a withheld area whole, the other one in part; the third one is such an area.
OWN: Final = (
    OwnArea("With", ((SMALL, 1.0), ("103", 1.0), ("104", 1.0))),
    OwnArea("Partly", ((SMALL, 0.5), ("103", 1.0))),
    OwnArea("Alone", ((SMALL, 1.0),)),
)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("key", COMPARE_FORMATS)
def test_no_file_holds_a_withheld_figure(
    two_periods: Workspace, figures: Values, part: ComparePart, key: str
) -> None:
    for indicator, beside in ((SHARE, PASSED), (PASSED, FAILED), (FAILED, SHARE)):
        view = ViewState(
            compare=part,
            indicator=indicator,
            beside=beside,
            level=PRIMARY,
            period=PERIOD,
            area=("103",),
            own=OWN,
            weights=((SHARE, 1.0),),
        )
        report = report_compare(two_periods, view)
        content = write_compare(key, report, t=EN, made=DAY)
        numbers = list_numbers(content, key)
        if part in (ComparePart.MAPS, ComparePart.CHANGE, ComparePart.SCATTER):
            # The test itself would find them: every area that is shown is there.
            assert tell(numbers, figures["103"][indicator])
        for code in ("101", SMALL):
            for name in (SHARE, PASSED, FAILED):
                secret = figures[code][name]
                assert not tell(numbers, secret)
                assert not tell(numbers, secret * 0.875)
                assert not tell(numbers, secret * 0.125)
                assert not tell(numbers, secret / 2)


@pytest.mark.parametrize("part", [part for part in PARTS if part is not ComparePart.CHANGE])
@pytest.mark.parametrize("key", ["csv", "xlsx"])
def test_withheld_figure_leaves_no_trace_in_the_bytes(
    workspace: Workspace, read_figures: ReadFigures, part: ComparePart, key: str
) -> None:
    """Another figure in its place, and the file is the same to the last byte."""
    view = view_of(part, indicator=SHARE, area=("306",), own=(WEST, PARTLY))
    report = report_compare(workspace, view)
    shown = by_code(report_compare(workspace, view_of(ComparePart.TABLE)))
    hidden = {code for code, row in shown.items() if row["Withheld to protect small groups"]}
    hidden &= read_figures(SHARE, PRIMARY, "2022").keys()
    assert hidden
    known = workspace.table
    rows = known.observations.copy()
    own = (
        (rows["indicator_id"] == SHARE)
        & (rows["area_level"] == PRIMARY)
        & (rows["period"] == "2022")
        & rows["area_code"].isin(hidden)
    )
    assert own.sum() == len(hidden)
    rows.loc[own, "value"] = 12.34
    table = IndicatorTable(known.definitions, rows, known.sources, known.breaks, known.reported)
    other = report_compare(replace(workspace, table=table), view)
    assert write_compare(key, other, t=EN, made=DAY) == write_compare(key, report, t=EN, made=DAY)
