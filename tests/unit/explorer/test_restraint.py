"""At most so many within any span: worked by hand, and as a property of any sequence of moments."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.initiatives.restraint import Restraint


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_fourth_within_the_span_is_refused_and_taken_when_the_first_is_a_span_old() -> None:
    clock = Clock()
    restraint = Restraint(3, span_s=600, clock=clock)
    taken = {}
    for moment in (0, 100, 200, 300, 599.9, 600, 600.1, 700):
        clock.seconds = moment
        taken[moment] = restraint.take()
    assert [moment for moment, got in taken.items() if got] == [0, 100, 200, 600, 700]


def test_refusals_do_not_count() -> None:
    """Who goes on asking is not kept out for longer."""
    clock = Clock()
    restraint = Restraint(1, span_s=10, clock=clock)
    assert restraint.take()
    for moment in range(1, 10):
        clock.seconds = moment
        assert not restraint.take()
    clock.seconds = 10
    assert restraint.take()


def test_place_given_back_is_free_again() -> None:
    restraint = Restraint(1, span_s=10, clock=Clock())
    assert restraint.take()
    assert not restraint.take()
    restraint.give_back()
    assert restraint.take()


def test_giving_back_what_was_never_taken_frees_nothing() -> None:
    restraint = Restraint(1, span_s=10, clock=Clock())
    restraint.give_back()
    assert restraint.take()
    assert not restraint.take()


@pytest.mark.parametrize("most", [1, 3])
@given(steps=st.lists(st.integers(0, 7), max_size=60))
def test_no_span_ever_holds_more_than_the_limit(most: int, steps: list[int]) -> None:
    clock = Clock()
    restraint = Restraint(most, span_s=10, clock=clock)
    taken = []
    for step in steps:
        clock.seconds += step
        if restraint.take():
            taken.append(clock.seconds)
    assert all(later - first >= 10 for first, later in zip(taken, taken[most:], strict=False))
    assert all(first <= later for first, later in pairwise(taken))
