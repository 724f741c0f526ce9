"""Groups small enough to work every measure by hand."""

from collections.abc import Sequence

import pandas as pd


def series(*numbers: float) -> pd.Series:
    """Name numbers a, b, c and so on."""
    return pd.Series(numbers, index=list("abcdefgh"[: len(numbers)]), dtype="float64")


def words(names: Sequence[str]) -> pd.Series:
    """Name texts a, b, c and so on."""
    return pd.Series(list(names), index=list("abcdefgh"[: len(names)]), dtype="str")
