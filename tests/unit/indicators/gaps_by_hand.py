"""Indicators of the made-up town whose gaps can be worked by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from geodata.areas import AreaLevel, AreaRegister
from indicators.comparison import Comparison, compare_areas
from indicators.definitions import Aggregation, Direction, IndicatorDefinition, Kind
from indicators.measures.interval import CONFIDENCE, quantile
from indicators.selection import Selection
from indicators.table import IndicatorTable
from tests.unit.indicators.made_up import DEFINITIONS, PLAIN, PRIMARY, SHARE, Row, make_table

Cell = float | str
LEVEL: Final = AreaLevel.PRIMARY_AREA
Z: Final = quantile(CONFIDENCE)  # 1.96
WORK: Final = replace(
    SHARE,
    indicator_id="work",
    direction=Direction.HIGHER_BETTER,
    weight_indicator="population",
    base=("population",),
)
INCOME: Final = replace(
    PLAIN,
    indicator_id="income",
    direction=Direction.HIGHER_BETTER,
    kind=Kind.MEDIAN,
    aggregation=Aggregation.NONE,
)
SOME: Final = tuple(
    definition
    for definition in (
        replace(PLAIN, indicator_id="population"),
        replace(PLAIN, indicator_id="adults"),
        WORK,
        replace(WORK, indicator_id="poor", direction=Direction.LOWER_BETTER),
        replace(WORK, indicator_id="born", direction=Direction.CONTEXT),
        replace(WORK, indicator_id="unsure", base=()),
        replace(WORK, indicator_id="adult_work", base=("adults",)),
        INCOME,
        replace(
            WORK,
            indicator_id="school",
            aggregation=Aggregation.RATIO,
            numerator=("passed",),
            denominator=("passed", "failed"),
            weight_indicator=None,
            base=("passed", "failed"),
            smallest_base=10,
        ),
    )
)
UNITED: Final = "value for the union 101+102: cannot be split"


def make_gap_table(
    rows: Sequence[Row],
    *,
    cells: Mapping[tuple[str, str, str], Mapping[str, Cell]] | None = None,
    definitions: Sequence[IndicatorDefinition] = (),
) -> IndicatorTable:
    """
    Put rows into a table that knows the indicators of this module as well.

    Parameters
    ----------
    cells
        What else stands in the row of an indicator, a period and an area.
    definitions
        Further indicators, or those that stand in for the ones above.
    """
    table = make_table(rows)
    known = {each.indicator_id: each for each in (*DEFINITIONS.values(), *SOME, *definitions)}
    frame = table.observations.astype({"note": "object", "quality": "object"})
    for (indicator_id, period, code), more in (cells or {}).items():
        found = (frame["indicator_id"] == indicator_id) & (frame["period"] == period)
        for column, cell in more.items():
            frame.loc[found & (frame["area_code"] == code), column] = cell
    return IndicatorTable(known, frame, table.sources)


def united(indicator_id: str, *periods: str) -> dict[tuple[str, str, str], dict[str, Cell]]:
    """Mark the figures of 101 and 102 as one."""
    return {
        (indicator_id, period, code): {"quality": "union", "note": UNITED}
        for period in periods
        for code in ("101", "102")
    }


def published(
    indicator_id: str,
    values: Mapping[str, float],
    *,
    error: float | Mapping[str, float],
    period: str = "2024",
) -> dict[tuple[str, str, str], dict[str, Cell]]:
    """Publish intervals whose standard error is the one given."""
    errors = error if isinstance(error, Mapping) else dict.fromkeys(values, error)
    return {
        (indicator_id, period, code): {
            "lower": value - Z * errors[code],
            "upper": value + Z * errors[code],
        }
        for code, value in values.items()
    }


def by_code(*values: float) -> dict[str, float]:
    """Name values by the five primary areas."""
    return dict(zip(PRIMARY, values, strict=True))


def compare_town(
    table: IndicatorTable,
    town: AreaRegister,
    indicator_id: str,
    *,
    period: str = "2024",
    level: AreaLevel = LEVEL,
    order_by: str | None = None,
    reference: str | None = None,
) -> Comparison:
    """Compare the primary areas of the town."""
    return compare_areas(
        table,
        town,
        Selection(indicator_id, level, period),
        order_by=order_by,
        reference=reference,
    )
