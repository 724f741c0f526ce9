import csv
import io

import numpy as np
import pandas as pd
import pytest

from explorer.export.csv import plain_text, safe_text, to_csv
from explorer.export.table import table_columns, table_frame
from explorer.i18n import translator
from explorer.scale import Scale
from explorer.view import Scheme, Show
from geodata.areas import AreaLevel
from tests.unit.explorer.layers_by_hand import COUNT, MEDIAN, layer_of

SV, EN = translator("sv"), translator("en")


def read(content: bytes, *, excel: bool) -> list[list[str]]:
    text = content.decode("utf-8-sig" if excel else "utf-8")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if excel else ","))


# --- the table -------------------------------------------------------------------------------


def test_table_has_one_row_for_each_area_and_headings_in_the_language() -> None:
    layer = layer_of(
        [39.1, None, 10.0], show=Show.DIFFERENCE, scale=Scale((0.0,), None, Scheme.CITY)
    )
    table = table_frame(layer, SV)
    assert list(table.columns) == [
        "Områdeskod",
        "Område",
        "Del av",
        "Värde (procent)",
        "Skillnad mot staden (procentenheter)",
        "Kvot mot staden (staden är 1)",
        "Plats från högst",
        "Klass på kartan",
        "Kvalitet",
        "Invånare (2025)",
        "Källa",
        "Anmärkning",
    ]
    assert list(table.index) == [0, 1, 2]
    assert list(table["Områdeskod"]) == ["101", "102", "103"]
    # 39.1 − 15.3 = 23.8 and 39.1 / 15.3 = 2.555556, the city being at 15.3.
    first = table.iloc[0]
    assert first["Värde (procent)"] == 39.1
    assert first["Skillnad mot staden (procentenheter)"] == 23.8
    assert first["Kvot mot staden (staden är 1)"] == 2.555556
    assert first["Plats från högst"] == 1
    assert first["Klass på kartan"] == "högre än staden"
    assert first["Kvalitet"] == "Ungefärlig uppgift"
    assert first["Invånare (2025)"] == 1000
    assert first["Källa"] == "Statistikbyrån: Tabell 1"


def test_missing_figure_is_missing_in_the_table_and_said_in_words() -> None:
    layer = layer_of([39.1, None], scale=Scale((20.0,), None, Scheme.CITY))
    row = table_frame(layer, EN).iloc[1]
    absent = ["Value (percent)", "Place from the highest", "Class on the map", "Source", "Note"]
    assert row[absent].isna().all()
    assert row["Difference from the city (percentage points)"] is not None
    assert pd.isna(row["Difference from the city (percentage points)"])
    assert row["Quality"] == "No figure"
    assert row["Residents (2025)"] == 2000


def test_withheld_figure_is_said_to_be_withheld() -> None:
    layer = layer_of([39.1, None])
    layer.frame.loc["102", "status"] = "suppressed"
    assert table_frame(layer, EN).iloc[1]["Quality"] == "Withheld to protect small groups"


def test_numbers_are_typed_as_numbers() -> None:
    types = table_frame(layer_of([39.1, None]), EN).dtypes.astype(str)
    assert types["Value (percent)"] == "float64"
    assert types["Place from the highest"] == "Int64"
    assert types["Residents (2025)"] == "Int64"
    assert types["Area code"] == "str"


@pytest.mark.parametrize(
    "layer",
    [
        pytest.param(layer_of([1, 2], definition=COUNT, city=3), id="counts"),
        pytest.param(layer_of([15.3], level=AreaLevel.MUNICIPALITY), id="the city itself"),
        pytest.param(layer_of([1, 2], city=None), id="no city value"),
    ],
)
def test_comparison_with_the_city_is_left_out_where_it_means_nothing(layer) -> None:  # type: ignore[no-untyped-def]
    keys = [column.key for column in table_columns(layer, EN)]
    assert not {"difference", "ratio"} & set(keys)


def test_city_value_of_zero_gives_a_difference_but_no_ratio() -> None:
    table = table_frame(layer_of([5, 0], city=0.0), EN)
    assert list(table["Difference from the city (percentage points)"]) == [5, 0]
    assert table["Ratio to the city (the city is 1)"].isna().all()


# --- the file --------------------------------------------------------------------------------


