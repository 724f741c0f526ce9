"""Blank spots and who does it together in a real browser: links, keyboard, phone, files."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Download, Locator, Page, expect

from tests.browser.test_compare import too_wide
from tests.browser.test_explore import query_of, serious
from tests.browser.test_gaps import choose_part, settled
from tests.browser.visitor import PHONE, PageLog, Screen

DARK = Screen(colours="dark")
DARK_PHONE = Screen(width=390, height=844, colours="dark", touch=True)
ROWS = ".blanks tbody tr"
FILTER = {
    "sv": "Bara områden med stor skillnad, inget pågående och inget planerat",
    "en": "Only areas with a large gap, nothing running and nothing planned",
}
BOOK = {"sv": "Excelbok med källor", "en": "Excel workbook with sources"}
MORE = {"sv": "Dela och hämta", "en": "Share and download"}


def open_part(page: Page, url: str, part: str, query: str = "", *, lang: str = "sv") -> None:
    page.goto(f"{url}/?page=effort&effort={part}&lang={lang}&{query}")
    expect(page.locator(".where")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    settled(page)


def faults(page: Page) -> list[object]:
    settled(page)
    return [*serious(page), *too_wide(page)]


def counts(page: Page) -> dict[str, list[int]]:
    """Return how many run in each cell, by the name of the area."""
    rows: dict[str, list[int]] = page.locator(ROWS).evaluate_all(
        """rows => Object.fromEntries(rows.map((row) => [
            row.querySelector('th').textContent,
            [...row.querySelectorAll('b')].map((each) => Number(each.textContent)),
        ]))"""
    )
    return rows


def save(page: Page, name: str) -> Download:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return download.value


def toggle(page: Page, lang: str) -> Locator:
    return page.get_by_role("switch", name=FILTER[lang]).or_(
        page.get_by_role("checkbox", name=FILTER[lang])
    )


@pytest.mark.parametrize(
    ("screen", "lang"),
    [(Screen(), "sv"), (DARK, "en"), (PHONE, "en"), (DARK_PHONE, "sv")],
    ids=["wide", "dark", "phone", "dark-phone"],
)
def test_both_parts_are_sound(page: Page, app_url: str, page_log: PageLog, lang: str) -> None:
    open_part(page, app_url, "blanks", lang=lang)
    expect(page.locator(ROWS)).to_have_count(36)
    assert faults(page) == []
    open_part(page, app_url, "together", lang=lang)
    expect(page.locator("svg.marks").first).to_be_visible()
    assert faults(page) == []
    assert page_log.foreign() == []


def test_filter_works_by_keyboard_alone_and_the_link_restores_it(page: Page, app_url: str) -> None:
    open_part(page, app_url, "blanks", lang="en")
    whole = counts(page)
    box = toggle(page, "en")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(ROWS)).not_to_have_count(len(whole))
    settled(page)
    filtered = counts(page)
    assert 0 < len(filtered) < len(whole)
    assert {name: whole[name] for name in filtered} == filtered
    # Each of them has a cell that is marked by a frame and by words.
    for row in page.locator(ROWS).all():
        expect(row.locator("td.blank em").first).to_have_text(re.compile("nothing"))
    assert query_of(page)["blank"] == "1"
    address = page.url
    page.goto(address)
    expect(page.locator(ROWS)).to_have_count(len(filtered))
    expect(toggle(page, "en")).to_be_checked()


def test_sentence_counts_the_marked_cells(page: Page, app_url: str) -> None:
    open_part(page, app_url, "blanks", lang="en")
    marked = page.locator(".blanks td.blank")
    spots = marked.count()
    areas = page.locator(f"{ROWS}:has(td.blank)").count()
    expect(page.locator(".lead")).to_contain_text(f"{spots} blank spots in {areas} areas")


def test_head_and_first_column_stay_while_the_table_scrolls(page: Page, app_url: str) -> None:
    open_part(page, app_url, "blanks", "effort_level=primary_area", lang="en")
    region = page.get_by_role("region", name=re.compile("Areas by target areas"))
    region.focus()
    before = page.locator(".blanks thead").bounding_box()
    page.keyboard.press("End")
    page.wait_for_function("document.querySelector('.blanks .scroll').scrollTop > 100")
    assert page.locator(".blanks thead").bounding_box() == before


@pytest.mark.parametrize("screen", [PHONE])
def test_on_a_phone_the_table_scrolls_in_its_own_frame_with_the_names_in_sight(
    page: Page, app_url: str
) -> None:
    open_part(page, app_url, "blanks")
    region = page.locator(".blanks .scroll")
    assert region.evaluate("node => node.scrollWidth > node.clientWidth")
    name = page.locator(f"{ROWS} th").first
    before = name.bounding_box()
    region.evaluate("node => { node.scrollLeft = 300; }")
    after = name.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == pytest.approx(before["x"], abs=1)
    assert too_wide(page) == []


def test_cell_is_read_aloud_in_one_sentence_and_not_twice(page: Page, app_url: str) -> None:
    open_part(page, app_url, "blanks", "blank=1", lang="en")
    cell = page.locator(".blanks td.blank").first
    spoken = cell.locator(".spoken").text_content()
    assert spoken is not None
    assert re.fullmatch(r"0 running.*; .* less favourable than the city; blank spot", spoken)
    expect(cell.locator(".seen")).to_have_attribute("aria-hidden", "true")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_file_has_the_counts_of_the_page_and_opens_with_its_link(
    page: Page, app_url: str, tmp_path: Path, lang: str
) -> None:
    open_part(page, app_url, "blanks", "blank=1", lang=lang)
    shown = counts(page)
    page.get_by_role("button", name=MORE[lang]).click()
    save(page, BOOK[lang]).save_as(tmp_path / "blanks.xlsx")
    book = openpyxl.load_workbook(tmp_path / "blanks.xlsx")
    figures, _, sources = book.worksheets
    head, *rows = figures.iter_rows(values_only=True)
    number = list(head).index("Pågående insatser" if lang == "sv" else "Running initiatives")
    found: dict[str, list[object]] = {}
    for row in rows:
        found.setdefault(str(row[1]), []).append(row[number])
    assert found == shown
    links = [row[1] for row in sources.iter_rows(values_only=True) if "http" in str(row[1])]
    assert any("effort=blanks" in str(link) and "blank=1" in str(link) for link in links)


def test_plain_file_is_a_table_of_the_same_areas(page: Page, app_url: str) -> None:
    open_part(page, app_url, "blanks", lang="en")
    shown = counts(page)
    page.get_by_role("button", name=MORE["en"]).click()
    download = save(page, "CSV, plain")
    assert download.suggested_filename == "effort_blanks_intermediate_area.csv"
    rows = list(csv.DictReader(io.StringIO(Path(download.path()).read_text("utf-8"))))
    assert list(dict.fromkeys(row["Area"] for row in rows)) == list(shown)
    assert sum(int(row["Running initiatives"]) for row in rows) == sum(map(sum, shown.values()))


def test_parts_are_chosen_by_name_and_partnerships_open_by_keyboard(
    page: Page, app_url: str
) -> None:
    open_part(page, app_url, "blanks", lang="en")
    choose_part(page, "Who does it together")
    expect(page.locator("svg.marks").first).to_be_visible()
    assert query_of(page)["effort"] == "together"
    summary = page.locator(".st-key-partnerships summary")
    summary.focus()
    page.keyboard.press("Enter")
    rows = page.locator(".st-key-partnerships tbody tr")
    expect(rows.first).to_be_visible()
    first = re.match(r"\d+", page.locator(".lead").inner_text())
    assert first is not None
    assert rows.count() == int(first[0])
    assert faults(page) == []
