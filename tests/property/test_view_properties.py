import re
from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from explorer.view import (
    BREAKS,
    CLASSES,
    DISTANCES,
    GOAL_YEARS,
    HALF,
    IDENTIFIER,
    LATITUDES,
    LONGITUDES,
    MOST_AREAS,
    MOST_OWN,
    MOST_WEIGHT,
    MOST_WORDS,
    PAGES,
    SHARES,
    SHEETS,
    ZOOMS,
    ComparePart,
    EffortMap,
    EffortPart,
    GapPart,
    Known,
    MapPosition,
    ReachBy,
    RegisterPart,
    Scheme,
    Show,
    Sort,
    ViewState,
    from_query,
    to_query,
)
from geodata.areas import AreaLevel
from indicators.composite import Normalisation
from indicators.definitions import TargetArea
from indicators.gaps import MEASURES
from indicators.own_area import MOST_LETTERS, OwnArea, make_own_area

KNOWN = Known(
    indicators=frozenset({"low_economic_standard", "employment_rate", "turnout"}),
    areas={
        level: frozenset(f"{place}{number:02}" for number in range(30))
        for place, level in enumerate(AreaLevel)
    },
    languages=("sv", "en", "so"),
    organisers=frozenset({"civil society", "municipal administration", "region"}),
    statuses=frozenset({"running", "planned", "ended", "unknown"}),
    periods=frozenset({"2022", "2023", "2024"}),
)


Name = TypeVar("Name", bound=str)


def some_of(names: Collection[Name], *, most: int = 9) -> st.SearchStrategy[tuple[Name, ...]]:
    """Any choice of names in any order, each at most once."""
    return st.lists(st.sampled_from(sorted(names)), unique=True, max_size=most).map(tuple)


breaks = st.lists(
    st.floats(allow_nan=False, allow_infinity=False),
    unique=True,
    min_size=BREAKS.start,
    max_size=BREAKS.stop - 1,
).map(lambda numbers: tuple(sorted(numbers)))
words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=MOST_WORDS).map(str.strip)
numbers = st.floats(allow_nan=False, allow_infinity=False)
# Letters that mean something in a link stand as often as all the others.
own_names = st.text(
    st.sampled_from(sorted(";,:~!|&=#% ")) | st.characters(categories=["L", "N", "P", "S", "Zs"]),
    min_size=1,
    max_size=MOST_LETTERS,
).filter(str.strip)
identifiers = st.from_regex(re.compile(IDENTIFIER, re.ASCII), fullmatch=True)
shares = st.just(1.0) | st.integers(1, 9999).map(lambda share: share / 10_000)
positions = st.builds(MapPosition, st.floats(*LATITUDES), st.floats(*LONGITUDES), st.floats(*ZOOMS))


@st.composite
def own_areas(draw: st.DrawFn) -> tuple[OwnArea, ...]:
    known = KNOWN.areas[AreaLevel.PRIMARY_AREA]
    pieces = st.dictionaries(st.sampled_from(sorted(known)), shares, min_size=1, max_size=9)
    made = [
        make_own_area(draw(own_names), draw(pieces), known=known)
        for _ in range(draw(st.integers(0, MOST_OWN)))
    ]
    return tuple({each.name: each for each in made}.values())


@st.composite
def views(draw: st.DrawFn) -> ViewState:
    level = draw(st.sampled_from(AreaLevel))
    scheme = draw(st.sampled_from(Scheme))
    return ViewState(
        page=draw(st.sampled_from(PAGES)),
        indicator=draw(st.sampled_from(sorted(KNOWN.indicators))),
        level=level,
        period=draw(st.none() | st.sampled_from(sorted(KNOWN.periods))),
        show=draw(st.sampled_from(Show)),
        scheme=scheme,
        classes=draw(st.sampled_from(CLASSES)),
        breaks=draw(st.just(()) | breaks) if scheme is Scheme.OWN else (),
        lock=draw(st.booleans()),
        area=draw(some_of(KNOWN.areas[level], most=MOST_AREAS)),
        initiatives=draw(some_of(list(TargetArea))),
        status=draw(some_of(KNOWN.statuses)),
        organiser=draw(some_of(KNOWN.organisers)),
        words=draw(words),
        lang=draw(st.sampled_from(KNOWN.languages)),
        at=draw(st.none() | positions),
        part=draw(st.sampled_from(GapPart)),
        measure=draw(st.sampled_from(sorted(MEASURES))),
        order=draw(st.sampled_from(sorted(KNOWN.indicators))),
        base=draw(st.none() | st.sampled_from(["2014", "2019-2023", *KNOWN.periods])),
        goal=draw(st.none() | st.just(HALF) | numbers),
        by=draw(st.sampled_from(GOAL_YEARS)),
        compare=draw(st.sampled_from(ComparePart)),
        beside=draw(st.sampled_from(sorted(KNOWN.indicators))),
        then=draw(st.none() | st.sampled_from(sorted(KNOWN.periods))),
        shared=draw(st.booleans()),
        own=draw(own_areas()),
        weights=draw(
            st.dictionaries(
                st.sampled_from(sorted(KNOWN.indicators)), st.floats(0, MOST_WEIGHT), max_size=9
            ).map(lambda weights: tuple(weights.items()))
        ),
        scaling=draw(st.sampled_from(Normalisation)),
        register=draw(st.sampled_from(RegisterPart)),
        initiative=draw(st.just("") | identifiers),
        sort=draw(st.sampled_from(Sort)),
        descending=draw(st.booleans()),
        sheet=draw(st.sampled_from(SHEETS)),
        effort=draw(st.sampled_from(EffortPart)),
        effort_level=draw(st.sampled_from(AreaLevel)),
        themes=draw(some_of(list(TargetArea))),
        doubtful=draw(st.booleans()),
        city_wide=draw(st.sampled_from(SHARES)),
        effort_map=draw(st.sampled_from(EffortMap)),
        blank=draw(st.booleans()),
        distance=draw(st.sampled_from(DISTANCES)),
        reach_by=draw(st.sampled_from(ReachBy)),
        easy=draw(st.booleans()),
    )


