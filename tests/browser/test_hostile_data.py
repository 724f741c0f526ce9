"""Names that hold scripts, and data that are damaged: nothing runs, and a person is told what to do."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from explorer.initiatives.kept import Kind
from explorer.initiatives.model import Initiative
from explorer.initiatives.store import Store
from geodata.areas import load_areas
from tests.browser.server import AppServer, start_app
from tests.browser.test_explore import FRAME, open_map
from tests.browser.visitor import PHONE

# Each opens a dialog if it is ever taken for markup; a dialog fails the test.
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}"


def rewrite(source: Path, target: Path, change: dict[str, dict[str, str]], key: str) -> None:
    """Copy a CSV file with some cells changed; made up for the test."""
    with source.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row.update(change.get(row[key], {}))
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def hostile_app(
    project_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    data = tmp_path_factory.mktemp("hostile")
    areas = Path(str(files("geodata") / "data" / "areas.csv"))
    rewrite(areas, data / "areas.csv", {"306": {"name": HOSTILE}}, "area_code")
    # No file and no form lets markup into the register, so it is put there past all checks.
    database = f"sqlite:///{data / 'hostile.sqlite'}"
    store = Store(database, load_areas())
    store.prepare()
    kept = store.find(Kind.INITIATIVE, "familjecentral-sandarna")
    assert kept is not None
    assert isinstance(kept.content, Initiative)
    hostile = replace(kept.content, name=HOSTILE, organisation=HOSTILE, description_sv=HOSTILE)
    store.edit(hostile, seen=kept.revision, who=HOSTILE)
    store.close()
    settings = {"EQUALITY_MAP_DATA_DIR": str(data), "EQUALITY_MAP_DATABASE_URL": database}
    script, folder = project_root / "streamlit_app.py", tmp_path_factory.mktemp("app")
    with start_app(script, folder=folder, settings=settings) as app:
        yield app


@pytest.fixture(scope="module")
def damaged_app(
    project_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    data = tmp_path_factory.mktemp("damaged")
    rewrite(
        Path(str(files("explorer.initiatives") / "data" / "initiatives.csv")),
        data / "initiatives.csv",
        {"familjecentral-sandarna": {"target_area": "wrk", "lon": "57,68"}},
        "id",
    )
    (data / "primary_areas.geojson").write_text('{"type": "FeatureColl', encoding="utf-8")
    script, folder = project_root / "streamlit_app.py", tmp_path_factory.mktemp("app")
    with start_app(script, folder=folder, settings={"EQUALITY_MAP_DATA_DIR": str(data)}) as app:
        yield app


def test_a_script_in_a_name_is_shown_as_text_and_does_not_run(
    hostile_app: AppServer, page: Page
) -> None:
    frame = open_map(page, hostile_app.url, "?area=306")
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    frame.locator("path[data-code='306']").focus()
    expect(frame.locator(".readout.open strong")).to_have_text(HOSTILE)
    frame.get_by_role("button", name="Tabell").click()
    expect(frame.locator("tr[data-code='306'] th")).to_have_text(HOSTILE)
    frame.get_by_role("button", name="Insatser i kartbilden").click()
    item = frame.locator("details", has_text=HOSTILE).first
    item.locator("summary").click()
    expect(item.locator("p").first).to_have_text(HOSTILE)
    for part in (page.locator("img[src='x']"), frame.locator("img[src='x']")):
        expect(part).to_have_count(0)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_damaged_data_are_told_as_a_list_and_never_as_a_traceback(
    damaged_app: AppServer, page: Page, lang: str
) -> None:
    page.goto(f"{damaged_app.url}/?lang={lang}")
    table = page.get_by_role("table")
    for text in ("primary_areas.geojson", "initiatives.csv", "target_area", "wrk"):
        expect(table.get_by_role("cell", name=text, exact=True).first).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.locator(FRAME)).to_have_count(0)


@pytest.mark.parametrize("screen", [PHONE])
def test_the_list_of_problems_fits_a_phone(damaged_app: AppServer, page: Page) -> None:
    page.goto(f"{damaged_app.url}/?lang=en")
    expect(page.get_by_text("Expected is GeoJSON")).to_be_in_viewport()
    main = page.get_by_test_id("stMain")
    assert main.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
