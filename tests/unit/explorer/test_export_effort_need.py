"""Tables of need and coverage for files: every area a row, every count that of its rows, nothing missing as zero."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from explorer.effort.subject import build_subject
from explorer.export.effort_coverage import coverage_tables
from explorer.export.effort_need import need_tables
from explorer.export.table import Table
from explorer.i18n import translator
from explorer.initiatives.model import Initiative
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import Direction
from tests.unit.explorer.effort.made_up import made, whole_city
from tests.unit.explorer.effort.town import JOBS, figures, make_town

EN = translator("en")
VIEW = ViewState(indicator="jobs", effort_level=AreaLevel.PRIMARY_AREA)


def table_of(*initiatives: Initiative, view: ViewState = VIEW, **town: Any) -> Table:
    place = make_town(initiatives, **town)
    (found,) = need_tables(place, build_subject(place, view), EN).values()
    return found


def tables_of(town: Workspace, **changes: Any) -> list[pd.DataFrame]:
    subject = build_subject(town, replace(VIEW, **changes))
    return [each.facts for each in coverage_tables(town, subject, EN, this_year=2024).values()]


def test_every_area_is_a_row_with_its_side_and_the_names_behind_its_count() -> None:
    facts = table_of(made("a", "101"), made("b", "101")).facts.set_index("area_code")
    assert facts.index.tolist() == ["101", "102", "103", "201", "202"]
    assert facts["effort"].tolist() == [2, 0, 0, 0, 0]
    assert facts.loc["101", "names"] == "a; b"
    assert facts.loc["101", "side"] == "less favourable, initiative runs"
    assert facts["difference"].tolist() == [-10, 10, 10, -10, -10]
    assert facts["rate"].tolist() == [2, 0, 0, 0, 0]


def test_count_is_that_of_the_names_and_of_the_share_of_city_wide_ones() -> None:
    view = replace(VIEW, city_wide=25)
    facts = table_of(made("a", "101"), whole_city("office"), view=view).facts
    assert facts["effort"].tolist() == [1.25, 0.25, 0.25, 0.25, 0.25]
    assert facts["placed"].tolist() == [1, 0, 0, 0, 0]


def test_missing_figure_is_an_empty_cell_and_never_zero() -> None:
    facts = table_of(rows=figures(values=(None, 60, 60, 40, 40))).facts.set_index("area_code")
    missing = facts.loc["101", ["value", "difference", "side", "need"]]
    assert missing.isna().all()


def test_background_has_counts_without_need() -> None:
    context = replace(JOBS, direction=Direction.CONTEXT)
    found = table_of(made("a", "101"), definitions=[context])
    keys = [column.key for column in found.columns]
    assert "side" not in keys
    assert found.facts["effort"].tolist() == [1, 0, 0, 0, 0]


def test_coverage_of_the_view_is_the_first_row_and_each_target_area_one() -> None:
    targets, _ = tables_of(make_town([made("a", "101")]))
    assert len(targets) == 6
    first = targets.iloc[0]
    assert first["row"] == "What counts in this view"
    assert (first["need_people"], first["need_covered"]) == (3000, 1000)
    assert first["need_percent"] == pytest.approx(100 / 3, abs=1e-5)
    work = targets.loc[targets["row"] == "Work"].iloc[0]
    assert work["percent"] == first["percent"] == 20
    without = targets.loc[targets["row"] == "Participation and trust"].iloc[0]
    assert pd.isna(without["need_percent"])
    assert without["measure"] == "no figures"


def test_nobody_in_need_is_an_empty_share() -> None:
    targets, years = tables_of(make_town([made("a")], rows=figures(values=(50, 50, 60, 60, 60))))
    assert pd.isna(targets.iloc[0]["need_percent"])
    assert targets.iloc[0]["need_people"] == 0
    assert years["need_least"].isna().all()


def test_years_have_their_bounds_and_end_with_the_year_that_is_given() -> None:
    _, years = tables_of(make_town([made("a", "101", start_year=2023), made("b", start_year=None)]))
    assert years["year"].tolist() == [2023, 2024]
    assert (years["known"].tolist(), years["possible"].tolist()) == ([1, 1], [1, 1])
    assert (years["least"] <= years["most"]).all()


def test_city_wide_share_keeps_its_decimals_on_screen() -> None:
    view = replace(VIEW, city_wide=25)
    shared = table_of(whole_city("office"), view=view).columns
    plain = table_of(made("a"), view=view).columns
    assert [next(c.decimals for c in each if c.key == "effort") for each in (shared, plain)] == [
        2,
        0,
    ]
