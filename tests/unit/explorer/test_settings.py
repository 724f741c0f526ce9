"""What the one who runs the app can set, and what is refused."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.settings import PREFIX, Editing, Settings, load_settings, settings
from geodata.problems import DataError, Problem

TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start in an empty folder, where no `.env` of a developer is read."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def refusal() -> Problem:
    with pytest.raises(DataError) as raised:
        load_settings()
    (problem,) = raised.value.problems
    assert (problem.code, problem.severity) == ("bad-setting", "error")
    return problem


def test_nothing_needs_to_be_set() -> None:
    found = load_settings()
    assert (found.data_dir, found.tile_url, found.tile_attribution) == (None, "", "")
    assert found.default_language == "sv"
    assert found.cache_dir.name == "equality-map"


def test_environment_variables_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EQUALITY_MAP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("EQUALITY_MAP_CACHE_DIR", str(tmp_path / "new"))
    monkeypatch.setenv("EQUALITY_MAP_TILE_URL", TILES)
    monkeypatch.setenv("EQUALITY_MAP_TILE_ATTRIBUTION", "© contributors")
    monkeypatch.setenv("EQUALITY_MAP_DEFAULT_LANGUAGE", "en")
    found = load_settings()
    assert (found.data_dir, found.cache_dir) == (tmp_path, tmp_path / "new")
    assert (found.tile_url, found.tile_attribution) == (TILES, "© contributors")
    assert found.default_language == "en"


def test_env_file_in_the_folder_is_read_and_the_environment_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "EQUALITY_MAP_DEFAULT_LANGUAGE=en\nEQUALITY_MAP_TILE_ATTRIBUTION=Göteborg\nOTHER=1\n"
    (tmp_path / ".env").write_text(lines, encoding="utf-8")
    assert load_settings().default_language == "en"
    assert load_settings().tile_attribution == "Göteborg"
    monkeypatch.setenv("EQUALITY_MAP_DEFAULT_LANGUAGE", "sv")
    assert load_settings().default_language == "sv"


def test_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EQUALITY_MAP_DATA_DIR", "")
    monkeypatch.setenv("EQUALITY_MAP_DEFAULT_LANGUAGE", "")
    assert load_settings() == Settings()
    assert load_settings().data_dir is None


@pytest.mark.parametrize("lang", ["xx", "SV", "../sv", "sv,en"])
def test_unknown_language_is_refused(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EQUALITY_MAP_DEFAULT_LANGUAGE", lang)
    problem = refusal()
    assert (problem.column, problem.value) == ("EQUALITY_MAP_DEFAULT_LANGUAGE", lang)
    assert problem.allowed == "sv, en"
    assert f"EQUALITY_MAP_DEFAULT_LANGUAGE is “{lang}”" in problem.hint


@pytest.mark.parametrize(
    "url",
    [
        "https://tiles.example.org",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org/{z}/{y}.png",
        "https://tiles.example.org/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}",
        "tiles.example.org/{z}/{x}/{y}.png",
    ],
)
def test_tile_address_without_its_three_places_or_a_scheme_is_refused(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EQUALITY_MAP_TILE_URL", url)
    problem = refusal()
    assert (problem.column, problem.value) == ("EQUALITY_MAP_TILE_URL", url)
    assert "{z}, {x} and {y}" in problem.hint


@pytest.mark.parametrize("url", [TILES, "http://localhost:8080/{z}/{x}/{y}", "/tiles/{z}/{y}/{x}"])
def test_tile_address_is_taken_as_it_is(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EQUALITY_MAP_TILE_URL", url)
    assert load_settings().tile_url == url


def test_misspelt_data_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the built-in data would be shown in its place without a word."""
    monkeypatch.setenv("EQUALITY_MAP_DATA_DIR", str(tmp_path / "dtaa"))
    assert refusal().column == "EQUALITY_MAP_DATA_DIR"


def test_cache_folder_need_not_exist_and_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EQUALITY_MAP_CACHE_DIR", str(tmp_path / "not" / "yet"))
    assert not load_settings().cache_dir.exists()
    (tmp_path / "file").touch()
    monkeypatch.setenv("EQUALITY_MAP_CACHE_DIR", str(tmp_path / "file"))
    assert refusal().column == "EQUALITY_MAP_CACHE_DIR"


def test_every_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EQUALITY_MAP_TILE_URL", "x")
    monkeypatch.setenv("EQUALITY_MAP_DEFAULT_LANGUAGE", "xx")
    with pytest.raises(DataError) as raised:
        load_settings()
    names = [each.column for each in raised.value.problems]
    assert names == ["EQUALITY_MAP_TILE_URL", "EQUALITY_MAP_DEFAULT_LANGUAGE"]


def test_settings_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = settings()
    monkeypatch.setenv("EQUALITY_MAP_DEFAULT_LANGUAGE", "en")
    assert settings() is first
    settings.cache_clear()
    assert settings().default_language == "en"


# Documentation


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described(name: str) -> None:
    description = Settings.model_fields[name].description
    assert description
    assert description.endswith(".")
    assert f"`{PREFIX}{name.upper()}`" in (Settings.__doc__ or "")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_a_table_of_the_documentation(name: str, project_root: Path) -> None:
    paths = [project_root / each for each in ("README.md", "CONTRIBUTING.md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())
    row = re.compile(rf"^\|\s*`{PREFIX}{name.upper()}`", re.MULTILINE)
    assert row.search(text), f"no row for `{PREFIX}{name.upper()}` in README.md or CONTRIBUTING.md"


# The register


def test_register_is_a_file_beside_the_data_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = load_settings().register_url
    assert usual.startswith("sqlite:///")
    assert Path(usual.removeprefix("sqlite:///")).name == "register.sqlite"
    monkeypatch.setenv("EQUALITY_MAP_DATA_DIR", str(tmp_path))
    assert load_settings().register_url == f"sqlite:///{tmp_path / 'register.sqlite'}"
    monkeypatch.setenv("EQUALITY_MAP_DATABASE_URL", "postgresql://anna@localhost/map")
    assert load_settings().register_url == "postgresql://anna@localhost/map"


def test_editing_is_closed_unless_somebody_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().editing is Editing.CLOSED
    monkeypatch.setenv("EQUALITY_MAP_EDITING", "localhost")
    assert load_settings().editing is Editing.LOCALHOST
    monkeypatch.setenv("EQUALITY_MAP_EDITING", "everybody")
    assert refusal().allowed == "closed, or localhost"


@pytest.mark.parametrize("name", ["DATABASE_URL", "GEOCODER_URL"])
def test_password_in_a_refused_address_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"EQUALITY_MAP_{name}", "mysql://anna:hemligt@db.example.org/map")
    problem = refusal()
    assert problem.column == f"EQUALITY_MAP_{name}"
    assert problem.value == "mysql:…"
    assert "hemligt" not in str(problem)
