"""Where the figures of a file come from, as lines to put beside them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from explorer.i18n import N_, Translator
from explorer.layers import MapLayer
from explorer.legend import UNIT_WORDS
from explorer.names import LEVEL_NAMES, QUALITY_NAMES, SHOW_NAMES
from explorer.narrative import period_text

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


def source_lines(
    layer: MapLayer, t: Translator, *, link: str, made: date
) -> tuple[tuple[str, str], ...]:
    """
    Say of whom, where, when and from whom the figures are, as pairs of a heading and a text.

    Parameters
    ----------
    link
        Address that shows the same view, "" when there is none.
    made
        Day that the file was made.
    """
    definition, selection = layer.definition, layer.selection
    city = (
        t("No figure for the whole city")
        if layer.city is None
        else t.unit(layer.city.value, definition.unit, definition.decimals)
    )
    lines = [
        (t("Indicator"), definition.name(t.lang)),
        (t("What it counts"), definition.description(t.lang)),
        (t("Definition by the source (in Swedish)"), definition.definition_sv),
        (t("To know when reading it"), definition.caveat(t.lang)),
        (t("Unit"), t(UNIT_WORDS[definition.unit])),
        (t("Level"), t(LEVEL_NAMES[selection.level])),
        (t("Period"), period_text(selection.period)),
        (t("Shown on the map"), t(SHOW_NAMES[layer.show])),
        (t("The whole city"), city),
    ]
    if layer.computed:
        lines.append(
            (t("Computed"), t("Values at this level are computed here from smaller areas."))
        )
    for source in layer.sources:
        lines += [
            (t("Publisher"), source.publisher),
            (t("Table or report"), source.title),
            (t("Read from"), source.read_from),
        ]
    present = set(layer.frame["quality"].dropna())
    lines += [
        (t("Quality: {quality}", quality=t(QUALITY_NAMES[key])), t(meaning))
        for key, meaning in QUALITY_MEANINGS.items()
        if key in present
    ]
    lines += [
        (t("Empty cells"), t("No figure: missing, withheld or not applicable. Never zero.")),
        (t("Residents"), layer.people_period),
        (t("Boundaries"), t(BOUNDARIES)),
        (t("Initiatives"), t("Public pages; each row names its own.")),
        (t("This view"), link),
        (t("File made on"), t.date(made)),
    ]
    return tuple((heading, text) for heading, text in lines if text)
