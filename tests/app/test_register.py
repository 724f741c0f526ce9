"""The register's pages without a browser: list, one initiative, editing, two editors, no database."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer.initiatives.browse import SHEET_SIZE, sort_initiatives
from explorer.initiatives.gazetteer import Candidate
from explorer.initiatives.geocoder import GeocoderError
from explorer.initiatives.kept import Action, Attainment, Kind, Unavailable
from explorer.initiatives.merging import Side
from explorer.initiatives.model import Initiative, Precision, Status
from explorer.initiatives.register import choose
from explorer.initiatives.store import Store
from explorer.ui import live
from explorer.ui.register import search
from explorer.ui.register.drafts import DRAFTS
from explorer.view import Sort
from tests.app.conftest import OpenApp, forget_settings
from tests.app.test_compare import alerts
from tests.app.test_explore import heading, query_of, sound, view_of
from tests.app.test_gaps import words_of

ALL_STATUSES = ",".join(each.value for each in Status)
# An initiative of the built-in register with a point, one without.
SANDARNA, BOKSTART = "familjecentral-sandarna", "bokstart-goteborg"


@pytest.fixture
def own_register(
    plain_settings: None,  # noqa: ARG001  it sets the stage
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """Give the app a database of its own for one test, filled at the first visit."""
    path = tmp_path / "register.sqlite"
    monkeypatch.setenv("EQUALITY_MAP_DATABASE_URL", f"sqlite:///{path}")
    forget_settings()
    yield path
    forget_settings()


@pytest.fixture
def editing(own_register: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Open editing, as a browser on this machine would find it."""
    monkeypatch.setattr(live, "may_edit", lambda: True)
    return own_register


def open_register(open_app: OpenApp, **query: str) -> AppTest:
    visitor = sound(open_app(page="initiatives", lang="en", **query))
    assert not re.search(r"\b(nan|None)\b", words_of(visitor))
    return visitor


def press(visitor: AppTest, key: str) -> AppTest:
    return sound(visitor.button(key=key).click().run())


def listed(visitor: AppTest) -> list[str]:
    """Name the initiatives in the list by their ids, in order."""
    keys = [str(each.key) for each in visitor.button if str(each.key).startswith("open_")]
    return [key.removeprefix("open_") for key in keys]


def count_told(visitor: AppTest) -> int:
    """Read the number that the sentence over the list says."""
    (found,) = re.findall(r"([\d,]+)(?: of \d+)? initiatives?(?: fit|\.)", words_of(visitor))
    return int(found.replace(",", ""))


def store() -> Store:
    return live.store()


def kept(record_id: str) -> Initiative:
    found = store().find(Kind.INITIATIVE, record_id)
    assert found is not None
    assert isinstance(found.content, Initiative)
    return found.content


def name_editor(visitor: AppTest, name: str = "Anna") -> AppTest:
    return sound(visitor.text_input(key="editor_name").set_value(name).run())


def part(visitor: AppTest, name: str) -> Any:
    """Find a field of the form; its key tells besides which draft it belongs to."""
    every = (*visitor.text_input, *visitor.text_area, *visitor.selectbox, *visitor.radio)
    (found,) = (each for each in every if str(each.key).startswith(f"{name}."))
    return found


def fill(visitor: AppTest, **texts: str) -> AppTest:
    """Fill fields of the form by their columns."""
    for column, text in texts.items():
        part(visitor, f"field_{column}").set_value(text)
    return sound(visitor.run())


NEW = {
    "name": "Läxhjälp i Hammarkullen",
    "description_sv": "Studenter hjälper elever.",
    "description_en": "Students help pupils.",
    "target_area": "schooling",
    "organisation": "Föreningen Läxan",
    "organisation_type": "civil society",
    "status": "running",
    "source_title": "Läxhjälpen växer",
    "source_url": "https://example.org/laxhjalp",
}


def add_new(visitor: AppTest, **texts: str) -> AppTest:
    """Add a made-up initiative at Hammarkulletorget."""
    name_editor(visitor)
    fill(visitor, **{**NEW, **texts})
    part(visitor, "place_label_0").set_value("Hammarkulletorget")
    part(visitor, "place_lon_0").set_value("12.0342")
    sound(part(visitor, "place_lat_0").set_value("57.7806").run())
    return press(visitor, "form_save")


