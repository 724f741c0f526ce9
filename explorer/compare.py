"""What the page that compares shows of a view: profiles, pairs of indicators, similar areas, an index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from explorer.charts.cloud import AxisWords, Cloud
from explorer.charts.paper import Quantity
from explorer.charts.strips import Strip
from explorer.gaps import better_is_high
from explorer.i18n import N_, Translator
from explorer.layers import people_of, periods_of
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.association import Association, associate
from indicators.composite import Composite, Normalisation, composite, stability
from indicators.definitions import Direction, IndicatorDefinition, Kind
from indicators.gaps import SEED
from indicators.measures.groups import MeasureError
from indicators.observations import Quality, Status, shared_areas
from indicators.own_area import OwnArea
from indicators.own_value import OwnValue, aggregate_own
from indicators.selection import NotAvailable, Refusal, Selection, nearest, select
from indicators.similarity import DEFAULT_PROFILE, Similar, profile_matrix, similar_areas

# What stands before the name of an area of one's own where others have their codes.
OWN: Final = "own:"
WITHHELD: Final = N_("withheld to protect small groups")
SCALING_NAMES: Final[Mapping[Normalisation, str]] = {
    Normalisation.Z_SCORE: N_("Standard deviations from the mean"),
    Normalisation.MIN_MAX: N_("From the lowest (0) to the highest (1)"),
    Normalisation.RANK: N_("Share of people below"),
}


@dataclass(frozen=True, eq=False)
class Pair:
    """
    Two indicators on one level.

    Parameters
    ----------
    first, second
        What is shown of each: its nearest period.
    points
        `x`, `y` and `people` by area_code, areas of one's own after the others.
    association
        Over the areas of the level; areas of one's own do not count in it.
    """

    first: Selection
    second: Selection
    points: pd.DataFrame
    cities: tuple[float, float] | None
    association: Association


@dataclass(frozen=True, eq=False)
class Index:
    """A composite index with its places over many weightings, and the periods of its indicators."""

    index: Composite
    places: pd.DataFrame
    periods: Mapping[str, str]


def own_code(own: OwnArea) -> str:
    """Give what stands for an area of one's own where others have their codes."""
    return f"{OWN}{own.name}"


def name_areas(workspace: Workspace, level: AreaLevel, own: Sequence[OwnArea]) -> dict[str, str]:
    """Name the areas of a level and those of one's own, by code."""
    names = {str(code): str(name) for code, name in workspace.areas.names(level).items()}
    return names | {own_code(each): each.name for each in own}


def marked_areas(view: ViewState) -> tuple[str, ...]:
    """List the codes of what is marked on every chart: chosen areas, and those of one's own."""
    return (*view.area, *(own_code(each) for each in view.own))


def headline_indicators(workspace: Workspace) -> tuple[str, ...]:
    """List the headline indicators that areas can be compared by, in the order of the file."""
    return tuple(
        definition.indicator_id
        for definition in workspace.table.definitions.values()
        if definition.headline and definition.kind is not Kind.COUNT
    )


def widest_indicator(workspace: Workspace, indicator_id: str, level: AreaLevel) -> str:
    """Name an indicator with figures on a level, a headline one where there is one; else the given."""
    for each in headline_indicators(workspace):
        if periods_of(workspace, each, level):
            return each
    return indicator_id


def build_profile(workspace: Workspace, view: ViewState, t: Translator) -> tuple[Strip, ...]:
    """Put the headline indicators of a level side by side, each in its newest period there."""
    wanted = headline_indicators(workspace)
    matrix, periods = profile_matrix(workspace.table, workspace.areas, view.level, wanted)
    return tuple(
        _strip(workspace, Selection(name, view.level, period), matrix[name], view, t)
        for name, period in periods.items()
    )


def own_values(
    workspace: Workspace, own: Sequence[OwnArea], indicator_id: str, period: str
) -> dict[str, OwnValue]:
    """Aggregate an indicator to areas of one's own, by their codes."""
    return {
        own_code(each): aggregate_own(workspace.table, workspace.areas, each, indicator_id, period)
        for each in own
    }


