"""Two maps side by side: their layers, on one shared scale or on two."""

from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd

from explorer.layers import MapLayer, build_layer, settle
from explorer.scale import Scale, build_scale
from explorer.view import Scheme, Show, ViewState
from explorer.workspace import Workspace
from indicators.definitions import Kind
from indicators.selection import Refusal, combinations


class Unshared(StrEnum):
    """Why two maps cannot share a scale."""

    UNIT = "unit"
    SHOW = "show"
    # A class that is purple on one map would be orange on the other.
    DIRECTION = "direction"


@dataclass(frozen=True, eq=False)
class Twin:
    """
    Two layers on the same level.

    Parameters
    ----------
    second
        None where its indicator has no figures on the first one's level; `missing` says why.
    shared
        Whether both are on one scale.
    unshared
        Why they cannot be on one, whether or not it was asked for; None if they can, or if there is
        no second one.
    """

    first: MapLayer
    second: MapLayer | None
    shared: bool
    unshared: Unshared | None
    missing: Refusal | None


def build_twin(workspace: Workspace, first: ViewState, second: ViewState, *, shared: bool) -> Twin:
    """
    Build the layers of two views.

    The second view is brought to the level that the first one has; each period and way to show is
    the nearest that exists. A shared scale is made from the values of both periods or indicators
    together, by the first view's scheme, about the first one's city (the second's if the first has
    none); each map keeps its own city value.

    Raises
    ------
    NotAvailable
        If the first view's indicator has no values anywhere.
    KeyError
        If there is no such indicator.
    """
    # A map's own scale is made from what is on it, not from all its periods.
    settled, _ = settle(workspace, first)
    one = build_layer(workspace, replace(first, level=settled.level, lock=False))
    wish = replace(second, level=settled.level, lock=False)
    if settle(workspace, wish)[0].level is not settled.level:
        return Twin(one, None, False, None, _missing(workspace, wish))
    other = build_layer(workspace, wish)
    unshared = find_unshared(one, other)
    if not shared or unshared is not None:
        return Twin(one, other, False, unshared, None)
    scale = _shared_scale(one, other, first)
    return Twin(_on(scale, one), _on(scale, other), True, None, None)


def find_unshared(first: MapLayer, second: MapLayer) -> Unshared | None:
    """Say why two layers cannot share a scale, None if they can."""
    if first.definition.unit != second.definition.unit:
        return Unshared.UNIT
    if first.show is not second.show:
        return Unshared.SHOW
    if first.definition.direction is not second.definition.direction:
        return Unshared.DIRECTION
    return None


def _missing(workspace: Workspace, wish: ViewState) -> Refusal:
    """Give the reason of the wished period, else of the newest one."""
    reasons = {
        each.period: each.reason
        for each in combinations(workspace.table, workspace.areas, wish.indicator)
        if each.level is wish.level and each.reason is not None
    }
    newest = reasons.get(max(reasons, default=""), Refusal.NO_FIGURES)
    return reasons.get(wish.period or "", newest)


def _shared_scale(first: MapLayer, second: MapLayer, view: ViewState) -> Scale:
    centre = {
        Show.VALUE: _city_place(first) if first.city is not None else _city_place(second),
        Show.DIFFERENCE: 0.0,
        Show.RATIO: 1.0,
        Show.RANK: None,
    }[first.show]
    own = view.scheme is Scheme.OWN and not view.breaks
    return build_scale(
        pd.concat([first.frame["shown"], second.frame["shown"]]),
        scheme=Scheme.CITY if own else view.scheme,
        # As on a single map: four areas do not fill seven classes.
        classes=view.classes if centre is not None else min(view.classes, max(3, len(first.frame))),
        centre=centre,
        show=first.show,
        breaks=view.breaks,
    )


def _city_place(layer: MapLayer) -> float | None:
    """Place the city on the scale of its areas; a count's sum has none there."""
    if layer.city is None or layer.definition.kind is Kind.COUNT:
        return None
    return layer.city.value


def _on(scale: Scale, layer: MapLayer) -> MapLayer:
    frame = layer.frame.assign(map_class=scale.assign(layer.frame["shown"]))
    return replace(layer, scale=scale, frame=frame)
