"""The page “My area” without a browser: what is found, asked and chosen."""

import csv
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from explorer.area.question import Question, named
from explorer.area.whereabouts import Whereabouts
from explorer.ui.area.finder import QUESTION, WORDS
from explorer.view import ViewState
from geodata.areas import AreaLevel, load_areas
from geodata.location import Place
from tests.app.conftest import OpenApp, forget_settings

pytestmark = pytest.mark.usefixtures("plain_settings")


def type_words(app: AppTest, words: str) -> AppTest:
    return app.text_input(key=WORDS).set_value(words).run()


def labels(app: AppTest, part: str) -> list[str]:
    """Return the labels of the buttons whose key begins so, without Markdown's marks."""
    return [
        each.label.replace("**", "").replace("\\", "")
        for each in app.button
        if str(each.key).startswith(f"area_{part}_")
    ]


def told(app: AppTest) -> str:
    return " ".join(
        element.proto.body for element in app.get("html") if "finder-told" in element.proto.body
    )


def view(app: AppTest) -> ViewState:
    found: ViewState = app.session_state["view"]
    return found


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=f"area_{key}").click().run()


def test_name_without_accents_finds_the_area_and_one_press_chooses_it(open_app: OpenApp) -> None:
    app = type_words(open_app(page="area", lang="en"), "hjalbo")
    assert labels(app, "hit") == ["Hjällbo area in Södra Angered, Nordost"]
    press(app, "hit_0")
    assert (view(app).level, view(app).area) == (AreaLevel.PRIMARY_AREA, ("612",))
    # The name that was typed is not in the address.
    assert dict(app.query_params) == {"area": "612", "lang": "en"}
    assert not app.exception


def test_name_of_several_areas_asks_which(open_app: OpenApp) -> None:
    app = press(type_words(open_app(page="area"), "bergsjon"), "hit_0")
    assert "Bergsjön har flera områden. Vilket menar du?" in told(app)
    assert labels(app, "option") == [
        "Västra Bergsjön område i Bergsjön, Nordost",
        "Östra Bergsjön område i Bergsjön, Nordost",
    ]
    assert labels(app, "hit") == []
    press(app, "option_1")
    assert view(app).area == ("306",)


def test_larger_area_can_be_chosen_as_a_whole(open_app: OpenApp) -> None:
    app = press(type_words(open_app(page="area"), "bergsjon"), "hit_0")
    press(app, "whole")
    assert (view(app).level, view(app).area) == (AreaLevel.INTERMEDIATE_AREA, ("11",))


def test_typing_anew_lets_the_question_go(open_app: OpenApp) -> None:
    app = press(type_words(open_app(page="area"), "bergsjon"), "hit_0")
    type_words(app, "tuve")
    assert labels(app, "option") == []
    assert labels(app, "hit")[0].startswith("Tuve ")


def test_single_letter_is_not_looked_up(open_app: OpenApp) -> None:
    app = type_words(open_app(page="area"), "b")
    assert labels(app, "hit") == []


@pytest.mark.parametrize("words", ["qwertyq", "<b>x</b> *y* [z](http://example.org)"])
def test_nothing_found_is_said_in_words_with_what_was_typed_as_text(
    open_app: OpenApp, words: str
) -> None:
    app = type_words(open_app(page="area", lang="en"), words)
    assert labels(app, "hit") == []
    assert "No place here has the name" in told(app)
    assert "<b>" not in told(app)
    assert not app.exception


def test_parts_of_the_city_lead_step_by_step_to_an_area(open_app: OpenApp) -> None:
    app = open_app(page="area", lang="en")
    assert labels(app, "part") == ["Nordost", "Centrum", "Sydväst", "Hisingen"]
    press(app, "part_04")
    assert "Which part of Hisingen do you mean?" in told(app)
    choice = labels(app, "option").index("Backa 4 areas in Hisingen")
    press(app, f"option_{choice}")
    assert labels(app, "option")[0] == "Backa area in Hisingen"
    press(app, "option_0")
    assert view(app).area == ("412",)


