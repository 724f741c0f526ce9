"""Tiles: only from the server that a setting names; here a stand-in on this machine that speaks HTTP."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import AppServer, start_app
from tests.browser.test_explore import open_map
from tests.browser.visitor import PageLog

TILE = b'<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'
# Markup in the attribution must be shown as text.
ATTRIBUTION = "Made up <b>tiles</b>"


class Tiles(BaseHTTPRequestHandler):
    """Answers every address with an empty tile."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/svg+xml")
        self.send_header("Content-Length", str(len(TILE)))
        self.end_headers()
        self.wfile.write(TILE)

    def log_message(self, *_: object) -> None:
        """Keep the terminal quiet."""


@pytest.fixture(scope="module")
def tiled_app(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Tiles) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        settings = {
            "EQUALITY_MAP_TILE_URL": f"http://127.0.0.1:{server.server_port}/tiles/{{z}}/{{x}}/{{y}}",
            "EQUALITY_MAP_TILE_ATTRIBUTION": ATTRIBUTION,
        }
        script, folder = project_root / "streamlit_app.py", tmp_path_factory.mktemp("tiled")
        try:
            with start_app(script, folder=folder, settings=settings) as app:
                yield app
        finally:
            server.shutdown()
            thread.join()


def test_tiles_are_asked_of_the_server_that_is_set(
    tiled_app: AppServer, page: Page, page_log: PageLog
) -> None:
    frame = open_map(page, tiled_app.url)
    expect(frame.locator("img.leaflet-tile-loaded").first).to_be_attached()
    assert any("/tiles/" in address for address in page_log.requests)
    expect(frame.locator(".leaflet-control-attribution")).to_have_text(ATTRIBUTION)
    # Our own land would cover them.
    expect(frame.locator("path.land, path.inland")).to_have_count(0)


def test_without_the_setting_no_tile_is_asked_for(
    app_url: str, page: Page, page_log: PageLog
) -> None:
    frame = open_map(page, app_url)
    expect(frame.locator("path.land").first).to_be_attached()
    expect(frame.locator("img.leaflet-tile")).to_have_count(0)
    assert not any("/tiles/" in address for address in page_log.requests)
