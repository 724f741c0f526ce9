import os
import sys
from pathlib import Path

import pytest

from tests.register import postgres
from tests.register.postgres import ADVICE, PROGRAMS, VARIABLE, NoServer, find_programs

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the made-up programs are shell scripts"
)


def make_programs(folder: Path, *, names: tuple[str, ...] = PROGRAMS) -> Path:
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture(autouse=True)
def _no_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Look in a made-up folder in the place of the system's."""
    monkeypatch.setattr(postgres, "FOLDERS", (f"{tmp_path}/lib/*/bin",))


def test_folder_that_is_named_goes_before_all_others(tmp_path: Path) -> None:
    make_programs(tmp_path / "lib" / "17" / "bin")
    named = make_programs(tmp_path / "own")
    assert find_programs({VARIABLE: str(named), "PATH": ""}) == named


def test_named_folder_without_the_programs_is_said_not_replaced(tmp_path: Path) -> None:
    make_programs(tmp_path / "lib" / "17" / "bin")
    with pytest.raises(NoServer, match=VARIABLE):
        find_programs({VARIABLE: str(tmp_path), "PATH": ""})


def test_newest_version_is_taken_by_number_and_not_by_spelling(tmp_path: Path) -> None:
    make_programs(tmp_path / "lib" / "9" / "bin")
    newest = make_programs(tmp_path / "lib" / "17" / "bin")
    make_programs(tmp_path / "lib" / "18" / "bin", names=("initdb",))
    assert find_programs({"PATH": ""}) == newest


def test_link_on_the_path_leads_to_the_folder_of_the_others(tmp_path: Path) -> None:
    folder = make_programs(tmp_path / "somewhere")
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "initdb").symlink_to(folder / "initdb")
    assert find_programs({"PATH": str(tmp_path / "path")}) == folder


def test_machine_without_a_server_and_rights_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(NoServer) as reason:
        postgres.ensure_programs()
    assert str(reason.value) == ADVICE
    assert "apt-get install postgresql" in ADVICE
