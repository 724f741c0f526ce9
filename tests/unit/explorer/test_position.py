"""What a browser may send as a position, and what stays of it."""

import math

import pytest

from explorer.area.whereabouts import Position
from explorer.ui.position import PARTS, WORDS, read_position

RYMDTORGET = {"lon": 12.0723, "lat": 57.7572, "accuracy": 12}


def test_position_is_read_as_it_was_sent() -> None:
    assert read_position(RYMDTORGET) == Position(12.0723, 57.7572, 12.0)


@pytest.mark.parametrize(
    "told",
    [
        None,
        "12.07, 57.75",
        [12.07, 57.75, 10],
        {},
        {"lon": 12.07, "lat": 57.75},
        RYMDTORGET | {"lon": "12.07"},
        RYMDTORGET | {"lat": None},
        RYMDTORGET | {"lat": True},
        RYMDTORGET | {"lon": math.nan},
        RYMDTORGET | {"lon": 181},
        RYMDTORGET | {"lat": -91},
        RYMDTORGET | {"accuracy": -1},
        RYMDTORGET | {"accuracy": math.inf},
    ],
)
def test_anything_that_is_no_position_on_earth_is_none(told: object) -> None:
    assert read_position(told) is None


def test_script_asks_when_pressed_cuts_what_it_found_and_asks_nobody_else() -> None:
    script = (PARTS / "position.js").read_text(encoding="utf-8")
    assert script.count("getCurrentPosition") == 1
    assert "watchPosition" not in script
    assert script.count("toFixed(DECIMALS)") == 2
    for outside in ("fetch(", "http", "localStorage", "sessionStorage", "cookie", "console."):
        assert outside not in script


def test_every_state_of_the_script_has_words() -> None:
    script = (PARTS / "position.js").read_text(encoding="utf-8")
    assert set(WORDS) == {"label", "calm", "waiting", "denied", "unavailable", "timeout"}
    assert all(name in script for name in WORDS)
