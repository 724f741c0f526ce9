"""Which cells are withheld so that none can be solved for; all worked by hand."""

from random import Random

import pytest

from indicators.disclosure import Cell, Parts, choose_withheld, solvable


def cell(level: str, code: str, parts: str, base: float | None, *, refused: bool = False) -> Cell:
    """Make a cell; each letter is a primary area."""
    return Cell(level, (code,), frozenset([frozenset(parts)]), base, refused)


def fine(**bases: float | None) -> list[Cell]:
    """Make one cell for each primary area."""
    return [cell("fine", code, code, base) for code, base in bases.items()]


def withheld(cells: list[Cell], smallest_base: float = 10) -> set[str]:
    found = choose_withheld(cells, smallest_base=smallest_base)
    return {code for each in found for code in each.codes}


def sets(*words: str) -> list[Parts]:
    return [frozenset(word) for word in words]


def test_cell_of_exactly_the_smallest_base_is_shown() -> None:
    assert withheld(fine(a=10, b=9)) == {"b"}


def test_single_small_part_of_a_total_takes_its_smallest_neighbour_with_it() -> None:
    assert withheld([cell("whole", "T", "abc", 69), *fine(a=9, b=40, c=20)]) == {"a", "c"}


def test_small_part_without_a_total_needs_no_second() -> None:
    assert withheld(fine(a=9, b=40, c=20)) == {"a"}


def test_two_small_parts_hide_each_other_when_together_they_are_enough() -> None:
    assert withheld([cell("whole", "T", "abc", 54), *fine(a=9, b=5, c=40)]) == {"a", "b"}


def test_two_small_parts_with_too_few_together_take_a_third() -> None:
    # The total less c would tell of the five people in a and b; in b there is nobody at all.
    assert withheld([cell("whole", "T", "abc", 45), *fine(a=5, b=0, c=40)]) == {"a", "b", "c"}


def test_neighbour_in_the_smallest_area_around_is_preferred() -> None:
    cells = [
        cell("city", "T", "abcd", 140),
        cell("middle", "M", "ab", 59),
        cell("middle", "N", "cd", 81),
        *fine(a=9, b=50, c=11, d=70),
    ]
    assert withheld(cells) == {"a", "b"}


def test_neighbour_that_lies_in_the_same_old_district_closes_both_ways() -> None:
    # Were b withheld, the district D would still give a as D less d.
    cells = [
        cell("middle", "M", "abc", 89),
        cell("middle", "N", "de", 100),
        cell("old", "D", "acd", 119),
        cell("old", "E", "be", 70),
        *fine(a=9, b=20, c=60, d=50, e=50),
    ]
    assert withheld(cells) == {"a", "c"}


def test_way_through_a_district_that_cuts_across_is_closed_too() -> None:
    # M = a+b, N = c+d, D = a+c, E = b+d: whatever three are shown, the fourth follows.
    cells = [
        cell("middle", "M", "ab", 49),
        cell("middle", "N", "cd", 90),
        cell("old", "D", "ac", 59),
        cell("old", "E", "bd", 80),
        *fine(a=9, b=40, c=50, d=40),
    ]
    assert withheld(cells) == {"a", "b", "c", "d"}


def test_total_that_is_the_small_area_itself_is_withheld_even_when_its_base_is_unknown() -> None:
    assert withheld([cell("whole", "T", "a", None), *fine(a=9, b=40)]) == {"a", "T"}


def test_unknown_base_withholds_nothing_and_comes_last() -> None:
    assert withheld(fine(a=None, b=40)) == set()
    assert withheld([cell("whole", "T", "abc", 89), *fine(a=9, b=None, c=40)]) == {"a", "c"}


def test_area_refused_by_its_publisher_is_protected_like_a_small_one() -> None:
    parts = [*fine(b=40, c=20), cell("fine", "a", "a", None, refused=True)]
    assert withheld([cell("whole", "T", "abc", 69), *parts]) == {"a", "c"}


def test_figure_shared_by_two_areas_is_one_equation() -> None:
    shared = Cell("fine", ("b", "c"), frozenset([frozenset("bc")]), 60)
    assert withheld([cell("whole", "T", "abc", 69), shared, *fine(a=9)]) == {"a", "b", "c"}


def test_median_is_withheld_alone() -> None:
    cells = [Cell("fine", (code,), frozenset(), base) for code, base in (("a", 9), ("b", 40))]
    assert withheld([*cells, Cell("whole", ("T",), frozenset(), 49)]) == {"a"}


def test_equal_neighbours_go_by_their_code_whatever_the_order() -> None:
    cells = [cell("whole", "T", "abcd", 99), *fine(d=30, c=30, b=30, a=9)]
    for seed in range(5):
        Random(seed).shuffle(cells)
        assert withheld(cells) == {"a", "b"}


def test_small_parts_of_different_areas_each_take_a_neighbour() -> None:
    cells = [
        cell("city", "T", "abcd", 80),
        cell("middle", "M", "ac", 45),
        cell("middle", "N", "bd", 35),
        *fine(a=5, b=5, c=40, d=30),
    ]
    assert withheld(cells) == {"a", "b", "c", "d"}
    # Without the areas between, each hides the other: ten people together.
    assert withheld([each for each in cells if each.level != "middle"]) == {"a", "b"}


@pytest.mark.parametrize(
    ("published", "wanted", "expected"),
    [
        (["ab", "b"], "a", True),
        (["ab", "bc", "ac"], "a", True),  # half of (ab + ac - bc)
        (["ab", "bc"], "a", False),
        (["ab", "bc", "cd"], "ad", True),  # ab - bc + cd
        (["ab", "cd", "ac", "bd"], "a", False),
        ([], "a", False),
        (["a"], "b", False),
        (["a", "b"], "ab", True),
    ],
)
def test_sums_that_follow_from_others(published: list[str], wanted: str, expected: bool) -> None:
    assert solvable(sets(*published), sets(wanted)).tolist() == [expected]


def test_each_sum_is_judged_on_its_own() -> None:
    assert solvable(sets("ab", "b", "cd"), sets("c", "a", "abcd")).tolist() == [False, True, True]
