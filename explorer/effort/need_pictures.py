"""Need beside effort as pictures: a map of four sides, one of nine classes, and areas in quadrants."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from explorer.charts.cloud import AxisWords, Cloud
from explorer.charts.paper import Quantity
from explorer.charts.quadrants import Kind, Quadrants
from explorer.effort.need import Need, NeedClass, RateClass, Side
from explorer.effort.need_words import (
    NEED_NAMES,
    SIDE_NAMES,
    map_caption,
    rate_decimals,
    rate_names,
    rate_title,
)
from explorer.i18n import Translator
from explorer.measure_values import gap_unit
from explorer.narrative import period_text
from explorer.plates import Plate, PlateSubject, PlateWords, plate_of_kinds

# Orange is the less favourable side and purple the more favourable one, as on every map; grey is
# near the city. Where more runs the colour is deeper, on dark paper brighter. The clear orange is
# what to look for: need, and nothing that runs.
SIDE_COLOURS: Final[Mapping[Side, tuple[str, str]]] = {
    Side.WORSE_WITHOUT: ("#f28a1a", "#ec8a1e"),
    Side.WORSE_WITH: ("#9c5f30", "#dcb890"),
    Side.BETTER_WITHOUT: ("#d0c9e6", "#443e66"),
    Side.BETTER_WITH: ("#8475b5", "#a596d8"),
}
BOTH_COLOURS: Final[Mapping[tuple[NeedClass, RateClass], tuple[str, str]]] = {
    (NeedClass.LESS_FAVOURABLE, RateClass.NONE): ("#f8d49b", "#63441c"),
    (NeedClass.LESS_FAVOURABLE, RateClass.FEWER): ("#e09743", "#b97a2f"),
    (NeedClass.LESS_FAVOURABLE, RateClass.MORE): ("#8f4a12", "#ffca8e"),
    (NeedClass.NEAR, RateClass.NONE): ("#d6d3ce", "#3b4349"),
    (NeedClass.NEAR, RateClass.FEWER): ("#a29e9c", "#848c92"),
    (NeedClass.NEAR, RateClass.MORE): ("#5c595a", "#c3c9cc"),
    (NeedClass.MORE_FAVOURABLE, RateClass.NONE): ("#cfc6ea", "#4a4370"),
    (NeedClass.MORE_FAVOURABLE, RateClass.FEWER): ("#9080c1", "#8f80cc"),
    (NeedClass.MORE_FAVOURABLE, RateClass.MORE): ("#46307f", "#cdbdff"),
}

# Bubbles are placed as exactly as their numbers are told, and the mean is far below most rates.
CHART_DECIMALS: Final = 3


def plate_of_sides(need: Need, t: Translator) -> Plate:
    """Make the map of four sides."""
    return plate_of_kinds(
        need.frame["side"],
        about=_about(need, "classes"),
        words=PlateWords(
            title=t("Beside the city, and matching initiatives"),
            caption=map_caption(need, t, both=False),
        ),
        names={side.value: t(SIDE_NAMES[side]) for side in Side},
        colours={side.value: colours for side, colours in SIDE_COLOURS.items()},
    )


def plate_of_both(need: Need, t: Translator) -> Plate:
    """Make the map of need by initiatives per resident; needs `Need.near`."""
    pairs = list(zip(need.frame["need"], need.frame["rate_class"], strict=True))
    kinds = [None if None in pair else _key(*pair) for pair in pairs]
    rates = rate_names(need, t)
    return plate_of_kinds(
        pd.Series(kinds, index=need.frame.index, dtype="object"),
        about=_about(need, "bivariate"),
        words=PlateWords(
            title=t("Beside the city, and initiatives per resident"),
            caption=map_caption(need, t, both=True),
        ),
        names={
            _key(*pair): t(
                "{need}; {rate}",
                need=t(NEED_NAMES[pair[0]]),
                rate=_rate_words(pair[1], rates, t),
            )
            for pair in BOTH_COLOURS
        },
        colours={_key(*pair): colours for pair, colours in BOTH_COLOURS.items()},
    )


def grid_of_sides(t: Translator) -> dict[str, Any]:
    """Name rows and columns of the legend of `plate_of_sides`, whose classes stand in that order."""
    return {
        "rows": [t("less favourable"), t("as the city or more favourable")],
        "columns": [t("no initiative"), t("initiative runs")],
        "across": t("Matching initiatives"),
    }


def grid_of_both(need: Need, t: Translator) -> dict[str, Any]:
    """Name rows and columns of the legend of `plate_of_both`, whose classes stand in that order."""
    rates = rate_names(need, t)
    return {
        "rows": [t(NEED_NAMES[each]) for each in NeedClass],
        "columns": [rates[each] for each in RateClass],
        "across": rate_title(t),
    }


def quadrants_of(need: Need, t: Translator, *, dark: bool) -> Quadrants:
    """Put areas beside the city, in the colours of the map of four sides."""
    definition = need.subject.definition
    title = t(
        "{indicator}, {period}: distance from the city, less favourable to the right",
        indicator=definition.name(t.lang),
        period=period_text(need.subject.selection.period),
    )
    frame = need.frame
    return Quadrants(
        Cloud(
            frame[["distance", "rate", "people"]].set_axis(["x", "y", "people"], axis="columns"),
            AxisWords(title, Quantity(gap_unit(definition), definition.decimals, signed=True)),
            AxisWords(rate_title(t), Quantity("", max(rate_decimals(need), CHART_DECIMALS))),
            city=None if need.average is None else (0.0, need.average),
        ),
        kinds={str(code): str(side) for code, side in frame["side"].dropna().items()},
        names={side.value: Kind(t(SIDE_NAMES[side]), SIDE_COLOURS[side][dark]) for side in Side},
        corners=(
            t("more favourable, more initiatives"),
            t("less favourable, more initiatives"),
            t("more favourable, fewer initiatives"),
            t("less favourable, fewer initiatives"),
        ),
    )


def _about(need: Need, key: str) -> PlateSubject:
    selection = need.subject.selection
    return PlateSubject(f"need.{key}", selection.level, selection.indicator_id)


def _key(need: NeedClass, rate: RateClass) -> str:
    return f"{need}.{rate}"


def _rate_words(each: RateClass, names: Mapping[RateClass, str], t: Translator) -> str:
    if each is RateClass.NONE:
        return t("no initiative")
    return t("{rate} initiatives per 1,000 residents", rate=names[each])
