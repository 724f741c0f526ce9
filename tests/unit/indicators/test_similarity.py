"""Areas with like figures: distances by hand and against scipy, and the matrix they come from."""

from math import sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.spatial.distance import cdist

from geodata.areas import AreaLevel, AreaRegister
from indicators.definitions import Kind
from indicators.measures.groups import MeasureError
from indicators.selection import Selection, select
from indicators.similarity import DEFAULT_PROFILE, Similar, profile_matrix, similar_areas
from indicators.table import IndicatorTable
from tests.unit.indicators.made_up import PRIMARY, make_table, on_level, primary

LEVEL = AreaLevel.PRIMARY_AREA


def make_matrix(**columns: list[float]) -> pd.DataFrame:
    codes = list("abcdefgh")[: len(next(iter(columns.values())))]
    return pd.DataFrame(columns, index=pd.Index(codes, name="area_code"), dtype="float64")


# Both columns have mean 1 and standard deviation 1: sides of 2, diagonals of 2 √2.
SQUARE = make_matrix(work=[0, 2, 0, 2], homes=[0, 0, 2, 2])


def distances(found: Similar) -> dict[str, float]:
    return {each.code: each.distance for each in found.neighbours}


def test_corners_of_a_square_worked_by_hand() -> None:
    found = similar_areas(SQUARE, "a")
    # √((2² + 0²) / 2), the same, and √((2² + 2²) / 2); equally near ones by code.
    assert list(distances(found)) == ["b", "c", "d"]
    assert distances(found) == pytest.approx({"b": sqrt(2), "c": sqrt(2), "d": 2})
    assert found.typical == pytest.approx(sqrt(2))
    assert (found.compared, found.fewest_shared, found.left_out) == (3, 2, {})


def test_nearest_area_says_where_it_differs_most_and_least_and_which_way() -> None:
    found = similar_areas(make_matrix(work=[2, 0, 0, 2], homes=[4, 4, 3, 1]), "a")
    nearest = found.neighbours[0]
    assert nearest.code == "b"
    assert (nearest.most_different, nearest.most_alike) == ("work", "homes")
    assert nearest.differences.to_dict() == pytest.approx({"work": -2, "homes": 0})


def test_distances_agree_with_scipy() -> None:
    rng = np.random.default_rng(4)
    matrix = pd.DataFrame(rng.normal(size=(30, 4)) * [1, 10, 100, 0.1], columns=list("wxyz"))
    matrix.index = pd.Index([f"{place:02}" for place in range(30)])
    standard = stats.zscore(matrix.to_numpy())
    expected = cdist(standard[:1], standard)[0] / sqrt(4)
    found = similar_areas(matrix, "00", most=29)
    assert len(found.neighbours) == 29
    for code, distance in distances(found).items():
        assert distance == pytest.approx(expected[int(code)])


def test_missing_figure_neither_shortens_nor_lengthens_the_distance() -> None:
    matrix = SQUARE.copy()
    matrix.loc["d", "homes"] = np.nan
    found = similar_areas(matrix, "a", fewest_shared=1)
    # They share work alone, where they are 2 apart; as zero, the root would be of 2² / 2.
    assert distances(found)["d"] == pytest.approx(2)
    assert list(next(each for each in found.neighbours if each.code == "d").differences.index) == [
        "work"
    ]


def test_area_that_shares_too_few_figures_is_left_out_with_their_number() -> None:
    matrix = SQUARE.copy()
    matrix.loc["d", "homes"] = np.nan
    found = similar_areas(matrix, "a")
    assert found.fewest_shared == 2
    assert found.left_out == {"d": 1}
    assert set(distances(found)) == {"b", "c"}
    assert found.compared == 2


@pytest.mark.parametrize(("used", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4)])
def test_two_thirds_of_the_figures_are_needed(used: int, needed: int) -> None:
    matrix = make_matrix(**{f"x{place}": [0.0, 1, 2, 3] for place in range(used)})
    assert similar_areas(matrix, "a").fewest_shared == needed


def test_people_weigh_mean_and_spread() -> None:
    # Mean (0 + 0 + 4) / 4 = 1, variance (1 + 2 · 1 + 9) / 4 = 3.
    people = pd.Series({"a": 1, "b": 2, "c": 1})
    found = similar_areas(make_matrix(work=[0, 0, 4]), "a", people=people)
    assert distances(found) == pytest.approx({"b": 0, "c": 4 / sqrt(3)})


def test_area_without_people_is_compared_but_moves_no_other() -> None:
    people = pd.Series(100.0, index=SQUARE.index)
    own = pd.DataFrame({"work": [50.0], "homes": [1.0]}, index=["own"])
    before = similar_areas(SQUARE, "a", people=people)
    after = similar_areas(pd.concat([SQUARE, own]), "a", people=people)
    assert {code: distances(after)[code] for code in "bcd"} == pytest.approx(distances(before))
    # √((50² + 1²) / 2) with standard deviations of 1.
    assert distances(after)["own"] == pytest.approx(sqrt((2500 + 1) / 2))


def test_indicator_that_tells_no_areas_apart_is_named_and_not_used() -> None:
    matrix = SQUARE.assign(same=0.1, empty=np.nan, alone=[1, np.nan, np.nan, np.nan])
    found = similar_areas(matrix, "a")
    assert found.used == ("work", "homes")
    assert found.unused == ("same", "empty", "alone")
    assert distances(found) == pytest.approx(distances(similar_areas(SQUARE, "a")))


