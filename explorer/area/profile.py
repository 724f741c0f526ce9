"""Everything that is known of one area: figures by topic, ages, areas round it, initiatives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from explorer.area.sheet import Sheet, Topic
from explorer.area.standing import Against, is_approximate, stand_against_city
from explorer.compare import build_similar
from explorer.initiatives.model import Initiative, Precision, Status
from explorer.initiatives.register import codes_of
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import Area, AreaLevel
from indicators.definitions import Kind, TargetArea
from indicators.measures.groups import MeasureError
from indicators.observations import Quality, shared_areas
from indicators.observations import Status as FigureStatus
from indicators.selection import CityValue, Selected

MOST_SIMILAR: Final = 3
NOT_OVER: Final = frozenset({Status.RUNNING, Status.PLANNED, Status.UNKNOWN})


@dataclass(frozen=True)
class Figure:
    """One published or derived number: what, where, when, how much, how good and from whom."""

    indicator_id: str
    level: AreaLevel
    code: str
    period: str
    value: float
    quality: str
    source_id: str


@dataclass(frozen=True, eq=False)
class Card:
    """
    One headline indicator in one area.

    Parameters
    ----------
    figure
        In the newest period of the level; None without one, and `withheld` says whether it is
        there but not shown.
    note
        Of the figure's row; "" without one.
    city
        The whole city in the same period.
    against
        Where the figure stands against the city's; None without one of the two, for a count (of
        which an area has a part) and for the city itself.
    shared
        Names of the areas that the figure covers together; () for a figure of the area's own.
    history
        The area's figures of all periods, oldest first.
    """

    topic: Topic
    figure: Figure | None
    withheld: bool
    note: str
    city: Figure | None
    against: Against | None
    shared: tuple[str, ...]
    history: tuple[Figure, ...]

    @property
    def favourable(self) -> bool | None:
        """Whether the area differs from the city to the better; None where it does not, or nothing is better."""
        better_high = self.topic.higher_is_better
        if better_high is None or self.against in {None, Against.LIKE}:
            return None
        return (self.against is Against.HIGHER) == better_high

    @property
    def approximate(self) -> bool:
        """Whether the figure is told as “about”."""
        return self.figure is not None and is_approximate(
            self.topic.definition, self.figure.quality
        )


@dataclass(frozen=True)
class AgeGroup:
    """Residents of one age: how many, and their share (0–1) here and in the whole city."""

    figure: Figure
    share: float
    city_share: float | None


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Areas that hold this one (nearest first), border on it, or have similar figures (nearest first)."""

    parents: tuple[Area, ...]
    neighbours: tuple[Area, ...]
    similar: tuple[Area, ...]


@dataclass(frozen=True, eq=False)
class Efforts:
    """
    Initiatives that have not ended, each in one place alone, in the order of the register.

    Parameters
    ----------
    here
        With a known place in the area, or serving it.
    nearby
        The same of the areas that border on it.
    everywhere
        Of the whole city, or in several places that nobody has listed.
    """

    here: tuple[Initiative, ...]
    nearby: tuple[Initiative, ...]
    everywhere: tuple[Initiative, ...]


@dataclass(frozen=True, eq=False)
class Profile:
    """What is known of one area; `themes` are the cards by target area, in the programme's order."""

    area: Area
    cards: tuple[Card, ...]
    residents: Card | None
    ages: tuple[AgeGroup, ...]
    surroundings: Surroundings
    efforts: Efforts

    @property
    def themes(self) -> Mapping[TargetArea | None, tuple[Card, ...]]:
        """Cards by the first of their target areas; None is background."""
        first = {
            id(card): next(iter(card.topic.definition.target_areas), None) for card in self.cards
        }
        ordered: tuple[TargetArea | None, ...] = (*TargetArea, None)
        found = {
            theme: tuple(card for card in self.cards if first[id(card)] is theme)
            for theme in ordered
        }
        return {theme: cards for theme, cards in found.items() if cards}


def build_profile(workspace: Workspace, sheet: Sheet, code: str) -> Profile:
    """
    Gather what is known of an area of the sheet's level.

    Raises
    ------
    KeyError
        If the level has no such area.
    """
    name = workspace.areas.name(sheet.level, code)
    round_it = _surroundings(workspace, sheet, code)
    return Profile(
        area=Area(sheet.level, code, name),
        cards=tuple(_card(workspace, topic, code) for topic in sheet.topics),
        residents=None if sheet.residents is None else _card(workspace, sheet.residents, code),
        ages=_ages(sheet.ages, code, workspace.areas.codes(AreaLevel.MUNICIPALITY)[0]),
        surroundings=round_it,
        efforts=_efforts(workspace, sheet.level, code, [each.code for each in round_it.neighbours]),
    )


