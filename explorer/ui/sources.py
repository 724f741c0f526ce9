"""Where the figures on screen come from, as lines under the map."""

from explorer.i18n import Translator
from explorer.layers import MapLayer
from explorer.workspace import Workspace
from indicators.definitions import Source


def source_lines(layer: MapLayer, t: Translator) -> list[str]:
    """Say what to know of the figures, and name their publishers and tables, a line each."""
    caveat = layer.definition.caveat(t.lang)
    figures = "; ".join(dict.fromkeys(map(_named, layer.sources)))
    lines = [caveat] if caveat else []
    if layer.computed:
        lines.append(t("Values at this level are computed here from smaller areas."))
    lines.append(
        t(
            "Figures: {sources}, {period}.",
            sources=figures,
            period=layer.selection.period.replace("-", "–"),
        )
    )
    return lines


def _named(source: Source) -> str:
    """Give publisher and title; many titles begin with their publisher, named once then."""
    if source.title.startswith(source.publisher):
        return source.title
    return f"{source.publisher}: {source.title}"


def standing_line(workspace: Workspace, t: Translator) -> str:
    """Name where residents, boundaries and initiatives come from, whatever the view."""
    return t(
        "Residents: {period}. Boundaries: City of Gothenburg, division of 2025, generalised;"
        " coastline GSHHG. Initiatives: public pages, each with its source.",
        period=workspace.people_period,
    )
