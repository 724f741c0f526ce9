"""A shape drawn on the map becomes an area of one's own: with the pointer, with the keys, and when it is odd."""

import re

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.test_explore import FRAME, inner, painted, query_of, serious
from tests.browser.visitor import PHONE, PageLog, Screen

PART = "/compare?compare=own&lang=en"
# Longitude and latitude. The box holds Gårdsten (north and south) and parts of what is round it.
BOX = ((12.00, 57.79), (12.06, 57.79), (12.06, 57.82), (12.00, 57.82))
BOW_TIE = (BOX[0], BOX[2], BOX[1], BOX[3])
AT_SEA = ((11.50, 57.60), (11.55, 57.60), (11.55, 57.62), (11.50, 57.62))


def open_own(page: Page, url: str, query: str = "") -> FrameLocator:
    """Open the part of the page and wait until its map has its colours."""
    page.goto(f"{url}{PART}{query}")
    frame = page.frame_locator(FRAME)
    painted(frame, "own|")
    return frame


def look_at(page: Page, corners: tuple[tuple[float, float], ...]) -> None:
    """Bring corners into the middle of the map, and the map into the middle of the window."""
    lon = sum(corner[0] for corner in corners) / len(corners)
    lat = sum(corner[1] for corner in corners) / len(corners)
    inner(page).evaluate(
        "([lat, lon]) => map_div.setView([lat, lon], 12, {animate: false})", [lat, lon]
    )
    page.locator(FRAME).evaluate("(node) => node.scrollIntoView({block: 'start'})")


def click_at(page: Page, corner: tuple[float, float], *, twice: bool = False) -> None:
    point = inner(page).evaluate(
        "([lon, lat]) => { const at = map_div.latLngToContainerPoint([lat, lon]); return [at.x, at.y]; }",
        list(corner),
    )
    box = page.frame_locator(FRAME).locator("#map_div").bounding_box()
    assert box is not None
    place = (box["x"] + point[0] + 1, box["y"] + point[1] + 1)
    (page.mouse.dblclick if twice else page.mouse.click)(*place)


def shares_in(page: Page) -> dict[str, float]:
    """Return the share of each area in the address's only own area."""
    _, _, listed = query_of(page)["own"].partition("~")
    pairs = [each.partition(":") for each in listed.split(",")]
    return {code: float(share or 1) for code, _, share in pairs}


def test_shape_that_is_clicked_becomes_an_own_area(
    page: Page, app_url: str, page_log: PageLog
) -> None:
    frame = open_own(page, app_url)
    look_at(page, BOX)
    inside = inner(page).evaluate(
        """([[west, south], [east, north]]) => {
            const found = {};
            map_div.eachLayer((layer) => {
                if (!layer.feature?.id || !layer._path?.dataset.code) return;
                const box = layer.getBounds();
                const whole = box.getWest() > west && box.getEast() < east && box.getSouth() > south && box.getNorth() < north;
                const none = box.getEast() < west || box.getWest() > east || box.getNorth() < south || box.getSouth() > north;
                found[layer.feature.id] = whole ? "whole" : none ? "none" : "some";
            });
            return found;
        }""",
        [BOX[0], BOX[2]],
    )
    button = frame.get_by_role("button", name="Draw a shape")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    hint = frame.locator(".readout.open[aria-live='polite']")
    expect(hint).to_contain_text("Corners: 0")
    finish = frame.get_by_role("button", name="Finish")
    expect(finish).to_be_disabled()
    for corner in BOX:
        click_at(page, corner)
    expect(hint).to_contain_text("Corners: 4")
    expect(frame.locator(".sketch-corner")).to_have_count(4)
    for name in ("Finish", "Cancel"):
        size = frame.get_by_role("button", name=name).bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 44
    # While a shape is drawn a click chooses no area.
    assert "area" not in query_of(page)
    expect(frame.locator("path[aria-selected='true']")).to_have_count(0)
    click_at(page, BOX[0])
    expect(page.get_by_role("heading", name="Own area 1")).to_be_visible()
    expect(frame.locator(".sketch-line")).to_have_count(0)
    expect(button).to_have_attribute("aria-pressed", "false")
    shares = shares_in(page)
    assert "whole" in inside.values()
    for code, where in inside.items():
        if where != "some":
            assert shares.get(code, 0) == (where == "whole"), code
    assert query_of(page)["own"].startswith("Own area 1~")
    assert "area" not in query_of(page)
    # A choice that is made afterwards does not bring the shape again.
    frame.locator("path[data-code='706']").click()
    expect(page).to_have_url(re.compile("area=706"))
    assert shares_in(page) == shares
    assert page_log.foreign() == []