def own_people(workspace: Workspace, own: OwnArea) -> float:
    """Count the residents of an area of one's own; those of a part by its share of the land."""
    people = people_of(workspace, AreaLevel.PRIMARY_AREA)
    return float(sum(share * people.get(code, 0.0) for code, share in own.pairs))


def build_pair(workspace: Workspace, view: ViewState) -> Pair:
    """
    Set a view's indicator against the one beside it, each area weighted by its residents.

    Raises
    ------
    NotAvailable
        If one of the two has no figures on the level.
    MeasureError
        If too few areas have both, or one of them is equal everywhere.
    """
    chosen = [
        _on_level(workspace, name, view.level, period)
        for name, period in ((view.indicator, view.period), (view.beside, view.then))
    ]
    selected = [select(workspace.table, workspace.areas, each) for each in chosen]
    people = people_of(workspace, view.level)
    x, y = (each.frame["value"] for each in selected)
    unit = _units([each.frame for each in selected])
    found = associate(
        _per_unit(x, people, unit),
        _per_unit(y, people, unit),
        people.groupby(unit).sum(min_count=1),
        rng=np.random.default_rng(SEED),
    )
    points = pd.DataFrame({"x": x, "y": y, "people": people.reindex(x.index)})
    own = {
        own_code(each): {
            "x": _number(own_values(workspace, [each], view.indicator, chosen[0].period)),
            "y": _number(own_values(workspace, [each], view.beside, chosen[1].period)),
            "people": own_people(workspace, each),
        }
        for each in view.own
    }
    if own:
        points = pd.concat([points, pd.DataFrame.from_dict(own, orient="index", dtype="float64")])
    first, second = (each.city for each in selected)
    cities = None if first is None or second is None else (first.value, second.value)
    return Pair(chosen[0], chosen[1], points, cities, found)


def cloud_of(workspace: Workspace, pair: Pair, t: Translator) -> Cloud:
    """Turn a pair into what a scatter draws."""
    axes = [
        AxisWords(
            workspace.table.definitions[each.indicator_id].name(t.lang),
            quantity_of(workspace.table.definitions[each.indicator_id]),
        )
        for each in (pair.first, pair.second)
    ]
    line = pair.association.line
    return Cloud(pair.points, axes[0], axes[1], (line.slope, line.intercept), pair.cities)


def build_similar(workspace: Workspace, view: ViewState, code: str) -> tuple[Similar, pd.DataFrame]:
    """
    Find the areas most like one, which may be one's own, among those of the view's level.

    Returns
    -------
    similar, matrix
        The matrix holds the figures of all areas, in the indicators' units.

    Raises
    ------
    MeasureError
        If the area has too few figures, or too few areas can be compared.
    """
    known = [name for name in DEFAULT_PROFILE if name in workspace.table.definitions]
    matrix, periods = profile_matrix(workspace.table, workspace.areas, view.level, known)
    for each in view.own:
        values = {
            name: _number(own_values(workspace, [each], name, period))
            for name, period in periods.items()
        }
        matrix.loc[own_code(each)] = pd.Series(values).reindex(matrix.columns)
    # Areas of one's own are compared with the areas of the level, not with each other.
    others = [own_code(each) for each in view.own if own_code(each) != code]
    matrix = matrix.drop(index=others)
    return similar_areas(matrix, code, people=people_of(workspace, view.level)), matrix


def similar_names(
    workspace: Workspace, level: AreaLevel, code: str, *, most: int = 3
) -> tuple[str, ...]:
    """Name the areas that are most like one; () where too few can be compared."""
    try:
        similar, _ = build_similar(workspace, ViewState(level=level), code)
    except MeasureError:
        return ()
    names = workspace.areas.names(level)
    return tuple(str(names[each.code]) for each in similar.neighbours[:most])


