"""The change between two periods, worked by hand in the made-up town."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt

import pytest

from explorer.change import Change, ChangeKind, NoChange, build_change, judge_change
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.breaks import Break, BreakKind
from indicators.measures.wilson import wilson_interval
from indicators.selection import NotAvailable
from indicators.table import IndicatorTable
from tests.unit.indicators.gaps_by_hand import (
    LEVEL,
    Cell,
    Z,
    by_code,
    make_gap_table,
    published,
    united,
)
from tests.unit.indicators.made_up import Row, make_areas, on_level, primary

BEFORE, AFTER = "2018", "2022"
Values = Sequence[float | None]
THOUSAND: Values = (1000,) * 5


def town_with(
    workspace: Workspace,
    before: Values,
    after: Values,
    *,
    indicator: str = "work",
    people: Values = THOUSAND,
    cells: Mapping[tuple[str, str, str], Mapping[str, Cell]] | None = None,
    more: Sequence[Row] = (),
    breaks: tuple[Break, ...] = (),
) -> Workspace:
    """Put values of two periods into the workspace of the town."""
    rows = [*more]
    for period, values in ((BEFORE, before), (AFTER, after)):
        rows += primary(indicator, *values, period=period)
        if indicator != "population":
            rows += primary("population", *people, period=period)
    table: IndicatorTable = replace(make_gap_table(rows, cells=cells), breaks=breaks)
    return replace(workspace, areas=make_areas(), table=table)


def change_of(
    workspace: Workspace,
    *,
    indicator: str = "work",
    level: AreaLevel = LEVEL,
    first: str = BEFORE,
    last: str = AFTER,
) -> Change:
    return build_change(workspace, indicator, level, first=first, last=last)


def test_change_lies_outside_what_a_thousand_people_leave_open(workspace: Workspace) -> None:
    """
    50 to 55 % of 1 000: Wilson's half widths are 3.0931 and 3.0776 points.

    With q = 1.96² / 1000 they are √(q (p (1 − p) + q / 4)) / (1 + q); together 4.3634.
    """
    found = change_of(town_with(workspace, (50,) * 5, (55, 50, 45, 54, 54.5)))
    area = found.frame.loc["101"]
    assert area["change"] == 5
    assert area["error"] * Z == pytest.approx(4.3634, abs=1e-3)
    assert (area["lower"], area["upper"]) == pytest.approx((0.6366, 9.3634), abs=1e-3)
    assert found.frame["kind"].tolist() == [
        ChangeKind.UP,
        ChangeKind.WITHIN,
        ChangeKind.DOWN,
        ChangeKind.WITHIN,
        ChangeKind.UP,
    ]
    assert list(found.frame.index) == ["101", "102", "103", "201", "202"]
    assert found.frame.index.name == "area_code"
    assert found.frame["reason"].isna().all()
    assert found.certain
    assert found.of_kind(ChangeKind.DOWN) == ("103",)
    assert [each is not None and each.indicators for each in found.bases] == [("population",)] * 2


def test_same_change_of_fewer_people_is_within_the_uncertainty(workspace: Workspace) -> None:
    """With 500 people it is 5 ± 6.2."""
    found = change_of(town_with(workspace, (50,) * 5, (55,) * 5, people=(500,) * 5))
    assert set(found.frame["kind"]) == {ChangeKind.WITHIN}


def test_published_interval_comes_before_one_from_the_base(workspace: Workspace) -> None:
    """Standard errors of 3 and 4 make 5: a change of 9.7 is within 9.8, one of 9.9 is not."""
    before, after = by_code(50, 50, 50, 50, 50), by_code(59.7, 59.9, 40.1, 40.3, 50)
    cells = {
        **published("work", before, error=3, period=BEFORE),
        **published("work", after, error=4, period=AFTER),
    }
    found = change_of(
        town_with(workspace, list(before.values()), list(after.values()), cells=cells)
    )
    assert found.frame["error"].tolist() == pytest.approx([5] * 5)
    assert found.frame["kind"].tolist() == [
        ChangeKind.WITHIN,
        ChangeKind.UP,
        ChangeKind.DOWN,
        ChangeKind.WITHIN,
        ChangeKind.WITHIN,
    ]


@pytest.mark.parametrize("indicator", ["unsure", "income", "population"])
def test_change_without_a_known_base_is_only_a_number(workspace: Workspace, indicator: str) -> None:
    """A share without a base, a median, and a count."""
    found = change_of(
        town_with(workspace, (50,) * 5, (90, 10, 50, 51, 49), indicator=indicator),
        indicator=indicator,
    )
    assert found.frame["change"].tolist() == [40, -40, 0, 1, -1]
    assert set(found.frame["kind"]) == {ChangeKind.NOT_KNOWN}
    assert found.frame[["error", "lower", "upper"]].isna().all(axis=None)
    assert not found.certain


def test_area_without_a_figure_in_one_period_has_no_change(workspace: Workspace) -> None:
    cells: dict[tuple[str, str, str], dict[str, Cell]] = {
        ("work", AFTER, "103"): {"value": float("nan"), "status": "suppressed"}
    }
    found = change_of(
        town_with(workspace, (50, None, 50, 50, 50), (60, 60, 60, 60, 60), cells=cells)
    )
    assert found.frame["change"].isna().tolist() == [False, True, True, False, False]
    assert found.frame["reason"].tolist() == [
        None,
        NoChange.NO_FIGURE,
        NoChange.WITHHELD,
        None,
        None,
    ]
    assert found.frame["kind"].isna().tolist() == [False, True, True, False, False]


def test_area_where_nobody_lives_has_its_plain_change(workspace: Workspace) -> None:
    found = change_of(town_with(workspace, (50,) * 5, (60,) * 5, people=(0, *(1000,) * 4)))
    assert found.frame.loc["101", "change"] == 10
    assert found.frame.loc["101", "kind"] is ChangeKind.NOT_KNOWN
    assert found.frame.loc["102", "kind"] is ChangeKind.UP


def test_areas_with_one_figure_in_one_period_are_put_together_in_both(
    workspace: Workspace,
) -> None:
    """In 2022 101 and 102 have (100 · 10 + 300 · 30) / 400 = 25, and had 20 together before."""
    people = (100, 300, 1000, 1000, 1000)
    found = change_of(
        town_with(
            workspace,
            (20, 20, 50, 50, 50),
            (10, 30, 50, 50, 50),
            people=people,
            cells=united("work", BEFORE),
        )
    )
    assert found.united == (("101", "102"),)
    assert found.frame.loc[["101", "102"], "after"].tolist() == pytest.approx([25, 25])
    assert found.frame.loc[["101", "102"], "change"].tolist() == pytest.approx([5, 5])
    # Before: Wilson's of 400 people; after: of 100 and of 300, by their shares of the people.
    errors = []
    for share, base in ((0.2, 400), (0.1, 100), (0.3, 300)):
        interval = wilson_interval(share, base)
        assert interval is not None
        errors.append(100 * (interval.upper - interval.lower) / (2 * Z))
    wanted = sqrt(errors[0] ** 2 + (0.25 * errors[1]) ** 2 + (0.75 * errors[2]) ** 2)
    assert found.frame.loc["101", "error"] == pytest.approx(wanted)


def test_areas_with_one_figure_in_both_periods_are_not_told_as_united(
    workspace: Workspace,
) -> None:
    cells = united("work", BEFORE, AFTER)
    found = change_of(town_with(workspace, (20, 20, 50, 50, 50), (40, 40, 50, 50, 50), cells=cells))
    assert found.united == ()
    assert found.frame.loc[["101", "102"], "change"].tolist() == [20, 20]


@pytest.mark.parametrize("indicator", ["income", "population"])
def test_median_and_count_are_not_put_together(workspace: Workspace, indicator: str) -> None:
    found = change_of(
        town_with(
            workspace,
            (20, 20, 50, 50, 50),
            (10, 30, 60, 50, 50),
            indicator=indicator,
            cells=united(indicator, BEFORE),
        ),
        indicator=indicator,
    )
    assert found.united == ()
    assert found.frame.loc[["101", "102"], "change"].isna().all()
    assert found.frame["reason"].tolist() == [NoChange.SHARED] * 2 + [None] * 3
    assert found.frame.loc["103", "change"] == 10


def test_shared_figure_of_which_one_area_lacks_later_is_compared_with_nothing(
    workspace: Workspace,
) -> None:
    found = change_of(
        town_with(
            workspace, (20, 20, 50, 50, 50), (10, None, 60, 50, 50), cells=united("work", BEFORE)
        )
    )
    assert found.frame["reason"].tolist() == [NoChange.SHARED, NoChange.NO_FIGURE, *[None] * 3]


def test_city_has_a_change_of_its_own(workspace: Workspace) -> None:
    """5 000 people: 50 to 52 % is 2 ± 1.96 together; 5 000 are the sum of the areas."""
    more = [
        row
        for period, value in ((BEFORE, 50.0), (AFTER, 52.0))
        for row in on_level("work", "municipality", {"9999": value}, period=period)
    ]
    built = town_with(workspace, (50,) * 5, (52,) * 5, more=more)
    city = change_of(built).city
    assert city is not None
    assert (city.before, city.after, city.change) == (50, 52, 2)
    assert city.lower is not None
    assert city.upper is not None
    assert (city.lower, city.upper) == pytest.approx((0.0416, 3.9584), abs=2e-3)
    assert city.kind is ChangeKind.UP
    alone = change_of(built, level=AreaLevel.MUNICIPALITY)
    assert alone.frame.loc["9999", "kind"] is ChangeKind.UP
    assert alone.frame.loc["9999", "lower"] == pytest.approx(city.lower)


def test_city_without_a_value_in_one_period_has_no_change(workspace: Workspace) -> None:
    found = change_of(
        town_with(workspace, (50,) * 5, (60,) * 5, indicator="income"), indicator="income"
    )
    assert found.city is None


@pytest.mark.parametrize(("period", "named"), [("2018", 0), ("2019", 1), ("2022", 1), ("2023", 0)])
@pytest.mark.parametrize("swapped", [False, True])
def test_breaks_after_the_earlier_period_are_named(
    workspace: Workspace, period: str, named: int, swapped: bool
) -> None:
    one = Break("work", period, BreakKind.METHOD, "Ny metod", "New method", "office")
    built = town_with(workspace, (50,) * 5, (60,) * 5, breaks=(one,))
    first, last = (AFTER, BEFORE) if swapped else (BEFORE, AFTER)
    assert change_of(built, first=first, last=last).breaks == (one,) * named


def test_period_without_figures_is_refused(workspace: Workspace) -> None:
    built = town_with(workspace, (50,) * 5, (60,) * 5)
    with pytest.raises(NotAvailable):
        change_of(built, last="2020")
    with pytest.raises(ValueError, match="not 2018 twice"):
        change_of(built, last=BEFORE)
    with pytest.raises(KeyError):
        change_of(built, indicator="nobody_knows")


def test_interval_that_just_reaches_none_is_within_the_uncertainty() -> None:
    assert judge_change(Z, 1.0) is ChangeKind.WITHIN
    assert judge_change(Z + 1e-9, 1.0) is ChangeKind.UP
    assert judge_change(-Z - 1e-9, 1.0) is ChangeKind.DOWN
    assert judge_change(0.0, float("nan")) is ChangeKind.NOT_KNOWN


def test_sources_of_both_periods_are_named(workspace: Workspace) -> None:
    found = change_of(town_with(workspace, (50,) * 5, (60,) * 5))
    assert [each.source_id for each in found.sources] == ["office"]


def test_every_built_in_change_has_a_kind_or_a_reason(workspace: Workspace) -> None:
    found = build_change(
        workspace, "foreign_born_share", AreaLevel.PRIMARY_AREA, first="2020", last="2023"
    )
    assert len(found.frame) == 96
    assert (found.frame["kind"].isna() == found.frame["reason"].notna()).all()
    assert (found.frame["kind"].isna() == found.frame["change"].isna()).all()