# --- the list


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_part_has_its_own_sentence_in_the_language_of_the_page(
    open_app: OpenApp, lang: str
) -> None:
    headings = {
        heading(sound(open_app(page="initiatives", register=part, lang=lang)))
        for part in ("list", "attainment", "files")
    }
    assert len(headings) == 3


def test_list_has_one_sheet_and_says_how_many_there_are(open_app: OpenApp) -> None:
    visitor = open_register(open_app, status=ALL_STATUSES)
    assert len(listed(visitor)) == SHEET_SIZE
    assert count_told(visitor) == 156
    assert "1–20 of 156" in words_of(visitor)
    assert visitor.button(key="sheet_before").disabled


def test_every_sheet_together_is_the_register_once(open_app: OpenApp) -> None:
    visitor = open_register(open_app, status=ALL_STATUSES)
    found = listed(visitor)
    while not visitor.button(key="sheet_after").disabled:
        press(visitor, "sheet_after")
        found += listed(visitor)
    assert query_of(visitor)["sheet"] == "8"
    assert len(found) == len(set(found)) == 156
    assert "141–156 of 156" in words_of(visitor)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"words": "hammarkullen"},
        {"initiatives": "work", "status": "running"},
        {"organiser": "civil society", "sort": "start", "descending": "1"},
        {"words": "bergsjon", "sort": "target_area"},
        {"sort": "place", "sheet": "2"},
        {"status": "ended"},
    ],
)
def test_count_on_screen_equals_the_rows_that_the_register_gives(
    open_app: OpenApp, query: dict[str, str]
) -> None:
    visitor = open_register(open_app, **query)
    view = view_of(visitor)
    wanted = sort_initiatives(
        choose(
            store().register(),
            target_areas=view.initiatives,
            statuses=view.status,
            organisers=view.organiser,
            words=view.words,
        ),
        by=view.sort,
        descending=view.descending,
    )
    assert count_told(visitor) == len(wanted)
    start = (view.sheet - 1) * SHEET_SIZE
    assert listed(visitor) == [each.id for each in wanted[start : start + SHEET_SIZE]]


def test_search_and_order_go_into_the_link_and_begin_with_the_first_sheet(
    open_app: OpenApp,
) -> None:
    visitor = open_register(open_app, sheet="3")
    sound(visitor.text_input(key="words").set_value(" bergsjon ").run())
    assert query_of(visitor)["words"] == "bergsjon"
    assert "sheet" not in query_of(visitor)
    sound(visitor.selectbox(key="sort").set_value(Sort.START).run())
    sound(visitor.toggle(key="descending").set_value(True).run())
    assert query_of(visitor) == {
        "words": "bergsjon",
        "sort": "start",
        "descending": "1",
        "lang": "en",
    }
    again = open_register(open_app, words="bergsjon", sort="start", descending="1")
    assert listed(again) == listed(visitor)
    assert listed(visitor)


def test_those_that_have_ended_are_one_click_away(open_app: OpenApp) -> None:
    visitor = open_register(open_app)
    before = count_told(visitor)
    assert visitor.button(key="register_ended").label == f"Show {156 - before} that have ended"
    press(visitor, "register_ended")
    assert count_told(visitor) == 156
    assert "ended" in query_of(visitor)["status"]


def test_nothing_found_is_said_with_a_way_on(open_app: OpenApp) -> None:
    visitor = open_register(open_app, words="xyzzy", status="running")
    assert "No initiative fits what you ask for with “xyzzy”." in words_of(visitor)
    assert listed(visitor) == []
    press(visitor, "register_all")
    assert count_told(visitor) == 156


def test_status_of_none_shows_none(open_app: OpenApp) -> None:
    visitor = open_register(open_app, status="none")
    assert "No initiative fits what you ask for." in words_of(visitor)


def test_editing_is_closed_by_default_and_how_it_opens_is_said(open_app: OpenApp) -> None:
    visitor = open_register(open_app)
    keys = {str(each.key) for each in visitor.button}
    assert "register_add" not in keys
    assert "Editing is closed." in words_of(visitor)
    assert "EQUALITY_MAP_EDITING=localhost" in words_of(visitor)
    one = open_register(open_app, initiative=SANDARNA)
    assert not {"one_edit", "one_withdraw", "one_end"} & {str(each.key) for each in one.button}
    assert "Remark for those" not in words_of(one)


