"""Blank spots in words: sentences, cells for eyes and ears, and names that stay text."""

from dataclasses import replace

import pytest

from explorer.effort.blank_table import CellWords, gap_text, table_words
from explorer.effort.blank_words import (
    indicator_rows,
    lead_sentences,
    list_names,
    note_sentences,
)
from explorer.effort.blanks import Blanks, Cell, build_blanks
from explorer.effort.matching import Rule
from explorer.i18n import Translator, translator
from explorer.initiatives.model import Initiative, ServedArea, Status
from explorer.ui.markup import render
from geodata.areas import AreaLevel
from indicators.definitions import Direction, TargetArea
from tests.unit.explorer.effort.made_up import made, whole_city
from tests.unit.explorer.effort.town import AT_THE_BORDER, JOBS, figures, make_town

ENGLISH, SWEDISH = translator("en"), translator("sv")
WORK = Rule((TargetArea.WORK,))
PRIMARY = AreaLevel.PRIMARY_AREA


def built(*initiatives: Initiative, rule: Rule = WORK, **town: object) -> Blanks:
    return build_blanks(make_town(initiatives, **town), PRIMARY, rule)  # type: ignore[arg-type]


def cell_of(found: Blanks, code: str, t: Translator = ENGLISH) -> CellWords:
    (row,) = (each for each in table_words(found, t).rows if each.code == code)
    return row.cells[0]


def test_sentence_counts_spots_and_areas_and_names_them() -> None:
    assert lead_sentences(built(), ENGLISH) == [
        "3 blank spots in 3 areas, where the gap is large and nothing runs or is planned:"
        " Beach, Harbour, Hilltop."
    ]
    one = built(made("job", "201"), made("jobs", "202"))
    assert lead_sentences(one, ENGLISH)[0].startswith("1 blank spot in 1 area, where")
    assert lead_sentences(one, SWEDISH)[0] == (
        "1 vit fläck i 1 område, där skillnaden är stor och inget pågår eller är planerat: Hilltop."
    )


def test_no_spot_is_said_calmly() -> None:
    none = built(*(made(code, code) for code in ("101", "201", "202")))
    assert lead_sentences(none, ENGLISH) == [
        "No area has a large gap where nothing runs or is planned."
    ]


def test_spots_with_doubtful_initiatives_are_told_apart() -> None:
    found = built(made("perhaps", "101", status=Status.UNKNOWN))
    assert lead_sentences(found, ENGLISH)[1].startswith("In 1 of them the register has initiatives")
    assert cell_of(found, "101").mark == "nothing known to run"
    assert cell_of(found, "201").mark == "nothing runs"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "A"),
        (5, "A, B, C, D, E"),
        (6, "A, B, C, D, E, F"),
        (7, "A, B, C, D, E and 2 other areas"),
    ],
)
def test_five_areas_are_named_and_one_left_over_is_named_too(count: int, said: str) -> None:
    assert list_names(list("ABCDEFG"[:count]), ENGLISH) == said


def test_cell_says_everything_to_those_who_do_not_see_it() -> None:
    found = built(
        made("job", "101"),
        made("soon", "101", status=Status.PLANNED),
        made("perhaps", "101", status=Status.UNKNOWN),
    )
    cell = cell_of(found, "101")
    assert cell.spoken == (
        "1 running, 1 planned, 1 of which nobody knows whether it runs;"
        " 10.0 percentage points less favourable than the city"
    )
    assert (cell.count, cell.difference, cell.style) == ("1", "−10.0", "w2")
    assert cell.more == ("+1 planned", "1 not known")
    assert cell_of(found, "201").spoken == (
        "0 running; 10.0 percentage points less favourable than the city; blank spot"
    )
    assert cell_of(found, "102", SWEDISH).spoken == (
        "0 pågår; 10,0 procentenheter gynnsammare än staden"
    )


def test_one_without_a_place_in_the_area_is_told_in_the_cell() -> None:
    north = made("north", None, serves=(ServedArea(AreaLevel.CITY_AREA, "01"),))
    cell = cell_of(built(north), "101")
    assert (cell.count, cell.more) == ("1", ("1 without a place here",))
    assert cell.spoken.startswith("1 running, 1 without a place here; ")