def test_escape_and_the_button_leave_without_an_area(page: Page, app_url: str) -> None:
    frame = open_own(page, app_url)
    look_at(page, BOX)
    button = frame.get_by_role("button", name="Draw a shape")
    for by_key in (True, False):
        button.click()
        for corner in BOX[:3]:
            click_at(page, corner)
        expect(frame.locator(".sketch-corner")).to_have_count(3)
        page.keyboard.press("Backspace")
        expect(frame.locator(".sketch-corner")).to_have_count(2)
        # Two corners are no shape.
        click_at(page, BOX[1], twice=True)
        expect(button).to_have_attribute("aria-pressed", "true")
        if by_key:
            page.keyboard.press("Escape")
        else:
            button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
        expect(frame.locator(".sketch-corner, .sketch-line")).to_have_count(0)
        expect(frame.get_by_role("button", name="Finish")).to_be_hidden()
    # Out of the mode a click chooses again, and nothing else has been told.
    frame.locator("path[data-code='706']").click()
    expect(page).to_have_url(re.compile("area=706"))
    expect(page.get_by_label("Primary areas", exact=True).first).to_be_visible()
    expect(page.get_by_text("Björlanda").first).to_be_visible()
    assert "own" not in query_of(page)


def test_shape_that_cannot_be_used_is_answered_in_words(page: Page, app_url: str) -> None:
    frame = open_own(page, app_url)
    answers = {BOW_TIE: "The outline crosses itself", AT_SEA: "The shape lies wholly at sea"}
    for corners, answer in answers.items():
        look_at(page, corners)
        frame.get_by_role("button", name="Draw a shape").click()
        for corner in corners[:-1]:
            click_at(page, corner)
        click_at(page, corners[-1], twice=True)
        expect(page.get_by_role("alert")).to_contain_text(answer)
        expect(frame.locator(".sketch-corner, .sketch-line")).to_have_count(0)
        assert "own" not in query_of(page)


def test_shape_is_drawn_with_the_keys_alone(page: Page, app_url: str) -> None:
    frame = open_own(page, app_url)
    look_at(page, BOX)
    page.get_by_role("textbox", name="Name").fill("Med tangenter")
    page.get_by_role("textbox", name="Name").press("Tab")
    frame.get_by_role("button", name="Draw a shape").focus()
    page.keyboard.press("Enter")
    expect(frame.locator(".crosshair")).to_be_visible()
    start = inner(page).evaluate("[map_div.getCenter().lat, map_div.getCenter().lng]")
    # One step is 80 pixels: three corners of a square of 160.
    for steps in ("", "ArrowRight ArrowRight", "ArrowDown ArrowDown"):
        for key in steps.split():
            page.keyboard.press(key)
        page.keyboard.press("Enter")
    expect(frame.locator(".sketch-corner")).to_have_count(3)
    there = inner(page).evaluate("[map_div.getCenter().lat, map_div.getCenter().lng]")
    assert there[0] < start[0] - 0.01
    assert there[1] > start[1] + 0.01
    expect(frame.locator("path[aria-selected='true']")).to_have_count(0)
    frame.get_by_role("button", name="Finish").press("Enter")
    expect(page.get_by_role("heading", name="Med tangenter")).to_be_visible()
    assert query_of(page)["own"].startswith("Med tangenter~")
    assert all(0 < share <= 1 for share in shares_in(page).values())
    # The focus is not lost with the button that had it.
    assert inner(page).evaluate("document.activeElement.id") == "map_div"


def test_button_to_draw_stands_only_where_a_shape_has_a_use(page: Page, app_url: str) -> None:
    frame = open_own(page, app_url, "&own=A~101;B~102:0.5;C~306")
    # There is no room for a fourth area.
    expect(frame.locator(".sketch")).to_have_count(0)
    expect(frame.locator(".legend tr[data-class='2'] th")).to_contain_text("B, in part")
    page.goto(f"{app_url}/?lang=en")
    frame = page.frame_locator(FRAME)
    painted(frame, "low_economic_standard|")
    expect(frame.get_by_role("button", name="Show the whole city")).to_be_visible()
    expect(frame.locator(".sketch, .sketch-bar, .crosshair")).to_have_count(0)


@pytest.mark.parametrize("screen", [PHONE, Screen(colours="dark")])
@pytest.mark.usefixtures("screen")
def test_axe_finds_nothing_serious_while_a_shape_is_drawn(page: Page, app_url: str) -> None:
    frame = open_own(page, app_url, "&own=A~101;B~102:0.5")
    look_at(page, BOX)
    frame.get_by_role("button", name="Draw a shape").click()
    for corner in BOX[:3]:
        click_at(page, corner)
    expect(frame.get_by_role("button", name="Finish")).to_be_enabled()
    assert serious(inner(page)) == []
    assert inner(page).evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