# --- one initiative


def test_initiative_opens_in_place_and_the_way_back_keeps_the_list(open_app: OpenApp) -> None:
    visitor = open_register(open_app, words="sandarna", sort="place")
    press(visitor, f"open_{SANDARNA}")
    assert heading(visitor) == "Familjecentralen Sandarna"
    assert query_of(visitor)["initiative"] == SANDARNA
    press(visitor, "to_list")
    assert listed(visitor) == [SANDARNA]
    assert query_of(visitor) == {"words": "sandarna", "sort": "place", "lang": "en"}


def test_page_of_one_tells_what_is_known_and_what_is_not(open_app: OpenApp) -> None:
    visitor = open_register(open_app, initiative=SANDARNA)
    words = words_of(visitor)
    one = kept(SANDARNA)
    for text in (one.description_en, one.organisation, one.place, one.source_title):
        assert text in words
    assert "Early years (0–6)" in words
    assert "only the neighbourhood is known" in words
    assert "Budget not known" in words
    assert "Contact not known" in words
    assert "1 change is kept" in words
    assert "Taken over from the built-in list" in words
    assert one.source_url in " ".join(each.proto.body for each in visitor.get("html"))


def test_every_initiative_has_a_page(open_app: OpenApp) -> None:
    """Each sixth, so that every kind of place is there; a page of all takes minutes."""
    for each in store_ids(open_app)[::6]:
        visitor = open_register(open_app, initiative=each)
        one = kept(each)
        assert heading(visitor) == " ".join(one.name.split())
        assert bool(visitor.get("component_instance")) == bool(one.places or one.serves), each


def store_ids(open_app: OpenApp) -> list[str]:
    open_register(open_app)
    return [each.id for each in store().register().initiatives]


def test_initiative_that_is_not_there_is_said_with_a_way_back(open_app: OpenApp) -> None:
    visitor = open_register(open_app, initiative="nobody-knows")
    assert heading(visitor) == "There is no initiative “nobody-knows” in the register."
    press(visitor, "to_list")
    assert listed(visitor)


def test_way_to_the_page_about_effort_keeps_the_initiative(open_app: OpenApp) -> None:
    visitor = open_register(open_app, initiative=SANDARNA)
    press(visitor, "to_reach")
    view = view_of(visitor)
    assert (view.effort.value, view.initiative) == ("reach", SANDARNA)
    assert heading(visitor) == "How many live near an initiative?"


# --- editing


@pytest.mark.usefixtures("editing")
def test_added_edited_ended_and_restored_with_a_trace(open_app: OpenApp) -> None:
    visitor = open_register(open_app)
    press(visitor, "register_add")
    assert heading(visitor) == "A new initiative"
    add_new(visitor)
    new = "laxhjalp-i-hammarkullen"
    assert query_of(visitor)["initiative"] == new
    assert heading(visitor) == NEW["name"]
    assert kept(new).primary_area_code == "606"
    assert "Lies in" not in words_of(visitor)
    assert "in Hammarkullen, Södra Angered, Nordost" in words_of(visitor)

    press(visitor, "one_edit")
    fill(visitor, contact="laxan@example.org", start_year="2019")
    press(visitor, "form_save")
    assert (kept(new).contact, kept(new).start_year) == ("laxan@example.org", 2019)
    assert "First year nothing → 2019" in words_of(visitor)

    visitor.number_input(key="one_end_year").set_value(2024)
    press(visitor, "one_end")
    assert (kept(new).status, kept(new).end_year) == (Status.ENDED, 2024)

    edited = next(
        each for each in store().history(Kind.INITIATIVE, new) if each.action is Action.EDITED
    )
    press(visitor, f"restore_{edited.number}")
    assert kept(new).status is Status.RUNNING
    assert kept(new).end_year is None
    history = store().history(Kind.INITIATIVE, new)
    assert [each.action for each in history] == [
        Action.RESTORED,
        Action.ENDED,
        Action.EDITED,
        Action.ADDED,
    ]
    assert {each.who for each in history} == {"Anna"}

    press(visitor, "to_list")
    sound(visitor.text_input(key="words").set_value("laxhjalp i hammarkullen").run())
    assert new in listed(visitor)