def test_missing_figure_is_words_and_no_tone() -> None:
    cell = cell_of(built(rows=figures(values=(None, *AT_THE_BORDER[1:]))), "101")
    assert (cell.count, cell.difference, cell.style, cell.mark) == ("0", "no figure", "", "")
    assert cell.missing


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (-10.0, "10.0 percentage points less favourable than the city"),
        (1.0, "1.0 percentage points more favourable than the city"),
        (0.049, "as the city"),
        (-0.05, "0.1 percentage points less favourable than the city"),
        (None, "no figure"),
    ],
)
def test_gap_is_told_with_its_side(difference: float | None, said: str) -> None:
    cell = Cell(TargetArea.WORK, 0, 0, 0, difference=difference)
    assert gap_text(cell, JOBS, ENGLISH) == said


def test_gap_of_an_indicator_where_less_is_better_has_the_other_side() -> None:
    cell = Cell(TargetArea.WORK, 0, 0, 0, difference=2.0)
    low = replace(JOBS, direction=Direction.LOWER_BETTER)
    assert gap_text(cell, low, ENGLISH).endswith("less favourable than the city")


def test_spot_that_only_city_wide_ones_reach_says_so_and_is_not_blank() -> None:
    cell = cell_of(built(whole_city("office"), rule=replace(WORK, city_wide=1.0)), "101")
    assert (cell.count, cell.more, cell.mark) == ("0", ("city-wide only",), "")


def test_city_wide_ones_are_told_in_the_head_and_stand_in_the_foot() -> None:
    found = built(whole_city("office"), made("lost", None), rule=replace(WORK, city_wide=0.25))
    table = table_words(found, ENGLISH)
    (head,), foot = table.heads, table.foot
    assert head.added == "+0.25 in every area, city-wide"
    assert cell_of(found, "101").mark == "nothing runs"
    assert [(each.name, each.counts) for each in foot] == [
        ("Running, each once", ("2",)),
        ("in the whole city, 25% in every cell", ("1",)),
        ("area not known, in no cell", ("1",)),
    ]


def test_filter_keeps_areas_with_a_blank_spot_alone() -> None:
    found = built(made("job", "101"))
    rows = table_words(found, ENGLISH, only_blank=True).rows
    assert {row.code for row in rows} == {"201", "202"}
    assert len(table_words(found, ENGLISH).rows) == 5


def test_chosen_area_is_marked() -> None:
    table = table_words(built(), ENGLISH, chosen=["102"])
    assert [row.code for row in table.rows if row.chosen] == ["102"]
    html = render("effort_blanks.html", table=table, notes=[])
    assert html.count('<tr class="chosen"><th scope="row">Hillside</th>') == 1


def test_head_names_indicator_period_unit_and_direction() -> None:
    (head,) = table_words(built(), ENGLISH).heads
    assert (head.title, head.indicator) == ("Work", "Jobs, 2024")
    assert (head.unit, head.city) == ("percent; higher is more favourable", "50.0")


def test_notes_name_target_areas_without_an_indicator_and_those_that_share_one() -> None:
    themes = (TargetArea.EARLY_YEARS, TargetArea.SCHOOLING, TargetArea.WORK)
    shared = replace(JOBS, target_areas=themes[:2])
    notes = note_sentences(built(rule=Rule(themes), definitions=[shared]), ENGLISH)
    assert any(
        "“Jobs” stands for several target areas: Early years (0–6), School" in n for n in notes
    )
    assert any(n == "No indicator with a better end stands for Work: no colour." for n in notes)


def test_indicators_are_named_with_what_they_count_and_their_source() -> None:
    town = make_town()
    found = build_blanks(town, PRIMARY, WORK)
    assert indicator_rows(town, found, ENGLISH) == [
        ["Work", "Jobs, 2024", "Share who have a job.", "Town office: office"]
    ]


def test_hostile_names_stay_text() -> None:
    hostile = replace(JOBS, name_en="<img src=x onerror=alert(1)>")
    table = table_words(built(definitions=[hostile]), ENGLISH)
    html = render("effort_blanks.html", table=table, notes=["<script>"])
    assert "<img" not in html
    assert "<script>" not in html
    assert "&lt;img src=x" in html


def test_blank_cell_has_a_class_and_words_and_other_cells_have_neither() -> None:
    table = table_words(built(), ENGLISH)
    html = render("effort_blanks.html", table=table, notes=[])
    assert html.count('<td class="w2 blank">') == 3
    assert html.count("<em>nothing runs</em>") == 3
    assert html.count("; blank spot</span>") == 3
