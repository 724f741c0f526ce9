"""What a person looks at, as one value, and the same as the query part of a link."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

# Named here as well because whoever asks for a view needs what it can hold.
from explorer.choices import ComparePart as ComparePart
from explorer.choices import EffortMap as EffortMap
from explorer.choices import EffortPart as EffortPart
from explorer.choices import GapPart as GapPart
from explorer.choices import ReachBy as ReachBy
from explorer.choices import RegisterPart as RegisterPart
from explorer.choices import Scheme as Scheme
from explorer.choices import Show as Show
from explorer.choices import Sort as Sort
from explorer.i18n import N_
from explorer.link import (
    NONE,
    Answer,
    Reader,
    cut,
    is_unwritable,
    numbers_of,
    one_of,
    parts_of,
    refuse,
    some_of,
)
from geodata.areas import AreaLevel
from geodata.problems import Problem
from indicators.composite import Normalisation
from indicators.definitions import TargetArea
from indicators.gaps import MEASURES
from indicators.own_area import OwnArea, from_text, to_text


@dataclass(frozen=True)
class MapPosition:
    """Centre (degrees, WGS 84) and zoom of the map, rounded to about a metre as links give it."""

    lat: float
    lon: float
    zoom: float

    def __post_init__(self) -> None:
        for name, decimals in (("lat", 5), ("lon", 5), ("zoom", 2)):
            object.__setattr__(self, name, round(float(getattr(self, name)), decimals))

    def __str__(self) -> str:
        """Give the form used in a link: lat,lon,zoom."""
        return f"{self.lat:.5f},{self.lon:.5f},{self.zoom:.2f}"


@dataclass(frozen=True)
class ViewState:
    """
    Everything that a link restores.

    Parameters
    ----------
    period
        None is the newest.
    classes
        How many are asked for, 3 to 9; own breaks make one more than there are breaks.
    breaks
        Own inner breaks, 2 to 8, rising, in the terms shown; they count with `Scheme.OWN` alone,
        which without any falls back to the round steps about the city.
    area
        Codes on `level`, at most 20, in the order of choice.
    initiatives, status
        Those shown; an empty tuple shows none.
    organiser
        Kinds of organiser; an empty tuple shows all.
    words
        Text to look for in initiatives, one line of at most 100 characters, no space at either end.
    at
        Where the map stands; None is the whole city.
    part
        Which part of the page about gaps is open.
    measure
        Short name of the measure of inequality that is followed over time and split by area.
    order
        The indicator that puts areas in an order, for measures that need one.
    base
        The period that a change is counted from; None is the usual one.
    goal
        What the measure is to reach: a value, `HALF` (half of the base period's gap) or None.
    by
        The year of the goal.
    compare
        Which part of the page that compares is open.
    beside, then
        The indicator and the period that the first ones are set beside; a period of None is the
        newest.
    shared
        Whether two maps share one scale, where they can.
    own
        Areas of one's own, shown wherever chosen areas are.
    weights
        Of the indicators of a composite index; empty weighs all headline indicators alike.
    scaling
        How the index brings indicators to one scale.
    register
        Which part of the page about the register is open.
    initiative
        Id of the one that is open; "" for none. It need not exist: the page says so.
    sort, descending, sheet
        Order of the register's list, and which sheet of it is open, from 1.
    effort
        Which part of the page about effort and need is open.
    effort_level
        Level of that page's areas. It has its own, because most places are known too roughly for
        the finest one.
    themes
        Target areas whose initiatives count; empty takes those of the indicator.
    doubtful
        Whether initiatives count of which nobody knows whether they still run.
    city_wide
        How much one that runs in the whole city counts in each area, 0–100 percent.
    effort_map
        Which of the two maps is shown.
    blank
        Whether only areas with a large gap and nothing running or planned are listed.
    distance
        Metres that people are thought to go to a place, 100–10 000.
    reach_by
        Whether reach is a straight line, or all areas that it touches.
    easy
        Whether the page about an area is written in easy Swedish.
    """

    page: str = "map"
    indicator: str = "low_economic_standard"
    level: AreaLevel = AreaLevel.PRIMARY_AREA
    period: str | None = None
    show: Show = Show.DIFFERENCE
    scheme: Scheme = Scheme.CITY
    classes: int = 7
    breaks: tuple[float, ...] = ()
    lock: bool = True
    area: tuple[str, ...] = ()
    initiatives: tuple[TargetArea, ...] = tuple(TargetArea)
    status: tuple[str, ...] = ("running", "planned", "unknown")
    organiser: tuple[str, ...] = ()
    words: str = ""
    lang: str = "sv"
    at: MapPosition | None = None
    part: GapPart = GapPart.SIZE
    measure: str = "mdmw"
    order: str = "median_economic_standard"
    base: str | None = None
    goal: float | str | None = None
    by: int = 2030
    compare: ComparePart = ComparePart.MAPS
    beside: str = "employment_rate"
    then: str | None = None
    shared: bool = False
    own: tuple[OwnArea, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    scaling: Normalisation = Normalisation.Z_SCORE
    register: RegisterPart = RegisterPart.LIST
    initiative: str = ""
    sort: Sort = Sort.NAME
    descending: bool = False
    sheet: int = 1
    effort: EffortPart = EffortPart.NEED
    effort_level: AreaLevel = AreaLevel.INTERMEDIATE_AREA
    themes: tuple[TargetArea, ...] = ()
    doubtful: bool = False
    city_wide: int = 0
    effort_map: EffortMap = EffortMap.CLASSES
    blank: bool = False
    distance: int = 1000
    reach_by: ReachBy = ReachBy.LINE
    easy: bool = False


PAGES: Final = (
    *("map", "area", "gaps", "compare", "effort", "initiatives", "method"),
    "accessibility",
)
MOST_OWN: Final = 3
MOST_WEIGHT: Final = 100.0
HALF: Final = "half"
GOAL_YEARS: Final = range(2015, 2101)
SHEETS: Final = range(1, 10_000)
SHARES: Final = range(101)
DISTANCES: Final = range(100, 10_001)
# Ids are short names for machines; a longer one in a link is nobody's.
IDENTIFIER: Final = r"[a-z0-9][a-z0-9_.-]{0,99}"
CLASSES: Final = range(3, 10)
BREAKS: Final = range(2, 9)
MOST_AREAS: Final = 20
MOST_WORDS: Final = 100
LATITUDES: Final = (57.0, 58.5)
LONGITUDES: Final = (11.0, 13.0)
ZOOMS: Final = (5.0, 18.0)
# Streamlit's own parameters stand in the same address.
PASSED_OVER: Final = frozenset({"embed", "embed_options"})

# What may stand in a link, where it is not a list of names: marked for translation.
ALLOWED_BREAKS: Final = N_("two to eight different numbers, lowest first, with commas between them")
ALLOWED_BREAKS_WITH: Final = N_("breaks together with scheme=own only")
ALLOWED_AREAS: Final = N_("at most 20 codes, all of the level that the link shows")
ALLOWED_WORDS: Final = N_("at most 100 characters, in one line")
ALLOWED_GOAL: Final = N_("half, or a number")
ALLOWED_YEAR: Final = N_("a year from 2015 to 2100")
ALLOWED_NUMBER: Final = N_("a whole number in the range that the page offers")
ALLOWED_IDENTIFIER: Final = N_("small letters, digits, hyphens")
ALLOWED_PERIOD: Final = N_("a year such as 2018, or two with a hyphen between them")
ALLOWED_OWN: Final = N_(
    "at most three areas of one’s own, each a name, a tilde (~) and codes of primary areas"
)
ALLOWED_WEIGHTS: Final = N_("indicators, each with a colon and a weight from 0 to 100")
ALLOWED_POSITION: Final = N_(
    "latitude 57 to 58.5, longitude 11 to 13, zoom 5 to 18, with commas between them"
)


@dataclass(frozen=True)
class Known:
    """What a link may name with the data at hand."""

    indicators: frozenset[str]
    areas: Mapping[AreaLevel, frozenset[str]]
    languages: tuple[str, ...]
    organisers: frozenset[str]
    statuses: frozenset[str]
    periods: frozenset[str]


def default_view(lang: str, *, known: Known | None = None) -> ViewState:
    """
    Give the view that the app opens with, in a language.

    With data of one's own, which may lack the usual first indicator or language, `known` lets the
    first name that there is take its place.
    """
    view = ViewState(lang=lang)
    if known is None:
        return view
    if known.indicators and view.indicator not in known.indicators:
        view = replace(view, indicator=min(known.indicators))
    if known.languages and view.lang not in known.languages:
        view = replace(view, lang=known.languages[0])
    return view


def to_query(view: ViewState) -> dict[str, str]:
    """Write what differs from the default view, by the names used in links."""
    plain = ViewState()
    texts = {
        "page": view.page,
        "indicator": view.indicator,
        "level": view.level.value,
        "period": view.period or "",
        "show": view.show.value,
        "scheme": view.scheme.value,
        "classes": str(view.classes),
        "breaks": ",".join(repr(float(each)).removesuffix(".0") for each in view.breaks),
        "lock": "1" if view.lock else "0",
        "area": ",".join(view.area),
        "initiatives": ",".join(view.initiatives) or NONE,
        "status": ",".join(view.status) or NONE,
        "organiser": ",".join(view.organiser),
        "words": view.words,
        "lang": view.lang,
        "at": str(view.at) if view.at else "",
        "part": view.part.value,
        "measure": view.measure,
        "order": view.order,
        "base": view.base or "",
        "goal": _goal_text(view.goal),
        "by": str(view.by),
        "compare": view.compare.value,
        "beside": view.beside,
        "then": view.then or "",
        "shared": "1" if view.shared else "0",
        "own": ";".join(to_text(each) for each in view.own),
        "weights": ",".join(f"{name}:{_number_text(weight)}" for name, weight in view.weights),
        "scaling": view.scaling.value,
        "register": view.register.value,
        "initiative": view.initiative,
        "sort": view.sort.value,
        "descending": "1" if view.descending else "0",
        "sheet": str(view.sheet),
        "effort": view.effort.value,
        "effort_level": view.effort_level.value,
        "themes": ",".join(view.themes),
        "doubtful": "1" if view.doubtful else "0",
        "city_wide": str(view.city_wide),
        "effort_map": view.effort_map.value,
        "blank": "1" if view.blank else "0",
        "distance": str(view.distance),
        "reach_by": view.reach_by.value,
        "easy": "1" if view.easy else "0",
    }
    if view.scheme is not Scheme.OWN:
        del texts["breaks"]
    return {
        name: text for name, text in texts.items() if getattr(view, name) != getattr(plain, name)
    }


def from_query(query: Mapping[str, str], *, known: Known) -> tuple[ViewState, tuple[Problem, ...]]:
    """
    Read a view from the query part of a link.

    Never fails: what is not understood is left out, in a list of names the wrong ones alone, and
    the rest is shown. A name without a value asks for nothing and is passed over.

    Returns
    -------
    view
        Valid with these data: `from_query(to_query(view), known=known)` gives it again.
    problems
        Code "bad-link" and severity "warning", one for each parameter, in the order of the link.
    """
    readers = _readers(query, known)
    read: dict[str, Any] = {}
    problems = []
    for name, text in query.items():
        if name in PASSED_OVER or not text.strip():
            continue
        answer = readers[name](text.strip()) if name in readers else refuse(text, readers)
        if answer.refused:
            problems.append(
                Problem(
                    "bad-link",
                    column=cut(name),
                    value=cut(answer.refused),
                    allowed=answer.allowed,
                    severity="warning",
                )
            )
        if answer.value is not None:
            read[name] = answer.value
    return replace(default_view(ViewState.lang, known=known), **read), tuple(problems)


def _readers(query: Mapping[str, str], known: Known) -> dict[str, Reader]:
    # Two parameters are read in the light of another one, wherever that stands in the link.
    level = one_of(list(AreaLevel), AreaLevel)(query.get("level", "").strip()).value
    codes = known.areas.get(level or ViewState.level, frozenset())
    own = query.get("scheme", "").strip() == Scheme.OWN
    return {
        "page": one_of(PAGES),
        "indicator": one_of(known.indicators),
        "level": one_of(list(AreaLevel), AreaLevel),
        "period": one_of(known.periods),
        "show": one_of(list(Show), Show),
        "scheme": one_of(list(Scheme), Scheme),
        "classes": one_of([str(each) for each in CLASSES], int),
        "breaks": _read_breaks if own else lambda text: Answer(None, text, ALLOWED_BREAKS_WITH),
        "lock": one_of(("0", "1"), lambda text: text == "1"),
        "area": lambda text: _read_areas(text, codes),
        "initiatives": some_of(list(TargetArea), TargetArea, none=True),
        "status": some_of(known.statuses, none=True),
        "organiser": some_of(known.organisers),
        "words": _read_words,
        "lang": one_of(known.languages),
        "at": _read_position,
        "part": one_of(list(GapPart), GapPart),
        "measure": one_of(tuple(MEASURES)),
        "order": one_of(known.indicators),
        "base": _read_base,
        "goal": _read_goal,
        "by": _read_year,
        "compare": one_of(list(ComparePart), ComparePart),
        "beside": one_of(known.indicators),
        "then": one_of(known.periods),
        "shared": one_of(("0", "1"), lambda text: text == "1"),
        "own": lambda text: _read_own(text, known.areas.get(AreaLevel.PRIMARY_AREA, frozenset())),
        "weights": lambda text: _read_weights(text, known.indicators),
        "scaling": one_of(list(Normalisation), Normalisation),
        **_effort_readers(),
    }


def _effort_readers() -> dict[str, Reader]:
    """Readers of what the pages about initiatives, and about effort and need, take."""

    def whole(allowed: range) -> Reader:
        def read(text: str) -> Answer:
            right = text.isascii() and text.isdecimal() and len(text) < 6 and int(text) in allowed
            return Answer(int(text)) if right else Answer(None, text, ALLOWED_NUMBER)

        return read

    def yes(text: str) -> bool:
        return text == "1"

    return {
        "register": one_of(list(RegisterPart), RegisterPart),
        "initiative": _read_identifier,
        "sort": one_of(list(Sort), Sort),
        "descending": one_of(("0", "1"), yes),
        "sheet": whole(SHEETS),
        "effort": one_of(list(EffortPart), EffortPart),
        "effort_level": one_of(list(AreaLevel), AreaLevel),
        "themes": some_of(list(TargetArea), TargetArea),
        "doubtful": one_of(("0", "1"), yes),
        "city_wide": whole(SHARES),
        "effort_map": one_of(list(EffortMap), EffortMap),
        "blank": one_of(("0", "1"), yes),
        "distance": whole(DISTANCES),
        "reach_by": one_of(list(ReachBy), ReachBy),
        "easy": one_of(("0", "1"), yes),
    }


def _read_identifier(text: str) -> Answer:
    """Read an id; one that the register lacks is told on the page, which can say more."""
    right = re.fullmatch(IDENTIFIER, text, re.ASCII)
    return Answer(text) if right else Answer(None, text, ALLOWED_IDENTIFIER)


def _read_areas(text: str, codes: Collection[str]) -> Answer:
    right = [part for part in parts_of(text) if part in codes]
    left_out = [part for part in parts_of(text) if part not in codes] + right[MOST_AREAS:]
    refused = ",".join(left_out) if right or left_out else text
    return Answer(tuple(right[:MOST_AREAS]), refused, ALLOWED_AREAS)


def _read_breaks(text: str) -> Answer:
    breaks = numbers_of(text)
    rising = all(low < high for low, high in pairwise(breaks))
    if len(breaks) in BREAKS and rising:
        return Answer(breaks)
    return Answer(None, text, ALLOWED_BREAKS)


def _read_words(text: str) -> Answer:
    right = len(text) <= MOST_WORDS and not any(map(is_unwritable, text))
    return Answer(text) if right else Answer(None, text, ALLOWED_WORDS)


def _goal_text(goal: float | str | None) -> str:
    if goal is None or isinstance(goal, str):
        return goal or ""
    return _number_text(goal)


def _number_text(number: float) -> str:
    return repr(float(number)).removesuffix(".0")


def _read_own(text: str, codes: Collection[str]) -> Answer:
    right: dict[str, OwnArea] = {}
    left_out = []
    for part in filter(None, map(str.strip, text.split(";"))):
        found, refused = from_text(part, known=codes)
        if refused or found is None or found.name in right or len(right) == MOST_OWN:
            left_out.append(refused or part)
        if found is not None and len(right) < MOST_OWN:
            right.setdefault(found.name, found)
    return Answer(tuple(right.values()) or None, ";".join(left_out), ALLOWED_OWN)


def _read_weights(text: str, indicators: Collection[str]) -> Answer:
    right: dict[str, float] = {}
    left_out = []
    for part in parts_of(text):
        name, _, weight = part.partition(":")
        numbers = numbers_of(weight)
        if name in indicators and len(numbers) == 1 and 0 <= numbers[0] <= MOST_WEIGHT:
            right.setdefault(name, numbers[0])
        else:
            left_out.append(part)
    return Answer(tuple(right.items()) or None, ",".join(left_out), ALLOWED_WEIGHTS)


def _read_goal(text: str) -> Answer:
    if text == HALF:
        return Answer(HALF)
    numbers = numbers_of(text)
    return Answer(numbers[0]) if len(numbers) == 1 else Answer(None, text, ALLOWED_GOAL)


def _read_year(text: str) -> Answer:
    right = text.isascii() and text.isdecimal() and len(text) == 4 and int(text) in GOAL_YEARS
    return Answer(int(text)) if right else Answer(None, text, ALLOWED_YEAR)


def _read_base(text: str) -> Answer:
    """Read a period; one without figures is told on the page, since it may well be asked for."""
    right = re.fullmatch(r"[12][0-9]{3}(-[12][0-9]{3})?", text, re.ASCII)
    return Answer(text) if right else Answer(None, text, ALLOWED_PERIOD)


def _read_position(text: str) -> Answer:
    numbers = numbers_of(text)
    limits = (LATITUDES, LONGITUDES, ZOOMS)
    if len(numbers) == len(limits) and all(
        low <= number <= high for number, (low, high) in zip(numbers, limits, strict=True)
    ):
        lat, lon, zoom = numbers
        return Answer(MapPosition(lat, lon, zoom))
    return Answer(None, text, ALLOWED_POSITION)
