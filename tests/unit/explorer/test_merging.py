import pytest

from explorer.initiatives.merging import Side, find_differences, merge
from explorer.initiatives.rows import to_cells
from tests.unit.explorer.register_by_hand import ONE

SEEN = to_cells(ONE)


def test_column_that_one_alone_changed_is_taken_from_that_one() -> None:
    mine = SEEN | {"name": "Mitt namn"}
    theirs = SEEN | {"contact": "031-365 00 00"}
    differences = find_differences(SEEN, mine, theirs)
    assert {each.key: each.preset for each in differences} == {
        "name": Side.MINE,
        "contact": Side.THEIRS,
    }
    assert merge(theirs, differences, {}) == SEEN | {
        "name": "Mitt namn",
        "contact": "031-365 00 00",
    }


def test_column_that_both_changed_is_never_chosen_by_itself() -> None:
    mine, theirs = SEEN | {"name": "Mitt"}, SEEN | {"name": "Deras"}
    (difference,) = find_differences(SEEN, mine, theirs)
    assert difference.preset is None
    with pytest.raises(ValueError, match="name"):
        merge(theirs, [difference], {})
    assert merge(theirs, [difference], {"name": Side.MINE})["name"] == "Mitt"
    assert merge(theirs, [difference], {"name": Side.THEIRS})["name"] == "Deras"


def test_same_change_by_both_is_no_difference() -> None:
    both = SEEN | {"name": "Samma"}
    assert find_differences(SEEN, both, both) == ()


def test_place_is_one_thing() -> None:
    """Longitude of one with latitude of the other would be a place that neither meant."""
    mine, theirs = SEEN | {"lon": "11.9"}, SEEN | {"lat": "57.7"}
    (difference,) = find_differences(SEEN, mine, theirs)
    assert {"lon", "lat", "place", "location_precision"} <= set(difference.columns)
    assert difference.preset is None
    merged = merge(theirs, [difference], {difference.key: Side.MINE})
    assert (merged["lon"], merged["lat"]) == ("11.9", SEEN["lat"])


def test_choice_overrules_what_one_alone_changed() -> None:
    mine = SEEN | {"name": "Mitt"}
    differences = find_differences(SEEN, mine, SEEN)
    assert merge(SEEN, differences, {"name": Side.THEIRS}) == SEEN
