"""What readers tell, in both databases: kept, answered, deleted for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from explorer.initiatives.database import Database
from explorer.initiatives.feedback import FeedbackStatus, Message, Overtaken, Repeated
from explorer.initiatives.kept import Unavailable
from explorer.initiatives.migrate import read_version, upgrade
from explorer.initiatives.store import Store
from geodata.areas import AreaLevel

OpenStore = Callable[..., Store]
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
MESSAGE = Message(
    view="page=area&area=306",
    level=AreaLevel.PRIMARY_AREA,
    code="306",
    lang="sv",
    text="Torget heter något annat nu.\nDet bytte namn.",
    contact="en.pahittad@example.org",
)


def test_message_is_kept_as_it_was_sent_and_is_new(store: Store) -> None:
    sent = store.send_feedback(MESSAGE, at=NOON)
    assert store.feedback() == (sent,)
    assert sent.message == MESSAGE
    assert sent.at == NOON
    assert (sent.status, sent.answer, sent.answered_at) == (FeedbackStatus.NEW, "", None)


def test_moment_of_another_time_zone_is_kept_in_utc(store: Store) -> None:
    store.send_feedback(MESSAGE, at=NOON.astimezone(timezone(timedelta(hours=2))))
    (kept,) = store.feedback()
    assert kept.at == NOON
    assert kept.at.utcoffset() == timedelta(0)


def test_nothing_of_the_reader_is_kept_but_what_they_wrote(url: str, store: Store) -> None:
    store.send_feedback(MESSAGE, at=NOON)
    database = Database(url)
    with database.reading() as connection:
        (row,) = connection.execute(sa.text("SELECT * FROM feedback")).mappings()
    database.close()
    assert set(row) == {
        *("id", "at", "view", "level", "code", "lang", "text", "contact"),
        *("status", "answer", "answered_by", "answered_at"),
    }


def test_newest_message_comes_first_and_a_status_can_be_asked_for(store: Store) -> None:
    old = store.send_feedback(MESSAGE, at=NOON)
    new = store.send_feedback(replace(MESSAGE, text="Något annat."), at=NOON + timedelta(hours=1))
    assert store.feedback() == (new, old)
    closed = store.answer_feedback(old, answer="", status=FeedbackStatus.CLOSED, who="Ann")
    assert store.feedback(status=FeedbackStatus.NEW) == (new,)
    assert store.feedback(status=FeedbackStatus.CLOSED) == (closed,)
    assert store.feedback(status=FeedbackStatus.ANSWERED) == ()


@pytest.mark.parametrize("text", [MESSAGE.text, "  TORGET heter något\nannat nu. Det bytte namn. "])
def test_same_text_is_refused_for_a_day_and_taken_after_it(store: Store, text: str) -> None:
    store.send_feedback(MESSAGE, at=NOON)
    again = replace(MESSAGE, text=text, code="305", contact="")
    with pytest.raises(Repeated):
        store.send_feedback(again, at=NOON + timedelta(hours=23, minutes=59))
    assert len(store.feedback()) == 1
    store.send_feedback(again, at=NOON + timedelta(hours=24))
    assert len(store.feedback()) == 2


def test_messages_leave_the_registers_stamp_and_history_alone(store: Store) -> None:
    """What pages keep in memory goes by the stamp; and a history could not be deleted."""
    stamp, changes = store.stamp(), store.recent(1000)
    sent = store.send_feedback(MESSAGE)
    store.answer_feedback(sent, answer="Tack.", status=FeedbackStatus.ANSWERED, who="Ann")
    store.delete_feedback(sent.id)
    assert store.stamp() == stamp
    assert store.recent(1000) == changes


def test_answer_is_kept_with_its_author_and_moment(store: Store) -> None:
    sent = store.send_feedback(MESSAGE, at=NOON)
    answered = store.answer_feedback(
        sent, answer="Rättat.", status=FeedbackStatus.ANSWERED, who=" Ann "
    )
    assert store.feedback() == (answered,)
    assert (answered.answer, answered.answered_by) == ("Rättat.", "Ann")
    assert answered.answered_at is not None
    assert answered.answered_at > NOON


def test_second_editor_is_told_and_overwrites_nothing(store: Store) -> None:
    sent = store.send_feedback(MESSAGE, at=NOON)
    first = store.answer_feedback(sent, answer="Ja.", status=FeedbackStatus.ANSWERED, who="Ann")
    with pytest.raises(Overtaken) as told:
        store.answer_feedback(sent, answer="Nej.", status=FeedbackStatus.ANSWERED, who="Bo")
    assert told.value.theirs == first
    assert store.feedback() == (first,)


def test_answer_needs_a_name(store: Store) -> None:
    sent = store.send_feedback(MESSAGE, at=NOON)
    with pytest.raises(ValueError, match="name"):
        store.answer_feedback(sent, answer="Ja.", status=FeedbackStatus.ANSWERED, who=" ")


def test_deleted_message_is_gone_and_deleting_again_does_no_harm(store: Store) -> None:
    sent = store.send_feedback(MESSAGE, at=NOON)
    store.delete_feedback(sent.id)
    store.delete_feedback(sent.id)
    assert store.feedback() == ()
    with pytest.raises(KeyError):
        store.answer_feedback(sent, answer="Ja.", status=FeedbackStatus.ANSWERED, who="Ann")


def test_deleted_message_leaves_no_letters_in_the_file(
    tmp_path: Path, open_store: OpenStore
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'register.sqlite'}")
    store.prepare()
    sent = store.send_feedback(MESSAGE, at=NOON)
    secret = MESSAGE.contact.encode()

    def is_on_disk() -> bool:
        return any(secret in each.read_bytes() for each in tmp_path.iterdir())

    assert is_on_disk()
    store.delete_feedback(sent.id)
    assert not is_on_disk()


def test_statement_in_a_text_is_kept_as_text(store: Store) -> None:
    text = "'); DROP TABLE feedback; --"
    store.send_feedback(replace(MESSAGE, text=text), at=NOON)
    assert [each.message.text for each in store.feedback()] == [text]


def test_database_that_does_not_answer_saves_nothing_and_says_so(
    tmp_path: Path, open_store: OpenStore
) -> None:
    file = tmp_path / "register.sqlite"
    store = open_store(f"sqlite:///{file}")
    store.prepare()
    sent = store.send_feedback(MESSAGE, at=NOON)
    away = file.rename(tmp_path / "away")
    for call in (
        lambda: store.send_feedback(replace(MESSAGE, text="Annat.")),
        store.feedback,
        lambda: store.answer_feedback(
            sent, answer="Ja.", status=FeedbackStatus.ANSWERED, who="Ann"
        ),
        lambda: store.delete_feedback(sent.id),
    ):
        with pytest.raises(Unavailable):
            call()
    away.rename(file)
    assert store.feedback() == (sent,)


def test_register_of_the_first_version_keeps_its_records(url: str, open_store: OpenStore) -> None:
    """A database of 0001 with a record in it gets the table, and loses nothing."""
    database = Database(url)
    database.create_file()
    with database.writing() as connection:
        upgrade(connection, to="0001")
        connection.execute(
            sa.text("INSERT INTO register_state (id, identity, number) VALUES (1, 'ours', 7)")
        )
        connection.execute(
            sa.text("INSERT INTO organisers (id, name, kind) VALUES (1, 'Läxan', 'civil society')")
        )
        assert not sa.inspect(connection).has_table("feedback")
    store = open_store(url)
    store.prepare()
    assert store.stamp() == "ours-7"
    with database.reading() as connection:
        assert connection.scalar(sa.text("SELECT name FROM organisers")) == "Läxan"
        assert read_version(connection) == "0002"
    database.close()
    sent = store.send_feedback(MESSAGE, at=NOON)
    assert store.feedback() == (sent,)
