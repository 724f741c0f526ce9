"""A shape drawn on the map: who may send one, what odd ones are answered, and how own areas are shown."""

import math
from collections.abc import Mapping
from typing import Any

import pytest
import streamlit as st

from explorer.i18n import translator
from explorer.ui import state
from explorer.ui.compare.own import MOST_CORNERS, plate_of_own, shape_of
from explorer.ui.paint import Echo, build_plate_payload, let_draw
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from geodata.problems import DataError
from geodata.shapes import overlap_shares
from indicators.own_area import OwnArea

SQUARE = [[12.0, 57.79], [12.06, 57.79], [12.06, 57.82], [12.0, 57.82]]
CODES = ("101", "102", "103", "104")


@pytest.fixture
def reported(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what the frame reports; the session is a plain dict."""
    session: dict[str, Any] = {"map": {}}
    monkeypatch.setattr(st, "session_state", session)
    reports: dict[str, Any] = session["map"]
    return reports


def payload_of(*owns: OwnArea) -> dict[str, Any]:
    t = translator("en")
    plate = plate_of_own(owns, CODES, t, indicator_id="population")
    return build_plate_payload(plate, t=t, chosen=(), echo=Echo(0, None))


def kinds_of(payload: Mapping[str, Any]) -> dict[str, str]:
    (marks,), (labels,) = payload["classes"], payload["labels"]
    return {code: labels[int(mark)] for code, mark in zip(CODES, marks, strict=True)}


def test_only_a_map_that_asks_for_it_lets_a_shape_be_drawn() -> None:
    payload = payload_of()
    assert "draw" not in payload
    assert let_draw(payload) == {**payload, "draw": True}
    assert "draw" not in payload


def test_each_own_area_has_a_kind_and_one_more_for_what_lies_in_it_in_part() -> None:
    payload = payload_of(
        OwnArea("A", (("101", 0.5), ("102", 0.5))), OwnArea("B", (("102", 1.0), ("103", 1.0)))
    )
    assert kinds_of(payload) == {
        "101": "A, in part",
        "102": "in several of them",
        "103": "B",
        "104": "in no own area",
    }
    # B is made of whole areas: no row of the legend stands for parts of it.
    assert payload["labels"] == [
        ("A", "A, in part", "B", "in several of them", "in no own area"),
    ]
    for paper in ("light", "dark"):
        assert len(set(payload["colours"][paper])) == 5


def test_three_own_areas_in_parts_that_overlap_are_few_enough_kinds() -> None:
    owns = [
        OwnArea(name, (("101", 0.5), (code, 0.5)))
        for name, code in zip("ABC", CODES[1:], strict=True)
    ]
    assert len(set(payload_of(*owns)["colours"]["light"])) == 8


def test_two_own_areas_of_one_name_stay_two_kinds() -> None:
    owns = [OwnArea("none", (("101", 1.0),)), OwnArea("none", (("102", 1.0),))]
    assert payload_of(*owns)["labels"] == [("none", "none", "in no own area")]


def test_shape_is_taken_once(reported: dict[str, Any]) -> None:
    reported.update(sequence=3, drawn=3, shape=SQUARE)
    assert state.take_shape("map") == SQUARE
    assert state.take_shape("map") is None
    # A later report may carry it still.
    reported.update(sequence=4)
    assert state.take_shape("map") is None
    reported.update(sequence=5, drawn=5)
    assert state.take_shape("map") == SQUARE


@pytest.mark.parametrize("drawn", [None, "3", 2.5, [3], {}, float("nan"), 0, -1])
def test_shape_without_a_number_of_its_own_is_ignored(
    reported: dict[str, Any], drawn: object
) -> None:
    reported.update(drawn=drawn, shape=SQUARE)
    assert state.take_shape("map") is None


def test_report_without_a_shape_has_none(reported: dict[str, Any]) -> None:
    assert state.take_shape("map") is None
    reported.update(sequence=1, areas=["101"])
    assert state.take_shape("map") is None


def test_corners_are_longitude_and_latitude_of_one_closed_outline(workspace: Workspace) -> None:
    shape = shape_of(SQUARE)
    assert shape.outline.bounds == (12.0, 57.79, 12.06, 57.82)
    found = overlap_shares(shape, workspace.boundaries[AreaLevel.PRIMARY_AREA], land=workspace.land)
    assert found.shares


@pytest.mark.parametrize(
    ("corners", "code"),
    [
        ([SQUARE[0]], "invalid-geometry"),
        (SQUARE[:2], "invalid-geometry"),
        ([SQUARE[0]] * 4, "invalid-geometry"),
        ([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]], "shape-crosses-itself"),
        ([[math.nan, 57.8], *SQUARE[1:]], "invalid-geometry"),
        ([[math.inf, 57.8], *SQUARE[1:]], "invalid-geometry"),
        ([["12.0", "57.79"], *SQUARE[1:]], "invalid-geometry"),
        ([[True, False], *SQUARE[1:]], "invalid-geometry"),
        ([[12.0], *SQUARE[1:]], "invalid-geometry"),
        (["corner", None, {}, 4], "invalid-geometry"),
        ([[10**400, 1], *SQUARE[1:]], "invalid-geometry"),
        ([[57.79, 12.0], [57.79, 12.06], [57.82, 12.06]], "coordinates-outside"),
        ([[12 + n / 1e4, 57.7] for n in range(MOST_CORNERS + 1)], "shape-too-detailed"),
    ],
)
def test_odd_corners_are_answered_with_a_problem(corners: list[object], code: str) -> None:
    with pytest.raises(DataError) as caught:
        shape_of(corners)
    assert [problem.code for problem in caught.value.problems] == [code]
