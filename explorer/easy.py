"""
Easy Swedish: a second Swedish catalogue for the texts about an area (reads catalogues).

`locales/sv/LC_MESSAGES/easy.po` holds what is said more simply; everything else is plain Swedish.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from explorer.catalogues import KEYWORDS, Message
from explorer.i18n import Translator, compile_catalogue, load_catalogue

LANGUAGE: Final = "sv"
EASY_DOMAIN: Final = "easy.po"
# The modules of `explorer.area` whose texts easy Swedish has to have.
MODULES: Final = ("clauses.py", "meanings.py", "sentences.py", "voice.py")


def load_easy() -> Catalog:
    """Read the catalogue of easy Swedish."""
    path = files("explorer") / "locales" / LANGUAGE / "LC_MESSAGES" / EASY_DOMAIN
    with path.open("rb") as stream:
        return read_po(stream, locale=LANGUAGE)


@cache
def easy_translator() -> Translator:
    """Return what writes easy Swedish, and plain Swedish where there is nothing easier."""
    texts = compile_catalogue(load_easy())
    texts.add_fallback(compile_catalogue(load_catalogue(LANGUAGE)))
    return Translator(LANGUAGE, texts)


def easy_messages() -> tuple[Message, ...]:
    """List the texts that easy Swedish has to have, in English."""
    found: dict[Message, None] = {}
    folder = Path(str(files("explorer") / "area"))
    for name in MODULES:
        for _line, message, *_rest in extract_from_file(
            "python", folder / name, keywords=KEYWORDS, strip_comment_tags=True
        ):
            found[message if isinstance(message, str) else (message[0], message[1])] = None
    return tuple(found)
