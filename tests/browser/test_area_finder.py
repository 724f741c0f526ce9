"""A resident finds the own area: by keyboard on a phone, by position, on the map; nothing is kept."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.server import AppServer
from tests.browser.test_explore import FRAME, query_of, serious
from tests.browser.visitor import PHONE, WIDE, PageLog, Screen

SMALL = Screen(width=360, height=740, touch=True)
# Latitude, longitude. The first two are the positions of a square each in the built-in names.
RYMDTORGET = (57.75715, 12.07226)
JARNTORGET = (57.70008, 11.95208)
KATTEGAT = (57.55, 11.60)
KUNGSBACKA = (57.4872, 12.0761)
STOCKHOLM = (59.3293, 18.0686)
TARGETS = ".st-key-area_finder :is(input, button, summary)"


def open_finder(page: Page, url: str, query: str = "") -> Locator:
    page.goto(f"{url}/?page=area{query}")
    field = page.get_by_role("searchbox")
    # The first visit also loads the data.
    expect(field).to_be_visible(timeout=60_000)
    return field


def here(page: Page, place: tuple[float, float], accuracy_m: float = 10) -> None:
    """Let the browser tell that it is there."""
    lat, lon = place
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": lat, "longitude": lon, "accuracy": accuracy_m})


def ask_position(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Använd min plats|Use my position")).click()


def arrived(page: Page, name: str) -> None:
    """Wait until the area is shown, with the keyboard at its heading."""
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(name)
    expect(heading).to_be_focused()


def choices(page: Page) -> Locator:
    return page.locator(".st-key-area_options button strong")


def tab_to(page: Page, wanted: Locator, *, most: int = 40) -> None:
    for _ in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"not reached with {most} presses of Tab: {wanted}")


def pieces(place: tuple[float, float]) -> list[str]:
    """Give what would betray a position, whatever it is rounded to."""
    return [f"{each:.2f}" for each in place]


# By name


@pytest.mark.parametrize("screen", [PHONE])
def test_area_is_found_on_a_phone_with_the_keyboard_alone(page: Page, app_url: str) -> None:
    field = open_finder(page, app_url)
    tab_to(page, field)
    page.keyboard.type("bergsjon")
    hits = page.locator(".st-key-area_hits button")
    expect(hits).to_have_count(4)
    expect(page.get_by_role("status").filter(has_text="4 platser hittades")).to_be_visible()
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    expect(hits.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(choices(page)).to_have_text(["Västra Bergsjön", "Östra Bergsjön", "Hela Bergsjön"])
    tab_to(page, page.get_by_role("button", name=re.compile("^Östra Bergsjön")), most=12)
    page.keyboard.press("Enter")
    arrived(page, "Östra Bergsjön")
    assert query_of(page) == {"area": "306"}


@pytest.mark.parametrize("screen", [PHONE])
def test_another_area_can_be_chosen_and_the_field_is_empty_then(page: Page, app_url: str) -> None:
    field = open_finder(page, app_url, "&lang=en")
    field.press_sequentially("hamarkullen")
    page.get_by_role("button", name=re.compile("^Hammarkullen area in")).click()
    arrived(page, "Hammarkullen")
    page.get_by_role("button", name="Choose another area").click()
    expect(field).to_have_value("")
    assert query_of(page) == {"lang": "en"}
    field.press_sequentially("hjalbo")
    page.get_by_role("button", name=re.compile("^Hjällbo area in")).click()
    arrived(page, "Hjällbo")


def test_what_is_typed_stays_text(page: Page, app_url: str) -> None:
    field = open_finder(page, app_url, "&lang=en")
    field.fill("<img src=x onerror=alert(1)> **b**")
    told = page.get_by_role("status").filter(has_text="No place here has the name")
    expect(told).to_contain_text("<img src=x onerror=alert(1)> **b**")


# By position


@pytest.mark.parametrize("screen", [PHONE])
def test_position_inside_an_area_leads_to_it_and_is_kept_nowhere(
    page: Page, app: AppServer, page_log: PageLog
) -> None:
    here(page, RYMDTORGET)
    page.add_init_script(
        "window.asked = 0; const ask = navigator.geolocation.getCurrentPosition;"
        "navigator.geolocation.getCurrentPosition = function (...all)"
        " { window.asked += 1; return ask.apply(navigator.geolocation, all); };"
    )
    open_finder(page, app.url)
    expect(page.get_by_text("Den sparas inte.")).to_be_visible()
    assert page.evaluate("window.asked") == 0
    ask_position(page)
    arrived(page, "Östra Bergsjön")
    assert page.evaluate("window.asked") == 1
    assert query_of(page) == {"area": "306"}
    kept = page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, history.state])"
    )
    for piece in pieces(RYMDTORGET):
        assert piece not in page.url
        assert piece not in kept
        assert not [each for each in page_log.requests if piece in each]
        assert piece not in app.output()


def test_position_goes_to_the_server_once_and_rounded(page: Page, app_url: str) -> None:
    sent: list[bytes] = []
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framesent",
            lambda frame: sent.append(frame if isinstance(frame, bytes) else frame.encode()),
        ),
    )
    here(page, (57.700081234, 11.952081234))
    open_finder(page, app_url, "&lang=en")
    ask_position(page)
    expect(choices(page)).to_have_text(["Olivedal", "Haga"])
    page.get_by_role("button", name=re.compile("^Haga")).click()
    arrived(page, "Haga")
    assert sum(b"57.7001" in each for each in sent) == 1
    assert not [each for each in sent if b"57.70008" in each or b"11.95208" in each]


@pytest.mark.parametrize("screen", [PHONE])
def test_position_near_a_border_asks_which_side_is_meant(page: Page, app_url: str) -> None:
    here(page, JARNTORGET)
    open_finder(page, app_url)
    ask_position(page)
    expect(page.get_by_text("Du är nära en gräns mellan områden.")).to_be_visible()
    expect(choices(page)).to_have_text(["Olivedal", "Haga"])
    assert query_of(page) == {}
    page.get_by_role("button", name=re.compile("^Haga")).click()
    arrived(page, "Haga")


@pytest.mark.parametrize(
    ("place", "sentence", "options"),
    [
        (KATTEGAT, "You are at sea. The nearest area is Södra Skärgården", 1),
        (KUNGSBACKA, "You are outside Gothenburg. The nearest area is Billdal", 1),
        (STOCKHOLM, "You are outside Gothenburg, and the figures here are about Gothenburg", 0),
    ],
)
def test_position_in_no_area_is_told_where_it_is(
    page: Page, app_url: str, place: tuple[float, float], sentence: str, options: int
) -> None:
    here(page, place)
    open_finder(page, app_url, "&lang=en")
    ask_position(page)
    expect(page.get_by_role("status").filter(has_text=sentence)).to_be_visible()
    expect(choices(page)).to_have_count(options)
    # Nothing is chosen for anybody who is elsewhere.
    assert query_of(page) == {"lang": "en"}


def test_rough_position_names_no_area(page: Page, app_url: str) -> None:
    here(page, RYMDTORGET, accuracy_m=4000)
    open_finder(page, app_url, "&lang=en")
    ask_position(page)
    expect(page.get_by_text("That is too rough to tell the area.")).to_be_visible()
    expect(choices(page)).to_have_count(0)


@pytest.mark.parametrize("screen", [PHONE])
def test_denied_position_is_told_and_the_name_still_finds_the_area(
    page: Page, app_url: str
) -> None:
    field = open_finder(page, app_url)
    ask_position(page)
    expect(page.get_by_text("Din webbläsare talar inte om för sidan var du är.")).to_be_visible()
    field.press_sequentially("haga")
    page.get_by_role("button", name=re.compile("^Haga område")).click()
    arrived(page, "Haga")


@pytest.mark.parametrize(
    ("code", "sentence"), [(2, "Your device cannot tell where you are."), (3, "took too long")]
)
def test_device_without_an_answer_is_told_apart(
    page: Page, app_url: str, code: int, sentence: str
) -> None:
    page.add_init_script(
        "navigator.geolocation.getCurrentPosition ="
        f" (found, failed) => setTimeout(() => failed({{ code: {code} }}), 10);"
    )
    open_finder(page, app_url, "&lang=en")
    ask_position(page)
    expect(page.get_by_text(sentence)).to_be_visible()


def test_waiting_is_told_and_a_second_press_asks_no_second_time(page: Page, app_url: str) -> None:
    page.add_init_script(
        "window.asked = 0; navigator.geolocation.getCurrentPosition = () => { window.asked += 1; };"
    )
    open_finder(page, app_url, "&lang=en")
    ask_position(page)
    expect(page.get_by_text("Asking your device where you are")).to_be_visible()
    # The button keeps the focus, so that a screen reader stays where it is.
    expect(page.get_by_role("button", name="Use my position")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("window.asked") == 1


# On the map


@pytest.mark.parametrize("screen", [PHONE, WIDE])
@pytest.mark.usefixtures("screen")
def test_area_is_chosen_on_the_map(page: Page, app_url: str) -> None:
    open_finder(page, app_url)
    # The map comes when it is asked for.
    expect(page.locator(FRAME)).to_have_count(0)
    page.get_by_text("Välj på kartan").click()
    frame = page.frame_locator(FRAME)
    expect(frame.locator("html[data-painted]")).to_be_attached()
    area = frame.locator("path[data-code='412']")
    area.scroll_into_view_if_needed()
    area.click()
    arrived(page, "Backa")
    assert query_of(page) == {"area": "412"}


def test_area_is_chosen_on_the_map_with_the_keyboard(page: Page, app_url: str) -> None:
    open_finder(page, app_url)
    page.get_by_text("Välj på kartan").click()
    frame = page.frame_locator(FRAME)
    expect(frame.locator("html[data-painted]")).to_be_attached()
    frame.locator("path[data-code='412']").focus()
    page.keyboard.press("Enter")
    arrived(page, "Backa")


# For everyone


@pytest.mark.parametrize("screen", [SMALL, WIDE, Screen(colours="dark")])
@pytest.mark.usefixtures("screen")
def test_form_is_free_of_serious_faults_and_nothing_is_cut(page: Page, app_url: str) -> None:
    field = open_finder(page, app_url)
    assert serious(page) == []
    field.press_sequentially("bergsjon")
    expect(page.locator(".st-key-area_hits button")).to_have_count(4)
    assert serious(page) == []
    page.locator(".st-key-area_hits button").first.click()
    expect(choices(page)).to_have_count(3)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("screen", [SMALL])
def test_every_target_is_large_enough_for_a_thumb(page: Page, app_url: str) -> None:
    field = open_finder(page, app_url)
    field.press_sequentially("bergsjon")
    expect(page.locator(".st-key-area_hits button")).to_have_count(4)
    small = page.locator(TARGETS).evaluate_all(
        "all => all.map((each) => [each.innerText || each.type, each.getBoundingClientRect()])"
        ".filter(([, box]) => box.width && (box.height < 44 || box.width < 44))"
        ".map(([name, box]) => `${name}: ${box.width} × ${box.height}`)"
    )
    assert small == []


@pytest.mark.parametrize("screen", [Screen(width=320, height=640, touch=True)])
def test_form_works_at_four_hundred_percent(page: Page, app_url: str) -> None:
    """A window 1280 px wide that is enlarged to 400 % has room for 320."""
    field = open_finder(page, app_url, "&lang=en")
    field.press_sequentially("frolunda torg")
    expect(page.locator(".st-key-area_hits button").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_language_can_change_while_a_question_is_open(
    new_page: Callable[[Screen], Page], app_url: str
) -> None:
    page = new_page(PHONE)
    here(page, JARNTORGET)
    open_finder(page, app_url)
    ask_position(page)
    expect(page.get_by_text("Du är nära en gräns mellan områden.")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("You are close to a border between areas.")).to_be_visible()
    expect(page.get_by_role("button", name="Use my position")).to_be_visible()
