import os
import sys
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.browser.chromium import ADVICE, VARIABLE, ensure_chromium, find_chromium

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the made-up programs are shell scripts"
)


def _make_program(path: Path, *, exit_code: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    "name", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
)
def test_program_on_the_path_is_found(tmp_path: Path, name: str) -> None:
    program = _make_program(tmp_path / name)
    assert find_chromium({"PATH": str(tmp_path)}, platform="linux") == program


def test_chromium_goes_before_chrome_whatever_the_order_of_folders(tmp_path: Path) -> None:
    _make_program(tmp_path / "first" / "google-chrome")
    program = _make_program(tmp_path / "second" / "chromium")
    path = os.pathsep.join([str(tmp_path / "first"), str(tmp_path / "second")])
    assert find_chromium({"PATH": path}, platform="linux") == program


def test_program_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    _make_program(tmp_path / "chromium-browser", exit_code=1)
    program = _make_program(tmp_path / "google-chrome")
    assert find_chromium({"PATH": str(tmp_path)}, platform="linux") == program


def test_named_program_goes_before_the_path(tmp_path: Path) -> None:
    _make_program(tmp_path / "chromium")
    program = _make_program(tmp_path / "elsewhere" / "my-browser")
    environ = {"PATH": str(tmp_path), VARIABLE: str(program)}
    assert find_chromium(environ, platform="linux") == program


def test_named_program_that_is_not_there_is_said_not_replaced(tmp_path: Path) -> None:
    _make_program(tmp_path / "chromium")
    environ = {"PATH": str(tmp_path), VARIABLE: str(tmp_path / "missing")}
    with pytest.raises(SystemExit, match=f"{VARIABLE}.*missing"):
        find_chromium(environ, platform="linux")


def test_program_among_the_mac_applications_is_found(tmp_path: Path) -> None:
    program = _make_program(
        tmp_path / "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    )
    environ = {"PATH": "", "HOME": str(tmp_path)}
    assert find_chromium(environ, platform="darwin") == program


def test_edge_in_the_windows_program_folder_is_found(tmp_path: Path) -> None:
    program = _make_program(tmp_path / "Microsoft/Edge/Application/msedge.exe")
    environ = {"PATH": "", "PROGRAMFILES(X86)": str(tmp_path)}
    assert find_chromium(environ, platform="win32") == program


def test_nothing_is_found_in_an_empty_folder(tmp_path: Path) -> None:
    assert find_chromium({"PATH": str(tmp_path)}, platform="linux") is None


def test_machine_without_a_browser_and_rights_ends_with_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chromium, "find_chromium", lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", str(tmp_path))  # neither sudo nor a package manager
    with pytest.raises(SystemExit) as ending:
        ensure_chromium()
    assert ending.value.code == ADVICE
    assert "apt-get install chromium" in ADVICE


def test_root_installs_the_systems_chromium(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A made-up apt-get writes down its calls and, at the second one, puts a Chromium there."""
    folder = tmp_path / "bin"
    apt = _make_program(folder / "apt-get")
    apt.write_text(
        f'#!/bin/sh\necho "$1" >> {tmp_path}/calls\n'
        f'[ "$1" = update ] || {{ echo "#!/bin/sh" > {folder}/chromium; '
        f"/bin/chmod +x {folder}/chromium; }}\n",
        encoding="utf-8",
    )
    (folder / "env").symlink_to("/usr/bin/env")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(folder))
    assert ensure_chromium() == folder / "chromium"
    assert (tmp_path / "calls").read_text(encoding="utf-8").split() == ["update", "install"]
