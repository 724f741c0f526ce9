"""
Likeness of neighbours on a board of four rows and five columns.

    00 01 02 03 04
    10 11 12 13 14     squares that share a side are neighbours: two for a corner, three along an
    20 21 22 23 24     edge, four inside
    30 31 32 33 34
"""

from dataclasses import astuple
from itertools import product
from math import comb

import esda
import numpy as np
import pandas as pd
import pytest
from libpysal.weights import W
from scipy.stats import false_discovery_control

from geodata.adjacency import neighbours
from geodata.areas import AreaLevel, AreaRegister
from geodata.boundaries import load_boundaries
from indicators.clusters import (
    FALSE_DISCOVERY_RATE,
    FEWEST_AREAS,
    PERMUTATIONS,
    ClusterKind,
    Clusters,
    NoCluster,
    find_clusters,
)
from indicators.measures.groups import MeasureError
from indicators.selection import Selection, select
from indicators.table import IndicatorTable

ROWS, COLUMNS = 4, 5
Neighbours = dict[str, tuple[str, ...]]


def make_board(rows: int = ROWS, columns: int = COLUMNS) -> Neighbours:
    def beside(row: int, column: int) -> tuple[str, ...]:
        steps = ((-1, 0), (0, -1), (0, 1), (1, 0))
        found = [(row + down, column + right) for down, right in steps]
        return tuple(f"{a}{b}" for a, b in found if 0 <= a < rows and 0 <= b < columns)

    return {
        f"{row}{column}": beside(row, column)
        for row, column in product(range(rows), range(columns))
    }


BOARD = make_board()
BLOCKS = pd.Series({code: 1.0 if code[0] in "01" else -1.0 for code in BOARD})
CHECKERS = pd.Series({code: 1.0 if sum(map(int, code)) % 2 else -1.0 for code in BOARD})


def find(values: pd.Series, beside: Neighbours = BOARD, *, seed: int = 1) -> Clusters:
    return find_clusters(values, beside, rng=np.random.default_rng(seed))


def patch(rows: int = 9, columns: int = 9) -> tuple[pd.Series, Neighbours]:
    """Make a board with high values in one corner, low ones in the opposite one, noise elsewhere."""
    board = make_board(rows, columns)
    noise = np.random.default_rng(7).normal(size=len(board))
    values = pd.Series(noise, index=list(board))
    for row, column in product(range(4), range(4)):
        values[f"{row}{column}"] += 6
        values[f"{rows - 1 - row}{columns - 1 - column}"] -= 6
    return values, board


def test_two_blocks_worked_by_hand() -> None:
    """
    The mean is 0 and the squares sum to 20, so I is the mean of value × mean of the neighbours.

    In the upper block: five at the top 1 each; below them two at the edges (1 + 1 − 1) / 3 and
    three inside (1 + 1 + 1 − 1) / 4. Together 5 + 2/3 + 3/2, twice, over 20.
    """
    found = find(BLOCKS)
    assert found.moran.index == pytest.approx(2 * (5 + 2 / 3 + 3 / 2) / 20)
    assert found.moran.expected == pytest.approx(-1 / 19)
    assert found.moran.z > 3
    # A local I is value · mean of the neighbours · 19 / 20.
    assert found.local["local_i"]["00"] == pytest.approx(19 / 20)
    assert found.local["local_i"]["10"] == pytest.approx(19 / 20 / 3)
    assert found.local["local_i"]["12"] == pytest.approx(19 / 20 / 2)
    assert found.local["neighbour_mean"]["12"] == pytest.approx(0.5)


def test_checkerboard_is_as_unlike_as_can_be() -> None:
    """Every neighbour is the opposite; 2 of the 184 756 orders are, so no shuffle is as extreme."""
    found = find(CHECKERS)
    assert found.moran.index == pytest.approx(-1)
    assert found.moran.z < -3
    assert found.moran.p == pytest.approx(2 / (PERMUTATIONS + 1))


def test_local_p_worked_by_hand() -> None:
    """
    Drawing all neighbours of one kind: C(9, k) / C(19, k) for the own kind, doubled for two ends.

    In the blocks 01 has three neighbours of its kind (9 of the other 19 are). On the checkerboard
    11 has four of the other kind (10 of 19).
    """
    alike = find(BLOCKS).local["p"]["01"]
    assert alike == pytest.approx(2 * comb(9, 3) / comb(19, 3), abs=0.015)
    unlike = find(CHECKERS).local["p"]["11"]
    assert unlike == pytest.approx(2 * comb(10, 4) / comb(19, 4), abs=0.015)


