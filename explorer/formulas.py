"""Texts that a spreadsheet would take for a formula, made harmless and given back."""

import re
from typing import Final

# A cell that begins so is a formula to some spreadsheet: the signs themselves and their full-width
# forms, also after blanks, characters that cannot be seen, or our own apostrophe.
_LIKE_A_FORMULA: Final = re.compile(
    r"['\s\x00-\x20\x7f-\xa0\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
)
_BREAKS_OUT: Final = ("\t", "\r", "\n")
APOSTROPHE: Final = "'"


def safe_text(text: str) -> str:
    """
    Put an apostrophe before a text that a spreadsheet would take for a formula.

    A spreadsheet runs what begins with = + - or @, or with a tab or a line break and then one of
    these. Every other text stays as it is, so that taking away one apostrophe from a text that
    would get one gives back the original, always (see `plain_text`).
    """
    return APOSTROPHE + text if _is_risky(text) else text


def plain_text(cell: str) -> str:
    """Give back the text that `safe_text` was given."""
    rest = cell.removeprefix(APOSTROPHE)
    return rest if rest != cell and _is_risky(rest) else cell


def _is_risky(text: str) -> bool:
    return text.startswith(_BREAKS_OUT) or _LIKE_A_FORMULA.match(text) is not None
