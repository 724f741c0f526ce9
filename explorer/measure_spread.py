"""Worked examples of measures that gather the distances of all areas."""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from explorer.measure_arithmetic import Scene
from indicators.measures.groups import Array
from indicators.measures.toolkit import PER_THOUSAND

# Shares of people, and what they are multiplied by, need more decimals than figures.
SHARE_DECIMALS: Final = 4
RATIO_DECIMALS: Final = 3


def _distances(scene: Scene, point: float, words: str, *, weighted: bool) -> str:
    away = np.abs(scene.compared.estimates - point)
    weights = scene.compared.people if weighted else np.ones(len(away))
    parts = away * weights
    shown = [
        scene.t(
            "{area}: {steps} ({share} of the sum).",
            area=scene.name(place),
            steps=_steps(scene, place, point, weighted=weighted),
            share=scene.t.percent(100 * parts[place] / parts.sum(), 1),
        )
        for place in _two_largest(parts, scene.compared.estimates > point)
    ]
    return f"{words} {' '.join(shown)} {_all_together(scene, parts.sum(), weights.sum(), weighted)}"


def _steps(scene: Scene, place: int, point: float, *, weighted: bool) -> str:
    value = float(scene.compared.estimates[place])
    high, low = max(value, point), min(value, point)
    distance = scene.distance(high, low)
    if not weighted:
        return distance
    people = float(scene.compared.people[place])
    return f"{distance}; {scene.multiply(high - low, people)}"


def _all_together(scene: Scene, total: float, count: float, weighted: bool) -> str:
    quotient = scene.quotient_of_sum(total, count)
    if weighted:
        return scene.t(
            "Distance times people, added up over all {n} areas and divided by all people: {sum}.",
            n=scene.t.number(len(scene.compared.names), 0),
            sum=quotient,
        )
    return scene.t(
        "All distances, added up and divided by the number of areas: {sum}.", sum=quotient
    )


def _two_largest(parts: Array, above: npt.NDArray[np.bool_]) -> list[int]:
    """Pick the largest part on each side of the point, or the two largest where all lie on one."""
    sides = [np.flatnonzero(side & (parts > 0)) for side in (above, ~above)]
    picked = [int(side[parts[side].argmax()]) for side in sides if len(side)]
    if len(picked) == 1:
        rest = [int(place) for place in np.argsort(-parts, kind="stable") if parts[place] > 0]
        picked = rest[:2]
    return picked


def work_from_mean(scene: Scene, *, weighted: bool) -> str:
    """Show two areas’ distances from the mean, and the average of all."""
    words = scene.t("The overall mean is {mean}.", mean=scene.figure(scene.mean))
    return _distances(scene, scene.mean, words, weighted=weighted)


def work_from_best(scene: Scene, *, weighted: bool) -> str:
    """Show two areas’ distances from the most favourable one, and the average of all."""
    values = scene.compared.estimates
    place = int(values.argmax() if scene.compared.favourable else values.argmin())
    words = scene.t(
        "The most favourable figure is in {area}, {value}.",
        area=scene.name(place),
        value=scene.figure(values[place]),
    )
    return _distances(scene, float(values[place]), words, weighted=weighted)


def work_from_reference(scene: Scene, *, weighted: bool) -> str:
    """Show two areas’ distances from the reference, and the average of all."""
    place = int(np.asarray(scene.compared.names == scene.compared.reference).argmax())
    value = float(scene.compared.estimates[place])
    words = scene.t(
        "The reference is {area} with {value}.", area=scene.name(place), value=scene.figure(value)
    )
    return _distances(scene, value, words, weighted=weighted)


def work_disparity(scene: Scene, *, weighted: bool) -> str:
    """Show the farthest area, and the average distance in percent of the mean."""
    compared, t = scene.compared, scene.t
    away = np.abs(compared.estimates - scene.mean)
    farthest = int(away.argmax())
    distance = float(away @ compared.shares if weighted else away.mean())
    words = t(
        "{area} with {value} is farthest from the overall mean, {mean}. On average the distance is"
        " {distance}.",
        area=scene.name(farthest),
        value=scene.figure(compared.estimates[farthest]),
        mean=scene.figure(scene.mean),
        distance=scene.gap(distance),
    )
    return f"{words} {scene.in_percent(distance, scene.mean)}."


# --- squares


def work_variance(scene: Scene) -> str:
    """Show the area that weighs most, and the average of all squares."""
    t, compared = scene.t, scene.compared
    away = compared.estimates - scene.mean
    parts = away**2 * compared.people
    place = int(parts.argmax())
    high, low = sorted((float(compared.estimates[place]), scene.mean), reverse=True)
    words = t(
        "The overall mean is {mean}. {area} weighs most: {steps} ({share} of the sum).",
        mean=scene.figure(scene.mean),
        area=scene.name(place),
        steps=f"{scene.distance(high, low)};"
        f" {scene.multiply(high - low, float(compared.people[place]), power=2)}",
        share=t.percent(100 * parts[place] / parts.sum(), 1),
    )
    whole = t(
        "Squared distance times people, added up over all {n} areas and divided by all people:"
        " {sum}.",
        n=t.number(len(compared.names), 0),
        sum=scene.quotient_of_sum(parts.sum(), compared.people.sum()),
    )
    return f"{words} {whole}"


def work_deviation(scene: Scene) -> str:
    """Show the farthest area, and the root of the variance."""
    away = scene.compared.estimates - scene.mean
    farthest = int(np.abs(away).argmax())
    variance = float(away**2 @ scene.compared.shares)
    return scene.t(
        "{area} with {value} is farthest from the overall mean, {mean}. The variance between areas"
        " is {variance}, and its square root {result}.",
        area=scene.name(farthest),
        value=scene.figure(scene.compared.estimates[farthest]),
        mean=scene.figure(scene.mean),
        variance=scene.t.number(variance, 1),
        result=scene.result,
    )


