"""What the register keeps beside the initiatives: changes, reports of goal attainment, plans of an import."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from explorer.initiatives.model import Initiative
from indicators.definitions import TargetArea


class Kind(StrEnum):
    """What is kept with a history."""

    INITIATIVE = "initiative"
    ATTAINMENT = "attainment"


class Action(StrEnum):
    """What was done; `SET_ASIDE` keeps the text of an editor whom somebody else had overtaken."""

    BUILT_IN = "built-in"
    ADDED = "added"
    EDITED = "edited"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    IMPORTED = "imported"
    SET_ASIDE = "set-aside"


class Level(StrEnum):
    """How far a body says it has come towards a goal."""

    GOOD = "good"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True)
class Attainment:
    """
    A report of goal attainment (måluppfyllelse).

    Parameters
    ----------
    id
        Unique and lasting.
    year
        The year that is reported on.
    body
        Who reports: a committee, a company board, or several together where names are not known.
    bodies
        How many stand behind the row; None where nobody knows.
    target_area
        None for the programme as a whole.
    text_sv, text_en
        What the report says, in own words.
    source_url
        http or https; "" where there is no page.
    """

    id: str
    year: int
    body: str
    bodies: int | None
    target_area: TargetArea | None
    level: Level
    text_sv: str
    text_en: str
    source_title: str
    source_url: str

    def text(self, lang: str) -> str:
        """Give the text in Swedish for "sv", in English for any other language."""
        return self.text_sv if lang == "sv" else self.text_en


@dataclass(frozen=True)
class Kept:
    """An initiative or a report as it stands; the revision grows by one with every change of it."""

    content: Initiative | Attainment
    revision: int
    withdrawn: bool = False


@dataclass(frozen=True)
class Change:
    """
    One line of the history, which is only ever added to.

    Parameters
    ----------
    number
        Rises by at least one with every change of anything in the register.
    at
        UTC.
    revision
        Of the record after the change; that which the editor had seen, for one set aside.
    before, after
        The whole record as text by column (`explorer.initiatives.rows.to_cells`), with the column
        `withdrawn` ("yes" or ""); None before it was there.
    """

    number: int
    at: datetime
    who: str
    action: Action
    kind: Kind
    record_id: str
    revision: int
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None


@dataclass(frozen=True)
class Plan:
    """
    What an import would do, and on what grounds.

    Parameters
    ----------
    new
        Initiatives whose id the register does not have.
    changed
        Initiatives that differ from those kept, each with the revision it was compared with.
    unchanged
        Ids of those that are the same.
    """

    new: tuple[Initiative, ...]
    changed: tuple[tuple[Initiative, int], ...]
    unchanged: tuple[str, ...]


class Unavailable(Exception):  # noqa: N818 - a state of affairs, not a fault of ours
    """The register's database does not answer; nothing was saved. `reason` is for a log."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Conflict(Exception):  # noqa: N818 - a state of affairs, not a fault of ours
    """
    Somebody else changed the record since the editor read it; the editor's text is set aside.

    `theirs` is the record as it stands now, `change` the newest change of it.
    """

    def __init__(self, theirs: Kept, change: Change) -> None:
        self.theirs = theirs
        self.change = change
        super().__init__(f"{change.record_id} was changed by {change.who} at {change.at}.")
