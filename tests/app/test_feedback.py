"""Does this look right? A reader sends, an editor answers; what is held back, and what nobody else sees."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.initiatives.feedback import Feedback, FeedbackStatus, Message
from explorer.initiatives.kept import Unavailable
from explorer.ui import live
from explorer.ui.area import feedback as form
from geodata.areas import AreaLevel
from tests.app.conftest import OpenApp, forget_settings
from tests.app.test_compare import alerts
from tests.app.test_explore import sound
from tests.app.test_gaps import words_of

AREA = "primary_area.306"
TEXT = "Torget bytte namn i fjol."
HOSTILE = '<img src=x onerror=alert(1)> & ![bild](https://example.org/x.png) "citat"'


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(form, "now", clock)
    return clock


@pytest.fixture
def own_register(
    plain_settings: None,  # noqa: ARG001  it sets the stage
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """Give the app a database of its own for one test."""
    path = tmp_path / "register.sqlite"
    monkeypatch.setenv("EQUALITY_MAP_DATABASE_URL", f"sqlite:///{path}")
    forget_settings()
    yield path
    forget_settings()


@pytest.fixture
def reader(
    own_register: Path,  # noqa: ARG001  it sets the stage
    open_app: OpenApp,
    clock: Clock,
) -> AppTest:
    return open_form(open_app, clock)


def open_form(open_app: OpenApp, clock: Clock, **query: str) -> AppTest:
    """Come as a new visitor, open the form, and take the time that a person takes."""
    visitor = open_app(page="area", **{"area": "306", "lang": "en", **query})
    visitor.session_state[f"feedback_open.{AREA}"] = True
    sound(visitor.run())
    clock.seconds += form.SOONEST_S
    return visitor


def send(visitor: AppTest, text: str, contact: str = "", more: str = "") -> AppTest:
    visitor.text_area(key=f"feedback_text.{AREA}").set_value(text)
    visitor.text_input(key=f"feedback_contact.{AREA}").set_value(contact)
    visitor.text_input(key=f"feedback_more.{AREA}").set_value(more)
    return sound(visitor.button(key="feedback_send").click().run())


def text_left(visitor: AppTest) -> str:
    return str(visitor.text_area(key=f"feedback_text.{AREA}").value)


def is_thanked(visitor: AppTest) -> bool:
    told = [each.value.replace("\\", "") for each in visitor.success]
    return told == ["Thank you. The editors of the map will read it."]


def kept() -> tuple[Feedback, ...]:
    return live.store().feedback()


# --- the reader


@pytest.mark.usefixtures("own_register")
def test_form_is_closed_until_somebody_opens_it(open_app: OpenApp) -> None:
    visitor = sound(open_app(page="area", area="306", lang="en"))
    assert [each.key for each in visitor.text_area] == []
    assert "Does this look right?" in [each.label for each in visitor.expander]


def test_message_is_kept_with_the_page_that_it_is_about(reader: AppTest) -> None:
    assert is_thanked(send(reader, f"  {TEXT}\r\nDet heter nu annat. ", "031-00 00 00"))
    (feedback,) = kept()
    assert feedback.message == Message(
        view="page=area&area=306&lang=en",
        level=AreaLevel.PRIMARY_AREA,
        code="306",
        lang="en",
        text=f"{TEXT}\nDet heter nu annat.",
        contact="031-00 00 00",
    )
    assert feedback.status is FeedbackStatus.NEW


@pytest.mark.usefixtures("own_register")
def test_link_holds_nothing_that_the_reader_did_elsewhere(open_app: OpenApp, clock: Clock) -> None:
    visitor = open_form(open_app, clock, at="57.7,12.0,12", words="min gata", easy="1", lang="sv")
    send(visitor, TEXT)
    (feedback,) = kept()
    assert feedback.message.view == "page=area&area=306&easy=1"


def test_form_says_what_is_kept(reader: AppTest) -> None:
    assert "Nothing else about you is kept." in words_of(reader)


def test_another_message_can_be_written_after_the_first(reader: AppTest, clock: Clock) -> None:
    send(reader, TEXT)
    sound(reader.button(key="feedback_again").click().run())
    assert text_left(reader) == ""
    clock.seconds += form.SOONEST_S
    assert is_thanked(send(reader, "Något annat."))
    assert len(kept()) == 2


def test_what_is_typed_about_one_area_is_not_sent_about_the_next(reader: AppTest) -> None:
    reader.text_area(key=f"feedback_text.{AREA}").set_value(TEXT).run()
    view = reader.session_state["view"]
    reader.session_state["view"] = replace(view, area=("305",))
    sound(reader.run())
    assert [each.value for each in reader.text_area] == []


@pytest.mark.parametrize(
    ("text", "contact", "told"),
    [
        ("", "", "The text is empty. Write what does not look right."),
        (" \n ", "", "The text is empty. Write what does not look right."),
        ("<b>Hej</b>", "", "The text holds markup or a script. Only plain text can be sent."),
        ("Hej\u202e", "", "The text holds a character that cannot be seen."),
        (
            "http://a.example www.b.example https://c.example",
            "",
            "The text holds too many web addresses. At most 2 can be sent.",
        ),
        (TEXT, "https://a.example", "Give an e-mail address or a telephone number as contact"),
    ],
)
def test_text_that_is_not_taken_stays_and_the_reason_is_told(
    reader: AppTest, text: str, contact: str, told: str
) -> None:
    send(reader, text, contact)
    (alert,) = alerts(reader)
    assert alert.startswith(told)
    assert kept() == ()
    assert text_left(reader) == text


def test_longer_text_than_there_is_room_for_is_refused() -> None:
    """The browser stops at the limit; whoever passes the browser by meets the same one."""
    from explorer.initiatives.feedback import MOST_TEXT, Fault, check_text

    assert check_text("a" * MOST_TEXT) is None
    assert check_text("a" * (MOST_TEXT + 1)) is Fault.LONG


# --- what is held back


def test_program_that_fills_in_the_hidden_field_is_thanked_and_nothing_is_saved(
    reader: AppTest,
) -> None:
    assert is_thanked(send(reader, TEXT, more="https://spam.example"))
    assert kept() == ()


def test_message_sent_too_soon_is_not_saved_and_can_be_sent_again(
    reader: AppTest, clock: Clock
) -> None:
    clock.seconds -= 0.001
    send(reader, TEXT)
    assert alerts(reader) == [
        "That was too fast to be saved. Wait a few seconds, then press “Send” again."
    ]
    assert (kept(), text_left(reader)) == ((), TEXT)
    clock.seconds += 0.001
    assert is_thanked(send(reader, TEXT))


def again(visitor: AppTest, clock: Clock) -> None:
    sound(visitor.button(key="feedback_again").click().run())
    clock.seconds += form.SOONEST_S


def test_fourth_message_within_ten_minutes_waits_until_the_first_is_ten_minutes_old(
    reader: AppTest, clock: Clock
) -> None:
    first = clock.seconds
    for number in range(3):
        send(reader, f"{TEXT} {number}")
        again(reader, clock)
    send(reader, f"{TEXT} 3")
    (alert,) = alerts(reader)
    assert alert.startswith("You have sent 3 messages within ten minutes.")
    assert len(kept()) == 3
    assert text_left(reader) == f"{TEXT} 3"
    clock.seconds = first + form.SPAN_OF_ONE_S
    assert is_thanked(send(reader, f"{TEXT} 3"))
    assert len(kept()) == 4


@pytest.mark.usefixtures("own_register")
def test_all_together_send_no_more_than_the_hour_allows(
    open_app: OpenApp, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two in place of sixty; each comes as another visitor."""
    monkeypatch.setattr(form, "MOST_OF_ALL", 2)
    for number in range(2):
        assert is_thanked(send(open_form(open_app, clock), f"{TEXT} {number}"))
    third = send(open_form(open_app, clock), f"{TEXT} 2")
    (alert,) = alerts(third)
    assert alert.startswith("Many messages are coming in at the moment.")
    assert (len(kept()), text_left(third)) == (2, f"{TEXT} 2")
    clock.seconds += form.SPAN_OF_ALL_S
    assert is_thanked(send(third, f"{TEXT} 2"))