def test_same_seed_gives_the_same_answer_in_whatever_order() -> None:
    values, board = patch()
    first, again = find(values, board), find(values[::-1], dict(reversed(board.items())))
    assert first.moran == again.moran
    pd.testing.assert_frame_equal(first.local, again.local)
    assert first.local["p"].tolist() != find(values, board, seed=2).local["p"].tolist()


def test_global_random_state_is_left_alone() -> None:
    before = np.random.get_state()[1].tolist()  # type: ignore[index]  # noqa: NPY002 - what must not change
    find(BLOCKS)
    assert np.random.get_state()[1].tolist() == before  # type: ignore[index]  # noqa: NPY002


def test_values_are_not_changed() -> None:
    values = BLOCKS.copy()
    find(values)
    pd.testing.assert_series_equal(values, BLOCKS)


def test_clusters_are_found_where_they_were_put() -> None:
    values, board = patch()
    kinds = find(values, board).local["kind"]
    inside = [f"{row}{column}" for row, column in product((1, 2), (1, 2))]
    assert set(kinds[inside]) == {ClusterKind.HIGH_HIGH}
    opposite = [f"{8 - int(code[0])}{8 - int(code[1])}" for code in inside]
    assert set(kinds[opposite]) == {ClusterKind.LOW_LOW}
    assert kinds["44"] == ClusterKind.NOT_SIGNIFICANT


@pytest.mark.parametrize(
    ("odd", "kind"), [("11", ClusterKind.LOW_HIGH), ("77", ClusterKind.HIGH_LOW)]
)
def test_odd_one_among_its_neighbours_is_named_so(odd: str, kind: ClusterKind) -> None:
    values, board = patch()
    values[odd] = -values[odd]
    assert find(values, board).local["kind"][odd] == kind


def test_chance_alone_is_called_a_pattern_one_time_in_twenty() -> None:
    board = make_board(5, 5)
    rng = np.random.default_rng(11)
    ps = [
        find_clusters(
            pd.Series(rng.normal(size=25), index=list(board)), board, rng=rng, permutations=199
        ).moran.p
        for _ in range(400)
    ]
    # 20 of 400 are expected; 99 % of such counts lie within 9 to 32.
    assert 9 <= sum(p <= 0.05 for p in ps) <= 32


def test_esda_gives_the_same_statistics_and_p_within_the_luck_of_the_draw() -> None:
    """Esda 2.9, whose p-values look at one end and are doubled here."""
    values, board = patch()
    found = find(values, board)
    weights = W({code: list(others) for code, others in board.items()}, id_order=sorted(board))
    given = values.sort_index().to_numpy()
    np.random.seed(1)  # noqa: NPY002 - esda draws from the global state
    whole = esda.Moran(given, weights, permutations=9999)
    assert found.moran.index == pytest.approx(whole.I, rel=1e-12)
    assert found.moran.expected == whole.EI
    assert found.moran.z == pytest.approx(whole.z_sim, rel=0.03)
    assert found.moran.p == pytest.approx(2 * whole.p_sim)
    with pytest.warns(DeprecationWarning, match="alternative"):
        each = esda.Moran_Local(given, weights, permutations=9999, seed=1)
    np.testing.assert_allclose(found.local["local_i"], each.Is, rtol=1e-12)
    np.testing.assert_allclose(found.local["p"], np.minimum(1, 2 * each.p_sim), atol=0.04)


def test_scipy_adjusts_for_many_tests_with_the_same_areas_left() -> None:
    """Scipy's adjusted p-values (Benjamini and Hochberg) name the same areas."""
    values, board = patch()
    found = find(values, board)
    adjusted = false_discovery_control(found.local["p"])
    named = found.local["kind"] != ClusterKind.NOT_SIGNIFICANT
    assert named.tolist() == (adjusted < FALSE_DISCOVERY_RATE).tolist()
    assert named.tolist() == (found.local["p"] < found.threshold).tolist()
    assert 8 <= named.sum() < (found.local["p"] < 0.05).sum()


def test_areas_without_figure_or_neighbour_are_left_out_by_name() -> None:
    """Island 900 has none, 901 borders on 902 alone, which has no figure; 13 has no row at all."""
    board = make_board(5, 5) | {"900": (), "901": ("902",), "902": ("901",)}
    values = pd.Series(np.arange(28.0), index=list(board))
    values[["04", "902"]] = np.nan
    found = find(values.drop("13"), board)
    assert found.left_out == {
        "04": NoCluster.NO_FIGURE,
        "13": NoCluster.NO_FIGURE,
        "900": NoCluster.NO_NEIGHBOUR,
        "901": NoCluster.NO_NEIGHBOUR,
        "902": NoCluster.NO_FIGURE,
    }
    gone = found.local.loc[list(found.left_out)]
    assert (gone["kind"] == ClusterKind.LEFT_OUT).all()
    assert gone[["local_i", "p", "neighbour_mean"]].isna().all(axis=None)
    assert (found.local["kind"] == ClusterKind.LEFT_OUT).sum() == 5
    # 03 has 02 left, 04 and 13 are gone.
    assert found.local["neighbour_mean"]["03"] == values["02"]


