"""What a file about a comparison is made of: the figures that the open part of the page shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

import pandas as pd

from explorer.change import Change, build_change
from explorer.charts.strips import Strip
from explorer.compare import (
    Index,
    Pair,
    build_index,
    build_pair,
    build_profile,
    build_similar,
    name_areas,
    own_code,
    own_values,
)
from explorer.export.compare_refusals import Nothing, NothingToCompare
from explorer.i18n import SOURCE, translator
from explorer.layers import periods_of, settle
from explorer.twin import Twin, build_twin
from explorer.view import ComparePart, ViewState
from explorer.workspace import Workspace
from indicators.definitions import IndicatorDefinition
from indicators.own_area import OwnArea
from indicators.own_value import OwnValue
from indicators.selection import Selected, Selection, select
from indicators.similarity import Similar, profile_matrix


class OwnRow(NamedTuple):
    """An area of one's own in an indicator; `period` is the newest with a value, else the newest."""

    own: OwnArea
    definition: IndicatorDefinition
    period: str
    value: OwnValue


@dataclass(frozen=True, eq=False)
class Profile:
    """
    Areas in the headline indicators.

    Parameters
    ----------
    strips
        Figures by indicator, those of areas of one's own by their codes.
    own
        Values of areas of one's own, by indicator and code.
    """

    strips: tuple[Strip, ...]
    own: Mapping[str, Mapping[str, OwnValue]]


@dataclass(frozen=True, eq=False)
class Alike:
    """The areas most like one, and the figures of all areas in their own units."""

    similar: Similar
    matrix: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Owned:
    """Areas of one's own in all indicators."""

    rows: tuple[OwnRow, ...]


Found = Twin | Change | Profile | Pair | Alike | Index | Owned


@dataclass(frozen=True, eq=False)
class CompareReport:
    """
    What goes into a file about a comparison.

    Parameters
    ----------
    view
        Settled: level, period and chosen areas are those that exist.
    found
        What the part of the page that is open in the view shows.
    selected
        Figures of the level that it is made of, in order; () for areas of one's own alone.
    own
        Values of areas of one's own in it.
    link
        Address that shows the same view, "" when there is none.
    """

    workspace: Workspace
    view: ViewState
    found: Found
    selected: tuple[Selected, ...] = ()
    own: tuple[OwnValue, ...] = ()
    link: str = ""


def report_compare(
    workspace: Workspace, view: ViewState, *, link: str = "", like: str | None = None
) -> CompareReport:
    """
    Gather what the open part of a view's page shows, on the level that the view's indicator has.

    Parameters
    ----------
    like
        The area, or the code of one's own, that others are like; None is the first that is chosen,
        or the first of one's own. One that is not there is passed over.

    Raises
    ------
    NothingToCompare, NotAvailable, MeasureError
        What `compare_refusals.refusal_sentence` says in the reader's language.
    """
    view = settle_view(workspace, view)
    match view.compare:
        case ComparePart.MAPS:
            report = _twin(workspace, view)
        case ComparePart.CHANGE:
            report = _change(workspace, view)
        case ComparePart.TABLE:
            report = _profile(workspace, view)
        case ComparePart.SCATTER:
            report = _pair(workspace, view)
        case ComparePart.SIMILAR:
            report = _alike(workspace, view, like)
        case ComparePart.INDEX:
            report = _index(workspace, view)
        case ComparePart.OWN:
            report = _owned(workspace, view)
    return replace(report, link=link)


def settle_view(workspace: Workspace, view: ViewState) -> ViewState:
    """Turn a wish into what exists, as the page does."""
    selection, show = settle(workspace, view)
    codes = set(workspace.areas.codes(selection.level))
    return replace(
        view,
        level=selection.level,
        period=selection.period,
        show=show,
        area=tuple(code for code in view.area if code in codes),
    )


def _twin(workspace: Workspace, view: ViewState) -> CompareReport:
    second = replace(view, indicator=view.beside, period=view.then)
    twin = build_twin(workspace, view, second, shared=view.shared)
    if twin.second is None:
        raise NothingToCompare(Nothing.NO_SECOND)
    selected = _select(workspace, (twin.first.selection, twin.second.selection))
    return CompareReport(workspace, view, twin, selected)


