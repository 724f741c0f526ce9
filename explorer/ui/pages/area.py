"""My area: a resident finds the own neighbourhood, and reads about it (draws)."""

import streamlit as st

from explorer.i18n import Translator
from explorer.ui import state
from explorer.ui.area.finder import draw_finder, forget
from explorer.ui.area.reading import draw_reading
from explorer.ui.assets import DataFiles
from explorer.ui.markup import render
from explorer.ui.problems import draw_problem
from explorer.ui.sources import standing_line
from explorer.workspace import Workspace

ARRIVED = "area_arrived"
# The heading of an area that was just chosen: there a screen reader goes on, and the page begins.
TO_HEADING = """
<script>
  (() => {
    const heading = document.querySelector(".stMain h1");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    document.querySelector(".stMain").scrollTo({ top: 0 });
  })();
</script>
"""


def draw(workspace: Workspace, files: DataFiles, t: Translator) -> None:
    """Draw the page."""
    for problem in state.link_problems():
        draw_problem(problem, t, icon=":material/link_off:")
    _sheet(workspace, files, t)
    st.html(render("foot.html", lines=[standing_line(workspace, t)]))


@st.fragment
def _sheet(workspace: Workspace, files: DataFiles, t: Translator) -> None:
    view = state.current(workspace)
    chosen = (view.level, *view.area)
    before = st.session_state.get(ARRIVED)
    st.session_state[ARRIVED] = chosen
    if len(view.area) != 1:
        draw_finder(workspace, files, view, t)
        return
    st.button(
        t("Choose another area"),
        key="area_again",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=_choose_again,
    )
    draw_reading(workspace, files, view, t)
    if before not in {None, chosen}:
        # The name makes each choice another script, so that it runs every time.
        mark = f"<!-- {view.level.value} {view.area[0]} -->"
        st.html(mark + TO_HEADING, unsafe_allow_javascript=True)


def _choose_again() -> None:
    forget()
    state.change(area=())
