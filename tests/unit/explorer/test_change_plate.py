"""The map of a change: colours by direction, what is uncertain apart, and what travels to the frame."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from explorer.change import Change, judge_change
from explorer.change_plate import (
    LESS,
    LESS_DARK,
    MORE,
    MORE_DARK,
    ChangePlate,
    change_words,
    plate_of_change,
)
from explorer.i18n import translator
from explorer.ui.paint import Echo, build_plate_payload, dump, link_payload
from geodata.areas import AreaLevel
from indicators.definitions import Direction
from indicators.measures.interval import CONFIDENCE, quantile
from tests.unit.explorer.layers_by_hand import COUNT, SHARE
from tests.unit.explorer.test_palette import (
    NEIGHBOURS_APART,
    VISIONS,
    apart,
    is_orange,
    is_purple,
)

EN = translator("en")
MOVES = (-2.0, -1.0, 0.5, 2.0, 4.0)
UNKNOWN = float("nan")


def change_by_hand(
    *moves: float, errors: tuple[float, ...] | None = None, definition: Any = SHARE
) -> Change:
    """Make a change of areas 001, 002 …; without errors their uncertainty is not known."""
    index = pd.Index([f"{each:03}" for each in range(1, len(moves) + 1)], name="area_code")
    change = pd.Series(moves, index=index, dtype="float64")
    spread = pd.Series(errors or [UNKNOWN] * len(moves), index=index, dtype="float64")
    kinds = [
        judge_change(move, error) if np.isfinite(move) else None
        for move, error in zip(change, spread, strict=True)
    ]
    frame = pd.DataFrame({"change": change, "error": spread})
    return Change(
        definition=definition,
        level=AreaLevel.CITY_AREA,
        first="2018",
        last="2023-2024",
        frame=frame.assign(kind=pd.Series(kinds, index=index, dtype="object")),
        city=None,
        breaks=(),
        united=(),
        bases=(None, None),
        sources=(),
    )


def plate_by_hand(*moves: float, **how: Any) -> ChangePlate:
    change = change_by_hand(*moves, **how)
    return plate_of_change(change, change_words(change, EN), EN)


def payload_of(plate: ChangePlate) -> dict[str, Any]:
    return build_plate_payload(plate, t=EN, chosen=(), echo=Echo(taken=0, start_at=None))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("direction", [Direction.LOWER_BETTER, Direction.HIGHER_BETTER])
def test_purple_lies_towards_the_better_end(direction: Direction, dark: bool) -> None:
    found = plate_by_hand(*MOVES, definition=replace(SHARE, direction=direction))
    colours = found.dark if dark else found.light
    lower, higher = colours[:2], colours[3:]
    better, worse = (higher, lower) if direction is Direction.HIGHER_BETTER else (lower, higher)
    assert all(map(is_purple, better))
    assert all(map(is_orange, worse))
    ends = ("more favourable than before", "less favourable than before")
    assert found.ends == (ends if direction is Direction.LOWER_BETTER else ends[::-1])


@pytest.mark.parametrize("dark", [False, True])
def test_context_has_two_hues_that_praise_and_blame_nobody(dark: bool) -> None:
    found = plate_by_hand(*MOVES, definition=replace(SHARE, direction=Direction.CONTEXT))
    colours = found.dark if dark else found.light
    less, more = (LESS_DARK, MORE_DARK) if dark else (LESS, MORE)
    assert colours == (less[2], less[1], less[0], more[1], more[2])
    directed = plate_by_hand(*MOVES)
    assert not set(colours) & (set(directed.dark if dark else directed.light) - {less[0]})
    assert found.ends is None
    for vision in VISIONS:
        steps = [apart(*pair, vision) for pair in pairwise(colours)]
        mirrored = [apart(colours[0], colours[4], vision), apart(colours[1], colours[3], vision)]
        assert min(*steps, *mirrored) >= NEIGHBOURS_APART


def test_change_within_its_uncertainty_is_apart_whatever_its_size() -> None:
    """±1.96 · 3: even 4 is within; of the others each is in the class of its size."""
    found = plate_by_hand(*MOVES, errors=(0.1, 0.1, 3.0, 0.1, 3.0))
    assert found.dotted == 5
    assert found.classes.tolist() == [0, 1, 5, 3, 5]
    assert found.labels[5] == "within the uncertainty of the figures"
    assert found.labels[0] == "more than 2 lower"
    assert len(found.labels) == len(found.light) == len(found.dark) == 6
    assert found.note == ""
    assert found.margins is not None
    assert found.margins.iloc[2] == pytest.approx(3 * quantile(CONFIDENCE))


def test_unknown_uncertainty_is_said_in_the_legend() -> None:
    found = plate_by_hand(*MOVES, definition=COUNT)
    assert (found.dotted, found.margins) == (None, None)
    assert len(found.labels) == 5
    assert found.note == "How uncertain these changes are is not known."
    assert found.title == "Change from 2018 to 2023–2024 (people)"


def test_areas_whose_uncertainty_is_not_known_are_counted() -> None:
    found = plate_by_hand(*MOVES, errors=(0.1, 0.1, UNKNOWN, 0.1, UNKNOWN))
    assert found.classes.tolist() == [0, 1, 2, 3, 4]
    assert found.note.startswith("For 2 areas the uncertainty is not known.")


def test_all_within_the_uncertainty_and_no_figures_are_drawn() -> None:
    same = plate_by_hand(1.0, 1.0, errors=(5.0, 5.0))
    assert (same.labels, same.classes.tolist()) == (
        ("the other areas", "within the uncertainty of the figures"),
        [1, 1],
    )
    none = plate_by_hand(UNKNOWN, UNKNOWN)
    assert none.classes.isna().all()
    assert none.note == ""
    context = replace(SHARE, direction=Direction.CONTEXT)
    assert plate_by_hand(1.0, 1.0, definition=context).light == (MORE[1],)
    assert plate_by_hand(-1.0, -1.0, definition=context).light == (LESS[1],)
    assert plate_by_hand(0.0, 0.0, definition=context).light == (MORE[0],)


def test_payload_tells_the_pattern_the_margins_and_the_note() -> None:
    found = payload_of(plate_by_hand(1.0, UNKNOWN, 3.0, errors=(1.0, UNKNOWN, UNKNOWN)))
    assert found["dotted"] == 5
    # 1.95996, cut to one decimal more than is shown.
    assert found["figures"][0]["margins"] == [1.95, None, None]
    assert found["classes"][0][:2] == "5-"
    assert found["note"].startswith("For 1 area ")
    assert dump(found)
    assert "margins" not in payload_of(plate_by_hand(*MOVES))["figures"][0]


def test_link_adds_its_own_keys_alone() -> None:
    plain = payload_of(plate_by_hand(*MOVES))
    assert link_payload(plain) == {**plain, "linked": True}
    assert link_payload(plain, finder=False) == {**plain, "linked": True, "finder": False}
    assert "linked" not in plain
