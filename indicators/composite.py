"""An index of several indicators with weights of one's own, and how firm the areas' ranks are."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from indicators.definitions import Direction
from indicators.measures.groups import Array, MeasureError
from indicators.measures.interval import CONFIDENCE
from indicators.measures.ranking import ridits

FEWEST_AREAS: Final = 2
DRAWS: Final = 1000
SPREAD: Final = 0.5  # a weight is typically half as large again, or half as small
END: Final = 5  # the most favourable fifth of the areas, and the least favourable one
# Scores nearer than this are equal, in whatever order their parts were added up.
DECIMALS: Final = 9
ROUNDING: Final = 1e-12


class Normalisation(StrEnum):
    """How an indicator is put on a scale that can be added up with others."""

    Z_SCORE = "z-score"
    MIN_MAX = "min-max"
    RANK = "rank"


@dataclass(frozen=True, eq=False)
class Composite:
    """
    An index in which a more favourable area has a higher score.

    Parameters
    ----------
    scores
        By area_code, sorted, the areas that have every figure needed: the sum of the parts.
    ranks
        Same index, Int64: 1 + number of areas with a higher score, 1 the most favourable.
    parts
        Same index, one column per indicator with a weight: its weight times its normalised value.
    weights
        By the columns of the parts; above 0, they sum to 1.
    favourable
        Figures turned so that more is more favourable, index and columns of the parts.
    people
        What the areas weigh in the normalisation, same index, 0 or more.
    left_out
        The indicators with a weight that an area lacks, by area.
    """

    scores: pd.Series
    ranks: pd.Series
    parts: pd.DataFrame
    weights: pd.Series
    favourable: pd.DataFrame
    people: pd.Series
    normalisation: Normalisation
    left_out: Mapping[str, tuple[str, ...]]


def composite(
    matrix: pd.DataFrame,
    *,
    weights: Mapping[str, float],
    directions: Mapping[str, Direction],
    people: pd.Series | None = None,
    normalisation: Normalisation = Normalisation.Z_SCORE,
) -> Composite:
    """
    Add indicators up to one score, more favourable areas higher.

    Over the areas that have every indicator with a weight, each indicator is turned so that more is
    more favourable, and put on a common scale. With the turned value x:

    - z-score: (x − mean) / standard deviation, both by people (not n − 1);
    - min-max: (x − lowest) / (highest − lowest), from 0 to 1;
    - rank: the ridit, the share of people in areas with a lower x plus half of those with the same.

    The score is their mean by the weights, so a high value in one makes up for a low one in
    another. Nothing is imputed.

    Parameters
    ----------
    matrix
        Indexed by area_code, one float column per indicator_id in its own unit, NaN where there is
        no figure.
    weights
        By indicator_id, 0 or more, scaled here to sum to 1. Columns without a weight are not used.
    directions
        Of the indicators, at least those with a weight above 0.
    people
        Weights of mean, standard deviation and ridit by area; an area that is missing, NaN or 0 has
        a score but does not count in them. None: each area counts once.

    Raises
    ------
    MeasureError
        If a weight is negative, missing or infinite, or all are 0; an indicator with a weight is
        not in the matrix, has no better end (context), or is equal in every area; fewer than two
        areas have every figure; or an area repeats, a figure is infinite, or people are negative or
        nobody's.

    References
    ----------
    OECD and European Commission, Joint Research Centre (2008). Handbook on Constructing Composite
    Indicators: Methodology and User Guide, steps 5 and 6. OECD Publishing.
    https://doi.org/10.1787/9789264043466-en
    Bross, I. D. J. (1958). How to use ridit analysis. Biometrics 14, 18–38.
    https://doi.org/10.2307/2527727
    """
    if not matrix.index.is_unique:
        raise MeasureError("Each area may stand once.")
    scaled = _scale(weights)
    used = list(scaled.index)
    if unknown := [name for name in used if name not in matrix.columns]:
        raise MeasureError(f"There are no figures for the indicator “{unknown[0]}”.")
    for name in used:
        if directions.get(name, Direction.CONTEXT) is Direction.CONTEXT:
            raise MeasureError(
                f"The indicator “{name}” has no better end, so it cannot be in an index."
            )
    figures = matrix[used].astype("float64").sort_index()
    if np.isinf(figures.to_numpy()).any():
        raise MeasureError("A figure is infinite.")
    lacks = figures.isna()
    left_out = {
        str(code): tuple(str(name) for name, gone in row.items() if gone)
        for code, row in lacks[lacks.any(axis=1)].to_dict("index").items()
    }
    complete = figures.dropna()
    if len(complete) < FEWEST_AREAS:
        raise MeasureError(
            f"Fewer than {FEWEST_AREAS} areas have a figure for every indicator with a weight."
        )
    signs = [-1.0 if directions[name] is Direction.LOWER_BETTER else 1.0 for name in used]
    favourable = complete * signs
    counts = _weigh(favourable.index, people)
    found = _normalise(favourable, counts.to_numpy(dtype="float64"), normalisation)
    parts = pd.DataFrame(
        found * scaled.to_numpy(dtype="float64"), index=favourable.index, columns=used
    )
    scores = parts.sum(axis=1).rename("score")
    ranks = _rank(scores.to_numpy(dtype="float64")[np.newaxis, :])[0]
    return Composite(
        scores=scores,
        ranks=pd.Series(ranks, index=scores.index, dtype="Int64", name="rank"),
        parts=parts,
        weights=scaled,
        favourable=favourable,
        people=counts,
        normalisation=normalisation,
        left_out=left_out,
    )


def stability(
    index: Composite,
    *,
    rng: np.random.Generator,
    draws: int = DRAWS,
    spread: float | None = SPREAD,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """
    Tell how firm each area's rank is over many weightings and all normalisations.

    Weightings are drawn from a Dirichlet distribution about the index's own, and the areas are
    ranked by each with all three normalisations. Left are the choice of the indicators and the
    uncertainty of the figures; neither is in it.

    Parameters
    ----------
    rng
        Seeded by the caller; the same seed gives the same answer.
    draws
        How many weightings.
    spread
        Standard deviation of a weight, as a share of it, where all weights are equal; above 0,
        below 1. (Small weights vary more for their size.) None: every weighting of the same
        indicators is as likely as any other.
    confidence
        Above 0, below 1; for each area by itself, not for all ranks at once.

    Returns
    -------
    ranks
        Index of the scores. `rank` (the index's own, 1 the most favourable), `lower` and `upper`
        (Int64; ends of the interval, which holds the rank), `median` (float), `share_top` and
        `share_bottom` (share of the rankings in which the area is in the most, or least,
        favourable fifth of all areas), `mean_shift` (mean of the places between the rank and that
        of the draws).

    References
    ----------
    OECD and European Commission, Joint Research Centre (2008), as for `composite`, step 7.
    Saisana, M., Saltelli, A. and Tarantola, S. (2005). Uncertainty and sensitivity analysis
    techniques as tools for the quality assessment of composite indicators. Journal of the Royal
    Statistical Society A 168, 307–323. https://doi.org/10.1111/j.1467-985X.2005.00350.x
    """
    weightings = _draw(index.weights.to_numpy(dtype="float64"), rng, draws, spread)
    people = index.people.to_numpy(dtype="float64")
    scores = np.concatenate(
        [weightings @ _normalise(index.favourable, people, each).T for each in Normalisation]
    )
    places, from_below = _rank(scores), _rank(-scores)
    own = index.ranks.to_numpy(dtype="int64")
    rising = np.sort(places, axis=0)
    left = int((1 - confidence) / 2 * len(rising))
    fifth = -(-len(own) // END)
    frame = pd.DataFrame(
        {
            "rank": own,
            "lower": np.minimum(rising[left], own),
            "upper": np.maximum(rising[-1 - left], own),
            "median": np.median(places, axis=0),
            "share_top": (places <= fifth).mean(axis=0),
            "share_bottom": (from_below <= fifth).mean(axis=0),
            "mean_shift": np.abs(places - own).mean(axis=0),
        },
        index=index.scores.index,
    )
    return frame.astype(dict.fromkeys(("rank", "lower", "upper"), "Int64"))


def _scale(weights: Mapping[str, float]) -> pd.Series:
    """Drop weights of 0, and let the others sum to 1."""
    given = pd.Series(dict(weights), dtype="float64")
    for name, weight in given.items():
        if not (weight >= 0 and np.isfinite(weight)):
            raise MeasureError(f"The weight of “{name}” is not a number of 0 or more.")
    kept = given[given > 0]
    if kept.empty:
        raise MeasureError("All weights are 0; at least one indicator needs a weight.")
    # The largest first: the sum of very large ones would overflow.
    kept = kept / kept.max()
    kept = kept[kept > 0]
    return (kept / kept.sum()).rename("weight")


def _weigh(areas: pd.Index, people: pd.Series | None) -> pd.Series:
    if people is None:
        return pd.Series(1.0, index=areas, name="people")
    if not people.index.is_unique:
        raise MeasureError("Each area may stand once.")
    counts = people.reindex(areas).astype("float64").rename("people")
    if np.isinf(counts).any() or (counts < 0).any():
        raise MeasureError("The number of people is negative or infinite in an area.")
    if not (counts > 0).any():
        raise MeasureError("Nobody is known to live in the areas.")
    return counts.fillna(0.0)


def _normalise(favourable: pd.DataFrame, people: Array, how: Normalisation) -> Array:
    """Put every indicator on the scale, one column each."""
    columns = []
    for name in favourable.columns:
        values = favourable[name].to_numpy(dtype="float64")
        counting = values[people > 0]
        lowest, highest = values.min(), values.max()
        # The mean and the spread are those of the areas that count.
        if np.ptp(counting) <= ROUNDING * np.abs(values).max():
            raise MeasureError(f"The indicator “{name}” is equal in every area; leave it out.")
        match how:
            case Normalisation.Z_SCORE:
                mean = np.average(values, weights=people)
                spread = np.sqrt(np.average((values - mean) ** 2, weights=people))
                columns.append((values - mean) / spread)
            case Normalisation.MIN_MAX:
                columns.append((values - lowest) / (highest - lowest))
            case Normalisation.RANK:
                columns.append(ridits(values, people))
    return np.column_stack(columns)


def _draw(weights: Array, rng: np.random.Generator, draws: int, spread: float | None) -> Array:
    count = len(weights)
    if count == 1:
        return np.ones((draws, 1))
    if spread is None:
        return rng.dirichlet(np.ones(count), size=draws)
    if not 0 < spread < 1:
        raise ValueError(f"The spread of the weights lies between 0 and 1; {spread} does not.")
    # Of a weight w the standard deviation is √(w (1 − w) / (k + 1)); with w = 1 / count it is w
    # times the spread.
    concentration = (count - 1) / spread**2 - 1
    return rng.dirichlet(concentration * weights, size=draws)


def _rank(scores: Array) -> Array:
    """Count, in each row, the areas with a higher score, and add one."""
    rounded = -np.round(scores, DECIMALS)
    rising = np.sort(rounded, axis=-1)
    places = [
        np.searchsorted(row, own, "left") + 1 for row, own in zip(rising, rounded, strict=True)
    ]
    return np.asarray(places, dtype=np.int64)
