"""Tables as CSV, in which no text can become a formula."""

import csv
import io

import numpy as np
import pandas as pd
from babel.numbers import get_decimal_symbol

# Named here as well because whoever writes tables needs them.
from explorer.formulas import plain_text as plain_text
from explorer.formulas import safe_text as safe_text


def to_csv(frame: pd.DataFrame, *, excel: bool, lang: str) -> bytes:
    """
    Write a table as CSV with one header row, lines ended by CR LF.

    Texts that begin like a formula get an apostrophe in both flavours: also a plain file is opened
    in a spreadsheet by a double click, and real data hardly ever hold such a text. Numbers are
    written as numbers, negative ones with an ordinary minus sign; a missing cell is empty.

    Parameters
    ----------
    frame
        Columns of numbers are written as numbers, everything else as text. The index is left out.
    excel
        For Excel as it is set up in Sweden: UTF-8 with a byte order mark, semicolons between cells,
        and the decimal mark of the language. Otherwise for programs: UTF-8 without a mark, commas
        and decimal points in every language.
    lang
        Decides the decimal mark for Excel.

    Returns
    -------
    content
        The bytes of the file; the same input gives the same bytes.
    """
    mark = get_decimal_symbol(lang) if excel else "."
    columns = [_cells(frame.iloc[:, place], mark) for place in range(frame.shape[1])]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow([safe_text(str(heading)) for heading in frame.columns])
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode("utf-8-sig" if excel else "utf-8")


def _cells(column: pd.Series, mark: str) -> list[str]:
    if pd.api.types.is_bool_dtype(column) or not pd.api.types.is_numeric_dtype(column):
        return ["" if pd.isna(each) else safe_text(str(each)) for each in column]
    return ["" if pd.isna(each) else _number(each, mark) for each in column]


def _number(value: float, mark: str) -> str:
    if not np.isfinite(value):
        return ""
    # Digits only: neither 1e-05 nor a needless .0 reads well in a spreadsheet.
    text = np.format_float_positional(float(value), trim="-")
    return ("0" if text == "-0" else text).replace(".", mark)
