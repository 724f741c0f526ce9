"""Texts that an editor is writing, kept in the session until they are saved or dropped (reads and writes session state)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from threading import Lock
from typing import Final, TypeVar

import streamlit as st

from explorer.initiatives.attainment_rows import ATTAINMENT_COLUMNS, attainment_cells
from explorer.initiatives.form import Form, empty_form, fill_form, read_form
from explorer.initiatives.gazetteer import Candidate
from explorer.initiatives.kept import Attainment, Conflict, Kept, Kind
from explorer.initiatives.rows import to_cells
from geodata.problems import Problem

DRAFTS = "register_drafts"
Value = TypeVar("Value")
_SERIALS: Final = count(1)
# The record that has no id yet.
NEW = ""


@dataclass
class Draft:
    """
    A record while it is written.

    Parameters
    ----------
    record_id
        `NEW` for one that is not in the register.
    seen, before
        Revision and cells of the record when the editor began; 0 and what is empty for a new one.
    form
        What is typed. The form about a report of goal attainment has no places.
    problems
        What kept it from being saved, by column.
    conflict
        What somebody else has saved meanwhile.
    trouble
        Why the last step failed, in the user's language.
    active
        Number of the place that the map and a search set.
    found
        What a search for a place came up with; None before one.
    serial
        A number that no other draft has.
    turns
        How often a field has been made anew, by its name.
    starts
        What a field held when it was first drawn, by its key.
    """

    kind: Kind
    record_id: str
    seen: int
    before: Mapping[str, str]
    form: Form
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    conflict: Conflict | None = None
    trouble: str = ""
    active: int = 0
    found: tuple[Candidate, ...] | None = None
    serial: int = field(default_factory=lambda: next(_SERIALS))
    turns: dict[str, int] = field(default_factory=dict)
    starts: dict[str, object] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock, repr=False)

    @property
    def is_new(self) -> bool:
        """Whether the register does not have it yet."""
        return self.record_id == NEW

    def alter(self, change: Callable[[Form], Form]) -> None:
        """
        Change what is typed.

        Who types fast has several changes taken in at once, each by a thread of its own: none of
        them may go back to the form as it was before another one.
        """
        with self._turn:
            self.form = change(self.form)

    def key(self, name: str) -> str:
        """Give the key of a field: no other draft's, so that no text gets into another record."""
        return f"{name}.{self.serial}.{self.turns.get(name, 0)}"

    def start(self, name: str, value: Value) -> Value:
        """
        Give what a field begins with: its value when it comes to the page, whatever is typed since.

        A value that is put into a field anew would overwrite in the browser what is being typed
        there, and a run of the page that is cut short would not put it there at all.
        """
        key = self.key(name)
        if key not in st.session_state:
            self.starts[key] = value
        begun: Value = self.starts.setdefault(key, value)  # type: ignore[assignment]
        return begun

    def remake(self, *names: str) -> None:
        """Have fields made anew: something else than the person has changed their values."""
        for name in names:
            self.turns[name] = self.turns.get(name, 0) + 1

    def cells(self) -> dict[str, str]:
        """Give what is typed, by the columns of the record."""
        if self.kind is Kind.INITIATIVE:
            return read_form(self.form)
        return {name: self.form.cells.get(name, "").strip() for name in ATTAINMENT_COLUMNS}

    @property
    def differs(self) -> bool:
        """Whether anything is typed that the record did not say."""
        return any(text != self.before.get(name, "") for name, text in self.cells().items())


def find_draft(kind: Kind, record_id: str) -> Draft | None:
    """Give the draft of a record, None where nobody in this session writes on it."""
    return _drafts().get((kind, record_id))


def begin_new(kind: Kind) -> None:
    """Open a draft for a new record, or the one that is open."""
    form = empty_form() if kind is Kind.INITIATIVE else Form(dict.fromkeys(ATTAINMENT_COLUMNS, ""))
    draft = Draft(kind, NEW, 0, {}, form)
    draft.before = draft.cells()
    _drafts().setdefault((kind, NEW), draft)


def begin(kept: Kept) -> None:
    """Open a draft of a record as it stands, or the one that is open."""
    content = kept.content
    if isinstance(content, Attainment):
        cells = attainment_cells(content)
        draft = Draft(Kind.ATTAINMENT, content.id, kept.revision, cells, Form(cells))
    else:
        cells = to_cells(content)
        draft = Draft(Kind.INITIATIVE, content.id, kept.revision, cells, fill_form(content))
    _drafts().setdefault((draft.kind, draft.record_id), draft)


def drop(draft: Draft) -> None:
    """Close a draft; what is typed in it is gone."""
    _drafts().pop((draft.kind, draft.record_id), None)


def _drafts() -> dict[tuple[Kind, str], Draft]:
    drafts: dict[tuple[Kind, str], Draft] = st.session_state.setdefault(DRAFTS, {})
    return drafts
