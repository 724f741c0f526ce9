"""The buttons for files about comparisons, and what stands there when there is nothing to write."""

import pytest
from streamlit.testing.v1 import AppTest

from explorer.view import ComparePart

pytestmark = pytest.mark.usefixtures("plain_settings")


def draw_buttons(part: str, area: str) -> None:
    """Draw nothing but the buttons; runs as a script of its own."""
    import streamlit as st

    from explorer.i18n import translator
    from explorer.ui.downloads import draw_compare_downloads
    from explorer.view import ComparePart, ViewState
    from explorer.workspace import load_workspace

    workspace = st.cache_resource(load_workspace)()
    view = ViewState(compare=ComparePart(part), area=(area,) if area else ())
    draw_compare_downloads(workspace, view, translator("en"))


def drawn(part: ComparePart, area: str = "") -> AppTest:
    app = AppTest.from_function(draw_buttons, args=(part.value, area), default_timeout=60).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("part", [ComparePart.MAPS, ComparePart.INDEX])
def test_part_has_a_button_for_each_file(part: ComparePart) -> None:
    app = drawn(part)
    labels = [each.proto.label for each in app.get("download_button")]
    assert labels == ["Excel workbook with sources", "CSV for Excel", "CSV, plain"]
    assert not app.info


def test_part_with_nothing_to_write_says_why_instead() -> None:
    app = drawn(ComparePart.OWN)
    assert [each.value for each in app.info] == [
        "There is no area of one’s own yet. Make one first."
    ]
    assert not app.get("download_button")
    assert drawn(ComparePart.SIMILAR).info
    assert not drawn(ComparePart.SIMILAR, "306").info
