"""Columns of text checked with pandera; what fails becomes a list of problems."""

from collections.abc import Iterable

import pandas as pd
import pandera.pandas as pa

from geodata.problems import Problem, shorten

REQUIRED = "text, at least one letter"


def one_of(values: Iterable[str], *, code: str = "value-not-allowed") -> pa.Column:
    """Describe a column whose cells hold one of these values."""
    allowed = [str(value) for value in values]
    return pa.Column(
        str, pa.Check.isin(allowed, error=code), metadata={"allowed": shorten(allowed)}
    )


def like(pattern: str, *, code: str, allowed: str) -> pa.Column:
    """Describe a column whose cells match a regular expression from their first character on."""
    return pa.Column(str, pa.Check.str_matches(pattern, error=code), metadata={"allowed": allowed})


def filled() -> pa.Column:
    """Describe a column that has no empty cell."""
    return like(r"(?s).", code="value-missing", allowed=REQUIRED)


def failures(frame: pd.DataFrame, schema: pa.DataFrameSchema, *, file: str) -> list[Problem]:
    """
    List every cell that does not fit.

    Parameters
    ----------
    frame
        All columns `str`, indexed by the row as a spreadsheet shows it.
    schema
        Its columns come from this module: their checks are named after a problem code, and what
        is allowed stands in their metadata. Columns that the schema does not name are not checked.
    file
        Name that the problems carry.

    Returns
    -------
    problems
        By row, then by column in the order of the schema. An empty cell is `value-missing`.
    """
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return []
    order = list(schema.columns)
    problems = []
    for case in cases.itertuples():
        column, value = str(case.column), str(case.failure_case)
        allowed = str((schema.columns[column].metadata or {})["allowed"])
        code = str(case.check) if value else "value-missing"
        problems.append(Problem(code, file, int(case.index), column, value, allowed))
    return sorted(problems, key=lambda found: (found.row, order.index(str(found.column))))
