"""Maps and quadrants of need and effort: classes add up, colours can be told apart, bubbles have a kind."""

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from explorer.charts.quadrants import quadrants
from explorer.effort.need import Need, NeedClass, RateClass, Side, build_need
from explorer.effort.need_pictures import (
    BOTH_COLOURS,
    SIDE_COLOURS,
    grid_of_both,
    grid_of_sides,
    plate_of_both,
    plate_of_sides,
    quadrants_of,
)
from explorer.effort.subject import build_subject
from explorer.i18n import translator
from explorer.initiatives.model import Initiative
from explorer.plates import Plate
from explorer.view import ViewState
from geodata.areas import AreaLevel
from indicators.definitions import Direction
from tests.unit.explorer.charts.drawn import layers_of, spec_of, texts_of
from tests.unit.explorer.effort.made_up import made
from tests.unit.explorer.effort.town import JOBS, figures, make_town
from tests.unit.explorer.test_palette import (
    NEIGHBOURS_APART,
    SEA_APART,
    VISIONS,
    apart,
    contrast,
    is_orange,
    is_purple,
    lab,
)

EN, SV = translator("en"), translator("sv")
VIEW = ViewState(indicator="jobs", effort_level=AreaLevel.PRIMARY_AREA)
MAPS = {"sides": SIDE_COLOURS, "both": BOTH_COLOURS}


def need_of(*initiatives: Initiative, **town: Any) -> Need:
    made_town = make_town(initiatives, **town)
    return build_need(made_town, build_subject(made_town, VIEW))


def classes_of(plate: Plate) -> dict[str, int]:
    return {str(code): int(place) for code, place in plate.classes.dropna().items()}


def colours_of(name: str, *, dark: bool) -> list[str]:
    return [pair[dark] for pair in MAPS[name].values()]  # type: ignore[attr-defined]


# Plates


def test_map_of_sides_has_each_area_on_its_side() -> None:
    plate = plate_of_sides(need_of(made("a", "101"), made("b", "102")), EN)
    # In the order of the legend: worse without, worse with, better without, better with.
    assert classes_of(plate) == {"101": 1, "102": 3, "103": 2, "201": 0, "202": 0}
    words = grid_of_sides(EN)
    assert len(plate.labels) == len(words["rows"]) * len(words["columns"]) == len(Side)


def test_area_without_a_figure_is_hatched_and_never_a_class() -> None:
    need = need_of(made("a", "101"), rows=figures(values=(None, 60, 60, 40, 40)))
    assert "101" not in classes_of(plate_of_sides(need, EN))
    assert "101" not in classes_of(plate_of_both(need, EN))


def test_classes_of_the_bivariate_map_stand_in_rows_of_need_and_columns_of_effort() -> None:
    town = make_town([made("a", "101"), made("b", "102"), made("c", "103")])
    people = town.people.copy()
    people["primary_area", "102"], people["primary_area", "103"] = 2000.0, 4000.0
    town = replace(town, people=people)
    need = build_need(town, build_subject(town, VIEW))
    plate, words = plate_of_both(need, EN), grid_of_both(need, EN)
    # Rows: less favourable, near, more favourable; columns: none, up to 0.50, over 0.50.
    assert classes_of(plate) == {"101": 2, "102": 7, "103": 7, "201": 0, "202": 0}
    assert len(plate.labels) == len(words["rows"]) * len(words["columns"]) == 9
    assert words["columns"] == ["none", "up to 0.50", "over 0.50"]
    for place, (need_class, rate_class) in enumerate(BOTH_COLOURS):
        assert divmod(place, 3) == (
            list(NeedClass).index(need_class),
            list(RateClass).index(rate_class),
        )


def test_area_with_need_but_without_residents_has_no_bivariate_class() -> None:
    town = make_town([made("a", "101")])
    people = town.people.copy()
    people["primary_area", "101"] = 0.0
    town = replace(town, people=people)
    need = build_need(town, build_subject(town, VIEW))
    assert "101" not in classes_of(plate_of_both(need, EN))
    assert classes_of(plate_of_sides(need, EN))["101"] == 1


# Colours


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", MAPS)
def test_all_classes_can_be_told_apart(name: str, vision: str, dark: bool) -> None:
    """Any two may lie side by side, so all pairs must differ, with and without colour vision."""
    pairs = combinations(colours_of(name, dark=dark), 2)
    assert min(apart(*pair, vision) for pair in pairs) >= 1.5 * NEIGHBOURS_APART


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", MAPS)
def test_no_class_is_taken_for_sea(name: str, vision: str, dark: bool, project_root: Path) -> None:
    style = (project_root / "explorer/ui/static/frame.css").read_text(encoding="utf-8")
    sea = re.findall(r"--sea: (#[0-9a-f]{6})", style)[dark]
    assert min(apart(each, sea, vision) for each in colours_of(name, dark=dark)) >= SEA_APART


