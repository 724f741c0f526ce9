"""A resident with a telephone and no pointer: finds the area, reads, keeps it, changes language."""

import re
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_area_finder import arrived, open_finder, tab_to
from tests.browser.test_explore import query_of, serious
from tests.browser.test_gaps import settled
from tests.browser.visitor import PHONE

# Past every figure of the page and every "what is this?".
WHOLE_PAGE = 120


@pytest.mark.parametrize("screen", [PHONE])
def test_area_is_found_read_kept_and_read_in_english_by_keyboard_alone(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    field = open_finder(page, app_url)
    tab_to(page, field)
    page.keyboard.type("bergsjon")
    hits = page.locator(".st-key-area_hits button")
    expect(hits).to_have_count(4)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name=re.compile("^Östra Bergsjön")), most=12)
    page.keyboard.press("Enter")
    arrived(page, "Östra Bergsjön")
    expect(page.get_by_text("10 470 personer")).to_be_visible()

    settled(page)
    keep = page.get_by_role("button", name="Två sidor (PDF)")
    tab_to(page, keep, most=WHOLE_PAGE)
    with page.expect_download() as kept:
        page.keyboard.press("Enter")
    path = tmp_path / "area.pdf"
    kept.value.save_as(path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2
        assert str(pdf.Root.Lang).startswith("sv")
        assert bool(pdf.Root.MarkInfo.Marked)

    page.keyboard.press("Home")
    tab_to(page, page.get_by_role("button", name="English"), most=WHOLE_PAGE)
    page.keyboard.press("Enter")
    expect(page.get_by_text("10,470 people")).to_be_visible()
    expect(page.get_by_role("button", name="Two pages (PDF)")).to_be_visible()
    assert query_of(page) == {"area": "306", "lang": "en"}
    settled(page)
    assert serious(page) == []
    wider = page.get_by_test_id("stMain").evaluate("node => node.scrollWidth - node.clientWidth")
    assert wider <= 0