def test_same_text_of_another_visitor_is_not_saved_once_more(
    reader: AppTest, open_app: OpenApp, clock: Clock
) -> None:
    send(reader, TEXT)
    second = send(open_form(open_app, clock), TEXT.upper())
    (alert,) = alerts(second)
    assert alert.startswith("The same text has come within the last day")
    assert len(kept()) == 1


def test_database_that_does_not_answer_is_told_and_the_text_stays(
    reader: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trying often while it is away uses up none of the messages that one may send."""
    with monkeypatch.context() as patch:

        def fail(*_: object, **__: object) -> None:
            raise Unavailable("made up")

        patch.setattr(live.store(), "send_feedback", fail)
        for _ in range(form.MOST_OF_ONE + 1):
            send(reader, TEXT, "anna")
            (alert,) = alerts(reader)
            assert alert.startswith("Your message could not be saved")
            assert text_left(reader) == TEXT
    assert is_thanked(send(reader, TEXT, "anna"))
    assert len(kept()) == 1


# --- the editors


@pytest.fixture
def editing(
    own_register: Path,  # noqa: ARG001  it sets the stage
    open_app: OpenApp,
    monkeypatch: pytest.MonkeyPatch,
) -> Feedback:
    """Open editing, with one made-up message in the register."""
    sound(open_app(page="area", area="306", lang="en"))
    monkeypatch.setattr(live, "may_edit", lambda: True)
    return live.store().send_feedback(
        Message(
            view="page=area&area=306&lang=en",
            level=AreaLevel.PRIMARY_AREA,
            code="306",
            lang="en",
            text=TEXT,
            contact="anna@example.org",
        )
    )


def open_inbox(open_app: OpenApp, lang: str = "en", name: str = "Bo") -> AppTest:
    visitor = sound(open_app(page="initiatives", register="feedback", lang=lang))
    return sound(visitor.text_input(key="editor_name").set_value(name).run())


def press(visitor: AppTest, step: str, feedback: Feedback) -> AppTest:
    return sound(visitor.button(key=f"feedback_{step}_{feedback.id}").click().run())


def choose(visitor: AppTest, status: str) -> AppTest:
    visitor.session_state["feedback_status"] = status
    return sound(visitor.run())


@pytest.mark.usefixtures("own_register")
def test_part_is_closed_to_others_and_not_offered(open_app: OpenApp) -> None:
    sound(open_app(page="area", area="306", lang="en"))
    live.store().send_feedback(
        Message("page=area&area=306", AreaLevel.PRIMARY_AREA, "306", "sv", TEXT, "anna@example.org")
    )
    visitor = sound(open_app(page="initiatives", register="feedback", lang="en"))
    words = words_of(visitor)
    assert "Editing is closed." in words
    assert TEXT not in words
    assert "anna@example.org" not in words
    assert [each.key for each in visitor.text_area] == []
    listing = sound(open_app(page="initiatives", lang="en"))
    assert "Feedback" not in listing.segmented_control(key="register").options


@pytest.mark.usefixtures("editing")
def test_editor_reads_the_message_with_its_area_and_a_link(open_app: OpenApp) -> None:
    inbox = open_inbox(open_app)
    words = words_of(inbox)
    for wanted in ("1 message", "Östra Bergsjön", TEXT, "anna@example.org", "English"):
        assert wanted in words
    assert 'href="./?page=area&amp;area=306&amp;lang=en"' in "".join(
        each.proto.body for each in inbox.get("html")
    )


def test_answer_is_saved_and_the_message_leaves_the_new_ones(
    editing: Feedback, open_app: OpenApp
) -> None:
    inbox = open_inbox(open_app)
    inbox.text_area(key=f"feedback_answer_{editing.id}").set_value("Rättat.")
    press(inbox, "save", editing)
    (answered,) = kept()
    assert (answered.status, answered.answer) == (FeedbackStatus.ANSWERED, "Rättat.")
    assert answered.answered_by == "Bo"
    assert "There are no messages here." in words_of(inbox)
    assert "Answered by Bo" in words_of(choose(inbox, "answered"))


def test_empty_answer_is_refused(editing: Feedback, open_app: OpenApp) -> None:
    inbox = open_inbox(open_app)
    press(inbox, "save", editing)
    assert kept() == (editing,)
    assert len(alerts(inbox)) == 1


def test_editor_without_a_name_saves_nothing(editing: Feedback, open_app: OpenApp) -> None:
    inbox = open_inbox(open_app, name="")
    press(inbox, "close", editing)
    assert kept() == (editing,)
    assert alerts(inbox) == ["Give your name first. Nothing has been saved yet."]


def test_matter_is_closed_and_opened_again(editing: Feedback, open_app: OpenApp) -> None:
    inbox = press(open_inbox(open_app), "close", editing)
    assert [each.status for each in kept()] == [FeedbackStatus.CLOSED]
    choose(inbox, "closed")
    press(inbox, "reopen", editing)
    assert [each.status for each in kept()] == [FeedbackStatus.NEW]


def test_deleted_message_is_gone(editing: Feedback, open_app: OpenApp) -> None:
    inbox = press(open_inbox(open_app), "erase", editing)
    assert kept() == ()
    assert TEXT not in words_of(choose(inbox, "all"))


def test_editor_who_was_overtaken_is_told_and_keeps_the_own_text(
    editing: Feedback, open_app: OpenApp
) -> None:
    inbox = open_inbox(open_app)
    live.store().answer_feedback(editing, answer="", status=FeedbackStatus.NEW, who="Cia")
    inbox.text_area(key=f"feedback_answer_{editing.id}").set_value("Min text.")
    press(inbox, "save", editing)
    (alert,) = alerts(inbox)
    assert alert.startswith("Cia changed this a moment ago")
    assert inbox.text_area(key=f"feedback_answer_{editing.id}").value == "Min text."
    assert [each.answer for each in kept()] == [""]


def test_editing_that_was_closed_meanwhile_changes_nothing(
    editing: Feedback, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = open_inbox(open_app)
    monkeypatch.setattr(live, "may_edit", lambda: False)
    press(inbox, "erase", editing)
    assert kept() == (editing,)


@pytest.mark.usefixtures("editing")
def test_hostile_text_is_shown_as_text(open_app: OpenApp) -> None:
    """Such a text is not taken from the form; here it has come into the database some other way."""
    live.store().send_feedback(
        Message(
            view="page=javascript:alert(1)&area=<script>",
            level=AreaLevel.PRIMARY_AREA,
            code="999999",
            lang="sv",
            text=HOSTILE,
            contact="<b>anna</b>",
        )
    )
    inbox = open_inbox(open_app)
    pages = "".join(each.proto.body for each in inbox.get("html"))
    assert "<img src=x" not in pages
    assert "<b>anna" not in pages
    assert "<script>" not in re.sub(r"<script>Object\.assign", "", pages)
    assert 'href="./?"' in pages
    assert HOSTILE in words_of(inbox)
    assert not any(HOSTILE[:10] in each.value for each in inbox.markdown)


@pytest.mark.usefixtures("editing")
def test_messages_that_cannot_be_read_are_said_to_be_so(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise Unavailable("made up")

    monkeypatch.setattr(live.store(), "feedback", fail)
    visitor = sound(open_app(page="initiatives", register="feedback", lang="en"))
    assert "The messages cannot be read at the moment." in words_of(visitor)


def test_later_messages_come_a_few_at_a_time(editing: Feedback, open_app: OpenApp) -> None:
    for number in range(20):
        live.store().send_feedback(replace(editing.message, text=f"{TEXT} {number}"))
    inbox = open_inbox(open_app)
    assert len(inbox.text_area) == 20
    assert "21 messages, newest first." in words_of(inbox)
    sound(inbox.button(key="feedback_more").click().run())
    assert len(inbox.text_area) == 21
