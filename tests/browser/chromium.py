"""
Finds a Chromium for the browser tests, or installs the system's own; starts processes.

`python -m tests.browser.chromium` prints the path of the one the tests would use.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.installing import install_commands, run_until_one_fails

VARIABLE = "EQUALITY_MAP_CHROMIUM"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
    "msedge",
)
MAC_APPS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_PROGRAMS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
# Chromium draws no text without a font, and its recommended packages are left out.
INSTALLERS: Mapping[str, Sequence[Sequence[str]]] = {
    "apt-get": (
        ("apt-get", "update"),
        (
            *("env", "DEBIAN_FRONTEND=noninteractive"),
            *("apt-get", "install", "-y", "--no-install-recommends"),
            *("chromium", "fonts-liberation"),
        ),
    ),
    "dnf": (("dnf", "install", "-y", "chromium", "liberation-sans-fonts"),),
}
ADVICE = f"""\
The browser tests need Chromium, Chrome or Edge, and none was found.
  Debian, Ubuntu   sudo apt-get install chromium
  Fedora           sudo dnf install chromium
  macOS            brew install --cask chromium (or install Chrome)
  Windows          Edge is part of it; or install Chrome
Installed somewhere else? Name the program in the environment variable {VARIABLE}.
To run everything but the browser tests: python -m tests --quick"""


def find_chromium(
    environ: Mapping[str, str] = os.environ, *, platform: str = sys.platform
) -> Path | None:
    """
    Find the browser that the tests drive, without installing anything.

    Parameters
    ----------
    environ
        Read for EQUALITY_MAP_CHROMIUM, which goes before every other place, for PATH, and for
        the folders where Windows and macOS keep programs.
    platform
        As in `sys.platform`.

    Returns
    -------
    path
        The first program that can be started; None where there is none.

    Raises
    ------
    SystemExit
        If EQUALITY_MAP_CHROMIUM names a file that is not there or does not start: taking
        another browser than the one asked for would hide the mistake.
    """
    named = environ.get(VARIABLE)
    if named:
        path = Path(named).expanduser()
        if _starts(path, platform=platform):
            return path
        raise SystemExit(f"{VARIABLE} is {named!r}, but that is no browser that starts.")
    return next(
        (path for path in _candidates(environ, platform) if _starts(path, platform=platform)),
        None,
    )


def ensure_chromium() -> Path:
    """
    Find a browser; where there is none, install the system's Chromium if the rights allow it.

    Raises
    ------
    SystemExit
        If there is still none: with what to install, so that the tests are never skipped in
        silence.
    """
    found = find_chromium()
    if found:
        return found
    run_until_one_fails(install_commands(INSTALLERS))
    found = find_chromium()
    if found:
        return found
    raise SystemExit(ADVICE)


def _candidates(environ: Mapping[str, str], platform: str) -> Iterator[Path]:
    for name in NAMES:
        found = shutil.which(name, path=environ.get("PATH", ""))
        if found:
            yield Path(found)
    if platform == "darwin":
        for folder in (Path("/Applications"), Path(environ.get("HOME", "/")) / "Applications"):
            yield from (folder / app for app in MAC_APPS)
    if platform == "win32":
        for variable in WINDOWS_FOLDERS:
            if variable in environ:
                yield from (Path(environ[variable]) / name for name in WINDOWS_PROGRAMS)


def _starts(path: Path, *, platform: str) -> bool:
    if not path.is_file():
        return False
    if platform == "win32":  # there, asking for the version opens a window
        return True
    # Ubuntu's chromium-browser is a script that only points to a snap: a file is not enough.
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


if __name__ == "__main__":
    print(ensure_chromium())
