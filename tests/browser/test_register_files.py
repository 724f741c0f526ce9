"""The register as files in a real browser: taken out, changed, taken in again."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from explorer.initiatives.files import read_upload
from explorer.initiatives.rows import COLUMNS
from tests.browser.server import AppServer, start_app
from tests.browser.test_explore import serious
from tests.browser.visitor import PHONE, Screen
from tests.unit.explorer.register_rows import ROW, WHOLE_CITY

HOSTILE = "<img src=x onerror=alert(1)>"
SCREENS = [Screen(), Screen(colours="dark"), PHONE]


@pytest.fixture(scope="module")
def editing_app(
    project_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """Start an app whose register can be edited from this machine, with a register of its own."""
    with start_app(
        project_root / "streamlit_app.py",
        folder=tmp_path_factory.mktemp("importing"),
        settings={"EQUALITY_MAP_EDITING": "localhost"},
    ) as server:
        yield server


def payload(*rows: dict[str, str], name: str = "mine.csv") -> FilePayload:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return {"name": name, "mimeType": "text/csv", "buffer": text.getvalue().encode()}


def open_files(page: Page, url: str, lang: str = "en") -> None:
    page.goto(f"{url}/initiatives?lang={lang}&register=files")
    expect(page.locator(".st-key-register_downloads")).to_be_visible()


def hand_in(page: Page, file: FilePayload) -> None:
    page.get_by_test_id("stFileUploader").locator("input[type='file']").set_input_files(file)
    expect(page.locator(".register-draft")).to_be_visible()


def overflow(page: Page) -> int:
    width: int = page.get_by_test_id("stMain").evaluate(
        "node => node.scrollWidth - node.clientWidth"
    )
    return width


@pytest.mark.parametrize(
    ("button", "ending"),
    [
        ("CSV for Excel", "csv"),
        ("CSV, plain", "csv"),
        ("Excel workbook", "xlsx"),
        ("GeoJSON with places", "geojson"),
    ],
)
def test_file_holds_as_many_rows_as_the_page_says(
    page: Page, app_url: str, button: str, ending: str
) -> None:
    page.goto(f"{app_url}/initiatives?lang=en&register=files&words=bergsjon&status=running")
    said = page.get_by_text("initiatives, those that the list shows.")
    expect(said).to_be_visible()
    n = int(said.inner_text().split()[0])
    assert 5 < n < 50
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    assert download.value.suggested_filename == f"initiatives.{ending}"
    path = download.value.path()
    upload = read_upload(f"initiatives.{ending}", path.read_bytes())
    assert upload.problems == ()
    assert len(upload.rows) == n
    assert {row.cells["status"] for row in upload.rows} == {"running"}


def test_import_goes_from_proposal_to_the_list(page: Page, editing_app: AppServer) -> None:
    open_files(page, editing_app.url)
    hand_in(page, payload(ROW | {"lon": "57.7806", "lat": "12.0342"}, WHOLE_CITY))
    expect(page.get_by_role("button", name="Import 2 rows")).to_have_count(0)
    page.get_by_role("button", name="Use the proposals", exact=True).click()
    write = page.get_by_role("button", name="Import 2 rows")
    expect(write).to_be_visible()
    name = page.get_by_role("textbox", name="Your name")
    name.fill("Anna Ek")
    name.press("Tab")
    write.click()
    expect(page.get_by_text("2 rows have been imported.")).to_be_visible()
    # The import with the keys alone, before or after this one, adds one more.
    expect(page.get_by_text(re.compile(r"of 15[89] initiatives"))).to_be_visible()
    page.goto(f"{editing_app.url}/initiatives?lang=en&initiative={ROW['id']}")
    expect(page.get_by_role("heading", level=1, name=ROW["name"])).to_be_visible()
    expect(page.get_by_text("Anna Ek").first).to_be_visible()
    expect(page.get_by_text("Imported from a file").first).to_be_visible()


def test_markup_in_a_file_is_shown_as_text_and_refused(page: Page, editing_app: AppServer) -> None:
    open_files(page, editing_app.url)
    hand_in(page, payload(ROW | {"id": HOSTILE, "name": HOSTILE, "place": HOSTILE}))
    expect(page.get_by_role("cell", name="holds markup or a script").first).to_be_visible()
    expect(page.get_by_text(HOSTILE).first).to_be_visible()
    expect(page.locator("img[src='x']")).to_have_count(0)
    expect(page.get_by_role("button", name="Import 1 row")).to_have_count(0)


@pytest.mark.parametrize("screen", SCREENS)
def test_what_a_file_would_do_fits_every_screen_and_axe_finds_nothing_serious(
    page: Page, editing_app: AppServer, screen: Screen
) -> None:
    rows = [
        ROW | {"lon": "57.7806", "lat": "12.0342"},
        WHOLE_CITY,
        ROW | {"id": "b", "description_sv": "x" * 50_000},
        ROW | {"id": "c", "name": "Ordetmedmångabokstäver" * 8, "start_year": "3017"},
    ]
    for lang in ("sv", "en"):
        open_files(page, editing_app.url, lang)
        hand_in(page, payload(*rows))
        expect(page.locator(".st-key-register_import table").first).to_be_visible()
        assert overflow(page) <= 0, (lang, screen)
        assert serious(page) == [], (lang, screen)


def test_import_is_done_with_the_keys_alone(page: Page, editing_app: AppServer) -> None:
    # Heard from the start: a key is pressed faster than the browser begins to tell of its windows.
    page.on("filechooser", lambda _: None)
    open_files(page, editing_app.url)
    choose = page.get_by_role("button", name="Choose a file", exact=True)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    choose.focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(payload(ROW | {"id": "med-tangenter"}))
    name = page.get_by_role("textbox", name="Your name")
    expect(name).to_be_visible()
    name.focus()
    page.keyboard.type("Anna Ek")
    page.keyboard.press("Tab")
    write = page.get_by_role("button", name="Import 1 row")
    for _ in range(4):
        if write.evaluate("node => node === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(write).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 row has been imported.")).to_be_visible()


def test_file_of_100_megabytes_is_refused_with_a_sentence(
    page: Page, editing_app: AppServer, tmp_path: Path
) -> None:
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    open_files(page, editing_app.url, "sv")
    page.get_by_test_id("stFileUploader").locator("input[type='file']").set_input_files(path)
    expect(page.get_by_text("Filen stor.csv är för stor: 100.0 MB.")).to_be_visible()
