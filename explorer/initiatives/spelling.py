"""How names are compared: found without accents, sorted as the Swedish alphabet has it."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count
from typing import Final

# å, ä and ö are letters of their own, after z; æ and ø are their neighbours' spelling of two of them.
_LAST: Final = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})
MOST_SLUG: Final = 60


def exact(text: str) -> str:
    """Fold case and ways to write the same letter, and nothing else."""
    return unicodedata.normalize("NFC", text).casefold()


def without_accents(text: str) -> str:
    """Leave the accents out: “Hjällbo” becomes “Hjallbo”."""
    return "".join(
        each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)
    )


def mentions(text: str, words: str) -> bool:
    """
    Tell whether every word, split at blanks, occurs somewhere in a text.

    Case does not matter. A word without accents finds accented text too (“hjallbo” finds Hjällbo);
    a word with accents finds only the same accents, so that “ö” does not find every “o”.
    """
    wanted = exact(words).split()
    if not wanted:
        return True
    found = exact(text)
    plain = without_accents(found)
    return all(word in found or word in plain for word in wanted)


def alphabet(text: str) -> str:
    """Give what a name is sorted by: å, ä and ö after z, other letters without their accents."""
    return without_accents(exact(text.strip()).translate(_LAST))


def slug(name: str, taken: Collection[str] = ()) -> str:
    """
    Make an id of a name: small letters and digits with hyphens, a number after it where it is taken.

    A name without any letter or digit of the Latin alphabet becomes “initiative”.
    """
    plain = without_accents(exact(name)).replace("ø", "o").replace("æ", "ae")
    stem = "-".join(re.findall(r"[a-z0-9]+", plain))[:MOST_SLUG].strip("-") or "initiative"
    numbered = (f"{stem}-{n}" if n > 1 else stem for n in count(1))
    return next(each for each in numbered if each not in taken)
