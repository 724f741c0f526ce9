"""What a measure of inequality shows, in plain words, worked out on the figures on screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from explorer.i18n import Translator
from explorer.measure_arithmetic import Scene, make_scene
from explorer.measure_ends import (
    work_concentration,
    work_gain,
    work_line,
    work_percentiles,
    work_relative_concentration,
    work_two_ends,
)
from explorer.measure_meanings import ALWAYS, LIMITS, MEANINGS, READINGS, READINGS_BY_END

# Offered here as well, because those who show a measure need its words together.
from explorer.measure_names import MEASURE_NAMES as MEASURE_NAMES
from explorer.measure_names import PARTNER as PARTNER
from explorer.measure_names import MeasureKind as MeasureKind
from explorer.measure_names import measure_kind as measure_kind
from explorer.measure_names import measure_name as measure_name
from explorer.measure_names import needs_better_end as needs_better_end
from explorer.measure_names import needs_order as needs_order
from explorer.measure_spread import (
    work_between,
    work_deviation,
    work_disparity,
    work_from_best,
    work_from_mean,
    work_from_reference,
    work_gini,
    work_log_deviation,
    work_theil,
    work_variance,
    work_variation,
    work_within,
)
from explorer.measure_values import interval_text as interval_text
from explorer.measure_values import refusal_text as refusal_text
from explorer.measure_values import value_text as value_text
from indicators.comparison import Comparison
from indicators.measures.toolkit import Summary


@dataclass(frozen=True)
class Explanation:
    """
    One measure in the reader's language.

    Parameters
    ----------
    meaning
        What it is.
    example
        Worked out on the figures on screen, or why it cannot be computed from them.
    reading
        How to read the number: what is equal, what is a wider gap.
    limits
        What it does not show, and what goes by the same name elsewhere.
    """

    meaning: str
    example: str
    reading: str
    limits: str


def explain(
    measure: str,
    comparison: Comparison,
    summary: Summary,
    names: Mapping[str, str],
    t: Translator,
    *,
    order_name: str = "",
) -> Explanation:
    """
    Explain a measure with an example that a reader can redo.

    Parameters
    ----------
    summary
        All measures of the comparison: an example may name others than its own.
    names
        Of areas by area_code or of units, and of the next larger areas, so that they are named in
        the two parts of the Theil index.
    order_name
        Of the indicator that puts the areas in order, in the reader's language.

    Raises
    ------
    KeyError
        If there is no such measure.
    """
    meaning = t(MEANINGS[measure])
    if measure in summary.measures:
        scene = make_scene(measure, comparison, summary.measures, names, t, order_name)
        example = _work(scene)
    else:
        example = refusal_text(summary.not_applicable.get(measure, ""), t)
    if measure in READINGS_BY_END:
        reading = READINGS_BY_END[measure][0 if comparison.groups.favourable else 1]
    else:
        reading = READINGS[measure]
    limits = " ".join(t(each) for each in (*LIMITS[measure], ALWAYS))
    return Explanation(meaning, example, t(reading), limits)


def _work(scene: Scene) -> str:
    """
    Work a measure out.

    The text holds the measure as `value_text` writes it. Where the figures that are shown do not
    give the result that is shown, because both are rounded, it says “about”.
    """
    values = scene.compared.estimates
    if np.ptp(values) == 0:
        return scene.t(
            "Every area has the same figure, {value}. The measure is then {result}.",
            value=scene.figure(values[0]),
            result=scene.result,
        )
    return _EXAMPLES[scene.measure](scene)


_EXAMPLES: Final[Mapping[str, Callable[[Scene], str]]] = {
    "d": partial(work_two_ends, divided=False),
    "r": partial(work_two_ends, divided=True),
    "bgv": work_variance,
    "bgsd": work_deviation,
    "cov": work_variation,
    "mdmu": partial(work_from_mean, weighted=False),
    "mdmw": partial(work_from_mean, weighted=True),
    "mdbu": partial(work_from_best, weighted=False),
    "mdbw": partial(work_from_best, weighted=True),
    "mdru": partial(work_from_reference, weighted=False),
    "mdrw": partial(work_from_reference, weighted=True),
    "idisu": partial(work_disparity, weighted=False),
    "idisw": partial(work_disparity, weighted=True),
    "ti": work_theil,
    "mld": work_log_deviation,
    "aci": work_concentration,
    "rci": work_relative_concentration,
    "sii": partial(work_line, divided=False),
    "rii": partial(work_line, divided=True),
    "par": partial(work_gain, in_percent=False),
    "paf": partial(work_gain, in_percent=True),
    "gini": work_gini,
    "tb": work_between,
    "tw": work_within,
    "p90p10d": partial(work_percentiles, divided=False),
    "p90p10r": partial(work_percentiles, divided=True),
}
