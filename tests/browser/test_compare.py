"""The Compare page in a real browser: links, keyboard, linked maps, own areas and files that are wrong."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from tests.browser.test_explore import query_of, serious
from tests.browser.test_gaps import choose_part, pick, settled
from tests.browser.visitor import PHONE, PageLog, Screen

PARTS = {
    "maps": ("Två kartor", "Two maps"),
    "change": ("Ändring", "Change"),
    "table": ("Många indikatorer", "Many indicators"),
    "scatter": ("Två indikatorer", "Two indicators"),
    "similar": ("Liknande områden", "Similar areas"),
    "index": ("Ett index", "An index"),
    "own": ("Egna områden", "Own areas"),
}
MAPS = {"maps": 2, "change": 1, "own": 1}
DARK = Screen(colours="dark")
BORN = "indicator=foreign_born_share"
OWN = "own=Norra%20stranden~101,102:0.5"
FRAME = "iframe[src*='st_folium']"
NEAR = 1.5e-3
# Longitude and latitude: within Majorna; at sea south of Vinga; the first in metres, SWEREF 99 TM.
LAND = ((11.90, 57.68), (11.94, 57.68), (11.94, 57.70), (11.90, 57.70))
SEA = ((11.56, 57.58), (11.58, 57.58), (11.58, 57.59), (11.56, 57.59))
METRES = ((315000, 6398000), (317000, 6398000), (317000, 6400000), (315000, 6400000))


def open_compare(page: Page, url: str, query: str = "", *, path: str = "?page=compare&") -> Locator:
    """Open the page and wait for its heading."""
    page.goto(f"{url}/{path}{query}")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_visible()
    return heading


def frame_of(page: Page, place: int = 0) -> Frame:
    found = page.locator(FRAME).nth(place).element_handle().content_frame()
    assert found is not None
    return found


def holds_part(page: Page, part: str, lang: str) -> None:
    """Hold that a part is open, with its maps painted, its chart drawn and its table filled."""
    name = PARTS[part][lang == "en"]
    expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()
    for place in range(MAPS.get(part, 0)):
        frame = page.frame_locator(FRAME).nth(place)
        expect(frame.locator("html[data-painted]")).to_be_attached()
        expect(frame.locator("path[data-code]")).to_have_count(96)
    if part in {"table", "scatter", "index"}:
        expect(page.locator("svg.marks").first).to_be_visible()
    rows = {"table": ".heat tbody tr", "similar": ".gap-table tbody tr"}
    if part in rows:
        expect(page.locator(rows[part]).first).to_be_visible()
    if part == "own":
        expect(page.locator(".st-key-own_name input")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


def faults(page: Page, part: str) -> list[object]:
    """Return what axe finds, on the page and in the first map, and what is too wide."""
    settled(page)
    found: list[object] = [*serious(page)]
    if MAPS.get(part):
        found += serious(frame_of(page))
    return found + too_wide(page)


def too_wide(page: Page) -> list[object]:
    wider = page.get_by_test_id("stMain").evaluate("node => node.scrollWidth - node.clientWidth")
    return [f"{wider} px too wide"] if wider > 0 else []


def position(page: Page, place: int) -> list[float]:
    found: list[float] = frame_of(page, place).evaluate(
        "[map_div.getCenter().lat, map_div.getCenter().lng, map_div.getZoom()]"
    )
    return found


def moved_to(page: Page, place: int, zoom: float) -> list[float]:
    """Wait until a map has a zoom and stands still, and say where."""
    frame_of(page, place).wait_for_function(
        "zoom => Math.abs(map_div.getZoom() - zoom) < 0.01 && !map_div._animatingZoom", arg=zoom
    )
    return position(page, place)


def geojson(*corners: tuple[float, float], **members: Any) -> bytes:
    ring = [*corners, corners[0]]
    return json.dumps({"type": "Polygon", "coordinates": [ring], **members}).encode()


def upload(page: Page, payload: bytes, name: str) -> None:
    """Choose a file and ask for the area in it."""
    page.get_by_test_id("stFileUploader").locator("input[type='file']").set_input_files(
        {"name": name, "mimeType": "application/geo+json", "buffer": payload}
    )
    expect(page.get_by_test_id("stFileUploader").get_by_text(name)).to_be_visible()
    page.locator(".st-key-own_add_file button").click()


def take_back(page: Page) -> None:
    """Take the file away again, and wait until there is none."""
    uploader = page.get_by_test_id("stFileUploader")
    uploader.get_by_role("button", name="Remove").click()
    expect(page.locator(".st-key-own_add_file")).to_have_count(0)
    expect(uploader.get_by_role("button", name="Remove")).to_have_count(0)
    settled(page)


@pytest.mark.parametrize(
    ("screen", "lang"),
    [(Screen(), "sv"), (DARK, "en"), (PHONE, "sv")],
    ids=["wide", "dark", "phone"],
)
def test_each_part_is_sound(page: Page, app_url: str, page_log: PageLog, lang: str) -> None:
    """Wide and in Swedish, in the dark and in English, and on a phone."""
    open_compare(page, app_url, f"compare=own&{OWN}&{BORN}&lang={lang}")
    for part in reversed(PARTS):
        choose_part(page, PARTS[part][lang == "en"])
        holds_part(page, part, lang)
        assert (part, faults(page, part)) == (part, [])
    assert page_log.foreign() == []


def test_language_changes_in_place_and_the_link_opens_the_same_part(
    page: Page, app_url: str
) -> None:
    heading = open_compare(page, app_url, f"compare=table&{OWN}&area=306")
    holds_part(page, "table", "sv")
    expect(heading).to_have_text("Områden i många indikatorer på en gång")
    for part in ("table", "index"):
        choose_part(page, PARTS[part][0])
        holds_part(page, part, "sv")
        page.get_by_role("button", name="English").click()
        holds_part(page, part, "en")
        assert query_of(page) == {
            "compare": part,
            "area": "306",
            "own": "Norra stranden~101,102:0.5",
            "lang": "en",
        }
        page.get_by_role("button", name="Svenska").click()
        holds_part(page, part, "sv")
    page.reload()
    holds_part(page, "index", "sv")
    expect(page.get_by_text(re.compile(r"^Östra Bergsjön .* 86"))).to_be_visible()


def test_zoom_and_choice_in_one_map_are_those_of_the_other(page: Page, app_url: str) -> None:
    open_compare(page, app_url, "lang=en")
    holds_part(page, "maps", "en")
    settled(page)
    maps = [page.frame_locator(FRAME).nth(place) for place in (0, 1)]
    start = position(page, 0)
    maps[0].get_by_role("button", name="Zoom in").click()
    zoomed = moved_to(page, 0, start[2] + 0.5)
    assert moved_to(page, 1, start[2] + 0.5) == pytest.approx(zoomed, abs=NEAR)
    area = "path[data-code='706']"
    page.locator(FRAME).first.evaluate("node => node.scrollIntoView({ block: 'center' })")
    maps[1].locator(area).focus()
    page.keyboard.press("Enter")
    for each in maps:
        expect(each.locator(area)).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(re.compile("area=706"))
    # The choice neither moves the maps nor is lost with another indicator.
    pick(page, "Beside it", "Foreign-born")
    expect(page).to_have_url(re.compile("beside=foreign_born_share"))
    expect(maps[1].locator("html[data-painted*='foreign_born_share']")).to_be_attached()
    for place, each in enumerate(maps):
        expect(each.locator(area)).to_have_attribute("aria-selected", "true")
        assert position(page, place)[2] == pytest.approx(zoomed[2])
    maps[0].get_by_role("button", name="Clear choice").click()
    expect(page).not_to_have_url(re.compile("area="))
    expect(maps[1].locator("path[aria-selected='true']")).to_have_count(0)


def test_change_within_its_uncertainty_has_a_pattern(page: Page, app_url: str) -> None:
    open_compare(page, app_url, f"compare=change&{BORN}&lang=en")
    frame = page.frame_locator(FRAME)
    dotted = frame.locator("path[data-code][fill='url(#uncertain)']")
    expect(dotted.first).to_be_attached()
    # 16 areas or more have less behind them than they moved; the legend counts them.
    row = frame.locator(".legend tr[data-class='5']")
    expect(row).to_contain_text("within the uncertainty of the figures")
    expect(row.locator("td").nth(1)).to_have_text(str(dotted.count()))
    before = dotted.count()
    pick(page, "Counted from", "2022")
    expect(page).to_have_url(re.compile("base=2022"))
    expect(page.get_by_text(re.compile(r"in 2022, 29\.6% in 2023"))).to_be_visible()
    expect(row.locator("td").nth(1)).not_to_have_text(str(before))
    # A count has no uncertainty that is known, and no pattern for it.
    open_compare(page, app_url, "compare=change&indicator=population&lang=en")
    holds_part(page, "change", "en")
    expect(frame.locator("path[fill='url(#uncertain)']")).to_have_count(0)


def test_own_area_is_made_shown_on_the_map_page_and_removed_by_the_keyboard(
    page: Page, app_url: str
) -> None:
    open_compare(page, app_url, "compare=own&lang=en")
    page.get_by_role("textbox", name="Name").focus()
    page.keyboard.type("By the water")
    page.keyboard.press("Enter")
    box = page.get_by_role("combobox", name="Primary areas")
    for name in ("Sanna", "Masthugget"):
        box.focus()
        page.keyboard.type(name)
        expect(page.get_by_role("option", name=name)).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator(".st-key-own_areas").get_by_text(name, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".st-key-own_add button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="By the water")).to_be_visible()
    expect(page).to_have_url(re.compile("own=By"))
    own = query_of(page)["own"]
    assert re.fullmatch(r"By the water~\d{3},\d{3}", own)
    # From page to page by the header, it goes along.
    page.get_by_role("link", name="Map", exact=True).focus()
    page.keyboard.press("Enter")
    panel = page.locator(".panel")
    expect(panel.get_by_role("heading", name="By the water")).to_be_visible()
    expect(panel).to_contain_text("Own area: ")
    assert query_of(page)["own"] == own
    # On the map its two members have broken outlines.
    dashed = page.frame_locator("iframe").locator(
        ".leaflet-rings-pane path[stroke-dasharray='5 4']"
    )
    expect(dashed).to_have_count(2)
    page.get_by_role("link", name="Compare", exact=True).focus()
    page.keyboard.press("Enter")
    remove = page.get_by_role("button", name=re.compile("^Take By the water away|By the water"))
    remove.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="By the water")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("own=By"))


def test_boundary_that_cannot_be_used_is_answered_and_the_next_one_taken(
    page: Page, app_url: str
) -> None:
    open_compare(page, app_url, "compare=own&lang=en")
    settled(page)
    page.locator(".st-key-own_upload summary").focus()
    page.keyboard.press("Enter")
    a, b, c, d = LAND
    wrong = {
        "bow.geojson": (geojson(a, c, b, d), "crosses itself"),
        "sea.geojson": (geojson(*SEA), "lies wholly at sea"),
        "metres.geojson": (geojson(*METRES), "SWEREF 99 TM"),
        "far.geojson": (geojson(*LAND, crs=named("EPSG:3857")), "EPSG::3857"),
        "broken.json": (b"{", "broken.json"),
    }
    for name, (payload, words) in wrong.items():
        upload(page, payload, name)
        told = page.get_by_test_id("stAlert")
        expect(told).to_have_count(1)
        expect(told).to_contain_text(words)
        # A way on: what is allowed or what to do, and the form is still there.
        assert len((told.text_content() or "").split(". ")) >= 2
        assert "own" not in query_of(page)
        take_back(page)
    upload(page, geojson(*METRES, crs=named("EPSG:3006")), "Quay.geojson")
    expect(page.get_by_role("heading", name="Quay")).to_be_visible()
    expect(page.get_by_text("spread evenly over").first).to_be_visible()
    assert re.fullmatch(r"Quay~\d{3}(:0\.\d+)?(,\d{3}(:0\.\d+)?)*", query_of(page)["own"])


def named(crs: str) -> Mapping[str, object]:
    """Name a coordinate system as GeoJSON once did."""
    return {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs.split(':')[1]}"}}


def test_weight_changed_by_the_keyboard_changes_the_places_and_the_address(
    page: Page, app_url: str
) -> None:
    open_compare(page, app_url, "compare=index&lang=en")
    holds_part(page, "index", "en")
    settled(page)
    page.locator(".st-key-all_index summary").focus()
    page.keyboard.press("Enter")
    rows = page.locator(".st-key-all_index tbody tr")
    expect(rows).to_have_count(86)
    expect(rows.first).to_contain_text("Hovås")
    before = rows.all_inner_texts()
    weight = page.get_by_role("spinbutton", name="Median economic standard")
    weight.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("weights=.*median_economic_standard%3A0"))
    # What weighs nothing is no column of the table.
    head = page.locator(".st-key-all_index thead")
    expect(head).not_to_contain_text("Median economic standard")
    expect(head).to_contain_text("Employment rate")
    expect(rows).to_have_count(86)
    after = rows.all_inner_texts()
    assert [each.split("\t")[0] for each in before] != [each.split("\t")[0] for each in after]
    page.reload()
    page.locator(".st-key-all_index summary").click()
    expect(rows.first).to_have_text(re.compile(re.escape(after[0].split("\t")[0])))
    expect(page.get_by_role("spinbutton", name="Median economic standard")).to_have_value("0.0")


def test_broken_link_says_what_it_ignored_and_no_part_is_empty(page: Page, app_url: str) -> None:
    open_compare(page, app_url, "compare=index&own=Gone~999&weights=gone:1&scaling=loud&lang=en")
    told = page.get_by_test_id("stAlert")
    expect(told).to_have_count(3)
    for text, alert in zip(("Gone~999", "gone:1", "loud"), told.all_inner_texts(), strict=True):
        assert text in alert
    holds_part(page, "index", "en")
    assert query_of(page) == {"compare": "index", "lang": "en"}


def test_markup_in_a_link_is_told_as_text_and_asks_nobody(
    page: Page, app_url: str, page_log: PageLog
) -> None:
    picture = "![a](http://example.com/a.png)[b](http://example.com)~~c~~"
    open_compare(page, app_url, f"compare=own&scaling={picture}&weights={picture}&lang=en")
    told = page.get_by_test_id("stAlert")
    expect(told).to_have_count(2)
    for alert in told.all():
        expect(alert).to_contain_text(picture)
        expect(alert.locator("img, del")).to_have_count(0)
    assert page_log.foreign() == []
