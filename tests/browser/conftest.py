"""
The app, the browser and pages for the browser tests; starts processes.

A test asks for `page` and opens what it needs: `page.goto(app_url)`.
It fails when the page asked anybody but this machine, when something wrote an error to the
console, or when a script opened a dialog.
"""

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.chromium import ensure_chromium
from tests.browser.server import AppServer, start_app
from tests.browser.visitor import WIDE, PageLog, Screen

SCREENSHOTS = Path(__file__).parents[2] / ".reports" / "screenshots"
# Waiting longer than this is a failure, also on a slow machine with two cores.
TIMEOUT_MS = 20_000
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Other hosts do not exist for the browser; asking for one still fails the test.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember a failure, so that the pages can be photographed before they are closed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session")
def app(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """Start the app itself, once for all tests, with a cache of its own."""
    with start_app(
        project_root / "streamlit_app.py", folder=tmp_path_factory.mktemp("app")
    ) as server:
        yield server


@pytest.fixture(scope="session")
def app_url(app: AppServer) -> str:
    """Return the address of the running app, without a slash at the end."""
    return app.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium, once for all tests."""
    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=ensure_chromium(), args=CHROMIUM_OPTIONS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def screen() -> Screen:
    """Return the usual screen; `@pytest.mark.parametrize("screen", [PHONE])` takes another."""
    return WIDE


@pytest.fixture
def page_log() -> PageLog:
    """Return what the test's pages asked for, said and did, as it happens."""
    return PageLog()


@pytest.fixture
def new_page(
    browser: Browser, page_log: PageLog, request: pytest.FixtureRequest
) -> Iterator[Callable[[Screen], Page]]:
    """
    Return what opens a page for one more visitor, who shares no cookie and no cache with others.

    When the test ends, it fails if anything happened on any of its pages that must not happen.
    """
    contexts: list[BrowserContext] = []

    def open_page(screen: Screen = WIDE) -> Page:
        context = browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            color_scheme=screen.colours,
            locale=screen.locale,
            has_touch=screen.touch,
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(TIMEOUT_MS)
        page_log.watch(context)
        contexts.append(context)
        return context.new_page()

    yield open_page
    node: pytest.Item = request.node
    if node.stash.get(FAILED, False):
        _photograph(contexts, name=node.name)
    for context in contexts:
        context.close()
    complaints = page_log.complaints()
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def page(new_page: Callable[[Screen], Page], screen: Screen) -> Page:
    """Open an empty page on the test's screen."""
    return new_page(screen)


def _photograph(contexts: list[BrowserContext], *, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w-]+", "-", name)
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, start=1):
        page.screenshot(path=SCREENSHOTS / f"{stem}-{number}.png")
