"""
Areas of one's own: primary areas, or shares of them, put together under a name.

What their values are is said in `indicators.own_value`.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from geodata.areas import Area, AreaLevel, AreaRegister
from geodata.problems import DataError, Problem, shorten
from indicators.levels import BY_SIZE

MOST_LETTERS: Final = 60
MOST_AREAS: Final = 96
MOST_TEXT: Final = 4000
MOST_REFUSED: Final = 200
SHARE_DECIMALS: Final = 4
NAME_END, BETWEEN, BEFORE_SHARE = "~", ",", ":"
# Marks of the text itself, and two more so that several texts can be joined with them in a link.
ESCAPES: Final[Mapping[str, str]] = {
    "!": "!!",
    NAME_END: "!t",
    BETWEEN: "!c",
    BEFORE_SHARE: "!k",
    ";": "!s",
    "|": "!p",
}
ESCAPED: Final = re.compile("|".join(re.escape(mark) for mark in ESCAPES.values()))
WRITTEN_SHARE: Final = re.compile(r"0\.[0-9]{1,4}|1(\.0{1,4})?", re.ASCII)
_UNESCAPED: Final = {mark: letter for letter, mark in ESCAPES.items()}


@dataclass(frozen=True)
class OwnArea:
    """
    An area of one's own; hashable.

    Parameters
    ----------
    name
        As the reader calls it.
    pairs
        Code of a primary area and the share of it that belongs, above 0 and at most 1 (whole),
        each code once; kept sorted, with four decimals. See `make_own_area` for checks.
    """

    name: str
    pairs: tuple[tuple[str, float], ...]

    def __post_init__(self) -> None:
        pairs = tuple(sorted((code, round(share, SHARE_DECIMALS)) for code, share in self.pairs))
        if not pairs or len(dict(pairs)) < len(pairs):
            raise ValueError("An area of one's own has at least one area, and each once.")
        if not all(0 < share <= 1 for _, share in pairs):
            raise ValueError("The share of an area lies above 0 and is at most 1.")
        object.__setattr__(self, "pairs", pairs)

    @property
    def shares(self) -> dict[str, float]:
        """Share by the code of the primary area, sorted."""
        return dict(self.pairs)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the primary areas, sorted."""
        return tuple(code for code, _ in self.pairs)

    @property
    def whole(self) -> bool:
        """Whether every area belongs as a whole."""
        return all(share == 1 for _, share in self.pairs)


def make_own_area(name: str, shares: Mapping[str, float], *, known: Collection[str]) -> OwnArea:
    """
    Make an area of one's own of what a reader gave.

    Parameters
    ----------
    shares
        Share by the code of the primary area.
    known
        Codes of all primary areas.

    Raises
    ------
    DataError
        With everything that is wrong with the name, the codes and the shares.
    """
    name = _tidy(name)
    problems = [] if _is_name(name) else [_refuse_name(name)]
    if not 1 <= len(shares) <= MOST_AREAS:
        problems.append(Problem("area-count", value=str(len(shares)), allowed=f"1–{MOST_AREAS}"))
    for code, share in list(shares.items())[:MOST_AREAS]:
        if code not in known:
            allowed = shorten(sorted(known))
            problems.append(Problem("unknown-area", value=str(code)[:20], allowed=allowed))
        elif not 0 < round(share, SHARE_DECIMALS) <= 1:
            allowed = "0.0001–1"
            problems.append(Problem("share-out-of-range", "", None, code, f"{share:g}", allowed))
    if problems:
        raise DataError(problems)
    return OwnArea(name, tuple(shares.items()))


def to_text(own: OwnArea) -> str:
    """Write an area of one's own for a link, such as `Norra stranden~306,307,308:0.42`."""
    name = "".join(ESCAPES.get(letter, letter) for letter in own.name)
    pairs = (
        code if share == 1 else f"{code}{BEFORE_SHARE}{_write_share(share)}"
        for code, share in own.pairs
    )
    return f"{name}{NAME_END}{BETWEEN.join(pairs)}"


def from_text(text: str, *, known: Collection[str]) -> tuple[OwnArea | None, str]:
    """
    Read an area of one's own from a link.

    Parameters
    ----------
    text
        As `to_text` writes it; any text has an answer.
    known
        Codes of all primary areas.

    Returns
    -------
    own, refused
        The area made of what could be read, None if that is nothing; what was left out or
        changed, "" if nothing was. A name that is not allowed gives way to the codes.
    """
    if len(text) > MOST_TEXT or NAME_END not in text:
        return None, _shorten(text)
    written, _, listed = text.partition(NAME_END)
    refused: list[str] = []
    shares: dict[str, float] = {}
    for entry in listed.split(BETWEEN):
        code, mark, share = entry.partition(BEFORE_SHARE)
        well = WRITTEN_SHARE.fullmatch(share) if mark else True
        number = float(share) if mark and well else 1.0
        if (
            code in known
            and code not in shares
            and well
            and number > 0
            and len(shares) < MOST_AREAS
        ):
            shares[code] = number
        else:
            refused.append(entry)
    if not shares:
        return None, _shorten(text)
    name = ESCAPED.sub(lambda mark: _UNESCAPED[mark[0]], written)
    if not _is_name(tidy := _tidy(name)):
        refused.insert(0, name)
        tidy = shorten(sorted(shares), limit=4)
    return OwnArea(tidy, tuple(shares.items())), _shorten(BETWEEN.join(refused))


# Asked for with every indicator and period; the areas do not change under a register.
@lru_cache(maxsize=256)
def find_same(areas: AreaRegister, own: OwnArea) -> tuple[Area, ...]:
    """
    Find the areas that are made of just the same primary areas, all whole.

    Coarsest first, but a primary area before all others.
    """
    if not own.whole:
        return ()
    codes, first = own.codes, own.codes[0]
    found = []
    for level in (AreaLevel.PRIMARY_AREA, *BY_SIZE[:-1]):
        holders = areas.ancestors(AreaLevel.PRIMARY_AREA, level)
        if holders is None or first not in holders.index:
            continue
        holder = str(holders[first])
        if areas.children(level, holder, AreaLevel.PRIMARY_AREA) == codes:
            found.append(Area(level, holder, areas.name(level, holder)))
    return tuple(found)


def _tidy(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()


def _is_name(name: str) -> bool:
    """One line, without control, formatting and unassigned characters, not empty and not long."""
    return 0 < len(name) <= MOST_LETTERS and all(
        unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        for letter in name
    )


def _refuse_name(name: str) -> Problem:
    allowed = f"one line of 1–{MOST_LETTERS} characters, without control characters"
    return Problem("name-not-allowed", value=_shorten(name), allowed=allowed)


def _write_share(share: float) -> str:
    return f"{share:.{SHARE_DECIMALS}f}".rstrip("0")


def _shorten(text: str) -> str:
    """Keep what a stranger wrote short and on one line."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in text[:MOST_REFUSED])
    return shown + ("…" if len(text) > MOST_REFUSED else "")
