"""Arithmetic that is shown to a reader: it comes out with the figures shown, or says “about”."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from math import floor, log10
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from explorer.i18n import Translator
from explorer.measure_values import decimals_of, gap_unit, value_text
from indicators.comparison import Comparison
from indicators.definitions import IndicatorDefinition
from indicators.gaps import groups_for
from indicators.measures.groups import Array, Compared, compare
from indicators.measures.toolkit import Estimate

# A figure that would be shown as 0 gets more decimals, up to so many.
MOST_DECIMALS: Final = 6
# Digits of a product that is only about right.
DIGITS: Final = 3
NAMED: Final = 3
WHOLE: Final = 10_000.0


@dataclass(frozen=True, eq=False)
class Scene:
    """
    The figures that an example is made from, and how they are written.

    Parameters
    ----------
    measures
        Those that are known, `measure` among them.
    names
        Of areas or units by code, and of larger areas where they are to be named.
    order_name
        Of the indicator that puts the areas in order; "" where there is none.
    """

    measure: str
    comparison: Comparison
    measures: Mapping[str, Estimate]
    names: Mapping[str, str]
    t: Translator
    order_name: str
    compared: Compared

    @property
    def definition(self) -> IndicatorDefinition:
        """The indicator."""
        return self.comparison.definition

    @property
    def estimate(self) -> float:
        """The measure that is worked out."""
        return self.measures[self.measure].estimate

    @property
    def result(self) -> str:
        """The measure as the page writes it."""
        return value_text(self.measure, self.estimate, self.definition, self.t)

    @property
    def mean(self) -> float:
        """Mean of the values by people."""
        return float(self.compared.mean(self.compared.estimates))

    # Names

    def name(self, place: int) -> str:
        """Name the unit in a place of the arrays."""
        unit = str(self.compared.names[place])
        if unit in self.names:
            return self.names[unit]
        codes = self.comparison.members.get(unit, (unit,))
        return " + ".join(self.names.get(code, code) for code in codes)

    def names_of(self, chosen: npt.NDArray[np.bool_]) -> str:
        """Name the units that are chosen (True), a few of them where they are many."""
        places = [int(place) for place in np.flatnonzero(chosen)]
        listed = ", ".join(self.name(place) for place in places[:NAMED])
        if (more := len(places) - NAMED) <= 0:
            return listed
        return self.t.plural(
            "{areas} and {n} other area",
            "{areas} and {n} other areas",
            more,
            areas=listed,
            n=self.t.number(more, 0),
        )

    def larger_area(self, code: str) -> str:
        """Name a larger area, by the most populous area in it where it has no name."""
        if code in self.names:
            return self.names[code]
        inside = self._parents == code
        place = int(np.where(inside, self.compared.people, -1.0).argmax())
        return self.t("The larger area around {area}", area=self.name(place))

    def larger_areas(self) -> tuple[list[str], Array, Array, Array]:
        """
        Put areas together in the larger ones.

        Returns
        -------
        codes
            Of the larger areas, each once.
        member
            1 where an area (row) lies in a larger one (column), else 0.
        shares, means
            Share of all people, and mean by people, of each larger area.
        """
        places, codes = pd.factorize(self._parents)
        member = np.eye(len(codes))[places]
        shares = self.compared.shares @ member
        means = (self.compared.estimates * self.compared.shares) @ member / shares
        return [str(code) for code in codes], member, shares, means

    def with_people(self, people: Array) -> Compared:
        """Weigh the units by other numbers of people."""
        return replace(self.compared, people=people)

    @property
    def _parents(self) -> np.ndarray:
        parents = self.comparison.groups.parents
        held = pd.Series(dtype="str") if parents is None else parents
        return held.reindex(self.compared.names).to_numpy(dtype="object")

    # Numbers

    def figure(self, value: float) -> str:
        """Write a value with its unit."""
        return self.t.unit(float(value), self.definition.unit, self._decimals(value))

    def gap(self, value: float) -> str:
        """Write a distance between values with its unit."""
        return self.t.unit(float(value), gap_unit(self.definition), self._decimals_of_gap(value))

    def number(self, value: float) -> str:
        """Write a value without its unit."""
        return self.t.number(float(value), self._decimals(value))

    def subtract(self, first: float, second: float, *, result: str | None = None) -> str:
        """Take one value from another; the result is the measure unless another is given."""
        decimals = max(self._decimals(first), self._decimals(second))
        one, other = _rounded(first, decimals), _rounded(second, decimals)
        gap = float(first) - float(second)
        shown = self._decimals_of_result if result is None else self._decimals_of_gap(gap)
        return self._equation(
            f"{self._write(one, decimals)} − {self._write(other, decimals, inside=True)}",
            self._same(one - other, gap, shown),
            self.result if result is None else result,
        )

    def distance(self, first: float, second: float) -> str:
        """Take one value from another, on the way to the measure."""
        gap = float(first) - float(second)
        apart = self.t.number(gap, self._decimals_of_gap(gap))
        return self.subtract(first, second, result=apart)

    def divide(self, first: float, second: float) -> str:
        """Divide one value by another; the result is the measure."""
        return self._quotient(
            float(first), float(second), (self._decimals(first), self._decimals(second))
        )

    def quotient_of_sum(self, total: float, count: float) -> str:
        """Divide a sum by the number of what was added up; the result is the measure."""
        decimals = 0 if abs(total) >= WHOLE else max(1, self.definition.decimals)
        return self._quotient(float(total), float(count), (decimals, 0))

    def gap_over(self, gap: float, mean: float) -> str:
        """Divide a distance by the mean; the result is the measure."""
        return self._quotient(gap, mean, (self._decimals_of_gap(gap), self._decimals(mean)))

    def half_over(self, gap: float, mean: float) -> str:
        """Divide half a distance by the mean; the result is the measure."""
        places = (self._decimals_of_gap(gap), self._decimals(mean))
        return self._quotient(gap, mean, places, "{first} / (2 × {second})", Decimal("0.5"))

    def in_percent(self, gap: float, mean: float) -> str:
        """Divide a distance by the mean, in percent; the result is the measure."""
        places = (self._decimals_of_gap(gap), self._decimals(mean))
        return self._quotient(gap, mean, places, "{first} / {second} × 100", Decimal(100))

    def multiply(self, distance: float, people: float, *, power: int = 1) -> str:
        """Multiply a distance, or its square, by the people it holds for, on the way."""
        decimals = self._decimals_of_gap(distance)
        one, other = _rounded(distance, decimals), _rounded(people, 0)
        exact = float(distance**power * people)
        fits = self._same(one**power * other, exact, 0)
        product = exact if fits else _first_digits(exact)
        sign = "²" if power == 2 else ""
        left = f"{self._write(one, decimals)}{sign} × {self._write(other, 0)}"
        return self._equation(left, fits, self.t.number(product, 0))

    def add(self, first: float, second: float, total: float) -> str:
        """Add two indices on the scale of the Theil index."""
        one, other = _rounded(first, 1), _rounded(second, 1)
        left = f"{self._write(one, 1)} + {self._write(other, 1)}"
        return self._equation(left, self._same(one + other, total, 1), self.t.number(total, 1))

    def _quotient(
        self,
        first: float,
        second: float,
        decimals: tuple[int, int],
        pattern: str = "{first} / {second}",
        factor: Decimal = Decimal(1),
    ) -> str:
        one, other = _rounded(first, decimals[0]), _rounded(second, decimals[1])
        fits = bool(other) and self._same(
            factor * one / other, float(factor) * first / second, self._decimals_of_result
        )
        left = pattern.format(
            first=self._write(one, decimals[0]), second=self._write(other, decimals[1], inside=True)
        )
        return self._equation(left, fits, self.result)

    def _equation(self, left: str, fits: bool, result: str) -> str:
        if fits:
            return self.t("{sum} = {result}", sum=left, result=result)
        return self.t("{sum} is about {result}", sum=left, result=result)

    def _same(self, shown: Decimal, exact: float, decimals: int) -> bool:
        return _rounded(shown, decimals) == _rounded(exact, decimals)

    def _write(self, value: Decimal, decimals: int, *, inside: bool = False) -> str:
        text = self.t.number(float(value), decimals)
        return f"({text})" if inside and value < 0 else text

    @property
    def _decimals_of_result(self) -> int:
        return decimals_of(self.measure, self.estimate, self.definition)

    def _decimals_of_gap(self, gap: float) -> int:
        return max(decimals_of("mdmw", gap, self.definition), self._decimals(gap))

    def _decimals(self, value: float) -> int:
        """Choose the indicator's decimals, and more where the value would be shown as 0."""
        least = self.definition.decimals
        allowed = range(least, MOST_DECIMALS + 1)
        return least if value == 0 else next((n for n in allowed if _rounded(value, n)), least)


def make_scene(
    measure: str,
    comparison: Comparison,
    measures: Mapping[str, Estimate],
    names: Mapping[str, str],
    t: Translator,
    order_name: str,
) -> Scene:
    """
    Take the groups that a measure compares.

    Raises
    ------
    MeasureError
        If the measure does not apply to the comparison.
    """
    compared = compare(groups_for(comparison, measure))
    return Scene(measure, comparison, measures, names, t, order_name, compared)


def _rounded(value: float | Decimal, decimals: int) -> Decimal:
    """Round halves away from zero, as the page does."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _first_digits(value: float) -> float:
    return 0.0 if value == 0 else round(value, DIGITS - 1 - floor(log10(abs(value))))
