"""What a message may hold, and what is told of it."""

from datetime import UTC, datetime

import pytest

from explorer.feedback_words import fault_text, handling_text, origin_text
from explorer.i18n import translator
from explorer.initiatives.feedback import (
    MOST_CONTACT,
    MOST_TEXT,
    MOST_VIEW,
    Fault,
    Feedback,
    FeedbackStatus,
    Message,
    check_message,
    check_text,
    clean,
    count_links,
    is_repeated,
)
from explorer.ui.area.feedback import query_of
from explorer.view import MapPosition, ViewState
from geodata.areas import AreaLevel

EN = translator("en")


def message(**parts: str) -> Message:
    """Return a made-up message."""
    texts = {"view": "page=area&area=306", "code": "306", "lang": "sv", "text": "Hej.", **parts}
    return Message(level=AreaLevel.PRIMARY_AREA, **texts)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Se goteborg.se.", 0),
        ("Se https://goteborg.se/a och http://b.example.", 2),
        ("www.a.example, WWW.b.example", 2),
        ("https://www.a.example", 1),
        ("ftp://a.example", 1),
    ],
)
def test_web_addresses_are_counted_once_each(text: str, links: int) -> None:
    assert count_links(text) == links


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Torget heter något annat.\nDet bytte namn <3 i fjol.", None),
        ("3 < 4 & 5 > 2", None),
        ("å" * MOST_TEXT, None),
        ("www.a.example www.b.example", None),
        ("www.a.example www.b.example www.c.example", Fault.LINKS),
        ("å" * (MOST_TEXT + 1), Fault.LONG),
        (" \n", Fault.EMPTY),
        ("<script>x</script>", Fault.MARKUP),
        ("javascript:alert(1)", Fault.MARKUP),
        ("a\x00b", Fault.HIDDEN),
        ("a\u202eb", Fault.HIDDEN),
    ],
)
def test_text_is_plain_and_short(text: str, fault: Fault | None) -> None:
    assert check_text(text) is fault


def test_answer_may_point_to_many_pages() -> None:
    assert check_text("www.a.example " * 5, links=None) is None


@pytest.mark.parametrize(
    ("contact", "fault"),
    [
        ("", None),
        ("anna@example.org", None),
        ("031-00 00 00", None),
        ("a" * MOST_CONTACT, None),
        ("a" * (MOST_CONTACT + 1), Fault.LONG),
        ("https://a.example", Fault.LINKS),
        ("<b>anna", Fault.MARKUP),
        ("anna\nbo", Fault.HIDDEN),
    ],
)
def test_contact_is_no_duty_and_one_plain_line(contact: str, fault: Fault | None) -> None:
    assert check_message(message(contact=contact)).get("contact") is fault


def test_every_field_that_is_wrong_is_told_at_once() -> None:
    assert check_message(message(text="", contact="<b>")) == {
        "text": Fault.EMPTY,
        "contact": Fault.MARKUP,
    }


@pytest.mark.parametrize(
    "parts",
    [
        {"view": "a" * (MOST_VIEW + 1)},
        {"view": "a\nb"},
        {"code": "' OR 1=1"},
        {"code": ""},
        {"lang": "<script>"},
    ],
)
def test_parts_that_no_reader_writes_are_what_they_should_be(parts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is no"):
        check_message(message(**parts))


def test_line_breaks_are_written_one_way_and_ends_are_bare() -> None:
    assert clean(" a\r\nb\rc\td \n") == "a\nb\nc d"


def test_same_words_are_the_same_text_whatever_their_spaces_and_capitals() -> None:
    assert is_repeated("Hej  DÄR\n", ["något", "hej där"])
    assert not is_repeated("Hej där!", ["hej där"])


def test_link_of_a_message_is_of_the_area_alone() -> None:
    view = ViewState(
        area=("306",), lang="en", easy=True, at=MapPosition(57.7, 12.0, 12.0), words="min gata"
    )
    assert query_of(view) == "page=area&area=306&lang=en&easy=1"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_fault_has_a_sentence_with_its_limit(lang: str) -> None:
    t = translator(lang)
    told = {fault_text(fault, "text", t) for fault in Fault}
    told |= {fault_text(fault, "contact", t) for fault in Fault if fault is not Fault.EMPTY}
    assert len(told) == 9
    assert not any("{" in each for each in told)


def test_times_are_told_by_the_clock_of_gothenburg() -> None:
    feedback = Feedback(
        "a",
        datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
        message(),
        FeedbackStatus.CLOSED,
        answered_by="Bo",
        answered_at=datetime(2026, 12, 1, 8, 5, tzinfo=UTC),
    )
    assert origin_text(feedback, EN) == "2 July 2026, 00:30 · Svenska"
    assert handling_text(feedback, EN).startswith("Closed by Bo, ")
    assert "09:05" in handling_text(feedback, EN)
    assert handling_text(Feedback("a", feedback.at, message()), EN) == ""
