"""
The register in its database: read in one piece, changed row by row, nothing overwritten without a trace (reads and writes).

Every change takes the one row of `register_state` first. So there is one writer at a time, changes
are numbered in the order in which they are kept, and their number tells a reader whether anything
is new.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import sqlalchemy as sa

from explorer.initiatives.attainment_rows import check_attainment, load_attainments
from explorer.initiatives.database import Absent, Database
from explorer.initiatives.feedback import Feedback, FeedbackStatus, Message
from explorer.initiatives.feedback_rows import (
    add_feedback,
    erase_feedback,
    read_feedback,
    rewrite_feedback,
)
from explorer.initiatives.kept import Action, Attainment, Change, Kept, Kind, Plan
from explorer.initiatives.ledger import (
    Ledger,
    conflict_over,
    find_record,
    open_ledger,
    read_stamp,
)
from explorer.initiatives.migrate import read_version, upgrade
from explorer.initiatives.model import Initiative, Status
from explorer.initiatives.records import (
    WITHDRAWN,
    kind_of,
    read_changes,
    read_records,
)
from explorer.initiatives.register import Register, build_register, load_register
from explorer.initiatives.rows import check_row
from explorer.initiatives.tables import STATE, VERSION
from geodata.areas import AreaRegister
from geodata.problems import DataError, Problem

# Who stands in the history for what came with the program.
BUILT_IN: Final = "built-in data"
# Any number; it keeps two programs from making the tables of one PostgreSQL database at once.
_LOCK: Final = 7_261_846_131


class Store:
    """
    The register as it is kept.

    Every call raises `Unavailable` where the database does not answer; then nothing was saved.

    Parameters
    ----------
    url
        Address of the database, as `Settings.register_url` gives it. Nothing is opened yet.
    areas
        The areas that initiatives refer to.
    seed, attainment_seed
        CSV files that fill an empty database; None takes the built-in ones.
    """

    def __init__(
        self,
        url: str,
        areas: AreaRegister,
        *,
        seed: Path | None = None,
        attainment_seed: Path | None = None,
    ) -> None:
        self._database = Database(url)
        self._areas = areas
        self._seed = seed
        self._attainment_seed = attainment_seed

    def prepare(self) -> None:
        """
        Make the tables or bring them up to date, and fill an empty register; several may do so at once.

        Raises
        ------
        DataError
            If the files that should fill it are not sound; then nothing is made.
        """
        if self._is_ready():
            return
        self._database.create_file()
        with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            if read_version(connection) != VERSION:
                upgrade(connection)
            if connection.scalar(sa.select(STATE.c.id)) is None:
                self._fill(connection)

    def close(self) -> None:
        """Let go of connections that are kept open; the next call opens new ones."""
        self._database.close()

    def stamp(self) -> str:
        """Tell in which state the register is: another text after every change of anything."""
        with self._database.reading() as connection:
            return read_stamp(connection)

    def register(self) -> Register:
        """Read the initiatives that are not withdrawn, in the order of the register, with their stamp."""
        with self._database.reading() as connection:
            stamp = read_stamp(connection)
            found = read_records(connection, Kind.INITIATIVE)
        kept = [each.content for each in found if not each.withdrawn]
        register = build_register(each for each in kept if isinstance(each, Initiative))
        return replace(register, stamp=stamp)

    def initiatives(self) -> tuple[Kept, ...]:
        """Read all initiatives with their revisions, withdrawn ones too, in the order of the register."""
        with self._database.reading() as connection:
            return read_records(connection, Kind.INITIATIVE)

    def withdrawn(self) -> tuple[Kept, ...]:
        """Read the initiatives that are withdrawn."""
        return tuple(each for each in self.initiatives() if each.withdrawn)

    def attainments(self) -> tuple[Kept, ...]:
        """Read the reports of goal attainment that are not withdrawn, newest year first."""
        with self._database.reading() as connection:
            found = read_records(connection, Kind.ATTAINMENT)
        return tuple(each for each in found if not each.withdrawn)

    def find(self, kind: Kind, record_id: str) -> Kept | None:
        """Read one record, also a withdrawn one; None where there never was one of this id."""
        with self._database.reading() as connection:
            return find_record(connection, kind, record_id)

    def history(self, kind: Kind, record_id: str) -> tuple[Change, ...]:
        """Read the changes of one record, newest first, with the texts that were set aside."""
        with self._database.reading() as connection:
            return read_changes(connection, record=(kind, record_id))

    def recent(self, limit: int = 100) -> tuple[Change, ...]:
        """Read the newest changes of all records, newest first."""
        with self._database.reading() as connection:
            return read_changes(connection, limit=limit)

    def add(self, content: Initiative | Attainment, *, who: str) -> Kept:
        """
        Add a record behind all others.

        Raises
        ------
        DataError
            "duplicate-row" where there is or was one of this id.
        """
        with self._writing(who) as ledger:
            if find_record(ledger.connection, kind_of(content), content.id) is not None:
                raise DataError([Problem("duplicate-row", "", None, "id", content.id)])
            kept = Kept(content, revision=1)
            ledger.write([(None, kept)], Action.ADDED)
        return kept

    def edit(self, content: Initiative | Attainment, *, seen: int, who: str) -> Kept:
        """
        Put a record in the place of the one of its id; the same content leaves it as it is.

        Parameters
        ----------
        seen
            The revision that the editor had before them.

        Raises
        ------
        Conflict
            If somebody else has changed it since. The editor's text is kept in the history, as set
            aside.
        KeyError
            If there never was one of this id.
        """

        def put(kept: Kept) -> Kept:
            return replace(kept, content=content)

        return self._change(
            kind_of(content), content.id, put, action=Action.EDITED, seen=seen, who=who
        )

    def end(self, record_id: str, *, year: int | None, seen: int, who: str) -> Kept:
        """Let an initiative have ended, in a year if it is known; raises as `edit` does."""

        def put(kept: Kept) -> Kept:
            if not isinstance(kept.content, Initiative):
                raise TypeError("Only initiatives end.")
            return replace(kept, content=replace(kept.content, status=Status.ENDED, end_year=year))

        return self._change(
            Kind.INITIATIVE, record_id, put, action=Action.ENDED, seen=seen, who=who
        )

    def withdraw(self, kind: Kind, record_id: str, *, seen: int, who: str) -> Kept:
        """Take a record out of the register; it and its history stay kept. Raises as `edit` does."""

        def put(kept: Kept) -> Kept:
            return replace(kept, withdrawn=True)

        return self._change(kind, record_id, put, action=Action.WITHDRAWN, seen=seen, who=who)

    def restore(self, kind: Kind, record_id: str, *, number: int, seen: int, who: str) -> Kept:
        """
        Bring a record back to what it was after a change; a new revision, the history stays.

        A text that was set aside can be taken the same way. Raises as `edit` does.

        Raises
        ------
        DataError
            If what it was then is not allowed any more, for example since an area is gone.
        KeyError
            If its history has no change of this number.
        """
        with self._database.reading() as connection:
            history = read_changes(connection, record=(kind, record_id))
        state = next((each.after for each in history if each.number == number), None)
        if state is None:
            raise KeyError(f"{record_id} has no change {number}.")
        content = self._check(kind, state)
        wanted = bool(state[WITHDRAWN])

        def put(kept: Kept) -> Kept:
            return replace(kept, content=content, withdrawn=wanted)

        return self._change(kind, record_id, put, action=Action.RESTORED, seen=seen, who=who)

    def apply(self, plan: Plan, *, who: str) -> int:
        """
        Import what was planned: all of it or nothing.

        Returns
        -------
        written
            Rows that are new or have changed.

        Raises
        ------
        Conflict
            If the register has moved on since it was compared with. Nothing is imported then.
        """
        wanted = {each.id: seen for each, seen in plan.changed} | {each.id: 0 for each in plan.new}
        with self._writing(who) as ledger:
            there = {
                each.content.id: each
                for each in read_records(ledger.connection, Kind.INITIATIVE, ids=wanted)
            }
            for record_id, kept in there.items():
                if kept.revision != wanted[record_id]:
                    raise conflict_over(ledger.connection, kept)
            added = [(None, Kept(each, revision=1)) for each in plan.new]
            changed: list[tuple[Kept | None, Kept]] = []
            for content, _ in plan.changed:
                before = there[content.id]
                changed.append(
                    (before, replace(before, content=content, revision=before.revision + 1))
                )
            ledger.write([*added, *changed], Action.IMPORTED)
        return len(added) + len(changed)

    def send_feedback(self, message: Message, *, at: datetime | None = None) -> Feedback:
        """
        Keep what a reader tells; the register's stamp stays the same.

        Parameters
        ----------
        message
            As `explorer.initiatives.feedback.check_message` finds nothing wrong with.
        at
            When it came; None is now.

        Raises
        ------
        Repeated
            If the same text came within a day.
        """
        moment = datetime.now(UTC) if at is None else at
        with self._database.writing() as connection:
            return add_feedback(connection, message, at=moment)

    def feedback(self, *, status: FeedbackStatus | None = None) -> tuple[Feedback, ...]:
        """Read what readers told, newest first; None takes every status."""
        with self._database.reading() as connection:
            return read_feedback(connection, status=status)

    def answer_feedback(
        self, seen: Feedback, *, answer: str, status: FeedbackStatus, who: str
    ) -> Feedback:
        """
        Write an answer beside a message, or change how far it has come.

        Raises
        ------
        Overtaken
            If somebody else has written to it since it was seen. Nothing is saved then.
        KeyError
            If it has been deleted.
        """
        if not who.strip():
            raise ValueError("An answer needs the name of who writes it.")
        now = replace(
            seen,
            answer=answer,
            status=status,
            answered_by=who.strip(),
            answered_at=datetime.now(UTC),
        )
        with self._database.writing() as connection:
            rewrite_feedback(connection, now, seen=seen)
        return now

    def delete_feedback(self, feedback_id: str) -> None:
        """Delete a message for good, since it may hold personal data; no history keeps it."""
        with self._database.writing() as connection:
            erase_feedback(connection, feedback_id)

    def _is_ready(self) -> bool:
        """Tell whether the newest tables are there and filled, without waiting for a writer."""
        try:
            with self._database.reading() as connection:
                return (
                    read_version(connection) == VERSION
                    and connection.scalar(sa.select(STATE.c.id)) is not None
                )
        except Absent:
            return False

    def _fill(self, connection: sa.Connection) -> None:
        initiatives = load_register(self._areas, self._seed).initiatives
        reports = load_attainments(self._attainment_seed)
        connection.execute(sa.insert(STATE).values(id=1, identity=uuid4().hex, number=0))
        ledger = Ledger(connection, BUILT_IN, 0)
        for records in (initiatives, reports):
            ledger.write([(None, Kept(each, revision=1)) for each in records], Action.BUILT_IN)

    @contextmanager
    def _writing(self, who: str) -> Iterator[Ledger]:
        if not who.strip():
            raise ValueError("A change needs the name of who makes it.")
        with self._database.writing() as connection:
            yield open_ledger(connection, who.strip())

    def _change(
        self,
        kind: Kind,
        record_id: str,
        put: Callable[[Kept], Kept],
        *,
        action: Action,
        seen: int,
        who: str,
    ) -> Kept:
        """Change one record, unless somebody else has done so since it was seen."""
        conflict = None
        with self._writing(who) as ledger:
            there = find_record(ledger.connection, kind, record_id)
            if there is None:
                raise KeyError(record_id)
            wanted = put(there)
            if wanted == there:
                return there
            wanted = replace(wanted, revision=there.revision + 1)
            if there.revision == seen:
                ledger.write([(there, wanted)], action)
            else:
                conflict = conflict_over(ledger.connection, there)
                if action is Action.EDITED:
                    # Kept with this transaction, and told when it has ended well.
                    ledger.set_aside(there, replace(wanted, revision=seen))
        if conflict is not None:
            raise conflict
        return wanted

    def _check(self, kind: Kind, cells: Mapping[str, str]) -> Initiative | Attainment:
        content: Initiative | Attainment | None
        if kind is Kind.INITIATIVE:
            content, problems = check_row(cells, self._areas, file="", number=0)
        else:
            content, problems = check_attainment(cells, file="", number=0)
        if content is None:
            raise DataError(problems)
        return content