def test_areas_that_share_every_figure_are_at_distance_0() -> None:
    matrix = pd.concat([SQUARE, SQUARE.loc[["a"]].set_axis(["a2"])])
    nearest = similar_areas(matrix, "a").neighbours[0]
    assert (nearest.code, nearest.distance) == ("a2", 0)


def test_no_more_areas_are_given_than_asked_for() -> None:
    assert [each.code for each in similar_areas(SQUARE, "a", most=1).neighbours] == ["b"]
    with pytest.raises(ValueError, match="at least one area"):
        similar_areas(SQUARE, "a", most=0)


LACKING = SQUARE.assign(homes=[np.nan, 0, 2, 2])
TWO_WITH_ALL = SQUARE.assign(homes=[0, 2, np.nan, np.nan])


@pytest.mark.parametrize(
    ("matrix", "code", "people", "sentence"),
    [
        (SQUARE, "z", None, "There is no area “z” among those compared."),
        (LACKING, "a", None, "The area “a” has 1 of the figures; it takes 2."),
        (TWO_WITH_ALL, "a", None, "Fewer than 3 areas share enough figures to be compared."),
        (0 * SQUARE, "a", None, "No indicator tells the areas apart."),
        (SQUARE[[]], "a", None, "No indicator tells the areas apart."),
        (SQUARE / 0, "a", None, "A figure is infinite."),
        (pd.concat([SQUARE, SQUARE]), "a", None, "Each area may stand once."),
        (SQUARE, "a", SQUARE["work"] * 0, "Nobody is known to live in the areas."),
        (
            SQUARE,
            "a",
            -SQUARE["work"],
            "The number of people is negative or infinite in an area.",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_sentence(
    matrix: pd.DataFrame, code: str, people: pd.Series | None, sentence: str
) -> None:
    with pytest.raises(MeasureError) as refusal:
        similar_areas(matrix, code, people=people)
    assert str(refusal.value) == sentence


def test_figures_handed_in_are_not_changed() -> None:
    before = SQUARE.copy()
    similar_areas(SQUARE, "a")
    pd.testing.assert_frame_equal(SQUARE, before)


def test_profile_takes_the_newest_period_of_each_indicator_on_the_level(town: AreaRegister) -> None:
    table = make_table(
        [
            *primary("share", 1, 2, 3, 4, 5, period="2020"),
            *primary("share", 6, 7, None, 9, 10, period="2022"),
            # The whole town alone has it newer.
            *on_level("share", "municipality", {"9999": 50}, period="2024"),
            *primary("people", 10, 20, 30, 40, 50, period="2023"),
            *on_level("median", "municipality", {"9999": 50}),
        ]
    )
    matrix, periods = profile_matrix(table, town, LEVEL, ["share", "median", "people"])
    expected = pd.DataFrame(
        {
            "share": [6, 7, np.nan, 9, 10],
            "median": [np.nan] * 5,
            "people": [10.0, 20, 30, 40, 50],
        },
        index=pd.Index(PRIMARY, name="area_code", dtype="str"),
    )
    pd.testing.assert_frame_equal(matrix, expected)
    assert periods == {"share": "2022", "people": "2023"}


def test_withheld_figure_is_never_in_the_profile(town: AreaRegister) -> None:
    table = make_table(
        [
            *primary("passed", 50, 3, 60, 70, 80),
            *primary("failed", 10, 2, 10, 10, 10),
            *primary("pass_rate", 83, 60, 86, 88, 89),
        ]
    )
    matrix, _ = profile_matrix(table, town, LEVEL, ["pass_rate"])
    shown = select(table, town, Selection("pass_rate", LEVEL, "2024")).frame
    assert shown.loc["102", "status"] == "suppressed"
    assert matrix["pass_rate"].isna()["102"]
    assert (matrix["pass_rate"].isna() == shown["value"].isna()).all()


def test_unknown_indicator_is_named(town: AreaRegister) -> None:
    with pytest.raises(KeyError, match="no indicator 'gone'"):
        profile_matrix(make_table(primary("share", 1, 2, 3, 4, 5)), town, LEVEL, ["gone"])


def test_default_profile_has_shares_that_most_primary_areas_have_and_none_of_origin(
    table: IndicatorTable, gothenburg: AreaRegister
) -> None:
    matrix, periods = profile_matrix(table, gothenburg, LEVEL, DEFAULT_PROFILE)
    assert set(periods) == set(DEFAULT_PROFILE)
    assert {table.definitions[name].kind for name in DEFAULT_PROFILE} == {Kind.SHARE}
    assert not any("foreign" in name for name in DEFAULT_PROFILE)
    assert matrix.shape == (96, len(DEFAULT_PROFILE))
    assert matrix.notna().sum().min() >= 85


def test_areas_of_every_level_with_three_or_more_find_others_like_them(
    table: IndicatorTable, gothenburg: AreaRegister
) -> None:
    for level in AreaLevel:
        if level == AreaLevel.MUNICIPALITY:
            continue
        matrix, _ = profile_matrix(table, gothenburg, level, DEFAULT_PROFILE)
        found = similar_areas(matrix, str(matrix.index[0]), most=3)
        assert len(found.neighbours) == 3
