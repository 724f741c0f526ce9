"""
The register as it is now: read again when it has changed, and the last known where it does not answer (reads).

All else that the app shows is loaded once.
"""

import ipaddress
import logging
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from explorer.i18n import Translator
from explorer.initiatives.kept import Unavailable
from explorer.initiatives.store import Store
from explorer.settings import Editing, settings
from explorer.ui.assets import DataFiles, write_initiatives
from explorer.workspace import Workspace, open_store, own_file, with_register
from geodata.areas import load_areas

LOG: Final = logging.getLogger(__name__)
EDITOR: Final = "editor"
# A database that takes long to fail is left alone for this many times as long.
PATIENCE: Final = 10
# A proxy that hands a stranger's request on says so in one of these.
_HANDED_ON: Final = re.compile(r"forwarded|x-forwarded-.*|x-real-ip|via", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Live:
    """
    What the pages show.

    `trouble` is a sentence in the page's language that says that the register does not answer; ""
    where it does.
    """

    workspace: Workspace
    files: DataFiles
    trouble: str


@dataclass
class _Memory:
    """What all sessions remember of one database."""

    ready: bool = False
    answers: bool = True
    last: tuple[Workspace, DataFiles] | None = None
    not_before: float = 0.0


def store() -> Store:
    """Give the register's database as the settings name it; nothing is opened before it is used."""
    return _store(settings().register_url)


def current(base: Workspace, files: DataFiles, t: Translator) -> Live:
    """
    Give the data with the register of now; where it does not answer, with the last that is known.

    Parameters
    ----------
    base, files
        The data as loaded and written at the start, with the register of the app's own file.

    Raises
    ------
    DataError
        If an empty register should be filled and its files are not sound.
    """
    url = settings().register_url
    memory = _memory(url)
    started = time.monotonic()
    try:
        if started < memory.not_before:
            raise Unavailable("It did not answer a moment ago.")
        if not memory.ready:
            store().prepare()
            memory.ready = True
        memory.last = found = _read(store().stamp(), url, base, files)
        memory.answers = True
    except Unavailable as fault:
        now = time.monotonic()
        memory.not_before = max(memory.not_before, now + PATIENCE * (now - started))
        if memory.answers:
            # Once, and not at every visit until it answers again.
            LOG.warning("The register's database does not answer: %s", fault.reason)
            memory.answers = False
        if memory.last is None:
            return Live(base, files, _without_any(t))
        return Live(*memory.last, _with_the_last(t))
    return Live(*found, "")


def may_edit() -> bool:
    """Tell whether this visitor may change the register: a setting opens it to browsers on this machine."""
    if settings().editing is not Editing.LOCALHOST:
        return False
    return is_local(st.context.ip_address, st.context.headers)


def editor() -> str:
    """Give the name that the editor has typed in this session; "" before."""
    return str(st.session_state.get(EDITOR, "")).strip()


def is_local(address: str | None, headers: Mapping[str, str]) -> bool:
    """
    Tell whether a browser runs on this machine.

    Parameters
    ----------
    address
        Of the other end of the connection; None is this machine.
    headers
        Of the request. The host must be this machine's name for itself: a page of a stranger's can
        lead its own name here. Nobody may have handed the request on.
    """
    if address is not None and not _is_loopback(address):
        return False
    if any(_HANDED_ON.fullmatch(name) for name in headers):
        return False
    host = next((text for name, text in headers.items() if name.lower() == "host"), "")
    found = re.fullmatch(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", host, re.IGNORECASE)
    return found is not None


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


@st.cache_resource(show_spinner=False, max_entries=4)
def _store(url: str) -> Store:
    folder = settings().data_dir
    return open_store(url, load_areas(own_file(folder, "areas.csv")), data_dir=folder)


@st.cache_resource(show_spinner=False, max_entries=4)
def _memory(url: str) -> _Memory:  # noqa: ARG001  one for each database
    return _Memory()


# A few are kept, since a page that stands open goes on with the state it was opened with.
@st.cache_resource(show_spinner=False, max_entries=4)
def _read(stamp: str, url: str, _base: Workspace, _files: DataFiles) -> tuple[Workspace, DataFiles]:  # noqa: ARG001  what the result goes by
    register = store().register()
    return with_register(_base, register), write_initiatives(register, _files)


def _with_the_last(t: Translator) -> str:
    return t(
        "The register of initiatives does not answer at the moment."
        " Shown is what was last read from it, and nothing can be saved until it answers again."
    )


def _without_any(t: Translator) -> str:
    return t(
        "The register of initiatives does not answer at the moment."
        " Shown are the initiatives that came with the app, and nothing can be saved until it"
        " answers."
    )