@pytest.mark.parametrize("dark", [False, True])
def test_orange_is_less_favourable_and_purple_more_on_both_maps(dark: bool) -> None:
    for side, pair in SIDE_COLOURS.items():
        assert (is_orange if side.startswith("worse") else is_purple)(pair[dark])
    for (need, _), pair in BOTH_COLOURS.items():
        if need is not NeedClass.NEAR:
            less = need is NeedClass.LESS_FAVOURABLE
            assert (is_orange if less else is_purple)(pair[dark])


@pytest.mark.parametrize("dark", [False, True])
def test_more_that_runs_is_darker_on_light_paper_and_brighter_on_dark(dark: bool) -> None:
    for need in NeedClass:
        light = [float(lab(BOTH_COLOURS[need, rate][dark])[0]) for rate in RateClass]
        assert light == sorted(light, reverse=not dark)
    for without, with_ in (
        (Side.WORSE_WITHOUT, Side.WORSE_WITH),
        (Side.BETTER_WITHOUT, Side.BETTER_WITH),
    ):
        lightness = [float(lab(SIDE_COLOURS[each][dark])[0]) for each in (without, with_)]
        assert (lightness[1] > lightness[0]) is dark


@pytest.mark.parametrize("dark", [False, True])
def test_need_without_an_initiative_is_the_most_vivid(dark: bool) -> None:
    chroma = {
        side: float((lab(pair[dark])[1:] ** 2).sum() ** 0.5) for side, pair in SIDE_COLOURS.items()
    }
    assert max(chroma, key=lambda side: chroma[side]) is Side.WORSE_WITHOUT


@pytest.mark.parametrize("dark", [False, True])
def test_numbers_in_the_square_can_be_read(dark: bool) -> None:
    """WCAG 2.2, success criterion 1.4.3: the script takes ink or white, whichever has more contrast."""
    for colour in colours_of("both", dark=dark):
        assert max(contrast(colour, "#14212b"), contrast(colour, "#ffffff")) >= 4.5


# Quadrants


def drawn(need: Need, **options: Any) -> Any:
    return quadrants(quadrants_of(need, EN, dark=False), dict(need.frame["name"]), EN, **options)


def bubbles(need: Need) -> dict[str, dict[str, Any]]:
    (_, rows), *_ = layers_of(drawn(need), "point")
    return {row["name"]: row for row in rows}


def test_bubble_is_where_distance_and_rate_are_in_the_colour_of_its_side() -> None:
    need = need_of(made("a", "101"), made("b", "101"))
    found = bubbles(need)
    assert (found["Hilltop"]["x"], found["Hilltop"]["y"]) == (10, 2)
    assert found["Hilltop"]["fill"] == SIDE_COLOURS[Side.WORSE_WITH][0]
    assert found["Beach"]["fill"] == SIDE_COLOURS[Side.WORSE_WITHOUT][0]
    assert found["Wood"]["x"] == -10
    assert len(found) == 5


def test_less_favourable_is_to_the_right_for_an_indicator_that_had_better_be_low() -> None:
    lower = need_of(definitions=[replace(JOBS, direction=Direction.LOWER_BETTER)])
    assert bubbles(lower)["Wood"]["x"] == 10


def test_area_without_a_figure_is_not_drawn_and_told_of() -> None:
    need = need_of(made("a", "101"), rows=figures(values=(None, 60, 60, 40, 40)))
    assert "Hilltop" not in bubbles(need)
    assert "1 area lacks a figure and is left out." in spec_of(drawn(need))["description"]


def test_description_counts_each_side_as_the_map_does() -> None:
    need = need_of(made("a", "101"))
    description = spec_of(drawn(need, chosen=["101"]))["description"]
    assert "less favourable, no initiative: 2." in description
    assert "less favourable, initiative runs: 1." in description
    assert "Hilltop: +10.0 percentage points; 1.000." in description


def test_chosen_areas_are_named_and_many_have_numbers() -> None:
    need = need_of(made("a", "101"))
    assert "Hilltop" in texts_of(drawn(need, chosen=["101"]))
    many = texts_of(drawn(need, chosen=["101", "102", "103", "201", "202"]))
    assert "1  Hilltop" in many
    assert "5" in many


def test_corners_and_the_mean_are_written() -> None:
    texts = texts_of(drawn(need_of(made("a", "101"))))
    assert "mean 0.200" in texts
    assert {"less favourable,", "more initiatives", "fewer initiatives"} <= set(texts)


def test_nothing_that_runs_anywhere_still_draws() -> None:
    assert len(bubbles(need_of())) == 5


@pytest.mark.parametrize("t", [EN, SV])
def test_no_text_of_the_chart_is_empty(t: Any) -> None:
    need = need_of(made("a", "101"))
    chart = quadrants(quadrants_of(need, t, dark=True), dict(need.frame["name"]), t)
    assert all(texts_of(chart))
