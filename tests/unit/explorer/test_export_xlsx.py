import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from explorer.export.xlsx import to_xlsx
from explorer.i18n import translator
from explorer.initiatives.model import Initiative
from explorer.initiatives.register import load_register
from explorer.view import Show
from geodata.areas import load_areas
from tests.unit.explorer.layers_by_hand import COUNT, layer_of

SV, EN = translator("sv"), translator("en")
DAY = date(2026, 3, 9)
LINK = "http://localhost:8501/?period=2024"


@pytest.fixture(scope="module")
def initiatives() -> tuple[Initiative, ...]:
    return load_register(load_areas()).initiatives


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_workbook_has_figures_initiatives_and_sources(initiatives: tuple[Initiative, ...]) -> None:
    layer = layer_of([39.1, None, 10.0], show=Show.DIFFERENCE)
    book = opened(to_xlsx(layer, initiatives[:2], SV, made=DAY, link=LINK))
    assert book.sheetnames == ["Uppgifter", "Insatser", "Källor"]
    english = opened(to_xlsx(layer, initiatives[:2], EN, made=DAY))
    assert english.sheetnames == ["Figures", "Initiatives", "Sources"]


def test_figures_are_real_numbers_with_formats_and_missing_cells_are_empty() -> None:
    sheet = opened(to_xlsx(layer_of([39.1, None, 10.0]), (), EN, made=DAY))["Figures"]
    place = {cell.value: cell.column for cell in sheet[1]}
    value = place["Value (percent)"]
    difference = place["Difference from the city (percentage points)"]
    assert [sheet.cell(row, value).value for row in (2, 3, 4)] == [39.1, None, 10.0]
    assert [sheet.cell(row, value).data_type for row in (2, 4)] == ["n", "n"]
    assert sheet.cell(2, value).number_format == "#,##0.0"
    assert [sheet.cell(row, difference).value for row in (2, 3, 4)] == [23.8, None, -5.3]
    assert sheet.cell(2, difference).number_format == "+#,##0.0;-#,##0.0;#,##0.0"
    assert sheet.cell(3, place["Place from the highest"]).value is None
    assert sheet.cell(3, place["Quality"]).value == "No figure"
    # A code is a text, so that no zero in front is lost.
    assert (sheet.cell(2, 1).value, sheet.cell(2, 1).data_type) == ("101", "s")


def test_counts_have_no_decimals() -> None:
    sheet = opened(to_xlsx(layer_of([4711.0], definition=COUNT, city=9), (), EN, made=DAY))[
        "Figures"
    ]
    assert sheet["D2"].number_format == "#,##0"


def test_header_stays_in_sight_and_can_be_filtered(initiatives: tuple[Initiative, ...]) -> None:
    book = opened(to_xlsx(layer_of([1, 2, 3]), initiatives, EN, made=DAY))
    for name, rows in (("Figures", 3), ("Initiatives", 156)):
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert re.fullmatch(rf"A1:[A-Z]+{rows + 1}", sheet.auto_filter.ref)
        assert all(cell.value for cell in sheet[1])
        assert sheet.column_dimensions["B"].width >= 8


def test_initiatives_stand_in_the_readers_language(initiatives: tuple[Initiative, ...]) -> None:
    for t, name, column in (
        (SV, "Insatser", "description_sv"),
        (EN, "Initiatives", "description_en"),
    ):
        sheet = opened(to_xlsx(layer_of([1]), initiatives[:3], t, made=DAY))[name]
        assert [row[0].value for row in sheet.iter_rows(2)] == [
            each.name for each in initiatives[:3]
        ]
        assert [row[1].value for row in sheet.iter_rows(2)] == [
            getattr(each, column) for each in initiatives[:3]
        ]
    # Years and coordinates are numbers, unknown ones empty.
    place = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, place["Start"]).value == 2017
    assert sheet.cell(2, place["End"]).value is None
    assert sheet.cell(2, place["Longitude"]).value == 11.90833
    assert sheet.cell(2, place["Primary area (code)"]).value == "102"


def test_sheet_of_initiatives_is_there_when_none_is_shown() -> None:
    sheet = opened(to_xlsx(layer_of([1]), (), EN, made=DAY))["Initiatives"]
    assert sheet.max_row == 1
    assert sheet["A1"].value == "Name"


def test_sources_say_from_whom_when_and_how() -> None:
    layer = layer_of([1, 2, None])
    sheet = opened(to_xlsx(layer, (), EN, made=DAY, link=LINK))["Sources"]
    lines = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert lines["Indicator"] == "Low economic standard"
    assert lines["Publisher"] == "Statistikbyrån"
    assert lines["Table or report"] == "Tabell 1"
    assert lines["Read from"] == "example.org/table1"
    assert lines["Period"] == "2024"
    assert lines["The whole city"] == "15.3%"
    assert lines["This view"] == LINK
    assert lines["File made on"] == "9 March 2026" or lines["File made on"] == "March 9, 2026"
    assert "division of 2025" in lines["Boundaries"]
    assert {key for key in lines if key.startswith("Quality")} == {
        "Quality: Published figure",
        "Quality: Approximate figure",
    }


def test_no_text_becomes_a_formula_or_a_link(initiatives: tuple[Initiative, ...]) -> None:
    hostile = (
        '=HYPERLINK("http://example.org")',
        "<script>alert(1)</script>",
        "{=1+1}",
        "https://x.org",
    )
    layer = layer_of([1, 2, 3, 4], names=hostile)
    shown = [replace(initiatives[0], name=name, source_url=name) for name in hostile]
    content = to_xlsx(layer, shown, EN, made=DAY, link='=HYPERLINK("x")')
    book = opened(content)
    names = [row[1] for row in book["Figures"].iter_rows(2)]
    assert [cell.value for cell in names] == list(hostile)
    for sheet in book:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "sheet" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


@pytest.mark.parametrize("name", ["<r><t>x</t></r>", "<r></t></si><si><t>forged</t></r>"])
def test_text_in_the_form_of_xlsxwriters_rich_text_is_not_copied_as_markup(name: str) -> None:
    layer = layer_of([1.0, 2.0], names=[name, "second"])
    sheet = opened(to_xlsx(layer, (), EN, made=DAY))["Figures"]
    assert sheet["B2"].value == name + " "
    assert sheet["B3"].value == "second"


def test_text_longer_than_a_cell_is_cut_and_marked() -> None:
    layer = layer_of([1.0], names=["x" * 40_000])
    value = opened(to_xlsx(layer, (), EN, made=DAY))["Figures"]["B2"].value
    assert len(value) == 32_767
    assert value.endswith("x…")


def test_same_input_and_day_give_the_same_bytes(initiatives: tuple[Initiative, ...]) -> None:
    def made(day: date) -> bytes:
        return to_xlsx(layer_of([1, 2]), initiatives[:5], SV, made=day, link=LINK)

    assert made(DAY) == made(DAY)
    assert made(DAY) != made(date(2026, 3, 10))
    assert opened(made(DAY)).properties.created.date() == DAY
