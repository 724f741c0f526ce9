"""Linked maps in a real browser: what is done in one happens in the others, and is told once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, FrameLocator, Page, expect

from tests.browser.server import AppServer, start_app
from tests.browser.test_explore import serious
from tests.browser.visitor import PHONE, PageLog, Screen

FIRST, SECOND, CHANGE = range(3)
BJORLANDA = "path[data-code='706']"
# What two maps of one size may differ by: less than a pixel at the zoom of the whole city.
NEAR = 1.5e-3


@pytest.fixture(scope="module")
def twin_app(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    script = project_root / "tests" / "browser" / "twin_page.py"
    folder = tmp_path_factory.mktemp("twin")
    with start_app(script, folder=folder, settings={"PYTHONPATH": str(project_root)}) as app:
        yield app


def open_maps(page: Page, url: str, query: str = "?lang=en") -> list[FrameLocator]:
    """Open the page and wait until all three maps have their colours."""
    page.goto(f"{url}/{query}")
    maps = [page.frame_locator("iframe").nth(place) for place in (FIRST, SECOND, CHANGE)]
    for each in maps:
        expect(each.locator("html[data-painted]")).to_be_attached()
    return maps


def frame_of(page: Page, place: int) -> Frame:
    found = page.locator("iframe").nth(place).element_handle().content_frame()
    assert found is not None
    return found


def position(page: Page, place: int) -> list[float]:
    found: list[float] = frame_of(page, place).evaluate(
        "[map_div.getCenter().lat, map_div.getCenter().lng, map_div.getZoom()]"
    )
    return found


def settled(page: Page, place: int) -> list[float]:
    """Wait until a map stands still, and say where."""
    frame_of(page, place).evaluate(
        """() => new Promise((done) => {
            let last = "", same = 0;
            const look = () => {
                const now = [map_div.getCenter(), map_div.getZoom()].join();
                same = now === last && !map_div._animatingZoom ? same + 1 : 0;
                last = now;
                if (same > 6) done(); else requestAnimationFrame(look);
            };
            look();
        })"""
    )
    return position(page, place)


def drag(page: Page, place: int) -> None:
    """Pull a map by its sea to the lower right."""
    box = page.frame_locator("iframe").nth(place).locator("#map_div").bounding_box()
    assert box is not None
    x, y = box["x"] + 0.05 * box["width"], box["y"] + 0.6 * box["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 20, steps=5)
    page.mouse.move(x + 120, y + 40, steps=5)
    page.mouse.up()


@pytest.mark.parametrize(("used", "other"), [(FIRST, SECOND), (SECOND, FIRST)])
def test_map_follows_the_one_that_is_used_and_only_that_one_reports(
    twin_app: AppServer, page: Page, page_log: PageLog, used: int, other: int
) -> None:
    maps = open_maps(page, twin_app.url)
    start = position(page, used)
    assert position(page, other) == pytest.approx(start, abs=NEAR)
    maps[used].get_by_role("button", name="Zoom in").click()
    zoomed = settled(page, used)
    assert zoomed[2] == pytest.approx(start[2] + 0.5)
    assert settled(page, other) == pytest.approx(zoomed, abs=NEAR)
    assert settled(page, CHANGE) == pytest.approx(zoomed, abs=NEAR)
    drag(page, used)
    dragged = settled(page, used)
    assert dragged[1] < zoomed[1] - 0.02
    assert settled(page, other) == pytest.approx(dragged, abs=NEAR)
    maps[used].locator("#map_div").focus()
    page.keyboard.press("ArrowUp")
    walked = settled(page, used)
    assert walked[0] > dragged[0] + 0.005
    assert settled(page, other) == pytest.approx(walked, abs=NEAR)
    maps[used].get_by_role("button", name="Show the whole city").click()
    assert settled(page, used) == pytest.approx(start, abs=NEAR)
    assert settled(page, other) == pytest.approx(start, abs=NEAR)
    told = ["first", "second"][used]
    expect(page.get_by_text(re.compile(rf"Heard: .*{told} [1-9]"))).to_be_visible()
    silent = ["first", "second"][other]
    expect(page.get_by_text(re.compile(rf"{silent} 0 .*change 0\."))).to_be_visible()
    assert page_log.foreign() == []
    assert not [address for address in page_log.requests if "initiatives" in address]


def test_map_that_was_led_leads_when_it_is_used(twin_app: AppServer, page: Page) -> None:
    maps = open_maps(page, twin_app.url)
    for place, other in ((FIRST, SECOND), (SECOND, FIRST)):
        before = settled(page, place)
        maps[place].get_by_role("button", name="Zoom in").click()
        after = settled(page, place)
        assert after[2] == pytest.approx(before[2] + 0.5)
        assert settled(page, other) == pytest.approx(after, abs=NEAR)


def test_area_under_the_pointer_or_the_keys_is_marked_in_all(
    twin_app: AppServer, page: Page
) -> None:
    maps = open_maps(page, twin_app.url)
    maps[FIRST].locator(BJORLANDA).hover()
    values = ["8.3%", "9.6%"]
    for each, value in zip(maps, values, strict=False):
        expect(each.locator(".readout.open strong")).to_have_text("Björlanda")
        expect(each.locator(".readout.open .value")).to_have_text(value)
        expect(each.locator(".leaflet-rings-pane path[stroke-width='2.2']")).to_have_count(1)
        expect(each.locator(".legend .mark.hovered")).to_have_count(1)
    expect(maps[CHANGE].locator(".readout.open")).to_contain_text("uncertainty ± 0.8")
    page.mouse.move(2, 2)
    for each in maps:
        expect(each.locator(".readout.open")).to_have_count(0)
    maps[SECOND].locator(BJORLANDA).focus()
    expect(maps[FIRST].locator(".readout.open strong")).to_have_text("Björlanda")


def test_choice_in_one_is_a_choice_in_all_and_is_reported_once(
    twin_app: AppServer, page: Page
) -> None:
    maps = open_maps(page, twin_app.url)
    maps[SECOND].locator(BJORLANDA).click()
    for each in maps:
        expect(each.locator(BJORLANDA)).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("Chosen: 706. Heard: first 0 second 1 change 0.")).to_be_visible()
    maps[FIRST].locator("#find-area").fill("Tuve")
    page.keyboard.press("Enter")
    expect(
        page.get_by_text(re.compile(r"Chosen: 706 \d+\. Heard: first [12] second"))
    ).to_be_visible()
    for each in maps:
        expect(each.locator("path[aria-selected='true']")).to_have_count(2)
    maps[FIRST].get_by_role("button", name="Clear choice").click()
    for each in maps:
        expect(each.locator("path[aria-selected='true']")).to_have_count(0)
    expect(page.get_by_text("Chosen: .")).to_be_visible()


def test_field_to_find_an_area_stands_at_the_first_map_alone(
    twin_app: AppServer, page: Page
) -> None:
    maps = open_maps(page, twin_app.url)
    expect(maps[FIRST].locator("#find-area")).to_be_visible()
    for place in (SECOND, CHANGE):
        expect(maps[place].locator("#find-area")).to_have_count(0)
    for each in maps:
        expect(each.locator(".tabs button")).to_have_text(["Table96"])
        expect(each.locator(".badge, .pin")).to_have_count(0)
        expect(each.locator(".timeline")).to_be_hidden()
    tops = [each.locator("#map_div").bounding_box() for each in maps[:2]]
    assert tops[0] is not None
    assert tops[1] is not None
    # Side by side, none lower than the other, and no legend on top of a map.
    assert tops[0]["y"] == tops[1]["y"]
    legend = maps[FIRST].locator(".legend").bounding_box()
    assert legend is not None
    assert legend["y"] >= tops[0]["y"] + tops[0]["height"]


def test_change_within_its_uncertainty_has_a_pattern_of_its_own(
    twin_app: AppServer, page: Page
) -> None:
    *_, change = open_maps(page, twin_app.url)
    dotted = change.locator("path[data-code][fill='url(#uncertain)']")
    count = dotted.count()
    assert count > 20
    row = change.locator(".legend tr[data-class='5']")
    expect(row).to_contain_text("within the uncertainty of the figures")
    expect(row.locator(".swatch.dotted")).to_have_count(1)
    expect(row.locator("td").nth(1)).to_have_text(str(count))
    expect(dotted.first).to_have_attribute(
        "aria-label", re.compile(r"uncertainty ± [\d.]+, within the uncertainty of the figures$")
    )
    expect(change.locator(".legend .note")).to_contain_text("the uncertainty is not known")
    for name in ("uncertain", "no-figure"):
        expect(change.locator(f".leaflet-areas-pane pattern[id='{name}']")).to_have_count(1)
    change.get_by_role("button", name=re.compile("^Table")).click()
    expect(change.locator("table.figures thead th").nth(3)).to_have_text("Uncertainty")
    expect(change.locator("table.figures tbody td:nth-child(4)").first).to_have_text(
        re.compile(r"^(± [\d.]+|–)$")
    )


def test_count_has_no_uncertainty_and_the_legend_says_so(twin_app: AppServer, page: Page) -> None:
    *_, change = open_maps(page, twin_app.url, "?lang=en&change=population")
    expect(change.locator("path[fill='url(#uncertain)']")).to_have_count(0)
    expect(change.locator(".legend .swatch.dotted")).to_have_count(0)
    expect(change.locator(".legend .note")).to_have_text(
        "How uncertain these changes are is not known."
    )


@pytest.mark.parametrize("screen", [PHONE, Screen(colours="dark")])
@pytest.mark.usefixtures("screen")
def test_axe_finds_nothing_serious_in_linked_maps(twin_app: AppServer, page: Page) -> None:
    maps = open_maps(page, twin_app.url)
    maps[CHANGE].get_by_role("button", name=re.compile("^Table")).click()
    names = set()
    for place in (FIRST, SECOND, CHANGE):
        # The first two are alike but for the field to find an area.
        if place != SECOND:
            assert serious(frame_of(page, place)) == []
        width = frame_of(page, place).evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0
        names.add(page.locator("iframe").nth(place).get_attribute("title"))
    # A listener can tell the maps apart.
    assert len(names) == 3