def test_chosen_area_of_a_link_is_shown_and_another_one_can_be_chosen(open_app: OpenApp) -> None:
    app = open_app(page="area", area="306")
    assert not [each for each in app.text_input if each.key == WORDS]
    press(app, "again")
    assert view(app).area == ()
    assert app.text_input(key=WORDS).value == ""


def test_several_chosen_areas_are_asked_about(open_app: OpenApp) -> None:
    app = open_app(page="area", area="306,412", lang="en")
    assert "You have chosen several areas." in told(app)
    assert labels(app, "option") == [
        "Östra Bergsjön area in Bergsjön, Nordost",
        "Backa area in Hisingen",
    ]
    press(app, "option_1")
    assert view(app).area == ("412",)


def test_larger_areas_chosen_elsewhere_are_taken_as_they_are(open_app: OpenApp) -> None:
    app = open_app(page="area", level="intermediate_area", area="11,13", lang="en")
    assert labels(app, "option") == ["Bergsjön 2 areas in Nordost", "Kortedala 2 areas in Nordost"]
    press(app, "option_0")
    assert (view(app).level, view(app).area) == (AreaLevel.INTERMEDIATE_AREA, ("11",))


def test_name_is_found_although_several_areas_are_chosen(open_app: OpenApp) -> None:
    app = type_words(open_app(page="area", area="306,412", lang="en"), "hjalbo")
    assert labels(app, "option") == []
    assert labels(app, "hit") == ["Hjällbo area in Södra Angered, Nordost"]


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(
    "found",
    [
        Whereabouts(Place.BORDER, ("306", "305")),
        Whereabouts(Place.SHORE, ("505",), distance_m=90),
        Whereabouts(Place.SEA, ("505",), distance_m=900),
        Whereabouts(Place.OUTSIDE, ("611",), distance_m=3000),
        Whereabouts(Place.OUTSIDE, (), distance_m=None),
        Whereabouts(Place.INSIDE, (), distance_m=None, rough_m=2500),
    ],
)
def test_position_without_a_certain_area_has_a_sentence_and_ways_on(
    open_app: OpenApp, found: Whereabouts, lang: str
) -> None:
    app = open_app(page="area", lang=lang)
    app.session_state[QUESTION] = Question(found, named(load_areas(), found.codes))
    app.run()
    assert told(app)
    assert len(labels(app, "option")) == len(found.codes)
    # The other ways stay open.
    assert app.text_input(key=WORDS).value == ""
    assert len(labels(app, "part")) == 4
    assert not app.exception


def test_every_name_can_be_typed_and_leads_on(open_app: OpenApp, project_root: Path) -> None:
    """A walk over what the file holds; the properties cover the areas."""
    path = project_root / "geodata" / "data" / "gazetteer.csv"
    with path.open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)][::9]
    app = open_app(page="area")
    for name in names:
        type_words(app, name)
        assert labels(app, "hit")[0].startswith(name), name
        assert not app.exception


# Addresses


class _Answers(http.server.BaseHTTPRequestHandler):
    """A made-up search that knows one street."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.asked.append(query["q"][0])
        place = {
            "display_name": "Påhittade gatan 1, Östra Bergsjön",
            "lon": "12.07226",
            "lat": "57.75715",
            "address": {"house_number": "1"},
        }
        body = json.dumps([place]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def search_url() -> Iterator[str]:
    _Answers.asked.clear()
    server = http.server.HTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_address_is_looked_up_where_no_search_is_set_up(open_app: OpenApp) -> None:
    app = type_words(open_app(page="area"), "Påhittade gatan 1")
    assert not [each for each in app.button if each.key == "area_address"]


def test_address_is_looked_up_when_asked_for_and_leads_to_its_area(
    open_app: OpenApp, search_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EQUALITY_MAP_GEOCODER_URL", search_url)
    forget_settings()
    try:
        app = type_words(open_app(page="area", lang="en"), "Påhittade gatan 1")
        assert _Answers.asked == []
        press(app, "address")
        assert _Answers.asked == ["Påhittade gatan 1"]
        assert labels(app, "address") == ["Påhittade gatan 1, Östra Bergsjön"]
        press(app, "address_0")
        assert view(app).area == ("306",)
        # Where a person lives is not kept.
        assert "area_addresses" not in app.session_state
    finally:
        monkeypatch.undo()
        forget_settings()
