"""Two indicators against each other, area by area (draws)."""

import streamlit as st

from explorer.charts.scatter import scatter
from explorer.compare import Pair, build_pair, cloud_of, marked_areas, name_areas
from explorer.compare_words import correlation_sentence, ecological_note
from explorer.i18n import Translator
from explorer.layers import periods_of
from explorer.measure_values import refusal_text
from explorer.names import LEVEL_NAMES
from explorer.narrative import period_text
from explorer.ui.compare.fields import draw_beside
from explorer.ui.gaps.parts import on_dark_paper, words_html
from explorer.view import ViewState
from explorer.workspace import Workspace
from indicators.measures.groups import MeasureError
from indicators.selection import NotAvailable


@st.cache_resource(show_spinner=False, max_entries=64)
def _pair(_workspace: Workspace, view: ViewState) -> Pair:
    return build_pair(_workspace, view)


def draw_pair(workspace: Workspace, view: ViewState, t: Translator) -> None:
    """Draw the part."""
    periods = periods_of(workspace, view.beside, view.level)
    period = view.then if view.then in periods else max(periods, default=str(view.then or ""))
    with st.container(key="beside_controls", horizontal=True, vertical_alignment="center"):
        draw_beside(workspace, view, periods, period, t)
    definitions = workspace.table.definitions
    titles = [definitions[each].name(t.lang) for each in (view.indicator, view.beside)]
    try:
        pair = _pair(
            workspace,
            ViewState(
                indicator=view.indicator,
                level=view.level,
                period=view.period,
                beside=view.beside,
                then=view.then,
                own=view.own,
            ),
        )
    except NotAvailable:
        level = t(LEVEL_NAMES[view.level]).lower()
        st.html(
            words_html(
                [
                    t(
                        "“{first}” and “{second}” do not both have figures for {level}. Choose"
                        " another indicator or level.",
                        first=titles[0],
                        second=titles[1],
                        level=level,
                    )
                ]
            )
        )
        return
    except MeasureError as error:
        st.html(words_html([refusal_text(str(error), t), t("Choose another indicator or level.")]))
        return
    found = pair.association
    r = found.pearson
    interval = None if r.lower is None or r.upper is None else (r.lower, r.upper)
    sentence = correlation_sentence(
        r.estimate, interval, len(found.areas), (titles[0], titles[1]), t
    )
    st.html(words_html([sentence], lead=True))
    st.altair_chart(
        scatter(
            cloud_of(workspace, pair, t),
            name_areas(workspace, view.level, view.own),
            t,
            chosen=marked_areas(view),
            dark=on_dark_paper(),
        ),
        theme=None,
        width="stretch",
        key="chart_scatter",
    )
    notes = [
        ecological_note(t),
        t(
            "By ranks instead of values (Spearman): {r}.",
            r=t.number(found.spearman.estimate, 2),
        ),
        t(
            "{first} {first_period}; {second} {second_period}. {n} areas lack one of the two.",
            first=titles[0],
            first_period=period_text(pair.first.period),
            second=titles[1],
            second_period=period_text(pair.second.period),
            n=sum(len(str(unit).split("+")) for unit in found.left_out),
        ),
    ]
    st.html(words_html((), notes=notes))