def figure_in(selected: Selected, code: str) -> Figure | None:
    """Take an area's figure; None where it has none that may be shown."""
    row = selected.frame.loc[code]
    if pd.isna(row["value"]):
        return None
    chosen = selected.selection
    return Figure(
        chosen.indicator_id,
        chosen.level,
        code,
        chosen.period,
        float(row["value"]),
        str(row["quality"]),
        str(row["source_id"]),
    )


def _card(workspace: Workspace, topic: Topic, code: str) -> Card:
    row = topic.selected.frame.loc[code]
    figure = figure_in(topic.selected, code)
    (city_code,) = workspace.areas.codes(AreaLevel.MUNICIPALITY)
    city = _city(topic.selected, city_code)
    history = [figure_in(selected, code) for selected in topic.series.values()]
    return Card(
        topic=topic,
        figure=figure,
        withheld=str(row["status"]) == FigureStatus.SUPPRESSED,
        note=str(row["note"]),
        city=city,
        against=_against(topic, figure, city, error=float(topic.errors.loc[code])),
        shared=_shared(workspace, topic, figure, str(row["note"])),
        history=tuple(each for each in history if each is not None),
    )


def _city(selected: Selected, code: str) -> Figure | None:
    city: CityValue | None = selected.city
    if city is None:
        return None
    chosen = selected.selection
    return Figure(
        chosen.indicator_id,
        AreaLevel.MUNICIPALITY,
        code,
        chosen.period,
        city.value,
        city.quality,
        city.source_id,
    )


def _against(
    topic: Topic, figure: Figure | None, city: Figure | None, *, error: float
) -> Against | None:
    if figure is None or city is None or topic.definition.kind is Kind.COUNT:
        return None
    if figure.level is AreaLevel.MUNICIPALITY:
        return None
    return stand_against_city(
        topic.definition, figure.value, city.value, error=error, quality=figure.quality
    )


def _shared(
    workspace: Workspace, topic: Topic, figure: Figure | None, note: str
) -> tuple[str, ...]:
    """Name the areas of a figure that covers several; () unless all are on its level."""
    if figure is None or figure.quality != Quality.UNION:
        return ()
    names = workspace.areas.names(topic.selected.selection.level)
    codes = shared_areas(note)
    return tuple(str(names[each]) for each in codes) if set(codes) <= set(names.index) else ()


def _ages(ages: Sequence[Selected], code: str, city_code: str) -> tuple[AgeGroup, ...]:
    figures = [figure_in(each, code) for each in ages]
    known = [each for each in figures if each is not None]
    total = sum(each.value for each in known)
    if not figures or len(known) < len(figures) or not total:
        return ()
    cities = [_city(each, city_code) for each in ages]
    whole = sum(each.value for each in cities if each is not None)
    complete = all(each is not None for each in cities) and whole > 0
    return tuple(
        AgeGroup(
            each, each.value / total, city.value / whole if complete and city is not None else None
        )
        for each, city in zip(known, cities, strict=True)
    )


def _surroundings(workspace: Workspace, sheet: Sheet, code: str) -> Surroundings:
    names = workspace.areas.names(sheet.level)

    def named(codes: Sequence[str]) -> tuple[Area, ...]:
        return tuple(Area(sheet.level, each, str(names[each])) for each in codes)

    beside = sorted(sheet.adjacent.get(code, ()), key=lambda each: str(names[each]))
    try:
        similar, _ = build_similar(workspace, ViewState(level=sheet.level), code)
        like = [each.code for each in similar.neighbours[:MOST_SIMILAR]]
    except MeasureError:
        like = []
    return Surroundings(workspace.areas.parents(sheet.level, code), named(beside), named(like))


def _efforts(workspace: Workspace, level: AreaLevel, code: str, beside: Sequence[str]) -> Efforts:
    here, nearby, everywhere = [], [], []
    for each in workspace.register.initiatives:
        if each.status not in NOT_OVER:
            continue
        codes = codes_of(each, workspace.areas, level)
        if each.location_precision is Precision.CITY_WIDE or not codes:
            everywhere.append(each)
        elif code in codes:
            here.append(each)
        elif codes & set(beside):
            nearby.append(each)
    return Efforts(tuple(here), tuple(nearby), tuple(everywhere))
