"""Sentences made from the figures of a map layer: the headline, captions, words for one area."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd

from explorer.i18n import N_, Translator
from explorer.layers import MapLayer
from explorer.legend import DIFFERENCE_UNIT_WORDS, UNIT_WORDS

# Offered here as well, because those who describe a map need both.
from explorer.legend import legend_ends as legend_ends
from explorer.legend import legend_labels as legend_labels
from explorer.legend import legend_title as legend_title
from explorer.names import QUALITY_NAMES
from explorer.view import Show
from geodata.areas import AreaLevel
from indicators.definitions import IndicatorDefinition, Kind
from indicators.observations import shared_areas


class Fraction(NamedTuple):
    """
    A natural fraction of people or homes, with its words as message ids.

    `each` is True where Swedish names one of them (“var femte invånare”, every fifth resident),
    False where it names many (“två av tre invånare”).
    """

    percent: float
    each: bool
    of_whom: str
    alone: str


# From the smallest to the largest.
FRACTIONS: Final = (
    Fraction(5, True, N_("one in twenty {who}"), N_("one in twenty")),
    Fraction(10, True, N_("one in ten {who}"), N_("one in ten")),
    Fraction(20, True, N_("one in five {who}"), N_("one in five")),
    Fraction(25, True, N_("one in four {who}"), N_("one in four")),
    Fraction(100 / 3, True, N_("one in three {who}"), N_("one in three")),
    Fraction(50, True, N_("half of {who}"), N_("half")),
    Fraction(200 / 3, False, N_("two in three {who}"), N_("two in three")),
    Fraction(75, False, N_("three in four {who}"), N_("three in four")),
    Fraction(80, False, N_("four in five {who}"), N_("four in five")),
    Fraction(90, False, N_("nine in ten {who}"), N_("nine in ten")),
)
MORE: Final = N_("more than {fraction}")
FEWER: Final = N_("fewer than {fraction}")
# A fraction is telling when about one area in five lies beyond it, and never more than one in three.
TELLING_SHARE: Final = 0.2
LARGEST_SHARE: Final = 1 / 3
# With fewer areas than these, “in 1 of 2 areas” says less than the two figures.
FEWEST_AREAS: Final = 3

# What areas of a level are called after a number, and in a caption.
AREA_WORDS: Final[Mapping[AreaLevel, str]] = {
    AreaLevel.MUNICIPALITY: N_("cities"),
    AreaLevel.CITY_AREA: N_("city areas"),
    AreaLevel.INTERMEDIATE_AREA: N_("intermediate areas"),
    AreaLevel.PRIMARY_AREA: N_("areas"),
    AreaLevel.DISTRICT_2011: N_("districts"),
}
LEVEL_WORDS: Final[Mapping[AreaLevel, str]] = {
    AreaLevel.MUNICIPALITY: N_("the whole city"),
    AreaLevel.CITY_AREA: N_("city areas"),
    AreaLevel.INTERMEDIATE_AREA: N_("intermediate areas"),
    AreaLevel.PRIMARY_AREA: N_("primary areas"),
    AreaLevel.DISTRICT_2011: N_("districts of 2011"),
}
NOT_SHOWN: Final[Mapping[str, str]] = {
    "missing": N_("No figure"),
    "suppressed": N_("No figure: withheld to protect small groups"),
    "not_applicable": N_("No figure: it does not apply here"),
}
REMARKS: Final[Mapping[str, str]] = {
    "fewer than 30 pupils": N_("Fewer than 30 pupils are behind it, so it varies much by chance."),
}


def headline(layer: MapLayer, t: Translator) -> str:
    """
    Say in one or two sentences what the map shows.

    For a share two natural fractions are picked, one that a telling minority of areas lies above
    and one that a telling minority lies below: the fraction of `FRACTIONS` beyond which the number
    of areas comes closest to a fifth of those with a figure, at least one area and at most a third;
    of equals the more extreme. Values are compared unrounded. Where one end has no such fraction
    its highest or lowest value is named instead; where neither has, the range of the areas and the
    city's value. Other kinds of figures always get the range.
    """
    definition, level = layer.definition, layer.selection.level
    values = layer.frame["value"].dropna()
    name = definition.name(t.lang)
    if values.empty:
        period = period_text(layer.selection.period)
        return t(
            "There are no figures for “{indicator}” in {period}.", indicator=name, period=period
        )
    if level is AreaLevel.MUNICIPALITY:
        value = _with_unit(values.iloc[0], definition, t)
        return t("{indicator}: {value} in the city as a whole.", indicator=name, value=value)
    if len(values) == 1:
        value = _with_unit(values.iloc[0], definition, t)
        return t("{indicator}: only one area has a figure, {value}.", indicator=name, value=value)
    if definition.kind is Kind.SHARE and len(values) >= FEWEST_AREAS:
        high = _telling(values, above=True)
        low = _telling(values, above=False)
        if high is not None or low is not None:
            return _share_sentences(layer, values, high, low, t)
    return _range_sentence(layer, values, t)


def caption(layer: MapLayer, t: Translator) -> str:
    """
    Name what is drawn: indicator, shown as what, level and period, and how many lack a figure.

    Areas whose figure is withheld count among those without.
    """
    words = t(
        "{indicator}, {shown}, {level}, {period}",
        indicator=layer.definition.name(t.lang),
        shown=_shown_as(layer, t),
        level=t(LEVEL_WORDS[layer.selection.level]),
        period=period_text(layer.selection.period),
    )
    missing = int(layer.frame["value"].isna().sum())
    return f"{words} · {_missing_words(missing, t)}" if missing else words


def alt_text(layer: MapLayer, t: Translator) -> str:
    """Describe the map for those who do not see it: what, where, range, city, and what lacks."""
    values = layer.frame["value"].dropna()
    parts = [
        t(
            "Map: {indicator}, {shown}, {level}, {period}.",
            indicator=layer.definition.name(t.lang),
            shown=_shown_as(layer, t),
            level=t(LEVEL_WORDS[layer.selection.level]),
            period=period_text(layer.selection.period),
        )
    ]
    if len(values):
        low, high = (_with_unit(each, layer.definition, t) for each in (values.min(), values.max()))
        known = t.plural(
            "{n} area has a figure, from {low} to {high}.",
            "{n} areas have a figure, from {low} to {high}.",
            len(values),
            n=len(values),
            low=low,
            high=high,
        )
        parts.append(known)
    if layer.city is not None and layer.selection.level is not AreaLevel.MUNICIPALITY:
        city = _with_unit(layer.city.value, layer.definition, t)
        parts.append(t("The whole city: {value}.", value=city))
    if missing := int(layer.frame["value"].isna().sum()):
        lacking = t.plural(
            "{n} area has no figure.", "{n} areas have no figure.", missing, n=missing
        )
        parts.append(lacking)
    return " ".join(parts)


def area_sentence(
    layer: MapLayer, code: str, t: Translator, *, places: tuple[int, int] | None = None
) -> str:
    """
    Say how one area compares with the city and where it stands among the areas.

    `places` is the interval of its place; without it the place is told as the figures have it.

    The difference is taken from the unrounded values and left out for counts, whose city value is
    a sum. Without a figure the reason is told, where the data name one.

    Raises
    ------
    KeyError
        If the layer has no such area.
    """
    row = layer.frame.loc[code]
    if pd.isna(row["value"]):
        return t(NOT_SHOWN.get(str(row["status"]), NOT_SHOWN["missing"]))
    if layer.selection.level is AreaLevel.MUNICIPALITY:
        return t("The value of the city as a whole")
    parts = []
    if layer.city is not None and layer.definition.kind is not Kind.COUNT:
        parts.append(_comparison(row["value"] - layer.city.value, layer.definition, t))
    ranked = int(layer.frame["rank"].notna().sum())
    if ranked > 1 and places is not None and places[0] < places[1]:
        first, last = places
        parts.append(
            t("place {first}–{last} of {n} from the highest", first=first, last=last, n=ranked)
        )
    elif ranked > 1:
        parts.append(t("place {rank} of {n} from the highest", rank=int(row["rank"]), n=ranked))
    return " · ".join(parts)


def value_sentence(layer: MapLayer, value: float, t: Translator) -> str:
    """Say how a value that is in no area of the layer, as an own area's, compares with the city."""
    if layer.city is None or layer.definition.kind is Kind.COUNT:
        return ""
    return _comparison(value - layer.city.value, layer.definition, t)


