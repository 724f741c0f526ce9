"""Areas of one's own in links, and what their values have to do with those of their pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.aggregation import Refusal
from indicators.own_area import OwnArea, find_same, from_text, make_own_area, to_text
from indicators.own_value import aggregate_own
from tests.unit.indicators.made_up import PRIMARY, make_areas, make_table, primary

KNOWN = tuple(str(number) for number in range(101, 197))
TOWN = make_areas()
LETTERS = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])
NAMES = st.text(st.one_of(LETTERS, st.sampled_from("~,:;|!")), min_size=1, max_size=30).filter(
    lambda name: bool(name.strip())
)
SHARES = st.one_of(st.just(1.0), st.floats(0.0001, 1))
COUNTS = st.lists(st.integers(1, 10_000), min_size=5, max_size=5)
VALUES = st.lists(st.floats(0, 100), min_size=5, max_size=5)
PARTS = st.dictionaries(st.sampled_from(PRIMARY), SHARES, min_size=1)


@given(NAMES, st.dictionaries(st.sampled_from(KNOWN), SHARES, min_size=1))
def test_text_gives_the_same_area_back(name: str, shares: dict[str, float]) -> None:
    own = make_own_area(name, shares, known=KNOWN)
    text = to_text(own)
    assert from_text(text, known=KNOWN) == (own, "")
    assert not set(";|") & set(text)


TEXTS = st.one_of(
    st.text(), st.text(st.sampled_from("~,:;|!tck019.5 \n"), max_size=40).map("a~101,".__add__)
)


@given(TEXTS)
def test_any_text_has_an_answer(text: str) -> None:
    found, refused = from_text(text, known=KNOWN)
    assert refused.isprintable()
    if found is not None:
        assert make_own_area(found.name, found.shares, known=KNOWN) == found
        assert from_text(to_text(found), known=KNOWN) == (found, "")


@given(PARTS, COUNTS, VALUES)
def test_mean_lies_between_those_of_its_pieces(
    shares: dict[str, float], people: list[int], values: list[float]
) -> None:
    table = make_table([*primary("people", *people), *primary("share", *values)])
    own = make_own_area("Own", shares, known=PRIMARY)
    found = aggregate_own(table, TOWN, own, "share", "2024")
    inside = [value for code, value in zip(PRIMARY, values, strict=True) if code in shares]
    assert found.value is not None
    assert min(inside) <= found.value <= max(inside)
    assert found.covered == 1.0


@given(PARTS, COUNTS)
def test_count_is_the_sum_of_its_pieces(shares: dict[str, float], people: list[int]) -> None:
    own = make_own_area("Own", shares, known=PRIMARY)
    found = aggregate_own(make_table(primary("people", *people)), TOWN, own, "people", "2024")
    expected = sum(
        count * own.shares.get(code, 0.0) for code, count in zip(PRIMARY, people, strict=True)
    )
    assert found.value == pytest.approx(expected)


@given(st.permutations(PRIMARY), st.integers(1, 4), COUNTS)
def test_two_areas_that_share_the_town_add_up_to_it(
    codes: list[str], cut: int, people: list[int]
) -> None:
    table = make_table(primary("people", *people))
    values = [
        aggregate_own(
            table, TOWN, OwnArea("Own", tuple((code, 1.0) for code in each)), "people", "2024"
        ).value
        for each in (codes[:cut], codes[cut:])
    ]
    assert sum(value or 0 for value in values) == pytest.approx(sum(people))


@given(PARTS, VALUES)
def test_median_is_never_made(shares: dict[str, float], values: list[float]) -> None:
    own = make_own_area("Own", shares, known=PRIMARY)
    found = aggregate_own(make_table(primary("median", *values)), TOWN, own, "median", "2024")
    if len(shares) == 1 and own.whole:
        assert found.value == values[PRIMARY.index(own.codes[0])]
    else:
        assert found.value is None
        assert found.reason is Refusal.NOT_ADDED_UP
    assert len(found.parts) == 0
    assert (found.same_as is not None) == bool(found.value is not None or find_same(TOWN, own))
