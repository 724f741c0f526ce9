"""Worked examples of measures between two ends, along an order and against a reference."""

from typing import Final

import numpy as np

from explorer.measure_arithmetic import Scene
from indicators.measures.percentiles import HIGH, LOW, percentile_of
from indicators.measures.ranking import ridits
from indicators.measures.slope import slope_of
from indicators.measures.toolkit import whole_people

# Shares of people, and what they are multiplied by, need more decimals than figures.
SHARE_DECIMALS: Final = 4
RANK_DECIMALS: Final = 3


def work_two_ends(scene: Scene, *, divided: bool) -> str:
    """Show the two ends, and one taken from the other or divided by it."""
    t, compared = scene.t, scene.compared
    values = compared.estimates
    first, second = int(values.argmax()), int(values.argmin())
    above, below = float(values[first]), float(values[second])
    words = t(
        "The highest figure is in {first}, {high}, and the lowest in {second}, {low}.",
        first=scene.name(first),
        high=scene.figure(above),
        second=scene.name(second),
        low=scene.figure(below),
    )
    sum_ = scene.divide(above, below) if divided else scene.subtract(above, below)
    return f"{words} {sum_}."


def _ends_of_order(scene: Scene) -> str:
    t, compared = scene.t, scene.compared
    values = compared.estimates
    return t(
        "The areas are put in order by {order}. At the most advantaged end is {top} with {high}, at the"
        " least advantaged {bottom} with {low}.",
        order=t("“{indicator}”", indicator=scene.order_name)
        if scene.order_name
        else t("the chosen indicator"),
        top=scene.names_of(compared.highest > 0),
        high=scene.figure(float(values @ compared.highest)),
        bottom=scene.names_of(compared.lowest > 0),
        low=scene.figure(float(values @ compared.lowest)),
    )


def work_percentiles(scene: Scene, *, divided: bool) -> str:
    """Show where P10 and P90 of people live, and the gap between the two."""
    t, compared = scene.t, scene.compared
    values = compared.estimates
    low, high = (float(percentile_of(compared, values, share=share)) for share in (LOW, HIGH))
    words = t(
        "Count people from the lowest figure upwards: one in ten is reached in {first}, with {low},"
        " and nine in ten in {second}, with {high}.",
        first=scene.name(_reached(scene, LOW, low)),
        low=scene.figure(low),
        second=scene.name(_reached(scene, HIGH, high)),
        high=scene.figure(high),
    )
    sum_ = scene.divide(high, low) if divided else scene.subtract(high, low)
    return f"{words} {sum_}."


def _reached(scene: Scene, share: float, value: float) -> int:
    """Find the area in which a share of people is reached; of equal ones in the order of counting."""
    values = scene.compared.estimates
    rising = np.argsort(values, kind="stable")
    reached = np.cumsum(scene.compared.shares[rising]) >= share - 1e-9
    found = int(rising[reached.argmax()])
    return found if values[found] == value else int(np.flatnonzero(values == value)[0])


def work_line(scene: Scene, *, divided: bool) -> str:
    """Show the order, both ends of the line, and one taken from the other or divided by it."""
    t, compared = scene.t, scene.compared
    people = whole_people(compared.people)
    slope = float(slope_of(scene.with_people(people), compared.estimates))
    mean = float(compared.estimates @ people / people.sum())
    above, below = mean + slope / 2, mean - slope / 2
    top, bottom = (above, below) if compared.favourable else (below, above)
    words = t(
        "The line through all areas is at {low} at the least advantaged end and at {high} at the"
        " most advantaged.",
        low=scene.figure(bottom),
        high=scene.figure(top),
    )
    sum_ = scene.divide(above, below) if divided else scene.subtract(above, below)
    return f"{_ends_of_order(scene)} {words} {sum_}."


def work_concentration(scene: Scene) -> str:
    """Show the order, and the part of the area that weighs most."""
    t, compared = scene.t, scene.compared
    ranks = ridits(compared.required_places, compared.people)
    parts = compared.estimates * compared.shares * (2 * ranks - 1)
    place = int(np.abs(parts).argmax())
    words = t(
        "{area} weighs most. Its figure is {value}, its share of all people {share}, and its rank"
        " {rank} on a scale from 0 (least) to 1 (most advantaged). Its part is {x} × {share} ×"
        " (2 × {rank} − 1), about {part}. All parts together are {result}.",
        area=scene.name(place),
        value=scene.figure(compared.estimates[place]),
        share=t.number(compared.shares[place], SHARE_DECIMALS),
        rank=t.number(ranks[place], RANK_DECIMALS),
        x=scene.number(compared.estimates[place]),
        part=t.number(parts[place], 2),
        result=scene.result,
    )
    return f"{_ends_of_order(scene)} {words}"


def work_relative_concentration(scene: Scene) -> str:
    """Show the order, and the absolute index divided by the mean."""
    ranks = ridits(scene.compared.required_places, scene.compared.people)
    absolute = float(scene.compared.estimates @ (scene.compared.shares * (2 * ranks - 1)))
    words = scene.t(
        "The absolute concentration index is {index}, and the overall mean {mean}.",
        index=scene.gap(absolute),
        mean=scene.figure(scene.mean),
    )
    return f"{_ends_of_order(scene)} {words} {scene.gap_over(absolute, scene.mean)}."


def work_gain(scene: Scene, *, in_percent: bool) -> str:
    """Show the most favourable area less the mean, or that in percent of the mean."""
    values = scene.compared.estimates
    place = int(values.argmax() if scene.compared.favourable else values.argmin())
    best = float(values[place])
    words = scene.t(
        "The most favourable figure is in {area}, {value}. The overall mean is {mean}.",
        area=scene.name(place),
        value=scene.figure(best),
        mean=scene.figure(scene.mean),
    )
    if not in_percent:
        return f"{words} {scene.subtract(best, scene.mean)}."
    gain = best - scene.mean
    difference = scene.subtract(best, scene.mean, result=scene.gap(gain))
    return f"{words} {difference}. {scene.in_percent(gain, scene.mean)}."
