"""Blank spots, in a made-up town in which every distance from the city can be worked by hand."""

from dataclasses import replace

import pytest

from explorer.effort.blanks import Blanks, Cell, build_blanks
from explorer.effort.matching import Rule
from explorer.initiatives.model import Initiative, ServedArea, Status
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import Direction, TargetArea
from tests.unit.explorer.effort.made_up import made, place_in, whole_city
from tests.unit.explorer.effort.town import AT_THE_BORDER, JOBS, figures, make_town

WORK = Rule((TargetArea.WORK,))
PRIMARY = AreaLevel.PRIMARY_AREA


def built(*initiatives: Initiative, rule: Rule = WORK, **town: object) -> Blanks:
    return build_blanks(make_town(initiatives, **town), PRIMARY, rule)  # type: ignore[arg-type]


def cells(found: Blanks, at: int = 0) -> dict[str, Cell]:
    return {row.code: row.cells[at] for row in found.rows}


def blank_codes(found: Blanks) -> list[str]:
    return sorted(row.code for row in found.blank_rows)


def test_gap_of_just_one_standard_deviation_is_large() -> None:
    found = built()
    assert blank_codes(found) == ["101", "201", "202"]
    assert cells(found)["101"].distance == pytest.approx(1.0)


def test_gap_of_a_little_less_than_one_standard_deviation_is_not_large() -> None:
    # √((4 · 10² + 9.9²) / 5) = 9.980; 9.9 / 9.980 = 0.992, but 10 / 9.980 = 1.002.
    found = built(rows=figures(values=(*AT_THE_BORDER[:4], 40.1)))
    assert blank_codes(found) == ["101", "201"]
    assert not cells(found)["202"].large


def test_gap_on_the_more_favourable_side_is_never_blank() -> None:
    assert not any(cells(built())[code].blank for code in ("102", "103"))
    lower = built(definitions=[replace(JOBS, direction=Direction.LOWER_BETTER)])
    assert blank_codes(lower) == ["102", "103"]


def test_area_where_something_runs_or_is_planned_is_not_blank() -> None:
    found = built(made("job", "101"), made("soon", "201", status=Status.PLANNED))
    assert blank_codes(found) == ["202"]
    assert (cells(found)["101"].running, cells(found)["201"].planned) == (1, 1)


def test_initiative_of_another_target_area_does_not_fill_a_blank_spot() -> None:
    found = built(made("school", "101", target_area=TargetArea.SCHOOLING))
    assert "101" in blank_codes(found)


def test_what_has_ended_fills_nothing() -> None:
    assert "101" in blank_codes(built(made("gone", "101", status=Status.ENDED)))


def test_doubtful_one_leaves_the_spot_blank_but_is_told() -> None:
    doubtful = made("perhaps", "101", status=Status.UNKNOWN)
    cell = cells(built(doubtful))["101"]
    assert (cell.running, cell.doubtful, cell.blank) == (0, 1, True)
    counted = cells(built(doubtful, rule=replace(WORK, doubtful=True)))["101"]
    assert (counted.running, counted.doubtful, counted.blank) == (1, 0, False)


def test_missing_figure_is_neither_zero_nor_blank() -> None:
    found = built(made("job", "202"), rows=figures(values=(None, *AT_THE_BORDER[1:])))
    cell = cells(found)["101"]
    assert (cell.difference, cell.distance, cell.tone, cell.blank) == (None, None, 0, False)
    assert found.unjudged == 1
    # The number of initiatives is known all the same.
    assert cell.running == 0


def test_fewer_than_three_figures_have_no_spread_and_no_large_gap() -> None:
    found = built(rows=figures(values=(40, 60, None, None, None)))
    assert not found.spots
    assert cells(found)["101"].difference == -10
    assert cells(found)["101"].distance is None


def test_target_area_that_no_indicator_stands_for_has_numbers_without_a_gap() -> None:
    rule = Rule((TargetArea.SCHOOLING, TargetArea.WORK))
    found = built(made("school", "101", target_area=TargetArea.SCHOOLING), rule=rule)
    school = cells(found)["101"]
    assert (school.running, school.difference, school.blank) == (1, None, False)
    # It is told for the column as a whole, not cell by cell.
    assert found.unjudged == 0
    assert [each.standing is None for each in found.columns] == [True, False]


