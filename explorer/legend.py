"""The words of the legend: what its classes are classes of, each class, and which end is better."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from explorer.i18n import N_, Translator
from explorer.layers import MapLayer
from explorer.scale import Interval, intervals
from explorer.view import Scheme, Show
from indicators.definitions import Direction

# The unit in words, of a value and of a difference between two values.
UNIT_WORDS: Final[Mapping[str, str]] = {
    "percent": N_("percent"),
    "thousand SEK": N_("thousand SEK"),
    "SEK/year": N_("SEK a year"),
    "persons": N_("people"),
    "pupils": N_("pupils"),
    "reports": N_("reports"),
}
DIFFERENCE_UNIT_WORDS: Final[Mapping[str, str]] = {
    **UNIT_WORDS,
    "percent": N_("percentage points"),
}
# A break is written out in full up to this many decimals, if it is so round.
MOST_DECIMALS: Final = 3
# Message ids for the first class, those between, and the last one.
_VALUE_LABELS: Final = (N_("under {high}"), N_("{low}–{high}"), N_("over {low}"))
_PERCENT_LABELS: Final = (N_("under {high}%"), N_("{low}–{high}%"), N_("over {low}%"))
_RATIO_LABELS: Final = (
    N_("under {high} times the city’s"),
    N_("{low}–{high} times the city’s"),
    N_("over {low} times the city’s"),
)


def legend_title(layer: MapLayer, t: Translator) -> str:
    """Name what the legend's classes are classes of, with the unit."""
    unit = layer.definition.unit
    match layer.show:
        case Show.DIFFERENCE:
            return t("Difference from the city ({unit})", unit=t(DIFFERENCE_UNIT_WORDS[unit]))
        case Show.RATIO:
            return t("Ratio to the city (the city is 1)")
        case Show.RANK:
            return t("Place from the highest")
        case _:
            return t("Value ({unit})", unit=t(UNIT_WORDS[unit]))


def legend_ends(layer: MapLayer, t: Translator) -> tuple[str, str] | None:
    """
    Say which end of the legend is the more favourable one.

    Returns
    -------
    ends
        Words for the first and for the last class; None for context indicators, which have no
        better end, and where there is a single class.
    """
    direction = layer.definition.direction
    if direction is Direction.CONTEXT or layer.scale.classes < 2:
        return None
    ends = (t("less favourable"), t("more favourable"))
    # The first class of a rank holds the highest values.
    high_first = layer.show is Show.RANK
    return ends if (direction is Direction.HIGHER_BETTER) != high_first else ends[::-1]


def legend_labels(layer: MapLayer, t: Translator) -> tuple[str, ...]:
    """Name each class of the layer's scale, lowest shown value first, in the terms of its show."""
    if layer.show is Show.RANK:
        return _rank_labels(layer, t)
    texts = _break_texts(layer, t)
    low_texts: list[str | None] = [None, *texts]
    high_texts: list[str | None] = [*texts, None]
    words = list(zip(low_texts, high_texts, strict=True))
    if len(words) == 1:
        return (t("all areas"),)
    if layer.show is Show.DIFFERENCE:
        return tuple(
            _difference_label(interval, *pair, t)
            for interval, pair in zip(intervals(layer.scale), words, strict=True)
        )
    if layer.show is Show.RATIO:
        return tuple(
            t("as the city ({low}–{high})", low=pair[0], high=pair[1])
            if _surrounds_one(interval)
            else _interval_label(*pair, _RATIO_LABELS, t)
            for interval, pair in zip(intervals(layer.scale), words, strict=True)
        )
    ids = _PERCENT_LABELS if layer.definition.unit == "percent" else _VALUE_LABELS
    return tuple(_interval_label(*pair, ids, t) for pair in words)


def _interval_label(
    low: str | None, high: str | None, ids: tuple[str, str, str], t: Translator
) -> str:
    if low is None:
        return t(ids[0], high=high)
    return t(ids[2], low=low) if high is None else t(ids[1], low=low, high=high)


def _surrounds_one(interval: Interval) -> bool:
    """Whether a class of ratios reaches as far below the city as above it, in factors."""
    low, high = interval.low, interval.high
    return low is not None and high is not None and low < 1 < high and math.isclose(low * high, 1)


def _difference_label(
    interval: Interval, low_text: str | None, high_text: str | None, t: Translator
) -> str:
    """Name one class of differences; the texts carry no sign, the words say higher or lower."""
    if interval.high is not None and interval.high <= 0:
        if low_text is not None:
            return t("{low}–{high} lower", low=high_text, high=low_text)
        return t("more than {n} lower", n=high_text) if interval.high else t("lower than the city")
    if interval.low is not None and interval.low >= 0:
        if high_text is not None:
            return t("{low}–{high} higher", low=low_text, high=high_text)
        return t("more than {n} higher", n=low_text) if interval.low else t("higher than the city")
    if low_text is None:
        return t("lower, or at most {n} higher", n=high_text)
    if high_text is None:
        return t("higher, or at most {n} lower", n=low_text)
    if low_text == high_text:
        return t("as the city (± {n})", n=low_text)
    return t("{low} lower to {high} higher", low=low_text, high=high_text)


def _rank_labels(layer: MapLayer, t: Translator) -> tuple[str, ...]:
    ranked = int(layer.frame["rank"].notna().sum())
    firsts = [1, *(int(np.floor(each)) + 1 for each in layer.scale.breaks)]
    lasts = [*(int(np.floor(each)) for each in layer.scale.breaks), ranked]
    return tuple(
        t("places {first}–{last}", first=first, last=last)
        if last > first
        else t("place {first}", first=first)
        if last == first
        else t("no place")
        for first, last in zip(firsts, lasts, strict=True)
    )


def _break_texts(layer: MapLayer, t: Translator) -> list[str]:
    """
    Write the breaks, without sign for differences, so that no two neighbours read the same.

    Round breaks (steps about the city, somebody's own) lose the zeros they do not need: 2.5, 5, 10.
    Others get the indicator's decimals, ratios two, and more only where two would read the same.
    """
    breaks: Sequence[float] = layer.scale.breaks
    if layer.show is Show.DIFFERENCE:
        breaks = [abs(each) for each in breaks]
    if layer.scale.scheme in (Scheme.CITY, Scheme.OWN) and layer.show is not Show.RATIO:
        rounded = [round(each, MOST_DECIMALS) for each in breaks]
        if np.allclose(breaks, rounded, rtol=0, atol=1e-9):
            return [t.number(each, None) for each in rounded]
    usual = 2 if layer.show is Show.RATIO else layer.definition.decimals
    texts: list[str] = []
    for decimals in range(usual, usual + MOST_DECIMALS + 1):
        texts = [t.number(each, decimals) for each in breaks]
        if len(set(texts)) == len(set(breaks)):
            break
    return texts
