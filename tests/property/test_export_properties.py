import csv
import io
import json
from datetime import date

import openpyxl
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from explorer.export.csv import plain_text, safe_text, to_csv
from explorer.export.table import table_frame
from explorer.export.xlsx import to_xlsx
from explorer.i18n import translator
from tests.unit.explorer.layers_by_hand import layer_of

EN = translator("en")
DAY = date(2026, 3, 9)
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20'\t\r\n \u00a0\u200b;,\""

texts = st.text(
    st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"])), max_size=20
)
figures = st.one_of(st.none(), st.floats(0, 100, allow_nan=False))


@settings(max_examples=500)
@given(texts)
def test_any_text_is_safe_and_can_be_had_back(text: str) -> None:
    cell = safe_text(text)
    assert plain_text(cell) == text
    assert not cell.strip().startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20"))
    assert not cell.startswith(("\t", "\r", "\n"))


@settings(max_examples=300)
@given(st.lists(texts, min_size=1, max_size=4), st.booleans())
def test_any_text_survives_csv(cells: list[str], excel: bool) -> None:
    content = to_csv(pd.DataFrame({"name": cells, "n": 1.5}), excel=excel, lang="sv")
    text = content.decode("utf-8-sig" if excel else "utf-8")
    # A file that starts with a byte order mark has exactly the one that we put there.
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if excel else ","))
    assert [plain_text(row[0]) for row in rows[1:]] == cells
    assert {row[1] for row in rows[1:]} == {"1,5" if excel else "1.5"}


@settings(max_examples=60)
@given(st.lists(st.tuples(texts, figures), min_size=1, max_size=3))
def test_any_name_survives_the_workbook_as_text(rows: list[tuple[str, float | None]]) -> None:
    names, values = [name for name, _ in rows], [value for _, value in rows]
    content = to_xlsx(layer_of(values, names=names), (), EN, made=DAY)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Figures"]
    for (name, value), row in zip(rows, sheet.iter_rows(min_row=2), strict=True):
        found = row[1]
        assert found.data_type in {"s", "n"}
        # Excel's own way of writing characters that XML cannot hold; openpyxl leaves it as it is.
        assert unescape(found.value or "") == name
        assert found.data_type == "s" or found.value is None
        assert (row[3].value is None) == (value is None)


@given(st.lists(figures, min_size=1, max_size=8))
def test_missing_is_never_a_number_in_any_table(values: list[float | None]) -> None:
    table = table_frame(layer_of(values), EN)
    missing = [value is None for value in values]
    for column in ("Value (percent)", "Difference from the city (percentage points)"):
        assert list(table[column].isna()) == missing
    rows = list(csv.reader(io.StringIO(to_csv(table, excel=False, lang="en").decode())))[1:]
    assert [row[3] == "" for row in rows] == missing
    assert json.dumps(table["Area code"].tolist())
