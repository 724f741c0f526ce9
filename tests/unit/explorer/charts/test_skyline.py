"""A skyline shows each area once, as wide as its people and as high as its value."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from explorer.charts.skyline import skyline
from explorer.i18n import translator
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.comparison import compare_areas
from indicators.definitions import Direction
from indicators.gaps import MEASURES
from indicators.measures.groups import MeasureError
from indicators.selection import Selection
from tests.unit.explorer.charts.drawn import (
    NAMES,
    SHARE_OF_TOWN,
    axis_labels,
    layers_of,
    make_comparison,
    rows_with,
    spec_of,
    texts_of,
)

ENGLISH, SWEDISH = translator("en"), translator("sv")
PEOPLE = (100.0, 200.0, 300.0, 150.0, 250.0)
TOWN = make_comparison((30, 50, 10, 40, 20), PEOPLE)
# (30·100 + 50·200 + 10·300 + 40·150 + 20·250) / 1000
MEAN = 27.0


def bars(chart: object) -> list[dict[str, object]]:
    return rows_with(chart, "from", "to", "name")  # type: ignore[arg-type]


def test_bars_are_as_wide_as_their_people_and_as_high_as_their_value() -> None:
    assert bars(skyline(TOWN, "gini", NAMES, ENGLISH)) == [
        {"from": 0, "to": 30, "y": 10, "name": "Wood", "text": "10.0%", "people": "300"},
        {"from": 30, "to": 55, "y": 20, "name": "Harbour", "text": "20.0%", "people": "250"},
        {"from": 55, "to": 65, "y": 30, "name": "Hilltop", "text": "30.0%", "people": "100"},
        {"from": 65, "to": 80, "y": 40, "name": "Beach", "text": "40.0%", "people": "150"},
        {"from": 80, "to": 100, "y": 50, "name": "Hillside", "text": "50.0%", "people": "200"},
    ]


def test_line_lies_at_the_mean_by_people_and_says_so() -> None:
    chart = skyline(TOWN, "bgv", NAMES, ENGLISH)
    assert {"from": 0, "to": 100, "y": MEAN} in [
        row for _, rows in layers_of(chart, "rule") for row in rows
    ]
    assert "average 27.0%" in texts_of(chart)


@pytest.mark.parametrize("measure", ["aci", "rci", "sii", "rii"])
def test_measure_along_an_order_has_its_bars_in_that_order(measure: str) -> None:
    ordered = make_comparison((30, 50, 10, 40, 20), PEOPLE, order=(3, 1, 5, 2, 4))
    names = [bar["name"] for bar in bars(skyline(ordered, measure, NAMES, ENGLISH))]
    assert names == ["Hillside", "Beach", "Hilltop", "Harbour", "Wood"]


def test_order_moves_no_bar_of_a_measure_without_one() -> None:
    ordered = make_comparison((30, 50, 10, 40, 20), PEOPLE, order=(3, 1, 5, 2, 4))
    assert bars(skyline(ordered, "d", NAMES, ENGLISH)) == bars(skyline(TOWN, "d", NAMES, ENGLISH))


def test_both_ends_are_filled_and_named_with_their_values() -> None:
    chart = skyline(TOWN, "d", NAMES, ENGLISH)
    filled = [rows for _, rows in layers_of(chart, "rect") if len(rows) == 1]
    assert filled == [[{"from": 0, "to": 30, "y": 10}], [{"from": 80, "to": 100, "y": 50}]]
    assert {"Wood", "10.0%", "Hillside", "50.0%"} <= set(texts_of(chart))


def test_end_that_areas_share_names_one_and_counts_the_others() -> None:
    shared = make_comparison((50, 50, 10, 50, 20), PEOPLE)
    assert "Hilltop and 2 more" in texts_of(skyline(shared, "r", NAMES, ENGLISH))


def test_equal_areas_have_no_ends() -> None:
    equal = make_comparison((20, 20, 20), (1, 2, 3))
    assert texts_of(skyline(equal, "d", NAMES, ENGLISH)) == ["average 20.0%"]


def test_distances_from_the_mean_are_tinted_by_side() -> None:
    tints = [
        layer
        for layer, _ in layers_of(skyline(TOWN, "mdmw", NAMES, ENGLISH), "rect")
        if "fill" in layer["encoding"]
    ]
    (tint,) = tints
    assert tint["encoding"]["y2"] == {"datum": MEAN}
    assert tint["encoding"]["fill"]["condition"]["test"] == "datum.y > 27.0"
    assert tint["encoding"]["fill"]["condition"]["value"] != tint["encoding"]["fill"]["value"]


def test_tone_of_the_better_side_follows_the_direction_and_context_has_neither() -> None:
    def above(direction: Direction) -> str:
        definition = replace(SHARE_OF_TOWN, direction=direction)
        town = make_comparison((30, 50, 10, 40, 20), PEOPLE, definition=definition)
        chart = skyline(town, "mdmw", NAMES, ENGLISH)
        (fill,) = (
            layer["encoding"]["fill"]
            for layer, _ in layers_of(chart, "rect")
            if "fill" in layer["encoding"]
        )
        return str(fill["condition"]["value"])

    assert len({above(direction) for direction in Direction}) == 3


@pytest.mark.parametrize(
    ("direction", "best", "name"),
    [(Direction.HIGHER_BETTER, 50, "Hillside"), (Direction.LOWER_BETTER, 10, "Wood")],
)
def test_distance_from_the_best_has_its_line_at_the_better_end(
    direction: Direction, best: float, name: str
) -> None:
    definition = replace(SHARE_OF_TOWN, direction=direction)
    town = make_comparison((30, 50, 10, 40, 20), PEOPLE, definition=definition)
    for measure in ("mdbw", "par"):
        chart = skyline(town, measure, NAMES, ENGLISH)
        rules = [row for _, rows in layers_of(chart, "rule") for row in rows]
        assert {"from": 0, "to": 100, "y": best} in rules
        assert name in texts_of(chart)


def test_context_indicator_is_held_against_no_best() -> None:
    definition = replace(SHARE_OF_TOWN, direction=Direction.CONTEXT)
    town = make_comparison((30, 50, 10, 40, 20), PEOPLE, definition=definition)
    assert texts_of(skyline(town, "par", NAMES, ENGLISH)) == ["average 27.0%"]


def test_reference_has_its_line_and_name() -> None:
    town = make_comparison((30, 50, 10, 40, 20), PEOPLE, reference="201")
    chart = skyline(town, "mdrw", NAMES, ENGLISH)
    rules = [row for _, rows in layers_of(chart, "rule") for row in rows]
    assert {"from": 0, "to": 100, "y": 40} in rules
    assert {"Beach", "40.0%"} <= set(texts_of(chart))


@pytest.mark.parametrize(
    ("direction", "ends"),
    # Two halves at 10 and 30: ridits 1/4 and 3/4, so the line climbs 40 over the whole width.
    [(Direction.HIGHER_BETTER, (0, 40)), (Direction.LOWER_BETTER, (0, 40))],
)
def test_line_of_the_slope_ends_where_the_slope_index_says(
    direction: Direction, ends: tuple[float, float]
) -> None:
    definition = replace(SHARE_OF_TOWN, direction=direction)
    halves = make_comparison((10, 30), (50, 50), order=(1, 2), definition=definition)
    chart = skyline(halves, "sii", NAMES, ENGLISH)
    ((_, points),) = layers_of(chart, "line")
    assert points == [{"x": 0, "y": ends[0]}, {"x": 100, "y": ends[1]}]


def test_percentiles_stand_at_ten_and_ninety_percent_of_people() -> None:
    chart = skyline(TOWN, "p90p10d", NAMES, ENGLISH)
    poles = [
        row
        for _, rows in layers_of(chart, "rule")
        for row in rows
        if row.keys() == {"x", "y", "to"}
    ]
    assert [(pole["x"], pole["y"]) for pole in poles] == [(10, 10), (90, 50)]
    assert {"at most, for 10%", "at most, for 90%"} <= set(texts_of(chart))


@pytest.mark.parametrize("measure", ["tb", "tw"])
def test_areas_of_one_parent_stand_together_with_a_gap_and_keep_their_widths(measure: str) -> None:
    """North: (30·100 + 50·200 + 10·300)/600 = 26.67; south: (40·150 + 20·250)/400 = 27.5."""
    parents = ("01", "01", "01", "02", "02")
    town = make_comparison((30, 50, 10, 40, 20), PEOPLE, parents=parents)
    names = {**NAMES, "01": "North", "02": "South"}
    drawn = rows_with(skyline(town, measure, names, ENGLISH), "from", "to", "name", "parent")
    assert [(bar["name"], bar["parent"]) for bar in drawn] == [
        ("Wood", "North"),
        ("Hilltop", "North"),
        ("Hillside", "North"),
        ("Harbour", "South"),
        ("Beach", "South"),
    ]
    assert [round(bar["to"] - bar["from"], 2) for bar in drawn] == [30, 10, 20, 25, 15]
    assert drawn[3]["from"] - drawn[2]["to"] == pytest.approx(1.5)
    assert {bar["level"] for bar in drawn} == {26.67, 27.5}
    spec = json.dumps(spec_of(skyline(town, measure, names, ENGLISH)))
    assert "North" in spec


def test_bars_far_from_zero_stand_on_the_mean() -> None:
    high = make_comparison((70, 80, 90), (100, 100, 100))
    first = layers_of(skyline(high, "gini", NAMES, ENGLISH), "rect")[0][0]
    assert first["encoding"]["y2"] == {"datum": 80}
    first = layers_of(skyline(TOWN, "gini", NAMES, ENGLISH), "rect")[0][0]
    assert first["encoding"]["y2"] == {"datum": 0}


def test_chosen_areas_have_a_mark_and_a_single_one_its_name() -> None:
    one = skyline(TOWN, "gini", NAMES, ENGLISH, chosen=("201",))
    assert {"Beach", "40.0%"} <= set(texts_of(one))
    ((_, marks),) = layers_of(one, "point")
    assert marks == [{"x": 72.5, "y": 40}]
    two = skyline(TOWN, "gini", NAMES, ENGLISH, chosen=("201", "101", "999"))
    ((_, marks),) = layers_of(two, "point")
    assert marks == [{"x": 60, "y": 30}, {"x": 72.5, "y": 40}]


def test_area_of_a_shared_figure_is_marked_by_its_own_code_and_bears_all_names() -> None:
    town = make_comparison((10, 30), (50, 50))
    united = town.groups.estimates.rename(index={"101": "201+202"})
    groups = replace(
        town.groups,
        estimates=united,
        population=town.groups.population.rename(index={"101": "201+202"}),
    )
    members = {"201+202": ("201", "202"), "102": ("102",)}
    shared = replace(town, groups=groups, members=members)
    chart = skyline(shared, "gini", NAMES, ENGLISH, chosen=("202",))
    assert bars(chart)[0]["name"] == "Beach, Harbour"
    assert len(layers_of(chart, "point")) == 1


def test_group_without_people_is_not_drawn_and_one_group_is_refused() -> None:
    town = make_comparison((10, 30, 50), (50, 50, 0))
    assert [bar["name"] for bar in bars(skyline(town, "d", NAMES, ENGLISH))] == [
        "Hilltop",
        "Hillside",
    ]
    with pytest.raises(MeasureError, match="at least two groups"):
        skyline(make_comparison((10, 30), (50, 0)), "d", NAMES, ENGLISH)


def test_numbers_are_written_in_the_language_of_the_page() -> None:
    town = make_comparison((0.5, 2.0), (1500, 1500))
    chart = skyline(town, "d", NAMES, SWEDISH)
    assert [bar["text"] for bar in bars(chart)] == [SWEDISH.percent(0.5, 1), SWEDISH.percent(2, 1)]
    assert str(bars(chart)[0]["text"]).startswith("0,5")
    assert bars(chart)[0]["people"] == "1\u00a0500"
    height = layers_of(chart, "rect")[0][0]["encoding"]["y"]["axis"]
    assert axis_labels(height) == ["0", "0,5", "1", "1,5", "2"]
    english = layers_of(skyline(town, "d", NAMES, ENGLISH), "rect")[0][0]["encoding"]["y"]["axis"]
    assert axis_labels(english) == ["0", "0.5", "1", "1.5", "2"]


def test_hostile_name_stays_text() -> None:
    name = "</script><img src=x onerror=alert(1)> ' \" {value} \\"
    chart = skyline(TOWN, "d", {**NAMES, "103": name}, ENGLISH, chosen=("103",))
    assert bars(chart)[0]["name"] == name
    spec = spec_of(chart)
    expressions = json.dumps([layer["encoding"] for layer in spec["layer"]])
    assert "onerror" not in expressions


def test_chart_is_described_in_words() -> None:
    description = spec_of(skyline(TOWN, "d", NAMES, ENGLISH))["description"]
    assert "The lowest is Wood, 10.0%; the highest is Hillside, 50.0%." in description
    assert "The average is 27.0%." in description


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("dark", [False, True])
def test_every_measure_is_drawn_with_all_bars_of_the_city_in_little_room(
    workspace: Workspace, measure: str, dark: bool
) -> None:
    selection = Selection("median_income", AreaLevel.PRIMARY_AREA, "2022")
    city = compare_areas(workspace.table, workspace.areas, selection, order_by="employment_rate")
    names = {str(code): str(name) for code, name in workspace.areas.names(selection.level).items()}
    chart = skyline(city, measure, names, SWEDISH, dark=dark)
    drawn = bars(chart)
    compared = city.ordered if measure in {"aci", "rci", "sii", "rii"} else city.groups
    assert compared is not None
    assert len(drawn) == len(compared.estimates)
    assert sum(bar["to"] - bar["from"] for bar in drawn) == pytest.approx(100, abs=0.02)  # type: ignore[operator]
    assert all(one["to"] <= two["from"] for one, two in pairwise(drawn))  # type: ignore[operator]
    plain = [
        {key: bar[key] for key in ("from", "to", "y", "name", "text", "people")} for bar in drawn
    ]
    assert len(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()) < 10_000