def work_variation(scene: Scene) -> str:
    """Show the farthest area, and the standard deviation in percent of the mean."""
    t, values = scene.t, scene.compared.estimates
    farthest = int(np.abs(values - scene.mean).argmax())
    deviation = float(np.sqrt((values - scene.mean) ** 2 @ scene.compared.shares))
    words = t(
        "{area} with {value} is farthest from the overall mean, {mean}. The standard deviation"
        " between areas is {deviation}.",
        area=scene.name(farthest),
        value=scene.figure(values[farthest]),
        mean=scene.figure(scene.mean),
        deviation=scene.gap(deviation),
    )
    return f"{words} {scene.in_percent(deviation, scene.mean)}."


# --- logarithms and pairs


def work_theil(scene: Scene) -> str:
    """Show the part of the area that weighs most."""
    relative = scene.compared.estimates / scene.mean
    return _theil_term(scene, scene.compared.shares, relative, scene.name)


def _theil_term(scene: Scene, shares: Array, relative: Array, name: Callable[[int], str]) -> str:
    t = scene.t
    positive = np.where(relative > 0, relative, 1.0)
    parts = PER_THOUSAND * shares * relative * np.log(positive)
    place = int(np.abs(parts).argmax())
    share = t.number(shares[place], SHARE_DECIMALS)
    times = t.number(relative[place], RATIO_DECIMALS)
    return t(
        "{area} weighs most. Its share of all people is {share}, and its figure is {times} times"
        " the overall mean, {mean}. Its part is {share} × {times} × ln {times} × 1,000, about {part}."
        " (ln is the natural logarithm; parts of areas under the mean are below 0.)"
        " All parts together are {result}.",
        area=name(place),
        share=share,
        times=times,
        mean=scene.figure(scene.mean),
        part=t.number(parts[place], 1),
        result=scene.result,
    )


def work_log_deviation(scene: Scene) -> str:
    """Show the part of the area that weighs most."""
    t, compared = scene.t, scene.compared
    parts = PER_THOUSAND * compared.shares * np.log(scene.mean / compared.estimates)
    place = int(np.abs(parts).argmax())
    return t(
        "{area} weighs most. Its share of all people is {share}, its figure {value}, and the"
        " overall mean {mean}. Its part is {share} × ln ({y} / {x}) × 1,000, about {part}."
        " (ln is the natural logarithm; parts of areas over the mean are below 0.)"
        " All parts together are {result}.",
        area=scene.name(place),
        share=t.number(compared.shares[place], SHARE_DECIMALS),
        value=scene.figure(compared.estimates[place]),
        mean=scene.figure(scene.mean),
        y=scene.number(scene.mean),
        x=scene.number(compared.estimates[place]),
        part=t.number(parts[place], 1),
        result=scene.result,
    )


def work_between(scene: Scene) -> str:
    """Show the part of the larger area that weighs most."""
    codes, _, shares, means = scene.larger_areas()
    words = _theil_term(
        scene, shares, means / scene.mean, lambda place: scene.larger_area(codes[place])
    )
    return f"{words}{_two_parts(scene)}"


def work_within(scene: Scene) -> str:
    """Show the larger area that weighs most with the ends inside it."""
    t, compared = scene.t, scene.compared
    codes, member, _, means = scene.larger_areas()
    own = means @ member.T
    relative = np.divide(compared.estimates, own, out=np.ones_like(own), where=own > 0)
    positive = np.where(relative > 0, relative, 1.0)
    terms = compared.shares * own / scene.mean * relative * np.log(positive)
    parts = PER_THOUSAND * (terms @ member)
    place = int(parts.argmax())
    inside = np.flatnonzero(member[:, place] > 0)
    figures = compared.estimates[inside]
    words = t(
        "{area} weighs most: inside it the figures reach from {low} in {first} to {high} in"
        " {second}. Its part is {part}. The parts of all larger areas together are {result}.",
        area=scene.larger_area(codes[place]),
        low=scene.figure(figures.min()),
        first=scene.name(int(inside[figures.argmin()])),
        high=scene.figure(figures.max()),
        second=scene.name(int(inside[figures.argmax()])),
        part=t.number(parts[place], 1),
        result=scene.result,
    )
    return f"{words}{_two_parts(scene)}"


def _two_parts(scene: Scene) -> str:
    """Add the two parts of the Theil index up, where all three are known."""
    found = [scene.measures.get(measure) for measure in ("tb", "tw", "ti")]
    between, within, whole = (None if each is None else each.estimate for each in found)
    if between is None or within is None or whole is None:
        return ""
    sum_ = scene.add(between, within, whole)
    return " " + scene.t("Between and within make up the Theil index: {sum}.", sum=sum_)


def work_gini(scene: Scene) -> str:
    """Show the two ends, and the distance of two people drawn by chance."""
    t, values = scene.t, scene.compared.estimates
    first, second = int(values.argmax()), int(values.argmin())
    apart = 2 * scene.estimate * scene.mean
    words = t(
        "The figures of one person in {first} ({high}) and one in {second} ({low}) differ by"
        " {gap}. For two people drawn by chance from all it is {apart} on average. Half of that is"
        " divided by the overall mean, {mean}.",
        first=scene.name(first),
        high=scene.figure(values[first]),
        second=scene.name(second),
        low=scene.figure(values[second]),
        gap=scene.gap(values[first] - values[second]),
        apart=scene.gap(apart),
        mean=scene.figure(scene.mean),
    )
    return f"{words} {scene.half_over(apart, scene.mean)}."
