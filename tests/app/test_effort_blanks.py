"""Blank spots, who does it together, location quality and files of the effort page, without a browser."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from explorer.effort.blanks import Blanks, build_blanks
from explorer.effort.matching import Rule
from explorer.ui.app import load
from explorer.view import EffortPart
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea
from tests.app.conftest import OpenApp
from tests.app.test_explore import html_of, query_of, text_of, view_of
from tests.app.test_gaps import whole, words_of

LEVELS = [level.value for level in AreaLevel if level is not AreaLevel.MUNICIPALITY]
ALL = Rule(tuple(TargetArea))


@pytest.fixture
def workspace(open_app: OpenApp) -> Workspace:
    """Return the data that the app itself has loaded."""
    open_app()
    loaded, _ = load()
    return loaded


def open_part(open_app: OpenApp, part: str, **query: str) -> AppTest:
    """Open a part of the page and hold that it is whole."""
    return whole(open_app(page="effort", effort=part, **query), f"{part} {query}")


def rows_of(visitor: AppTest) -> list[list[tuple[str, int]]]:
    """Return class and number of every cell of the table of blank spots, row by row."""
    html = html_of(visitor, 'class="heat blanks"')
    (body,) = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    return [
        [
            (style, int(number))
            for style, number in re.findall(r'<td class="(.*?)">.*?<b>(\d+)</b>', row)
        ]
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


def blanks_of(workspace: Workspace, level: str) -> Blanks:
    return build_blanks(workspace, AreaLevel(level), ALL)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("level", LEVELS)
def test_table_has_every_area_and_the_counts_of_the_register(
    open_app: OpenApp, workspace: Workspace, level: str, lang: str
) -> None:
    visitor = open_part(open_app, "blanks", effort_level=level, lang=lang)
    shown, found = rows_of(visitor), blanks_of(workspace, level)
    assert len(shown) == len(workspace.areas.codes(AreaLevel(level)))
    assert [[number for _, number in row] for row in shown] == [
        [cell.running for cell in row.cells] for row in found.rows
    ]
    marked = sum(style.endswith(" blank") for row in shown for style, _ in row)
    assert marked == len(found.spots)


def test_filter_shows_only_areas_with_a_blank_spot_and_stands_in_the_link(
    open_app: OpenApp, workspace: Workspace
) -> None:
    visitor = open_part(open_app, "blanks", lang="en")
    found = blanks_of(workspace, "intermediate_area")
    assert len(rows_of(visitor)) == len(found.rows)
    whole(visitor.toggle(key="blank").set_value(True).run(), "filtered")
    assert len(rows_of(visitor)) == len(found.blank_rows)
    assert query_of(visitor)["blank"] == "1"
    again = open_part(open_app, "blanks", blank="1", lang="en")
    assert rows_of(again) == rows_of(visitor)
    assert again.toggle(key="blank").value is True


def test_level_without_a_blank_spot_says_so_and_has_no_empty_table(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "blanks", effort_level="city_area", blank="1", lang="en")
    words = words_of(visitor)
    assert "No area has a large gap where nothing runs or is planned." in words
    assert 'class="heat blanks"' not in "".join(e.proto.body for e in visitor.get("html"))
    assert len(rows_of(open_part(open_app, "blanks", effort_level="city_area"))) == 4


def test_indicator_of_other_parts_does_not_decide_the_levels_of_this_one(
    open_app: OpenApp,
) -> None:
    """The one that is chosen there has no figures for primary areas."""
    visitor = open_part(
        open_app,
        "blanks",
        indicator="share_in_challenged_areas",
        effort_level="primary_area",
        lang="en",
    )
    assert len(rows_of(visitor)) == 96
    assert view_of(visitor).indicator == "share_in_challenged_areas"


def test_primary_areas_come_with_what_they_cost(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "blanks", effort_level="primary_area", lang="en")
    words = text_of(html_of(visitor, 'class="where"'))
    assert "At primary areas 61 of 96 may stand in the area beside their own" in words
    plain = text_of(html_of(open_part(open_app, "blanks", lang="en"), 'class="where"'))
    assert "At primary areas" not in plain


def test_picked_target_areas_are_the_columns(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "blanks", themes="work,schooling", lang="en")
    assert {len(row) for row in rows_of(visitor)} == {2}


def test_doubtful_ones_count_where_that_is_asked_for(
    open_app: OpenApp, workspace: Workspace
) -> None:
    visitor = open_part(open_app, "blanks", doubtful="1", lang="en")
    found = build_blanks(
        workspace, AreaLevel.INTERMEDIATE_AREA, Rule(tuple(TargetArea), doubtful=True)
    )
    assert [[n for _, n in row] for row in rows_of(visitor)] == [
        [cell.running for cell in row.cells] for row in found.rows
    ]
    assert "count as running here" in words_of(visitor)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_organisers_add_up_to_the_running_initiatives_of_the_register(
    open_app: OpenApp, workspace: Workspace, lang: str
) -> None:
    visitor = open_part(open_app, "together", lang=lang)
    running = (workspace.register.frame["status"] == "running").sum()
    partners = workspace.register.frame.query("status == 'running'")["organisation_type"]
    first = text_of(html_of(visitor, 'class="lead"'))
    assert f"{(partners == 'partnership').sum()} av {running}" in first.replace(" of ", " av ")
    rows = re.findall(r"<tr>.*?</tr>", html_of(visitor, "<tfoot>"), re.DOTALL)
    numbers = [[int(n) for n in re.findall(r">(\d+)</td>", row)] for row in rows]
    *kinds, total = [row for row in numbers if row]
    assert [sum(column) for column in zip(*kinds, strict=True)] == total
    assert total[-1] == running


def test_partnerships_are_listed_as_the_register_words_them(
    open_app: OpenApp, workspace: Workspace
) -> None:
    words = words_of(open_part(open_app, "together", lang="en"))
    frame = workspace.register.frame
    chosen = frame.query("status == 'running' and organisation_type == 'partnership'")
    for organisation in chosen["organisation"]:
        assert str(organisation) in words


@pytest.mark.parametrize("part", EffortPart)
def test_every_part_says_how_well_places_are_known(open_app: OpenApp, part: EffortPart) -> None:
    visitor = open_part(open_app, part.value, lang="en")
    assert "counted here run" in text_of(html_of(visitor, 'class="where"'))


def test_city_wide_share_stands_wherever_counts_do(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "blanks", city_wide="25", lang="en")
    assert "city-wide ones count 25% in every area and never at their office" in words_of(visitor)
    assert "in the whole city, 25% in every cell" in words_of(visitor)


@pytest.mark.parametrize("part", EffortPart)
def test_every_part_has_a_button_for_each_file(open_app: OpenApp, part: EffortPart) -> None:
    visitor = open_app(page="effort", effort=part.value, lang="en")
    visitor.session_state["more_effort"] = True
    visitor = whole(visitor.run(), part.value)
    labels = [each.proto.label for each in visitor.get("download_button")]
    assert labels == ["Excel workbook with sources", "CSV for Excel", "CSV, plain"]
