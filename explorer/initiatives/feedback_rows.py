"""
What readers have told, in its table (reads and writes).

It stands apart from the records of the register: it may hold what somebody wrote of themselves, so it
has no history, and what is deleted is gone.
"""

from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa

from explorer.initiatives.feedback import (
    SPAN_OF_REPEATS,
    Feedback,
    FeedbackStatus,
    Message,
    Overtaken,
    Repeated,
    is_repeated,
)
from explorer.initiatives.tables import FEEDBACK
from geodata.areas import AreaLevel


def add_feedback(connection: sa.Connection, message: Message, *, at: datetime) -> Feedback:
    """Write a message; raises `Repeated` where the same text came within `SPAN_OF_REPEATS`."""
    recent = connection.scalars(
        sa.select(FEEDBACK.c.text).where(FEEDBACK.c.at > at - SPAN_OF_REPEATS)
    )
    if is_repeated(message.text, recent):
        raise Repeated
    feedback = Feedback(uuid4().hex, at, message)
    connection.execute(
        sa.insert(FEEDBACK).values(
            id=feedback.id,
            at=at,
            view=message.view,
            level=message.level.value,
            code=message.code,
            lang=message.lang,
            text=message.text,
            contact=message.contact,
            status=feedback.status.value,
            answer="",
            answered_by="",
        )
    )
    return feedback


def read_feedback(
    connection: sa.Connection, *, status: FeedbackStatus | None = None
) -> tuple[Feedback, ...]:
    """Read the messages of a status, None for all; newest first."""
    query = sa.select(FEEDBACK).order_by(FEEDBACK.c.at.desc(), FEEDBACK.c.id)
    if status is not None:
        query = query.where(FEEDBACK.c.status == status.value)
    return tuple(_to_feedback(row) for row in connection.execute(query).mappings())


def rewrite_feedback(connection: sa.Connection, now: Feedback, *, seen: Feedback) -> None:
    """
    Write status and answer.

    Raises
    ------
    Overtaken
        If they are not any more as they were seen.
    KeyError
        If the message has been deleted.
    """
    # The row is held until the transaction ends, so that no other editor slips in between.
    query = sa.select(FEEDBACK).where(FEEDBACK.c.id == seen.id).with_for_update()
    row = connection.execute(query).mappings().first()
    if row is None:
        raise KeyError(seen.id)
    there = _to_feedback(row)
    if there != seen:
        raise Overtaken(there)
    connection.execute(
        sa.update(FEEDBACK)
        .where(FEEDBACK.c.id == seen.id)
        .values(
            status=now.status.value,
            answer=now.answer,
            answered_by=now.answered_by,
            answered_at=now.answered_at,
        )
    )


def erase_feedback(connection: sa.Connection, feedback_id: str) -> None:
    """Delete a message for good; one that is gone already stays gone."""
    if connection.dialect.name == "sqlite":
        # SQLite would leave the letters in the file until something else needs the room.
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    connection.execute(sa.delete(FEEDBACK).where(FEEDBACK.c.id == feedback_id))


def _to_feedback(row: sa.RowMapping) -> Feedback:
    return Feedback(
        id=row["id"],
        at=row["at"],
        message=Message(
            view=row["view"],
            level=AreaLevel(row["level"]),
            code=row["code"],
            lang=row["lang"],
            text=row["text"],
            contact=row["contact"],
        ),
        status=FeedbackStatus(row["status"]),
        answer=row["answer"],
        answered_by=row["answered_by"],
        answered_at=row["answered_at"],
    )
