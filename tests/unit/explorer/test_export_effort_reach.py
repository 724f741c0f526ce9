"""Reach and gaps where we work as tables: the same figures as on the page, all rows, real numbers."""

from dataclasses import replace

import pandas as pd
import pytest

from explorer.effort.reach import build_reach
from explorer.effort.subject import build_subject
from explorer.effort.working import build_working
from explorer.export.effort_closing import closing_tables
from explorer.export.effort_reach import reach_tables
from explorer.export.table import Table
from explorer.i18n import Translator, translator
from explorer.initiatives.register import build_register
from explorer.view import ReachBy, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from tests.unit.explorer.effort.long_town import YEARS, subject_of, town_with
from tests.unit.explorer.effort.made_up import made, whole_city

CLOSER = (40.0, 40.0, 40.0, 41.0, 42.0, 43.0, 44.0, 45.0)
LANGUAGES = [translator("en"), translator("sv")]


def column(table: Table, key: str) -> pd.Series:
    return table.facts[key]


@pytest.mark.parametrize("t", LANGUAGES, ids=lambda t: t.lang)
@pytest.mark.parametrize("by", list(ReachBy))
def test_areas_of_reach_hold_the_figures_of_the_page(
    workspace: Workspace, t: Translator, by: ReachBy
) -> None:
    town = replace(workspace, register=build_register([made("one"), whole_city("everywhere")]))
    subject = build_subject(town, ViewState(distance=2000, reach_by=by))
    areas, whole, points, notes = reach_tables(town, subject, t).values()
    reach = build_reach(town, subject)
    assert column(areas, "area_code").tolist() == list(town.areas.codes(subject.level))
    assert column(areas, "people").sum() == pytest.approx(reach.city.people)
    assert column(areas, "within").sum() == pytest.approx(reach.city.within, abs=18)
    assert column(areas, "share").tolist() == pytest.approx(
        (100 * reach.frame["share"]).tolist(), abs=1e-5
    )
    worse = reach.frame["worse"].fillna(value=False).astype(bool)
    assert (column(areas, "worse") == t("less favourable")).tolist() == worse.tolist()
    assert column(whole, "people").iloc[0] == reach.city.people
    assert column(whole, "within").iloc[0] % 100 == 0
    assert column(points, "id").tolist() == ["one"]
    assert len(notes.facts) > 2


def test_reach_without_need_has_no_column_about_it(workspace: Workspace) -> None:
    subject = build_subject(workspace, ViewState(indicator="foreign_born_share"))
    tables = list(reach_tables(workspace, subject, LANGUAGES[0]).values())
    assert "worse" not in tables[0].facts
    assert len(tables[1].facts) == 1


@pytest.mark.parametrize("t", LANGUAGES, ids=lambda t: t.lang)
def test_every_initiative_has_a_row_with_its_word_or_why_there_is_none(
    workspace: Workspace, t: Translator
) -> None:
    town = town_with(
        workspace,
        made("one", start_year=2013),
        made("late", "102", start_year=2017),
        made("nowhere", None, start_year=2013),
        values={"101": CLOSER},
    )
    subject = subject_of(town, initiative="one")
    rows, groups, line, notes = closing_tables(town, subject, t).values()
    assert column(rows, "id").tolist() == ["one", "late", "nowhere"]
    assert column(rows, "change").iloc[0] == pytest.approx(-5)
    assert column(rows, "change").isna().tolist() == [False, True, True]
    assert column(rows, "why").isna().tolist() == [True, False, False]
    assert column(rows, "verdict").tolist() == [
        t("narrower"),
        t("too early to say"),
        t("cannot be said"),
    ]
    assert column(groups, "before").tolist() == pytest.approx([-10, -10])
    assert column(line, "period").tolist() == list(YEARS)
    assert column(line, "own").tolist() == pytest.approx([each - 50 for each in CLOSER])
    assert column(line, "alike").tolist() == pytest.approx([-10] * len(YEARS))
    working = build_working(town, subject)
    assert working.alike is not None
    assert all(code in str(column(groups, "areas").iloc[1]) for code in working.alike.codes)
    assert any("not effect" in note or "inte effekt" in note for note in column(notes, "note"))


def test_built_in_data_give_tables_for_every_indicator(workspace: Workspace) -> None:
    for indicator in workspace.table.definitions:
        for level in (AreaLevel.INTERMEDIATE_AREA, AreaLevel.DISTRICT_2011):
            subject = build_subject(workspace, ViewState(indicator=indicator, effort_level=level))
            for make in (reach_tables, closing_tables):
                for name, table in make(workspace, subject, LANGUAGES[0]).items():
                    assert not table.frame.empty or name == "Over time", (indicator, level, name)
