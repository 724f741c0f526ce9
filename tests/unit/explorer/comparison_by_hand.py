"""Comparisons of a made-up city, with figures round enough to work every measure by hand."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from geodata.areas import AreaLevel
from indicators.comparison import Comparison, People
from indicators.definitions import Direction, IndicatorDefinition
from indicators.measures.groups import Groups
from indicators.selection import Selected, Selection
from tests.unit.explorer.layers_by_hand import SHARE

# The third unit is two areas that share one figure.
UNITS: Final = ("601", "602", "609+610", "701")
MEMBERS: Final = {"601": ("601",), "602": ("602",), "609+610": ("609", "610"), "701": ("701",)}
NAMES: Final = {
    "601": "Alfa",
    "602": "Beta",
    "609": "Gamma",
    "610": "Kappa",
    "701": "Delta",
    "60": "Norr",
    "70": "Söder",
}
ORDER_NAME: Final = "Median income"


def compare_by_hand(
    values: Sequence[float] = (20, 25, 30, 40),
    people: Sequence[float] = (4000, 3000, 2000, 1000),
    *,
    definition: IndicatorDefinition = SHARE,
    order: Sequence[float] | None = (4, 3, 2, 1),
    errors: Sequence[float] | None = (1, 1, 1, 1),
    parents: Sequence[str] | None = ("60", "60", "60", "70"),
    reference: str | None = "602",
) -> Comparison:
    """Compare four units; the first is the most advantaged one."""
    index = pd.Index(UNITS[: len(values)], dtype="str", name="unit")

    def series(cells: Sequence[float] | Sequence[str] | None) -> pd.Series | None:
        return None if cells is None else pd.Series(list(cells)[: len(values)], index=index)

    numbers = pd.Series(list(values), index=index, dtype="float64")
    counts = pd.Series(list(people)[: len(values)], index=index, dtype="float64")

    def groups(places: pd.Series | None) -> Groups:
        return Groups(
            numbers,
            counts,
            order=places,
            reference=reference,
            favourable=definition.direction is not Direction.LOWER_BETTER,
            standard_error=series(errors),
            parents=series(parents),
        )

    selection = Selection(definition.indicator_id, AreaLevel.PRIMARY_AREA, "2024")
    counted = People(("population",), "2024")
    return Comparison(
        selected=Selected(selection, pd.DataFrame(), None, None, False, {}, ()),
        definition=definition,
        groups=groups(None),
        ordered=None if order is None else groups(series(order)),
        members={unit: MEMBERS[unit] for unit in index},
        left_out={},
        people=counted,
        base=counted,
        behind=counts,
        order=None if order is None else Selection("income", AreaLevel.PRIMARY_AREA, "2024"),
    )