@pytest.mark.usefixtures("editing")
def test_withdrawn_one_is_in_no_list_says_so_and_comes_back(
    open_app: OpenApp,
) -> None:
    visitor = open_register(open_app, initiative=SANDARNA)
    name_editor(visitor)
    press(visitor, "one_withdraw")
    assert "This entry is withdrawn" in words_of(visitor)
    listing = open_register(open_app, words="sandarna", status=ALL_STATUSES)
    # Editors alone reach it, under the list.
    assert [each.label for each in listing.expander] == ["Withdrawn (1)"]
    assert count_told(open_register(open_app, status=ALL_STATUSES)) == 155
    first = store().history(Kind.INITIATIVE, SANDARNA)[-1]
    press(visitor, f"restore_{first.number}")
    assert "This entry is withdrawn" not in words_of(visitor)
    assert count_told(open_register(open_app, status=ALL_STATUSES)) == 156


@pytest.mark.usefixtures("editing")
def test_problems_stand_at_their_fields_and_no_text_is_lost(
    open_app: OpenApp,
) -> None:
    visitor = open_register(open_app)
    press(visitor, "register_add")
    name_editor(visitor)
    fill(visitor, name="Bara ett namn", start_year="i fjol", source_url="javascript:alert(1)")
    press(visitor, "form_save")
    words = words_of(visitor)
    assert "Nothing has been saved yet" in words
    assert "This is needed. Fill it in." in words
    assert "i fjol" in words
    assert part(visitor, "field_name").value == "Bara ett namn"
    assert part(visitor, "field_start_year").value == "i fjol"
    assert len(store().register().initiatives) == 156
    # The text is still there after a look at another page.
    press(visitor, "lang_sv")
    assert part(visitor, "field_name").value == "Bara ett namn"


@pytest.mark.usefixtures("editing")
def test_name_of_the_editor_is_needed(open_app: OpenApp) -> None:
    visitor = open_register(open_app, initiative=SANDARNA)
    press(visitor, "one_edit")
    fill(visitor, contact="x@example.org")
    press(visitor, "form_save")
    assert alerts(visitor) == ["Give your name first. Nothing has been saved yet."]
    assert part(visitor, "field_contact").value == "x@example.org"
    assert kept(SANDARNA).contact == ""
    name_editor(visitor)
    press(visitor, "form_save")
    assert kept(SANDARNA).contact == "x@example.org"


@pytest.mark.usefixtures("editing")
def test_position_that_looks_like_something_else_is_named_with_a_way_to_take_it(
    open_app: OpenApp,
) -> None:
    visitor = open_register(open_app)
    press(visitor, "register_add")
    part(visitor, "place_lon_0").set_value("57,7806")
    sound(part(visitor, "place_lat_0").set_value("12,0342").run())
    assert "has the latitude first" in words_of(visitor)
    press(visitor, "place_proposal_0")
    assert part(visitor, "place_lon_0").value == "12.0342"
    assert "Lies in Hammarkullen, Södra Angered, Nordost." in words_of(visitor)
    # Pasted whole into the first field.
    part(visitor, "place_lat_0").set_value("")
    sound(part(visitor, "place_lon_0").set_value("12.0342, 57.7806").run())
    assert part(visitor, "place_lat_0").value == "57.7806"


@pytest.mark.parametrize(
    ("lon", "lat", "told"),
    [("11.55", "57.62", "Lies at sea"), ("12.35", "57.95", "Lies outside the city")],
)
@pytest.mark.usefixtures("editing")
def test_position_in_no_area_is_said(
    open_app: OpenApp,
    lon: str,
    lat: str,
    told: str,
) -> None:
    visitor = open_register(open_app)
    press(visitor, "register_add")
    part(visitor, "place_lon_0").set_value(lon)
    sound(part(visitor, "place_lat_0").set_value(lat).run())
    assert told in words_of(visitor)


@pytest.mark.usefixtures("editing")
def test_place_is_found_by_its_name_in_the_register(open_app: OpenApp) -> None:
    visitor = open_register(open_app)
    press(visitor, "register_add")
    sound(visitor.text_input(key="place_words").set_value("varholmsgatan").run())
    press(visitor, "place_find")
    press(visitor, "place_take_0")
    assert part(visitor, "place_label_0").value == "Varholmsgatan, Sandarna"
    assert part(visitor, "place_precision_0").value == "area"
    assert "Lies in Sanna" in words_of(visitor)


