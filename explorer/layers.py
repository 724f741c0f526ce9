"""Joined figures of one view, ready to draw, describe or export: shown values, classes, ranks, people."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer.scale import Scale, build_scale
from explorer.view import Scheme, Show, ViewState
from explorer.workspace import Workspace
from geodata.areas import PARENT_LEVEL, AreaLevel
from indicators.definitions import IndicatorDefinition, Source
from indicators.selection import CityValue, Selected, Selection, combinations, nearest, select


@dataclass(frozen=True, eq=False)
class MapLayer:
    """
    One period of one view.

    Parameters
    ----------
    frame
        All areas of the level, indexed by area_code, sorted. `name`, `parent` (name of the area
        that holds it, "" for the municipality), `value` (the indicator's unit, NaN when missing),
        `shown` (the value in the terms of `show`), `map_class` (Int64, 0 lowest, NA when missing),
        `rank` (Int64, 1 is the highest value, equal values share the lowest number), `status`,
        `quality`, `source_id`, `note`, `people` (residents, NaN when unknown).
    city
        The municipality's value in the same period, or None.
    sources
        Those behind the values, in order of first appearance.
    computed
        True when values were computed here from the areas below.
    """

    selection: Selection
    definition: IndicatorDefinition
    show: Show
    scale: Scale
    frame: pd.DataFrame
    city: CityValue | None
    people_period: str
    sources: tuple[Source, ...]
    computed: bool


def allowed_shows(definition: IndicatorDefinition, level: AreaLevel) -> tuple[Show, ...]:
    """
    Ways to show an indicator that mean something.

    A count has no city value to be compared with (the city is the sum of its areas), and the city
    itself has neither a difference from itself nor a rank.
    """
    if level is AreaLevel.MUNICIPALITY:
        return (Show.VALUE,)
    if definition.kind == "count":
        return (Show.VALUE, Show.RANK)
    return (Show.VALUE, Show.DIFFERENCE, Show.RATIO, Show.RANK)


def shows_of(workspace: Workspace, selection: Selection) -> tuple[Show, ...]:
    """
    Ways to show a selection that exists: of the allowed ones those that its city's value permits.

    Without a value of the city nothing is compared with it, and none is divided by one that is not
    positive.
    """
    allowed = allowed_shows(workspace.table.definitions[selection.indicator_id], selection.level)
    city = select(workspace.table, workspace.areas, selection).city
    without: set[Show] = set()
    if city is None:
        without = {Show.DIFFERENCE, Show.RATIO}
    elif city.value <= 0:
        without = {Show.RATIO}
    return tuple(show for show in allowed if show not in without)


def settle(workspace: Workspace, view: ViewState) -> tuple[Selection, Show]:
    """
    Turn a wish into what exists: the nearest combination of level and period, an allowed way to show.

    The caller compares the answer with the view and tells the user what was changed.
    """
    selection = nearest(
        workspace.table, workspace.areas, view.indicator, level=view.level, period=view.period
    )
    return selection, view.show if view.show in shows_of(workspace, selection) else Show.VALUE


def periods_of(workspace: Workspace, indicator_id: str, level: AreaLevel) -> tuple[str, ...]:
    """Periods of an indicator that the level can show, oldest first."""
    return tuple(
        sorted(
            each.period
            for each in combinations(workspace.table, workspace.areas, indicator_id)
            if each.level == level and each.available
        )
    )


def build_layers(workspace: Workspace, view: ViewState) -> dict[str, MapLayer]:
    """
    Build one layer for every period of a view's indicator and level, oldest first.

    With `view.lock` all periods share one scale made from the values of all of them together, so
    that a colour means the same in each, whichever is on screen; the city's position on it is the
    newest one. Otherwise every period has a scale of its own.
    """
    settled, show = settle(workspace, view)
    chosen = {
        period: select(
            workspace.table, workspace.areas, Selection(view.indicator, settled.level, period)
        )
        for period in periods_of(workspace, view.indicator, settled.level)
    }
    shown = {period: _in_terms_of(selected, show) for period, selected in chosen.items()}
    definition = workspace.table.definitions[view.indicator]
    newest_first = list(reversed(chosen.values()))
    reference = next((each for each in newest_first if each.city is not None), newest_first[0])
    shared = _scale(pd.concat(list(shown.values())), reference, definition, show=show, view=view)
    layers = {}
    for period, selected in chosen.items():
        scale = shared
        if not view.lock:
            scale = _scale(shown[period], selected, definition, show=show, view=view)
        layers[period] = _layer(workspace, selected, show, shown[period], scale)
    return layers


def build_layer(workspace: Workspace, view: ViewState) -> MapLayer:
    """Build the layer of the one period that a view shows."""
    return build_layers(workspace, view)[settle(workspace, view)[0].period]


def _in_terms_of(selected: Selected, show: Show) -> pd.Series:
    values = selected.frame["value"]
    city = np.nan if selected.city is None else selected.city.value
    if show is Show.DIFFERENCE:
        return values - city
    if show is Show.RATIO:
        return values / city if city > 0 else values * np.nan
    if show is Show.RANK:
        return values.rank(ascending=False, method="min")
    return values


def _scale(
    values: pd.Series,
    selected: Selected,
    definition: IndicatorDefinition,
    *,
    show: Show,
    view: ViewState,
) -> Scale:
    # The city's count is the sum of its areas and lies beyond all of them: no place on their scale.
    has_place = selected.city is not None and definition.kind != "count"
    centre = {
        Show.VALUE: selected.city.value if selected.city is not None and has_place else None,
        Show.DIFFERENCE: 0.0,
        Show.RATIO: 1.0,
        Show.RANK: None,
    }[show]
    own = view.scheme is Scheme.OWN and not view.breaks
    return build_scale(
        values,
        scheme=Scheme.CITY if own else view.scheme,
        # Four areas do not fill seven classes; about the city the steps on both sides are kept.
        classes=view.classes
        if centre is not None
        else min(view.classes, max(3, len(selected.frame))),
        centre=centre,
        show=show,
        breaks=view.breaks,
    )


def _layer(
    workspace: Workspace, selected: Selected, show: Show, shown: pd.Series, scale: Scale
) -> MapLayer:
    selection = selected.selection
    level = selection.level
    frame = selected.frame.copy()
    frame.insert(0, "name", workspace.areas.names(level))
    frame.insert(1, "parent", parent_names(workspace, level))
    frame["shown"] = shown
    frame["map_class"] = scale.assign(shown)
    frame["rank"] = frame["value"].rank(ascending=False, method="min").astype("Int64")
    frame["people"] = people_of(workspace, level)
    return MapLayer(
        selection=selection,
        definition=workspace.table.definitions[selection.indicator_id],
        show=show,
        scale=scale,
        frame=frame,
        city=selected.city,
        people_period=workspace.people_period,
        sources=tuple(workspace.table.sources[each] for each in selected.source_ids),
        computed=selected.computed,
    )


def people_of(workspace: Workspace, level: AreaLevel) -> pd.Series:
    """Residents of each area of a level, indexed by area_code; NaN where unknown."""
    codes = list(workspace.areas.codes(level))
    index = pd.MultiIndex.from_product([[level.value], codes], names=["area_level", "area_code"])
    return workspace.people.reindex(index).droplevel("area_level")


def parent_names(workspace: Workspace, level: AreaLevel) -> pd.Series:
    """Name of the area that holds each area of a level, "" for the municipality."""
    names = workspace.areas.names(level)
    above = PARENT_LEVEL.get(level)
    if above is None:
        return pd.Series("", index=names.index)
    parents = workspace.areas.ancestors(level, above)
    assert parents is not None  # noqa: S101  every level nests in the one above it
    return parents.map(workspace.areas.names(above))
