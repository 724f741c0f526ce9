"""
One transaction of the register: records and the changes that tell of them, written together (reads and writes).

Who writes takes the one row of `register_state` first, so changes are numbered in the order in
which they are kept, and the last number tells a reader whether anything is new.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from explorer.initiatives.database import Absent
from explorer.initiatives.kept import Action, Change, Conflict, Kept, Kind
from explorer.initiatives.records import (
    kind_of,
    read_changes,
    read_records,
    to_state,
    write_changes,
    write_records,
)
from explorer.initiatives.tables import STATE


class Ledger:
    """
    Writes records with their changes, in the transaction of a connection.

    Parameters
    ----------
    number
        Of the newest change that is kept.
    """

    def __init__(self, connection: sa.Connection, who: str, number: int) -> None:
        self.connection = connection
        self._who = who
        self._number = number

    def write(self, records: Sequence[tuple[Kept | None, Kept]], action: Action) -> None:
        """Write records of one kind, each with what it was before; None for a new one."""
        new = [now for before, now in records if before is None]
        old = [now for before, now in records if before is not None]
        write_records(self.connection, new, new=True)
        write_records(self.connection, old, new=False)
        self._note([self._to_change(before, now, action) for before, now in records])

    def set_aside(self, there: Kept, wanted: Kept) -> None:
        """Keep a text that came too late."""
        self._note([self._to_change(there, wanted, Action.SET_ASIDE)])

    def _to_change(self, before: Kept | None, now: Kept, action: Action) -> Change:
        self._number += 1
        return Change(
            number=self._number,
            at=datetime.now(UTC),
            who=self._who,
            action=action,
            kind=kind_of(now.content),
            record_id=now.content.id,
            revision=now.revision,
            before=None if before is None else to_state(before),
            after=to_state(now),
        )

    def _note(self, changes: Sequence[Change]) -> None:
        write_changes(self.connection, changes)
        self.connection.execute(sa.update(STATE).values(number=self._number))


def open_ledger(connection: sa.Connection, who: str) -> Ledger:
    """Take the register for this transaction; whoever else wants to write waits until it has ended."""
    number = connection.scalar(sa.select(STATE.c.number).with_for_update())
    if number is None:
        raise Absent("The register is not filled yet.")
    return Ledger(connection, who, number)


def read_stamp(connection: sa.Connection) -> str:
    """Name the register and its newest change."""
    row = connection.execute(sa.select(STATE.c.identity, STATE.c.number)).first()
    if row is None:
        raise Absent("The register is not filled yet.")
    return f"{row.identity}-{row.number}"


def find_record(connection: sa.Connection, kind: Kind, record_id: str) -> Kept | None:
    """Read one record; None where there never was one of this id."""
    return next(iter(read_records(connection, kind, ids=[record_id])), None)


def conflict_over(connection: sa.Connection, there: Kept) -> Conflict:
    """Tell what somebody else has made of a record, and when; texts that were set aside do not count."""
    record = (kind_of(there.content), there.content.id)
    newest = next(
        each
        for each in read_changes(connection, record=record)
        if each.action is not Action.SET_ASIDE
    )
    return Conflict(there, newest)