def test_csv_for_swedish_excel_has_a_mark_semicolons_and_decimal_commas() -> None:
    content = to_csv(table_frame(layer_of([39.1, None]), SV), excel=True, lang="sv")
    assert content.startswith(b"\xef\xbb\xbfOmr\xc3\xa5deskod;")
    header, first, second = read(content, excel=True)
    row = dict(zip(header, first, strict=True))
    assert row["Värde (procent)"] == "39,1"
    assert row["Skillnad mot staden (procentenheter)"] == "23,8"
    assert row["Plats från högst"] == "1"
    empty = dict(zip(header, second, strict=True))
    assert empty["Värde (procent)"] == empty["Skillnad mot staden (procentenheter)"] == ""
    assert empty["Plats från högst"] == ""


def test_plain_csv_has_no_mark_commas_and_decimal_points_in_every_language() -> None:
    content = to_csv(table_frame(layer_of([39.1, None]), SV), excel=False, lang="sv")
    assert not content.startswith(b"\xef\xbb\xbf")
    header, first, _ = read(content, excel=False)
    assert dict(zip(header, first, strict=True))["Värde (procent)"] == "39.1"
    frame = pd.read_csv(io.BytesIO(content), dtype={"Områdeskod": "str"})
    assert frame["Värde (procent)"].iloc[0] == 39.1
    assert np.isnan(frame["Värde (procent)"].iloc[1])


def test_excel_csv_in_english_keeps_the_decimal_point() -> None:
    content = to_csv(table_frame(layer_of([39.1]), EN), excel=True, lang="en")
    assert "39.1" in read(content, excel=True)[1]


def test_real_negative_number_stays_a_number() -> None:
    for excel, expected in ((True, "-5,3"), (False, "-5.3")):
        content = to_csv(table_frame(layer_of([10.0]), SV), excel=excel, lang="sv")
        header, first = read(content, excel=excel)
        place = header.index("Skillnad mot staden (procentenheter)")
        assert first[place] == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.00001, "0.00001"), (1e15, "1000000000000000"), (7.0, "7"), (-0.0, "0"), (float("inf"), "")],
)
def test_numbers_are_written_with_digits_only(value: float, text: str) -> None:
    content = to_csv(pd.DataFrame({"a": [value], "b": ["x"]}), excel=False, lang="en")
    assert read(content, excel=False)[1] == [text, "x"]


def test_codes_keep_their_leading_zeros() -> None:
    content = to_csv(pd.DataFrame({"code": ["01", "007"]}), excel=False, lang="en")
    assert read(content, excel=False)[1:] == [["01"], ["007"]]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.org","x")',
        "+46 31 123",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\tx",
        "\r=1",
        "\n=1",
        "  =1+1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff20x",
        " \uff1d1",
        "'=1",
        "-",
    ],
)
def test_text_like_a_formula_becomes_plain_text_and_can_be_had_back(text: str) -> None:
    assert safe_text(text) == "'" + text
    assert plain_text(safe_text(text)) == text
    for excel in (True, False):
        content = to_csv(pd.DataFrame({text: [text]}), excel=excel, lang="sv")
        assert read(content, excel=excel) == [["'" + text]] * 2


@pytest.mark.parametrize(
    "text",
    ["", "Östra Bergsjön", "a=b", "1-2", "'s", "2,5–5 högre", "<script>alert(1)</script>", "−3"],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert safe_text(text) == text
    assert plain_text(text) == text


def test_text_with_delimiters_quotes_and_line_breaks_comes_back() -> None:
    text = 'a;b,c"d"\r\ne\nf'
    for excel in (True, False):
        content = to_csv(pd.DataFrame({"x": [text]}), excel=excel, lang="sv")
        assert read(content, excel=excel) == [["x"], [text]]


def test_hostile_area_name_stays_text() -> None:
    layer = layer_of([1.0, 2.0], definition=MEDIAN, names=["=HYPERLINK(1)", "<script>"])
    rows = read(to_csv(table_frame(layer, SV), excel=True, lang="sv"), excel=True)
    assert [row[1] for row in rows[1:]] == ["'=HYPERLINK(1)", "<script>"]


def test_same_input_gives_the_same_bytes() -> None:
    first, second = (to_csv(table_frame(layer_of([1, 2]), SV), excel=True, lang="sv") for _ in "ab")
    assert first == second
