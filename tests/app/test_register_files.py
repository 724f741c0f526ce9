"""The register as files, without a browser: what is offered, what an import shows, what it writes."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.initiatives.kept import Action, Kind, Unavailable
from explorer.initiatives.model import Status
from explorer.initiatives.rows import COLUMNS
from explorer.ui import live
from explorer.ui.register import files
from tests.app.conftest import OpenApp, forget_settings
from tests.app.test_compare import alerts
from tests.app.test_explore import sound
from tests.app.test_gaps import words_of
from tests.unit.explorer.register_rows import ROW, WHOLE_CITY

BUILT_IN = 156
SWAPPED = ROW | {"lon": "57.7806", "lat": "12.0342", "primary_area_code": ""}


@pytest.fixture
def own_register(
    plain_settings: None,  # noqa: ARG001  it sets the stage
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """Give the app a database of its own for one test."""
    monkeypatch.setenv("EQUALITY_MAP_DATABASE_URL", f"sqlite:///{tmp_path / 'register.sqlite'}")
    forget_settings()
    yield
    forget_settings()


@pytest.fixture
def editing(own_register: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """Open editing, as a browser on this machine would find it."""
    monkeypatch.setattr(live, "may_edit", lambda: True)


def open_files(open_app: OpenApp, **query: str) -> AppTest:
    return sound(open_app(page="initiatives", register="files", **{"lang": "en", **query}))


def as_csv(*rows: dict[str, str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def hand_in(visitor: AppTest, payload: bytes, name: str = "mine.csv") -> AppTest:
    (uploader,) = visitor.file_uploader
    return sound(uploader.set_value((name, payload, "text/csv")).run())


def press(visitor: AppTest, key: str) -> AppTest:
    return sound(visitor.button(key=key).click().run())


def keys_of(visitor: AppTest) -> list[str]:
    return [str(each.key) for each in visitor.button]


def counts_of(visitor: AppTest) -> dict[str, int]:
    """Read the four numbers over the tables of an import."""
    words = words_of(visitor).split()
    labels = ("New", "Changed", "Unchanged", "Problems")
    return {label: int(words[words.index(label) + 1]) for label in labels}


def test_everybody_can_take_the_register_out_and_nobody_else_but_editors_in(
    open_app: OpenApp,
) -> None:
    visitor = open_files(open_app)
    labels = [each.proto.label for each in visitor.get("download_button")]
    assert labels == ["CSV for Excel", "CSV, plain", "Excel workbook", "GeoJSON with places"]
    assert "Editing is closed" in words_of(visitor)
    assert not visitor.file_uploader


@pytest.mark.usefixtures("own_register")
def test_number_told_is_the_number_of_rows_in_the_files(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []

    def count(_key: str, initiatives: tuple[object, ...], **_rest: object) -> bytes:
        taken.append(len(initiatives))
        return b""

    monkeypatch.setattr(files, "write_initiatives", count)
    ended = {"status": Status.ENDED.value}
    visitor = open_files(open_app, **ended)
    n = sum(each.status is Status.ENDED for each in live.store().register().initiatives)
    assert f"{n} of {BUILT_IN} initiatives" in words_of(visitor)
    assert set(taken) <= {n}
    visitor.toggle(key="files_all").set_value(True)
    sound(visitor.run())
    assert f"{BUILT_IN} initiatives." in words_of(visitor)
    everything = open_files(open_app, status=",".join(each.value for each in Status))
    assert f"{BUILT_IN} initiatives." in words_of(everything)
    assert not everything.toggle


@pytest.mark.usefixtures("editing")
def test_import_shows_what_it_would_do_then_does_all_of_it(open_app: OpenApp) -> None:
    visitor = hand_in(open_files(open_app), as_csv(ROW, WHOLE_CITY))
    assert counts_of(visitor) == {"New": 2, "Changed": 0, "Unchanged": 0, "Problems": 0}
    words = words_of(visitor)
    assert ROW["name"] in words
    assert WHOLE_CITY["name"] in words
    before = live.store().stamp()
    press(visitor, "import_write")
    assert "Give your name first. Nothing has been saved yet." in alerts(visitor)
    assert live.store().stamp() == before
    sound(visitor.text_input(key="editor_name").set_value("Anna Ek").run())
    press(visitor, "import_write")
    assert [each.value for each in visitor.success] == ["2 rows have been imported\\."]
    assert len(live.store().register().initiatives) == BUILT_IN + 2
    (change,) = live.store().history(Kind.INITIATIVE, "laxhjalp")
    assert (change.who, change.action) == ("Anna Ek", Action.IMPORTED)
    # The uploader is empty again, and the count has followed.
    assert "import_write" not in keys_of(visitor)
    again = hand_in(open_files(open_app), as_csv(ROW, WHOLE_CITY))
    assert counts_of(again) == {"New": 0, "Changed": 0, "Unchanged": 2, "Problems": 0}
    assert "The register has all of this already." in words_of(again)
    assert "import_write" not in keys_of(again)


@pytest.mark.usefixtures("editing")
def test_changes_are_told_in_words_and_cell_by_cell(open_app: OpenApp) -> None:
    hand_in(visitor := open_files(open_app), as_csv(ROW))
    sound(visitor.text_input(key="editor_name").set_value("Anna").run())
    press(visitor, "import_write")
    changed = ROW | {"status": "ended", "end_year": "2024"}
    again = hand_in(open_files(open_app), as_csv(changed))
    assert counts_of(again) == {"New": 0, "Changed": 1, "Unchanged": 0, "Problems": 0}
    words = words_of(again)
    assert "Status running ended" in words
    assert "Last year nothing 2024" in words


@pytest.mark.usefixtures("editing")
def test_one_bad_row_is_told_and_nothing_can_be_written(open_app: OpenApp) -> None:
    bad = WHOLE_CITY | {"target_area": "health", "name": "<script>alert(1)</script>"}
    visitor = hand_in(open_files(open_app), as_csv(ROW, bad))
    assert counts_of(visitor) == {"New": 1, "Changed": 0, "Unchanged": 0, "Problems": 2}
    words = words_of(visitor)
    assert "Row 3 target_area “health” is not a target area" in words
    assert "Row 3 name The text in column “name” holds markup" in words
    assert "all rows go in together, or none" in words
    assert "import_write" not in keys_of(visitor)
    assert len(live.store().register().initiatives) == BUILT_IN


@pytest.mark.usefixtures("editing")
def test_proposals_are_used_when_an_editor_says_so(open_app: OpenApp) -> None:
    visitor = hand_in(open_files(open_app), as_csv(SWAPPED))
    assert counts_of(visitor)["Problems"] == 1
    assert "57.7806, 12.0342 12.0342, 57.7806" in words_of(visitor)
    press(visitor, "import_accept")
    assert counts_of(visitor) == {"New": 1, "Changed": 0, "Unchanged": 0, "Problems": 0}
    assert "Hammarkullen (606)" in words_of(visitor)
    press(visitor, "import_refuse")
    assert counts_of(visitor)["Problems"] == 1
    # What was accepted for one file is not accepted for the next.
    press(visitor, "import_accept")
    hand_in(visitor, as_csv(SWAPPED | {"id": "b"}), "other.csv")
    assert counts_of(visitor)["Problems"] == 1


@pytest.mark.usefixtures("editing")
@pytest.mark.parametrize(
    ("name", "payload", "told"),
    [
        ("mine.xlsx", b"<html></html>", "It is a web page"),
        ("mine.csv", b"", "holds no rows"),
        ("mine.exe", b"MZ", "does not say what the file holds"),
        ("mine.csv", "id,\nå".encode("cp1252"), "is not text in UTF-8"),
        ("mine.csv", bytes(10_000_001), "is too large: 10.0 MB"),
    ],
)
def test_file_that_cannot_be_read_is_told(
    open_app: OpenApp, name: str, payload: bytes, told: str
) -> None:
    visitor = hand_in(open_files(open_app), payload, name)
    assert told in words_of(visitor)
    assert counts_of(visitor) == {"New": 0, "Changed": 0, "Unchanged": 0, "Problems": 1}


@pytest.mark.usefixtures("editing")
def test_what_is_wrong_is_told_in_swedish(open_app: OpenApp) -> None:
    visitor = hand_in(open_files(open_app, lang="sv"), b"<html></html>", "mina.xlsx")
    words = words_of(visitor)
    assert "Den är en webbsida eller en annan XML-fil. Här väntas en Excelarbetsbok" in words


@pytest.mark.usefixtures("editing")
def test_somebody_elses_change_in_the_meantime_stops_all_of_it(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = hand_in(open_files(open_app), as_csv(ROW))
    sound(visitor.text_input(key="editor_name").set_value("Anna").run())
    press(visitor, "import_write")
    again = hand_in(open_files(open_app), as_csv(ROW | {"name": "Annas"}, WHOLE_CITY))
    sound(again.text_input(key="editor_name").set_value("Anna").run())
    apply = live.store().apply

    def overtaken(*args: object, **options: object) -> int:
        live.store().withdraw(Kind.INITIATIVE, "laxhjalp", seen=1, who="Bo Ek")
        return apply(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(live.store(), "apply", overtaken)
    press(again, "import_write")
    (said,) = alerts(again)
    assert "Bo Ek changed “laxhjalp” a moment ago, so nothing has been imported." in said
    assert live.store().find(Kind.INITIATIVE, "bokstart") is None
    # The file stays chosen, and the page shows what it would do now.
    assert counts_of(again)["Problems"] == 1
    assert "was withdrawn from the register" in words_of(again)


@pytest.mark.usefixtures("editing")
def test_database_that_does_not_answer_loses_nothing(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = hand_in(open_files(open_app), as_csv(ROW))
    sound(visitor.text_input(key="editor_name").set_value("Anna").run())

    def gone(*_: object, **__: object) -> None:
        raise Unavailable("locked")

    with monkeypatch.context() as patch:
        patch.setattr(live.store(), "apply", gone)
        press(visitor, "import_write")
    assert any("nothing has been saved" in said for said in alerts(visitor))
    assert counts_of(visitor)["New"] == 1
    press(visitor, "import_write")
    assert live.store().find(Kind.INITIATIVE, "laxhjalp") is not None


@pytest.mark.usefixtures("own_register")
def test_editing_that_is_closed_meanwhile_writes_nothing(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(live, "may_edit", lambda: True)
        visitor = hand_in(open_files(open_app), as_csv(ROW))
        sound(visitor.text_input(key="editor_name").set_value("Anna").run())
    press(visitor, "import_write")
    assert alerts(visitor) == ["Editing is closed. Nothing has been saved."]
    assert live.store().find(Kind.INITIATIVE, "laxhjalp") is None
