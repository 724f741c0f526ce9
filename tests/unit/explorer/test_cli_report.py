"""The command that writes about areas: one file, or a folder of them, each whole."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from explorer import cli
from explorer.export.report_print import save_whole
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from tests.unit.explorer.test_cli import plain_settings as plain_settings
from tests.unit.explorer.test_cli import run


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """Load the data once for all tests."""
    monkeypatch.setattr(cli, "_load", lambda: workspace)


def test_area_of_a_link_is_written_in_its_language(tmp_path: Path) -> None:
    path = tmp_path / "area.pdf"
    result = run("export", "report", "--out", path, "--view", "area=306&lang=sv")
    assert result.exit_code == 0, result.output
    assert f"{path.stat().st_size:,} bytes" in result.stdout
    text = PdfReader(path).pages[0].extract_text()
    assert "Östra Bergsjön" in text
    assert "Så är det" in text


def test_language_of_the_call_goes_before_that_of_the_link(tmp_path: Path) -> None:
    path = tmp_path / "area.pdf"
    result = run("export", "report", "--out", path, "--view", "area=306&lang=sv", "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "How it is" in PdfReader(path).pages[0].extract_text()


def test_picture_is_written_by_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "area.PNG"
    result = run("export", "report", "--out", path, "--view", "area=306")
    assert result.exit_code == 0, result.output
    assert path.read_bytes().startswith(b"\x89PNG")


def test_site_leads_back_to_the_page(tmp_path: Path) -> None:
    path = tmp_path / "area.pdf"
    view = "area=306&lang=en"
    result = run(
        "export", "report", "--out", path, "--view", view, "--site", "https://example.org/"
    )
    assert result.exit_code == 0, result.output
    text = PdfReader(path).pages[0].extract_text()
    assert "https://example.org/?" in text
    assert "page=area" in text


def test_all_areas_are_written_in_every_language_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    view = "level=city_area"
    options = ("--all", "--lang", "sv", "--lang", "en", "--lang", "sv")
    result = run("export", "report", "--out", folder, "--view", view, *options)
    assert result.exit_code == 0, result.output
    assert "Printing" in result.stderr
    areas = cli._load().areas.names(AreaLevel.CITY_AREA)
    wanted = {f"{code}_{lang}.pdf": name for code, name in areas.items() for lang in ("sv", "en")}
    # Nothing unfinished is left beside them.
    assert {each.name for each in folder.iterdir()} == set(wanted)
    assert f"{len(wanted)} files" in result.stdout
    for file, name in wanted.items():
        reader = PdfReader(folder / file)
        assert str(name) in reader.pages[0].extract_text()
        assert str(reader.root_object["/Lang"]) == file[-6:-4]


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("area.docx", ("--view", "area=306"), "pdf, png"),
        ("area.pdf", (), "--all"),
        ("area.pdf", ("--view", "area=306,101"), "one area"),
        ("area.pdf", ("--view", "area=nowhere"), "nowhere"),
        ("area.pdf", ("--view", "area=306", "--lang", "xx"), "xx"),
        ("area.pdf", ("--view", "area=306", "--lang", "sv", "--lang", "en"), "one language"),
        ("nowhere/area.pdf", ("--view", "area=306"), "nowhere"),
    ],
)
def test_file_that_cannot_be_written_is_a_bad_call(
    tmp_path: Path, name: str, options: tuple[str, ...], said: str
) -> None:
    result = run("export", "report", "--out", tmp_path / name, *options)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_a_file_is_a_bad_call(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("here")
    result = run("export", "report", "--all", "--out", taken, "--view", "level=city_area")
    assert result.exit_code == 2
    assert "taken" in result.stderr
    assert taken.read_text() == "here"


def test_file_that_was_there_stays_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "area.pdf"
    path.write_bytes(b"before")

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        save_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
