"""How names are compared: without accents, case and hyphens, and with a slip of the keys forgiven."""

import re
import unicodedata
from collections.abc import Collection
from enum import IntEnum
from typing import Final

from rapidfuzz.distance import OSA

# Letters that stand for å, ä and ö in other alphabets and have no accent that could be taken away.
_NEIGHBOURS: Final = str.maketrans({"ø": "o", "æ": "a", "ł": "l", "đ": "d"})
_WORD: Final = re.compile(r"[^\W_]+")
# One slip in a short word, two in a long one; under four letters a slip makes another word.
_SHORT: Final = 4
_LONG: Final = 8
# A shorter beginning with a slip in it could be anything.
_SHORTEST_BEGINNING: Final = 5
# Longer than east, west and the like: a word that tells a place by itself.
_TELLING: Final = 7


class Step(IntEnum):
    """How a name answers what was typed, best first."""

    EXACT = 0
    BEGINNING = 1
    WORDS = 2
    ONE_SLIP = 3
    WITH_AREA = 4
    SLIPS = 5
    SLIPS_IN_WORDS = 6
    SLIP_IN_BEGINNING = 7
    SOME_WORDS = 8


def words_of(text: str) -> tuple[str, ...]:
    """
    Give the words of a name in small letters without accents: “Frölunda Torg-Tofta” is three.

    Whatever is neither a letter nor a digit divides words.
    """
    parts = unicodedata.normalize("NFKD", text.casefold()).translate(_NEIGHBOURS)
    plain = "".join(each for each in parts if not unicodedata.combining(each))
    return tuple(_WORD.findall(plain))


def slips(word: str, meant: str, *, most: int) -> int | None:
    """
    Count the slips that make one word out of another; None for more than `most`.

    A slip is a letter left out, added or exchanged, or two neighbours that changed places (optimal
    string alignment).

    References
    ----------
    Boytsov, L. (2011). Indexing methods for approximate dictionary searching: comparative analysis.
    ACM Journal of Experimental Algorithmics 16. https://doi.org/10.1145/1963190.1963191
    """
    found = OSA.distance(word, meant, score_cutoff=most)
    return found if found <= most else None


def slips_allowed(word: str) -> int:
    """Say how many slips of the keys a typed word may hold and still be understood."""
    return 0 if len(word) < _SHORT else 1 if len(word) < _LONG else 2


def compare(
    typed: tuple[str, ...], name: tuple[str, ...], *, around: Collection[str] = ()
) -> tuple[Step, int] | None:
    """
    Say how a name answers what was typed; None where it does not.

    Parameters
    ----------
    typed, name
        As `words_of` gives them; where words are divided does not matter.
    around
        Words that may stand beside the name, such as those of the area that it lies in.

    Returns
    -------
    answer
        The step, and what orders names within it: the slips, or for `SOME_WORDS` less the letters
        that were understood. Smaller is better.
    """
    typed_joined, joined = "".join(typed), "".join(name)
    if joined == typed_joined:
        return Step.EXACT, 0
    if joined.startswith(typed_joined):
        return Step.BEGINNING, 0
    begun = [_begins(each, name) for each in typed]
    if all(begun):
        return Step.WORDS, 0
    count = slips(typed_joined, joined, most=slips_allowed(typed_joined))
    if count == 1:
        return Step.ONE_SLIP, 1
    if any(begun) and all(_begins(each, (*name, *around)) for each in typed):
        return Step.WITH_AREA, 0
    return (Step.SLIPS, count) if count is not None else _compare_loosely(typed, name)


def _compare_loosely(typed: tuple[str, ...], name: tuple[str, ...]) -> tuple[Step, int] | None:
    typed_joined, joined = "".join(typed), "".join(name)
    in_words = [_slips_in_word(each, name) for each in typed]
    total = sum(each for each in in_words if each is not None)
    if None not in in_words and total <= slips_allowed(typed_joined):
        return Step.SLIPS_IN_WORDS, total
    if len(typed_joined) >= _SHORTEST_BEGINNING:
        starts = {joined[: len(typed_joined) + step] for step in (-1, 0, 1)}
        if any(slips(typed_joined, start, most=1) is not None for start in starts):
            return Step.SLIP_IN_BEGINNING, 1
    telling = {each for each in typed if len(each) >= _TELLING}
    told = sum(
        len(each) for each in telling if any(slips(each, word, most=1) is not None for word in name)
    )
    return (Step.SOME_WORDS, -told) if told else None


def _begins(typed: str, words: tuple[str, ...]) -> bool:
    return any(word.startswith(typed) for word in words)


def _slips_in_word(typed: str, words: tuple[str, ...]) -> int | None:
    if _begins(typed, words):
        return 0
    counts = [slips(typed, word, most=slips_allowed(typed)) for word in words]
    return min((each for each in counts if each is not None), default=None)
