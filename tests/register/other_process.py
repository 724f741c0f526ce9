"""
One more process of the app, for the tests of the register: waits for a line, acts, says what came of it (writes).

`python -m tests.register.other_process prepare|edit|import URL NAME`
"""

import sys
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from explorer.initiatives.kept import Conflict, Kind
from explorer.initiatives.model import Initiative
from explorer.initiatives.store import Store
from geodata.areas import load_areas
from tests.register.plans import big_plan

ROW = "familjecentral-sandarna"


def main(role: str, url: str, name: str) -> None:
    """Play a role."""
    store = Store(url, load_areas())
    _say("ready")
    sys.stdin.readline()
    match role:
        case "prepare":
            store.prepare()
            _say("done")
        case "edit":
            found = store.find(Kind.INITIATIVE, ROW)
            assert found is not None
            assert isinstance(found.content, Initiative)
            try:
                store.edit(replace(found.content, name=name), seen=1, who=name)
                _say("saved")
            except Conflict:
                _say("told")
        case "import":
            _stop_in_the_middle()
            store.apply(big_plan(store.initiatives()), who=name)
            _say("done")


def _stop_in_the_middle() -> None:
    """Stand still for good when the rows are written and their changes are not, and say so."""

    def wait(*_: Any) -> None:
        _say("in the middle")
        sys.stdin.read()

    patch("explorer.initiatives.ledger.write_changes", wait).start()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
