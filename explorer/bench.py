"""
Measure this app beside a plain folium.GeoJson page on the same figures (starts processes and a browser).

Four figures for each page, as medians over rounds:

- first paint: from the start of the navigation until every area has its colour, in milliseconds;
- recolour: from the key press that chooses another indicator until the areas have new colours;
- bytes: what the server sends over the websocket for that one choice;
- kept: whether the map's frame, and with it zoom and position, outlived every choice.

Absolute times belong to the machine; the ratio of the two pages is what carries over.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT: Final = Path(__file__).resolve().parent.parent
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
AREAS: Final = 96
WAIT_S: Final = 40
# Indicators that exist for the primary areas in both pages, typed into the selectbox in turn.
TYPED: Final = ("Employment rate", "Low economic standard")

# The colours of all areas in all frames, as one text: it changes when the map is recoloured.
WATCH: Final = """
window.coloursNow = () => [...document.querySelectorAll('iframe')].map((frame) => {
  try {
    return [...frame.contentDocument.querySelectorAll('path.leaflet-interactive')]
      .map((path) => path.getAttribute('fill')).join();
  } catch { return ''; }
}).filter((colours) => colours).join('|');
window.painted = new Promise((done) => {
  const look = () => {
    const count = window.coloursNow().split(/[,|]/).filter(Boolean).length;
    if (count >= AREAS) done(performance.now()); else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
window.armRecolour = () => {
  const before = window.coloursNow();
  window.recoloured = new Promise((done) => {
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      const start = performance.now();
      const look = () => {
        const now = window.coloursNow();
        const count = now.split(/[,|]/).filter(Boolean).length;
        if (now !== before && count >= AREAS) done(performance.now() - start);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  });
};
""".replace("AREAS", str(AREAS))

MARK: Final = "for (const f of document.querySelectorAll('iframe')) f.contentWindow.isMarked = true"
MARKED: Final = """
[...document.querySelectorAll('iframe')].some((frame) => frame.contentWindow.isMarked)
"""


def measure_both(*, rounds: int) -> dict[str, Any]:
    """
    Measure the app and the plain page in turn.

    Returns
    -------
    results
        `app` and `plain`, each with `first_paint_ms`, `recolour_ms`, `bytes`, `kept`; `ratio` is
        plain / app.

    Raises
    ------
    RuntimeError
        If Playwright or a Chromium is missing, or a page does not come up.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise RuntimeError(
            "The benchmark needs Playwright: pip install -r requirements-dev.txt"
        ) from error
    executable = os.environ.get("EQUALITY_MAP_CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), None
    )
    if executable is None:
        raise RuntimeError("The benchmark needs Chromium or Chrome; none was found on the path.")
    results: dict[str, Any] = {"areas": AREAS, "rounds": rounds}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        for name, script in (("app", "streamlit_app.py"), ("plain", "explorer/ui/plain.py")):
            with _served(script) as address:
                # The first visit warms the server's caches: data are loaded once for everybody.
                _visit(browser.new_page(), address, rounds=1)
                results[name] = _visit(browser.new_page(), address, rounds=rounds)
        browser.close()
    results["ratio"] = {
        key: round(results["plain"][key] / results["app"][key], 2)
        for key in results["app"]
        if key != "kept"
    }
    return results


def _visit(page: "Page", address: str, *, rounds: int) -> dict[str, Any]:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.add_init_script(WATCH)
    received: list[int] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda data: received.append(len(data))))
    page.goto(f"{address}/?lang=en", wait_until="commit")
    first = _awaited(page, "painted")
    page.evaluate(MARK)
    times, volumes = [], []
    for number in range(rounds):
        page.wait_for_timeout(500)
        page.evaluate("window.armRecolour()")
        box = page.get_by_role("combobox").first
        box.click()
        box.fill(TYPED[number % len(TYPED)])
        page.get_by_role("option").first.wait_for()
        received.clear()
        box.press("Enter")
        times.append(_awaited(page, "recoloured"))
        page.wait_for_timeout(300)
        volumes.append(sum(received))
    kept = bool(page.evaluate(MARKED))
    page.close()
    return {
        "first_paint_ms": round(first, 1),
        "recolour_ms": round(statistics.median(times), 1),
        "bytes": int(statistics.median(volumes)),
        "kept": kept,
    }


def _awaited(page: "Page", name: str) -> float:
    """Wait for a promise of the page's, but not for ever."""
    from playwright.sync_api import Error

    late = f"new Promise((_, fail) => setTimeout(() => fail('{name}: too late'), {WAIT_S * 1000}))"
    try:
        return float(page.evaluate(f"Promise.race([window.{name}, {late}])"))
    except Error as error:
        raise RuntimeError(f"The page was not drawn in time: {error.message}") from error


@contextmanager
def _served(script: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)),
        *("--server.address", "127.0.0.1", "--server.headless", "true"),
        *("--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        # The built-in register, and nobody's own.
        environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "EQUALITY_MAP_DATABASE_URL": f"sqlite:///{Path(folder) / 'register.sqlite'}",
        }
        with subprocess.Popen(  # noqa: S603  our own command
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The page stopped at once with exit code {process.returncode}.")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310  our own address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The page did not answer within {WAIT_S} seconds.")


def table_of(results: dict[str, Any]) -> str:
    """Lay the results out as a table, the two pages side by side."""
    rows = [
        ("first paint, ms", "first_paint_ms"),
        ("recolour, ms", "recolour_ms"),
        ("bytes for a recolour", "bytes"),
    ]
    lines = [f"{'':24}{'this app':>12}{'plain page':>14}{'plain / app':>14}"]
    lines += [
        f"{title:24}{results['app'][key]:>12,}{results['plain'][key]:>14,}"
        f"{results['ratio'][key]:>14}"
        for title, key in rows
    ]
    kept = ["yes" if results[page]["kept"] else "no" for page in ("app", "plain")]
    lines.append(f"{'the map stays in place':24}{kept[0]:>12}{kept[1]:>14}")
    return "\n".join(
        [*lines, "", f"{results['areas']} areas, median of {results['rounds']} rounds."]
    )
