"""Need beside effort: how far each area is from the city, and whether a matching initiative runs there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pandas as pd

from explorer.effort.matching import ENOUGH
from explorer.effort.subject import Subject
from explorer.heat import STEPS, find_spread, find_tone
from explorer.initiatives.model import Initiative
from explorer.initiatives.register import codes_of
from explorer.workspace import Workspace
from indicators.definitions import Direction, Kind

# Initiatives are counted for so many residents.
PER: Final = 1000.0
# Up to this many standard deviations of the areas about the city an area is near it.
NEAR: Final = STEPS[0]


class Side(StrEnum):
    """Where an area stands with regard to the city, and whether a matching initiative runs there."""

    WORSE_WITHOUT = "worse-without"
    WORSE_WITH = "worse-with"
    BETTER_WITHOUT = "better-without"
    BETTER_WITH = "better-with"


class NeedClass(StrEnum):
    """Need in three classes about the city."""

    LESS_FAVOURABLE = "less-favourable"
    NEAR = "near"
    MORE_FAVOURABLE = "more-favourable"


class RateClass(StrEnum):
    """Initiatives per resident in three classes; the last two split those that have any in halves."""

    NONE = "none"
    FEWER = "fewer"
    MORE = "more"


class Unfit(StrEnum):
    """Why areas cannot be held against the city, or effort against need."""

    NO_BETTER_END = "no-better-end"
    COUNT = "count"
    NO_CITY = "no-city"
    NO_PLACES = "no-places"


@dataclass(frozen=True, eq=False)
class Need:
    """
    Need and effort of one view, area by area.

    Parameters
    ----------
    frame
        All areas of the level, indexed by area_code, sorted:

        `name`;
        `value` in the indicator's unit, NaN where there is none;
        `distance` from the city in the same unit, positive where it is less favourable, NaN where
        the value is;
        `effort` initiatives that count, city-wide ones at their share;
        `people` residents, NaN where unknown;
        `rate` initiatives per 1 000 residents, NaN where nobody is known to live;
        `side` a `Side` or missing, where the value is;
        `need` a `NeedClass`, missing where the value is and everywhere without `near`;
        `rate_class` a `RateClass`, missing where the rate is.
    here
        The initiatives that run in each area; those of the whole city are in none.
    near
        Up to which distance, in the indicator's unit, an area is near the city: half a standard
        deviation of all areas about it. None with fewer than three figures, or none that differ.
    rate_break
        Median rate of the areas that have any: up to it they have fewer. None where none has any.
    average
        Mean rate of the areas, weighted by residents; None where no rate is known.
    """

    subject: Subject
    frame: pd.DataFrame
    here: Mapping[str, tuple[Initiative, ...]]
    near: float | None
    rate_break: float | None
    average: float | None

    @property
    def known(self) -> pd.DataFrame:
        """Areas with a figure."""
        return self.frame.loc[self.frame["side"].notna()]

    def on(self, *sides: Side) -> pd.DataFrame:
        """Areas of one or more sides, the farthest from the city first."""
        chosen = self.frame.loc[self.frame["side"].isin(list(sides))]
        return chosen.sort_values("distance", ascending=False, kind="stable")

    @property
    def city(self) -> float:
        """The city's value."""
        assert self.subject.selected.city is not None  # noqa: S101  `build_need` asks for it
        return self.subject.selected.city.value


def find_unfit(subject: Subject) -> Unfit | None:
    """Say why need cannot be told in a view; None where it can."""
    definition = subject.definition
    if definition.kind is Kind.COUNT:
        return Unfit.COUNT
    if definition.direction is Direction.CONTEXT:
        return Unfit.NO_BETTER_END
    if subject.selected.city is None:
        return Unfit.NO_CITY
    return Unfit.NO_PLACES if subject.effort.counts.isna().all() else None


