"""What holds for every change between two periods."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.change import ChangeKind, build_change
from explorer.workspace import Workspace, load_workspace
from tests.unit.explorer.test_change import AFTER, BEFORE, town_with
from tests.unit.indicators.gaps_by_hand import LEVEL

SHARES = st.lists(st.none() | st.floats(0, 100), min_size=5, max_size=5).filter(any)
OPPOSITE = {ChangeKind.UP: ChangeKind.DOWN, ChangeKind.DOWN: ChangeKind.UP}
LOADED: list[Workspace] = []


def workspace() -> Workspace:
    """Load the built-in data once; the town takes the place of their figures."""
    if not LOADED:
        LOADED.append(load_workspace())
    return LOADED[0]


@settings(max_examples=30, deadline=None)
@given(before=SHARES, after=SHARES, people=st.integers(10, 100_000))
def test_swapping_the_periods_turns_the_sign_and_keeps_what_is_uncertain(
    before: list[float | None], after: list[float | None], people: int
) -> None:
    built = town_with(workspace(), before, after, people=(people,) * 5)
    forth = build_change(built, "work", LEVEL, first=BEFORE, last=AFTER).frame
    back = build_change(built, "work", LEVEL, first=AFTER, last=BEFORE).frame
    np.testing.assert_allclose(forth["change"], -back["change"])
    np.testing.assert_allclose(forth["lower"], -back["upper"])
    assert [OPPOSITE.get(kind, kind) for kind in forth["kind"]] == back["kind"].tolist()
    assert forth["reason"].tolist() == back["reason"].tolist()
    within = forth["kind"] == ChangeKind.WITHIN
    assert (within == ((forth["lower"] <= 0) & (forth["upper"] >= 0))).all()
