"""The register's pages in a real browser: keys, links, phones, the map that sets a place, hostile text."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.server import AppServer, start_app
from tests.browser.test_draw import click_at
from tests.browser.test_explore import FRAME, inner, painted, query_of, serious
from tests.browser.visitor import PHONE, PageLog, Screen

SANDARNA = "familjecentral-sandarna"
NAME = "Familjecentralen Sandarna"
HAMMARKULLEN = (12.0342, 57.7806)
PARTS = ("list", "attainment", "files")
SCREENS = [Screen(), Screen(colours="dark"), PHONE]


@pytest.fixture(scope="module")
def editing_app(
    project_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """Start an app whose register can be edited from this machine, with a register of its own."""
    with start_app(
        project_root / "streamlit_app.py",
        folder=tmp_path_factory.mktemp("editing"),
        settings={"EQUALITY_MAP_EDITING": "localhost"},
    ) as server:
        yield server


def open_register(page: Page, url: str, query: str = "") -> None:
    page.goto(f"{url}/initiatives?lang=en{query}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def field(page: Page, name: str) -> None:
    expect(page.get_by_role("textbox", name=name, exact=True)).to_be_visible()


def write(page: Page, name: str, text: str) -> None:
    """Fill a field and leave it, as a person does before the next one."""
    box = page.get_by_role("textbox", name=name, exact=True)
    box.fill(text)
    box.press("Tab")


def take(page: Page, name: str, option: str) -> None:
    """Choose in a selectbox."""
    box = page.get_by_role("combobox", name=name)
    box.click()
    page.get_by_role("option", name=option, exact=True).click()


def overflow(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return width


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_page_fits_its_screen_and_axe_finds_nothing_serious(
    page: Page, app_url: str, lang: str, screen: Screen
) -> None:
    views = [f"register={part}" for part in PARTS]
    views += [f"initiative={SANDARNA}", "initiative=nobody", "words=xyzzy"]
    for view in views:
        page.goto(f"{app_url}/initiatives?lang={lang}&{view}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".foot")).to_be_visible()
        if view == f"initiative={SANDARNA}":
            painted(page.frame_locator(FRAME), "initiative.")
            assert serious(inner(page)) == [], view
        assert serious(page) == [], (view, lang, screen)
        assert overflow(page) <= 0, (view, lang, screen)


def test_list_is_searched_opened_and_left_with_the_keys_alone(page: Page, app_url: str) -> None:
    open_register(page, app_url)
    search = page.get_by_role("textbox", name="Search")
    search.focus()
    page.keyboard.type("sandarna")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("words=sandarna"))
    row = page.get_by_role("button", name=NAME, exact=True)
    expect(row).to_be_visible()
    # From the search on, the tabulator comes to the only row.
    for _ in range(12):
        page.keyboard.press("Tab")
        if row.evaluate("(node) => node === document.activeElement"):
            break
    expect(row).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    assert query_of(page)["initiative"] == SANDARNA
    page.get_by_role("button", name="All initiatives").focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("initiative="))
    expect(row).to_be_visible()
    assert query_of(page)["words"] == "sandarna"


def test_link_restores_the_list_and_the_initiative(page: Page, app_url: str) -> None:
    open_register(page, app_url, "&words=bergsjon&sort=start&descending=1")
    rows = page.locator("[class*='st-key-register_row_'] button")
    # Their number is counted in the file itself, for its words and the status that the list opens with.
    expect(rows).to_have_count(18)
    expect(page.locator(".foot")).to_be_visible()
    names = rows.all_inner_texts()
    page.reload()
    expect(rows).to_have_text(names)
    page.get_by_role("button", name=names[0], exact=True).click()
    expect(page.get_by_role("heading", level=1, name=names[0])).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1, name=names[0])).to_be_visible()


def test_map_shows_where_it_is_with_a_broken_mark_for_a_neighbourhood(
    page: Page, app_url: str
) -> None:
    open_register(page, app_url, f"&initiative={SANDARNA}")
    frame = page.frame_locator(FRAME)
    painted(frame, f"initiative.{SANDARNA}")
    expect(frame.locator(".place-pin.loose")).to_have_count(1)
    expect(frame.locator("path[data-class='0']")).to_have_count(1)
    # Nothing can be set here.
    expect(frame.get_by_role("button", name="Set the point with the keys")).to_have_count(0)


def test_without_the_setting_nothing_can_be_edited(page: Page, app_url: str) -> None:
    open_register(page, app_url)
    expect(page.get_by_text("Editing is closed.")).to_be_visible()
    expect(page.get_by_role("button", name="Add an initiative")).to_have_count(0)


def begin_new(page: Page, url: str) -> FrameLocator:
    """Open the form about a new initiative and wait for its map."""
    open_register(page, url)
    page.get_by_role("button", name="Add an initiative").click()
    expect(page.get_by_role("heading", level=1, name="A new initiative")).to_be_visible()
    frame = page.frame_locator(FRAME)
    painted(frame, "places|")
    return frame


def fill_form(page: Page, name: str) -> None:
    """Fill what is needed, but for the place."""
    write(page, "Name *", name)
    write(page, "Description in Swedish *", "Påhittad.")
    write(page, "Description in English *", "Made up.")
    take(page, "Target area *", "School years (6–18)")
    write(page, "Organiser *", "Föreningen Läxan")
    take(page, "Kind of organiser *", "Civil society")
    take(page, "Status *", "running")
    write(page, "Place *", "Hammarkulletorget")
    write(page, "Title of the source *", "En sida")
    write(page, "Address of the source *", "https://example.org/")
    write(page, "Your name", "Anna")


def test_place_is_clicked_on_the_map_told_saved_and_kept_in_the_history(
    page: Page, editing_app: AppServer, page_log: PageLog
) -> None:
    frame = begin_new(page, editing_app.url)
    page.locator(FRAME).evaluate("(node) => node.scrollIntoView({block: 'start'})")
    inner(page).evaluate(
        "([lon, lat]) => map_div.setView([lat, lon], 13, {animate: false})", list(HAMMARKULLEN)
    )
    click_at(page, HAMMARKULLEN)
    expect(page.get_by_text("Lies in Hammarkullen, Södra Angered, Nordost.")).to_be_visible()
    expect(frame.locator(".place-pin:not(.loose)")).to_have_count(1)
    # A click sets the point and chooses no area.
    expect(frame.locator("path[aria-selected='true']")).to_have_count(0)
    assert "area" not in query_of(page)
    fill_form(page, "Läxhjälp på prov")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Läxhjälp på prov")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(page.locator(".change")).to_contain_text("Added")
    expect(page.locator(".change")).to_contain_text("Anna")
    expect(page.locator(".register-facts")).to_contain_text("in Hammarkullen, Södra Angered")
    assert query_of(page)["initiative"] == "laxhjalp-pa-prov"
    assert page_log.foreign() == []


def test_place_is_set_with_the_keys_alone(page: Page, editing_app: AppServer) -> None:
    frame = begin_new(page, editing_app.url)
    inner(page).evaluate(
        "([lon, lat]) => map_div.setView([lat, lon], 13, {animate: false})", list(HAMMARKULLEN)
    )
    frame.get_by_role("button", name="Set the point with the keys").focus()
    page.keyboard.press("Enter")
    expect(frame.locator(".readout.open[aria-live='polite']")).to_contain_text("Arrow keys")
    cross = inner(page).evaluate("[map_div.getCenter().lng, map_div.getCenter().lat]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    there = inner(page).evaluate("[map_div.getCenter().lng, map_div.getCenter().lat]")
    assert there[0] > cross[0]
    assert there[1] < cross[1]
    page.keyboard.press("Enter")
    longitude = page.get_by_role("textbox", name="Longitude", exact=True)
    expect(longitude).to_have_value(re.compile(r"^12\.0"))
    assert abs(float(longitude.input_value()) - there[0]) < 1e-4
    expect(frame.locator(".place-pin")).to_have_count(1)
    # Escape leaves without setting another one.
    frame.get_by_role("button", name="Set the point with the keys").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(frame.locator(".crosshair").last).to_be_hidden()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.usefixtures("screen")
def test_form_fits_its_screen_and_axe_finds_nothing_serious(
    page: Page, editing_app: AppServer
) -> None:
    frame = begin_new(page, editing_app.url)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing has been saved yet")
    painted(frame, "places|")
    assert serious(page) == []
    assert serious(inner(page)) == []
    assert overflow(page) <= 0


def test_hostile_text_is_shown_as_text(
    page: Page, editing_app: AppServer, page_log: PageLog
) -> None:
    """Markup is refused; what Markdown, a shell or a spreadsheet would take for more stays as it is."""
    frame = begin_new(page, editing_app.url)
    write(page, "Longitude", "12.0342")
    write(page, "Latitude", "57.7806")
    expect(frame.locator(".place-pin")).to_have_count(1)
    fill_form(page, "<img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("holds markup or a script")).to_be_visible()
    hostile = "**x** [a](https://example.org) $y$ :red[z] & <3 {{7*7}} =1+1"
    write(page, "Name *", hostile)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(hostile)
    page.get_by_role("button", name="All initiatives").click()
    write(page, "Search", "7*7")
    row = page.locator("[class*='st-key-register_row_'] button")
    expect(row).to_have_count(1)
    expect(row).to_have_text(hostile)
    expect(row.locator("a, strong, .katex")).to_have_count(0)
    assert page_log.dialogs == []
    assert page_log.foreign() == []


def test_two_editors_meet_and_both_texts_are_kept(
    page: Page, editing_app: AppServer, new_page: object
) -> None:
    assert callable(new_page)
    other: Page = new_page(Screen())
    for visitor, name in ((page, "Anna"), (other, "Bo")):
        open_register(visitor, editing_app.url, f"&initiative={SANDARNA}")
        write(visitor, "Your name", name)
        visitor.get_by_role("button", name="Edit", exact=True).click()
        expect(visitor.get_by_role("heading", level=1)).to_contain_text("Edit")
        write(visitor, "For whom", f"{name}s text")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_text("Anna saved this while you were writing.")).to_be_visible()
    assert serious(other) == []
    save = other.get_by_role("button", name="Save what is chosen")
    expect(save).to_be_disabled()
    other.get_by_text("Yours", exact=True).last.click()
    expect(save).to_be_enabled()
    save.click()
    expect(other.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(other.locator(".register-facts")).to_contain_text("Bos text")
    history = other.locator(".st-key-history")
    expect(history).to_contain_text("Set aside: somebody else had saved first")
    expect(history).to_contain_text("Annas text")
