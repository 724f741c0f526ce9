"""The Gaps page in a real browser: links, keyboard, charts, maps and files, held against the data."""

import csv
import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_explore import (
    FRAME,
    fills,
    inner,
    painted,
    query_of,
    serious,
)
from tests.browser.visitor import PHONE, PageLog, Screen

DATA = Path(__file__).parents[2] / "indicators" / "data" / "observations.csv"
PARTS = {
    "size": ("Hur stor", "How large"),
    "time": ("Över tid", "Over time"),
    "people": ("I antal personer", "In people"),
    "areas": ("Område för område", "Area by area"),
    "clusters": ("Kluster", "Clusters"),
    "board": ("Alla huvudindikatorer", "All headline indicators"),
}
DARK = Screen(colours="dark")
# What comes over the websocket: measured 92 kB (110 with a fourth card), 21, 30 and 17. The first part
# draws three charts with every area in each; a map comes with a chart and brings no outlines.
SIZE_BYTES = 125_000
CARD_BYTES = 28_000
MAP_BYTES = 40_000
PART_BYTES = 24_000
TURNOUT = "part=time&indicator=turnout_municipal&level=intermediate_area"
BORN = "indicator=foreign_born_share&level=intermediate_area"


@cache
def figures(indicator: str, level: str, period: str) -> dict[str, float]:
    """Read figures by area code straight from the file, past all of our code."""
    wanted = (indicator, level, period)
    with DATA.open(encoding="utf-8") as lines:
        return {
            row["area_code"]: float(row["value"])
            for row in csv.DictReader(lines)
            if (row["indicator_id"], row["area_level"], row["period"]) == wanted and row["value"]
        }


class Expected(NamedTuple):
    """What the page must say of low economic standard, reckoned from the file."""

    low: float
    high: float
    difference: float
    ratio: float
    distance: float
    fewer: int
    largest: str
    share: float


@cache
def expected() -> Expected:
    """Reckon it: people are residents of 2024, areas without a figure are left out."""
    values = figures("low_economic_standard", "primary_area", "2024")
    people = figures("population", "primary_area", "2024")
    (city,) = figures("low_economic_standard", "municipality", "2024").values()
    total = sum(people[code] for code in values)
    mean = sum(people[code] * value for code, value in values.items()) / total
    away = {code: people[code] * abs(value - mean) for code, value in values.items()}
    more = sum(people[code] * max(0, value - city) / 100 for code, value in values.items())
    largest = max(away, key=away.__getitem__)
    return Expected(
        low=min(values.values()),
        high=max(values.values()),
        difference=max(values.values()) - min(values.values()),
        ratio=max(values.values()) / min(values.values()),
        distance=sum(away.values()) / total,
        fewer=round(more / 100) * 100,
        largest=largest,
        share=100 * away[largest] / sum(away.values()),
    )


def number(value: float, lang: str, decimals: int = 1) -> str:
    text = f"{value:,.{decimals}f}"
    return text.replace(",", " ").replace(".", ",") if lang == "sv" else text


def sentences(part: str, lang: str) -> list[str]:
    """Give what a part must say, with figures reckoned from the file."""
    known = expected()
    if lang == "sv":
        return {
            "size": [
                f"{number(known.difference, lang)} procentenheter",
                f"{number(known.ratio, lang)} gånger",
                f"{number(known.distance, lang)} procentenheter",
                "94 av 96 primärområden har uppgifter.",
            ],
            "time": [
                "Det går inte att säga om skillnaden minskar.",
                "Det finns uppgifter för en enda period, 2024.",
            ],
            "people": [f"omkring {number(known.fewer, lang, 0)} färre invånare"],
            "areas": [f"är totalt {number(known.distance, lang)} procentenheter."],
            "clusters": ["liknar varandra mer än slumpen skulle ge"],
            "board": ["Sysselsättningsgrad", "9 år mellan Askim och Bergsjön."],
        }[part]
    return {
        "size": [
            f"{number(known.difference, lang)} percentage points",
            f"{number(known.ratio, lang)} times",
            f"{number(known.distance, lang)} percentage points",
            "94 of 96 primary areas have figures.",
        ],
        "time": [
            "It cannot be said whether the gap is closing.",
            "There are figures for one period only, 2024.",
        ],
        "people": [f"about {number(known.fewer, lang, 0)} fewer residents"],
        "areas": [f"is {number(known.distance, lang)} percentage points in all."],
        "clusters": ["are more alike than chance would make them"],
        "board": ["Employment rate", "9 years between Askim and Bergsjön."],
    }[part]


