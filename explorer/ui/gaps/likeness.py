"""Clusters: whether neighbouring areas are alike, and where (draws)."""

import streamlit as st

from explorer.cluster_words import CLUSTER_NAMES, meaning, moran_sentence
from explorer.gaps import Gap, clusters_of
from explorer.i18n import Translator
from explorer.measure_values import refusal_text
from explorer.narrative import period_text
from explorer.palette import BLUE_GREY, BLUE_GREY_DARK, ORANGE, ORANGE_DARK, PURPLE, PURPLE_DARK
from explorer.plates import PlateSubject, PlateWords, plate_of_kinds
from explorer.ui.assets import DataFiles
from explorer.ui.gaps.parts import draw_plate, words_html
from explorer.view import ViewState
from explorer.workspace import Workspace
from indicators.clusters import ClusterKind
from indicators.definitions import Direction
from indicators.measures.groups import MeasureError

GREY = ("#dbe3e8", "#2c3a43")
# Where neither end is the better one: blue for high values, sand for low ones.
NEUTRAL = {
    ClusterKind.HIGH_HIGH.value: (BLUE_GREY[2], BLUE_GREY_DARK[2]),
    ClusterKind.HIGH_LOW.value: (BLUE_GREY[1], BLUE_GREY_DARK[1]),
    ClusterKind.LOW_HIGH.value: ("#cdb891", "#6f5f41"),
    ClusterKind.LOW_LOW.value: ("#7a6237", "#d9c08c"),
    ClusterKind.NOT_SIGNIFICANT.value: GREY,
}


def draw_clusters(
    workspace: Workspace, files: DataFiles, gap: Gap, view: ViewState, t: Translator
) -> None:
    """Draw the part."""
    try:
        found = clusters_of(workspace, gap)
    except MeasureError as error:
        st.html(words_html([refusal_text(str(error), t)]))
        return
    st.html(words_html([moran_sentence(found, gap.definition, t)], lead=True))
    kinds = found.local["kind"].where(found.local["kind"] != ClusterKind.LEFT_OUT)
    names = {
        kind.value: t(CLUSTER_NAMES[kind])
        for kind in ClusterKind
        if kind is not ClusterKind.LEFT_OUT
    }
    title = t("Areas and their neighbours")
    plate = plate_of_kinds(
        kinds,
        about=PlateSubject("clusters", gap.selection.level, gap.selection.indicator_id),
        words=PlateWords(
            title=title,
            caption=t(
                "{title}: {indicator}, {period}",
                title=title,
                indicator=gap.definition.name(t.lang),
                period=period_text(gap.selection.period),
            ),
        ),
        names=names,
        colours=_colours(gap),
    )
    with st.container(key="split", horizontal=True, gap="large"):
        with st.container(key="split_map"):
            draw_plate(workspace, files, gap, plate, view, t)
        with st.container(key="split_list"):
            means, means_not = meaning(t)
            st.html(words_html([means], title=t("What it means")))
            st.html(words_html([means_not], title=t("What it does not mean")))


def _colours(gap: Gap) -> dict[str, tuple[str, str]]:
    """Purple is the better end, as on every map; outliers are the paler ones of each side."""
    if gap.definition.direction is Direction.CONTEXT:
        return NEUTRAL
    high_better = gap.definition.direction is not Direction.LOWER_BETTER
    good, bad = (PURPLE, PURPLE_DARK), (ORANGE, ORANGE_DARK)
    high, low = (good, bad) if high_better else (bad, good)
    return {
        ClusterKind.HIGH_HIGH.value: (high[0][3], high[1][3]),
        ClusterKind.HIGH_LOW.value: (high[0][1], high[1][1]),
        ClusterKind.LOW_HIGH.value: (low[0][1], low[1][1]),
        ClusterKind.LOW_LOW.value: (low[0][3], low[1][3]),
        ClusterKind.NOT_SIGNIFICANT.value: GREY,
    }
