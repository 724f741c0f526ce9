"""Plates in a real browser: numbers and kinds that are made up, in the frame that draws the map."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.server import AppServer, start_app
from tests.browser.test_explore import FRAME, fills, inner, open_map, painted, serious
from tests.browser.visitor import PHONE, PageLog, Screen

# One change of plate carries its figures, the page's own words and Streamlit's.
LIMIT_BYTES = 9_000
# In the made-up plates: Björlanda stands 93rd of the codes, (92 · 37 mod 96)² / 20 000 = 0.0968.
BJORLANDA = "path[data-code='706']"
WITHOUT_FIGURE = "path[data-code='102']"


@pytest.fixture(scope="module")
def plates_app(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    script = project_root / "tests" / "browser" / "plates_page.py"
    folder = tmp_path_factory.mktemp("plates")
    with start_app(script, folder=folder, settings={"PYTHONPATH": str(project_root)}) as app:
        yield app


def choose_plate(page: Page, name: str) -> None:
    page.get_by_test_id("stRadioOption").filter(has_text=name).click()


def sum_of_areas(frame: FrameLocator) -> int:
    """Add up how many areas the legend counts in its classes."""
    counts = frame.locator(".legend tbody tr[data-class] td:nth-child(3)").all_inner_texts()
    return sum(int(count) for count in counts)


def test_numbers_are_in_their_classes_and_told_with_their_unit(
    plates_app: AppServer, page: Page, page_log: PageLog
) -> None:
    frame = open_map(page, plates_app.url, "?lang=en")
    painted(frame, "numbers.made_up|")
    expect(frame.locator("path[data-code]")).to_have_count(96)
    area = frame.locator(BJORLANDA)
    # The lowest class ends at 0.1.
    expect(area).to_have_attribute("data-class", "0")
    expect(area).to_have_attribute("fill", "#c3d0d8")
    expect(area).to_have_attribute("aria-label", "Björlanda, 0.10\u00a0percentage points")
    missing = frame.locator(WITHOUT_FIGURE)
    expect(missing).to_have_attribute("fill", "url(#no-figure)")
    expect(missing).to_have_attribute("aria-label", re.compile(r"^[^,]+, no figure$"))
    assert sum_of_areas(frame) == 96
    listbox = frame.get_by_role("listbox")
    expect(listbox).to_have_attribute("aria-label", re.compile(r"^Made-up map: .+ 95 areas with"))
    area.hover()
    readout = frame.locator(".readout.open")
    expect(readout.locator(".value")).to_have_text("0.10\u00a0percentage points")
    expect(readout).not_to_contain_text("The city")
    expect(frame.locator(".strip .dot.hovered")).to_have_count(1)
    # Nothing of what belongs to published figures and to initiatives.
    expect(frame.locator(".badge, .pin, .strip .city")).to_have_count(0)
    expect(frame.locator(".timeline")).to_be_hidden()
    expect(frame.locator(".tabs button")).to_have_text(["Table96"])
    asked = [address for address in page_log.requests if "explorer.ui.assets.data" in address]
    assert any("/primary_area." in address for address in asked)
    assert not [
        address for address in asked if "initiatives" in address or "low_economic" in address
    ]
    assert page_log.foreign() == []


def test_table_of_numbers_starts_with_the_largest(plates_app: AppServer, page: Page) -> None:
    frame = open_map(page, plates_app.url, "?lang=en")
    frame.get_by_role("button", name=re.compile("^Table")).click()
    headings = frame.locator("table.figures thead th")
    expect(headings).to_have_text(
        ["Area", "Part of", re.compile(r"\(percentage points\) ↓$"), "Class", "Residents"]
    )
    rows = frame.locator("table.figures tbody tr")
    expect(rows).to_have_count(96)
    # 95² / 20 000
    expect(rows.first.locator("td").nth(1)).to_have_text("0.45")
    expect(rows.last.locator("td").nth(1)).to_have_text("no figure")
    headings.nth(2).get_by_role("button").click()
    expect(rows.first.locator("td").nth(1)).to_have_text("0.00")
    expect(rows.last.locator("td").nth(1)).to_have_text("no figure")


def test_change_is_told_with_its_sign_from_a_line_at_zero(
    plates_app: AppServer, page: Page
) -> None:
    frame = open_map(page, plates_app.url, "?plate=change&lang=sv")
    painted(frame, "change.made_up|")
    # The median of the 95 numbers is taken away: 0.0968 − 0.1176.
    expect(frame.locator(BJORLANDA)).to_have_attribute(
        "aria-label", re.compile("^Björlanda, −0,0[12]\u00a0percentage points$")
    )
    expect(frame.locator(".strip .city-name")).to_have_text("0")
    expect(frame.locator(".strip .end-name")).to_have_text(
        [re.compile("^−0,"), re.compile(r"^\+0,")]
    )
    expect(frame.locator(".legend .end")).to_have_text(["a smaller gap", "a larger gap"])
    expect(frame.locator(".legend tr[data-class='4']")).to_contain_text("mer än 0,2 högre")
    frame.get_by_role("button", name=re.compile("^Tabell")).click()
    expect(frame.locator("table.figures tbody td:nth-child(3)").first).to_have_text(
        re.compile(r"^\+0,\d\d$")
    )


def test_kinds_are_named_counted_and_listed_without_a_number(
    plates_app: AppServer, page: Page
) -> None:
    frame = open_map(page, plates_app.url, "?plate=kinds&lang=en")
    painted(frame, "kinds.made_up|")
    area = frame.locator(BJORLANDA)
    # 92 mod 9 is 2, the third of the kinds.
    expect(area).to_have_attribute("data-class", "2")
    expect(area).to_have_attribute("aria-label", "Björlanda, Fewer among more")
    area.hover()
    expect(frame.locator(".readout.open .value")).to_have_text("Fewer among more")
    expect(frame.locator(".legend tr[data-class='2'] .mark.hovered")).to_have_count(1)
    expect(frame.locator(".strip")).to_have_count(0)
    assert sum_of_areas(frame) == 96
    # Codes 0–95 by their remainder: 4 to 8 in 52 areas.
    expect(frame.get_by_role("listbox")).to_have_attribute(
        "aria-label", re.compile("No clear pattern: 52")
    )
    frame.get_by_role("button", name=re.compile("^Table")).click()
    expect(frame.locator("table.figures thead th")).to_have_text(
        ["Area", "Part of", "Area and its neighbours ↑", "Residents"]
    )
    rows = frame.locator("table.figures tbody tr")
    expect(rows.first.locator("td").nth(1)).to_have_text("More among more")
    expect(rows.last.locator("td").nth(1)).to_have_text("no figure")


def test_keyboard_and_finder_choose_areas_and_the_page_is_told(
    plates_app: AppServer, page: Page
) -> None:
    frame = open_map(page, plates_app.url, "?plate=kinds&lang=en")
    frame.locator(BJORLANDA).focus()
    expect(frame.locator(".readout.open strong")).to_have_text("Björlanda")
    page.keyboard.press("ArrowDown")
    focused = inner(page).evaluate("document.activeElement.dataset.code")
    assert focused not in {"", "706"}
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Chosen: {focused}.")).to_be_visible()
    finder = frame.locator("#find-area")
    finder.focus()
    page.keyboard.type("Tuve")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(rf"Chosen: {focused} \d+\."))).to_be_visible()
    expect(frame.locator("path[aria-selected='true']")).to_have_count(2)


def test_another_plate_keeps_the_frame_the_choice_and_the_position(
    plates_app: AppServer, page: Page, page_log: PageLog
) -> None:
    frame = open_map(page, plates_app.url, "?lang=en")
    inner(page).evaluate("window.isTheSame = true")
    frame.locator(BJORLANDA).click()
    expect(page.get_by_text("Chosen: 706.")).to_be_visible()
    frame.get_by_role("button", name="Zoom in").click()
    frame.get_by_role("button", name=re.compile("^Table")).click()
    before = fills(page)
    zoom = inner(page).evaluate("map_div.getZoom()")
    for name in ("kinds", "change", "numbers"):
        page_log.received_bytes = 0
        choose_plate(page, name)
        painted(frame, f"{name}.made_up|")
        assert 0 < page_log.received_bytes < LIMIT_BYTES
        expect(frame.locator(BJORLANDA)).to_have_attribute("aria-selected", "true")
        expect(frame.locator("table.figures tbody tr")).to_have_count(96)
    assert inner(page).evaluate("window.isTheSame") is True
    assert inner(page).evaluate("map_div.getZoom()") == zoom
    assert fills(page) == before


def test_plate_that_forgets_an_area_is_not_drawn_on_the_wrong_ones(
    plates_app: AppServer, page: Page, page_log: PageLog
) -> None:
    page_log.allowed.append("primary_area: not a class for each area")
    page.goto(f"{plates_app.url}/?plate=short&lang=en")
    frame = page.frame_locator(FRAME)
    expect(frame.locator(".readout.open")).to_have_text(
        "The map could not be loaded. Reload the page."
    )
    expect(frame.locator("path[data-code]")).to_have_count(0)
    assert page_log.errors


@pytest.mark.parametrize("screen", [Screen(), PHONE, Screen(colours="dark")])
@pytest.mark.parametrize("plate", ["change", "kinds"])
@pytest.mark.usefixtures("screen")
def test_axe_finds_nothing_serious_in_a_plate(
    plates_app: AppServer, page: Page, plate: str
) -> None:
    frame = open_map(page, plates_app.url, f"?plate={plate}&lang=sv")
    frame.locator(".tabs button").first.click()
    assert serious(inner(page)) == []
    width = inner(page).evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
