"""Classes of values: breaks by a scheme, and the class that a value belongs to."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Final, NamedTuple

import mapclassify
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from explorer.view import Scheme, Show

Values = NDArray[np.float64]

# Round numbers between 1 and 10.
NICE: Final = (1.0, 2.0, 2.5, 5.0)
# Ladders of a ratio, each used with its inverses.
RATIO_STEPS: Final = (
    (1.01, 1.02, 1.05, 1.1),
    (1.02, 1.05, 1.1, 1.2),
    (1.05, 1.1, 1.2, 1.5),
    (1.1, 1.25, 1.5, 2.0),
    (1.25, 1.5, 2.0, 3.0),
    (1.5, 2.0, 4.0, 8.0),
    (2.0, 5.0, 10.0, 20.0),
)
# The outermost round break stands near this quantile of the distances from the city.
TELLING_SHARE: Final = 0.8
# From this many classes on, steps of a whole standard deviation would leave the outer ones empty.
MANY_CLASSES: Final = 6
# A value this close to a break, as a share of the largest break, stands on it: 4.4 - 1.9 is 2.5.
CLOSE: Final = 1e-9
# No figure is larger or smaller than this; what is would leave the range of floats on the way.
SIZES: Final = (1e-100, 1e100)


class Interval(NamedTuple):
    """A class as an interval, open below and closed above; None is without end."""

    low: float | None
    high: float | None


@dataclass(frozen=True)
class Scale:
    """
    Classes for values; class 0 is the lowest.

    Parameters
    ----------
    breaks
        Inner breaks, rising. A value on a break belongs to the class below it.
    middle
        Class that holds the city's own position, None where the city has no position. A half where
        no class is “as the city”: 2.5 where its position is a break itself, so that it stands
        between classes 2 and 3; -0.5 where all values are higher than the city's with no break
        between, and half a class beyond the last one where all are lower.
    scheme
        How the breaks were made.
    descending
        True when small numbers stand for high values, as ranks do.
    """

    breaks: tuple[float, ...]
    middle: float | None
    scheme: Scheme
    descending: bool = False

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self.breaks) + 1

    def assign(self, values: pd.Series) -> pd.Series:
        """
        Give each value its class.

        Returns
        -------
        map_class
            Int64, same index; a value that is missing or not finite has none, never the lowest.
        """
        numbers = values.to_numpy(dtype="float64", na_value=np.nan)
        found = np.searchsorted(_reach(self.breaks), numbers, side="left")
        classes = pd.Series(found, index=values.index, dtype="Int64", name="map_class")
        return classes.mask(~np.isfinite(numbers))


def intervals(scale: Scale) -> tuple[Interval, ...]:
    """List the classes as intervals, lowest first."""
    return tuple(Interval(low, high) for low, high in pairwise((None, *scale.breaks, None)))


def build_scale(
    values: pd.Series,
    *,
    scheme: Scheme,
    classes: int,
    centre: float | None,
    show: Show,
    breaks: Sequence[float] = (),
) -> Scale:
    """
    Build a scale from the finite ones of some values; never an error, whatever they are.

    Schemes made from the data give as many classes as are asked for where the data allow it: with
    fewer different values, or many equal ones, there are fewer. The round steps about the city and
    own breaks keep their classes, because these mean the same whether or not an area is in them.
    No values make one class, and so do equal ones, except with own breaks.

    Parameters
    ----------
    values
        In the terms of `show`.
    classes
        How many are asked for, at least 2; with own breaks these decide.
    centre
        The city's position in the same terms, None where it has none.
    breaks
        Own inner breaks, rising; used with `Scheme.OWN` alone.

    Notes
    -----
    Round steps about the city (`Scheme.CITY`), with m breaks on each side; an odd number of classes
    has a middle class “as the city”, an even one a break at the city's position:

    - difference: ±s, ±2s, ±4s …, with s of 1, 2, 2.5 or 5 times a power of ten, such that the
      outermost break comes nearest (in proportion) to the 80th percentile of the distances;
    - ratio: the ladder of `RATIO_STEPS` whose outermost break comes nearest to the 80th percentile
      of the distances as logarithms, and its inverses;
    - value: neighbouring multiples of a round step, with the city's value in the middle class or
      nearest to the middle break, moved as far as it takes to lie within the values. As many steps
      as there are breaks span about what lies between the 10th and the 90th percentile (a city
      beyond these, or none, is replaced by their mean); smaller ones where they leave too few;
    - rank: groups of equal size.

    Standard deviations: steps of one standard deviation (of the values as a sample), from six
    classes on of half a one, symmetric around the mean: in the middle of a class when the number of
    classes is odd, on a break when it is even. Breaks beyond all values are left out.

    References
    ----------
    Fisher, W. D. (1958). On grouping for maximum homogeneity. Journal of the American Statistical
    Association 53, 789–798. doi:10.1080/01621459.1958.10501479
    """
    numbers = values.to_numpy(dtype="float64", na_value=np.nan)
    finite = np.sort(numbers[np.isfinite(numbers)])
    distinct = np.unique(finite)
    found: Sequence[float]
    if scheme is Scheme.OWN:
        found = breaks if len(finite) else ()
    elif _is_one_value(finite):
        found = ()
    elif scheme is Scheme.CITY:
        found = _round_breaks(finite, classes, centre, show)
    elif scheme is Scheme.FISHER_JENKS:
        found = _natural_breaks(finite, min(classes, len(distinct)))
    else:
        found = _mapclassify_breaks(finite, scheme, min(classes, len(distinct)))
    kept = tuple(float(each) for each in found)
    return Scale(kept, _middle(kept, centre, finite), scheme, descending=show is Show.RANK)


def _is_one_value(finite: Values) -> bool:
    largest = float(np.abs(finite).max(initial=0.0))
    outside = not SIZES[0] < largest < SIZES[1]
    return outside or float(finite[-1] - finite[0]) <= CLOSE * largest


def _reach(breaks: Sequence[float]) -> Values:
    """Move breaks up by what counts as standing on them."""
    edges = np.array(breaks, dtype="float64")
    return np.asarray(edges + CLOSE * np.abs(edges).max(initial=0.0))


def _middle(breaks: Sequence[float], centre: float | None, finite: Values) -> float | None:
    if centre is None or not math.isfinite(centre):
        return None
    close = CLOSE * max(map(abs, breaks), default=0.0)
    for place, each in enumerate(breaks):
        if abs(each - centre) <= close:
            return place + 0.5
    place = int(np.searchsorted(_reach(breaks), centre, side="left"))
    if len(finite):
        # An end class reaches a city beyond all values by its open end alone: none of them is like it.
        lowest, highest = float(finite[0]), float(finite[-1])
        close = CLOSE * max(abs(lowest), abs(highest), abs(centre))
        if place == 0 and centre < lowest - close:
            return -0.5
        if place == len(breaks) and centre > highest + close:
            return place + 0.5
    return float(place)


def _mapclassify_breaks(finite: Values, scheme: Scheme, classes: int) -> Sequence[float]:
    low, high = finite[0], finite[-1]
    if scheme is Scheme.STANDARD_DEVIATIONS:
        step = 1.0 if classes < MANY_CLASSES else 0.5
        multiples = step * (np.arange(classes - 1) - (classes - 2) / 2)
        inner = mapclassify.StdMean(finite, multiples=multiples.tolist()).bins
    elif scheme is Scheme.EQUAL_INTERVALS:
        inner = mapclassify.EqualInterval(finite, k=classes).bins
    else:
        # As mapclassify's Quantiles, which warns whenever equal values leave fewer classes.
        inner = np.quantile(finite, np.arange(1, classes) / classes)
        # With many equal values at the top a break may be the largest: its class would hold all.
        inner = np.where(inner >= high, finite[finite < high].max(), inner)
        # Two between the same neighbours would have nothing between them.
        inner = inner[np.unique(np.searchsorted(finite, inner, side="right"), return_index=True)[1]]
    # The last of mapclassify's breaks is the largest value, which ends no inner class.
    return [each for each in np.unique(inner).tolist() if low <= each < high]


def _natural_breaks(finite: Values, classes: int) -> Sequence[float]:
    """
    Give the breaks with the least variance within classes (Fisher–Jenks), exactly.

    mapclassify's own runs in single precision, which misplaces incomes in SEK, and without a
    compiler takes minutes for some thousands of values. This one works on the different values.
    """
    ends, counts = np.unique(finite, return_counts=True)
    centred = (ends - finite.mean()) / finite.std()
    weight, total, squares = (
        np.concatenate([[0.0], np.cumsum(counts * centred**power)]) for power in (0, 1, 2)
    )
    size = len(ends)

    def spread(first: NDArray[np.intp] | int, last: NDArray[np.intp] | int) -> Values:
        """Sum of squares about the mean of the values first … last - 1."""
        mass, sums = weight[last] - weight[first], total[last] - total[first]
        return np.asarray(squares[last] - squares[first] - sums**2 / mass)

    # least[n]: the best for the first n values with the classes so far; starts: of the last class.
    least = np.concatenate([[0.0], spread(0, np.arange(1, size + 1))])
    starts = []
    for made in range(2, classes + 1):
        best, start = np.full(size + 1, np.inf), np.zeros(size + 1, dtype=np.intp)
        for last in range(made, size + 1):
            firsts = np.arange(made - 1, last)
            cost = least[firsts] + spread(firsts, last)
            start[last] = firsts[np.argmin(cost)]
            best[last] = cost.min()
        least = best
        starts.append(start)
    found, last = [], size
    for start in reversed(starts):
        last = int(start[last])
        found.append(float(ends[last - 1]))
    return found[::-1]


def _nearest_nice(value: float, *, times: float = 1.0) -> float:
    """Find the round number that, taken some times, comes nearest to a value in proportion."""
    power = math.floor(math.log10(value / times))
    candidates = [nice * 10.0**each for each in (power, power + 1) for nice in NICE]
    return min(candidates, key=lambda each: abs(math.log(each * times / value)))


def _nice_steps(value: float) -> Iterator[float]:
    """Give the round number nearest to a value, and then ever smaller ones."""
    largest = _nearest_nice(value)
    for power in count(math.floor(math.log10(largest)) + 1, -1):
        yield from (each for nice in reversed(NICE) if (each := nice * 10.0**power) <= largest)


def _round_breaks(
    finite: Values, classes: int, centre: float | None, show: Show
) -> Sequence[float]:
    if show is Show.DIFFERENCE:
        return _doubling_breaks(finite, classes)
    if show is Show.RATIO:
        return _ladder_breaks(finite, classes)
    if show is Show.RANK:
        shares = np.arange(1, classes) / classes
        groups = np.unique(np.quantile(finite, shares, method="inverted_cdf"))
        return [each for each in groups.tolist() if each < finite[-1]]
    return _neighbouring_breaks(finite, classes, centre)


def _telling(distances: Values) -> float:
    """Give the 80th percentile of distances, or the largest where that is nothing."""
    telling, largest = float(np.quantile(distances, TELLING_SHARE)), float(distances.max())
    return telling if telling > CLOSE * largest else largest


def _doubling_breaks(finite: Values, classes: int) -> Sequence[float]:
    sides = (classes - 1) // 2
    if not sides:
        return [0.0]
    outermost = 2.0 ** (sides - 1)
    step = _nearest_nice(_telling(np.abs(finite)), times=outermost)
    above = [step * 2**each for each in range(sides)]
    return [*(-each for each in reversed(above)), *([] if classes % 2 else [0.0]), *above]


def _ladder_breaks(finite: Values, classes: int) -> Sequence[float]:
    sides = (classes - 1) // 2
    if not sides:
        return [1.0]
    positive = finite[finite > 0]
    telling = _telling(np.abs(np.log(positive))) if len(positive) else 0.0
    above = min(RATIO_STEPS, key=lambda steps: abs(math.log(steps[sides - 1]) - telling))[:sides]
    return [*(1 / each for each in reversed(above)), *([] if classes % 2 else [1.0]), *above]


def _neighbouring_breaks(finite: Values, classes: int, centre: float | None) -> Sequence[float]:
    lowest, highest = float(finite[0]), float(finite[-1])
    low, high = np.quantile(finite, (0.1, 0.9)).tolist()
    if high - low <= CLOSE * (highest - lowest):
        low, high = lowest, highest
    about = centre if centre is not None and low <= centre <= high else (low + high) / 2
    # The breaks are whole multiples of the step: `first`, `first` + 1 …
    for step in _nice_steps((high - low) / (classes - 1)):
        least, most = math.floor(lowest / step) + 1, math.ceil(highest / step) - 1
        if most - least + 2 >= classes:
            break
    below = math.floor(about / step) if classes % 2 else round(about / step)
    first = max(min(below - (classes - 2) // 2, most - classes + 2), least)
    # A round step times a whole number is round again, up to the last bits.
    return [float(f"{each * step:.12g}") for each in range(first, first + classes - 1)]
