"""
The pictures in the documentation, made anew from the app itself (starts processes, writes pictures).

`python -m tests.browser.screenshots` writes docs/*.png.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import ensure_chromium
from tests.browser.conftest import CHROMIUM_OPTIONS
from tests.browser.server import start_app
from tests.browser.visitor import PHONE, WIDE, Screen

ROOT = Path(__file__).parents[2]
FRAME = "iframe"
CHART = "[data-testid='stVegaLiteChart'] svg, [data-testid='stVegaLiteChart'] canvas"
HEADING = "h1"
# Name -> screen, link, and what stands on the page when it is drawn.
PICTURES = {
    "explore-wide": (WIDE, "?area=306", FRAME),
    "gaps-wide": (
        Screen(WIDE.width, 1010, colours="light", locale="en-GB"),
        "?page=gaps&lang=en",
        CHART,
    ),
    "compare-wide": (
        Screen(WIDE.width, 860, colours="light", locale="en-GB"),
        "?page=compare&compare=scatter&lang=en&area=306&own=Majorna~101,102,103",
        CHART,
    ),
    "effort-wide": (Screen(WIDE.width, 1240), "?page=effort", FRAME),
    "blanks-wide": (
        Screen(WIDE.width, 1180, colours="dark", locale="en-GB"),
        "?page=effort&effort=blanks&blank=1&lang=en",
        HEADING,
    ),
    "initiative-wide": (
        Screen(WIDE.width, 1060, colours="light", locale="en-GB"),
        "?page=initiatives&initiative=familjecentral-sandarna&lang=en",
        FRAME,
    ),
    "explore-phone": (
        Screen(PHONE.width, 1400, colours="dark", locale="en-GB", touch=True),
        "?lang=en&indicator=turnout_municipal&level=intermediate_area&area=16",
        FRAME,
    ),
    "area-phone": (Screen(PHONE.width, 1400, touch=True), "?page=area&area=306", HEADING),
}


def main() -> None:
    """Write the pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        start_app(ROOT / "streamlit_app.py", folder=Path(folder)) as app,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=ensure_chromium(), args=CHROMIUM_OPTIONS
        )
        for name, (screen, query, ready) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": screen.width, "height": screen.height},
                color_scheme=screen.colours,
                locale=screen.locale,
                has_touch=screen.touch,
            )
            page.goto(f"{app.url}/{query}")
            page.locator(ready).first.wait_for(state="attached")
            if ready == FRAME:
                page.frame_locator("iframe").locator("html[data-painted]").wait_for(
                    state="attached"
                )
            page.evaluate("document.fonts.ready")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=ROOT / "docs" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