def test_area_without_figure_leaves_no_trace() -> None:
    """As if it were not on the map at all, whatever its withheld value is."""
    values, board = patch()
    without = {
        code: tuple(other for other in others if other != "44")
        for code, others in board.items()
        if code != "44"
    }
    withheld = find(values.where(values.index != "44"), board)
    absent = find(values.drop("44"), without)
    assert withheld.moran == absent.moran
    pd.testing.assert_frame_equal(withheld.local.drop("44"), absent.local)


def test_areas_that_share_a_figure_count_as_one() -> None:
    """05 hangs on 04 and has the same published figure, so nothing but the list of areas changes."""
    board = {code: others + (("05",) if code == "04" else ()) for code, others in BOARD.items()}
    board["05"] = ("04",)
    values = BLOCKS.rename({"04": "04+05"})
    members = {code: tuple(code.split("+")) for code in values.index}
    found = find_clusters(values, board, rng=np.random.default_rng(1), members=members)
    alone = find(BLOCKS)
    assert found.moran == alone.moran
    assert found.local.loc["05"].to_dict() == found.local.loc["04"].to_dict()
    pd.testing.assert_frame_equal(found.local.drop("05"), alone.local)
    assert found.left_out == {}
    counted_twice = find(pd.concat([BLOCKS, pd.Series({"05": BLOCKS["04"]})]), board)
    assert counted_twice.moran.index > alone.moran.index


def test_table_has_a_row_for_every_area_in_order_of_codes() -> None:
    values, board = patch()
    local = find(values, board).local
    assert list(local.index) == sorted(board)
    assert local.index.name == "area_code"
    assert local.index.dtype == "str"
    assert list(local.columns) == ["local_i", "p", "neighbour_mean", "kind"]
    assert [str(dtype) for dtype in local.dtypes] == ["float64", "float64", "float64", "str"]


def test_other_unit_and_other_zero_change_nothing_but_the_neighbours_mean() -> None:
    values, board = patch()
    plain, scaled = find(values, board), find(values * 1000 + 50_000, board)
    assert astuple(scaled.moran) == pytest.approx(astuple(plain.moran))
    same = ["local_i", "p", "kind"]
    pd.testing.assert_frame_equal(scaled.local[same], plain.local[same])


def test_too_few_areas_are_refused() -> None:
    with pytest.raises(MeasureError, match=f"^{FEWEST_AREAS - 1} areas have .* {FEWEST_AREAS}"):
        find(BLOCKS.drop("04"))


def test_equal_values_are_refused() -> None:
    with pytest.raises(MeasureError, match="same value"):
        find(BLOCKS * 0 + 12.5)


def test_infinite_value_is_refused_by_name() -> None:
    with pytest.raises(MeasureError, match=r"infinite for 12\."):
        find(BLOCKS.where(BLOCKS.index != "12", np.inf))


def test_value_of_an_unknown_area_is_refused() -> None:
    with pytest.raises(KeyError, match="999"):
        find(pd.concat([BLOCKS, pd.Series({"999": 1.0})]))


def test_smallest_p_is_below_what_the_first_of_96_areas_needs() -> None:
    """Why there are 9999 shuffles and not 999."""
    assert 2 / (PERMUTATIONS + 1) < FALSE_DISCOVERY_RATE / 96 < 2 / (999 + 1)


def test_areas_of_gothenburg_are_like_their_neighbours(
    table: IndicatorTable, gothenburg: AreaRegister
) -> None:
    """Esda's own normal approximation, which shuffles nothing, agrees that it is no chance."""
    level = AreaLevel.PRIMARY_AREA
    beside = neighbours(load_boundaries(gothenburg)[level])
    chosen = Selection("employment_rate", level, "2024")
    values = select(table, gothenburg, chosen).frame["value"]
    found = find(values, beside)
    assert found.left_out == {"516": NoCluster.NO_FIGURE, "707": NoCluster.NO_FIGURE}
    kept = values.dropna().index
    weights = W({code: [each for each in beside[code] if each in kept] for code in kept})
    whole = esda.Moran(values[kept].to_numpy(), weights, permutations=0)
    assert found.moran.index == pytest.approx(whole.I)
    assert found.moran.z == pytest.approx(whole.z_rand, rel=0.05)
    assert found.moran.index > 0.3
    assert whole.p_rand < 1e-6
    assert found.moran.p == pytest.approx(2 / (PERMUTATIONS + 1))
