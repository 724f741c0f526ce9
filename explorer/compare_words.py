"""Sentences about comparisons: how two indicators go together, which areas are alike, firm places."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from explorer.i18n import N_, Translator

# From Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, chapter 3: 0.1, 0.3
# and 0.5. Below the first there is hardly anything to tell.
STRENGTHS: Final = (0.1, 0.3, 0.5)
# By the sign and the strength.
TOGETHER_SENTENCES: Final[Mapping[tuple[int, int], str]] = {
    (1, 3): N_(
        "Areas with higher figures for “{first}” very often have higher figures for “{second}” too:"
        " a strong association between areas."
    ),
    (1, 2): N_(
        "Areas with higher figures for “{first}” often have higher figures for “{second}” too: a"
        " moderate association between areas."
    ),
    (1, 1): N_(
        "Areas with higher figures for “{first}” have higher figures for “{second}” somewhat more"
        " often: a weak association between areas."
    ),
    (-1, 3): N_(
        "Areas with higher figures for “{first}” very often have lower figures for “{second}”: a"
        " strong association between areas."
    ),
    (-1, 2): N_(
        "Areas with higher figures for “{first}” often have lower figures for “{second}”: a moderate"
        " association between areas."
    ),
    (-1, 1): N_(
        "Areas with higher figures for “{first}” have lower figures for “{second}” somewhat more"
        " often: a weak association between areas."
    ),
}
HARDLY: Final = N_("“{first}” and “{second}” hardly go together between areas.")
NOT_TOLD: Final = N_(
    "Whether “{first}” and “{second}” go together between areas cannot be told from these figures:"
    " the interval holds 0."
)
DECIMALS: Final = 2


class Placing(NamedTuple):
    """
    An area's place by an index, 1 the first, and the places it may have.

    Parameters
    ----------
    lower, upper
        None where they are not known.
    weightings
        How many weightings were tried, each with the weights shifted at random.
    percent
        The share of them that the interval holds.
    """

    rank: int
    lower: int | None
    upper: int | None
    total: int
    weightings: int
    percent: float = 95.0


def correlation_sentence(
    correlation: float,
    interval: tuple[float, float] | None,
    areas: int,
    names: tuple[str, str],
    t: Translator,
) -> str:
    """
    Say how two indicators go together between areas, with the correlation and its interval.

    Nothing is said of the direction where the interval holds 0, nor of what leads to what.

    Parameters
    ----------
    correlation
        −1 to 1, each area weighted by its people.
    interval
        Its 95% interval, None where it is not known.
    areas
        How many areas it rests on.
    names
        Of the indicators.
    """
    first, second = names
    strength = sum(abs(correlation) >= step for step in STRENGTHS)
    sign = 1 if correlation > 0 else -1
    if interval is not None and interval[0] <= 0 <= interval[1] and strength:
        message = NOT_TOLD
    else:
        message = TOGETHER_SENTENCES.get((sign, strength), HARDLY)
    return f"{t(message, first=first, second=second)} {_numbers(correlation, interval, areas, t)}"


def _numbers(
    correlation: float, interval: tuple[float, float] | None, areas: int, t: Translator
) -> str:
    r = t.number(correlation, DECIMALS)
    if interval is None:
        return t.plural(
            "The correlation, weighted by people, is {r} in {n} area; its interval is not known.",
            "The correlation, weighted by people, is {r} in {n} areas; its interval is not known.",
            areas,
            r=r,
        )
    low, high = (t.number(end, DECIMALS) for end in interval)
    return t.plural(
        "The correlation, weighted by people, is {r} in {n} area (95% interval {low} to {high}).",
        "The correlation, weighted by people, is {r} in {n} areas (95% interval {low} to {high}).",
        areas,
        r=r,
        low=low,
        high=high,
    )


def ecological_note(t: Translator) -> str:
    """Say that areas are not people, and that going together is no cause."""
    return t(
        "What holds between areas need not hold between people in them. The figures do not say who in"
        " an area has the one and who the other, nor why the two go together."
    )


def similar_sentence(
    area: str,
    nearest: Sequence[tuple[str, float]],
    typical: float,
    t: Translator,
    *,
    indicators: int,
) -> str:
    """
    Name the areas that are most like one, with their distances and what those are held against.

    Parameters
    ----------
    nearest
        Names with their distances in standard deviations, nearest first.
    typical
        The median distance to all areas that were compared.
    indicators
        How many were compared.
    """
    if not nearest:
        return t("No area can be held against {area}: too few figures in common.", area=area)
    listed = ", ".join(f"{name} ({t.number(distance, DECIMALS)})" for name, distance in nearest)
    return t.plural(
        "Most like {area} by {n} indicator: {areas}. In brackets is the distance in standard"
        " deviations: 0 is the same figures, and {typical} is the median of all areas.",
        "Most like {area} by {n} indicators: {areas}. In brackets is the distance in standard"
        " deviations: 0 is the same figures, and {typical} is the median of all areas.",
        indicators,
        area=area,
        areas=listed,
        typical=t.number(typical, DECIMALS),
    )


def stability_sentence(area: str, placing: Placing, t: Translator) -> str:
    """Say an area's place by the index, and between which places other weightings put it."""
    rank, total = t.number(placing.rank, 0), t.number(placing.total, 0)
    if placing.lower is None or placing.upper is None:
        return t(
            "{area} has place {rank} of {total}. How firm that is, is not known.",
            area=area,
            rank=rank,
            total=total,
        )
    words = {
        "area": area,
        "rank": rank,
        "total": total,
        "share": t.percent(placing.percent, 0),
        "weightings": t.number(placing.weightings, 0),
    }
    if placing.lower == placing.upper:
        return t(
            "{area} has place {rank} of {total}, and keeps it in {share} of {weightings} other"
            " weightings.",
            **words,
        )
    return t(
        "{area} has place {rank} of {total} with the weights chosen; {share} of {weightings} other"
        " weightings put it between place {lower} and place {upper}.",
        **words,
        lower=t.number(placing.lower, 0),
        upper=t.number(placing.upper, 0),
    )