def _change(workspace: Workspace, view: ViewState) -> CompareReport:
    last, level = str(view.period), view.level
    older = [each for each in periods_of(workspace, view.indicator, level) if each < last]
    if not older:
        raise NothingToCompare(Nothing.NO_EARLIER)
    # As on the page: without a base that exists, from the oldest.
    first = next((each for each in older if each == view.base), older[0])
    change = build_change(workspace, view.indicator, level, first=first, last=last)
    periods = [Selection(view.indicator, level, each) for each in (first, last)]
    return CompareReport(workspace, view, change, _select(workspace, periods))


def _profile(workspace: Workspace, view: ViewState) -> CompareReport:
    strips = build_profile(workspace, view, translator(SOURCE))
    if not strips:
        raise NothingToCompare(Nothing.NO_INDICATORS)
    newest = _newest(workspace, view, [each.indicator_id for each in strips])
    own = {
        each.indicator_id: own_values(workspace, view.own, each.indicator_id, each.period)
        for each in newest
    }
    used = [value for values in own.values() for value in values.values()]
    selected = _select(workspace, newest)
    return CompareReport(workspace, view, Profile(strips, own), selected, tuple(used))


def _pair(workspace: Workspace, view: ViewState) -> CompareReport:
    pair = build_pair(workspace, view)
    chosen = (pair.first, pair.second)
    own = _own(workspace, view.own, chosen)
    return CompareReport(workspace, view, pair, _select(workspace, chosen), own)


def _alike(workspace: Workspace, view: ViewState, like: str | None) -> CompareReport:
    known = name_areas(workspace, view.level, view.own)
    wished = (like, *view.area, *(own_code(each) for each in view.own))
    code = next((each for each in wished if each in known), None)
    if code is None:
        raise NothingToCompare(Nothing.NO_AREA)
    similar, matrix = build_similar(workspace, view, code)
    newest = _newest(workspace, view, similar.used)
    own = _own(workspace, [each for each in view.own if own_code(each) == code], newest)
    alike = Alike(similar, matrix)
    return CompareReport(workspace, view, alike, _select(workspace, newest), own)


def _index(workspace: Workspace, view: ViewState) -> CompareReport:
    found = build_index(workspace, view)
    used = [
        Selection(name, view.level, found.periods[name]) for name in map(str, found.index.parts)
    ]
    return CompareReport(workspace, view, found, _select(workspace, used))


def _owned(workspace: Workspace, view: ViewState) -> CompareReport:
    if not view.own:
        raise NothingToCompare(Nothing.NO_OWN)
    rows = tuple(
        _own_row(workspace, own, definition)
        for own in view.own
        for definition in workspace.table.definitions.values()
    )
    return CompareReport(workspace, view, Owned(rows), own=tuple(row.value for row in rows))


def _own_row(workspace: Workspace, own: OwnArea, definition: IndicatorDefinition) -> OwnRow:
    name = definition.indicator_id
    periods = sorted(workspace.table.periods(name), reverse=True) or [""]
    rows = (
        OwnRow(own, definition, period, value)
        for period in periods
        for value in own_values(workspace, [own], name, period).values()
    )
    newest = next(rows)
    return next((each for each in chain([newest], rows) if each.value.value is not None), newest)


def _own(
    workspace: Workspace, own: Sequence[OwnArea], selections: Iterable[Selection]
) -> tuple[OwnValue, ...]:
    return tuple(
        value
        for each in selections
        for value in own_values(workspace, own, each.indicator_id, each.period).values()
    )


def _newest(workspace: Workspace, view: ViewState, names: Sequence[str]) -> list[Selection]:
    _, periods = profile_matrix(workspace.table, workspace.areas, view.level, names)
    return [Selection(name, view.level, period) for name, period in periods.items()]


def _select(workspace: Workspace, selections: Iterable[Selection]) -> tuple[Selected, ...]:
    return tuple(select(workspace.table, workspace.areas, each) for each in selections)
