"""How a visitor looks at the app, and what happened on the visitor's pages."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    WebError,
    WebSocket,
)
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LOCAL_HOSTS = {"127.0.0.1", "localhost"}
WITHIN_THE_PAGE = {"about", "blob", "chrome-error", "data"}
# What others' code writes to the console as an error on a page that works. Each with its reason.
KNOWN_CONSOLE_ERRORS: tuple[str, ...] = (
    # Opened at a page's own address, Streamlit first asks for its server below that address.
    "/method/_stcore/",
    "/area/_stcore/",
    "/gaps/_stcore/",
    "/compare/_stcore/",
    "/effort/_stcore/",
    "/initiatives/_stcore/",
    "/accessibility/_stcore/",
)


@dataclass(frozen=True)
class Screen:
    """How a visitor looks at the app."""

    width: int = 1440
    height: int = 900
    colours: Literal["light", "dark"] = "light"
    locale: str = "sv-SE"
    touch: bool = False


WIDE = Screen()
PHONE = Screen(width=390, height=844, touch=True)


@dataclass
class PageLog:
    """
    What a test's pages asked for, said and did.

    `received_bytes` counts what came in over websockets: set it to 0 before the step to measure.
    `drawn_bytes` counts the same without the message that opens each run, in which Streamlit lists
    the theme and the pages of the app.
    `allowed` holds pieces of the messages that a test brings about on purpose.
    """

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    received_bytes: int = 0
    drawn_bytes: int = 0
    allowed: list[str] = field(default_factory=list)

    def foreign(self) -> list[str]:
        """Return the addresses asked for that are not on this machine."""
        return [address for address in self.requests if not _is_local(address)]

    def complaints(self) -> list[str]:
        """Return everything that must not happen and did."""
        errors = [
            error
            for error in self.errors
            if not any(piece in error for piece in (*KNOWN_CONSOLE_ERRORS, *self.allowed))
        ]
        return [
            *(f"asked for {address}" for address in self.foreign()),
            *(f"console: {error}" for error in errors),
            *(f"a dialog opened: {message}" for message in self.dialogs),
        ]

    def watch(self, context: BrowserContext) -> None:
        """Write down what happens on every page of a context, frames included."""
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        context.on("weberror", self._note_error)
        context.on("page", self._watch_page)

    def _watch_page(self, page: Page) -> None:
        page.on("websocket", self._watch_websocket)
        page.on("dialog", self._note_dialog)

    def _watch_websocket(self, websocket: WebSocket) -> None:
        self.requests.append(websocket.url)
        websocket.on("framereceived", self._count_frame)

    def _count_frame(self, payload: str | bytes) -> None:
        content = payload.encode() if isinstance(payload, str) else payload
        self.received_bytes += len(content)
        if ForwardMsg.FromString(content).WhichOneof("type") != "new_session":
            self.drawn_bytes += len(content)

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            address = message.location.get("url", "")
            self.errors.append(f"{message.text} ({address})" if address else message.text)

    def _note_error(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _note_dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


def _is_local(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in WITHIN_THE_PAGE or parts.hostname in LOCAL_HOSTS
