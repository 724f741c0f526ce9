"""Two maps side by side: one scale for both where that means something, else the reason why not."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from explorer.i18n import translator
from explorer.layers import build_layer
from explorer.palette import colours
from explorer.twin import Unshared, build_twin, find_unshared
from explorer.ui.paint import Echo, build_linked_payload
from explorer.view import Scheme, Show, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.selection import Refusal

PRIMARY = AreaLevel.PRIMARY_AREA
BORN = ViewState(indicator="foreign_born_share", level=PRIMARY, period="2020", show=Show.VALUE)
LATER = replace(BORN, period="2023")


def test_shared_scale_puts_equal_values_into_equal_classes(workspace: Workspace) -> None:
    twin = build_twin(workspace, BORN, LATER, shared=True)
    assert twin.second is not None
    assert (twin.shared, twin.unshared, twin.missing) == (True, None, None)
    assert twin.first.scale is twin.second.scale
    both = pd.concat([twin.first.frame, twin.second.frame]).sort_values("shown")
    marks = both["map_class"].dropna().to_numpy(dtype="int64")
    assert (np.diff(marks) >= 0).all()
    assert [each.selection.period for each in (twin.first, twin.second)] == ["2020", "2023"]
    # Each keeps the city's own value.
    for layer in (twin.first, twin.second):
        alone = build_layer(workspace, replace(BORN, period=layer.selection.period))
        assert layer.city == alone.city
    cities = [layer.city.value for layer in (twin.first, twin.second) if layer.city is not None]
    assert cities == [27.8, 29.58]


def test_shared_scale_is_made_from_both(workspace: Workspace) -> None:
    """Quartiles of the 192 values of both periods."""
    first, second = (replace(view, scheme=Scheme.QUANTILES, classes=4) for view in (BORN, LATER))
    twin = build_twin(workspace, first, second, shared=True)
    assert twin.second is not None
    both = pd.concat([twin.first.frame["value"], twin.second.frame["value"]])
    assert len(both) == 192
    assert twin.first.scale.breaks == pytest.approx(np.quantile(both, [0.25, 0.5, 0.75]))
    assert twin.first.scale.breaks != build_layer(workspace, first).scale.breaks


def test_separate_scales_are_those_of_each_map_alone(workspace: Workspace) -> None:
    twin = build_twin(workspace, BORN, LATER, shared=False)
    assert twin.second is not None
    assert not twin.shared
    assert twin.unshared is None
    for view, layer in ((BORN, twin.first), (LATER, twin.second)):
        assert layer.scale == build_layer(workspace, replace(view, lock=False)).scale


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (ViewState(indicator="median_economic_standard", show=Show.VALUE), Unshared.UNIT),
        (replace(LATER, show=Show.DIFFERENCE), Unshared.SHOW),
        (ViewState(indicator="employment_rate", show=Show.VALUE), Unshared.DIRECTION),
    ],
)
def test_what_cannot_share_a_scale_says_why(
    workspace: Workspace, second: ViewState, reason: Unshared
) -> None:
    for shared in (True, False):
        twin = build_twin(workspace, BORN, second, shared=shared)
        assert twin.second is not None
        assert (twin.shared, twin.unshared) == (False, reason)
        assert find_unshared(twin.first, twin.second) is reason


@pytest.mark.parametrize("show", [Show.VALUE, Show.DIFFERENCE, Show.RATIO, Show.RANK])
def test_shared_colours_mean_the_same_on_both(workspace: Workspace, show: Show) -> None:
    low = ViewState(indicator="low_economic_standard", level=PRIMARY, show=show)
    other = replace(low, indicator="open_unemployed_share")
    twin = build_twin(workspace, low, other, shared=True)
    assert twin.shared
    assert twin.second is not None
    told = [
        colours(layer.scale, direction=layer.definition.direction, dark=False)
        for layer in (twin.first, twin.second)
    ]
    assert told[0] == told[1]


def test_second_map_takes_the_level_of_the_first(workspace: Workspace) -> None:
    second = replace(LATER, level=AreaLevel.CITY_AREA)
    twin = build_twin(workspace, BORN, second, shared=True)
    assert twin.second is not None
    assert twin.second.selection.level is PRIMARY


def test_second_without_figures_on_the_level_says_why(workspace: Workspace) -> None:
    twin = build_twin(workspace, BORN, ViewState(indicator="reported_crimes"), shared=True)
    assert twin.second is None
    assert twin.missing in set(Refusal)
    assert (twin.shared, twin.unshared) == (False, None)


def test_count_has_no_place_for_the_city_on_a_shared_scale(workspace: Workspace) -> None:
    views = [
        ViewState(indicator="population", show=Show.VALUE, period=year) for year in ("2021", "2025")
    ]
    twin = build_twin(workspace, *views, shared=True)
    assert twin.shared
    assert twin.first.scale.middle is None


def test_linked_payload_has_one_period_and_no_initiative(workspace: Workspace) -> None:
    twin = build_twin(workspace, BORN, LATER, shared=True)
    assert twin.second is not None
    found = build_linked_payload(
        twin.second,
        translator("en"),
        chosen=("706",),
        echo=Echo(taken=3, start_at=None),
        finder=False,
    )
    assert (found["linked"], found["single"], found["finder"]) == (True, True, False)
    assert (found["shown"], found["period"], found["chosen"]) == ("", "2023", ["706"])
    assert len(found["classes"]) == 1
    assert found["caption"].endswith("2023")
    first = build_linked_payload(
        twin.first, translator("en"), chosen=(), echo=Echo(taken=0, start_at=None)
    )
    assert "finder" not in first
    assert first["labels"] == found["labels"]