def build_need(workspace: Workspace, subject: Subject) -> Need:
    """
    Hold what runs in each area against how the area stands beside the city.

    An area that is equal to the city is not less favourable. It has an initiative when its count
    reaches one, see `explorer.effort.matching.Effort.present`.

    Raises
    ------
    ValueError
        If `find_unfit` has a reason against it.
    """
    if (reason := find_unfit(subject)) is not None:
        raise ValueError(f"There is no need to tell of: {reason.value}.")
    values, effort, people = subject.selected.frame["value"], subject.effort.counts, subject.people
    assert subject.selected.city is not None  # noqa: S101  `find_unfit` looked
    city = subject.selected.city.value
    high = subject.definition.direction is Direction.HIGHER_BETTER
    spread = find_spread(values, city)
    rate = PER * effort / people.where(people > 0)
    rate_break = float(rate[rate > 0].median()) if (rate > 0).any() else None
    frame = pd.DataFrame(
        {
            "name": workspace.areas.names(subject.level),
            "value": values,
            "distance": city - values if high else values - city,
            "effort": effort,
            "people": people,
            "rate": rate,
            "side": _sides(subject),
            "need": _need_classes(values - city, spread, higher_is_better=high),
            "rate_class": _rate_classes(rate, rate_break),
        }
    ).rename_axis("area_code")
    counted = frame.loc[rate.notna()]
    return Need(
        subject=subject,
        frame=frame,
        here=initiatives_by_area(workspace, subject),
        near=NEAR * spread or None,
        rate_break=rate_break,
        average=PER * float(counted["effort"].sum() / counted["people"].sum())
        if len(counted)
        else None,
    )


def in_order(need: Need) -> pd.DataFrame:
    """Put areas side by side in the order of `Side`, the farthest first, those without a figure last."""
    places = {side: place for place, side in enumerate(Side)}
    keys = pd.DataFrame(
        {
            "side": [places.get(side, len(places)) for side in need.frame["side"]],
            "distance": -need.frame["distance"],
        },
        index=need.frame.index,
    )
    order = keys.sort_values(["side", "distance"], kind="stable").index
    return need.frame.loc[order]


def initiatives_by_area(
    workspace: Workspace, subject: Subject
) -> dict[str, tuple[Initiative, ...]]:
    """Name the initiatives that run in each area; those of the whole city are in none."""
    places = {
        each.id: codes_of(each, workspace.areas, subject.level) for each in subject.effort.located
    }
    return {
        code: tuple(each for each in subject.effort.located if code in places[each.id])
        for code in workspace.areas.codes(subject.level)
    }


def _sides(subject: Subject) -> pd.Series:
    present = (subject.effort.counts >= ENOUGH).tolist()
    unknown = subject.effort.counts.isna().tolist()
    sides = {
        (True, False): Side.WORSE_WITHOUT,
        (True, True): Side.WORSE_WITH,
        (False, False): Side.BETTER_WITHOUT,
        (False, True): Side.BETTER_WITH,
    }
    found = [
        None if pd.isna(worse) or lost else sides[bool(worse), runs]
        for worse, runs, lost in zip(subject.worse, present, unknown, strict=True)
    ]
    return pd.Series(found, index=subject.worse.index, dtype="object")


def _need_classes(differences: pd.Series, spread: float, *, higher_is_better: bool) -> pd.Series:
    def classify(difference: float) -> NeedClass | None:
        if pd.isna(difference) or not spread:
            return None
        tone = find_tone(difference, spread, higher_is_better=higher_is_better)
        if not tone:
            return NeedClass.NEAR
        return NeedClass.LESS_FAVOURABLE if tone < 0 else NeedClass.MORE_FAVOURABLE

    found = [classify(float(each)) for each in differences]
    return pd.Series(found, index=differences.index, dtype="object")


def _rate_classes(rates: pd.Series, rate_break: float | None) -> pd.Series:
    def classify(rate: float) -> RateClass | None:
        if pd.isna(rate):
            return None
        if rate == 0 or rate_break is None:
            return RateClass.NONE
        return RateClass.FEWER if rate <= rate_break else RateClass.MORE

    return pd.Series([classify(float(each)) for each in rates], index=rates.index, dtype="object")