def test_city_wide_ones_fill_a_spot_only_when_their_shares_reach_one() -> None:
    offices = [whole_city(f"office {number}") for number in range(4)]
    quarter = replace(WORK, city_wide=0.25)
    assert blank_codes(built(*offices)) == ["101", "201", "202"]
    assert blank_codes(built(*offices[:3], rule=quarter)) == ["101", "201", "202"]
    assert blank_codes(built(*offices, rule=quarter)) == []
    cell = cells(built(*offices, rule=quarter))["101"]
    assert (cell.running, cell.city_wide) == (0, 1.0)


def test_planned_city_wide_ones_count_by_their_share_too() -> None:
    soon = whole_city("soon", status=Status.PLANNED)
    assert blank_codes(built(soon, rule=replace(WORK, city_wide=0.5))) == ["101", "201", "202"]
    assert blank_codes(built(soon, rule=replace(WORK, city_wide=1.0))) == []


def test_every_count_is_the_number_of_its_rows() -> None:
    both = made("both", "101", further_places=(place_in("102"), place_in("101")))
    north = made("north", None, serves=(ServedArea(AreaLevel.CITY_AREA, "01"),))
    lost = made("lost", None)
    found = built(both, north, lost, whole_city("office"), made("job", "202"))
    assert {code: cell.running for code, cell in cells(found).items()} == {
        "101": 2,
        "102": 2,
        "103": 1,
        "201": 0,
        "202": 1,
    }
    (column,) = found.columns
    assert len(column.running.counted) == 5
    assert [each.id for each in column.running.unplaced] == ["lost"]
    assert [each.id for each in column.running.city_wide] == ["office"]


def test_one_that_serves_an_area_without_a_place_there_is_told_apart() -> None:
    north = made("north", "101", serves=(ServedArea(AreaLevel.CITY_AREA, "01"),))
    found = cells(built(north, made("job", "102")))
    assert {code: (cell.running, cell.placeless) for code, cell in found.items()} == {
        "101": (1, 0),
        "102": (2, 1),
        "103": (1, 1),
        "201": (0, 0),
        "202": (0, 0),
    }


def test_rows_stand_by_blank_spots_then_by_the_largest_gap_then_by_name() -> None:
    # About 50: 101 −30, 201 −20, 202 −20, others 0; s = √(1700 / 5) = 18.4.
    found = built(made("job", "101"), rows=figures(values=(20, 50, 50, 30, 30)))
    assert [row.name for row in found.rows] == ["Beach", "Harbour", "Hilltop", "Hillside", "Wood"]
    assert [len(row.blanks) for row in found.rows] == [1, 1, 0, 0, 0]


def test_area_without_any_figure_stands_last() -> None:
    found = built(rows=figures(values=(None, *AT_THE_BORDER[1:])))
    assert found.rows[-1].code == "101"


def test_built_in_blank_spots_can_be_found_again_in_the_register_by_hand(
    workspace: Workspace,
) -> None:
    """Recount from the register's columns and the areas' file, past `codes_of` and `effort_by_area`."""
    found = build_blanks(workspace, AreaLevel.INTERMEDIATE_AREA, Rule(tuple(TargetArea)))
    primary = workspace.areas.frame.loc["primary_area"]
    above = workspace.areas.frame.loc["intermediate_area"]["parent_code"]
    columns = {
        AreaLevel.PRIMARY_AREA: primary.index.to_series(),
        AreaLevel.CITY_AREA: primary["parent_code"].map(above),
        AreaLevel.DISTRICT_2011: primary["district_2011_code"],
    }
    frame = workspace.register.frame

    def areas_of(initiative: Initiative) -> set[str]:
        inside = [initiative.primary_area_code] if initiative.primary_area_code else []
        for level, code in initiative.serves:
            inside += [str(each) for each, its in columns[level].items() if its == code]
        return {str(primary.loc[each, "parent_code"]) for each in inside}

    areas = {each.id: areas_of(each) for each in workspace.register.initiatives}
    assert not any(each.further_places for each in workspace.register.initiatives)
    for row in found.rows:
        for cell in row.cells:
            inside = frame.loc[[row.code in areas[str(each)] for each in frame.index]]
            here = inside.loc[inside["target_area"] == cell.target_area]
            assert cell.running == (here["status"] == "running").sum()
            assert cell.planned == (here["status"] == "planned").sum()
            assert cell.doubtful == (here["status"] == "unknown").sum()
    assert found.spots
