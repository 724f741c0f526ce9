"""Where the figures on screen come from, as lines under the map."""

from collections.abc import Sequence

from explorer.i18n import Translator
from explorer.layers import MapLayer
from explorer.workspace import Workspace
from indicators.comparison import Comparison
from indicators.definitions import IndicatorDefinition, Source
from indicators.selection import Selected


def source_lines(layer: MapLayer, t: Translator) -> list[str]:
    """Say what to know of the figures, and name their publishers and tables, a line each."""
    return _lines(
        layer.definition, layer.sources, layer.selection.period, t, computed=layer.computed
    )


def gap_lines(workspace: Workspace, comparison: Comparison, t: Translator) -> list[str]:
    """Say the same of the figures that are compared."""
    selected = comparison.selected
    sources = [workspace.table.sources[each] for each in selected.source_ids]
    return _lines(
        comparison.definition, sources, selected.selection.period, t, computed=selected.computed
    )


def selected_lines(workspace: Workspace, selected: Selected, t: Translator) -> list[str]:
    """Say the same of figures that were picked."""
    sources = [workspace.table.sources[each] for each in selected.source_ids]
    definition = workspace.table.definitions[selected.selection.indicator_id]
    return _lines(definition, sources, selected.selection.period, t, computed=selected.computed)


def _lines(
    definition: IndicatorDefinition,
    sources: Sequence[Source],
    period: str,
    t: Translator,
    *,
    computed: bool,
) -> list[str]:
    caveat = definition.caveat(t.lang)
    lines = [caveat] if caveat else []
    if computed:
        lines.append(t("Values at this level are computed here from smaller areas."))
    figures = "; ".join(dict.fromkeys(map(_named, sources)))
    lines.append(
        t("Figures: {sources}, {period}.", sources=figures, period=period.replace("-", "–"))
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