def quality_sentence(layer: MapLayer, code: str, t: Translator) -> str:
    """
    Say how good an area's figure is and from whom, "" for an area without a figure.

    Raises
    ------
    KeyError
        If the layer has no such area.
    """
    row = layer.frame.loc[code]
    if pd.isna(row["value"]) or row["quality"] not in QUALITY_NAMES:
        return ""
    note = str(row["note"])
    parts = [f"{t(QUALITY_NAMES[row['quality']])}."]
    if shared := _union(layer, note):
        parts = [t("One figure for these areas together: {areas}.", areas=", ".join(shared))]
    parts += [t(words) for mark, words in REMARKS.items() if mark in note]
    publishers = {each.source_id: each.publisher for each in layer.sources}
    if publisher := publishers.get(str(row["source_id"]), ""):
        period = period_text(layer.selection.period)
        parts.append(t("Source: {publisher}, {period}.", publisher=publisher, period=period))
    return " ".join(parts)


def period_text(period: str) -> str:
    """Write a period as it is read: a range of years with a dash."""
    return period.replace("-", "–")


# --- headline ----------------------------------------------------------------------------------


def _telling(values: pd.Series, *, above: bool) -> tuple[Fraction, int] | None:
    """Pick the fraction that a telling minority lies beyond, with the number of these areas."""
    found: tuple[Fraction, int] | None = None
    # From the least to the most extreme, so that a later equal replaces an earlier one.
    for fraction in FRACTIONS if above else FRACTIONS[::-1]:
        beyond = values > fraction.percent if above else values < fraction.percent
        count = int(beyond.sum())
        if not 1 <= count <= LARGEST_SHARE * len(values):
            continue
        aim = TELLING_SHARE * len(values)
        if found is None or abs(count - aim) <= abs(found[1] - aim):
            found = fraction, count
    return found