def open_gaps(page: Page, url: str, query: str = "", *, path: str = "?page=gaps&") -> Locator:
    """Open the page and wait for its sentence."""
    page.goto(f"{url}/{path}{query}")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_visible()
    return heading


def choose_part(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()


def holds_part(page: Page, part: str, lang: str) -> None:
    """Hold that a part says what it must, with its map painted and its charts drawn."""
    known, main = expected(), page.get_by_test_id("stMain")
    first, last = number(known.low, lang), number(known.high, lang)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(re.compile(f"{first}.*Grimmered.*{last}.*Norra Biskopsgården"))
    expect(heading).to_contain_text(number(known.difference, lang))
    for sentence in sentences(part, lang):
        expect(main).to_contain_text(sentence)
    name = PARTS[part][lang == "en"]
    expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()
    if part in {"areas", "clusters"}:
        kind = "contribution.mdmw" if part == "areas" else "clusters"
        painted(page.frame_locator(FRAME), f"{kind}|")
    if part in {"size", "areas"}:
        expect(page.locator("svg.marks").first).to_be_visible()


def settled(page: Page) -> None:
    """Wait until the server has nothing more to say."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")


def faults(page: Page) -> list[object]:
    """Return what axe finds, on the page and in the map's frame, and a page that is too wide."""
    settled(page)
    found: list[object] = [*serious(page)]
    if page.locator(FRAME).count():
        found += serious(inner(page))
    wider = page.get_by_test_id("stMain").evaluate("node => node.scrollWidth - node.clientWidth")
    return found + ([f"{wider} px too wide"] if wider > 0 else [])


def pick(page: Page, name: str, text: str) -> None:
    """Choose in a box by the keyboard alone, once the page is at rest: a run would take the typing away."""
    settled(page)
    box = page.get_by_role("combobox", name=name, exact=True)
    box.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.get_by_role("option").filter(has_text=text).first.wait_for()
    page.keyboard.press("Enter")


def test_link_of_each_part_shows_its_sentence_and_figures(page: Page, app_url: str) -> None:
    for part in PARTS:
        open_gaps(page, app_url, f"part={part}")
        holds_part(page, part, "sv")
        assert (part, faults(page)) == (part, [])


@pytest.mark.parametrize(("screen", "lang"), [(DARK, "en"), (PHONE, "sv")])
def test_each_part_is_sound_in_the_dark_and_on_a_phone(page: Page, app_url: str, lang: str) -> None:
    open_gaps(page, app_url, f"part=board&lang={lang}")
    for part in reversed(PARTS):
        choose_part(page, PARTS[part][lang == "en"])
        holds_part(page, part, lang)
        assert (part, faults(page)) == (part, [])


def test_keyboard_alone_changes_the_view_and_the_address_restores_it(
    page: Page, app_url: str
) -> None:
    heading = open_gaps(page, app_url, "lang=en")
    page.get_by_role("radio", name="How large", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("part=time"))
    pick(page, "Show", "Foreign-born")
    expect(heading).to_contain_text("Foreign-born 2023")
    pick(page, "Level", "Intermediate")
    expect(page).to_have_url(re.compile("level=intermediate_area"))
    pick(page, "Counted from", "2021")
    expect(page.locator(".verdict")).to_contain_text("wider than in 2021")
    pick(page, "Goal", "Halve")
    expect(page.get_by_text(re.compile("by 2030, counted from"))).to_be_visible()
    year = page.get_by_role("spinbutton", name="By the year")
    year.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2035")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("by 2035, counted from"))).to_be_visible()
    pick(page, "Measure", "Slope index of inequality")
    pick(page, "Areas ordered by", "Employment rate")
    expect(page).to_have_url(re.compile("order=employment_rate"))
    query = query_of(page)
    assert query == {
        "indicator": "foreign_born_share",
        "level": "intermediate_area",
        "part": "time",
        "measure": "sii",
        "order": "employment_rate",
        "base": "2021",
        "goal": "half",
        "by": "2035",
        "lang": "en",
    }
    verdict = page.locator(".verdict")
    expect(verdict).to_contain_text("in 2021 to")
    settled(page)
    told = " ".join((verdict.text_content() or "").split())
    assert told
    page.reload()
    expect(verdict).to_have_text(told)
    assert query_of(page) == query
    for name, text in (("Counted from", "2021"), ("Goal", "Halve the gap")):
        expect(page.get_by_role("combobox", name=name, exact=True)).to_have_value(text)
    # The other language tells of the same view.
    page.get_by_role("button", name="Svenska").click()
    expect(heading).to_contain_text("Utrikes födda 2023")
    expect(page).not_to_have_url(re.compile("lang="))
    assert query_of(page) == {name: text for name, text in query.items() if name != "lang"}


def test_card_has_three_tabs_and_its_chart_a_name(page: Page, app_url: str) -> None:
    open_gaps(page, app_url, "lang=en&measure=gini")
    card = page.locator(".st-key-measure_mdmw")
    chart = card.locator("[role='graphics-document']")
    expect(chart).to_have_attribute("aria-label", re.compile(r"Low economic standard, 2024\."))
    card.get_by_role("tab", name="Chart").focus()
    page.keyboard.press("ArrowRight")
    if card.get_by_role("tab", name="Figures").get_attribute("aria-selected") != "true":
        page.keyboard.press("Enter")
    expect(card.get_by_role("tabpanel", name="Figures")).to_contain_text("606,954")
    page.keyboard.press("ArrowRight")
    if card.get_by_role("tab", name="What does").get_attribute("aria-selected") != "true":
        page.keyboard.press("Enter")
    told = card.get_by_role("tabpanel", name="What does this show?")
    expect(told).to_contain_text("From the figures on screen")
    # The example names the area that weighs most, with its share of the sum.
    expect(told).to_contain_text(f"Östra Bergsjön: {expected_of('Östra Bergsjön')} − ")
    expect(told).to_contain_text(f"({number(expected().share, 'en')}% of the sum)")
    # A measure that does not lead has a card of its own.
    own = page.locator(".st-key-measure_more")
    expect(own.get_by_role("heading", level=2)).to_have_text("Gini coefficient")
    expect(own.get_by_role("tab")).to_have_count(3)


def expected_of(area: str) -> str:
    """Give the value of the area that weighs most, as a page in English has it."""
    assert area == "Östra Bergsjön"
    return number(
        figures("low_economic_standard", "primary_area", "2024")[expected().largest], "en"
    )


def test_all_measures_and_all_places_are_listed(page: Page, app_url: str) -> None:
    open_gaps(page, app_url, "lang=en&area=707")
    more = page.locator(".st-key-more_measures")
    more.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(more.locator("tbody tr")).to_have_count(23)
    expect(more.get_by_role("row", name=re.compile("^Gini"))).to_be_visible()
    places = page.locator(".st-key-all_places")
    places.locator("summary").focus()
    page.keyboard.press("Enter")
    rows = places.locator("tbody tr")
    expect(rows).to_have_count(96)
    expect(rows.first).to_contain_text("Norra Biskopsgården")
    expect(rows.first).to_contain_text("place 1 of 94")
    expect(places.get_by_text(re.compile(r"^place \d+–\d+ of 94$")).first).to_be_visible()
    # Arendal has no figure: last, chosen, and never a zero.
    expect(places.locator("tr.chosen")).to_contain_text("Arendal")
    expect(rows.nth(95)).to_contain_text("no figure")


def test_verdicts_are_told_with_what_limits_them_in_both_languages(
    page: Page, app_url: str
) -> None:
    told = {
        TURNOUT: (
            ("Det går inte att säga", "Serien bryts mellan 2018 och 2022.", "valdistrikt"),
            ("It cannot be said", "The series breaks between 2018 and 2022.", "election districts"),
        ),
        "part=time": (
            ("Det går inte att säga", "uppgifter för en enda period, 2024"),
            ("It cannot be said", "figures for one period only, 2024"),
        ),
        f"part=time&{BORN}": (
            ("större än 2020", "Absoluta och relativa mått", "Disparitetsindex"),
            ("wider than in 2020", "Absolute and relative measures disagree", "Index of disparity"),
        ),
    }
    for query, (swedish, english) in told.items():
        open_gaps(page, app_url, query)
        verdict = page.locator(".verdict")
        for words in swedish:
            expect(verdict).to_contain_text(words)
        page.get_by_role("button", name="English").click()
        for words in english:
            expect(verdict).to_contain_text(words)
        # Neither end of a context indicator is the better one: no colour says that wider is bad.
        coloured = verdict.evaluate("node => node.classList.length > 1")
        assert coloured == ("foreign_born" not in query)
        page.get_by_role("button", name="Svenska").click()
        expect(verdict).to_contain_text(swedish[0])


def test_map_shows_parts_and_their_change_and_chooses_an_area(page: Page, app_url: str) -> None:
    open_gaps(page, app_url, f"part=areas&{BORN}&lang=en")
    frame = page.frame_locator(FRAME)
    painted(frame, "contribution.mdmw|")
    before = fills(page)
    area = frame.locator("path[data-code]").nth(3)
    # Wholly on the screen, so that a press that takes the focus has nothing to scroll to.
    page.locator(FRAME).evaluate("node => node.scrollIntoView({ block: 'center' })")
    area.hover()
    expect(frame.locator(".readout.open .value")).to_have_text(
        re.compile(r"^\d\.\d+\s(percentage points)$")
    )
    area.click()
    code = area.get_attribute("data-code")
    expect(page).to_have_url(re.compile(f"area={code}"))
    expect(area).to_have_attribute("aria-selected", "true")
    choose_part(page, "The change since 2020")
    painted(frame, "change.mdmw|")
    expect(page.get_by_text(re.compile("Between 2020 and 2023 .* changed by"))).to_be_visible()
    changed = fills(page)
    assert changed != before
    area.hover()
    expect(frame.locator(".readout.open .value")).to_have_text(
        re.compile(r"^[+−]?\d\.\d+\s(percentage points)$")
    )
    pick(page, "Measure", "Gini")
    painted(frame, "change.gini|")
    expect(page).to_have_url(re.compile(f"area={code}"))
    assert fills(page) != changed
    # What is no sum of areas is not split; the page says so and shows no map.
    pick(page, "Measure", "Ratio between")
    expect(page.get_by_text("cannot be split by area")).to_be_visible()
    expect(page.locator(FRAME)).to_have_count(0)


def test_first_click_chooses_on_a_map_that_is_partly_below_the_screen(
    page: Page, app_url: str
) -> None:
    open_gaps(page, app_url, "part=areas")
    frame = page.frame_locator(FRAME)
    painted(frame, "contribution.mdmw|")
    area = frame.locator("path[data-code='104']")
    area.click()
    expect(area).to_have_attribute("aria-selected", "true", timeout=1500)


def test_what_has_no_gap_is_said_and_another_choice_leads_on(page: Page, app_url: str) -> None:
    heading = open_gaps(page, app_url, "indicator=population&lang=en")
    expect(heading).to_contain_text("“Population” is a count")
    pick(page, "Show", "Employment")
    expect(heading).to_contain_text("Employment rate, ages 20–64 2024")
    open_gaps(page, app_url, "indicator=reported_crimes&part=areas")
    expect(heading).to_contain_text("”Anmälda brott” är ett antal")
    expect(page.get_by_role("combobox").first).to_be_visible()
    open_gaps(page, app_url, "indicator=share_in_challenged_areas&lang=en")
    expect(page.get_by_text("there are no figures for primary areas")).to_be_visible()
    expect(page.get_by_role("tab").first).to_be_visible()
    open_gaps(page, app_url, "level=municipality&lang=en")
    expect(page.get_by_text("the whole city alone has no gap")).to_be_visible()
    expect(page.get_by_role("combobox", name="Level", exact=True)).to_have_value(
        "Primary areas (96)"
    )


@pytest.mark.parametrize("path", ["gaps?", "?page=gaps&"])
def test_broken_link_says_what_it_ignored(page: Page, app_url: str, path: str) -> None:
    open_gaps(page, app_url, "measure=nonsense&goal=abc&by=1&lang=en", path=path)
    expect(page.get_by_role("tab").first).to_be_visible()
    told = page.get_by_test_id("stAlert").all_inner_texts()
    assert len(told) == 3
    for text, alert in zip(("nonsense", "abc", "1"), told, strict=True):
        assert f"“{text}”" in alert
    assert query_of(page) == {"lang": "en"}


def test_files_open_and_hold_every_area(page: Page, app_url: str) -> None:
    open_gaps(page, app_url, "part=time&lang=en")
    page.get_by_role("button", name="Share and download").click()
    content = download(page, "Excel workbook with sources")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Measures", "Areas", "Over time", "All indicators", "Sources"]
    assert book["Areas"].max_row == 97
    rows = list(csv.DictReader(io.StringIO(download(page, "Areas as CSV, plain").decode())))
    assert len(rows) == 96
    values = figures("low_economic_standard", "primary_area", "2024")
    (heading,) = (name for name in rows[0] if name == "Value (percent)")
    written = {row["Area code"]: float(row[heading]) for row in rows if row[heading]}
    assert written == values
    excel = download(page, "Areas as CSV for Excel")
    assert excel.startswith(b"\xef\xbb\xbf")
    assert len(excel.decode("utf-8-sig").splitlines()) == 97
    # The link in the window opens the same.
    link = page.get_by_test_id("stCode").inner_text().strip()
    page.goto(link)
    expect(page.locator(".verdict")).to_be_visible()
    assert query_of(page) == {"part": "time", "lang": "en"}


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("button", name=name, exact=True).click()
    return started.value.path().read_bytes()


def test_little_comes_over_the_websocket_and_never_outlines(
    page: Page, app_url: str, page_log: PageLog
) -> None:
    open_gaps(page, app_url, "part=time&lang=en")
    expect(page.locator(".verdict")).to_be_visible()

    def measured(step: Callable[[], object], done: Callable[[], object]) -> int:
        page_log.received_bytes = 0
        step()
        done()
        settled(page)
        return page_log.received_bytes

    frame = page.frame_locator(FRAME)
    title = page.get_by_role("heading", level=2)
    sent = {
        "people": measured(
            lambda: choose_part(page, "In people"),
            lambda: expect(page.get_by_text("With the city’s share")).to_be_visible(),
        ),
        "areas": measured(
            lambda: choose_part(page, "Area by area"), lambda: painted(frame, "contribution.mdmw|")
        ),
        "another measure on the map": measured(
            lambda: pick(page, "Measure", "Gini"), lambda: painted(frame, "contribution.gini|")
        ),
        "clusters": measured(
            lambda: choose_part(page, "Clusters"), lambda: painted(frame, "clusters|")
        ),
        "size": measured(
            lambda: choose_part(page, "How large"),
            lambda: expect(title.filter(has_text="Gini")).to_be_visible(),
        ),
        "another measure": measured(
            lambda: pick(page, "Measure", "Theil"),
            lambda: expect(title.filter(has_text="Theil")).to_be_visible(),
        ),
    }
    limits = {
        "people": PART_BYTES,
        "areas": MAP_BYTES,
        "another measure on the map": MAP_BYTES,
        "clusters": PART_BYTES,
        "size": SIZE_BYTES,
        "another measure": CARD_BYTES,
    }
    assert {step: size for step, size in sent.items() if not 0 < size < limits[step]} == {}, sent
    # Outlines are a file of their own, fetched once.
    outlines = [address for address in page_log.requests if "/primary_area." in address]
    assert outlines
    assert page_log.foreign() == []
