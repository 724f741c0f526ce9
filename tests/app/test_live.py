"""The register of now on every page, and what holds where its database does not answer."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from explorer.i18n import translator
from explorer.initiatives.kept import Kind, Unavailable
from explorer.initiatives.model import Initiative
from explorer.initiatives.store import Store
from explorer.settings import settings
from explorer.ui import live
from explorer.ui.app import PAGES, load
from tests.app.conftest import OpenApp, forget_settings
from tests.app.test_explore import heading, html_of, painted, sound, text_of

LAST = {
    "sv": "Insatsregistret svarar inte just nu. Det som visas är det som senast lästes,",
    "en": "The register of initiatives does not answer at the moment. Shown is what was last read",
}
BUILT_IN = {
    "sv": "Insatsregistret svarar inte just nu. De insatser som visas är de som följde med appen",
    "en": "The register of initiatives does not answer at the moment. Shown are the initiatives that",
}


@pytest.fixture
def database(
    plain_settings: None,  # noqa: ARG001  it sets the stage
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """Return the file of a register that this test has for itself, not yet made."""
    file = tmp_path / "register.sqlite"
    monkeypatch.setenv("EQUALITY_MAP_DATABASE_URL", f"sqlite:///{file}")
    settings.cache_clear()
    yield file
    monkeypatch.undo()
    settings.cache_clear()


def trouble_of(visitor: AppTest) -> str:
    """Return what a page says of the register that does not answer; "" where it says nothing."""
    pieces = [each.proto.body for each in visitor.get("html")]
    return " ".join(text_of(piece) for piece in pieces if 'class="trouble"' in piece)


def records_of(visitor: AppTest) -> list[dict[str, Any]]:
    """Return the initiatives that the map's frame would fetch."""
    _, files = load()
    (component,) = visitor.get("component_instance")
    arguments = component.proto.json_args
    (site,) = {each.name for each in files.folder.glob("site.*.json") if each.name in arguments}
    named = json.loads((files.folder / site).read_text("utf-8"))["initiatives"]
    records: list[dict[str, Any]] = json.loads((files.folder / named).read_text("utf-8"))
    return records


@pytest.fixture
def extra() -> Initiative:
    """Return a made-up initiative that no file has."""
    first = load()[0].register.initiatives[0]
    return replace(first, id="pahittad", name="Påhittad insats")


def test_first_visit_makes_the_database_and_shows_what_is_in_it(
    open_app: OpenApp, database: Path
) -> None:
    visitor = sound(open_app())
    assert database.is_file()
    assert trouble_of(visitor) == ""
    assert len(records_of(visitor)) == 156


def test_change_is_on_the_map_at_the_next_run(
    open_app: OpenApp,
    database: Path,  # noqa: ARG001  it sets the stage
    extra: Initiative,
) -> None:
    visitor = sound(open_app(initiatives=extra.target_area.value))
    before = painted(visitor)["shown"]
    live.store().add(extra, who="Ann")
    sound(visitor.run())
    assert painted(visitor)["shown"] != before
    records = records_of(visitor)
    assert records[-1]["n"] == extra.name
    assert len(records) == 157
    live.store().withdraw(Kind.INITIATIVE, extra.id, seen=1, who="Ann")
    sound(visitor.run())
    assert painted(visitor)["shown"] == before
    assert len(records_of(visitor)) == 156


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_map_works_on_a_file_that_is_no_database_and_says_so(
    open_app: OpenApp, database: Path, lang: str
) -> None:
    database.write_bytes(b"not a database" * 100)
    visitor = sound(open_app(lang=lang))
    assert trouble_of(visitor).startswith(BUILT_IN[lang])
    assert "96" in heading(visitor)
    assert len(records_of(visitor)) == 156
    assert database.read_bytes() == b"not a database" * 100


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_register_that_goes_away_is_shown_as_it_was_last_read(
    open_app: OpenApp, database: Path, extra: Initiative, lang: str
) -> None:
    visitor = sound(open_app(lang=lang))
    live.store().add(extra, who="Ann")
    assert trouble_of(sound(visitor.run())) == ""
    aside = database.rename(database.with_suffix(".aside"))
    assert trouble_of(sound(visitor.run())).startswith(LAST[lang])
    assert records_of(visitor)[-1]["n"] == extra.name
    # Whoever comes now is told too.
    assert trouble_of(sound(open_app(lang=lang))).startswith(LAST[lang])
    aside.rename(database)
    assert trouble_of(sound(visitor.run())) == ""


@pytest.mark.parametrize("page", sorted(PAGES))
def test_every_page_works_without_the_database_and_says_so(
    open_app: OpenApp, database: Path, page: str
) -> None:
    database.write_bytes(b"not a database" * 100)
    visitor = sound(open_app(page=page))
    assert trouble_of(visitor).startswith(BUILT_IN["sv"])


def test_data_of_ones_own_that_are_not_sound_are_said_as_such(
    open_app: OpenApp, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "attainment.csv").write_text("id,year\nx,1\n", encoding="utf-8")
    monkeypatch.setenv("EQUALITY_MAP_DATA_DIR", str(tmp_path))
    forget_settings()
    visitor = sound(open_app(lang="en"))
    assert "attainment.csv" in html_of(visitor, 'class="problems')
    assert not database.exists() or database.stat().st_size < 5000
    forget_settings()


def test_editing_is_closed_unless_it_is_opened(database: Path) -> None:  # noqa: ARG001
    assert not live.may_edit()


def test_editing_is_open_to_this_machine_alone_when_it_is_opened(
    database: Path,  # noqa: ARG001  it sets the stage
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EQUALITY_MAP_EDITING", "localhost")
    settings.cache_clear()

    class Context:
        ip_address = None
        headers = {"Host": "localhost:8501"}  # noqa: RUF012  a stand-in

    monkeypatch.setattr(st, "context", Context)
    assert live.may_edit()
    Context.headers = {"Host": "karta.example.org"}
    assert not live.may_edit()


def test_database_that_takes_long_to_fail_is_left_alone_for_a_while(
    database: Path,  # noqa: ARG001  it sets the stage
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base, files = load()
    clock, asked = [1000.0], []
    monkeypatch.setattr("explorer.ui.live.time.monotonic", lambda: clock[0])

    def fail_slowly(_: Store) -> None:
        asked.append(clock[0])
        clock[0] += 5
        raise Unavailable("made up")

    t = translator("en")
    with monkeypatch.context() as broken:
        broken.setattr(Store, "prepare", fail_slowly)
        assert live.current(base, files, t).trouble
        clock[0] += 49
        assert live.current(base, files, t).trouble
        assert asked == [1000.0]
        clock[0] += 2
    assert live.current(base, files, t).trouble == ""
