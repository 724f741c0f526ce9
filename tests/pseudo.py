"""
A made-up language for tests: every text of the interface in it is marked, accented and longer.

`⟦Måáþ·····⟧` says where a text came from, so that whatever stands outside such brackets was never given to
the translators; that it is 40 % longer shows where a language with longer words would be cut off.
"""

import re
from math import ceil
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from explorer.catalogues import messages
from explorer.i18n import DOMAIN

# Real codes, since numbers and dates need a locale; not a word of them is Esperanto or Arabic.
LONG: Final = "eo"
RIGHT_TO_LEFT: Final = "ar"
OPEN: Final = "⟦"
CLOSE: Final = "⟧"
LONGER: Final = 0.4
ACCENTS: Final = str.maketrans("aceinosuyACEINOSUY", "åçéîñöšüýÅÇÉÎÑÖŠÜÝ")
# Names in braces, and marks of Markdown's that are not text: icons and the like.
KEPT: Final = re.compile(r"(\{\w*\}|:material/\w+:)")


def pseudo_text(message: str) -> str:
    """Write a text in the made-up language; names in braces stay, and so does space at its ends."""
    core = message.strip()
    before, _, after = message.partition(core)
    pieces = KEPT.split(core)
    accented = "".join(
        piece if KEPT.fullmatch(piece) else piece.translate(ACCENTS) for piece in pieces
    )
    letters = sum(len(piece) for piece in pieces if not KEPT.fullmatch(piece))
    # Short words, so that a line can be broken between them as it can in any language.
    longer = " ".join(["ñåñå"] * max(1, ceil(letters * LONGER / 5)))
    return f"{before}{OPEN}{accented} {longer}{CLOSE}{after}"


def pseudo_catalogue(lang: str) -> Catalog:
    """Translate every text of the interface, with as many plural forms as the language has."""
    catalogue = Catalog(locale=Locale.parse(lang))
    for message in messages():
        if isinstance(message, str):
            catalogue.add(message, pseudo_text(message))
        else:
            one, many = map(pseudo_text, message)
            # The first form of Arabic is that for none at all.
            forms = [many] * catalogue.num_plurals
            forms[0 if catalogue.num_plurals == 2 else 1] = one
            catalogue.add(message, tuple(forms))
    return catalogue


def write_pseudo(folder: Path, lang: str) -> Path:
    """Write the catalogue where a translator would put it, below a folder; return its path."""
    path = folder / lang / "LC_MESSAGES" / DOMAIN
    path.parent.mkdir(parents=True)
    with path.open("wb") as stream:
        write_po(stream, pseudo_catalogue(lang), width=0)
    return path