@given(views())
def test_link_gives_its_view_again(view: ViewState) -> None:
    assert from_query(to_query(view), known=KNOWN) == (view, ())


@given(views())
def test_order_of_parameters_does_not_matter(view: ViewState) -> None:
    backwards = dict(reversed(to_query(view).items()))
    assert from_query(backwards, known=KNOWN) == (view, ())


names = st.sampled_from(sorted(ViewState.__dataclass_fields__)) | st.text(max_size=20)
pieces = st.sampled_from(
    [
        *("none", "own", "1", "0", "301", "57.7", "11.9", "12", "-0", "1e999", "nan", "city_area"),
        *("civil society", "running", "work", "sv", "2024", "value", "rank", "{0}", "%s", "<b>"),
        *("A~301", "301:0.5", "A;B~302", "~", "half", "gini", "turnout:2", "turnout:-1", "rank"),
    ]
)
# Any text, also halves of characters; and lists of what might stand somewhere.
values = st.text(st.characters(exclude_categories=[]), max_size=150) | st.lists(
    pieces | st.text(max_size=3), max_size=25
).map(",".join)


@given(st.dictionaries(names, values))
def test_any_link_gives_a_valid_view_and_one_warning_for_each_wrong_parameter(
    query: dict[str, str],
) -> None:
    view, problems = from_query(query, known=KNOWN)
    assert from_query(to_query(view), known=KNOWN) == (view, ())
    assert len(problems) <= len(query)
    for problem in problems:
        assert (problem.code, problem.severity) == ("bad-link", "warning")
        assert problem.value
        assert len(problem.value) <= MOST_WORDS + 1
        assert len(problem.column or "") <= MOST_WORDS + 1
        # It can be shown: no half characters, and the sentence can be filled in.
        assert problem.hint.encode()


@given(views(), st.dictionaries(st.text(min_size=1).filter(str.isupper), values, max_size=3))
def test_wrong_parameters_do_not_touch_the_right_ones(
    view: ViewState, wrong: dict[str, str]
) -> None:
    found, problems = from_query({**wrong, **to_query(view)}, known=KNOWN)
    assert found == view
    assert len(problems) == sum(bool(text.strip()) for text in wrong.values())


@given(views())
def test_what_is_at_its_default_stands_in_no_link(view: ViewState) -> None:
    query = to_query(view)
    assert set(query) <= set(ViewState.__dataclass_fields__)
    assert all(query.values())
    for name in ("part", "measure", "order", "base", "goal", "by", "compare", "own", "weights"):
        assert (name in query) == (getattr(view, name) != getattr(ViewState(), name))


@given(views(), st.text(max_size=80))
def test_spoilt_own_areas_and_weights_leave_the_rest_of_the_link_alone(
    view: ViewState, noise: str
) -> None:
    """Names, codes and weights that are gone never take the others with them."""
    query = to_query(view)
    spoilt = {**query, "own": query.get("own", "") + noise, "weights": f"gone:1,{noise}"}
    found, problems = from_query(spoilt, known=KNOWN)
    assert replace(found, own=view.own, weights=view.weights) == view
    assert {each.column for each in problems} <= {"own", "weights"}
    assert len(found.own) <= MOST_OWN
    assert len({each.name for each in found.own}) == len(found.own)
    known = KNOWN.areas[AreaLevel.PRIMARY_AREA]
    assert all(set(each.codes) <= known for each in found.own)
    assert all(0 <= weight <= MOST_WEIGHT for _, weight in found.weights)
    assert "weights" in {each.column for each in problems}
