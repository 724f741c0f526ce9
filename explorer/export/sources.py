"""Where the figures of a file come from, as lines to put beside them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import pandas as pd

from explorer.i18n import N_, Translator
from explorer.layers import MapLayer
from explorer.legend import UNIT_WORDS
from explorer.names import LEVEL_NAMES, QUALITY_NAMES, SHOW_NAMES
from explorer.narrative import period_text
from indicators.definitions import IndicatorDefinition, Source
from indicators.selection import CityValue, Selection

BOUNDARIES: Final = N_(
    "City of Gothenburg, division of 2025, generalised to about 60 m;"
    " coastline GSHHG (GNU Lesser General Public License)."
)
# What each mark of quality means; only those that occur are written.
QUALITY_MEANINGS: Final[Mapping[str, str]] = {
    "published": N_("As its publisher gives it for the area."),
    "derived": N_("Added up or divided from published counts; exact but for rounding."),
    "approximate": N_(
        "A mean weighted by something else than what the figure was divided by;"
        " close, but not exact."
    ),
    "union": N_("One published figure covers several areas together and stands for each of them."),
}


Lines = tuple[tuple[str, str], ...]


def source_lines(layer: MapLayer, t: Translator, *, link: str, made: date) -> Lines:
    """
    Say of whom, where, when and from whom the figures are, as pairs of a heading and a text.

    Parameters
    ----------
    link
        Address that shows the same view, "" when there is none.
    made
        Day that the file was made.
    """
    definition = layer.definition
    lines = (
        *definition_lines(definition, layer.selection, t),
        (t("Shown on the map"), t(SHOW_NAMES[layer.show])),
        (t("The whole city"), city_text(layer.city, definition, t)),
        *origin_lines(layer.sources, layer.frame["quality"], t, computed=layer.computed),
        (t("Residents"), layer.people_period),
        (t("Boundaries"), t(BOUNDARIES)),
        (t("Initiatives"), t("Public pages; each row names its own.")),
        *file_lines(t, link=link, made=made),
    )
    return filled_lines(lines)


def definition_lines(definition: IndicatorDefinition, selection: Selection, t: Translator) -> Lines:
    """Say what is counted, where and when."""
    return (
        (t("Indicator"), definition.name(t.lang)),
        (t("What it counts"), definition.description(t.lang)),
        (t("Definition by the source (in Swedish)"), definition.definition_sv),
        (t("To know when reading it"), definition.caveat(t.lang)),
        (t("Unit"), t(UNIT_WORDS[definition.unit])),
        (t("Level"), t(LEVEL_NAMES[selection.level])),
        (t("Period"), period_text(selection.period)),
    )


def city_text(city: CityValue | None, definition: IndicatorDefinition, t: Translator) -> str:
    """Give the city's value with its unit, or say that there is none."""
    if city is None:
        return t("No figure for the whole city")
    return t.unit(city.value, definition.unit, definition.decimals)


def origin_lines(
    sources: Iterable[Source], quality: pd.Series, t: Translator, *, computed: bool
) -> Lines:
    """Say from whom the figures are, how they were made, and what an empty cell means."""
    lines = []
    if computed:
        lines.append(
            (t("Computed"), t("Values at this level are computed here from smaller areas."))
        )
    for source in sources:
        lines += [
            (t("Publisher"), source.publisher),
            (t("Table or report"), source.title),
            (t("Read from"), source.read_from),
        ]
    present = set(quality.dropna())
    lines += [
        (t("Quality: {quality}", quality=t(QUALITY_NAMES[key])), t(meaning))
        for key, meaning in QUALITY_MEANINGS.items()
        if key in present
    ]
    empty = t("No figure: missing, withheld or not applicable. Never zero.")
    return (*lines, (t("Empty cells"), empty))


def file_lines(t: Translator, *, link: str, made: date) -> Lines:
    """Say which view a file shows and when it was made."""
    return ((t("This view"), link), (t("File made on"), t.date(made)))


def filled_lines(lines: Lines) -> Lines:
    """Leave out what there is nothing to say of."""
    return tuple((heading, text) for heading, text in lines if text)
