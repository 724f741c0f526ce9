"""Data and method: how the data joined, what each indicator is, where figures come from (draws)."""

from collections import Counter

import streamlit as st

from explorer.i18n import Translator
from explorer.names import (
    AGGREGATION_NAMES,
    DIRECTION_NAMES,
    LEVEL_NAMES,
    PRECISION_NAMES,
    QUALITY_NAMES,
)
from explorer.ui.assets import DataFiles
from explorer.ui.controls import group_name, ordered_indicators
from explorer.ui.markup import render
from explorer.workspace import Workspace
from indicators.definitions import IndicatorDefinition


def draw(workspace: Workspace, files: DataFiles, t: Translator) -> None:  # noqa: ARG001  pages share a signature
    """Draw the page."""
    definitions = dict(workspace.table.definitions)
    st.html(
        render(
            "method.html",
            t=t,
            levels=[_level_row(workspace, t, place) for place in range(len(LEVEL_NAMES))],
            complete=workspace.report.complete,
            moved=len(workspace.report.moved),
            with_point=sum(each.has_point for each in workspace.register.initiatives),
            indicators=[
                _indicator_row(workspace, definitions[each], t)
                for each in ordered_indicators(definitions)
            ],
            qualities=[t(name) for name in QUALITY_NAMES.values()],
            precisions=_precisions(workspace, t),
            initiatives=len(workspace.register.initiatives),
            sources=list(workspace.table.sources.values()),
        )
    )


def _level_row(workspace: Workspace, t: Translator, place: int) -> list[str]:
    match = workspace.report.levels[place]
    return [
        t(LEVEL_NAMES[match.level]),
        str(len(workspace.areas.codes(match.level))),
        str(match.matched),
        ", ".join(match.without_boundary) or t("none"),
        ", ".join(match.without_figures) or t("none"),
    ]


def _indicator_row(
    workspace: Workspace, definition: IndicatorDefinition, t: Translator
) -> dict[str, str]:
    periods = workspace.table.periods(definition.indicator_id)
    rows = workspace.table.observations
    ids = rows.loc[rows["indicator_id"] == definition.indicator_id, "source_id"].unique()
    publishers = {workspace.table.sources[each].publisher for each in ids}
    return {
        "name": definition.name(t.lang),
        "group": group_name(definition, t),
        "description": definition.description(t.lang),
        "caveat": definition.caveat(t.lang),
        "direction": t(DIRECTION_NAMES[definition.direction]),
        "rule": t(AGGREGATION_NAMES[definition.aggregation]),
        "base": "" if definition.smallest_base is None else str(definition.smallest_base),
        "periods": ", ".join(period.replace("-", "–") for period in periods),
        "publishers": ", ".join(sorted(publishers)),
    }


def _precisions(workspace: Workspace, t: Translator) -> list[tuple[str, int]]:
    counts = Counter(each.location_precision.value for each in workspace.register.initiatives)
    return [(t(PRECISION_NAMES[precision]), count) for precision, count in counts.most_common()]