def _share_sentences(
    layer: MapLayer,
    values: pd.Series,
    high: tuple[Fraction, int] | None,
    low: tuple[Fraction, int] | None,
    t: Translator,
) -> str:
    definition = layer.definition

    def first(fraction: Fraction, count: int, words: str) -> str:
        of_whom = t(fraction.of_whom, who=_counted(definition, fraction, t.lang))
        return t(
            "In {n} of {total} {areas} {clause}.",
            n=count,
            total=len(layer.frame),
            areas=t(AREA_WORDS[layer.selection.level]),
            clause=definition.phrase(t.lang).format(share=t(words, fraction=of_whom)),
        )

    if high is None:
        assert low is not None  # noqa: S101  the caller asks only with one of them
        highest = t("The highest share is {value}.", value=_with_unit(values.max(), definition, t))
        return f"{first(*low, FEWER)} {highest}"
    if low is None:
        lowest = t("The lowest share is {value}.", value=_with_unit(values.min(), definition, t))
        return f"{first(*high, MORE)} {lowest}"
    fraction, count = low
    rest = t.plural(
        "In {n} area it is {share}.",
        "In {n} areas it is {share}.",
        count,
        n=count,
        share=t(FEWER, fraction=t(fraction.alone)),
    )
    return f"{first(*high, MORE)} {rest}"


def _counted(definition: IndicatorDefinition, fraction: Fraction, lang: str) -> str:
    if lang != "sv":
        return definition.who_many_en
    return definition.who_one_sv if fraction.each else definition.who_many_sv


def _range_sentence(layer: MapLayer, values: pd.Series, t: Translator) -> str:
    definition = layer.definition
    name = definition.name(t.lang)
    low, high = (t.number(each, definition.decimals) for each in (values.min(), values.max()))
    unit = t(UNIT_WORDS[definition.unit])
    if low == high:
        value = _with_unit(values.iloc[0], definition, t)
        return t("{indicator}: {value} in every area with a figure.", indicator=name, value=value)
    if layer.city is None:
        return t(
            "{indicator}: from {low} to {high} {unit}.",
            indicator=name,
            low=low,
            high=high,
            unit=unit,
        )
    sentences = {
        Kind.SHARE: N_("{indicator}: from {low} to {high} {unit}; the city is at {city}."),
        Kind.COUNT: N_(
            "{indicator}: from {low} to {high} {unit} in an area, {city} in the whole city."
        ),
    }
    ranges = N_("{indicator} ranges from {low} to {high} {unit}; the city is at {city}.")
    return t(
        sentences.get(definition.kind, ranges),
        indicator=name,
        low=low,
        high=high,
        unit=unit,
        city=t.number(layer.city.value, definition.decimals),
    )


# --- words for figures -------------------------------------------------------------------------


def _with_unit(value: float, definition: IndicatorDefinition, t: Translator) -> str:
    return t.unit(float(value), definition.unit, definition.decimals)


def _missing_words(count: int, t: Translator) -> str:
    return t.plural("no figure for {n} area", "no figure for {n} areas", count, n=count)


def _shown_as(layer: MapLayer, t: Translator) -> str:
    unit = layer.definition.unit
    match layer.show:
        case Show.DIFFERENCE:
            return t("difference from the city in {unit}", unit=t(DIFFERENCE_UNIT_WORDS[unit]))
        case Show.RATIO:
            return t("ratio to the city")
        case Show.RANK:
            return t("place from the highest")
        case _:
            return t(UNIT_WORDS[unit])


def _comparison(difference: float, definition: IndicatorDefinition, t: Translator) -> str:
    size = t.number(abs(difference), definition.decimals)
    if size == t.number(0, definition.decimals):
        return t("as the city")
    unit = t(DIFFERENCE_UNIT_WORDS[definition.unit])
    if difference > 0:
        return t("{n} {unit} higher than the city", n=size, unit=unit)
    return t("{n} {unit} lower than the city", n=size, unit=unit)


def _union(layer: MapLayer, note: str) -> list[str]:
    """Names of the areas that a note says share one figure; empty unless all are on this level."""
    codes = shared_areas(note)
    names = layer.frame["name"]
    return [str(names[code]) for code in codes] if all(code in names for code in codes) else []