class _Search:
    """Stands in for the search of addresses; what it knows is made up."""

    host = "search.example"

    def search(self, words: str) -> tuple[Candidate, ...]:
        if words == "trasig":
            raise GeocoderError("no-answer", "made up")
        return (Candidate("Torget 1 **x**", 12.0342, 57.7806, Precision.ADDRESS, self.host),)


@pytest.mark.usefixtures("editing")
def test_address_is_found_by_the_search_that_is_set_up_and_its_faults_are_told(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EQUALITY_MAP_GEOCODER_URL", "https://search.example")
    monkeypatch.setattr(search, "geocoder", _Search)
    forget_settings()
    visitor = open_register(open_app)
    press(visitor, "register_add")
    assert "asks search" in visitor.text_input(key="place_words").help
    sound(visitor.text_input(key="place_words").set_value("trasig").run())
    press(visitor, "place_find")
    assert alerts(visitor) == [
        "The search for addresses does not answer. Set the place on the map instead."
    ]
    sound(visitor.text_input(key="place_words").set_value("torget 1, nowhere else").run())
    press(visitor, "place_find")
    assert alerts(visitor) == []
    # Escaped, so that Streamlit's Markdown leaves it as it is.
    assert r"\*\*x\*\*" in visitor.button(key="place_take_0").label
    press(visitor, "place_take_0")
    assert part(visitor, "place_label_0").value == "Torget 1 **x**"
    assert part(visitor, "place_precision_0").value == "address"
    assert "Lies in Hammarkullen" in words_of(visitor)


@pytest.mark.usefixtures("editing")
def test_several_places_are_kept_each_with_its_area(open_app: OpenApp) -> None:
    visitor = open_register(open_app, initiative=SANDARNA)
    name_editor(visitor)
    press(visitor, "one_edit")
    press(visitor, "place_add")
    part(visitor, "place_label_1").set_value("Hammarkulletorget")
    part(visitor, "place_lon_1").set_value("12.0342")
    sound(part(visitor, "place_lat_1").set_value("57.7806").run())
    press(visitor, "form_save")
    assert [each.primary_area_code for each in kept(SANDARNA).places] == ["102", "606"]
    press(visitor, "one_edit")
    press(visitor, "place_remove_0")
    press(visitor, "form_save")
    assert [each.label for each in kept(SANDARNA).places] == ["Hammarkulletorget"]


@pytest.mark.usefixtures("editing")
def test_looking_at_the_form_changes_nothing(open_app: OpenApp) -> None:
    for record_id in (SANDARNA, BOKSTART):
        visitor = open_register(open_app, initiative=record_id)
        before = kept(record_id)
        name_editor(visitor)
        press(visitor, "one_edit")
        press(visitor, "form_save")
        assert kept(record_id) == before
        assert len(store().history(Kind.INITIATIVE, record_id)) == 1


@pytest.mark.usefixtures("editing")
def test_hostile_text_is_refused_where_it_is_markup_and_shown_as_text_elsewhere(
    open_app: OpenApp,
) -> None:
    visitor = open_register(open_app)
    press(visitor, "register_add")
    add_new(visitor, name="<img src=x onerror=alert(1)>")
    assert "markup or a script" in words_of(visitor)
    assert len(store().register().initiatives) == 156
    add_new(visitor, name="**Fet** [länk](https://example.org) & <3")
    new = store().register().initiatives[-1]
    assert heading(visitor) == "**Fet** [länk](https://example.org) & <3"
    press(visitor, "to_list")
    sound(visitor.text_input(key="words").set_value("fet").run())
    # Escaped, so that Streamlit's Markdown leaves it as it is.
    label = visitor.button(key=f"open_{new.id}").label
    assert "\\*\\*Fet\\*\\*" in label
    assert "\\[länk\\]" in label


@pytest.mark.usefixtures("editing")
def test_field_that_is_being_typed_in_is_not_overwritten(open_app: OpenApp) -> None:
    """The page is drawn anew for every field that is left; only what is not in a field yet is put there."""
    visitor = open_register(open_app)
    press(visitor, "register_add")
    fill(visitor, name="Ett")
    sent = [
        each.proto.set_value for each in visitor.text_input if str(each.key).startswith("field_")
    ]
    assert len(sent) > 8
    assert not any(sent)
    # What the map or a proposal changes comes in a field of its own.
    part(visitor, "place_lon_0").set_value("57.7806")
    sound(part(visitor, "place_lat_0").set_value("12.0342").run())
    before = {name: part(visitor, name).proto.id for name in ("place_lon_0", "field_name")}
    press(visitor, "place_proposal_0")
    assert part(visitor, "place_lon_0").value == "12.0342"
    assert part(visitor, "place_lon_0").proto.id != before["place_lon_0"]
    assert part(visitor, "field_name").proto.id == before["field_name"]
    assert part(visitor, "field_name").value == "Ett"


# --- two editors


@pytest.mark.usefixtures("editing")
def test_two_editors_of_one_row_are_told_and_neither_text_is_lost(
    open_app: OpenApp,
) -> None:
    anna = open_register(open_app, initiative=SANDARNA)
    bo = open_register(open_app, initiative=SANDARNA)
    for visitor, name in ((anna, "Anna"), (bo, "Bo")):
        name_editor(visitor, name)
        press(visitor, "one_edit")
    fill(anna, target_group="Annas text", contact="anna@example.org")
    fill(bo, target_group="Bos text", start_year="2016")
    press(anna, "form_save")
    press(bo, "form_save")
    words = words_of(bo)
    assert "Anna saved this while you were writing." in words
    assert "Annas text" in words
    assert "Bos text" in words
    # Bo's text is kept whatever happens now.
    aside = store().history(Kind.INITIATIVE, SANDARNA)[0]
    assert aside.action is Action.SET_ASIDE
    assert aside.after is not None
    assert aside.after["target_group"] == "Bos text"
    # What both have changed has to be chosen; what one alone has changed is taken from that one.
    assert bo.radio(key="side_target_group").value is None
    assert bo.radio(key="side_contact").value == "theirs"
    assert bo.radio(key="side_status").value == "mine"
    assert bo.button(key="conflict_save").disabled
    sound(bo.radio(key="side_target_group").set_value(Side.MINE).run())
    press(bo, "conflict_save")
    one = kept(SANDARNA)
    assert (one.target_group, one.contact, one.start_year) == ("Bos text", "anna@example.org", 2016)
    told = words_of(bo)
    assert "Set aside: somebody else had saved first" in told
    texts = [str(each.after) for each in store().history(Kind.INITIATIVE, SANDARNA)]
    assert any("Annas text" in text for text in texts)


@pytest.mark.usefixtures("editing")
def test_third_editor_in_the_middle_of_a_conflict_is_met_with_another_choice(
    open_app: OpenApp,
) -> None:
    bo = open_register(open_app, initiative=SANDARNA)
    name_editor(bo, "Bo")
    press(bo, "one_edit")
    fill(bo, contact="bo@example.org")
    change_elsewhere(target_group="ett")
    press(bo, "form_save")
    change_elsewhere(target_group="två")
    press(bo, "conflict_save")
    assert "Cecilia saved this while you were writing." in words_of(bo)
    press(bo, "conflict_save")
    one = kept(SANDARNA)
    assert (one.target_group, one.contact) == ("två", "bo@example.org")


@pytest.mark.usefixtures("editing")
def test_going_on_writing_keeps_what_they_alone_have_changed(
    open_app: OpenApp,
) -> None:
    bo = open_register(open_app, initiative=SANDARNA)
    name_editor(bo, "Bo")
    press(bo, "one_edit")
    fill(bo, contact="bo@example.org")
    change_elsewhere(target_group="deras")
    press(bo, "form_save")
    press(bo, "conflict_back")
    assert part(bo, "field_target_group").value == "deras"
    assert part(bo, "field_contact").value == "bo@example.org"
    press(bo, "form_save")
    assert (kept(SANDARNA).target_group, kept(SANDARNA).contact) == ("deras", "bo@example.org")


def change_elsewhere(**fields: str) -> None:
    """Change an initiative behind the back of whoever edits it."""
    found = store().find(Kind.INITIATIVE, SANDARNA)
    assert found is not None
    assert isinstance(found.content, Initiative)
    store().edit(replace(found.content, **fields), seen=found.revision, who="Cecilia")  # type: ignore[arg-type]


@pytest.mark.usefixtures("editing")
def test_who_was_overtaken_cannot_withdraw_what_he_has_not_seen(
    open_app: OpenApp,
) -> None:
    bo = open_register(open_app, initiative=SANDARNA)
    name_editor(bo, "Bo")
    change_elsewhere(target_group="ny text")
    press(bo, "one_withdraw")
    assert "Cecilia changed this a moment ago" in " ".join(alerts(bo))
    found = store().find(Kind.INITIATIVE, SANDARNA)
    assert found is not None
    assert not found.withdrawn


# --- no database


@pytest.mark.usefixtures("editing")
def test_database_that_does_not_answer_leaves_the_text_in_the_form(
    open_app: OpenApp,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visitor = open_register(open_app, initiative=SANDARNA)
    name_editor(visitor)
    press(visitor, "one_edit")
    fill(visitor, contact="kvar@example.org")

    def refuse(*_: object, **__: object) -> None:
        raise Unavailable("made up")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "edit", refuse)
        press(visitor, "form_save")
        assert "so nothing has been saved" in " ".join(alerts(visitor))
        assert part(visitor, "field_contact").value == "kvar@example.org"
    assert kept(SANDARNA).contact == ""
    press(visitor, "form_save")
    assert kept(SANDARNA).contact == "kvar@example.org"


def test_pages_work_without_the_database(open_app: OpenApp, editing: Path) -> None:
    open_register(open_app)
    editing.write_bytes(b"no database at all" * 1000)
    forget_settings()
    visitor = open_register(open_app)
    assert listed(visitor)
    one = open_register(open_app, initiative=SANDARNA)
    assert heading(one) == "Familjecentralen Sandarna"
    assert "one_edit" not in {str(each.key) for each in one.button}
    reports = open_register(open_app, register="attainment")
    assert "The reports cannot be read at the moment." in words_of(reports)


# --- goal attainment


def test_reports_are_told_in_a_sentence_a_chart_and_a_table(open_app: OpenApp) -> None:
    visitor = open_register(open_app, register="attainment")
    words = words_of(visitor)
    assert "For 2018: 12 committees and boards report good goal attainment" in words
    assert "their number not known" in words
    assert "The programme as a whole" in words
    assert visitor.get("vega_lite_chart") or visitor.get("arrow_vega_lite_chart")


@pytest.mark.usefixtures("editing")
def test_report_is_added_changed_and_withdrawn_with_a_trace(
    open_app: OpenApp,
) -> None:
    visitor = open_register(open_app, register="attainment")
    before = len(store().attainments())
    name_editor(visitor)
    press(visitor, "attainment_add")
    fill(
        visitor, year="2019", body="Nämnd Ett", level="some", text_sv="Hittepå.", text_en="Made up."
    )
    press(visitor, "form_save")
    assert "Nothing has been saved yet: 1 field needs another look." in words_of(visitor)
    fill(visitor, source_title="En rapport")
    press(visitor, "form_save")
    (new, *_) = store().attainments()
    report = new.content
    assert isinstance(report, Attainment)
    assert (report.id, report.year, report.bodies) == ("2019-namnd-ett", 2019, None)
    assert "For 2019: Nämnd Ett: some goal attainment, their number not known." in words_of(visitor)
    press(visitor, "report_edit")
    fill(visitor, bodies="1")
    press(visitor, "form_save")
    assert "For 2019: Nämnd Ett: some goal attainment." in words_of(visitor)
    assert "How many stand behind it nothing → 1" in words_of(visitor)
    press(visitor, "report_withdraw")
    assert len(store().attainments()) == before
    first = store().history(Kind.ATTAINMENT, report.id)[-1]
    press(visitor, f"restore_{first.number}")
    assert len(store().attainments()) == before + 1


@pytest.mark.usefixtures("editing")
def test_drafts_of_different_records_do_not_mix(open_app: OpenApp) -> None:
    visitor = open_register(open_app)
    press(visitor, "register_add")
    fill(visitor, name="Ny")
    assert list(visitor.session_state[DRAFTS]) == [(Kind.INITIATIVE, "")]