def build_index(workspace: Workspace, view: ViewState) -> Index:
    """
    Add indicators up by the view's weights.

    Raises
    ------
    MeasureError
        If all weights are 0, an indicator has no better end or is equal everywhere, or too few
        areas have every figure.
    """
    definitions = workspace.table.definitions
    weights = weights_of(workspace, view)
    matrix, periods = profile_matrix(
        workspace.table, workspace.areas, view.level, [name for name, _ in weights.items()]
    )
    index = composite(
        matrix,
        weights=weights,
        directions={name: definitions[name].direction for name in weights},
        people=people_of(workspace, view.level),
        normalisation=view.scaling,
    )
    return Index(index, stability(index, rng=np.random.default_rng(SEED)), periods)


def weights_of(workspace: Workspace, view: ViewState) -> dict[str, float]:
    """Give the weights of a view; without any, all headline indicators with a better end alike."""
    if view.weights:
        return dict(view.weights)
    return {
        name: 1.0
        for name in headline_indicators(workspace)
        if workspace.table.definitions[name].direction is not Direction.CONTEXT
    }


def quantity_of(definition: IndicatorDefinition) -> Quantity:
    """Say what an indicator is in, for a chart."""
    return Quantity(definition.unit, definition.decimals)


def _strip(
    workspace: Workspace, selection: Selection, values: pd.Series, view: ViewState, t: Translator
) -> Strip:
    definition = workspace.table.definitions[selection.indicator_id]
    selected = select(workspace.table, workspace.areas, selection)
    own = own_values(workspace, view.own, selection.indicator_id, selection.period)
    more = pd.Series({code: _number({code: each}) for code, each in own.items()}, dtype="float64")
    withheld = selected.frame.index[selected.frame["status"] == Status.SUPPRESSED]
    absent = {str(code): t(WITHHELD) for code in withheld}
    absent |= {code: t(WITHHELD) for code, each in own.items() if each.status is Status.SUPPRESSED}
    return Strip(
        indicator_id=selection.indicator_id,
        title=definition.name(t.lang),
        figures=pd.concat([values, more]) if len(more) else values,
        city=None if selected.city is None else selected.city.value,
        quantity=quantity_of(definition),
        higher_is_better=better_is_high(definition),
        absent=absent,
    )


def _units(frames: Sequence[pd.DataFrame]) -> pd.Series:
    """Give each area the name of the areas that it shares a figure with in any of the frames."""
    block: dict[str, frozenset[str]] = {
        str(code): frozenset([str(code)]) for code in frames[0].index
    }
    for frame in frames:
        for code, quality, note in zip(frame.index, frame["quality"], frame["note"], strict=True):
            shared = shared_areas(str(note)) if quality == Quality.UNION else ()
            inside = [each for each in (str(code), *shared) if each in block]
            joined = frozenset[str]().union(*(block[each] for each in inside))
            block |= dict.fromkeys(joined, joined)
    return pd.Series({code: "+".join(sorted(codes)) for code, codes in block.items()})


def _per_unit(values: pd.Series, people: pd.Series, unit: pd.Series) -> pd.Series:
    """Take areas that share a figure together: their mean by people, missing if one is missing."""
    shares = people / people.groupby(unit).transform("sum")
    alone = unit.map(unit.value_counts()) == 1
    weighted = values.where(alone, values * shares)
    return weighted.groupby(unit).agg(lambda cells: cells.sum(skipna=False))


def _number(values: Mapping[str, OwnValue]) -> float:
    (found,) = values.values()
    return np.nan if found.value is None else found.value


def _on_level(
    workspace: Workspace, indicator_id: str, level: AreaLevel, period: str | None
) -> Selection:
    found = nearest(workspace.table, workspace.areas, indicator_id, level=level, period=period)
    if found.level != level:
        raise NotAvailable(
            Selection(indicator_id, level, period or found.period), Refusal.NO_FIGURES
        )
    return found
