"""The browser tests' own tools, tried on a small app: what they forbid must fail a test."""

import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_socket import SocketConnectBlockedError

from tests.browser.server import AppServer, start_app
from tests.browser.visitor import PHONE, PageLog, Screen

SCRIPT = """
import streamlit as st

st.title("Small app")
if st.button("Count"):
    st.session_state["count"] = st.session_state.get("count", 0) + 1
st.text(f"counted {st.session_state.get('count', 0)}")
"""


@pytest.fixture(scope="module")
def small_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    folder = tmp_path_factory.mktemp("small")
    script = folder / "small_app.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with start_app(script, folder=folder) as server:
        yield server


def test_page_of_a_running_app_answers_a_click(
    small_app: AppServer, page: Page, page_log: PageLog
) -> None:
    page.goto(small_app.url)
    expect(page.get_by_text("counted 0")).to_be_visible()
    page_log.received_bytes = 0
    page.get_by_role("button", name="Count").click()
    expect(page.get_by_text("counted 1")).to_be_visible()
    assert 0 < page_log.received_bytes < 4000
    assert page_log.foreign() == []


@pytest.mark.parametrize("screen", [PHONE, Screen(colours="dark", locale="en-GB")])
def test_screen_decides_size_colours_and_language(page: Page, screen: Screen) -> None:
    assert page.viewport_size == {"width": screen.width, "height": screen.height}
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert dark == (screen.colours == "dark")
    assert page.evaluate("navigator.language") == screen.locale


def test_two_visitors_share_nothing(small_app: AppServer, new_page: Callable[[], Page]) -> None:
    first, second = new_page(), new_page()
    first.goto(small_app.url)
    first.evaluate("localStorage.setItem('seen', 'yes')")
    second.goto(small_app.url)
    assert second.evaluate("localStorage.getItem('seen')") is None


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("fetch('http://example.invalid/tile.png').catch(() => 0)", "asked for http://example"),
        ("void new WebSocket('ws://example.invalid/')", "asked for ws://example.invalid/"),
        ("console.error('broken map')", "console: broken map"),
        ("setTimeout(() => { throw new Error('lost layer') }, 0)", "console: lost layer"),
        ("alert('from a name')", "a dialog opened: from a name"),
    ],
)
def test_what_must_not_happen_becomes_a_complaint(
    small_app: AppServer, page: Page, page_log: PageLog, script: str, complaint: str
) -> None:
    page.goto(small_app.url)
    expect(page.get_by_text("counted 0")).to_be_visible()
    assert page_log.complaints() == []
    page.evaluate(script)
    page.wait_for_function("new Promise(done => setTimeout(() => done(true), 50))")
    assert any(complaint in line for line in page_log.complaints())
    # It happened on purpose: the end of this test must not fail on it.
    page_log.requests.clear()
    page_log.errors.clear()
    page_log.dialogs.clear()


def test_app_that_does_not_start_says_what_it_printed(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match=r"(?s)ended with code.*no_such_app\.py"),
        start_app(tmp_path / "no_such_app.py", folder=tmp_path),
    ):
        pass


def test_stopped_app_no_longer_answers(tmp_path: Path) -> None:
    script = tmp_path / "empty_app.py"
    script.write_text("", encoding="utf-8")
    with (
        start_app(script, folder=tmp_path) as server,
        urllib.request.urlopen(f"{server.url}/_stcore/health") as answer,
    ):
        assert answer.status == 200
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{server.url}/_stcore/health")


def test_no_test_reaches_the_network() -> None:
    with (
        pytest.warns(UserWarning, match="allowed"),
        pytest.raises(SocketConnectBlockedError),
    ):
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open("http://192.0.2.1/")
