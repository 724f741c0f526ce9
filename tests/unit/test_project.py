"""The project's own files hold together."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

LOCKS = ("requirements.txt", "requirements-dev.txt")
PACKAGES = ("explorer", "geodata", "indicators", "tests")
# What holds our own files; caches, environments and reports are left out.
HIDDEN_BUT_OURS = {".ci", ".streamlit"}
# A folder of somebody's machine, at the start of a path: not a part of a web address.
MACHINE_PATH = re.compile(rb"(?<![\w.:~$}-])/(?:work|root|home/\w+|Users/\w+|tmp)/[\w.]")


def _read_lock(path: Path) -> Iterator[Requirement]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield Requirement(line)


def _read_ranges(project_root: Path, *, dev: bool) -> list[Requirement]:
    project = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))
    lines = list(project["project"]["dependencies"])
    if dev:
        lines += project["project"]["optional-dependencies"]["dev"]
    return [Requirement(line) for line in lines]


def _our_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith(".") and path.name not in HIDDEN_BUT_OURS
        if path.is_dir() and not hidden and path.name != "__pycache__":
            yield from _our_files(path)
        elif path.is_file():
            yield path


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_to_one_version(project_root: Path, lock: str) -> None:
    requirements = list(_read_lock(project_root / lock))
    assert len(requirements) > 50
    loose = [
        str(requirement)
        for requirement in requirements
        if [specifier.operator for specifier in requirement.specifier] != ["=="]
        or "*" in str(requirement.specifier)
    ]
    assert loose == []


@pytest.mark.parametrize(("lock", "dev"), [(LOCKS[0], False), (LOCKS[1], True)])
def test_every_dependency_is_pinned_within_its_range(
    project_root: Path, lock: str, dev: bool
) -> None:
    """A package may have two pins, one for older and one for newer Pythons: both must fit."""
    pins: dict[str, list[Version]] = {}
    for pin in _read_lock(project_root / lock):
        version = Version(next(iter(pin.specifier)).version)
        pins.setdefault(canonicalize_name(pin.name), []).append(version)
    for wanted in _read_ranges(project_root, dev=dev):
        versions = pins.get(canonicalize_name(wanted.name), [])
        assert versions, f"{wanted.name} is missing from {lock}: run `make lock`"
        for version in versions:
            assert version in wanted.specifier, f"{wanted} does not take {version}: `make lock`"


def test_development_tools_come_on_top_of_the_very_same_versions(project_root: Path) -> None:
    run, dev = ({str(pin) for pin in _read_lock(project_root / lock)} for lock in LOCKS)
    assert run < dev


@pytest.mark.parametrize("dev", [False, True])
def test_every_range_has_a_floor_and_a_ceiling(project_root: Path, dev: bool) -> None:
    for wanted in _read_ranges(project_root, dev=dev):
        operators = {specifier.operator for specifier in wanted.specifier}
        assert operators == {">=", "<"}, str(wanted)


@pytest.mark.parametrize("package", PACKAGES)
def test_init_files_are_empty(project_root: Path, package: str) -> None:
    """Imports in them would go unseen by the import contracts."""
    files = list((project_root / package).rglob("__init__.py"))
    assert files
    assert [path for path in files if path.read_bytes()] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_with_modules_is_a_package(project_root: Path, package: str) -> None:
    """Without an __init__.py a folder is left out by the tools that check the code."""
    folders = {path.parent for path in (project_root / package).rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_file_names_a_folder_of_somebodys_machine(project_root: Path) -> None:
    files = list(_our_files(project_root))
    assert project_root / ".ci" / "run" in files
    found = [
        f"{path.relative_to(project_root)}: {match[0].decode()}"
        for path in files
        for match in MACHINE_PATH.finditer(path.read_bytes())
    ]
    assert found == []


# Written with | for /, so that this file names no such folder itself.
@pytest.mark.parametrize(
    "text", ["see |work|main", '"|home|anna|map"', "=|tmp|w|v", "file:|||root|x"]
)
def test_folder_of_a_machine_is_recognised(text: str) -> None:
    assert MACHINE_PATH.search(text.replace("|", "/").encode())


@pytest.mark.parametrize("text", ["https:||goteborg.se|work|a", "..|home|anna|b", "~|work|x"])
def test_part_of_an_address_is_no_folder_of_a_machine(text: str) -> None:
    assert not MACHINE_PATH.search(text.replace("|", "/").encode())


def test_changelog_begins_with_what_is_not_released_yet(project_root: Path) -> None:
    text = (project_root / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert headings[0] == "Unreleased"


def test_build_server_runs_the_same_tests_as_everybody(project_root: Path) -> None:
    script = project_root / ".ci" / "run"
    assert "make test" in script.read_text(encoding="utf-8").splitlines()
    assert script.read_bytes().startswith(b"#!/usr/bin/env bash\n")
