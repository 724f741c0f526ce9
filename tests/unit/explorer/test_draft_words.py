"""What an import would do, as rows of tables."""

import pytest

from explorer.draft_words import (
    cut_rows,
    derived_rows,
    difference_rows,
    draft_sentences,
    new_rows,
    row_text,
    shorten,
    tally,
)
from explorer.i18n import translator
from explorer.initiatives.draft import Derived, Difference, Draft
from explorer.initiatives.model import Initiative
from explorer.initiatives.rows import check_row
from geodata.areas import AreaRegister, load_areas
from geodata.problems import Problem
from tests.unit.explorer.register_rows import ROW

EN, SV = translator("en"), translator("sv")
WARNING = Problem("area-differs", "a.csv", 2, "primary_area_code", "606", "612", "warning")
ERROR = Problem("duplicate-row", "a.csv", 3, "id", "laxhjalp")


@pytest.fixture(scope="module")
def areas() -> AreaRegister:
    return load_areas()


@pytest.fixture(scope="module")
def made_up(areas: AreaRegister) -> Initiative:
    found, _ = check_row(ROW, areas, file="", number=0)
    assert found is not None
    return found


def test_warnings_are_counted_apart_from_problems(made_up: Initiative) -> None:
    counts = tally(Draft(new=(made_up,), unchanged=("b",), problems=(WARNING, ERROR, WARNING)))
    assert counts == (1, 0, 1, 1, 2)


def test_sentences_say_why_nothing_is_written_or_what_stays(made_up: Initiative) -> None:
    (bad,) = draft_sentences(Draft(new=(made_up,), problems=(ERROR,)), EN)
    assert bad.startswith("Nothing can be imported while something is wrong")
    good, remark = draft_sentences(Draft(new=(made_up,), problems=(WARNING,)), EN)
    assert good == "Rows that the file does not have stay in the register as they are."
    assert remark == "1 remark hinders nothing."
    assert draft_sentences(Draft(unchanged=("a",)), EN) == ["The register has all of this already."]


def test_new_one_is_told_by_name_organiser_target_area_and_place(made_up: Initiative) -> None:
    assert new_rows(Draft(new=(made_up,)), SV) == [
        [ROW["name"], ROW["organisation"], "Skolår (6–18)", ROW["place"]]
    ]


@pytest.mark.parametrize(
    ("difference", "row"),
    [
        (("status", "running", "ended"), ["Status", "running", "ended"]),
        (("end_year", "", "2024"), ["Last year", "nothing", "2024"]),
        (("capacity", "900", "1200"), ["How many it has room for", "900", "1,200"]),
        # In words the two would be the same place.
        (
            ("further_places", "12.0 57.7 place - A", "12.1 57.7 place - A"),
            ["Further places", "12.0 57.7 place - A", "12.1 57.7 place - A"],
        ),
    ],
)
def test_difference_is_told_in_words_unless_they_are_the_same(
    made_up: Initiative, areas: AreaRegister, difference: tuple[str, str, str], row: list[str]
) -> None:
    draft = Draft(changed=((made_up, 1),), differences=(Difference(2, "laxhjalp", *difference),))
    assert difference_rows(draft, areas, EN) == [[ROW["name"], *row]]


def test_derived_area_is_named_with_its_code(areas: AreaRegister) -> None:
    derived = (Derived(2, "a", "Torget", "606"), Derived(3, "b", "", "612"))
    assert derived_rows(Draft(derived=derived), areas, SV) == [
        ["Rad 2", "Torget", "Hammarkullen (606)"],
        ["Rad 3", "b", "Hjällbo (612)"],
    ]


def test_long_table_says_how_much_it_leaves_out() -> None:
    rows = [[str(n)] for n in range(5)]
    assert cut_rows(rows, 5, EN) == (rows, [])
    assert cut_rows(rows, 3, EN) == (rows[:3], ["… and 2 more rows."])
    assert cut_rows(rows, 4, EN)[1] == ["… and 1 more row."]


def test_long_text_keeps_its_beginning() -> None:
    assert shorten("a" * 160) == "a" * 160
    assert shorten("a" * 161) == "a" * 159 + "…"


def test_problem_without_a_row_is_about_the_file() -> None:
    assert row_text(None, EN) == "The file"
    assert row_text(7, EN) == "Row 7"
