"""Starts a Streamlit app on this machine for the browser tests, and stops it; starts processes."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 10
# No proxy of this machine's settings may stand between a test and the app.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class AppServer:
    """An app that is up and answers."""

    url: str
    log: Path

    def output(self) -> str:
        """Return everything that the app has printed so far, errors included."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def start_app(
    script: Path, *, folder: Path, settings: Mapping[str, str] | None = None
) -> Iterator[AppServer]:
    """
    Run a Streamlit script until the block ends.

    Parameters
    ----------
    script
        The file that Streamlit runs; the app starts in its folder, so that the folder's
        .streamlit/config.toml counts.
    folder
        An empty folder for the app's cache and log.
    settings
        Environment variables for this app alone.

    Raises
    ------
    RuntimeError
        If the app ends or does not answer in time; with what it printed.
    """
    log = folder / "app.log"
    port = _free_port()
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script.resolve())),
        *("--server.address", "127.0.0.1", "--server.port", str(port)),
        *("--server.headless", "true", "--server.fileWatcherType", "none"),
        *("--browser.gatherUsageStats", "false"),
    ]
    environment = os.environ | {
        "EQUALITY_MAP_CACHE_DIR": str(folder / "cache"),
        "EQUALITY_MAP_DATABASE_URL": f"sqlite:///{folder / 'register.sqlite'}",
        "PYTHONUNBUFFERED": "1",
        **(settings or {}),
    }
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            cwd=script.resolve().parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        server = AppServer(url=f"http://127.0.0.1:{port}", log=log)
        try:
            _wait_until_healthy(server, process)
            yield server
        finally:
            _stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_healthy(server: AppServer, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the app ended with code {process.returncode}:\n{server.output()}")
        try:
            with OPENER.open(f"{server.url}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            # Not listening yet: ask again in a moment, or see above that it has ended.
            time.sleep(0.1)
    raise RuntimeError(f"no answer from the app in {START_SECONDS} s:\n{server.output()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
