"""No published set of figures lets a withheld one be solved for; all counts are made up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.areas import AreaLevel, AreaRegister, load_areas
from indicators.levels import find_figures, find_withheld, resolve
from indicators.table import IndicatorTable
from tests.unit.indicators.made_up import (
    DEFINITIONS,
    make_areas,
    make_table,
    on_level,
)

SMALLEST: Final = 10
PERIOD: Final = "2024"
BASE: Final = ("passed", "failed")
FAMILY: Final = ("pass_rate", *BASE)
COUNTS: Final = {
    name: replace(DEFINITIONS[name], smallest_base=SMALLEST, base=BASE) for name in BASE
}
TOWN: Final = make_areas()
Counts = Mapping[str, tuple[int, int]]
Row = dict[str, Fraction]
Cell = tuple[AreaLevel, str]


@pytest.fixture(scope="module")
def gothenburg() -> AreaRegister:
    return load_areas()


def counts(areas: AreaRegister, most: int) -> st.SearchStrategy[Counts]:
    """Draw pupils who passed and who failed for every primary area."""
    pair = st.tuples(st.integers(0, most), st.integers(0, most))
    return st.fixed_dictionaries(dict.fromkeys(areas.codes(AreaLevel.PRIMARY_AREA), pair))


def few_small(areas: AreaRegister) -> st.SearchStrategy[Counts]:
    """Draw a city in which a handful of primary areas have few pupils, as in the real one."""
    codes = areas.codes(AreaLevel.PRIMARY_AREA)
    large = {code: (20 + place % 7, 10 + place % 5) for place, code in enumerate(codes)}
    few = st.dictionaries(
        st.sampled_from(codes), st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12
    )
    return few.map(lambda small: {**large, **small})


def tabulate(drawn: Counts) -> IndicatorTable:
    rows = [
        *on_level("passed", "primary_area", {code: pair[0] for code, pair in drawn.items()}),
        *on_level("failed", "primary_area", {code: pair[1] for code, pair in drawn.items()}),
        *on_level(
            "pass_rate",
            "primary_area",
            {code: 100 * a / (a + b) for code, (a, b) in drawn.items() if a + b},
        ),
    ]
    return replace(make_table(rows), definitions={**DEFINITIONS, **COUNTS})


def parts(areas: AreaRegister, level: AreaLevel, code: str) -> frozenset[str]:
    return frozenset(areas.children(level, code, AreaLevel.PRIMARY_AREA))


def reduce_rows(sets: Iterable[frozenset[str]]) -> dict[str, Row]:
    """Eliminate in exact fractions; gives one row for each pivot, which is gone from the others."""
    pivots: dict[str, Row] = {}
    for each in sets:
        row = remainder(each, pivots)
        if not row:
            continue
        pivot = min(row)
        row = {name: value / row[pivot] for name, value in row.items()}
        for name, other in pivots.items():
            if pivot in other:
                pivots[name] = subtract(other, row, other[pivot])
        pivots[pivot] = row
    return pivots


def remainder(wanted: frozenset[str], pivots: Mapping[str, Row]) -> Row:
    """Take away every pivot; nothing is left exactly when the sum follows from the rows."""
    row: Row = dict.fromkeys(wanted, Fraction(1))
    for pivot in sorted(pivots):
        if pivot in row:
            row = subtract(row, pivots[pivot], row[pivot])
    return row


def subtract(row: Row, other: Row, times: Fraction) -> Row:
    left = {
        name: row.get(name, Fraction(0)) - times * other.get(name, Fraction(0))
        for name in {*row, *other}
    }
    return {name: value for name, value in left.items() if value}


def divide(
    areas: AreaRegister, drawn: Counts
) -> tuple[dict[Cell, frozenset[str]], dict[Cell, frozenset[str]]]:
    """Divide the areas of all levels into shown and withheld ones, as every indicator has them."""
    table = tabulate(drawn)
    shown: dict[Cell, frozenset[str]] = {}
    hidden: dict[Cell, frozenset[str]] = {}
    for level in AreaLevel:
        found = {
            name: find_figures(table, areas, table.definitions[name], level, PERIOD).figures
            for name in FAMILY
        }
        gone = {
            name: {code for code, each in figures.items() if each.status == "suppressed"}
            for name, figures in found.items()
        }
        assert gone["passed"] == gone["failed"]
        # Where nobody is counted anywhere there is no level of shares at all.
        assert not found["pass_rate"] or gone["pass_rate"] == gone["passed"]
        for code in areas.codes(level):
            inside = frozenset(areas.children(level, code, AreaLevel.PRIMARY_AREA))
            (hidden if code in gone["passed"] else shown)[level, code] = inside
            if code in gone["passed"]:
                values = [figures[code].value for figures in found.values() if code in figures]
                assert values.count(None) == len(values)
    return shown, hidden


def exposed(
    shown: Mapping[Cell, frozenset[str]], hidden: Mapping[Cell, frozenset[str]], drawn: Counts
) -> list[frozenset[str]]:
    """List what follows from the shown figures: withheld ones, and sums of them with too few."""
    wanted = list(hidden.values())
    for around in [*shown.values(), *hidden.values()]:
        for level in AreaLevel:
            within = [inside for (at, _), inside in hidden.items() if at == level]
            together = frozenset[str]().union(*(inside for inside in within if inside <= around))
            if together and count(together, drawn) < SMALLEST:
                wanted.append(together)
    pivots = reduce_rows(shown.values())
    return [each for each in wanted if not remainder(each, pivots)]


def count(inside: frozenset[str], drawn: Counts) -> int:
    return sum(sum(drawn[part]) for part in inside)


def check(areas: AreaRegister, drawn: Counts) -> None:
    """Hold what is shown for a table against every rule of withholding."""
    shown, hidden = divide(areas, drawn)
    assert all(count(inside, drawn) >= SMALLEST for inside in shown.values())
    assert not exposed(shown, hidden, drawn)
    if min(sum(pair) for pair in drawn.values()) >= SMALLEST:
        assert not hidden


@given(counts(TOWN, 12))
@settings(max_examples=150)
def test_nothing_withheld_can_be_solved_for_in_a_small_town(drawn: Counts) -> None:
    check(TOWN, drawn)


@given(counts(TOWN, 30))
def test_no_area_is_withheld_for_nothing(drawn: Counts) -> None:
    """Were any of those with enough people shown, something would follow."""
    shown, hidden = divide(TOWN, drawn)
    for cell, inside in hidden.items():
        if count(inside, drawn) >= SMALLEST:
            others = {each: parts for each, parts in hidden.items() if each != cell}
            assert exposed({**shown, cell: inside}, others, drawn)


@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_withheld_can_be_solved_for_where_few_areas_are_small(
    gothenburg: AreaRegister, data: st.DataObject
) -> None:
    check(gothenburg, data.draw(few_small(gothenburg)))


@given(data=st.data())
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_withheld_can_be_solved_for_where_most_areas_are_small(
    gothenburg: AreaRegister, data: st.DataObject
) -> None:
    check(gothenburg, data.draw(counts(gothenburg, 12)))


@given(data=st.data())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_withheld_where_no_area_is_small(
    gothenburg: AreaRegister, data: st.DataObject
) -> None:
    pair = st.tuples(st.integers(SMALLEST, 50), st.integers(0, 50))
    codes = gothenburg.codes(AreaLevel.PRIMARY_AREA)
    drawn = data.draw(st.fixed_dictionaries(dict.fromkeys(codes, pair)))
    assert find_withheld(tabulate(drawn), gothenburg, BASE, SMALLEST, PERIOD) == {}


@given(data=st.data())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_same_figures_withhold_the_same_areas_in_whatever_order(
    gothenburg: AreaRegister, data: st.DataObject
) -> None:
    drawn = data.draw(few_small(gothenburg))
    shuffled = {code: drawn[code] for code in data.draw(st.permutations(sorted(drawn)))}
    one, other = (
        find_withheld(tabulate(each), gothenburg, BASE, SMALLEST, PERIOD)
        for each in (drawn, shuffled)
    )
    assert one == other


@given(counts(TOWN, 12))
def test_totals_are_added_up_from_withheld_parts_too(drawn: Counts) -> None:
    table = tabulate(drawn)
    whole = resolve(table, TOWN, table.definitions["passed"], AreaLevel.MUNICIPALITY, PERIOD)
    assert whole.figures["9999"].value == sum(passed for passed, _ in drawn.values())


def test_elimination_finds_what_follows_and_nothing_else() -> None:
    """Half of ab + ac - bc is a; a does not follow from ab and bc."""
    three = reduce_rows([frozenset("ab"), frozenset("bc"), frozenset("ac")])
    assert not remainder(frozenset("a"), three)
    assert remainder(frozenset("a"), reduce_rows([frozenset("ab"), frozenset("bc")]))
